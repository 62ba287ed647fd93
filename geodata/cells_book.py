"""The sheets of a workbook: xlsx and xlsm as Excel writes them, ods as LibreOffice does."""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree as ET
from xml.parsers import expat

import python_calamine
from python_calamine import CalamineWorkbook, SheetMetadata, SheetTypeEnum, SheetVisibleEnum

from geodata.cells import MOST_BYTES, Percentage, Sheet, UnreadableError
from geodata.cells_percent import percent_styles
from geodata.cells_scan import Scan, scan_ods, scan_xlsx

MOST_PARTS = 5_000
SMALL_PART = 5_000_000
# What Python's reader of archives raises on archives that no spreadsheet program writes: an unknown way of packing is a
# NotImplementedError, a password a RuntimeError.
ODD_ARCHIVE = (NotImplementedError, RuntimeError, ValueError, EOFError, OSError, LookupError, OverflowError)
OLD_OR_LOCKED = b"\xd0\xcf\x11\xe0"


def _no_book() -> UnreadableError:
    return UnreadableError("een bestand dat niet te lezen is", "een werkmap zoals Excel of LibreOffice die opslaat")


def read_book(file: str, content: bytes) -> list[Sheet]:
    """The sheets of a workbook. Raises UnreadableError."""
    if content.startswith(OLD_OR_LOCKED):
        raise UnreadableError(
            "een werkmap met een wachtwoord, of een oude werkmap (xls)", "een werkmap zonder wachtwoord, als xlsx"
        )
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _check_parts(archive)
            scans = _scans_of(file, archive)
    except (zipfile.BadZipFile, zlib.error, KeyError, ET.ParseError, expat.ExpatError, *ODD_ARCHIVE) as error:
        raise _no_book() from error
    return list(_sheets(file, content, scans))


def _check_parts(archive: zipfile.ZipFile) -> None:
    """The sizes that the archive states hold (`testzip` sees where they do not) and are bounded."""
    parts = archive.infolist()
    names = [part.filename for part in parts]
    if len(parts) > MOST_PARTS or len(set(names)) < len(names):
        raise _no_book()
    if sum(part.file_size for part in parts) > MOST_BYTES:
        raise UnreadableError("een bestand dat uitgepakt te groot is", f"hoogstens {MOST_BYTES // 1_000_000} MB")
    if archive.testzip() is not None:
        raise _no_book()
    for name in names:
        if name.endswith((".xml", ".rels")):
            # On a part that is not well formed, the reader of workbooks may wait for an end that never comes.
            expat.ParserCreate().Parse(archive.read(name), True)  # noqa: FBT003 - takes no keywords


def _scans_of(file: str, archive: zipfile.ZipFile) -> dict[str, Scan] | list[Scan]:
    """By name of the sheet, or in the order of the sheets."""
    if file.lower().endswith(".ods"):
        return scan_ods(archive.read("content.xml"))
    styles = frozenset[int]().union(*(percent_styles(archive.read(part)) for _, part in _linked(archive, "/styles")))
    return {
        name: scan_xlsx(archive.read(part), styles) for name, part in _parts_by_sheet(archive) if part.endswith(".xml")
    }


def _parts_by_sheet(archive: zipfile.ZipFile) -> Iterator[tuple[str, str]]:
    targets = dict(_linked(archive, "/worksheet"))
    for sheet in _tree(archive, "xl/workbook.xml").iter():
        if sheet.tag.endswith("}sheet"):
            link_id = next((value for name, value in sheet.items() if name.endswith("}id")), "")
            if link_id in targets:
                yield sheet.get("name", ""), targets[link_id]


def _linked(archive: zipfile.ZipFile, kind: str) -> Iterator[tuple[str, str]]:
    """The parts of this kind that belong to the workbook, each after the name that the workbook has for it."""
    for link in _tree(archive, "xl/_rels/workbook.xml.rels"):
        if link.get("Type", "").endswith(kind):
            target = posixpath.normpath(posixpath.join("/xl", link.get("Target", ""))).lstrip("/")
            yield link.get("Id", ""), target


def _tree(archive: zipfile.ZipFile, part: str) -> ET.Element:
    if archive.getinfo(part).file_size > SMALL_PART:
        raise _no_book()
    return ET.fromstring(archive.read(part))  # noqa: S314 - bounded above


def _sheets(file: str, content: bytes, scans: dict[str, Scan] | list[Scan]) -> Iterator[Sheet]:
    try:
        book = python_calamine.load_workbook(io.BytesIO(content))
        for number, found in enumerate(book.sheets_metadata):
            if found.typ is SheetTypeEnum.WorkSheet:
                scan = scans.get(found.name) if isinstance(scans, dict) else dict(enumerate(scans)).get(number)
                yield _sheet(file, book, found, scan)
    except (KeyboardInterrupt, SystemExit, GeneratorExit, MemoryError, UnreadableError):
        raise
    except BaseException as error:  # a panic of the reader is no Exception
        raise _no_book() from error


def _sheet(file: str, book: CalamineWorkbook, found: SheetMetadata, scan: Scan | None) -> Sheet:
    if scan is None:  # its size is not known
        raise _no_book()
    sheet = book.get_sheet_by_name(found.name)
    top, left = sheet.start or (0, 0)
    rows = sheet.to_python() if sheet.start is not None else []
    _show_percentages(rows, (top, left), scan)
    hidden = found.visible is not SheetVisibleEnum.Visible
    return Sheet(file=file, name=found.name, rows=rows, top=top + 1, left=left + 1, flaws=scan.flaws, hidden=hidden)


def _show_percentages(rows: list[list[Any]], before: tuple[int, int], scan: Scan) -> None:
    """Turn numbers into percentages in rows that nobody else has yet; `before` counts the rows and columns left out."""
    for row, column in scan.percentages:
        at, place = row - before[0] - 1, column - before[1] - 1
        if 0 <= at < len(rows) and 0 <= place < len(rows[at]):
            value = rows[at][place]
            if isinstance(value, int | float) and not isinstance(value, bool):
                rows[at][place] = Percentage(value)
