"""Tables as suppliers send them: folders, workbooks, CSV and TOML files become frames, with all faults at once.

Nothing is repaired silently: `Reading.mapping` shows what every sheet and heading was taken for.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from typing import Any

import pandas as pd

from geodata.aside import why_aside
from geodata.beside import Combine, filled, instead
from geodata.cells import Sheet, UnreadableError
from geodata.cells_book import read_book
from geodata.cells_csv import read_csv
from geodata.column_mapping import ColumnMapping, SheetMapping
from geodata.columns import frame_of
from geodata.headings import ENOUGH, Heading, columns_as_written, faults_of_heading, headings_of
from geodata.locating.files import is_place_file
from geodata.reading import Origin, Reading, Source, label_of
from geodata.references import faults_between
from geodata.sheet_rows import SheetRows, read_rows
from geodata.tables import TABLES
from geodata.toml_file import (
    CONVENANT_FILE,
    DRAAGKRACHT_FILE,
    POLICY_FILE,
    TOML,
    faults_of_parts,
    read_toml,
    sheets_in,
    unused_parts,
)
from geodata.words import table_named, tables_hinted
from optimizer.errors import Fault, InvalidInput

NamedFile = tuple[str, bytes]
BOOKS = (".xlsx", ".xlsm", ".ods")
KINDS = (*BOOKS, ".csv")
# Spreadsheets of a kind that is not read here: never passed over in silence.
OTHER_KINDS = (".xls", ".xlsb", ".numbers", ".tsv", ".txt", ".fods")
NO_TABLE = "geen kopregel van een bekende tabel"


@dataclass(frozen=True, slots=True, eq=False)
class _Part:
    """One sheet that is read as (a part of) a table."""

    source: Source
    heading: Heading
    rows: SheetRows


@dataclass(slots=True, eq=False)
class _Found:
    parts: list[_Part] = field(default_factory=list)
    sheets: list[SheetMapping] = field(default_factory=list)
    unused: list[tuple[str, str, str]] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def read_supplied(
    path: Path,
    known: Mapping[str, pd.DataFrame] | None = None,
    mapping: ColumnMapping | None = None,
    policy: NamedFile | None = None,
    combine: Combine = instead,
) -> Reading:
    """The tables in a folder, or in one workbook or CSV file.

    `known` holds tables that rows may refer to as well; `mapping` what was settled for this supplier before;
    `policy` a policy file that goes before the one in the folder; `combine` how the tables stand to what is known.
    Never raises for what is in the files: that is in `Reading.faults`.
    """
    try:
        reading = read_files(files_at(path), known, mapping, policy, combine)
    except InvalidInput as error:
        return Reading(frames={}, faults=error.faults, mapping=ColumnMapping(), origins={}, sources={})
    if not reading.mapping.sheets and not reading.faults:
        nothing = Fault((path.name,), "geen enkele tabel", "een map of werkboek met tabellen: " + ", ".join(KINDS))
        return replace(reading, faults=(nothing,))
    return reading


def files_at(path: Path) -> list[NamedFile]:
    """The files of a folder, or the one file, by name; what is not read as a table has no content here.

    Raises InvalidInput when there is nothing to open.
    """
    try:
        if path.is_dir():
            files = sorted(file for file in path.iterdir() if file.is_file() and _is_theirs(file.name))
        else:
            files = [path]
        return [(file.name, file.read_bytes() if _is_read(file.name) else b"") for file in files]
    except OSError as error:
        found = "een bestand dat niet te openen is"
        raise InvalidInput([Fault((path.name,), found, "een bestand of map")]) from error


def read_files(
    files: Iterable[NamedFile],
    known: Mapping[str, pd.DataFrame] | None = None,
    mapping: ColumnMapping | None = None,
    policy: NamedFile | None = None,
    combine: Combine = instead,
) -> Reading:
    """The tables in these files; otherwise as `read_supplied`."""
    found = _Found()
    for name, content in files:
        if name.lower().endswith(TOML):
            _read_toml_in_folder(name, content, policy, found)
        else:
            _read_file(name, content, mapping or ColumnMapping(), found)
    if policy is not None:
        _read_toml(*policy, found, is_policy=True)
    reading = _joined(found)
    return replace(
        reading, faults=(*reading.faults, *faults_between(reading, combine(known or {}, filled(reading.frames))))
    )


def _is_theirs(name: str) -> bool:
    """Whether a file holds tables or may be meant to: not what programs leave behind, nor what places are found in."""
    return not name.startswith(("~$", ".")) and not is_place_file(name)


def _is_read(name: str) -> bool:
    return name.lower().endswith((*KINDS, TOML))


def _read_toml_in_folder(name: str, content: bytes, policy: NamedFile | None, found: _Found) -> None:
    if name == POLICY_FILE and policy is not None:
        found.unused.append((name, "", f"het beleid komt uit {policy[0]}"))
    elif name == DRAAGKRACHT_FILE:
        return  # a policy without tables: see `own_region.draagkracht_at`
    elif name in (POLICY_FILE, CONVENANT_FILE):
        _read_toml(name, content, found, is_policy=name == POLICY_FILE)
    else:
        found.unused.append((name, "", f"het heet niet {POLICY_FILE}, {CONVENANT_FILE} of {DRAAGKRACHT_FILE}"))


def _read_toml(name: str, content: bytes, found: _Found, *, is_policy: bool) -> None:
    try:
        values = read_toml(name, content)
    except InvalidInput as error:
        found.faults += error.faults
        return
    found.faults += faults_of_parts(name, values)
    found.unused += ((name, part, why) for part, why in unused_parts(values, is_policy=is_policy))
    for sheet, heading in sheets_in(name, values):
        found.parts.append(_Part(_source_of(sheet, heading), heading, read_rows(sheet, heading)))


def _read_file(name: str, content: bytes, mapping: ColumnMapping, found: _Found) -> None:
    ending = PurePath(name).suffix.lower()
    if ending not in KINDS:
        if ending in OTHER_KINDS:
            found.faults.append(Fault((name,), f"een bestand van de soort {ending}", "een van: " + ", ".join(KINDS)))
        found.unused.append((name, "", "geen spreadsheet die gelezen wordt"))
        return
    try:
        sheets = read_book(name, content) if ending in BOOKS else [read_csv(name, content)]
    except UnreadableError as error:
        found.faults.append(error.fault(name))
        return
    before = len(found.parts) + len(found.faults)
    passed = [(sheet, _why_passed(sheet)) for sheet in sheets]
    filled = [sheet for sheet, why in passed if not why]
    for sheet, why in passed:
        if why:
            found.unused.append((name, sheet.name, why))
        else:
            _read_sheet(sheet, mapping, found, alone=len(filled) == 1)
    ours = any(why_aside(sheet) for sheet in sheets)
    if len(found.parts) + len(found.faults) == before and (filled or not ours):
        what = NO_TABLE if filled else "een leeg bestand"
        found.faults.append(Fault((name,), what, "een kopregel met kolommen van een tabel"))


def _why_passed(sheet: Sheet) -> str:
    aside = why_aside(sheet)
    return aside or ("een verborgen blad" if sheet.hidden else "een leeg blad" if sheet.empty else "")


def _read_sheet(sheet: Sheet, mapping: ColumnMapping, found: _Found, *, alone: bool) -> None:
    where = (sheet.file, sheet.name) if sheet.name else (sheet.file,)
    remembered = mapping.for_sheet(sheet.file, sheet.name)
    try:
        heading = _heading_of(sheet, remembered, alone=alone)
    except UnreadableError as error:
        found.faults.append(error.fault(*where))
        return
    if heading is None:
        found.unused.append((sheet.file, sheet.name, NO_TABLE))
        return
    source = _source_of(sheet, heading)
    found.parts.append(_Part(source, heading, read_rows(sheet, heading)))
    found.sheets.append(
        SheetMapping(
            file=sheet.file,
            sheet=sheet.name,
            table=heading.table,
            header_row=source.header_row,
            columns=columns_as_written(heading, heading.positions),
            ignored=heading.ignored(sheet),
        )
    )


def _source_of(sheet: Sheet, heading: Heading) -> Source:
    columns = columns_as_written(heading, heading.positions)
    return Source(
        file=sheet.file,
        sheet=sheet.name,
        header_row=sheet.top + heading.at,
        headers={column: header for header, column in columns.items()},
        numbers={column: sheet.left + at for column, at in heading.positions.items()},
    )


def _heading_of(sheet: Sheet, remembered: SheetMapping | None, *, alone: bool) -> Heading | None:
    """The heading, by what is remembered, else by name, else by what fits best.

    None when nothing looks like a table; raises UnreadableError when more than one fits, or the table that is
    named has no heading.
    """
    stem = PurePath(sheet.file).stem
    names = [name for name in (sheet.name, stem if alone else "") if name]
    named = remembered.table if remembered else next((table for table in map(table_named, names) if table), None)
    if named:
        headings = headings_of(sheet, (named,), remembered)
        if headings:
            return headings[0]
        raise UnreadableError(f"geen kopregel voor de tabel {named}", "kolommen als: " + _columns_of(named))
    hinted = next((tables for tables in map(tables_hinted, names) if tables), frozenset[str]())
    headings = headings_of(sheet, hinted) or headings_of(sheet, TABLES)
    headings = [heading for heading in headings if heading.fit[0] > 0 or heading.table in hinted]
    if len(headings) > 1 and headings[0].fit == headings[1].fit:
        same = [heading.table for heading in headings if heading.fit == headings[0].fit]
        raise UnreadableError(
            "een tabel die " + " of ".join(same) + " kan zijn", "een naam die zegt welke tabel het is"
        )
    return headings[0] if headings and headings[0].known >= ENOUGH else None


def _columns_of(table: str) -> str:
    return ", ".join(column.name for column in TABLES[table].columns if column.required)


def _joined(found: _Found) -> Reading:
    """The parts per table, in the order of the tables; references are not checked yet."""
    by_table = {name: [part for part in found.parts if part.heading.table == name] for name in TABLES}
    by_table = {name: parts for name, parts in by_table.items() if parts}
    rows: dict[str, list[dict[str, Any]]] = {
        name: [row for part in parts for row in part.rows.records] for name, parts in by_table.items()
    }
    return Reading(
        frames={name: frame_of(TABLES[name], rows[name]) for name in by_table},
        faults=(*found.faults, *(fault for parts in by_table.values() for fault in _part_faults(parts))),
        mapping=ColumnMapping(sheets=tuple(found.sheets), unused=tuple(found.unused)),
        origins={
            name: tuple(Origin(part.source, number) for part in parts for number in part.rows.numbers)
            for name, parts in by_table.items()
        },
        sources={name: tuple(part.source for part in parts) for name, parts in by_table.items()},
    )


def _part_faults(parts: list[_Part]) -> Iterator[Fault]:
    alone = len(parts) == 1
    for part in parts:
        table, source = part.heading.table, part.source
        for heading, what, wanted in faults_of_heading(part.heading):
            yield Fault((table, label_of(source, source.header_row, alone=alone), heading), what, wanted)
        for number, column, what, wanted in part.rows.misread:
            last = (source.headers[column],) if column else ()
            yield Fault((table, label_of(source, number, alone=alone), *last), what, wanted)
