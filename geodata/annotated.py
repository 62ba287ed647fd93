"""The user's own workbook back, with what is wrong marked where it stands and listed on a first sheet.

openpyxl keeps values, formulas, formats, checks, names, pictures of common kinds and macros; it drops drawn
shapes, charts and newer extensions (slicers, sparklines). The answers of formulas are computed anew when the
workbook is opened. Fill in a copy, never the only one. Marks of an earlier check are taken out first, and so
is the fill under them.

Everything that is added is text: never a formula, and no character that XML forbids.
"""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

from openpyxl import Workbook, load_workbook
from openpyxl.utils import range_boundaries
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from geodata.annotated_cells import mark_cells, plain_title, remove_marks, write_text
from geodata.annotated_list import is_list, write_list
from optimizer.errors import Fault, InvalidInput

BOOKS = ("xlsx", "xlsm")
# What openpyxl, and Python's reader of archives below it, raise on what is no workbook.
UNREADABLE = (
    BadZipFile, InvalidFileException, ParseError, zlib.error, KeyError, IndexError, ValueError, TypeError,
    AttributeError, EOFError, OSError, NotImplementedError,
)  # fmt: skip


SPANS = re.compile(rb"""(?:mergeCell|hyperlink)\s[^>]*?\bref\s*=\s*["']([A-Z]{1,3}[0-9]{1,7}:[A-Z]{1,3}[0-9]{1,7})""")
MOST_SPANNED = 1_000_000


@dataclass(frozen=True, slots=True)
class Mark:
    """One thing that is wrong with a cell, a row (no column) or a sheet (no row either); both count from 1.

    `found` and `expected` are complete phrases, as in `Fault`.
    """

    sheet: str
    row: int | None
    column: int | None
    found: str
    expected: str


def annotate(content: bytes, suffix: str, marks: Sequence[Mark]) -> bytes:
    """The workbook (xlsx or xlsm, the same out as in) with its faulty cells marked and a first sheet "Fouten".

    Give ods and csv as texts to `annotate_rows`. Raises InvalidInput for another suffix, or when openpyxl can't
    open what is handed in. Check the size of the archive before.
    """
    kind = suffix.lower().lstrip(".")
    if kind not in BOOKS:
        raise InvalidInput([Fault(("bestand",), f"een bestand van de soort '{kind}'", "een van: " + ", ".join(BOOKS))])
    book = _opened(content, with_macros=kind == "xlsm")
    for sheet in [sheet for sheet in book.worksheets if is_list(sheet)]:
        book.remove(sheet)
    for sheet in book.worksheets:
        remove_marks(sheet)
    return _marked(book, {sheet.title: sheet for sheet in book.worksheets}, marks)


def annotate_rows(sheets: Mapping[str, Sequence[Sequence[str]]], marks: Sequence[Mark]) -> bytes:
    """A new xlsx with the cells as they were found (all as text), marked in the same way.

    A cell can't hold more than 32,767 characters, nor control characters: those are cut off or shown as a sign.
    """
    book = Workbook()
    for sheet in book.worksheets:
        book.remove(sheet)
    named: dict[str, Worksheet] = {}
    for name, rows in sheets.items():
        named[name] = book.create_sheet(plain_title(name))
        for number, row in enumerate(rows, 1):
            for at, text in enumerate(row, 1):
                write_text(named[name].cell(number, at), text)
    return _marked(book, named, marks)


def _opened(content: bytes, *, with_macros: bool) -> Workbook:
    try:
        _check_spans(content)
        return load_workbook(io.BytesIO(content), keep_vba=with_macros, rich_text=True)
    except UNREADABLE:
        found = "een werkmap die niet te openen is"
        raise InvalidInput([Fault(("bestand",), found, "een werkmap zoals Excel die opslaat")]) from None


def _check_spans(content: bytes) -> None:
    """Refuse with ValueError what would fill the memory: openpyxl makes every cell of a merged or linked range."""
    cells = 0
    with ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            for span in SPANS.findall(archive.read(name)) if name.endswith(".xml") else ():
                left, top, right, bottom = range_boundaries(span.decode())
                cells += (1 + (right or 0) - (left or 0)) * (1 + (bottom or 0) - (top or 0))
    if cells > MOST_SPANNED:
        raise ValueError


def _marked(book: Workbook, sheets: Mapping[str, Worksheet], marks: Sequence[Mark]) -> bytes:
    for name, sheet in sheets.items():
        sheet.sheet_view.tabSelected = False  # or typing in one sheet types in both
        mark_cells(sheet, [mark for mark in marks if mark.sheet == name])
    write_list(book, sheets, marks)
    if book.calculation is not None:
        book.calculation.fullCalcOnLoad = True
    content = io.BytesIO()
    book.save(content)
    if book.vba_archive is not None:
        book.vba_archive.close()
    return content.getvalue()
