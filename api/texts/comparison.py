"""A comparison as a coordinator reads it in the terminal, at most 100 characters wide."""

from __future__ import annotations

from collections.abc import Iterator
from textwrap import wrap

from api.texts.comparison_rows import (
    blocks,
    change_lines,
    figure_lines,
    front_lines,
    judged_lines,
    letters,
    reference,
    status_line,
)
from api.usecases.compare import Compared
from optimizer.compare.comparison import Comparison

WIDTH, NAME, CELL = 100, 37, 21
MOST_STEPS = 10


def comparison_text(compared: Compared) -> str:
    """What the columns are, the figures, who gains and loses, the criteria, and the front when there is one."""
    found = compared.comparison
    lines = [*_columns(found), "", *_figures(found)]
    for title, more in (
        ("Wie wint en wie verliest:", list(change_lines(found))),
        ("Eisen:", list(judged_lines(found))),
        ("Wat kost het om meer te spreiden (beleid A)?", list(front_lines(compared, MOST_STEPS))),
    ):
        if more:
            lines += ["", title, *more]
    return "\n".join(part for line in lines for part in _folded(line))


def _columns(found: Comparison) -> Iterator[str]:
    for letter, outcome in zip(letters(found), found.columns, strict=True):
        yield status_line(letter, outcome)
    if found.practice is None:
        yield "Zoals het nu gaat is niet te vergelijken: dat kan niet houden wat al vastligt."
    yield "Alle cijfers zijn gerekend met het beleid en de grenzen van A. Het verschil is dat met A."


def _figures(found: Comparison) -> Iterator[str]:
    names, first, lines = letters(found), reference(found), list(figure_lines(found))
    for block in blocks(len(names), first, (WIDTH - NAME) // CELL - 1):
        yield f"{'':{NAME}}" + "".join(f"{names[column]:>{CELL}}" for column in block)
        for line in lines:
            yield f"{line.name:{NAME}}" + "".join(f"{line.text(column, first):>{CELL}}" for column in block)


def _folded(line: str) -> list[str]:
    """Long sentences go on, indented, on the next line; rows of the table never are that long."""
    if len(line) <= WIDTH:
        return [line]
    indent = " " * (len(line) - len(line.lstrip()))
    return wrap(line, WIDTH, initial_indent="", subsequent_indent=f"{indent}   ", drop_whitespace=True)
