"""Frames of the Register as CSV files that read back the same: the opposite of `tables.read_cells`."""

from __future__ import annotations

import csv
import io
from datetime import date
from typing import Any

import pandas as pd

from geodata.columns import BETWEEN, Column, Kind, Table, rows_of

CENTS = 100


def csv_of(table: Table, frame: pd.DataFrame) -> str:
    """The rows of a frame with a heading of all columns; what is missing is an empty cell."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.names)
    writer.writerows([cell_of(column, row[column.name]) for column in table.columns] for row in rows_of(frame))
    return text.getvalue()


def cell_of(column: Column, value: Any) -> str:  # noqa: ANN401 - a cell holds any kind
    """A value as `columns.parse` reads it."""
    if value is None:
        return ""
    if column.many:
        return BETWEEN.join(_one(column, part) for part in value)
    return _one(column, value)


def _one(column: Column, value: Any) -> str:  # noqa: ANN401 - a cell holds any kind
    match column.kind:
        case Kind.BEDRAG:
            return f"{value // CENTS}.{value % CENTS:02}"
        case Kind.JA_NEE:
            return "ja" if value else "nee"
        case Kind.GETAL:
            text = repr(float(value))
            # Never 1e-05, which no cell means.
            return f"{value:.17f}".rstrip("0") if "e" in text else text.removesuffix(".0")
        case Kind.DATUM if isinstance(value, date):
            return value.isoformat()
        case _:
            return str(value)
