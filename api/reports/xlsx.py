"""A Document as the bytes of an xlsx file: the only module that knows the file format.

Every text is written as a text, never as a formula, link or number, and the same document gives the same
bytes: the date of creation is the document's, and there is no clock, author or machine in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime, time
from io import BytesIO
from itertools import zip_longest
from textwrap import wrap
from typing import Any

import xlsxwriter

from api.reports.sheets import Document, Head, Kind, Sheet, Table, Value
from optimizer.words import day

TEAL, WHITE, LINE, SOFT = "#0F5C63", "#FFFFFF", "#DCD6CA", "#4B585A"
DUTCH = "[$-413]"
NUMBER_FORMATS = {
    Kind.TEXT: "@",
    Kind.WHOLE: "#,##0",
    Kind.EXACT: "General",
    Kind.SIGNED: "+#,##0;\N{MINUS SIGN}#,##0;0",
    Kind.EURO: "[$€-413] #,##0.00",
    Kind.SHARE: "0%",
    Kind.DATE: f"{DUTCH}d mmm yyyy",
}
LEFT = (Kind.TEXT, Kind.DATE)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
A4 = 9
# What is wider than this, in characters, can't be read on one page: it is printed over two.
WIDEST = 260
TABLE_ROW = 3
# The file format holds no more in a cell, and 255 signs in all in the left, middle and right of a page header.
LONGEST = 32_767
LONGEST_LEFT, LONGEST_MIDDLE, LONGEST_RIGHT = 52, 40, 32
# In points; no row can be higher than the second.
LINE_HEIGHT, HIGHEST = 15, 405
# In characters, beside a title.
BUTTON = 4
# Dates before this have no number in the file format.
FIRST_DAY = date(1900, 3, 1)
CONTROL = re.compile(r"[\x00-\x1f\x7f\ufffe\uffff]")


class Formats:
    """The formats of one workbook, each made when it is first used."""

    def __init__(self, book: Any) -> None:  # noqa: ANN401 - the library has no types
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Any] = {}

    def get(self, **properties: object) -> Any:  # noqa: ANN401 - same
        """The format with these properties."""
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(properties)
        return self._made[key]

    def title(self) -> Any:  # noqa: ANN401 - same
        """Above a sheet."""
        return self.get(bold=True, font_size=16, font_color=TEAL)

    def heading(self) -> Any:  # noqa: ANN401 - same
        """Above a table."""
        return self.get(bold=True, font_size=13, font_color=TEAL)

    def note(self) -> Any:  # noqa: ANN401 - same
        """Beside the matter."""
        return self.get(font_color=SOFT)

    def head(self, kind: Kind) -> Any:  # noqa: ANN401 - same
        """Above a column, on the side of its values."""
        side: dict[str, object] = {"align": "left", "indent": 1} if kind in LEFT else {"align": "right"}
        return self.get(bold=True, bg_color=TEAL, font_color=WHITE, text_wrap=True, valign="top", **side)

    def cell(self, kind: Kind, value: Value) -> Any:  # noqa: ANN401 - same
        """Of a value; a text among numbers stays a text."""
        common = {"valign": "top", "bottom": 1, "bottom_color": LINE}
        if isinstance(value, str):
            return self.get(num_format=NUMBER_FORMATS[Kind.TEXT], text_wrap=True, align="left", indent=1, **common)
        if kind in LEFT:
            return self.get(num_format=NUMBER_FORMATS[kind], align="left", indent=1, **common)
        return self.get(num_format=NUMBER_FORMATS[kind], align="right", **common)


def write(document: Document) -> bytes:
    """The file."""
    buffer = BytesIO()
    book = xlsxwriter.Workbook(buffer, OPTIONS)
    book.set_properties(
        {
            "title": in_one_line(document.title),
            "subject": in_one_line(document.reader),
            "comments": in_one_line(document.label),
            "created": datetime.combine(document.created, time()),
        }
    )
    formats = Formats(book)
    for sheet in document.sheets:
        _write_sheet(book.add_worksheet(sheet.name), sheet, document, formats)
    book.close()
    return buffer.getvalue()


def _write_sheet(page: Any, sheet: Sheet, document: Document, formats: Formats) -> None:  # noqa: ANN401 - same
    page.hide_gridlines(2)
    page.write_string(0, 0, as_text(sheet.title), formats.title())
    page.write_string(
        1, 0, as_text(" · ".join(part for part in (document.title, document.label) if part)), formats.note()
    )
    for column, width in enumerate(_widths(sheet)):
        page.set_column(column, column, width)
    row = TABLE_ROW
    for table in sheet.tables:
        if len(sheet.tables) > 1:
            page.write_string(row, 0, as_text(table.title), formats.heading())
            row += 1
        row = _write_table(page, row, table, formats, _widths(sheet)) + 2
    _set_view(page, sheet)
    _set_print(page, sheet, document)


def _widths(sheet: Sheet) -> list[int]:
    """Of each column the width that its widest table asks."""
    beside = zip_longest(*([_width(head) for head in table.heads] for table in sheet.tables), fillvalue=0)
    return [max(widths) for widths in beside]


def _width(head: Head) -> int:
    """Wide enough for every word of the title beside the button of the filter."""
    return max(head.width, *(len(word) + BUTTON for word in head.title.split()))


def _height(values: Iterable[Value], widths: Iterable[int]) -> int:
    """In points: not every program finds out by itself how high a row with long texts must be."""
    texts = [(value, width - 2) for value, width in zip(values, widths, strict=False) if isinstance(value, str)]
    most = max((_lines(text, width) for text, width in texts), default=1)
    return min(HIGHEST, LINE_HEIGHT * most)


def _lines(text: str, width: int) -> int:
    if len(text) <= width and "\n" not in text:
        return 1
    return sum(len(wrap(line, width)) or 1 for line in text.splitlines())


def _write_table(page: Any, row: int, table: Table, formats: Formats, widths: list[int]) -> int:  # noqa: ANN401 - same
    """Write from this row on; the first row below the table."""
    page.set_row(row, _height((head.title for head in table.heads), widths))
    for column, head in enumerate(table.heads):
        page.write_string(row, column, as_text(head.title), formats.head(head.kind))
    if not table.rows:
        page.write_string(row + 1, 0, as_text(table.nothing), formats.note())
        return row + 2
    for at, values in enumerate(table.rows, row + 1):
        page.set_row(at, _height(values, widths))
        for column, (head, value) in enumerate(zip(table.heads, values, strict=True)):
            written = day(value) if isinstance(value, date) and value < FIRST_DAY else value
            _write_cell(page, at, column, written, formats.cell(head.kind, written))
    return row + 1 + len(table.rows)


def _write_cell(page: Any, row: int, column: int, value: Value, form: Any) -> None:  # noqa: ANN401 - same
    match value:
        case None:
            page.write_blank(row, column, None, form)
        case str():
            page.write_string(row, column, as_text(value), form)
        case date():
            page.write_datetime(row, column, value, form)
        case _:
            page.write_number(row, column, value, form)


def _set_view(page: Any, sheet: Sheet) -> None:  # noqa: ANN401 - same
    if len(sheet.tables) > 1:
        page.freeze_panes(2, 0)
        return
    only = sheet.tables[0]
    page.freeze_panes(TABLE_ROW + 1, sheet.fixed_columns)
    page.repeat_rows(TABLE_ROW)
    if only.rows:
        page.autofilter(TABLE_ROW, 0, TABLE_ROW + len(only.rows), len(only.heads) - 1)


def _set_print(page: Any, sheet: Sheet, document: Document) -> None:  # noqa: ANN401 - same
    page.set_paper(A4)
    page.set_landscape()
    wide = len(sheet.tables) == 1 and sum(_widths(sheet)) > WIDEST
    page.fit_to_pages(2 if wide else 1, 0)
    if wide:
        page.repeat_columns(0, sheet.fixed_columns - 1)
        page.print_across()
    page.set_margins(left=0.4, right=0.4, top=0.8, bottom=0.7)
    title, label = in_header(document.title, LONGEST_LEFT), in_header(document.label, LONGEST_RIGHT)
    page.set_header(f"&L{title}&C{in_header(sheet.title, LONGEST_MIDDLE)}&R{label}")
    page.set_footer(f"&L{in_header(document.reader, LONGEST_LEFT)}&RBladzijde &P van &N")


def as_text(text: str) -> str:
    """What a cell can hold: the text itself; only half of a double sign is replaced, and what is too long is cut."""
    whole = text.encode("utf-8", "replace").decode("utf-8")
    return whole if _units(whole) <= LONGEST else whole[: LONGEST // 2 - 1] + "…"


def _units(text: str) -> int:
    """How long the file format finds a text."""
    return len(text.encode("utf-16-le")) // 2


def in_one_line(text: str) -> str:
    """For properties of the file, which hold no control signs, nor more than 255 signs."""
    return CONTROL.sub(" ", as_text(text))[:255]


def in_header(text: str, longest: int) -> str:
    """For the head of a printed page, in which & gives an order; the library takes even && before a G for one."""
    line = in_one_line(text).replace("&", "+")
    return line if len(line) <= longest else line[: longest - 1] + "…"
