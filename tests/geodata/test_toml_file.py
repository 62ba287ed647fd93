"""TOML files beside the tables: each fault has its file and its key, and nothing in them is passed over in silence."""

from __future__ import annotations

import pytest

from geodata.reading import Reading
from geodata.toml_file import CONVENANT_FILE, DRAAGKRACHT_FILE, POLICY_FILE, read_toml
from geodata.workbooks import read_files
from optimizer.errors import InvalidInput
from tests.elsewhere import CONVENANT, POLICY
from tests.geodata.sheets import csv
from tests.geodata.test_workbooks import HEADING, HOME, KNOWN

HOMES = ("aanbod.csv", csv([HEADING, HOME]))


def read(text: str, name: str = CONVENANT_FILE) -> Reading:
    return read_files([HOMES, (name, text.encode())], KNOWN)


def texts(reading: Reading) -> list[str]:
    return [str(fault) for fault in reading.faults]


def test_tables_stand_beside_those_of_spreadsheets() -> None:
    reading = read_files([HOMES, (CONVENANT_FILE, CONVENANT.encode()), (POLICY_FILE, POLICY.encode())], KNOWN)
    assert texts(reading) == []
    assert reading.frames["convenanten"]["gemeenten"].tolist() == [("GM-A", "GM-B")]
    assert reading.frames["afstandsbanden"]["tot_meters"].tolist() == [4_000]
    assert reading.row_label("convenanten", 0) == "nummer 1 van convenant.toml"
    assert [sheet.table for sheet in reading.mapping.sheets] == ["woningen"]


def test_a_table_may_be_spread_over_both() -> None:
    steps = ("afbouw.csv", csv([["vanaf_maanden", "procent"], ["12", "50%"], ["0", "90"]]))
    reading = read_files([HOMES, steps, (POLICY_FILE, POLICY.encode())], KNOWN)
    assert texts(reading) == [
        "afbouw.nummer 1 van beleid.toml.vanaf_maanden: gevonden '0', dat al eerder voorkomt; verwacht elke rij één keer"
    ]
    assert reading.frames["afbouw"]["procent"].tolist() == [50, 90, 100]


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ('["BW"]', '["BW", "student"]', [".doelgroepen: gevonden 'BW;student'; verwacht een van: BW, MO"]),
        ("2027-12-31", '"later"', [".eind: gevonden 'later'; verwacht een datum"]),
        ('naam = "Weer Thuis"', "", [".naam: gevonden niets; verwacht een tekst"]),
        ('naam = "Weer Thuis"', "title = 'x'", [".title: gevonden een kolom die niet bekend is", ".naam: gevonden niets"]),
        ('"GM-B"', '"GM-Z"', [".gemeenten: gevonden 'GM-Z'; verwacht een code uit gemeenten"]),
        ('bron = "voorbeeld"', 'bron = "x"\njaar = { van = 1 }', [".jaar: gevonden een lijst of blok binnen een waarde"]),
    ],
)  # fmt: skip
def test_a_fault_has_its_file_and_key(old: str, new: str, sentences: list[str]) -> None:
    found = texts(read(CONVENANT.replace(old, new)))
    assert len(found) == len(sentences)
    for text, sentence in zip(found, sentences, strict=True):
        assert text.startswith("convenanten.nummer 1 van convenant.toml")
        assert sentence in text


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("rente = 1", "convenant.toml.rente: gevonden een onderdeel dat niet bekend is; verwacht een van: bron"),
        (
            "[convenanten]\ncode = 'a'",
            "convenant.toml.convenanten: gevonden iets anders; verwacht een lijst van blokken",
        ),
        ("convenanten = [1]", "convenant.toml.convenanten: gevonden iets anders"),
        ("naam = ", "convenant.toml: gevonden tekst die niet te lezen is"),
        ("a = " + "[" * 5_000, "convenant.toml: gevonden tekst die niet te lezen is"),
        ("a = " + "1" * 5_000, "convenant.toml: gevonden tekst die niet te lezen is"),
        ("#" * 1_000_001, "convenant.toml: gevonden een bestand dat te groot is"),
    ],
)
def test_what_is_no_such_file_is_told(text: str, sentence: str) -> None:
    assert texts(read(text))[0].startswith(sentence)


def test_files_and_parts_that_are_not_used_are_told() -> None:
    other = (CONVENANT_FILE, b"[beleid]\nname = 'x'\n[periode]\n")
    reading = read_files(
        [HOMES, ("oud.toml", b"["), other, (POLICY_FILE, b"jaar = 2026"), (DRAAGKRACHT_FILE, b"[")], KNOWN
    )
    assert texts(reading) == []
    assert reading.mapping.unused == (
        ("oud.toml", "", "het heet niet beleid.toml, convenant.toml of draagkracht.toml"),
        (CONVENANT_FILE, "beleid", "dit telt alleen in een bestand met beleid"),
        (CONVENANT_FILE, "periode", "dit telt alleen in een bestand met beleid"),
    )


def test_a_policy_from_elsewhere_goes_before_the_one_in_the_folder() -> None:
    near = POLICY.replace("4_000", "1_000").encode()
    reading = read_files([HOMES, (POLICY_FILE, POLICY.encode())], KNOWN, None, ("utrecht.toml", near))
    assert reading.frames["afstandsbanden"]["tot_meters"].tolist() == [1_000]
    assert reading.row_label("afbouw", 0) == "nummer 1 van utrecht.toml"
    assert reading.mapping.unused == ((POLICY_FILE, "", "het beleid komt uit utrecht.toml"),)


def test_notepad_puts_a_mark_in_front() -> None:
    assert read_toml("a.toml", b"\xef\xbb\xbfa = 1") == {"a": 1}
    with pytest.raises(InvalidInput, match="UTF-8"):
        read_toml("a.toml", "é = 1".encode("cp1252"))
