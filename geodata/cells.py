"""Any spreadsheet file as sheets of rows of cells; what can't be read is one clear fault, never an exception.

A cell is a text, a number, a percentage, ja/nee or a date as the file has it; an empty cell is "". Reading is
bounded: a file that unpacks to more than `MOST_BYTES`, or a sheet of more than `MOST_CELLS`, is refused before it is
unpacked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from optimizer.errors import Fault

Value = str | int | float | bool | date | datetime | time | timedelta
MOST_BYTES = 400_000_000
MOST_CELLS = 5_000_000
MOST_ROWS = 1_048_576
MOST_COLUMNS = 16_384
FULL = 100


class Percentage(float):
    """A number that its cell shows as a percentage: 0.45 as 45%. As a text it is what the user sees."""

    __slots__ = ()


class UnreadableError(Exception):
    """A file or sheet that can't be read; holds what was found and what was expected, in Dutch."""

    def __init__(self, found: str, expected: str) -> None:
        self.found, self.expected = found, expected
        super().__init__(found)

    def fault(self, *path: str) -> Fault:
        """The fault, at this place."""
        return Fault(path, self.found, self.expected)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sheet:
    """The cells of one sheet.

    - `top`, `left`: the spreadsheet's own numbers of the first row and column in `rows`, from 1;
    - `flaws`: by row and column number, cells without an outcome and what the user sees or should know there;
    - `ragged`: rows may differ in length, and then something is wrong with a row.
    """

    file: str
    name: str
    rows: Sequence[Sequence[Any]]
    top: int = 1
    left: int = 1
    flaws: Mapping[tuple[int, int], str] = field(default_factory=dict)
    hidden: bool = False
    ragged: bool = False

    @property
    def empty(self) -> bool:
        """Whether nothing is written on it."""
        return not self.flaws and not any(is_filled(cell) for row in self.rows for cell in row)


def is_filled(value: Value) -> bool:
    """Whether a user sees something in the cell."""
    return bool(value.strip()) if isinstance(value, str) else value is not None


def text_of_cell(value: Value) -> str:
    """The cell as a text: 12.0 is "12", a date is 2026-10-01, a boolean ja or nee."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, Percentage):
        return f"{_number(value * FULL)}%"
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(sep=" ")
    return value.isoformat() if isinstance(value, date | time) else str(value)


def _number(value: float) -> str:
    """With the 15 digits that a spreadsheet shows, never with an exponent."""
    shown = Decimal(f"{value:.15g}")
    if not shown.is_finite():
        return str(value)
    if shown == shown.to_integral_value():
        return f"{shown:.0f}"
    return f"{shown:f}"


def letters_of(column: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(ord("A") + rest) + text
    return text
