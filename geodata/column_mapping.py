"""What a reader took every file, sheet and heading for, and a small file that remembers it per supplier."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from geodata.tables import TABLES
from optimizer.errors import Fault, InvalidInput


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetMapping:
    """What one sheet is.

    - `sheet` is empty for a CSV file; `header_row` is the spreadsheet's number of the (last) heading row;
    - `columns`: by heading as the user wrote it, the column it was taken for;
    - `ignored`: the headings of columns that are not used.
    """

    file: str
    sheet: str
    table: str
    header_row: int
    columns: Mapping[str, str]
    ignored: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ColumnMapping:
    """What was read as a table; `unused` names every other file and sheet, each with the reason."""

    sheets: tuple[SheetMapping, ...] = ()
    unused: tuple[tuple[str, str, str], ...] = ()

    def for_sheet(self, file: str, sheet: str) -> SheetMapping | None:
        """What is remembered of a sheet: of this file, else of the only sheet with this name in any file."""
        same_name = [found for found in self.sheets if found.sheet == sheet]
        same_file = [found for found in same_name if found.file == file]
        found = same_file or same_name
        return found[0] if len(found) == 1 else None

    def absent(self, now: ColumnMapping) -> Iterator[tuple[str, str, str, str]]:
        """File, sheet, heading and column of what is remembered of a sheet and no longer stands on it."""
        for sheet in now.sheets:
            before = self.for_sheet(sheet.file, sheet.sheet)
            for heading, column in before.columns.items() if before else ():
                if column not in sheet.columns.values():
                    yield sheet.file, sheet.sheet, heading, column


def write_mapping(path: Path, mapping: ColumnMapping) -> None:
    """Write a mapping as JSON, for the next files of the same supplier."""
    text = json.dumps(asdict(mapping), ensure_ascii=False, indent=2)
    path.write_text(text + "\n", encoding="utf-8")


def read_mapping(path: Path) -> ColumnMapping:
    """A mapping that was written before. Raises InvalidInput with every fault."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise InvalidInput([Fault((path.name,), f"tekst die niet te lezen is ({error})", "een JSON-bestand")]) from None
    faults = list(_faults_in(path.name, found))
    if faults:
        raise InvalidInput(faults)
    return ColumnMapping(
        sheets=tuple(SheetMapping(**{**sheet, "ignored": tuple(sheet["ignored"])}) for sheet in found["sheets"]),
        unused=tuple((file, sheet, why) for file, sheet, why in found["unused"]),
    )


def _faults_in(file: str, found: Any) -> Iterator[Fault]:  # noqa: ANN401 - JSON holds anything
    if not isinstance(found, dict) or not isinstance(found.get("sheets"), list):
        yield Fault((file,), "een ander soort bestand", "een lijst 'sheets'")
        return
    rest = found.get("unused")
    if not isinstance(rest, list) or not all(_is_texts(part) and len(part) == len(("f", "s", "w")) for part in rest):
        yield Fault((file, "unused"), "iets anders", "een lijst van bestand, blad en reden")
    for number, sheet in enumerate(found["sheets"]):
        yield from _sheet_faults((file, "sheets", number), sheet)


def _sheet_faults(path: tuple[str | int, ...], sheet: Any) -> Iterator[Fault]:  # noqa: ANN401 - JSON holds anything
    shapes = {"file": str, "sheet": str, "table": str, "header_row": int, "columns": dict, "ignored": list}
    if not isinstance(sheet, dict) or set(sheet) != set(shapes):
        yield Fault(path, "iets anders", "een blad met " + ", ".join(shapes))
        return
    wrong = [name for name, shape in shapes.items() if not isinstance(sheet[name], shape)]
    for name in wrong:
        yield Fault((*path, name), f"'{sheet[name]}'", "een andere soort waarde")
    if wrong or not _is_texts(sheet["ignored"]):
        return
    if sheet["table"] not in TABLES:
        yield Fault((*path, "table"), f"'{sheet['table']}'", "een van: " + ", ".join(TABLES))
        return
    for heading, column in sheet["columns"].items():
        if column not in TABLES[sheet["table"]].names:
            yield Fault(
                (*path, "columns", heading), f"'{column}'", "een van: " + ", ".join(TABLES[sheet["table"]].names)
            )


def _is_texts(found: Any) -> bool:  # noqa: ANN401 - JSON holds anything
    return isinstance(found, list) and all(isinstance(part, str) for part in found)
