"""Clean CSV files become frames; all faults come at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.tables import TABLES, faults_of, read_tables
from optimizer.errors import Fault, InvalidInput
from tests.geodata.tiny import cap, home, person, register

GEMEENTEN = "code,naam,bron\nGM0106,Assen,CBS\n"
CORPORATIES = "code,naam,werkgebied,bron\nA,Corporatie A,GM0106,voorbeeld\n"


def write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    return folder


def faults(folder: Path) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read_tables(folder)
    return [str(fault) for fault in caught.value.faults]


def test_clean_files_become_frames(tmp_path: Path) -> None:
    frames = read_tables(write(tmp_path, gemeenten=GEMEENTEN, corporaties=CORPORATIES))
    assert set(frames) == {"gemeenten", "corporaties"}
    assert frames["corporaties"]["werkgebied"].tolist() == [("GM0106",)]
    assert tuple(frames["gemeenten"].columns) == TABLES["gemeenten"].names


def test_codes_stay_texts(tmp_path: Path) -> None:
    frames = read_tables(write(tmp_path, corporaties="code,naam,bron\n007,NA,voorbeeld\n"))
    assert frames["corporaties"]["code"].tolist() == ["007"]
    assert frames["corporaties"]["naam"].tolist() == ["NA"]


def test_the_mark_that_excel_puts_first_is_no_part_of_the_heading(tmp_path: Path) -> None:
    (tmp_path / "gemeenten.csv").write_bytes(b"\xef\xbb\xbf" + GEMEENTEN.encode())
    assert len(read_tables(tmp_path)["gemeenten"]) == 1


def test_all_faults_of_all_files_come_at_once(tmp_path: Path) -> None:
    write(
        tmp_path,
        gemeenten="code,naam,inwoners,bron\nGM0106,Assen,veel,CBS\n,Emmen,-1,CBS\n",
        corporaties="code,naam,werkgebied,bron\nA,Corporatie A,GM0106;GM9999,voorbeeld\nA,Corporatie A,,voorbeeld\n",
    )
    assert sorted(faults(tmp_path)) == [
        "corporaties.rij 2.werkgebied: gevonden 'GM9999'; verwacht een code uit gemeenten",
        "corporaties.rij 3.code: gevonden 'A', dat al eerder voorkomt; verwacht elke rij één keer",
        "gemeenten.rij 2.inwoners: gevonden 'veel'; verwacht een geheel getal, 0 of meer",
        "gemeenten.rij 3.code: gevonden niets; verwacht een tekst",
        "gemeenten.rij 3.inwoners: gevonden '-1'; verwacht een geheel getal, 0 of meer",
    ]


def test_a_heading_must_be_known_whole_and_without_doubles(tmp_path: Path) -> None:
    found = faults(write(tmp_path, gemeenten="code,code,burgemeester,bron\nGM0106,GM0106,?,CBS\n"))
    assert len(found) == 4
    assert "gemeenten.rij 1.code: gevonden een kolom die twee keer voorkomt; verwacht elke kolom één keer" in found
    assert any(
        fault.startswith("gemeenten.rij 1.burgemeester: gevonden een kolom die niet bekend is") for fault in found
    )
    assert "gemeenten.rij 1.naam: gevonden geen kolom met deze naam; verwacht een kolom die verplicht is" in found


def test_no_cell_is_lost_beyond_the_heading(tmp_path: Path) -> None:
    found = faults(write(tmp_path, gemeenten="code,naam,bron\nGM0106,Assen,CBS,geheim\n\nGM0109,Coevorden,CBS\n"))
    assert found == [
        "gemeenten.rij 2: gevonden 4 cellen; verwacht 3 cellen, zoals in de kopregel",
        "gemeenten.rij 3: gevonden 0 cellen; verwacht 3 cellen, zoals in de kopregel",
    ]


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"", "een leeg bestand"),
        (b"\n\n", "een leeg bestand"),
        (b"code,naam,bron\nGM0106,\xe9,CBS\n", "tekens die geen UTF-8 zijn"),
        (b'code,naam,bron\nGM0106,"Assen,CBS\n', "een regel die niet te lezen is"),
    ],
)
def test_a_file_that_is_no_table_is_named(tmp_path: Path, content: bytes, found: str) -> None:
    (tmp_path / "gemeenten.csv").write_bytes(content)
    assert faults(tmp_path)[0].startswith(f"gemeenten: gevonden {found}")


def test_a_file_that_belongs_to_no_table_is_a_fault(tmp_path: Path) -> None:
    assert faults(write(tmp_path, clienten="code\n"))[0].startswith(
        "clienten.csv: gevonden een bestand dat niet bekend is"
    )


def test_rows_may_refer_to_tables_that_were_there_already(tmp_path: Path) -> None:
    region, offer = tmp_path / "regio", tmp_path / "aanbod"
    region.mkdir()
    offer.mkdir()
    known = read_tables(write(region, gemeenten=GEMEENTEN))
    write(offer, corporaties=CORPORATIES.replace("GM0106", "GM9999"))
    assert set(read_tables(offer)) == {"corporaties"}
    with pytest.raises(InvalidInput, match="GM9999"):
        read_tables(offer, known)


def test_a_complex_is_known_by_the_dwelling_that_lies_in_it() -> None:
    found = register(woningen=[home("huis", complex="hof", portiek="hof-1")], grenswaarden=[cap("hof"), cap("hof-1")])
    assert faults_of(found.frames()) == []
    lost = faults_of(register(grenswaarden=[cap("hof")]).frames())
    assert [str(fault) for fault in lost] == [
        "grenswaarden.rij 2.gebied: gevonden 'hof'; verwacht een gebied dat bekend is"
    ]


def wish(**changes: str) -> dict[str, str]:
    return {"uitstromer": "ans", "wens": "voorkeur", "gebied": "WK-A", "reden": "netwerk", **changes}


def test_a_key_of_several_columns_occurs_once() -> None:
    wishes = [wish(), wish(gebied="WK-B"), wish(wens="uitgesloten")]
    assert faults_of(register(uitstromers=[person("ans")], gebiedswensen=wishes).frames()) == []
    double = faults_of(register(uitstromers=[person("ans")], gebiedswensen=[*wishes, wish(reden="werk")]).frames())
    assert [str(fault) for fault in double] == [
        "gebiedswensen.rij 5.gebied: gevonden 'ans + voorkeur + WK-A', dat al eerder voorkomt; verwacht elke rij één keer"
    ]


def test_what_has_no_code_is_no_double() -> None:
    assert faults_of(
        register(gemeenten=[{"naam": "Aadorp"}, {"naam": "Beekstad"}], wijken=[], buurten=[]).frames()
    ) == [
        Fault(("corporaties", "rij 2", "werkgebied"), f"'{code}'", "een code uit gemeenten")
        for code in ("GM-A", "GM-B")
    ]
