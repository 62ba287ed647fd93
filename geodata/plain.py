"""Values of a frame as JSON has them, and back: amounts in euro cents, dates as texts, several values as a list.

As strict as the reading of files, and stricter where a file can't go wrong: nothing is trimmed, and what a database or a
file would not give back unchanged is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from geodata.columns import BETWEEN, Column, Kind, Table, expected, in_range
from geodata.tables import BY_DWELLING

# Codes are looked up and must fit in an index; a text is read by people.
LONGEST_CODE = 200
LONGEST_TEXT = 4_000
# Columns that name something that need not be in a table.
NAMED = (*BY_DWELLING, "uitstromer", "woning")
MOST_VALUES = 1_000
# Beyond these a number is a slip of the pen; a file can't hold larger ones either.
LARGEST = 10**12
# Signs without a meaning of their own, and halves of signs; ends of lines and tabs are in texts of people.
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def value_of(column: Column, plain: object) -> Any:  # noqa: ANN401 - a cell holds any kind
    """The value for a frame; None or no values where nothing is known. Raises ValueError with what was expected."""
    if plain is None or plain == []:
        if column.required:
            raise ValueError(wanted(column))
        return () if column.many else None
    if not column.many:
        return _one(column, plain)
    if not isinstance(plain, list | tuple) or len(plain) > MOST_VALUES:
        raise ValueError(wanted(column))
    return tuple(_one(column, part) for part in plain)


def plain_of(value: Any) -> Any:  # noqa: ANN401 - same
    """The value as JSON has it."""
    if isinstance(value, tuple):
        return [plain_of(part) for part in value]
    return value.isoformat() if isinstance(value, date) else value


def plain_row(row: Mapping[str, Any]) -> dict[str, Any]:
    """The row as JSON has it."""
    return {name: plain_of(value) for name, value in row.items()}


def wanted(column: Column) -> str:
    """What a value of this column should be, as the end of "verwacht …"."""
    phrase = expected(column)
    if column.kind is Kind.BEDRAG:
        phrase = phrase.replace(
            "een bedrag in euro's, zoals 612,34", "een bedrag in hele eurocenten, zoals 61234, in euro's"
        )
    if column.kind is Kind.JA_NEE:
        phrase = "true (ja) of false (nee)"
    if column.kind is Kind.TEKST:
        phrase = "een tekst, zonder spaties ervoor of erna"
    return f"een lijst, met van elk: {phrase}" if column.many else phrase


def why_not_kept(column: Column, text: str, *, code: bool) -> str:
    """What was expected where a text can't be kept as it is; empty when it can. `code`: it is looked up by."""
    why = why_not_a_text(text, LONGEST_CODE if code else LONGEST_TEXT)
    if not why and column.many and BETWEEN in text:
        return f"een tekst zonder '{BETWEEN}'"
    return why


def why_not_a_text(text: str, longest: int = LONGEST_TEXT) -> str:
    """What was expected where not every database keeps a text as it is; empty when they do."""
    if len(text) > longest:
        return f"een tekst van hoogstens {longest} tekens"
    if _CONTROL.search(text):
        return "een tekst zonder besturingstekens"
    return ""


def is_code(table: Table, column: Column) -> bool:
    """Whether rows are looked up by what stands in this column."""
    return bool(column.refers) or column.name in table.key or column.name in NAMED


def _one(column: Column, plain: object) -> Any:  # noqa: ANN401 - same
    value = _READERS[column.kind](plain)
    if value is None or (column.kind is Kind.KEUZE and value not in column.choices) or not in_range(column, value):
        raise ValueError(wanted(column))
    return value


def _text(plain: object) -> str | None:
    return str(plain) if isinstance(plain, str) and plain and plain == plain.strip() else None


def _whole(plain: object) -> int | None:
    return plain if type(plain) is int and abs(plain) < LARGEST else None


def _number(plain: object) -> float | None:
    if isinstance(plain, bool) or not isinstance(plain, int | float):
        return None
    return float(plain) if abs(plain) < LARGEST else None  # what is no number is not below it either


def _day(plain: object) -> date | None:
    if type(plain) is date:
        return plain
    try:
        found = date.fromisoformat(plain) if isinstance(plain, str) else None
    except ValueError:
        return None
    return found if found is not None and found.isoformat() == plain else None


def _yes_or_no(plain: object) -> bool | None:
    return plain if isinstance(plain, bool) else None


_READERS = {
    Kind.TEKST: _text,
    Kind.GEHEEL: _whole,
    Kind.GETAL: _number,
    Kind.BEDRAG: _whole,
    Kind.DATUM: _day,
    Kind.JA_NEE: _yes_or_no,
    Kind.KEUZE: _text,
}
