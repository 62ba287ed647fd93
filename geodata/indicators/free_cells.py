"""The cells of a column of a gemeente's own table as figures: numbers as people write them, and the usual marks."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from geodata.cells import Percentage, text_of_cell
from geodata.columns import Column, Kind
from geodata.dialect import Dialect, dialect_of
from geodata.indicators.cells import ABSENT, KNOWN, NOT_YET, SECRET, Figures
from geodata.indicators.grid import Grid
from geodata.indicators.part import misread
from geodata.values import MisreadError, read_value
from optimizer.errors import Fault

VALUE = Column("waarde", Kind.GETAL, "", "", required=True)
MARKS = {
    SECRET: (".", "x", "geheim", "afgeschermd"),
    NOT_YET: ("nog niet gepubliceerd", "nog niet bekend", "volgt"),
    ABSENT: ("", "-", "–", "n.b.", "nb", "n.v.t.", "nvt", "onbekend", "ontbreekt", "geen gegevens"),
}
STATUS_OF = {mark: status for status, marks in MARKS.items() for mark in marks} | {"bekend": KNOWN}
# "<5" hides a small number.
_FEW = re.compile(r"(<|minder dan) ?\d+")


def dialect_in(grid: Grid) -> Dialect:
    """How the table writes its numbers, learned from all its texts."""
    columns = (grid.column(at) for at in range(len(grid.headings)))
    return dialect_of((cell for column in columns for cell in column if isinstance(cell, str)), ())


def free_figures(grid: Grid, at: int, dialect: Dialect) -> tuple[Figures, list[Fault]]:
    """The figures of a column, and a fault for every cell that is none."""
    cells = grid.column(at)
    read = [_figure(cell, dialect) for cell in cells]
    figures = Figures(
        np.array([value for value, _, _ in read], dtype=np.float64),
        np.array([status for _, status, _ in read], dtype=object),
    )
    wrong = [(row, fault) for row, (_, _, fault) in enumerate(read) if fault and (row, at) not in grid.flaws]
    faults = [Fault(grid.place(row, at), *fault) for row, fault in wrong]
    return figures, [*faults, *misread(grid, at, cells, ()), *_mixed(grid, at, cells)]


def with_statuses(grid: Grid, at: int, figures: Figures) -> tuple[Figures, list[Fault]]:
    """The figures with the reasons that the column `at` gives for what is empty, and a fault for each that can't be."""
    said = [text_of_cell(cell).casefold() for cell in grid.column(at)]
    status, faults = figures.status.copy(), []
    for row, text in enumerate(said):
        if text and (text not in STATUS_OF or (STATUS_OF[text] == KNOWN) != bool(figures.known[row])):
            which = "met een waarde" if figures.known[row] else "zonder waarde"
            expected = "bekend of niets bij een waarde, en anders " + f"{SECRET}, {NOT_YET}, {ABSENT}"
            faults.append(Fault(grid.place(row, at), f"'{text}' {which}", expected))
        elif text:
            status[row] = STATUS_OF[text]
    return Figures(figures.values, status), faults


def _figure(cell: Any, dialect: Dialect) -> tuple[float, str, tuple[str, str] | None]:  # noqa: ANN401 - any cell
    """Value, status, and what was found and expected where it is no figure."""
    text = text_of_cell(cell).casefold()
    if text in STATUS_OF and text != "bekend":
        return math.nan, STATUS_OF[text], None
    if _FEW.fullmatch(text):
        return math.nan, SECRET, None
    try:
        return float(read_value(VALUE, cell, dialect)), KNOWN, None
    except MisreadError as error:
        return math.nan, ABSENT, (error.found, f"{error.expected}, of een teken voor geheim (.) of onbekend (-)")


def _mixed(grid: Grid, at: int, cells: Sequence[Any]) -> Iterator[Fault]:
    """In a column with percentages, 0.45 may mean 45% and 0.45%."""
    if any(isinstance(cell, Percentage) or (isinstance(cell, str) and cell.rstrip().endswith("%")) for cell in cells):
        for row, cell in enumerate(cells):
            if isinstance(cell, float) and not isinstance(cell, Percentage) and 0 < abs(cell) < 1:
                shown = text_of_cell(cell).replace(".", ",")
                yield Fault(grid.place(row, at), f"{shown} zonder %, in een kolom met procenten", "een getal met %")
