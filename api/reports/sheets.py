"""A workbook as values: columns that say what they show, and the tables and sheets made of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar

Value = str | int | float | date | None
Row = TypeVar("Row")


class Kind(StrEnum):
    """How a value is written. Euros are given in euros, a share as a part of 1; a text may stand in any kind."""

    TEXT = "tekst"
    WHOLE = "getal"
    EXACT = "getal met komma"
    SIGNED = "verschil"
    EURO = "bedrag"
    SHARE = "aandeel"
    DATE = "datum"


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What stands above a column; `width` in characters. `meaning` is its line in the explanation."""

    title: str
    width: int
    meaning: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Head, Generic[Row]):
    """A column of a table whose rows are made of `Row`."""

    value: Callable[[Row], Value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows have one value per head. `nothing` is said where there are no rows."""

    title: str
    heads: tuple[Head, ...]
    rows: tuple[tuple[Value, ...], ...]
    nothing: str = "Er staat niets in deze tabel."


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One tab. A sheet with one table can be filtered, and its first columns stay in sight."""

    name: str
    title: str
    tables: tuple[Table, ...]
    fixed_columns: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A workbook. `label` says what the data are and stands on every sheet; `reader` for whom it is meant."""

    title: str
    label: str
    reader: str
    created: date
    sheets: tuple[Sheet, ...]


def table(title: str, columns: Iterable[Column[Row]], rows: Iterable[Row], *, nothing: str = "") -> Table:
    """The table with every value worked out."""
    columns = tuple(columns)
    heads = tuple(Head(title=each.title, width=each.width, meaning=each.meaning, kind=each.kind) for each in columns)
    values = tuple(tuple(column.value(row) for column in columns) for row in rows)
    return Table(title=title, heads=heads, rows=values, nothing=nothing or "Er staat niets in deze tabel.")


def meanings(sheets: Iterable[Sheet]) -> Table:
    """What every column of these sheets means."""
    rows = tuple(
        (sheet.name, each.title, head.title, head.meaning)
        for sheet in sheets
        for each in sheet.tables
        for head in each.heads
    )
    heads = (
        Head(title="Blad", width=22, meaning=""),
        Head(title="Tabel", width=34, meaning=""),
        Head(title="Kolom", width=36, meaning=""),
        Head(title="Wat het betekent", width=100, meaning=""),
    )
    return Table(title="Wat de kolommen betekenen", heads=heads, rows=rows)
