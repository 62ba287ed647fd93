"""The sheets that we add ourselves are known by name and by what they hold, and by nothing less."""

from __future__ import annotations

import io
from collections.abc import Iterator

import openpyxl
import pytest

from geodata.annotated import Mark, annotate
from geodata.aside import FOUTEN, OF_CHECK, OF_TEMPLATE, why_aside
from geodata.cells import Sheet
from geodata.cells_book import read_book
from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from geodata.template_texts import ABOVE_GUIDE, ASIDE, KEUZELIJSTEN, UITLEG
from geodata.templates import template
from geodata.workbooks import read_files
from tests.geodata.sheets import csv, ods, xlsx
from tests.geodata.test_workbooks import HEADING, HOME, KNOWN


@pytest.fixture(scope="module")
def sheets() -> dict[str, Sheet]:
    content = template(examples=with_synthetic_round(bundled(), people=2, dwellings=2))
    return {sheet.name: sheet for sheet in read_book("sjabloon.xlsx", content)}


def as_csv(sheet: Sheet) -> Iterator[list[str]]:
    yield from ([str(cell) for cell in row] for row in sheet.rows)


def test_those_of_the_template(sheets: dict[str, Sheet]) -> None:
    assert {name for name, sheet in sheets.items() if why_aside(sheet) == OF_TEMPLATE} == {*ASIDE} & {*sheets}
    assert {name for name, sheet in sheets.items() if why_aside(sheet)} == {*ASIDE} & {*sheets}


def test_lists_of_choices_that_somebody_unhid() -> None:
    assert why_aside(Sheet(file="a.xlsx", name=KEUZELIJSTEN, rows=[["zwaar", ""], ["", "MO"]])) == OF_TEMPLATE
    assert why_aside(Sheet(file="a.xlsx", name=KEUZELIJSTEN, rows=[["zwaar"], ["iets van mij"]])) == ""


def test_a_sheet_with_only_the_name_or_only_the_beginning_is_no_such_sheet() -> None:
    assert why_aside(Sheet(file="a.xlsx", name=UITLEG, rows=[["Lees mij"]])) == ""
    assert why_aside(Sheet(file="a.xlsx", name="Blad1", rows=[[ABOVE_GUIDE]])) == ""


def test_a_table_that_is_called_fouten_is_read() -> None:
    reading = read_files([("a.xlsx", xlsx({FOUTEN: [HEADING, HOME]}))], KNOWN)
    assert len(reading.frames["woningen"]) == 1


def test_the_list_of_an_earlier_check_is_passed_over_and_told() -> None:
    content = annotate(xlsx({"Aanbod": [HEADING, HOME]}), ".xlsx", [Mark("Aanbod", 2, 1, "iets", "iets anders")])
    reading = read_files([("a.xlsx", content)], KNOWN)
    assert reading.faults == ()
    assert reading.mapping.unused == (("a.xlsx", FOUTEN, OF_CHECK),)
    assert len(reading.frames["woningen"]) == 1


@pytest.mark.parametrize("kind", ["csv", "ods"])
def test_also_when_another_program_saved_them(sheets: dict[str, Sheet], kind: str) -> None:
    for name in (UITLEG, "Voorbeelden"):
        rows = list(as_csv(sheets[name]))
        file = f"sjabloon-{name}.{kind}"
        content = csv(rows, encoding="utf-8-sig") if kind == "csv" else ods({name: rows})
        reading = read_files([(file, content), ("aanbod.csv", csv([HEADING, HOME]))], KNOWN)
        assert reading.faults == ()
        assert [(where, why) for where, _, why in reading.mapping.unused] == [(file, OF_TEMPLATE)]


def test_a_filled_template_keeps_its_own_sheets_and_reads_without_a_fault() -> None:
    book = openpyxl.load_workbook(io.BytesIO(template(["woningen"], examples=None)))
    names = [cell.value for cell in book["woningen"][1]]
    row = dict.fromkeys(names, "") | {
        "code": "0007", "corporatie": "corp", "wijk": "WK-A", "buurt": "BU-A", "huur": 612.34, "kamers": 2,
        "slaapkamers": 1, "max_personen": 2, "vrij_vanaf": "2026-10-31", "contractvormen": "huurcontract",
    }  # fmt: skip
    book["woningen"].append(list(row.values()))
    content = io.BytesIO()
    book.save(content)
    reading = read_files([("vol.xlsx", content.getvalue())], KNOWN)
    assert reading.faults == ()
    assert reading.mapping.unused == (("vol.xlsx", UITLEG, OF_TEMPLATE),)


def test_a_heading_that_says_that_it_is_required_is_the_same_column() -> None:
    shown = [f"{name} (verplicht)" for name in ("code", "naam", "gemeente", "bron")]
    rows = [[*shown, "inwoners"], ["WK-Z", "Zuid", "GM-A", "CBS", "1.200"]]
    reading = read_files([("wijken.csv", csv(rows))], KNOWN)
    assert reading.faults == ()
    assert reading.mapping.sheets[0].columns == {
        name: name for name in ("code", "naam", "gemeente", "bron", "inwoners")
    }
