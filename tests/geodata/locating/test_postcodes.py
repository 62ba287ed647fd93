"""The address table of CBS, in the forms of several years."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.locating.files import is_place_file, is_postcode_table
from geodata.locating.postcodes import Codes, house_number, places_of, plain_postcode
from optimizer.errors import InvalidInput

BRINK = Codes("BU01060000", "WK010600", "GM0106")
FORMS = {
    "2016": "pc6;huisnummer;gwb2016_code;wijkcode;gemeentecode\n9401AB;12;1060000;10600;106\n",
    "2017": "PC6;Huisnummer;Buurt2017;Wijk2017;Gem2017\n9401AB;12;1060000;10600;106\n",
    "2023": "PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023\n9401AB;12;1060000;10600;106\n",
    "met komma's en aanhalingstekens": '"PC6","Huisnummer","Buurt2024","Wijk2024","Gemeente2024"\n"9401AB",12,"01060000","010600","0106"\n',
    "met nullen": "\ufeffPC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\r\n9401AB;12;01060000;010600;0106\r\n",
}


@pytest.mark.parametrize("form", FORMS)
def test_every_year_gives_the_same_codes(form: str, tmp_path: Path) -> None:
    path = tmp_path / "pc6hnr20230801_gwb.csv"
    path.write_text(FORMS[form], encoding="utf-8", newline="")
    assert places_of(path, [("9401AB", 12), ("9401AB", 13)]) == {("9401AB", 12): (BRINK,)}


def test_letters_of_amsterdam_and_addresses_in_more_than_one_buurt(tmp_path: Path) -> None:
    path = tmp_path / "pc6.csv"
    path.write_text(
        "PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n1011AB;99;0363AF01;0363AF;0363\n"
        "9401AB;12;01060002;010600;0106\n9401AB;12;01060000;010600;0106\n9401AB;12;01060000;010600;0106\n"
    )
    found = places_of(path, [("1011AB", 99), ("9401AB", 12)])
    assert found["1011AB", 99] == (Codes("BU0363AF01", "WK0363AF", "GM0363"),)
    assert [place.buurt for place in found["9401AB", 12]] == ["BU01060000", "BU01060002"]


@pytest.mark.parametrize(
    "content",
    [
        "",
        "PC4;Huisnummer;Buurt2023;Wijk2023;Gemeente2023\n",
        "PC6;Huisnummer;Buurt2023;Wijk2023\n",
        "PC6;Huisnummer;Buurt2023;Buurt2022;Wijk2023;Gemeente2023\n",
        "PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023\n9401AB;12;geheim;10600;106\n",
        "PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023\n9401AB;twaalf;1060000;10600;106\n",
        "PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023\n9401AB;12\n",
    ],
)
def test_what_is_not_that_table_is_refused(content: str, tmp_path: Path) -> None:
    path = tmp_path / "pc6hnr.csv"
    path.write_text(content)
    with pytest.raises(InvalidInput) as refused:
        places_of(path, [("9401AB", 12)])
    assert "de tabel van het CBS" in refused.value.faults[0].expected


def test_a_table_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput):
        places_of(tmp_path / "pc6hnr.csv", [])


@pytest.mark.parametrize(
    ("text", "number"),
    [("12", 12), (" 12 ", 12), ("12a", 12), ("12 A-3", 12), ("12-3", 12), ("12 bis", 12), ("12/1", 12)],
)
def test_a_house_number_may_have_a_letter_or_addition(text: str, number: int) -> None:
    assert house_number(text) == number


@pytest.mark.parametrize("text", ["", "a", "0", "012", "123456", "12 -", "a12", "12é"])
def test_what_is_no_house_number(text: str) -> None:
    assert house_number(text) is None


def test_postcodes_with_and_without_space() -> None:
    assert [plain_postcode(text) for text in ("9401AB", " 9401 ab ")] == ["9401AB", "9401AB"]
    assert [plain_postcode(text) for text in ("0401AB", "9401 A", "9401  AB", "Assen")] == [None] * 4


def test_the_files_beside_the_tables_by_name() -> None:
    assert is_postcode_table("pc6hnr20180801_gwb-vs2.csv")
    assert [name for name in ("grenzen.gpkg", "gebieden.gpkg", "woningen.csv", "pc6.csv") if is_place_file(name)] == [
        "grenzen.gpkg",
        "gebieden.gpkg",
    ]
