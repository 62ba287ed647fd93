"""Rows without a fault can be used, and never so that more becomes possible than with all rows."""

from __future__ import annotations

from typing import Any

from geodata.sound import Sound, sound_rows
from geodata.workbooks import read_files
from optimizer.agreements import ContactLevel, PlacementStatus
from tests.geodata.sheets import sheet_of, xlsx
from tests.geodata.tiny import apart, cap, home, person, placement, register

KNOWN = register().frames()


def sound(spoil: dict[str, tuple[int, str, Any]], **tables: list[dict[str, Any]]) -> Sound:
    """What is sound of these tables after the cell in (row, column) of a table got another value."""
    sheets = {}
    for name, frame in register(**tables).frames().items():
        if name in tables:
            sheets[name] = sheet_of(name, frame, typed=True)
            if name in spoil:
                row, column, value = spoil[name]
                sheets[name][row - 1][sheets[name][0].index(column)] = value
    return sound_rows(read_files([("x.xlsx", xlsx(sheets))], KNOWN))


def codes(found: Sound, table: str) -> list[str]:
    return found.frames[table]["code"].tolist()


def test_without_faults_everything_stays() -> None:
    found = sound({}, uitstromers=[person("ans"), person("bea")], woningen=[home("huis")])
    assert codes(found, "uitstromers") == ["ans", "bea"]
    assert (found.left_out, found.blocking) == ((), ())


def test_a_row_with_a_fault_is_left_out_with_all_that_refers_to_it() -> None:
    found = sound(
        {"uitstromers": (2, "uren", "veel")},
        uitstromers=[person("ans"), person("bea"), person("cor")],
        woningen=[home("huis"), home("hof")],
        plaatsingen=[placement("p", PlacementStatus.AANGEBODEN, uitstromer="ans", woning="huis")],
    )
    assert codes(found, "uitstromers") == ["bea", "cor"]
    # The dwelling is claimed: without the claim it would seem free.
    assert codes(found, "woningen") == ["hof"]
    assert codes(found, "plaatsingen") == []
    assert found.kept == {"plaatsingen": (), "uitstromers": (1, 2), "woningen": (1,)}
    assert [(row.table, row.row) for row in found.left_out] == [
        ("plaatsingen", "rij 2"), ("uitstromers", "rij 2"), ("woningen", "rij 2"),
    ]  # fmt: skip
    assert "verwijst in uitstromer naar 'ans'" in found.left_out[0].why
    assert found.blocking == ()


def test_a_rule_that_cannot_be_read_takes_its_people_along() -> None:
    people = [person("ans"), person("bea"), person("cor")]
    found = sound(
        {"uitsluitingen": (2, "niveau", "ver")},
        uitstromers=people,
        uitsluitingen=[apart(ContactLevel.BUURT, "ans", "bea")],
    )
    assert codes(found, "uitstromers") == ["cor"]
    assert found.blocking == ()


def test_a_rule_about_nobody_knows_whom_blocks() -> None:
    people = [person("ans"), person("bea")]
    rules = [apart(ContactLevel.BUURT, "ans", "bea")]
    for value in ("", "ans;niemand"):
        found = sound({"uitsluitingen": (2, "uitstromers", value)}, uitstromers=people, uitsluitingen=rules)
        assert len(found.blocking) == 1


def test_a_limit_with_a_fault_and_a_file_that_is_no_table_block() -> None:
    found = sound({"grenswaarden": (2, "grens", "vijf")}, grenswaarden=[cap("WK-A", bron="voorbeeld")])
    assert [fault.path[0] for fault in found.blocking] == ["grenswaarden"]
    assert len(sound_rows(read_files([("x.csv", b"hallo")])).blocking) == 1


def test_a_local_area_with_a_fault_blocks_for_its_limits_would_be_lost() -> None:
    oost = {"code": "oost", "naam": "Oost", "niveau": "lokaal gebied", "gemeente": "GM-A", "bron": "voorbeeld"}
    found = sound({"gebieden": (2, "niveau", "iets anders")}, gebieden=[oost])
    assert [fault.path[0] for fault in found.blocking] == ["gebieden"]


def test_a_missing_column_is_a_fault_of_all_rows() -> None:
    found = sound({"woningen": (1, "huur", "iets anders")}, woningen=[home("huis"), home("hof")])
    assert codes(found, "woningen") == []
    assert len(found.left_out) == 2
    assert found.blocking == ()


def test_of_two_rows_with_one_code_neither_is_chosen() -> None:
    found = sound({}, woningen=[home("huis"), home("huis", kamers=5), home("hof")])
    assert codes(found, "woningen") == ["hof"]
