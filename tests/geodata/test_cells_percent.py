"""A cell that shows 45% is 45 in a column of percentages; a cell that shows 0.45 is 0.45."""

from __future__ import annotations

import io
from typing import Any

import openpyxl
import pytest

from geodata.cells import Percentage, text_of_cell
from geodata.cells_book import read_book
from geodata.cells_percent import percent_styles
from geodata.reading import Reading
from geodata.workbooks import read_files
from tests.geodata.sheets import SPACES, csv, ods_of
from tests.geodata.tiny import register

KNOWN = register().frames()
HEADING = ["gebied", "indicator", "bron", "jaar", "waarde"]
ROW = ["WK-A", "pct_koop", "CBS", 2022]


def book_of(cell: Any, number_format: str) -> bytes:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "indicatoren"
    sheet.append([])
    sheet.append(["", *HEADING])
    sheet.append(["", *ROW, cell])
    sheet["F3"].number_format = number_format
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def found(reading: Reading) -> float:
    assert reading.faults == ()
    return float(reading.frames["indicatoren"]["waarde"][0])


@pytest.mark.parametrize(
    ("cell", "number_format", "value"),
    [
        (0.45, "0%", 45), (0.07, "0.00%", 7), (0.145, "0.0%;[Red]-0.0%", 14.5), (1, "0%", 100), (0, "0%", 0),
        (0.45, "General", 0.45), (0.45, "0.00", 0.45), (45, "0", 45), (45, '0"%"', 45), (45, r"0\%", 45),
        ("45%", "@", 45), ("12,5 %", "@", 12.5), ("45", "0%", 45),
    ],
)  # fmt: skip
def test_a_workbook_of_excel(cell: Any, number_format: str, value: float) -> None:
    assert found(read_files([("a.xlsx", book_of(cell, number_format))], KNOWN)) == value


@pytest.mark.parametrize(("text", "value"), [("45%", 45), ("12,5%", 12.5), ("0,45", 0.45), ("45", 45)])
def test_a_csv_file(text: str, value: float) -> None:
    rows = [HEADING, [*map(str, ROW), text]]
    assert found(read_files([("indicatoren.csv", csv(rows))], KNOWN)) == value


def ods_with(rows: str) -> bytes:
    body = f'<office:body><office:spreadsheet><table:table table:name="indicatoren">{rows}</table:table></office:spreadsheet></office:body>'
    return ods_of(f'<office:document-content {SPACES} office:version="1.3">{body}</office:document-content>')


def text_cells(*texts: str) -> str:
    return "".join(
        f'<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>' for text in texts
    )


@pytest.mark.parametrize(("kind", "value"), [("percentage", 45), ("float", 0.45)])
def test_a_workbook_of_libreoffice(kind: str, value: float) -> None:
    cell = f'<table:table-cell office:value-type="{kind}" office:value="0.45"><text:p>45%</text:p></table:table-cell>'
    rows = f"<table:table-row>{text_cells(*HEADING)}</table:table-row>"
    rows += f"<table:table-row>{text_cells(*map(str, ROW))}{cell}</table:table-row>"
    assert found(read_files([("a.ods", ods_with(rows))], KNOWN)) == value


def test_every_cell_that_a_repeated_one_stands_for_counts() -> None:
    percentage = (
        '<table:table-cell table:number-columns-repeated="2" office:value-type="percentage" office:value="0.5"/>'
    )
    error = '<table:table-cell table:number-columns-repeated="2" table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"><text:p>#N/B</text:p></table:table-cell>'
    rows = f"<table:table-row>{text_cells('a')}</table:table-row>"
    rows += f'<table:table-row table:number-rows-repeated="2">{percentage}{error}</table:table-row>'
    (sheet,) = read_book("a.ods", ods_with(rows))
    assert [[text_of_cell(cell) for cell in row[:2]] for row in sheet.rows[1:]] == [["50%", "50%"]] * 2
    assert sheet.flaws == {(row, column): "'#N/B'" for row in (2, 3) for column in (3, 4)}


def test_a_percentage_where_none_belongs_is_a_fault_and_in_a_text_what_one_sees() -> None:
    rows: list[list[Any]] = [
        ["gebied", "indicator", "waarde", "bron", "jaar"], ["WK-A", "pct_koop", 0.45, 0.5, 20.22],
    ]  # fmt: skip
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "indicatoren"
    for row in rows:
        sheet.append(row)
    for place in ("D2", "E2"):
        sheet[place].number_format = "0%"
    content = io.BytesIO()
    made.save(content)
    reading = read_files([("a.xlsx", content.getvalue())], KNOWN)
    assert [str(fault) for fault in reading.faults] == [
        "indicatoren.rij 2.jaar: gevonden '2022%'; verwacht een geheel getal, van 1900 tot en met 2100"
    ]
    assert reading.frames["indicatoren"]["bron"].tolist() == ["50%"]
    assert reading.frames["indicatoren"]["waarde"].tolist() == [0.45]


def test_a_percentage_as_a_text() -> None:
    assert [text_of_cell(Percentage(value)) for value in (0.45, 0.07, 1.0, -0.125)] == ["45%", "7%", "100%", "-12.5%"]


def test_styles_that_show_a_percentage() -> None:
    part = (
        b'<x:styleSheet xmlns:x="a"><x:numFmts count="2"><x:numFmt numFmtId="164" formatCode="0.0%"/>'
        b"<x:numFmt formatCode='0&quot;%&quot;' numFmtId='165'/></x:numFmts>"
        b'<x:cellStyleXfs><x:xf numFmtId="9"/></x:cellStyleXfs>'
        b'<x:cellXfs count="5"><x:xf numFmtId="0"/><x:xf numFmtId="9"/><x:xf/><x:xf numFmtId="164"><x:alignment/></x:xf>'
        b'<x:xf numFmtId="165"/></x:cellXfs></x:styleSheet>'
    )
    assert percent_styles(part) == {1, 3}
    assert percent_styles(b"") == frozenset()
