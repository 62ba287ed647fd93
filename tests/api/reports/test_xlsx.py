"""The file: texts stay texts, numbers numbers, and the same document gives the same bytes."""

from __future__ import annotations

from datetime import date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest

from api.reports.sheets import Column, Document, Kind, Sheet, Value, table
from api.reports.xlsx import LONGEST, as_text, in_header, write
from tests.api.reports.reading import elements, opened, parts

HOSTILE = (
    "=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\rx", "=cmd|'/c calc'!A0", '=HYPERLINK("http://x")', "{=1}",
    "http://voorbeeld.nl", "mailto:x@y.nl", "internal:A1", "1234", "1e5", "007", "<b>&amp;</b>", " spaties ", "ROUW é",
)  # fmt: skip


def written(values: list[Value], kind: Kind = Kind.TEXT, **changes: str) -> bytes:
    column: Column[Value] = Column(title="Kolom", width=10, meaning="", kind=kind, value=lambda value: value)
    sheet = Sheet(name="Blad", title="Titel", tables=(table("Tabel", [column], values),))
    plain = {"title": "Voorstel", "label": "synthetisch", "reader": "Alleen hier"} | changes
    return write(Document(**plain, created=date(2026, 10, 1), sheets=(sheet,)))


def column_of(data: bytes) -> list[object]:
    return [row[0] for row in opened(data)["Blad"].iter_rows(min_row=5, values_only=True)]


@pytest.mark.parametrize("kind", Kind)
def test_no_text_becomes_a_formula_link_or_number(kind: Kind) -> None:
    data = written(list(HOSTILE), kind)
    assert column_of(data) == [text.replace("\r", "_x000D_") for text in HOSTILE]
    assert not elements(data, "f")
    assert not elements(data, "hyperlink")
    assert all(cell.get("t") == "s" for cell in elements(data, "c"))


def test_titles_and_properties_can_be_hostile_too() -> None:
    hostile = "=1\x00\x01\ufffe&G&[Picture] <b> \ud800" + "&😀" * 400
    data = written([hostile], title=hostile, label=hostile, reader=hostile)
    assert not elements(data, "f")
    assert "&amp;&amp;" not in parts(data)["xl/worksheets/sheet1.xml"]


def test_numbers_dates_and_amounts_are_no_texts() -> None:
    assert column_of(written([1234.5], Kind.EURO)) == [1234.5]
    assert column_of(written([date(2026, 10, 1)], Kind.DATE)) == [datetime(2026, 10, 1)]
    assert column_of(written([None, 3], Kind.WHOLE)) == [None, 3]
    assert opened(written([0.5], Kind.SHARE))["Blad"]["A5"].number_format == "0%"
    assert opened(written([5], Kind.EURO))["Blad"]["A5"].number_format == "[$€-413] #,##0.00"


def test_a_date_before_the_calendar_of_spreadsheets_is_a_text() -> None:
    assert column_of(written([date(1, 1, 1)], Kind.DATE)) == ["1 januari 1"]


def test_a_text_that_no_cell_can_hold_is_cut() -> None:
    assert as_text("a" * LONGEST) == "a" * LONGEST
    assert as_text("😀" * LONGEST).endswith("…")
    assert str(column_of(written(["a" * 40_000]))[0]).endswith("…")


def test_half_a_sign_is_replaced() -> None:
    assert column_of(written(["a\ud800b"])) == ["a?b"]


def test_a_page_header_gives_no_orders() -> None:
    assert in_header("R&G &P", 9) == "R+G +P"
    assert in_header("x" * 100, 3) == "xx…"


def test_a_sheet_is_ready_to_read_and_print() -> None:
    data = written(["a"])
    page = opened(data)["Blad"]
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == ("B5", "A4:A5", "$4:$4")
    assert (page.page_setup.orientation, page.page_setup.paperSize) == ("landscape", 9)
    assert (page.page_setup.fitToWidth or 1, page.page_setup.fitToHeight) == (1, 0)
    (head,), (foot,) = elements(data, "oddHeader"), elements(data, "oddFooter")
    assert head.text == "&LVoorstel&CTitel&Rsynthetisch"
    assert foot.text == "&LAlleen hier&RBladzijde &P van &N"
    assert len(elements(data, "pageSetUpPr")) == 1


def test_a_row_is_as_high_as_its_longest_text() -> None:
    page = opened(written(["kort", "woord " * 8, "a\n\nb", "woord " * 9_000]))["Blad"]
    assert [page.row_dimensions[row].height for row in range(5, 9)] == [None, 120, 45, 405]


def test_an_empty_table_says_so_and_has_no_filter() -> None:
    page = opened(written([]))["Blad"]
    assert page["A5"].value == "Er staat niets in deze tabel."
    assert page.auto_filter.ref is None


def test_the_same_document_gives_the_same_bytes() -> None:
    """The file knows no clock: the days in it are the round's and that of the file format."""
    data = written(["a", "b"])
    assert written(["a", "b"]) == data
    with ZipFile(BytesIO(data)) as zipped:
        assert {part.date_time for part in zipped.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    core = parts(data)["docProps/core.xml"]
    assert core.count("2026-10-01T00:00:00Z") == 2
    assert "<dc:creator></dc:creator>" in core
