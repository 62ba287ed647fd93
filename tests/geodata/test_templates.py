"""The workbook to fill in: complete, checked while typing, and readable once it is filled."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from functools import cache
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from pandas.testing import assert_frame_equal

from geodata.columns import BETWEEN, Column, Kind, Table, rows_of
from geodata.region import bundled
from geodata.register import Register
from geodata.synthetic import with_synthetic_round
from geodata.tables import TABLES, faults_of, read_cells
from geodata.template_cells import check_of, choices_of, long_lists
from geodata.template_texts import ABOUT, ABOUT_EXAMPLES, ASIDE, HOW_IT_WORKS, UITLEG, VOORBEELDEN
from geodata.templates import template
from optimizer.errors import InvalidInput
from optimizer.supply import Need

EACH_TABLE = pytest.mark.parametrize("table", TABLES.values(), ids=lambda table: str(table.name))


@cache
def register() -> Register:
    return with_synthetic_round(bundled())


@cache
def whole() -> bytes:
    return template(examples=register())


@cache
def opened() -> Workbook:
    return load_workbook(io.BytesIO(whole()))


def sheet_of(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def checks_of(sheet: Worksheet) -> dict[int, DataValidation]:
    """The check of every column, from row 2 to the last row of a sheet."""
    found = {}
    for check in sheet.data_validations.dataValidation:
        for span in check.sqref.ranges:
            assert (span.min_row, span.max_row) == (2, 1_048_576)
            found.update(dict.fromkeys(range(span.min_col, span.max_col + 1), check))
    return found


def test_it_holds_a_sheet_for_every_table_after_the_explanation() -> None:
    names = opened().sheetnames
    assert (names[0], names[-1]) == (UITLEG, VOORBEELDEN)
    assert sorted(names[1:-1]) == sorted(TABLES)
    assert set(ASIDE).isdisjoint(TABLES)
    assert opened().active is opened()[UITLEG]


@EACH_TABLE
def test_a_sheet_holds_the_bare_names_of_the_columns_and_no_rows(table: Table) -> None:
    sheet = sheet_of(opened(), table.name)
    assert list(sheet.values) == [table.names]
    assert sheet.freeze_panes == "B2"


@EACH_TABLE
def test_a_required_column_says_so_in_words(table: Table) -> None:
    for column, cell in zip(table.columns, sheet_of(opened(), table.name)[1], strict=True):
        assert cell.number_format == ('@" (verplicht)"' if column.required else "@")
        assert cell.comment is not None
        assert cell.comment.text.startswith("Verplicht." if column.required else "Mag leeg.")
        assert column.meaning in cell.comment.text


@EACH_TABLE
def test_every_column_has_a_check_of_its_kind(table: Table) -> None:
    checks = checks_of(sheet_of(opened(), table.name))
    kinds = {Kind.GEHEEL: "whole", Kind.GETAL: "decimal", Kind.BEDRAG: "decimal", Kind.DATUM: "date"}
    for at, column in enumerate(table.columns, 1):
        check = checks[at]
        assert check.promptTitle == column.name
        assert check.prompt
        assert check.error
        if choices_of(column):
            assert (check.type, check.formula1) == ("list", f'"{",".join(choices_of(column))}"')
        elif column.many or column.kind is Kind.TEKST:
            assert check.type in (None, "none")
        else:
            assert check.type == kinds[column.kind]


def test_a_check_knows_the_range_and_refuses_in_dutch() -> None:
    table = TABLES["woningen"]
    check = checks_of(sheet_of(opened(), "woningen"))[table.names.index("huur") + 1]
    assert (check.formula1, check.formula2) == ("0", "10000")
    assert check.error == "In de kolom huur hoort een bedrag in euro's, zoals 612,34, van 0 tot en met 10000."
    assert check.errorStyle in (None, "stop")


def test_a_choice_and_a_yes_or_no_have_a_list_but_several_choices_an_explanation() -> None:
    checks = checks_of(sheet_of(opened(), "woningen"))
    names = TABLES["woningen"].names
    assert checks[names.index("gedeeld") + 1].formula1 == '"ja,nee"'
    needs = checks[names.index("kenmerken") + 1]
    assert needs.formula1 is None
    assert all(need in (needs.prompt or "") for need in Need)


@EACH_TABLE
def test_texts_stay_texts_and_amounts_and_dates_look_like_it(table: Table) -> None:
    sheet = sheet_of(opened(), table.name)
    styles = {}
    for dimension in sheet.column_dimensions.values():
        styles.update(dict.fromkeys(range(dimension.min or 0, (dimension.max or 0) + 1), dimension.number_format))
    expected = {Kind.GEHEEL: "0", Kind.GETAL: "General", Kind.BEDRAG: "[$€-413] #,##0.00", Kind.DATUM: "yyyy-mm-dd"}
    for at, column in enumerate(table.columns, 1):
        assert styles[at] == ("@" if column.many else expected.get(column.kind, "@")), column.name


def test_the_explanation_tells_every_sheet_and_column() -> None:
    lines = {row[:4] for row in opened()[UITLEG].iter_rows(values_only=True)}
    assert set(ABOUT) == set(TABLES)
    for table in TABLES.values():
        assert (table.name, table.title, *ABOUT[table.name]) in lines
        for column in table.columns:
            duty = "verplicht" if column.required else "mag leeg"
            assert (f"{table.name}: {column.name}", column.meaning, column.kind.value, duty) in lines
    assert {row[0] for row in lines} >= {*HOW_IT_WORKS, *ABOUT_EXAMPLES}
    told = " ".join(HOW_IT_WORKS)
    assert all(word in told for word in ("BSN", "lege cel", BETWEEN, "verplicht"))


def test_the_explanation_leads_to_the_sheets() -> None:
    links = {link.location for row in opened()[UITLEG].iter_rows(max_col=1) for cell in row if (link := cell.hyperlink)}
    assert links >= {f"'{name}'!A1" for name in TABLES}


def typed(column: Column, value: Any) -> Any:
    """What somebody would type for this value of the Register."""
    if value is None or value == ():
        return None
    if isinstance(value, tuple):
        return BETWEEN.join(str(part) for part in value)
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return value / 100 if column.kind is Kind.BEDRAG else value


def read(column: Column, value: Any) -> str:
    """The text that `columns.parse` takes, of what stands in a cell."""
    if value is None:
        return ""
    if isinstance(value, date):
        return (value.date() if isinstance(value, datetime) else value).isoformat()
    return f"{value:.2f}" if column.kind is Kind.BEDRAG else str(value)


def rows_in(sheet: Worksheet, table: Table) -> list[Mapping[str, str]]:
    return [
        {column.name: read(column, value) for column, value in zip(table.columns, row, strict=True)}
        for row in sheet.iter_rows(min_row=2, values_only=True)
    ]


@cache
def filled() -> Workbook:
    book = load_workbook(io.BytesIO(whole()))
    for name, frame in register().frames().items():
        for row, values in enumerate(rows_of(frame), 2):
            for at, column in enumerate(TABLES[name].columns, 1):
                book[name].cell(row, at).value = typed(column, values[column.name])
    content = io.BytesIO()
    book.save(content)
    return load_workbook(content)


def test_what_is_filled_in_reads_back_without_a_fault() -> None:
    frames = {}
    for name, table in TABLES.items():
        frames[name], faults = read_cells(table, rows_in(sheet_of(filled(), name), table))
        assert faults == []
        assert_frame_equal(frames[name], register().frames()[name])
    assert faults_of(frames) == []


@EACH_TABLE
def test_a_row_of_the_register_passes_the_checks(table: Table) -> None:
    for at, check in checks_of(sheet_of(opened(), table.name)).items():
        column = table.columns[at - 1]
        values = [typed(column, row[column.name]) for row in rows_of(register().frames()[table.name])]
        for value in (value for value in values if value is not None):
            if check.type == "list":
                assert value in choices_of(column)
            elif check.type in ("whole", "decimal"):
                assert float(str(check.formula1)) <= value <= float(str(check.formula2))


def test_examples_stand_apart_and_their_codes_say_so() -> None:
    rows = list(opened()[VOORBEELDEN].iter_rows(values_only=True))
    codes = {cell for row in rows for cell in row if isinstance(cell, str)}
    assert {"VOORBEELD-U-0001", "VOORBEELD-W-0001", "VOORBEELD-U-0009;VOORBEELD-U-0011"} <= codes
    own = {code for name in ("uitstromers", "woningen") for code in register().frames()[name]["code"]}
    assert own.isdisjoint(codes)
    assert "Wij lezen dit blad niet in" in str(rows[0][0])
    assert VOORBEELDEN not in load_workbook(io.BytesIO(template(["woningen"], examples=None))).sheetnames


@pytest.mark.parametrize("name", [UITLEG, VOORBEELDEN])
def test_no_line_beside_the_tables_looks_like_the_heading_of_one(name: str) -> None:
    for table in TABLES.values():
        book = load_workbook(io.BytesIO(template([table.name], examples=register())))
        for row in book[name].iter_rows(values_only=True):
            assert len({str(cell).lower() for cell in row} & set(table.names)) < 2


def test_an_example_that_looks_like_a_formula_stays_text() -> None:
    home = register().woningen.head(1).assign(soort='=HYPERLINK("x")', label="@x\x01")
    book = load_workbook(io.BytesIO(template(["woningen"], examples=register().updated({"woningen": home}))))
    cells = [cell for row in book[VOORBEELDEN].iter_rows() for cell in row if cell.value == '=HYPERLINK("x")']
    assert [cell.data_type for cell in cells] == ["s"]


def test_only_the_tables_that_are_asked_for() -> None:
    book = load_workbook(io.BytesIO(template(["woningen", "uitstromers", "woningen"], examples=None)))
    assert book.sheetnames == [UITLEG, "woningen", "uitstromers"]
    with pytest.raises(InvalidInput, match=r"gevonden 'huizen'; verwacht een van: gemeenten"):
        template(["huizen"], examples=None)


def test_the_same_bytes_every_time() -> None:
    assert template(examples=register()) == whole()


def long_column(*choices: str) -> Column:
    # An enum made here would hide what is tested: only the texts matter.
    class Long(Column):
        @property
        def choices(self) -> tuple[str, ...]:
            return choices

    return Long("kolom", Kind.KEUZE, "", "Iets")


def test_a_list_that_does_not_fit_goes_to_the_hidden_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    many, comma = tuple(f"keuze {number:03d}" for number in range(40)), ("hier, of daar", "nergens")
    table = Table("gebieden", "Lang", (long_column(*many), long_column("ja", "nee"), long_column(*comma)))
    monkeypatch.setitem(TABLES, "gebieden", table)
    book = load_workbook(io.BytesIO(template(["gebieden"], examples=None)))
    hidden = sheet_of(book, "Keuzelijsten")
    assert hidden.sheet_state == "hidden"
    assert tuple(hidden.iter_cols(1, 1, values_only=True)) == (many,)
    assert [cell.value for cell in hidden["B"]][:2] == list(comma)
    formulas = [check.formula1 for check in checks_of(sheet_of(book, "gebieden")).values()]
    assert formulas == ["Keuzelijsten!$A$1:$A$40", '"ja,nee"', "Keuzelijsten!$B$1:$B$2"]


def test_messages_keep_within_what_excel_allows() -> None:
    column = long_column(*(f"keuze {number:03d}" for number in range(40)))
    lists = long_lists([Table("t", "T", (column,))])
    check = check_of(column, lists)
    assert max(len(check["input_message"]), len(check["error_message"])) <= 255
    assert check["input_message"].endswith("…")
