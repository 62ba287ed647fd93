"""What a table of the Register looks like: its columns as data, and how one cell is read.

A cell that is empty means *not known*: nothing is filled in for it, so that the default of the domain holds.
In a file, amounts are euros, several values in one cell are separated by ";" and dates are written 2026-10-01.
In a frame, amounts are euro cents, several values are a tuple and dates are `datetime.date`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd
from pandas.api.extensions import ExtensionDtype

BOOLEANS = {"ja": True, "nee": False}
BETWEEN = ";"


class Kind(StrEnum):
    """What one value of a column is; the text is what users read."""

    TEKST = "tekst"
    GEHEEL = "geheel getal"
    GETAL = "getal"
    BEDRAG = "bedrag in euro's"
    DATUM = "datum"
    JA_NEE = "ja of nee"
    KEUZE = "keuze uit een lijst"


DTYPES = {
    Kind.TEKST: "string",
    Kind.GEHEEL: "Int64",
    Kind.GETAL: "Float64",
    Kind.BEDRAG: "Int64",
    Kind.DATUM: "object",
    Kind.JA_NEE: "boolean",
    Kind.KEUZE: "string",
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its Dutch name, what it holds, and the field of the domain that it fills.

    - `fills`: "Uitstromer.ages.low" is `Uitstromer.ages.low`; empty when no field takes the value as it is;
    - `meaning`: one Dutch sentence for the template and the manual;
    - `many`: a cell may hold several values;
    - `enum`: the choices of a KEUZE; `refers`: the tables of which it may name a `code`;
    - `low`, `high`: the range of a number, both ends included, in whole units (euros for a BEDRAG).
    """

    name: str
    kind: Kind
    fills: str
    meaning: str
    required: bool = False
    many: bool = False
    enum: type[StrEnum] | None = None
    refers: tuple[str, ...] = ()
    low: int | None = None
    high: int | None = None

    @property
    def choices(self) -> tuple[str, ...]:
        """The values that a KEUZE allows."""
        return tuple(self.enum) if self.enum else ()

    @property
    def dtype(self) -> str:
        """The pandas dtype of the column."""
        return "object" if self.many else DTYPES[self.kind]


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the Register; `key` names the columns that together occur once."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...] = ("code",)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(column.name for column in self.columns)


def parse(column: Column, text: str) -> Any:  # noqa: ANN401 - a cell holds any kind
    """The value of a cell; None (or no values) when it is empty.

    Raises ValueError with what was expected, in Dutch.
    """
    text = text.strip()
    if not text and column.required:
        raise ValueError(expected(column))
    if not text:
        return () if column.many else None
    if column.many:
        return tuple(_parse_one(column, part.strip()) for part in text.split(BETWEEN))
    return _parse_one(column, text)


def expected(column: Column) -> str:
    """What a filled cell of this column should hold, as the end of "verwacht …"."""
    if column.kind is Kind.KEUZE:
        return "een van: " + ", ".join(column.choices)
    phrase = {
        Kind.TEKST: "een tekst",
        Kind.GEHEEL: "een geheel getal",
        Kind.GETAL: "een getal",
        Kind.BEDRAG: "een bedrag in euro's, zoals 612,34",
        Kind.DATUM: "een datum, zoals 2026-10-01",
        Kind.JA_NEE: "ja of nee",
    }[column.kind]
    if column.low is not None and column.high is not None:
        return f"{phrase}, van {column.low} tot en met {column.high}"
    return phrase if column.low is None else f"{phrase}, {column.low} of meer"


def _parse_one(column: Column, text: str) -> Any:  # noqa: ANN401 - a cell holds any kind
    try:
        value = _PARSERS[column.kind](text)
    except ValueError:
        raise ValueError(expected(column)) from None
    if column.kind is Kind.KEUZE and value not in column.choices:
        raise ValueError(expected(column))
    if not in_range(column, value):
        raise ValueError(expected(column))
    return value


def in_range(column: Column, value: Any) -> bool:  # noqa: ANN401 - a cell holds any kind
    """Whether a number lies in the range of its column; other values always do."""
    scale = 100 if column.kind is Kind.BEDRAG else 1
    too_low = column.low is not None and value < column.low * scale
    return not too_low and (column.high is None or value <= column.high * scale)


def _text(text: str) -> str:
    if not text:
        raise ValueError
    return text


def _whole(text: str) -> int:
    if not re.fullmatch(r"-?[0-9]{1,12}", text):
        raise ValueError
    return int(text)


def _number(text: str) -> float:
    if not re.fullmatch(r"-?[0-9]{1,12}([.,][0-9]{1,17})?", text):
        raise ValueError
    return float(text.replace(",", "."))


def _cents(text: str) -> int:
    found = re.fullmatch(r"([0-9]{1,9})(?:[.,]([0-9]{2}))?", text)
    if not found:
        raise ValueError
    return int(found[1]) * 100 + int(found[2] or 0)


def _date(text: str) -> date:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise ValueError
    return date.fromisoformat(text)


def _yes_or_no(text: str) -> bool:
    if text not in BOOLEANS:
        raise ValueError
    return BOOLEANS[text]


_PARSERS = {
    Kind.TEKST: _text,
    Kind.GEHEEL: _whole,
    Kind.GETAL: _number,
    Kind.BEDRAG: _cents,
    Kind.DATUM: _date,
    Kind.JA_NEE: _yes_or_no,
    Kind.KEUZE: _text,
}


def frame_of(table: Table, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A frame with exactly the columns of the table, from rows of read values; what a row leaves out is missing."""
    rows = list(rows)
    unknown = set[str]().union(*rows) - set(table.names)
    if unknown:
        raise KeyError(f"{table.name} has no column {', '.join(sorted(unknown))}")
    return pd.DataFrame({column.name: _series(column, rows) for column in table.columns})


def _series(column: Column, rows: list[Mapping[str, Any]]) -> pd.Series[Any]:
    missing: Any = () if column.many else None
    values = [row.get(column.name, missing) for row in rows]
    if any(issubclass(kind, tuple | StrEnum) for kind in set(map(type, values))):
        values = [_plain(value) for value in values]
    return pd.Series(values, dtype=column.dtype)


def _plain(value: Any) -> Any:  # noqa: ANN401 - a cell holds any kind
    """The value as a file would give it: a choice is its text, not the member of an enum."""
    if isinstance(value, tuple):
        return tuple(_plain(part) for part in value)
    return value.value if isinstance(value, StrEnum) else value


def rows_of(frame: pd.DataFrame) -> list[dict[str, Any]]:
    """The rows as plain Python values; what is missing is None."""
    if frame.empty:
        return []
    names = [str(name) for name in frame]
    columns = [values_in(frame, name) for name in names]
    return [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=True)]


def values_in(frame: pd.DataFrame, column: str) -> list[Any]:
    """The values of one column as plain Python values; what is missing is None."""
    series = frame[column]
    # Frames of a few rows are read at every change of the register; `astype` and `where` take ten times as long.
    if isinstance(series.dtype, ExtensionDtype):
        values: list[Any] = series.array.to_numpy(dtype=object, na_value=None).tolist()
        return values
    return [None if missing else value for value, missing in zip(series.tolist(), series.isna().tolist(), strict=True)]
