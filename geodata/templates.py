"""An empty workbook to fill in, made from the columns of the tables.

Examples stand on a sheet of their own, never among the rows to fill in: what is filled in can be read without
removing anything, and an example can't slip into a round. There a column is a line that begins with the names of
its sheet and itself in one cell, so that no reader takes a line for the heading of a table, and nobody copies a
whole row by accident. Should somebody copy one all the same, then its code begins with VOORBEELD, so that everybody
sees it in the preview and in lists.

A heading holds the bare name of its column, as the reader expects it; that a column is required is part of the
number format of the heading, so that it is shown and printed as a word but is not in the cell. (A spreadsheet
program that saves as CSV writes what is shown: a reader of CSV drops `template_texts.REQUIRED_MARK`.)
"""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from geodata.columns import Column, Kind, Table, rows_of
from geodata.register import Register
from geodata.tables import TABLES, text_of
from geodata.tables_region import REGION_TABLES
from geodata.tables_round import ROUND_TABLES
from geodata.template_cells import AS_TEXT, Lists, check_of, clip, format_of, long_lists, width_of
from geodata.template_guide import write_guide
from geodata.template_texts import (
    ABOVE_EXAMPLES,
    BETWEEN_NAMES,
    EXAMPLE_MARK,
    KEUZELIJSTEN,
    REQUIRED_MARK,
    UITLEG,
    VOORBEELDEN,
    note_of,
)
from optimizer.errors import Fault, InvalidInput

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)  # the same bytes whenever it is made
LAST_ROW = 1_048_575
EXAMPLES_PER_TABLE, EXAMPLES_HEADING = 2, 2
EXAMPLE_WIDTHS = (46, 40, 40)
MOST_IN_CELL = 32_767
LINE = 15  # points, about one line of a note
TEAL, PALE, GREY = "#0B5C63", "#E3EFF0", "#F4F2EE"


@dataclass(frozen=True, slots=True)
class Styles:
    """The formats of one workbook."""

    title: Format
    text: Format
    heading: Format
    required: Format
    optional: Format
    link: Format
    cells: dict[str, Format]


def template(tables: Iterable[str] | None = None, *, examples: Register | None) -> bytes:
    """An xlsx to fill in, with a sheet for each of these tables, or for all of them; the same bytes every time.

    Hand in only a synthetic register as `examples`: a few of its rows are shown. Raises InvalidInput for a
    table that does not exist.
    """
    chosen = _chosen(tables)
    lists = long_lists(chosen)
    content = io.BytesIO()
    book = Workbook(content, OPTIONS)
    book.set_properties({"title": "Sjabloon", "created": CREATED})
    styles = _styles(book)
    write_guide(book.add_worksheet(UITLEG), chosen, styles, with_examples=examples is not None)
    for table in chosen:
        _write_table(book.add_worksheet(table.name), table, lists, styles)
    if examples is not None:
        _write_examples(book.add_worksheet(VOORBEELDEN), chosen, examples, styles)
    if lists:
        _write_lists(book.add_worksheet(KEUZELIJSTEN), lists)
    book.close()
    return content.getvalue()


def _chosen(names: Iterable[str] | None) -> list[Table]:
    """The tables with these names, each once; what changes every round comes first when all are asked for."""
    if names is None:
        return [*ROUND_TABLES, *REGION_TABLES]
    wanted = list(dict.fromkeys(names))
    faults = [
        Fault(("sjabloon",), f"'{name}'", "een van: " + ", ".join(TABLES)) for name in wanted if name not in TABLES
    ]
    if faults:
        raise InvalidInput(faults)
    return [TABLES[name] for name in wanted]


def _styles(book: Workbook) -> Styles:
    wrapped = {"text_wrap": True, "valign": "top"}
    heading = {"bold": True, "bottom": 1, "valign": "top"}
    return Styles(
        title=book.add_format({"bold": True, "font_size": 16, "font_color": TEAL}),
        text=book.add_format({**wrapped, "num_format": AS_TEXT}),
        heading=book.add_format({**heading, "num_format": AS_TEXT, "bg_color": PALE}),
        required=book.add_format(
            {**heading, "num_format": f'{AS_TEXT}"{REQUIRED_MARK}"', "bg_color": TEAL, "font_color": "#FFFFFF"}
        ),
        optional=book.add_format({**heading, "num_format": AS_TEXT, "bg_color": GREY}),
        link=book.add_format({**wrapped, "font_color": TEAL, "underline": 1}),
        cells={
            text: book.add_format({"num_format": text})
            for text in dict.fromkeys(format_of(column) for table in TABLES.values() for column in table.columns)
        },
    )


def _write_table(sheet: Worksheet, table: Table, lists: Lists, styles: Styles) -> None:
    """The heading, and per column its format, width, note and check; no rows."""
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    for at, column in enumerate(table.columns):
        shown = column.name + (REQUIRED_MARK if column.required else "")
        sheet.set_column(at, at, width_of(column, shown), styles.cells[format_of(column)])
        sheet.write_string(0, at, column.name, styles.required if column.required else styles.optional)
        note = note_of(column)
        sheet.write_comment(0, at, note, {"width": 320, "height": LINE * _lines(note) + LINE, "author": "Sjabloon"})
        sheet.data_validation(1, at, LAST_ROW, at, check_of(column, lists))


def _lines(note: str) -> int:
    """About how many lines of 45 characters the note takes."""
    return sum(1 + len(line) // 45 for line in note.splitlines())


def _write_lists(sheet: Worksheet, lists: Lists) -> None:
    for at, choices in enumerate(lists):
        for row, choice in enumerate(choices):
            sheet.write_string(row, at, choice)
    sheet.hide()


def _write_examples(sheet: Worksheet, tables: Sequence[Table], register: Register, styles: Styles) -> None:
    """A line per column with the values of the first rows side by side."""
    marked = _marked(register)
    sheet.freeze_panes(EXAMPLES_HEADING + 1, 1)
    sheet.fit_to_pages(1, 0)
    for at, width in enumerate(EXAMPLE_WIDTHS):
        sheet.set_column(at, at, width)
    sheet.write_string(0, 0, ABOVE_EXAMPLES, styles.title)
    for at, text in enumerate(("Blad en kolom", *(f"Voorbeeld {at + 1}" for at in range(EXAMPLES_PER_TABLE)))):
        sheet.write_string(EXAMPLES_HEADING, at, text, styles.heading)
    lines = ((table, column) for table in tables for column in table.columns)
    rows = {table.name: rows_of(register.frames()[table.name].head(EXAMPLES_PER_TABLE)) for table in tables}
    for line, (table, column) in enumerate(lines, EXAMPLES_HEADING + 1):
        duty = styles.required if column.required else styles.optional
        sheet.write_string(line, 0, f"{table.name}{BETWEEN_NAMES}{column.name}", duty)
        for at, values in enumerate(rows[table.name], 1):
            shown = _shown(values[column.name], marked if column.kind is Kind.TEKST else frozenset())
            _write_value(sheet, (line, at), column, shown, styles)


def _marked(register: Register) -> frozenset[str]:
    """The codes that are shown as those of an example: all that are not of a place or an organisation."""
    frames = register.frames()
    named = [frames[table.name]["code"] for table in ROUND_TABLES if "code" in table.names]
    named += [frames["plaatsingen"][name] for name in ("uitstromer", "woning")]
    return frozenset(str(code) for codes in named for code in codes.dropna())


def _shown(value: object, marked: frozenset[str]) -> object:
    if isinstance(value, tuple):
        return tuple(_shown(part, marked) for part in value)
    return EXAMPLE_MARK + value if isinstance(value, str) and value in marked else value


def _write_value(sheet: Worksheet, cell: tuple[int, int], column: Column, value: Any, styles: Styles) -> None:  # noqa: ANN401 - a cell holds any kind
    """The value as somebody would have typed it."""
    style = styles.cells[format_of(column)]
    if value is None or value == ():
        return
    if isinstance(value, date):
        sheet.write_datetime(*cell, value, style)
    elif column.kind in (Kind.GEHEEL, Kind.GETAL, Kind.BEDRAG) and not column.many:
        sheet.write_number(*cell, value / 100 if column.kind is Kind.BEDRAG else value, style)
    else:
        text = text_of(list(value) if isinstance(value, tuple) else value)
        sheet.write_string(*cell, clip(text, MOST_IN_CELL), style)
