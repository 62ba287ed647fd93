"""A supplier's own files back, with every faulty cell marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePath

from geodata.annotated import Mark, annotate, annotate_rows
from geodata.cells import Sheet, UnreadableError, text_of_cell
from geodata.cells_book import read_book
from geodata.cells_csv import read_csv
from geodata.reading import Reading, Source, label_of
from optimizer.errors import Fault, InvalidInput

KEPT_AS_THEY_ARE = (".xlsx", ".xlsm")
ROW = re.compile(r"rij ([0-9]+)")


def marked_copy(name: str, content: bytes, reading: Reading) -> tuple[str, bytes] | None:
    """The name and content of the marked copy of one file; None without faults, or when nothing can be opened.

    Workbooks of Excel keep everything they hold; other files come back as a new workbook with their texts.
    """
    marks = tuple(_marks(name, reading))
    path, suffix = PurePath(name), PurePath(name).suffix.lower()
    if not marks:
        return None
    try:
        if suffix in KEPT_AS_THEY_ARE:
            return f"{path.stem}-nagekeken{suffix}", annotate(content, suffix, marks)
        sheets = [read_csv(name, content)] if suffix == ".csv" else read_book(name, content)
    except (InvalidInput, UnreadableError):
        return None
    texts = {_title(sheet.name, name): _texts(sheet) for sheet in sheets}
    return f"{path.stem}-nagekeken.xlsx", annotate_rows(texts, marks)


def _title(sheet: str, file: str) -> str:
    return sheet or PurePath(file).stem


def _marks(file: str, reading: Reading) -> Iterator[Mark]:
    for fault in reading.faults:
        steps = [str(step) for step in fault.path]
        if steps[0] == file:
            yield Mark(_title(steps[1] if len(steps) > 1 else "", file), None, None, fault.found, fault.expected)
        elif len(steps) > 1:
            yield from _of_row(file, fault, steps, reading)


def _of_row(file: str, fault: Fault, steps: list[str], reading: Reading) -> Iterator[Mark]:
    sources, number = reading.sources.get(steps[0], ()), ROW.search(steps[1])
    for source in sources if number else ():
        row = int(number.group(1)) if number else 0
        if source.file == file and label_of(source, row, alone=len(sources) == 1) == steps[1]:
            heading = steps[2] if len(steps) > 2 else ""  # noqa: PLR2004 - table, row, heading
            column = _column(source, heading)
            found = f"{heading}: {fault.found}" if heading and column is None else fault.found
            yield Mark(_title(source.sheet, file), row, column, found, fault.expected)


def _column(source: Source, heading: str) -> int | None:
    """The number of the column with this heading; None when it is missing."""
    names = [name for name, header in source.headers.items() if header == heading]
    return source.numbers.get(names[0]) if names else None


def _texts(sheet: Sheet) -> list[list[str]]:
    """The cells as texts, from the very first row and column on."""
    blank = [""] * (sheet.left - 1)
    return [[] for _ in range(sheet.top - 1)] + [[*blank, *map(text_of_cell, row)] for row in sheet.rows]
