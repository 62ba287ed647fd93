"""The sheet "Fouten": everything that is wrong in a workbook, each with a link to its cell."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter, quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from geodata.annotated_cells import Marked, exists, write_text
from geodata.aside import ABOVE_LIST, FOUTEN

HOW = (
    "Klik op een plek om erheen te gaan. Daar is de cel gekleurd en staat er een opmerking bij. "
    "Verbeter de cellen en lever het bestand opnieuw in. Dit blad mag blijven staan: wij lezen het niet in."
)
HEADING = ("Plek", "Blad", "Rij", "Kolom", "Gevonden", "Verwacht")
WIDTHS = (20, 22, 8, 8, 50, 60)
HEADING_ROW = 4
TOP = Alignment(wrap_text=True, vertical="top")


class Listed(Marked, Protocol):
    """What is wrong, and on which sheet."""

    @property
    def sheet(self) -> str: ...  # noqa: D102 - as in `annotated.Mark`


def is_list(sheet: Worksheet) -> bool:
    """Whether the sheet is a list that `write_list` made for an earlier check."""
    return sheet.title.startswith(FOUTEN) and sheet["A1"].value == ABOVE_LIST


def write_list(book: Workbook, sheets: Mapping[str, Worksheet], marks: Sequence[Listed]) -> None:
    """Put the list in front, and open the workbook there; `sheets` are the sheets by the names in the marks."""
    listing = book.create_sheet(FOUTEN, 0)
    _write_head(listing, len(marks))
    for row, mark in enumerate(marks, HEADING_ROW + 1):
        _write_line(listing, row, mark, sheets.get(mark.sheet))
    for at, width in enumerate(WIDTHS, 1):
        listing.column_dimensions[get_column_letter(at)].width = width
    listing.page_setup.orientation = "landscape"
    listing.page_setup.fitToHeight = 0
    listing.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    listing.freeze_panes = f"A{HEADING_ROW + 1}"
    listing.auto_filter.ref = f"A{HEADING_ROW}:{get_column_letter(len(HEADING))}{HEADING_ROW + len(marks)}"
    book.active = listing
    for view in book.views:
        view.firstSheet = 0
    listing.sheet_view.tabSelected = True


def _write_head(listing: Worksheet, count: int) -> None:
    write_text(listing.cell(1, 1), ABOVE_LIST)
    listing.cell(1, 1).font = Font(bold=True, size=16)
    _text(listing.cell(2, 1), f"{count} {'punt' if count == 1 else 'punten'}. {HOW}").alignment = TOP
    listing.merge_cells(start_row=2, end_row=2, start_column=1, end_column=len(HEADING))
    listing.row_dimensions[2].height = 34
    for at, name in enumerate(HEADING, 1):
        cell = _text(listing.cell(HEADING_ROW, at), name)
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", start_color="FFE3EFF0")


def _write_line(listing: Worksheet, row: int, mark: Listed, sheet: Worksheet | None) -> None:
    letters = get_column_letter(mark.column) if mark.column and exists(mark.row, mark.column) else ""
    place = f"{letters or 'rij '}{mark.row}" if exists(mark.row, mark.column) else "het hele blad"
    first = _text(listing.cell(row, 1), place)
    _text(listing.cell(row, 2), mark.sheet)
    if mark.row is not None:
        listing.cell(row, 3, mark.row)
    _text(listing.cell(row, 4), letters)
    _text(listing.cell(row, 5), mark.found)
    _text(listing.cell(row, 6), mark.expected)
    if sheet is not None:
        cell = f"{letters or 'A'}{mark.row}" if exists(mark.row, mark.column) else "A1"
        link = Hyperlink(ref="", location=f"{quote_sheetname(sheet.title)}!{cell}")
        first.hyperlink = link
        first.font = Font(underline="single", color="FF0B5C63")


def _text(cell: Cell | MergedCell, text: str) -> Cell | MergedCell:
    write_text(cell, text)
    cell.alignment = TOP
    return cell
