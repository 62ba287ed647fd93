"""The first sheet of the template: how to fill it in, and every sheet and column with its meaning.

The names of a sheet and its column share a cell, so that no reader takes a line for the heading of a table.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geodata.columns import Table, expected
from geodata.template_texts import ABOUT, ABOUT_EXAMPLES, ABOVE_GUIDE, BETWEEN_NAMES, HOW_IT_WORKS, duty_of, refers_to

SHEETS = ("Blad", "Titel", "Waarvoor", "Wie vult het in")
COLUMNS = (
    "Blad en kolom",
    "Betekenis",
    "Wat voor waarde",
    "Verplicht",
    "Meer waarden",
    "Wat mag erin",
    "Verwijst naar",
)
WIDTHS = (44, 52, 60, 34, 14, 60, 40)
LINE = 15  # points


class GuideStyles(Protocol):
    """The formats that the guide uses."""

    @property
    def title(self) -> Format: ...  # noqa: D102 - the name says it
    @property
    def text(self) -> Format: ...  # noqa: D102 - same
    @property
    def heading(self) -> Format: ...  # noqa: D102 - same
    @property
    def link(self) -> Format: ...  # noqa: D102 - same


def write_guide(sheet: Worksheet, tables: Sequence[Table], styles: GuideStyles, *, with_examples: bool) -> None:
    """How it works, then the sheets, then all their columns."""
    for at, width in enumerate(WIDTHS):
        sheet.set_column(at, at, width)
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.write_string(0, 0, ABOVE_GUIDE, styles.title)
    row = 1
    for line in (*HOW_IT_WORKS, *(ABOUT_EXAMPLES if with_examples else ())):
        sheet.merge_range(row, 0, row, 2, line, styles.text)
        sheet.set_row(row, 32)
        row += 1
    row = _write_part(sheet, row + 1, "De bladen", (SHEETS, *_sheets(tables)), styles)
    _write_part(sheet, row + 1, "De kolommen", (COLUMNS, *_columns(tables)), styles)


def _write_part(sheet: Worksheet, row: int, title: str, lines: Sequence[tuple[str, ...]], styles: GuideStyles) -> int:
    """A title, a heading and lines of which the first cell leads to a sheet; the row after them."""
    sheet.write_string(row, 0, title, styles.title)
    for number, line in enumerate(lines, row + 1):
        # LibreOffice does not fit the height of a row to wrapped text by itself.
        sheet.set_row(
            number, LINE * max(1 + len(text) // (width - 8) for text, width in zip(line, WIDTHS, strict=False))
        )
        for at, text in enumerate(line):
            if at == 0 and number > row + 1:
                sheet.write_url(number, at, f"internal:'{text.partition(BETWEEN_NAMES)[0]}'!A1", styles.link, text)
            else:
                sheet.write_string(number, at, text, styles.heading if number == row + 1 else styles.text)
    return row + 1 + len(lines)


def _sheets(tables: Sequence[Table]) -> Iterator[tuple[str, ...]]:
    for table in tables:
        yield (table.name, table.title, *ABOUT[table.name])


def _columns(tables: Sequence[Table]) -> Iterator[tuple[str, ...]]:
    for table in tables:
        for column in table.columns:
            yield (
                f"{table.name}{BETWEEN_NAMES}{column.name}",
                column.meaning,
                column.kind.value,
                duty_of(column),
                "ja" if column.many else "nee",
                expected(column),
                refers_to(column),
            )
