"""What came out of a supplier's files: frames, every fault, and where each row came from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from geodata.column_mapping import ColumnMapping
from geodata.toml_file import TOML, label_in
from optimizer.errors import Fault


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """The sheet that rows came from; `sheet` is empty for a CSV file, and the table in a TOML file.

    By column: `headers` is what the user calls it, `numbers` where it stands, counted from 1.
    """

    file: str
    sheet: str
    header_row: int
    headers: Mapping[str, str]
    numbers: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where one row came from; `row` is the number that the spreadsheet shows."""

    source: Source
    row: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Reading:
    """Everything that was read.

    - `frames`: every row of every table, also those with a fault (a cell that can't be read is missing);
    - `faults`: the path is table, row and heading as in the user's own file, or the file where it is no table;
    - `mapping`: what was taken for what, and what was not used;
    - `origins`: per table, for each row of its frame where it came from;
    - `sources`: per table the sheets, also one without rows.
    """

    frames: Mapping[str, pd.DataFrame]
    faults: tuple[Fault, ...]
    mapping: ColumnMapping
    origins: Mapping[str, tuple[Origin, ...]]
    sources: Mapping[str, tuple[Source, ...]]

    def path_to(self, table: str, at: int, column: str | None) -> tuple[str, ...]:
        """How a fault names a cell of a frame, or a row: table, row and heading as in the user's own file."""
        headers = self.origins[table][at].source.headers
        return (table, self.row_label(table, at), *(() if column is None else (headers.get(column, column),)))

    def row_label(self, table: str, at: int) -> str:
        """How a fault names a row of a frame."""
        origin = self.origins[table][at]
        return label_of(origin.source, origin.row, alone=len(self.sources[table]) == 1)


def label_of(source: Source, row: int, *, alone: bool) -> str:
    """`rij 7`, and where that is if the table comes from several sheets; of a TOML file always the file."""
    if source.file.lower().endswith(TOML):
        return label_in(source.file, row)
    if alone:
        return f"rij {row}"
    return f"rij {row} van {source.file}" + (f", blad {source.sheet}" if source.sheet else "")
