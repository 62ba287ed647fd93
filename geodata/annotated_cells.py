"""Marks on the cells of one sheet: a fill, and a comment that says what was found and what was expected."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from typing import Protocol

from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from openpyxl.worksheet.worksheet import Worksheet

COLOUR = "FFFFC8CF"  # one off the red that Excel offers, so that a fill of the user is never taken for ours
FILL = PatternFill("solid", start_color=COLOUR, end_color=COLOUR)
# Begins our part of a comment, so that a next check can take it out again.
OURS = "Controle van de gegevens:"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
WIDEST = 200  # columns of a marked row: a row that is formatted to its very end need not be filled to there
MOST_IN_CELL, MOST_IN_COMMENT, MOST_IN_TITLE = 32_767, 2_000, 31
CHARACTERS, LINE, WIDTH, TALLEST = 45, 18, 340, 600  # of a comment; the last three in pixels
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class Marked(Protocol):
    """What is wrong with a cell, a row or a sheet."""

    @property
    def row(self) -> int | None: ...  # noqa: D102 - as in `annotated.Mark`
    @property
    def column(self) -> int | None: ...  # noqa: D102 - same
    @property
    def found(self) -> str: ...  # noqa: D102 - same
    @property
    def expected(self) -> str: ...  # noqa: D102 - same


def plain(text: str, most: int = MOST_IN_CELL) -> str:
    """The text without characters that XML forbids, cut off at so many characters."""
    text = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    return text if len(text) <= most else text[: most - 1] + "…"


def plain_title(name: str) -> str:
    """The name as a sheet may have it."""
    title = re.sub(r"[\\*?:/\[\]]", "-", plain(name, MOST_IN_TITLE - 3)).strip("'").strip()
    return title or "Blad"


def write_text(cell: Cell | MergedCell, text: str) -> None:
    """The text as text, whatever it looks like, also once somebody edits the cell."""
    cell.value = plain(text)
    if isinstance(cell, Cell):
        cell.data_type = "s"
        cell.number_format = "@"
        cell.quotePrefix = True


def exists(row: int | None, column: int | None) -> bool:
    """Whether a sheet can have this cell, or the first one of this row."""
    return row is not None and 1 <= row <= LAST_ROW and 1 <= (column or 1) <= LAST_COLUMN


def mark_cells(sheet: Worksheet, marks: Iterable[Marked]) -> None:
    """Fill and comment for every cell or row with marks; those on one cell share a comment."""
    texts: defaultdict[str, list[str]] = defaultdict(list)
    width = min(sheet.max_column, WIDEST)
    for mark in marks:
        if mark.row is None or not exists(mark.row, mark.column):
            continue
        where = "" if mark.column else "De hele rij. "
        cell = _anchor(sheet, mark.row, mark.column or 1)
        texts[cell.coordinate].append(f"{where}Gevonden: {mark.found}. Verwacht: {mark.expected}.")
        for column in (mark.column,) if mark.column else range(1, width + 1):
            _anchor(sheet, mark.row, column).fill = FILL
    for place, lines in texts.items():
        _comment(sheet[place], lines)


def remove_marks(sheet: Worksheet) -> None:
    """Take out the marks of an earlier check: our part of the comments, and our fill."""
    # iter_rows would make every cell up to the last one, however far away that is.
    for cell in sheet._cells.values():  # noqa: SLF001 - nothing public gives only the cells that are there
        if isinstance(cell, MergedCell):
            continue
        if cell.comment is not None and OURS in cell.comment.text:
            before = cell.comment.text.partition(OURS)[0].rstrip()
            cell.comment = _sized(before, cell.comment.author) if before else None
        if cell.has_style and cell.fill.fill_type == "solid" and cell.fill.start_color.rgb == COLOUR:
            cell.fill = PatternFill()


def _anchor(sheet: Worksheet, row: int, column: int) -> Cell | MergedCell:
    """The cell, or the one it is merged into."""
    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        for merged in sheet.merged_cells.ranges:
            if cell.coordinate in merged:
                return sheet.cell(merged.min_row, merged.min_col)
    return cell


def _comment(cell: Cell | MergedCell, lines: Iterable[str]) -> None:
    before = cell.comment
    parts = [f"{before.text}\n"] if before is not None else []
    text = "\n".join([*parts, OURS, *dict.fromkeys(lines)])
    cell.comment = _sized(text, before.author if before is not None else "Controle")


def _sized(text: str, author: str | None) -> Comment:
    """A comment that is large enough to be read."""
    text = plain(text, MOST_IN_COMMENT)
    lines = sum(1 + len(line) // CHARACTERS for line in text.split("\n"))
    return Comment(text, plain(author or ""), height=min(LINE * (lines + 1), TALLEST), width=WIDTH)
