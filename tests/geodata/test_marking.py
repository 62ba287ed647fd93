"""A supplier's own files come back with the faulty cells marked, whatever kind they are."""

from __future__ import annotations

import io

import openpyxl
import pytest

from geodata.aside import FOUTEN
from geodata.marking import marked_copy
from geodata.region import bundled
from geodata.workbooks import read_files

HEADINGS = [
    "code",
    "wijk",
    "buurt",
    "kale huur",
    "kamers",
    "slaapkamers",
    "max_personen",
    "vrij vanaf",
    "contractvormen",
    "corporatie",
]
SOUND = ["W-1", "WK010600", "BU01060000", "612,34", "2", "1", "2", "01-10-2026", "huurcontract", "corporatie-a"]
WRONG = ["W-2", "WK010600", "BU01060000", "veel", "2", "1", "2", "31-02-2026", "huurcontract", "corporatie-x"]


def as_xlsx(rows: list[list[str]]) -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Aanbod"
    for row in [["Vrijkomende woningen"], [], *rows]:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def as_csv(rows: list[list[str]]) -> bytes:
    return "\r\n".join(";".join(row) for row in rows).encode("cp1252")


@pytest.mark.parametrize(
    ("name", "content", "back", "sheet", "top"),
    [
        ("aanbod.xlsx", as_xlsx([HEADINGS, SOUND, WRONG]), "aanbod-nagekeken.xlsx", "Aanbod", 5),
        ("woningen.csv", as_csv([HEADINGS, SOUND, WRONG]), "woningen-nagekeken.xlsx", "woningen", 3),
    ],
)
def test_each_faulty_cell_is_marked_and_listed(name: str, content: bytes, back: str, sheet: str, top: int) -> None:
    reading = read_files([(name, content)], known=bundled().frames())
    copy = marked_copy(name, content, reading)
    assert copy is not None
    assert copy[0] == back
    book = openpyxl.load_workbook(io.BytesIO(copy[1]))
    marked = {cell.coordinate for row in book[sheet].iter_rows() for cell in row if cell.comment}
    assert marked == {f"D{top}", f"H{top}", f"J{top}"}
    assert "veel" in str(book[sheet][f"D{top}"].comment.text)
    assert book[sheet][f"A{top}"].value == "W-2"
    assert len(reading.faults) == 3
    assert book.sheetnames[0] == FOUTEN


def test_a_file_without_a_fault_does_not_come_back() -> None:
    content = as_xlsx([HEADINGS, SOUND])
    assert marked_copy("aanbod.xlsx", content, read_files([("aanbod.xlsx", content)], known=bundled().frames())) is None


def test_a_column_that_is_missing_is_told_on_the_heading_row() -> None:
    content = as_csv([HEADINGS[:-2], SOUND[:-2]])
    reading = read_files([("woningen.csv", content)], known=bundled().frames())
    copy = marked_copy("woningen.csv", content, reading)
    assert copy is not None
    listed = openpyxl.load_workbook(io.BytesIO(copy[1]))[FOUTEN]
    assert "contractvormen" in " ".join(str(cell.value) for row in listed.iter_rows() for cell in row)


@pytest.mark.parametrize("name", ["kapot.xlsx", "kapot.ods", "oud.xls"])
def test_what_cannot_be_opened_cannot_be_marked(name: str) -> None:
    reading = read_files([(name, b"geen werkmap")])
    assert reading.faults
    assert marked_copy(name, b"geen werkmap", reading) is None
