"""Every table of the Register, and how clean CSV files become frames, with all faults at once.

Rows are numbered as in a spreadsheet: the heading is row 1. Nothing is repaired and nothing is skipped.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from typing import Any

import pandas as pd

from geodata.columns import BETWEEN, Column, Table, frame_of, parse, values_in
from geodata.tables_region import AREAS, REGION_TABLES
from geodata.tables_round import ROUND_TABLES
from optimizer.errors import Fault, InvalidInput

TABLES: dict[str, Table] = {table.name: table for table in (*REGION_TABLES, *ROUND_TABLES)}
FIRST_ROW = 2
# A complex or portiek need not be listed: a dwelling that lies in it makes it known.
BY_DWELLING = ("complex", "portiek")

Cells = Mapping[str, str]


def read_tables(folder: Traversable, known: Mapping[str, pd.DataFrame] | None = None) -> dict[str, pd.DataFrame]:
    """The frames of all CSV files in the folder, which are named after their table.

    `known` holds tables that rows may refer to as well, such as those of the region. References to tables
    that are in neither are not checked here. Raises InvalidInput with every fault of every file.
    """
    faults: list[Fault] = []
    frames: dict[str, pd.DataFrame] = {}
    files = [file for file in folder.iterdir() if file.name.endswith(".csv")]
    for file in sorted(files, key=lambda file: file.name):
        name = file.name.removesuffix(".csv")
        if name not in TABLES:
            faults.append(Fault((file.name,), "een bestand dat niet bekend is", "een van: " + ", ".join(TABLES)))
            continue
        cells, found = _cells_of(name, file.read_bytes())
        frames[name], unread = read_cells(TABLES[name], cells)
        misfits = {fault.path for fault in found}
        faults += [*found, *(fault for fault in unread if fault.path[:2] not in misfits)]
    faults += faults_of({**(known or {}), **frames}, only=frames)
    if faults:
        raise InvalidInput(faults)
    return frames


def read_cells(table: Table, rows: Iterable[Cells]) -> tuple[pd.DataFrame, list[Fault]]:
    """A frame from rows of texts, and a fault for every cell that can't be read (it is left missing)."""
    read: list[dict[str, Any]] = []
    faults: list[Fault] = []
    for number, row in enumerate(rows, FIRST_ROW):
        values: dict[str, Any] = {}
        for column in table.columns:
            try:
                values[column.name] = parse(column, row.get(column.name, ""))
            except ValueError as error:
                shown = row.get(column.name, "").strip()
                faults.append(
                    Fault(_path(table.name, number, column.name), f"'{shown}'" if shown else "niets", str(error))
                )
                values[column.name] = () if column.many else None
        read.append(values)
    return frame_of(table, read), faults


def text_of(value: object) -> str:
    """A value from a typed file (TOML) as a cell would hold it."""
    if isinstance(value, bool):
        return "ja" if value else "nee"
    if isinstance(value, list):
        return BETWEEN.join(text_of(part) for part in value)
    return str(value)


def faults_of(frames: Mapping[str, pd.DataFrame], only: Mapping[str, pd.DataFrame] | None = None) -> list[Fault]:
    """Doubles and references to what is not there; of all frames, or of `only` these, which may refer to all."""
    codes = _known_codes(frames)
    faults: list[Fault] = []
    for name, frame in (frames if only is None else only).items():
        faults += _doubles(TABLES[name], frame)
        for column in TABLES[name].columns:
            if column.refers and any(table in frames for table in column.refers):
                faults += _strangers(name, column, values_in(frame, column.name), codes)
    return faults


def _known_codes(frames: Mapping[str, pd.DataFrame]) -> dict[str, frozenset[str]]:
    """Per table the codes that may be referred to."""
    codes = {name: frozenset(frame["code"].dropna()) for name, frame in frames.items() if "code" in frame}
    homes = frames.get("woningen")
    if homes is not None:
        named = frozenset[str]().union(*(homes[column].dropna() for column in BY_DWELLING))
        codes["gebieden"] = codes.get("gebieden", frozenset()) | named
    return codes


def _doubles(table: Table, frame: pd.DataFrame) -> Iterator[Fault]:
    seen: set[tuple[object, ...]] = set()
    keys = zip(*(values_in(frame, name) for name in table.key), strict=True)
    for number, key in enumerate(keys, FIRST_ROW):
        if key in seen:
            shown = " + ".join(str(part) for part in key)
            yield Fault(
                _path(table.name, number, table.key[-1]), f"'{shown}', dat al eerder voorkomt", "elke rij één keer"
            )
        if None not in key:
            seen.add(key)


def _strangers(name: str, column: Column, values: list[Any], codes: Mapping[str, frozenset[str]]) -> Iterator[Fault]:
    known = frozenset[str]().union(*(codes.get(table, frozenset()) for table in column.refers))
    where = "een gebied" if column.refers == AREAS else "een code uit " + " of ".join(column.refers)
    for number, value in enumerate(values, FIRST_ROW):
        for code in value if column.many else (value,):
            if code is not None and code not in known:
                yield Fault(
                    _path(name, number, column.name),
                    f"'{code}'",
                    where + (" dat bekend is" if column.refers == AREAS else ""),
                )


def _path(table: str, number: int, column: str) -> tuple[str, ...]:
    return (table, f"rij {number}", column)


def _cells_of(name: str, content: bytes) -> tuple[list[Cells], list[Fault]]:
    """The rows of a CSV file by column name; a row that does not fit under the heading is a fault."""
    try:
        lines = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), strict=True))
    except UnicodeDecodeError:
        return [], [Fault((name,), "tekens die geen UTF-8 zijn", "een CSV-bestand in UTF-8")]
    except csv.Error as error:
        return [], [Fault((name,), f"een regel die niet te lezen is ({error})", "een CSV-bestand met komma's")]
    while lines and not any(cell.strip() for cell in lines[-1]):
        lines.pop()
    if not lines:
        return [], [Fault((name,), "een leeg bestand", "een kopregel met kolomnamen")]
    heading = [cell.strip() for cell in lines[0]]
    faults = list(_heading_faults(TABLES[name], heading))
    for number, line in enumerate(lines[1:], FIRST_ROW):
        if len(line) != len(heading):
            faults.append(
                Fault((name, f"rij {number}"), f"{len(line)} cellen", f"{len(heading)} cellen, zoals in de kopregel")
            )
    return [dict(zip(heading, line, strict=False)) for line in lines[1:]], faults


def _heading_faults(table: Table, heading: list[str]) -> Iterator[Fault]:
    for name in sorted({name for name in heading if heading.count(name) > 1}):
        yield Fault((table.name, "rij 1", name), "een kolom die twee keer voorkomt", "elke kolom één keer")
    for name in heading:
        if name not in table.names:
            yield Fault(
                (table.name, "rij 1", name), "een kolom die niet bekend is", "een van: " + ", ".join(table.names)
            )
    for column in table.columns:
        if column.required and column.name not in heading:
            yield Fault((table.name, "rij 1", column.name), "geen kolom met deze naam", "een kolom die verplicht is")
