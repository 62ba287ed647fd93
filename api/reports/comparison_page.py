"""A comparison as one page of HTML that needs nothing from elsewhere, for the coordinator or for a planner.

The planner's page has no person, no exact load of a wijk, and no count or difference of a few people.
"""

from __future__ import annotations

from base64 import b64encode
from functools import cache
from importlib.resources import files

from markupsafe import Markup

from api.pages.render import ENVIRONMENT
from api.reports.front_chart import HEIGHT, LEFT, RIGHT, TOP, WIDTH, drawing_of
from api.texts.comparison_rows import (
    FIGURE_NAMES,
    OF_PEOPLE,
    STEP_TITLES,
    FigureLine,
    change_lines,
    extent_line,
    figure_lines,
    judged_lines,
    kept_lines,
    less_lines,
    letters,
    load_lines,
    names_of_areas,
    reference,
    status_line,
    step_line,
)
from api.usecases.compare import Compared
from optimizer.compare.comparison import Comparison
from optimizer.compare.group_changes import GroupRow, group_rows, places, shielded
from optimizer.fair.groups import ways_of

STYLES = ("tokens.css", "page.css", "table.css")
MOST_WIJKEN = 40


def comparison_page(compared: Compared, *, planner: bool = False) -> str:
    """The page."""
    found, front = compared.comparison, compared.front
    round_ = found.first.round
    small = round_.policy.small_count if planner else 0
    names, first = letters(found), reference(found)
    loads = [] if planner else load_lines(found)
    called = names_of_areas(round_)
    return ENVIRONMENT.get_template("vergelijking.html").render(
        round=round_,
        planner=planner,
        style=_style(),
        letters=names,
        columns=[status_line(letter, outcome) for letter, outcome in zip(names, found.columns, strict=True)],
        no_practice=found.practice is None,
        figures=[_figure(line, first, small) for line in figure_lines(found)],
        changes=[line.strip() for line in change_lines(found, small)],
        judged=list(judged_lines(found, small)),
        groups=_groups(found, small),
        changed=[outcome.changes is not None for outcome in found.columns],
        loads=loads[:MOST_WIJKEN],
        more_loads=len(loads) - MOST_WIJKEN,
        municipalities=[] if planner else [(called[row.area], row.placed) for row in places(found, "municipality")],
        front=front,
        about=_about(compared, planner=planner),
        steps=_steps(compared),
        drawing=drawing_of(front, found) if front is not None and front.points else None,
        size={"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "top": TOP},
    )


def _about(compared: Compared, *, planner: bool) -> list[str]:
    """What the list of combinations is; a planner is not told which wijk is busiest."""
    front = compared.front
    if front is None:
        return []
    return [*([] if planner else less_lines(compared)), extent_line(front), *kept_lines(front)]


def _steps(compared: Compared) -> list[tuple[str, list[str]]]:
    """Title and lines of each exchange list that has any."""
    front = compared.front
    if front is None:
        return []
    lists = (
        (title, [step_line(step, front) for step in compared.steps if step.axis is axis]) for axis, title in STEP_TITLES
    )
    return [(title, lines) for title, lines in lists if lines]


def _figure(line: FigureLine, first: int, small: int) -> tuple[str, list[str]]:
    of_people = line.name in [FIGURE_NAMES[figure] for figure in OF_PEOPLE]
    hidden = of_people and any(value is not None and 0 < value < small for value in line.values)
    shown = [
        f"niet getoond: minder dan {small} mensen" if hidden else line.text(at, first) for at in range(len(line.values))
    ]
    return line.name, shown


def _groups(found: Comparison, small: int) -> list[tuple[str, tuple[GroupRow, ...]]]:
    rows = [(way.grouping.value, group_rows(found, way)) for way in ways_of(found.first.round)]
    return [(name, shielded(each, small)) if small else (name, each) for name, each in rows]


@cache
def _style() -> Markup:
    """The look of the product, with its letters inside."""
    folder = files("api") / "static"
    text = "\n".join((folder / name).read_text(encoding="utf-8") for name in STYLES)
    for font in (folder / "fonts").iterdir():
        inside = b64encode(font.read_bytes()).decode()
        text = text.replace(f"fonts/{font.name}", f"data:font/woff2;base64,{inside}")
    return Markup(text)  # noqa: S704 - our own files
