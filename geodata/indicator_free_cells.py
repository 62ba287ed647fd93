"""The cells of a column of a gemeente's own table as figures: numbers as people write them, and the usual marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from geodata.cells import Percentage, text_of_cell
from geodata.columns import Column, Kind
from geodata.dialect import Dialect, dialect_of
from geodata.indicator_cells import ABSENT, KNOWN, NOT_YET, SECRET, Figures
from geodata.indicator_grid import Grid
from geodata.indicator_part import misread
from geodata.values import MisreadError, read_value
from optimizer.errors import Fault

# The name makes that a text such as "45%" is read as 45, as in every column with percentages.
VALUE = Column("pct_waarde", Kind.GETAL, "", "", required=True)
MARKS = {
    SECRET: (".", "x", "geheim", "afgeschermd"),
    NOT_YET: ("nog niet gepubliceerd", "nog niet bekend", "volgt"),
    ABSENT: ("", "-", "–", "n.b.", "nb", "n.v.t.", "nvt", "onbekend", "ontbreekt", "geen gegevens"),
}
STATUS_OF = {mark: status for status, marks in MARKS.items() for mark in marks} | {"bekend": KNOWN}
# "<5" hides a small number.
_FEW = re.compile(r"(<|minder dan) ?\d+")


def free_figures(grid: Grid, at: int, status_at: int | None = None) -> tuple[Figures, list[Fault]]:
    """The figures of the column `at`, and a fault for every cell that is none.

    A column with statuses, `status_at`, says why a cell is empty.
    """
    cells = grid.column(at)
    said = [text_of_cell(cell).casefold() for cell in grid.column(status_at)] if status_at is not None else None
    dialect = dialect_of((cell for cell in cells if isinstance(cell, str)), ())
    values, status, faults = [], [], list[Fault]()
    for row, cell in enumerate(cells):
        value, state, fault = _figure(cell, dialect)
        if fault and (row, at) not in grid.flaws:
            faults.append(Fault(grid.place(row, at), *fault))
        if said is not None and said[row] and value is None:
            state = STATUS_OF.get(said[row], state)
        values.append(np.nan if value is None else value)
        status.append(state)
    figures = Figures(np.array(values, dtype=np.float64), np.array(status, dtype=object))
    return figures, [*faults, *misread(grid, at, cells, ()), *_mixed(grid, at, cells)]


def _figure(cell: Any, dialect: Dialect) -> tuple[float | None, str, tuple[str, str] | None]:  # noqa: ANN401 - any cell
    """Value, status, and what was found and expected where it is no figure."""
    text = text_of_cell(cell).casefold()
    if text in STATUS_OF and text != "bekend":
        return None, STATUS_OF[text], None
    if _FEW.fullmatch(text):
        return None, SECRET, None
    try:
        return float(read_value(VALUE, cell, dialect)), KNOWN, None
    except MisreadError as error:
        return None, ABSENT, (error.found, f"{error.expected}, of een teken voor geheim (.) of onbekend (-)")


def _mixed(grid: Grid, at: int, cells: Sequence[Any]) -> Iterator[Fault]:
    """In a column with percentages, 0.45 may mean 45% and 0.45%."""
    if any(isinstance(cell, Percentage) or (isinstance(cell, str) and cell.rstrip().endswith("%")) for cell in cells):
        for row, cell in enumerate(cells):
            if isinstance(cell, float) and not isinstance(cell, Percentage) and 0 < abs(cell) < 1:
                shown = text_of_cell(cell).replace(".", ",")
                yield Fault(grid.place(row, at), f"{shown} zonder %, in een kolom met procenten", "een getal met %")
