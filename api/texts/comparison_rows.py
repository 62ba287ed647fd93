"""A comparison as rows and sentences in plain Dutch, for terminal, workbook and page alike."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from api.pages.words import count, number
from api.usecases.compare import Compared
from optimizer.agreements import LimitKind
from optimizer.compare.comparison import Changes, Comparison, Judged, Outcome
from optimizer.compare.exchanges import Step
from optimizer.compare.scenarios import KeyFigure, Than
from optimizer.explain import GOAL_TEXTS
from optimizer.policy import Goal
from optimizer.proposal import LimitUse, Status
from optimizer.round import Round
from optimizer.tradeoff import Axis, Extent, Front

STEP_TITLES = (
    (Axis.PLACED, "Meer spreiden kost plaatsingen"),
    (Axis.ORIGIN, "Meer spreiden en evenveel plaatsen kost terugkeer naar herkomst"),
)
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TODAY = "nu"
NOT_KNOWN = "geen"


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureLine:
    """One figure in every column; None where a column has none. `more_is_better` tells which way is good."""

    name: str
    values: tuple[int | None, ...]
    more_is_better: bool
    unit: str = ""
    whole: int | None = None

    def text(self, column: int, reference: int) -> str:
        """The figure, and how it differs from that of the reference column, in words."""
        value, other = self.values[column], self.values[reference]
        if value is None:
            return NOT_KNOWN
        shown = f"{number(value)}{self.unit}"
        if column == reference or other is None:
            return shown
        return f"{shown} ({difference(value, other)})"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadLine:
    """A wijk with its load in percent of its cap, per column; None where there is no proposal."""

    name: str
    cap: int
    percents: tuple[int | None, ...]

    @property
    def change(self) -> int:
        """How much apart the columns are."""
        known = [percent for percent in self.percents if percent is not None]
        return max(known, default=0) - min(known, default=0)


FIGURES: tuple[tuple[str, KeyFigure, bool, str], ...] = (
    ("Geplaatst", KeyFigure.PLACED, True, ""),
    ("Te laat, nu geplaatst", KeyFigure.OVERDUE, True, ""),
    ("Terug naar herkomst", KeyFigure.RETURNED, True, ""),
    ("Afspraken gehaald", KeyFigure.QUOTAS_MET, True, ""),
    ("Tekort op afspraken", KeyFigure.SHORTFALL, False, ""),
    ("Drukste wijk", KeyFigure.BUSIEST, False, "%"),
    ("Besluit nodig", KeyFigure.NEEDS_DECISION, False, ""),
)
# Counts of people, of which who may see no person sees no small ones.
OF_PEOPLE = (KeyFigure.PLACED, KeyFigure.OVERDUE, KeyFigure.RETURNED, KeyFigure.NEEDS_DECISION)
FIGURE_NAMES = {figure: name for name, figure, _, _ in FIGURES}
THAN_TEXTS = {Than.PRACTICE: "gerekend vanaf hoe het nu gaat", Than.FIRST: "gerekend vanaf A"}


def letters(comparison: Comparison) -> tuple[str, ...]:
    """Above each column: `nu` for today's practice, and a letter for each scenario."""
    own = tuple(LETTERS[at] if at < len(LETTERS) else str(at + 1) for at in range(len(comparison.outcomes)))
    return (TODAY, *own) if comparison.practice else own


def reference(comparison: Comparison) -> int:
    """The column of the first scenario."""
    return 1 if comparison.practice else 0


def difference(value: int, other: int) -> str:
    """In words."""
    if value == other:
        return "gelijk"
    return f"{number(abs(value - other))} {'meer' if value > other else 'minder'}"


def figure_lines(comparison: Comparison) -> Iterator[FigureLine]:
    """The key figures, then the goals that are not among them, all by the formulas of the first scenario."""
    columns = comparison.columns
    for name, figure, more, unit in FIGURES:
        values = tuple(None if each.figures is None else figure.of(each.figures) for each in columns)
        yield FigureLine(name=name, values=values, more_is_better=more, unit=unit)
    for goal in (Goal.PLACEMENTS, Goal.SPREAD, Goal.FIT):
        reached = tuple(dict(each.goals).get(goal) for each in columns)
        if any(value is not None for value in reached):
            name = GOAL_TEXTS[goal].short + ("" if goal.maximise else " (laag is goed)")
            yield FigureLine(name=name, values=reached, more_is_better=goal.maximise)


def status_line(letter: str, outcome: Outcome) -> str:
    """What a letter stands for, and how sure its answer is."""
    proof = {
        Status.PROVEN: "bewezen best haalbaar",
        Status.STOPPED: "gestopt, beste tot dan toe",
        Status.CONFLICT: "wat vastligt, botst: geen voorstel",
        Status.BASELINE: "op volgorde van urgentie, eerste passende woning",
    }[outcome.proposal.status]
    name = "Zoals het nu gaat" if outcome.proposal.status is Status.BASELINE else outcome.name
    return f"{letter} = {name} ({proof})"


def change_lines(comparison: Comparison, small: int = 0) -> Iterator[str]:
    """Per scenario after the first: how many people gain or lose a home, and whether the policy asks for that.

    Numbers from 1 to `small` − 1 are not told.
    """
    for letter, outcome in zip(letters(comparison), comparison.columns, strict=True):
        if outcome.changes is not None:
            yield _of_change(letter, outcome.changes, small)
            yield from _needed(letter, outcome.changes, by_hand=outcome.proposal.status is Status.BASELINE)


def _of_change(letter: str, changes: Changes, small: int) -> str:
    gained, lost = len(changes.gained), len(changes.lost)
    if not gained and not lost:
        return f"{letter}: dezelfde mensen krijgen een woning als in A."
    return f"{letter}: {_people(gained, small)} wel een woning en in A niet. In A wel en hier niet: {_number(lost, small)}."


def _needed(letter: str, changes: Changes, *, by_hand: bool) -> Iterator[str]:
    """Whether the policy asks for the differences."""
    if changes.as_good_in_first and (changes.gained or changes.lost):
        yield "   Onder A is dit voorstel precies even goed. A laat dus open wie van deze mensen een woning krijgt."
    elif by_hand:
        return
    elif changes.lost and changes.needed:
        yield f"   Bewezen: bij geen even goed voorstel van {letter} verliezen minder mensen hun woning van A."
    elif changes.lost:
        yield "   Niet bewezen is dat het niet met minder verliezen kan: de berekening is gestopt."


def _people(amount: int, small: int) -> str:
    return f"{_number(amount, small)} {'persoon krijgt' if amount == 1 and not small else 'mensen krijgen'}"


def _number(amount: int, small: int) -> str:
    return f"minder dan {small}" if 0 < amount < small else number(amount)


def judged_line(judged: Judged, letter: str, small: int = 0) -> str:
    """One criterion for one scenario, without its numbers where one counts 1 to `small` − 1 people."""
    name = FIGURE_NAMES[judged.criterion.figure]
    unit = "%" if judged.criterion.figure is KeyFigure.BUSIEST else ""
    wanted = [
        f"{word} {number(bound)}{unit}"
        for word, bound in (("minstens", judged.at_least), ("hoogstens", judged.at_most))
        if bound is not None
    ]
    than = judged.criterion.than
    since = f" ({THAN_TEXTS[than]})" if than else ""
    if judged.figure is None or not wanted:
        return f"{letter}: {name}: niet te meten, dus niet gehaald"
    mark = "gehaald" if judged.met else "NIET gehaald"
    counts = (judged.figure, judged.at_least, judged.at_most)
    if judged.criterion.figure in OF_PEOPLE and any(each is not None and 0 < each < small for each in counts):
        return f"{letter}: {name}: {mark}"
    return f"{letter}: {name} {' en '.join(wanted)}{since}: {number(judged.figure)}{unit}, {mark}"


def judged_lines(comparison: Comparison, small: int = 0) -> Iterator[str]:
    """Every criterion for every scenario; see `judged_line`."""
    letter = dict(zip((each.name for each in comparison.columns), letters(comparison), strict=True))
    for judged in comparison.judged:
        yield judged_line(judged, letter[judged.scenario], small)


def names_of_areas(round_: Round) -> dict[str, str]:
    """Municipalities included."""
    names = {municipality.id: municipality.name for municipality in round_.municipalities}
    return names | {area.id: area.name for area in round_.areas}


def load_lines(comparison: Comparison) -> list[LoadLine]:
    """The areas at the spread level in which somebody is placed in some column, the most different first."""
    round_ = comparison.first.round
    names = {area.id: area.name for area in round_.areas if area.level is round_.policy.spread_level}
    limits = {each.id: each for each in round_.limits if each.kind is LimitKind.STAND and each.area in names}
    uses = [{use.limit: use for use in outcome.loads} for outcome in comparison.columns]
    lines = [
        LoadLine(
            name=names[limit.area],
            cap=next(each[name].cap for each in uses if name in each),
            percents=tuple(_percent(each.get(name)) for each in uses),
        )
        for name, limit in limits.items()
        if any(name in each and each[name].planned and each[name].cap for each in uses)
    ]
    return sorted(lines, key=lambda line: (-line.change, line.name))


def _percent(use: LimitUse | None) -> int | None:
    return None if use is None else round(100 * (use.used + use.claimed + use.planned) / use.cap)


def front_lines(compared: Compared, most: int) -> Iterator[str]:
    """How much of the front there is, and what spreading more costs; at most so many steps of each list."""
    front = compared.front
    if front is None:
        return
    yield from less_lines(compared)
    yield extent_line(front)
    yield from kept_lines(front)
    for axis, title in STEP_TITLES:
        steps = [step for step in compared.steps if step.axis is axis]
        if steps:
            yield f"{title}:"
            yield from (f"  {step_line(step, front)}" for step in steps[:most])
        if len(steps) > most:
            yield f"  en nog {count(len(steps) - most, 'stap', 'stappen')}; die staan in het werkboek."


def less_lines(compared: Compared) -> Iterator[str]:
    """What one unit of load less in the busiest area costs."""
    less, first = compared.less, compared.comparison.first
    if less is None or first.figures is None or less.outcome.figures is None or less.outcome.changes is None:
        return
    before, after = first.figures, less.outcome.figures
    then = dict(less.outcome.goals)
    besides = [
        f"; {GOAL_TEXTS[goal].short.lower()} {number(value)} wordt {number(then[goal])}"
        for goal, value in first.goals
        if goal is not Goal.ORIGIN and then[goal] != value
    ]
    yield (
        f"Eén eenheid belasting minder in {names_of_areas(first.round)[less.area]}, nu de drukste wijk met nieuwe "
        f"plaatsingen: geplaatst {before.placed.part} wordt {after.placed.part}; terug naar herkomst "
        f"{before.returned.part} wordt {after.returned.part}{''.join(besides)}. Bewezen, met het beleid van A."
    )


def extent_line(front: Front) -> str:
    """What the list of combinations is."""
    found = count(len(front.points), "combinatie", "combinaties")
    match front.extent:
        case Extent.COMPLETE:
            return f"Alle {found} die door geen andere worden overtroffen. Bewezen volledig."
        case Extent.GRID:
            floors = " × ".join(str(len(levels)) for levels in front.levels)
            return f"{found}, bij {floors} ondergrenzen. Daartussen kunnen er meer zijn."
        case Extent.STOPPED:
            proven = sum(point.proven for point in front.points)
            return f"Gestopt: {found} gevonden, van {proven} is bewezen dat er niets beters is. Er kunnen er meer zijn."
        case Extent.IMPOSSIBLE:
            return "Wat vastligt, kan niet samen. Er is niets af te wegen."


def kept_lines(front: Front) -> Iterator[str]:
    """What every combination keeps."""
    for goal in front.kept:
        yield f"Elke combinatie houdt: {GOAL_TEXTS[goal.goal].short.lower()} {number(goal.value)}, want dat gaat voor."


def step_line(step: Step, front: Front) -> str:
    """One step of an exchange list."""
    at, origin = front.axes.index(step.axis), front.axes.index(Axis.ORIGIN)
    before, after = step.before.values, step.after.values
    what = "geplaatst" if step.axis is Axis.PLACED else "terug"
    besides = ""
    if step.axis is Axis.PLACED and before[origin] != after[origin]:
        besides = f"; terug {before[origin]} naar {after[origin]}"
    return (
        f"{before[at]} naar {after[at]} {what}: spreiding {number(before[-1])} naar {number(after[-1])} "
        f"({number(step.gains)} beter){besides}"
    )


def blocks(columns: int, first: int, width: int) -> list[Sequence[int]]:
    """Columns to put beside each other: the reference in every block, and at most `width` others."""
    others = [column for column in range(columns) if column != first]
    parts = [others[at : at + width] for at in range(0, len(others), width)] or [[]]
    return [sorted((first, *part)) for part in parts]
