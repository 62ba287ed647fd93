"""What the reader of workbooks does not tell: how large a sheet unpacks, flawed formulas, and percentages.

The parts are split on their marks, never parsed as a tree: that takes time in proportion to their size, whatever
they hold.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

from geodata.cells import MOST_CELLS, MOST_COLUMNS, MOST_ROWS, UnreadableError

NO_OUTCOME = "een formule zonder uitkomst"
_PLACE = re.compile(rb"\br\s*=\s*[\"']([A-Za-z]{1,4})([0-9]{1,9})[\"']")
_PLACED = re.compile(rb"<c [^>]*?\br\s*=\s*[\"']([A-Za-z]{1,4})([0-9]{1,9})[\"']")
# Other ways to begin a cell than the one that every spreadsheet program uses.
_RARE_CELLS = (b":c", b"<c>", b"<c/", b"<c\n", b"<c\r", b"<c\t")
_ROW = re.compile(rb"\br\s*=\s*[\"']([0-9]{1,9})[\"']")
_TEXT_KIND = re.compile(rb"\bt\s*=\s*[\"']str[\"']")
_ERROR_KIND = re.compile(rb"\bt\s*=\s*[\"']e[\"']")
_OUTCOME = re.compile(rb"<(?:\w+:)?v\b[^>]*>([^<]+)<")
_REPEATED = re.compile(rb"number-(?:rows|columns)-repeated\s*=\s*[\"']([0-9]{1,12})[\"']")
_STYLE = re.compile(rb"\bs\s*=\s*[\"']([0-9]{1,9})[\"']")
_ODS_PERCENTAGE = re.compile(rb"\boffice:value-type\s*=\s*[\"']percentage[\"']")
_ODS_TEXT = re.compile(rb"<text:p\b[^>]*>([^<]*)<")


Place = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Scan:
    """The flaws of a sheet by place, and the places where it shows a percentage: row and column number, from 1."""

    flaws: dict[Place, str]
    percentages: frozenset[Place]


class _Cell(NamedTuple):
    row: int
    column: int
    head: bytes
    body: bytes


def scan_xlsx(part: bytes, percent_styles: Collection[int] = ()) -> Scan:
    """A scan of the XML of a worksheet. Raises UnreadableError when it would unpack too large.

    `percent_styles` are the styles of the workbook that show a percentage.
    """
    rows = columns = 0
    flaws: dict[Place, str] = {}
    percentages: set[Place] = set()
    plain = b"<f" not in part and b":f" not in part and not _ERROR_KIND.search(part)
    if plain and not percent_styles and _surely_fits(part):
        return Scan({}, frozenset())
    for cell in _xlsx_cells(part):
        rows, columns = max(rows, cell.row), max(columns, cell.column)
        flaw = None if plain else _xlsx_flaw(cell)
        if flaw:
            flaws[cell.row, cell.column] = flaw
        style = _STYLE.search(cell.head) if percent_styles else None
        if style and int(style[1]) in percent_styles:
            percentages.add((cell.row, cell.column))
    _check_size(rows, columns)
    return Scan(flaws, frozenset(percentages))


def _surely_fits(part: bytes) -> bool:
    """Whether all cells together, also those that hold nothing, stay within bounds; quick, for a sheet of figures."""
    if b"\0" in part or any(mark in part for mark in _RARE_CELLS):
        return False
    rows, columns, placed = set[bytes](), set[bytes](), 0
    for line in part.split(b"<row"):
        places = _PLACED.findall(line)
        placed += len(places)
        columns.update(letters for letters, _ in places)
        rows.update(row for _, row in places)
    if not placed or placed < part.count(b"<c "):
        return False
    last, right = max(map(int, rows)), max(map(_number_of, columns))
    return last <= MOST_ROWS and right <= MOST_COLUMNS and last * right <= MOST_CELLS


def _xlsx_cells(part: bytes) -> Iterator[_Cell]:
    """The cells that hold something; a cell that does not say where it is follows the one before."""
    _refuse_wide(part)
    row = column = 0
    for line in re.split(rb"<(?:\w+:)?row(?=[\s/>])", part):
        head, _, inside = line.partition(b">")
        said = _ROW.search(head)
        row, column = (int(said[1]) if said else row + 1), 0
        for piece in re.split(rb"<(?:\w+:)?c(?=[\s/>])", inside)[1:]:
            attributes, _, body = piece.partition(b">")
            place = _PLACE.search(attributes)
            if place:
                row, column = int(place[2]), _number_of(place[1])
            else:
                column += 1
            if not attributes.endswith(b"/"):
                yield _Cell(row, column, attributes, body)


def _xlsx_flaw(cell: _Cell) -> str | None:
    outcome = _OUTCOME.search(cell.body)
    if _ERROR_KIND.search(cell.head):
        return f"'{outcome[1].decode(errors='replace')}'" if outcome else "een fout uit een formule"
    has_formula = re.search(rb"<(?:\w+:)?f[\s/>]", cell.body)
    # An empty text is an outcome as well.
    return NO_OUTCOME if has_formula and not outcome and not _TEXT_KIND.search(cell.head) else None


def scan_ods(content: bytes) -> list[Scan]:
    """A scan per sheet of `content.xml`, in order. Raises UnreadableError when it would unpack too large."""
    _refuse_wide(content)
    return [_scan_table(part) for part in re.split(rb"<table:table(?=[\s/>])", content)[1:]]


def _scan_table(part: bytes) -> Scan:
    before = columns = 0
    flaws: dict[Place, str] = {}
    percentages: set[Place] = set()
    for line in re.split(rb"<table:table-row(?=[\s/>])", part)[1:]:
        head, _, inside = line.partition(b">")
        cells = list(_ods_cells(before + 1, inside))
        last = before + _repeats(head)
        if cells:
            columns = max(columns, *(cell.column + repeated - 1 for cell, repeated in cells))
            _check_size(last, columns)
        for cell, repeated in cells:
            flaw, percentage = _ods_flaw(cell), _ODS_PERCENTAGE.search(cell.head)
            if flaw or percentage:
                places = list(product(range(cell.row, last + 1), range(cell.column, cell.column + repeated)))
                flaws.update(dict.fromkeys(places, flaw) if flaw else {})
                percentages.update(places if percentage else ())
        before = last
    return Scan(flaws, frozenset(percentages))


def _ods_cells(row: int, inside: bytes) -> Iterator[tuple[_Cell, int]]:
    """The cells of a row that hold something, and how often each is repeated."""
    column = 1
    for piece in re.split(rb"<table:(?:covered-)?table-cell(?=[\s/>])", inside)[1:]:
        head, _, body = piece.partition(b">")
        repeated = _repeats(head)
        if b"value-type" in head or b"table:formula" in head or b"<text:p" in body:
            yield _Cell(row, column, head, body), repeated
        column += repeated


def _ods_flaw(cell: _Cell) -> str | None:
    if b'calcext:value-type="error"' in cell.head:
        shown = _ODS_TEXT.search(cell.body)
        return f"'{shown[1].decode(errors='replace')}'" if shown else "een fout uit een formule"
    return NO_OUTCOME if b"table:formula" in cell.head and b"office:value-type" not in cell.head else None


def _repeats(head: bytes) -> int:
    found = _REPEATED.search(head)
    return max(int(found[1]), 1) if found else 1


def _number_of(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - ord("A") + 1
    return number


def _check_size(rows: int, columns: int) -> None:
    if rows > MOST_ROWS or columns > MOST_COLUMNS or rows * columns > MOST_CELLS:
        raise UnreadableError(
            f"een blad van {rows} rijen en {columns} kolommen",
            f"hoogstens {MOST_CELLS} cellen; haal ook losse cellen ver naar onderen of naar rechts weg",
        )


def _refuse_wide(part: bytes) -> None:
    """Text in another encoding would escape the scan."""
    if b"\0" in part:
        raise UnreadableError("een blad dat niet te lezen is", "een werkmap zoals Excel of LibreOffice die opslaat")
