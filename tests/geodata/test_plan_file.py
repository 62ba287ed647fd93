"""A plan as people keep it in a sheet; every fault with its row and heading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from geodata.plan_file import read_plan
from optimizer.errors import InvalidInput
from tests.geodata.sheets import csv, ods, xlsx

HEADING = ["Cliënt", "Naam van de straat", "Woningnummer"]
ROWS: list[list[Any]] = [
    ["Plan van maandag"],
    [],
    HEADING,
    ["ans", "Laan", "w1"],
    ["bea", "", ""],
    ["cas", "Hof", "0002"],
]
PAIRS = (("ans", "w1"), ("cas", "0002"))


def plan(tmp_path: Path, name: str, content: bytes) -> tuple[tuple[str, str], ...]:
    path = tmp_path / name
    path.write_bytes(content)
    return read_plan(path, {"ans", "bea", "cas"}, {"w1", "0002"})


def faults(tmp_path: Path, name: str, content: bytes) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        plan(tmp_path, name, content)
    return [str(fault) for fault in caught.value.faults]


def test_a_csv_file_a_workbook_and_an_open_document(tmp_path: Path) -> None:
    assert plan(tmp_path, "plan.csv", csv(ROWS)) == PAIRS
    assert plan(tmp_path, "plan.xlsx", xlsx({"Plan": ROWS, "Elders": [["Datum"], ["vandaag"]]})) == PAIRS
    assert plan(tmp_path, "plan.ods", ods({"Blad1": ROWS})) == PAIRS


def test_of_several_sheets_the_one_with_the_name_of_placements_is_read(tmp_path: Path) -> None:
    old = [["Persoon", "Woning"], ["bea", "w1"]]
    assert plan(tmp_path, "plan.xlsx", xlsx({"Oud": old, "Plaatsingen": ROWS})) == PAIRS
    assert "deze bladen: Oud, Nieuw" in faults(tmp_path, "plan.xlsx", xlsx({"Oud": old, "Nieuw": ROWS}))[0]


def test_every_fault_comes_with_its_row_and_heading(tmp_path: Path) -> None:
    rows = [HEADING, ["ans", "", "w9"], ["dirk", "", "w1"], ["", "", "w1"], ["cas", "", "w1"], ["cas", "", "w1"]]
    assert faults(tmp_path, "plan.csv", csv(rows)) == [
        "plan.csv.rij 2.Woningnummer: gevonden 'w9'; verwacht een woning die in deze ronde voorkomt",
        "plan.csv.rij 3.Cliënt: gevonden 'dirk'; verwacht een uitstromer die in deze ronde voorkomt",
        "plan.csv.rij 4.Cliënt: gevonden niets; verwacht een tekst",
        "plan.csv.rij 6: gevonden 'cas' nog een keer met dezelfde woning; verwacht elke rij één keer",
    ]


@pytest.mark.parametrize(
    ("name", "content", "found"),
    [
        ("plan.csv", csv([["Datum", "Bedrag"], ["1", "2"]]), "geen blad met deze kolommen"),
        ("plan.csv", csv([["Cliënt", "Kandidaat", "Woning"], ["ans", "ans", "w1"]]), "meer dan één kolom"),
        ("plan.docx", b"", "iets anders dan een plan"),
        ("plan.xlsx", b"geen werkboek", "plan.xlsx"),
    ],
)
def test_what_is_no_plan_is_one_clear_fault(tmp_path: Path, name: str, content: bytes, found: str) -> None:
    assert found in faults(tmp_path, name, content)[0]


def test_a_folder_is_no_plan(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput, match="iets anders dan een plan"):
        read_plan(tmp_path, (), ())
