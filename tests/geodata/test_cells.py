"""Files that are no spreadsheet, or too much of one, are one clear fault; nothing crashes and nothing hangs."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime, time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata import cells_csv
from geodata.cells import UnreadableError, Value, letters_of, text_of_cell
from geodata.cells_book import read_book
from geodata.cells_csv import read_csv
from geodata.workbooks import read_files
from optimizer.errors import Fault
from tests.geodata.sheets import SPACES, Rows, csv, ods, ods_of, xlsx

ROWS: Rows = [["code", "naam", "bron"], ["GM1", "Aadorp", "CBS"], ["GM2", 12.5, date(2026, 10, 1)]]
VALID = {"xlsx": xlsx({"gemeenten": ROWS}), "ods": ods({"gemeenten": ROWS}), "csv": csv(ROWS)}
FAR = (
    '<table:table-row table:number-rows-repeated="1048570"><table:table-cell table:number-columns-repeated="16384"/>'
    "</table:table-row>"
)
QUICK = settings(max_examples=150, deadline=2_000, suppress_health_check=[HealthCheck.too_slow])


def changed(content: bytes, part: str, old: bytes, new: bytes) -> bytes:
    """The archive with one part changed."""
    result = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(result, "w") as target:
        for item in source.infolist():
            found = source.read(item)
            target.writestr(item.filename, found.replace(old, new) if item.filename == part else found)
    return result.getvalue()


def found_in(name: str, content: bytes) -> str:
    (fault,) = read_files([(name, content)]).faults
    assert fault.path[0] == name
    return fault.found


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"), (612.34, "612.34"), (0.1 + 0.2, "0.3"), (1e-7, "0.0000001"), (True, "ja"), (False, "nee"),
        (date(2026, 10, 1), "2026-10-01"), (datetime(2026, 10, 1), "2026-10-01"), (" 0012 ", "0012"),
        (datetime(2026, 10, 1, 9, 30), "2026-10-01 09:30:00"), (time(9, 30), "09:30:00"), (1e15, "1000000000000000"),
        (float("inf"), "inf"),
    ],
)  # fmt: skip
def test_a_cell_as_text(value: Value, text: str) -> None:
    assert text_of_cell(value) == text


def test_letters_of_columns() -> None:
    assert [letters_of(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


@pytest.mark.parametrize("kind", ["xlsx", "xlsm", "ods"])
def test_what_is_no_workbook_is_told(kind: str) -> None:
    for content in (b"", b"PK\x03\x04", VALID["xlsx"][:2_000], b"<html>", b"\xd0\xcf\x11\xe0 slot"):
        assert "te lezen" in found_in(f"x.{kind}", content) or "wachtwoord" in found_in(f"x.{kind}", content)
    assert "CSV-bestand" in found_in("x.csv", VALID["xlsx"])
    assert found_in("x.csv", b"") == "een leeg bestand"


@pytest.mark.parametrize("content", [b"\x81\x8d;\x00", b'a;b\r\n"open', b"\xff\xfea", b"\x00" * 9])
def test_what_is_no_csv_is_told(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        read_csv("x.csv", content)


def test_sizes_that_are_absurd_are_refused_before_they_are_unpacked() -> None:
    far = changed(VALID["xlsx"], "xl/worksheets/sheet1.xml", b'r="C3"', b'r="XFD1048576"')
    assert found_in("x.xlsx", far) == "een blad van 1048576 rijen en 16384 kolommen"
    wide = ods(
        {"gemeenten": ROWS},
        FAR.replace("16384", "1")
        .replace("/></table:table-row>", ' office:value-type="float" office:value="1"/></table:table-row>')
        .replace('"1"', '"16384"', 1),
    )
    assert "kolommen" in found_in("x.ods", wide)


def test_empty_cells_to_the_end_of_the_sheet_do_no_harm() -> None:
    (sheet,) = read_book("x.ods", ods({"gemeenten": ROWS}, FAR))
    assert len(sheet.rows) == 3
    styled = changed(
        VALID["xlsx"],
        "xl/worksheets/sheet1.xml",
        b"</sheetData>",
        b'<row r="1048576"><c r="XFD1048576" s="1"/></row></sheetData>',
    )
    assert len(read_book("x.xlsx", styled)[0].rows) == 3


def test_a_bomb_is_not_unpacked() -> None:
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("content.xml", "w") as part:
        for _ in range(401):
            part.write(b" " * 1_000_000)
    assert found_in("x.ods", bomb.getvalue()) == "een bestand dat uitgepakt te groot is"
    assert found_in("x.xlsx", bomb.getvalue()) == "een bestand dat uitgepakt te groot is"
    lying = bomb.getvalue().replace((401_000_000).to_bytes(4, "little"), (1_000).to_bytes(4, "little"))
    assert found_in("x.ods", lying) == "een bestand dat niet te lezen is"


def test_entities_that_unfold_without_end_are_refused() -> None:
    entities = (
        b'<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">'
        + b"".join(f'<!ENTITY {chr(98 + n)} "{("&" + chr(97 + n) + ";") * 10}">'.encode() for n in range(9))
        + b"]><workbook>&j;"
    )
    part = changed(VALID["xlsx"], "xl/workbook.xml", b"<workbook", entities + b"<workbook")
    assert found_in("x.xlsx", part) == "een bestand dat niet te lezen is"


def test_a_csv_with_too_many_cells_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cells_csv, "MOST_CELLS", 5)
    assert found_in("x.csv", VALID["csv"]) == "een bestand met te veel cellen"


def test_the_hint_of_excel_is_no_row() -> None:
    sheet = read_csv("x.csv", b"sep=,\r\na,b\r\n1,2\r\n")
    assert [list(row) for row in sheet.rows] == [["a", "b"], ["1", "2"]]


def test_a_quoted_text_may_have_lines_and_marks() -> None:
    sheet = read_csv("x.csv", b'a;b\r\n"een\r\ntwee; drie";"zegt ""ja"""\r\n')
    assert list(sheet.rows[1]) == ["een\r\ntwee; drie", 'zegt "ja"']


def test_hidden_sheets_are_marked_and_errors_of_ods_are_flaws() -> None:
    cell = '<table:table-cell table:formula="of:=NA()" office:value-type="string" calcext:value-type="error"><text:p>#N/B</text:p></table:table-cell>'
    bare = '<table:table-cell table:formula="of:=1+1"/>'
    row = f"<table:table-row>{cell}{bare}</table:table-row>"
    (sheet,) = read_book("x.ods", ods({"blad": ROWS}, row))
    assert sheet.flaws == {(4, 1): "'#N/B'", (4, 2): "een formule zonder uitkomst"}


def test_a_document_without_sheets() -> None:
    assert found_in("x.ods", ods_of(f"<office:document-content {SPACES}/>")) == "een leeg bestand"


@QUICK
@given(content=st.binary(max_size=400), kind=st.sampled_from(["csv", "xlsx", "xlsm", "ods"]))
def test_any_bytes_give_faults_or_frames(content: bytes, kind: str) -> None:
    check(f"gemeenten.{kind}", content)


@QUICK
@given(text=st.text(alphabet='code;naam,"\n\r\t€é0123456789.-', max_size=200))
def test_any_text_gives_faults_or_frames(text: str) -> None:
    check("gemeenten.csv", f"code;naam;bron\n{text}".encode())


@QUICK
@given(data=st.data(), kind=st.sampled_from(["csv", "xlsx", "ods"]))
def test_a_damaged_file_gives_faults_or_frames(data: st.DataObject, kind: str) -> None:
    content = bytearray(VALID[kind])
    for _ in range(data.draw(st.integers(1, 6))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    check(f"gemeenten.{kind}", bytes(content[: data.draw(st.integers(1, len(content)))]))


@QUICK
@given(data=st.data(), kind=st.sampled_from(["xlsx", "ods"]))
def test_damage_inside_a_workbook_gives_faults_or_frames(data: st.DataObject, kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(VALID[kind])) as archive:
        part = data.draw(st.sampled_from([name for name in archive.namelist() if name.endswith((".xml", ".rels"))]))
        inside = archive.read(part)
    at = data.draw(st.integers(0, len(inside)))
    cut = data.draw(st.integers(0, 30))
    junk = data.draw(
        st.sampled_from([b"", b"<", b"9999999", b"&a;", b'"', b"\0", b"<c>", b"<table:table-row>", b"\xff"])
    )
    check(f"gemeenten.{kind}", changed(VALID[kind], part, inside, inside[:at] + junk + inside[at + cut :]))


def check(name: str, content: bytes) -> None:
    reading = read_files([(name, content)])
    assert reading.frames or reading.faults
    assert all(isinstance(fault, Fault) and str(fault) for fault in reading.faults)
    for table, frame in reading.frames.items():
        assert len(frame) == len(reading.origins[table])
