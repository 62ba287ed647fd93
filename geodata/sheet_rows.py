"""The rows below a heading as values of a table, with a fault for every cell that can't be read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from geodata.cells import Sheet, is_filled
from geodata.cells_scan import NO_OUTCOME
from geodata.columns import Column, expected
from geodata.headings import Heading
from geodata.locating.coordinates import hint_for
from geodata.tables import TABLES
from geodata.values import MisreadError, learn, read_value

Misread = tuple[int, str, str, str]


@dataclass(frozen=True, slots=True, eq=False)
class SheetRows:
    """Records by column, with their spreadsheet numbers; a misread is row number, column, found, expected."""

    numbers: list[int]
    records: list[dict[str, Any]]
    misread: list[Misread]


def read_rows(sheet: Sheet, heading: Heading) -> SheetRows:
    """All rows that hold something; columns whose heading is missing or unclear stay missing without more faults."""
    kept = [at for at in range(heading.at + 1, len(sheet.rows)) if _holds_something(sheet, at)]
    misread = list(_misfits(sheet, heading, kept)) if sheet.ragged else []
    misfits = {number for number, *_ in misread}
    numbers = [sheet.top + at for at in kept]
    rows = [sheet.rows[at] for at in kept]
    cells = {name: [row[at] if at < len(row) else "" for row in rows] for name, at in heading.positions.items()}
    columns = [column for column in TABLES[heading.table].columns if column.name in cells]
    read = _Reader(sheet, heading, numbers, misfits, [(column, cells[column.name]) for column in columns])
    values = read.columns()
    return SheetRows(
        numbers,
        [dict(zip(values, row, strict=True)) for row in zip(*values.values(), strict=True)],
        misread + list(_hinted(read.misread)),
    )


def _hinted(misread: list[Misread]) -> Iterator[Misread]:
    """The misread cells, those of a point with what the pair looks like: swapped, or in another system."""
    found = {(number, column): text.strip("'") for number, column, text, _ in misread}
    for number, column, text, wanted in misread:
        first, is_point = re.subn("punt_[xy]$", "punt_x", column)
        second = first.removesuffix("x") + "y"
        both = is_point and (number, first) in found and (number, second) in found
        hint = hint_for(found[number, first], found[number, second]) if both else ""
        yield number, column, text, wanted + hint


def _holds_something(sheet: Sheet, at: int) -> bool:
    if any(is_filled(cell) for cell in sheet.rows[at]):
        return True
    return bool(sheet.flaws) and any(row == sheet.top + at for row, _ in sheet.flaws)


def _misfits(sheet: Sheet, heading: Heading, kept: list[int]) -> Iterator[Misread]:
    """Rows of a text file with more or fewer cells than the heading: what stands where is not certain."""
    widest = len(heading.texts)
    least = max((at + 1 for at, text in enumerate(heading.texts) if text), default=0)
    for at in kept:
        row = sheet.rows[at]
        if len(row) < least or any(is_filled(cell) for cell in row[widest:]):
            yield sheet.top + at, "", f"{len(row)} cellen", f"{widest} cellen, zoals in de kopregel"


class _Reader:
    """Reads column by column; the same text in the same column is read once."""

    def __init__(
        self,
        sheet: Sheet,
        heading: Heading,
        numbers: list[int],
        misfits: set[int],
        cells: Sequence[tuple[Column, list[Any]]],
    ) -> None:
        self._sheet, self._heading, self._cells = sheet, heading, cells
        self._numbers, self._misfits = numbers, misfits
        self._dialect = learn(cells)
        self.misread: list[Misread] = []

    def columns(self) -> dict[str, list[Any]]:
        """The values per column; what can't be read is missing and told in `misread`."""
        return {column.name: self._column(column, cells) for column, cells in self._cells}

    def _column(self, column: Column, cells: list[Any]) -> list[Any]:
        at = self._sheet.left + self._heading.positions[column.name]
        flaws = {row: flaw for (row, where), flaw in self._sheet.flaws.items() if where == at}
        known: dict[tuple[type, Any], Any] = {}
        values = []
        for number, cell in zip(self._numbers, cells, strict=True):
            if number in flaws:
                value: Any = _flawed(column, flaws[number])
            else:
                key = (type(cell), cell)
                if key not in known:
                    known[key] = self._value(column, cell)
                value = known[key]
            if isinstance(value, MisreadError):
                if number not in self._misfits:
                    self.misread.append((number, column.name, value.found, value.expected))
                value = () if column.many else None
            values.append(value)
        return values

    def _value(self, column: Column, cell: Any) -> Any:  # noqa: ANN401 - a cell holds any kind
        try:
            return read_value(column, cell, self._dialect)
        except MisreadError as error:
            return error


def _flawed(column: Column, flaw: str) -> MisreadError:
    if flaw == NO_OUTCOME:
        return MisreadError(flaw, "een waarde: open het bestand in Excel en sla het opnieuw op")
    return MisreadError(flaw, expected(column))
