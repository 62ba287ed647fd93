"""A mapping is remembered in a small file; a file that is no mapping says what is wrong."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from geodata.column_mapping import ColumnMapping, SheetMapping, read_mapping, write_mapping
from optimizer.errors import InvalidInput

SHEET = SheetMapping(file="a.xlsx", sheet="Aanbod", table="woningen", header_row=3, columns={"Kale huur": "huur"})
MAPPING = ColumnMapping(sheets=(SHEET,), unused=(("a.xlsx", "Uitleg", "een leeg blad"),))


def test_it_comes_back_as_it_was(tmp_path: Path) -> None:
    write_mapping(tmp_path / "a.json", MAPPING)
    assert read_mapping(tmp_path / "a.json") == MAPPING


def test_a_sheet_is_found_in_the_next_file_of_the_supplier() -> None:
    assert MAPPING.for_sheet("b.xlsx", "Aanbod") is SHEET
    assert MAPPING.for_sheet("a.xlsx", "Ander") is None
    twice = ColumnMapping(
        sheets=(SHEET, SheetMapping(file="b.xlsx", sheet="Aanbod", table="woningen", header_row=1, columns={}))
    )
    assert twice.for_sheet("a.xlsx", "Aanbod") is SHEET
    assert twice.for_sheet("c.xlsx", "Aanbod") is None


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"table": "huizen"}, "table"),
        ({"columns": {"Kale huur": "prijs"}}, "Kale huur"),
        ({"header_row": "drie"}, "header_row"),
        ({"meer": 1}, 0),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, changes: dict[str, object], place: str | int) -> None:
    write_mapping(tmp_path / "a.json", MAPPING)
    found = json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    found["sheets"][0].update(changes)
    (tmp_path / "a.json").write_text(json.dumps(found), encoding="utf-8")
    with pytest.raises(InvalidInput) as caught:
        read_mapping(tmp_path / "a.json")
    assert caught.value.faults[0].path[-1] == place


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sheets": [], "unused": 3}', "\xff"])
def test_a_file_that_is_no_mapping(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.json").write_bytes(text.encode("latin-1"))
    with pytest.raises(InvalidInput):
        read_mapping(tmp_path / "a.json")


def test_what_is_remembered_and_no_longer_there() -> None:
    gone = SheetMapping(file="b.xlsx", sheet="Aanbod", table="woningen", header_row=1, columns={"Nr": "code"})
    kept = SheetMapping(file="b.xlsx", sheet="Aanbod", table="woningen", header_row=1, columns={"Huurprijs": "huur"})
    other = SheetMapping(file="b.xlsx", sheet="Anders", table="woningen", header_row=1, columns={})
    assert list(MAPPING.absent(ColumnMapping(sheets=(gone,)))) == [("b.xlsx", "Aanbod", "Kale huur", "huur")]
    assert list(MAPPING.absent(ColumnMapping(sheets=(kept, other)))) == []
