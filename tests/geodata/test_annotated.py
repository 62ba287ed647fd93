"""The user's workbook back, with its faults marked and nothing else changed."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
import xlsxwriter
from openpyxl import Workbook, load_workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from geodata.annotated import Mark, annotate, annotate_rows
from geodata.annotated_cells import COLOUR, OURS
from geodata.annotated_list import HEADING_ROW
from optimizer.errors import InvalidInput

HOSTILE = ("=1+1", "@x", "+1", "-1", '=HYPERLINK("http://x")', "a\x00b\x0bc\ud800\uffff", "<b>&amp;</b>", "x" * 40_000)


def homes() -> Workbook:
    """A sheet with values, a formula, formats, a check, a merged range and a comment; and one with a quote."""
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "woningen"
    for row in (("code", "huur", "vrij_vanaf"), ("007", 612.34, date(2026, 10, 1)), ("W-2", "=B2*2", None)):
        sheet.append(row)
    sheet["B2"].number_format = "0.00"
    sheet["A2"].font = Font(bold=True)
    sheet["A2"].fill = PatternFill("solid", start_color="FF00FF00")
    sheet["A3"].comment = Comment("Nog bellen", "Collega")
    sheet["D1"] = "samen"
    sheet.merge_cells("D1:E2")
    sheet.add_data_validation(DataValidation(type="whole", formula1="0", sqref="F1"))
    book.create_sheet("Jan's blad")["A1"] = "=1+1"
    book["Jan's blad"]["A1"].data_type = "s"
    return book


def saved(book: Workbook) -> bytes:
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def mark(row: int | None, column: int | None, sheet: str = "woningen", found: str = "'x'") -> Mark:
    return Mark(sheet, row, column, found, "een getal")


def marked(*marks: Mark, book: Workbook | None = None) -> Workbook:
    return load_workbook(io.BytesIO(annotate(saved(book or homes()), ".xlsx", marks)))


def listed(book: Workbook) -> list[tuple[Any, ...]]:
    return [row for row in book.worksheets[0].iter_rows(min_row=HEADING_ROW + 1, values_only=True) if any(row)]


def filled(sheet: Any) -> set[str]:
    return {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.start_color.rgb == COLOUR}


def test_a_faulty_cell_is_filled_and_says_what_was_expected() -> None:
    sheet = marked(mark(2, 2))["woningen"]
    assert filled(sheet) == {"B2"}
    assert sheet["B2"].comment.text == f"{OURS}\nGevonden: 'x'. Verwacht: een getal."


def test_everything_else_stays_as_it_was() -> None:
    before, after = homes(), marked(mark(2, 2), mark(3, 2))
    assert after.sheetnames == ["Fouten", *before.sheetnames]
    for sheet in before.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                twin = after[sheet.title][cell.coordinate]
                assert (twin.data_type, twin.number_format) == (cell.data_type, cell.number_format)
                assert twin.value == cell.value or twin.is_date
                assert twin.font.b == cell.font.b
    sheet = after["woningen"]
    assert (sheet["B3"].value, sheet["A2"].fill.start_color.rgb) == ("=B2*2", "FF00FF00")
    assert [str(span) for span in sheet.merged_cells.ranges] == ["D1:E2"]
    assert sheet.data_validations.dataValidation[0].formula1 == "0"
    assert sheet["A3"].comment.text == "Nog bellen"
    assert sheet["C2"].value.date() == date(2026, 10, 1)


def test_several_marks_on_a_cell_share_a_comment_with_what_was_there() -> None:
    sheet = marked(mark(3, 1), mark(3, 1, found="'y'"), mark(3, 1))["woningen"]
    assert sheet["A3"].comment.author == "Collega"
    assert sheet["A3"].comment.text.splitlines() == [
        "Nog bellen",
        "",
        OURS,
        "Gevonden: 'x'. Verwacht: een getal.",
        "Gevonden: 'y'. Verwacht: een getal.",
    ]


def test_a_comment_is_as_large_as_its_text() -> None:
    content = annotate(saved(homes()), "xlsx", [mark(2, 2), mark(3, 2, found="x" * 1_000)])
    archive = zipfile.ZipFile(io.BytesIO(content))
    drawing = next(archive.read(name).decode() for name in archive.namelist() if name.endswith(".vml"))
    assert drawing.count("width:340px") == 2
    assert "height:54px" in drawing
    assert "height:450px" in drawing


def test_a_row_is_filled_over_its_whole_width_and_a_merged_cell_at_its_corner() -> None:
    sheet = marked(mark(3, None), mark(2, 5))["woningen"]
    assert filled(sheet) >= {"A3", "B3", "C3", "D3", "E3", "D1"}
    assert filled(sheet).isdisjoint({"A1", "A2", "B2"})
    assert "De hele rij. Gevonden" in sheet["A3"].comment.text
    assert "Gevonden" in sheet["D1"].comment.text


def test_the_list_names_every_fault_and_leads_to_it() -> None:
    marks = [mark(2, 2), mark(3, None), mark(None, None), mark(1, 1, "Jan's blad"), mark(4, 4, "weg")]
    book = marked(*marks)
    assert listed(book) == [
        ("B2", "woningen", 2, "B", "'x'", "een getal"),
        ("rij 3", "woningen", 3, None, "'x'", "een getal"),
        ("het hele blad", "woningen", None, None, "'x'", "een getal"),
        ("A1", "Jan's blad", 1, "A", "'x'", "een getal"),
        ("D4", "weg", 4, "D", "'x'", "een getal"),
    ]
    links = [book.worksheets[0].cell(HEADING_ROW + at, 1).hyperlink for at in range(1, 6)]
    places = ["'woningen'!B2", "'woningen'!A3", "'woningen'!A1", "'Jan''s blad'!A1", None]
    assert [link and link.location for link in links] == places
    assert all(link.target is None for link in links if link)


def test_the_workbook_opens_at_the_list_alone() -> None:
    book = marked(mark(2, 2))
    assert book.active is book["Fouten"]
    assert [bool(sheet.sheet_view.tabSelected) for sheet in book.worksheets] == [True, False, False]


@pytest.mark.parametrize("place", [(0, 1), (1_048_577, 1), (1, 16_385), (1, -1), (-3, None)])
def test_a_place_that_no_sheet_has_is_listed_only(place: tuple[int, int | None]) -> None:
    book = marked(mark(*place))
    assert filled(book["woningen"]) == set()
    assert len(listed(book)) == 1


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_stay_texts(text: str) -> None:
    marks = [Mark("woningen", 2, 2, text, text), Mark(text, 1, 1, text, text)]
    for content in (annotate(saved(homes()), "xlsx", marks), annotate_rows({"woningen": [[text]], text: []}, marks)):
        book = load_workbook(io.BytesIO(content))
        cells = [cell for row in book["Fouten"].iter_rows() for cell in row if cell.value is not None]
        assert {cell.data_type for cell in cells if not isinstance(cell.value, int)} == {"s"}
        assert "Gevonden" in book["woningen"]["B2"].comment.text
        assert "<f>" not in zipfile.ZipFile(io.BytesIO(content)).read("xl/worksheets/sheet1.xml").decode()


def test_rows_of_texts_become_a_workbook_of_texts() -> None:
    rows = [["code", "huur"], ["007", "=1+1"], ["", "1\x0b2"]]
    book = load_workbook(io.BytesIO(annotate_rows({"map/lijst.csv": rows}, [mark(2, 2, "map/lijst.csv")])))
    sheet = book["map-lijst.csv"]
    assert sheet["A2"].value == "007"
    assert (sheet["B2"].value, sheet["B2"].data_type, sheet["B2"].number_format) == ("=1+1", "s", "@")
    assert sheet["B3"].value == "1\N{REPLACEMENT CHARACTER}2"
    assert filled(sheet) == {"B2"}
    link = book["Fouten"].cell(HEADING_ROW + 1, 1).hyperlink
    assert link is not None
    assert link.location == "'map-lijst.csv'!B2"


def test_names_that_a_sheet_can_not_have_stay_apart() -> None:
    names = {"x" * 40: [["a"]], "x" * 41: [["b"]], "[]": [], "''": [], "Fouten": [["c"]]}
    book = load_workbook(io.BytesIO(annotate_rows(names, [mark(1, 1, "x" * 41)])))
    assert len(book.sheetnames) == 6
    assert [sheet["A1"].value for sheet in book.worksheets if filled(sheet)] == ["b"]
    assert load_workbook(io.BytesIO(annotate_rows({}, []))).sheetnames == ["Fouten"]


def test_a_second_check_takes_the_marks_of_the_first_out() -> None:
    first = annotate(saved(homes()), "xlsx", [mark(2, 2), mark(3, 1), mark(3, None)])
    book = load_workbook(io.BytesIO(annotate(first, "xlsx", [mark(2, 1)])))
    assert book.sheetnames == ["Fouten", "woningen", "Jan's blad"]
    assert filled(book["woningen"]) == {"A2"}
    assert book["woningen"]["B2"].comment is None
    assert book["woningen"]["A3"].comment.text == "Nog bellen"
    assert len(listed(book)) == 1


def test_a_sheet_of_the_user_with_the_same_name_stays() -> None:
    source = homes()
    source.create_sheet("Fouten")["A1"] = "van mij"
    book = marked(mark(2, 2), book=source)
    assert book["Fouten"]["A1"].value == "van mij"
    assert book.sheetnames[0] == "Fouten1"


def test_macros_stay() -> None:
    content = io.BytesIO()
    source = xlsxwriter.Workbook(content)
    source.add_worksheet("woningen").write("A1", "code")
    source.worksheets()[0].write_comment("A1", "Let op")
    source.add_vba_project(io.BytesIO(b"macro"), is_stream=True)
    source.close()
    archive = zipfile.ZipFile(io.BytesIO(annotate(content.getvalue(), ".XLSM", [mark(1, 1), mark(2, 1)])))
    assert archive.read("xl/vbaProject.bin") == b"macro"
    assert "macroEnabled" in archive.read("[Content_Types].xml").decode()
    assert len(set(archive.namelist())) == len(archive.namelist())


def test_a_cell_far_away_costs_nothing() -> None:
    source = homes()
    source["woningen"]["XFD1048576"] = "ver"
    book = marked(mark(2, None), book=source)
    assert book["woningen"]["XFD1048576"].value == "ver"


def vast() -> bytes:
    source, content = saved(homes()), io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as old, zipfile.ZipFile(content, "w") as new:
        for name in old.namelist():
            new.writestr(name, old.read(name).replace(b'ref="D1:E2"', b'ref="D1:XFD1048576"'))
    return content.getvalue()


@pytest.mark.parametrize("content", [b"", b"code;huur", vast()], ids=["empty", "csv", "a vast merged range"])
def test_what_can_not_be_opened_is_a_fault(content: bytes) -> None:
    with pytest.raises(InvalidInput, match="een werkmap die niet te openen is"):
        annotate(content, "xlsx", [])


def test_other_files_go_another_way() -> None:
    with pytest.raises(InvalidInput, match="van de soort 'ods'; verwacht een van: xlsx, xlsm"):
        annotate(saved(homes()), ".ods", [])
