"""Dwellings and facilities by postcode or point, from a workbook to a round, with the commands people use."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pytest
from shapely import box

from api.cli import DONE, WRONG_INPUT, main
from api.usecases.keep import PROPOSAL, ROUND, read_both
from tests.geodata.locating.test_tables import degrees
from tests.geodata.made_places import (
    NORTH_EAST,
    NORTH_WEST,
    SOUTH_EAST,
    SOUTH_WEST,
    csv,
    middle,
    region_rows,
    write_boundaries,
    write_postcodes,
)
from tests.geodata.sheets import xlsx

Spoken = pytest.CaptureFixture[str]
POSTCODES = "pc6hnr20230801_gwb.csv"
ELSEWHERE = "9401ZZ"
HEADING = [
    "Code", "Corporatie", "Postcode", "Huisnr", "Huisletter", "Lengtegraad", "Breedtegraad", "Kale huur", "Kamers",
    "Slaapkamers", "Max personen", "Vrij vanaf", "Contractvormen",
]  # fmt: skip


def home(code: str, *address: object, lon: object = "", lat: object = "") -> list[Any]:
    """A row of the corporation's workbook: postcode, number and letter as far as given."""
    place = [*address, *("" for _ in range(3 - len(address)))]
    return [code, "corp", *place, lon, lat, 600.5, 2, 1, 2, "01-10-2026", "huurcontract"]


@pytest.fixture
def region(tmp_path: Path) -> Path:
    """A region folder with its tables, boundaries and addresses, and one facility with a secret address."""
    folder = tmp_path / "vierdorp"
    folder.mkdir()
    rows = {
        **region_rows(),
        "corporaties": [{"code": "corp", "naam": "Corporatie", "bron": "voorbeeld"}],
        "voorzieningen": [
            {
                "code": "opvang", "naam": "Opvang", "postcode": ELSEWHERE, "huisnummer": 5, "belasting": 2,
                "geheim_adres": "ja", "algemeen_aanbod": "nee", "bron": "voorbeeld",
            }
        ],
        "grenswaarden": [
            {
                "code": "cap", "gebied": NORTH_EAST, "soort": "stand", "grens": 5, "door": "gemeente", "op": "2026-09-01",
                "motivering": "voorbeeld", "bron": "voorbeeld",
            }
        ],
    }  # fmt: skip
    for name, table in rows.items():
        (folder / f"{name}.csv").write_text(csv(table), encoding="utf-8")
    write_boundaries(folder / "grenzen.gpkg")
    addresses = [("9401AA", 1, SOUTH_WEST), ("9401AA", 2, NORTH_WEST), (ELSEWHERE, 5, NORTH_EAST)]
    write_postcodes(folder / POSTCODES, addresses)
    return folder


def workbook(path: Path, *homes: list[Any]) -> Path:
    path.write_bytes(xlsx({"Vrije woningen": [["Aanbod van oktober"], HEADING, *homes]}))
    return path


def test_a_workbook_with_postcodes_and_points_becomes_a_round(region: Path, tmp_path: Path, capsys: Spoken) -> None:
    point = {name: float(text.replace(",", ".")) for name, text in degrees(*middle(SOUTH_EAST)).items()}
    book = workbook(
        tmp_path / "woningen.xlsx", home("w1", "9401 AA", 1, "b"), home("w2", "9401aa", 2), home("w3", **point)
    )
    assert main(["solve", str(book), "--regio", str(region), "--out", str(tmp_path / "uit")]) == DONE
    said = capsys.readouterr()
    assert "woningen: 2 op postcode geplaatst, 1 op coördinaten" in said.err
    assert "voorzieningen: 1 op postcode geplaatst" in said.err
    assert POSTCODES not in said.err
    round_, _ = read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)
    assert {home.id: home.buurt for home in round_.dwellings} == {"w1": SOUTH_WEST, "w2": NORTH_WEST, "w3": SOUTH_EAST}
    assert [(limit.area, limit.used) for limit in round_.limits] == [(NORTH_EAST, 2)]


def test_no_address_and_no_point_gets_into_a_file_or_is_told(region: Path, tmp_path: Path, capsys: Spoken) -> None:
    point = degrees(*middle(SOUTH_EAST))
    book = workbook(tmp_path / "woningen.xlsx", home("w1", "9401 AA", 1, "b"), home("w3", **point))
    assert main(["solve", str(book), "--regio", str(region), "--out", str(tmp_path / "uit")]) == DONE
    said, files = capsys.readouterr(), [file for file in (tmp_path / "uit").rglob("*") if file.is_file()]
    assert len(files) > 3
    texts = [said.out, said.err, *(text_of(file) for file in files)]
    for hidden in ("9401AA", "9401 AA", ELSEWHERE, point["lon"][:6], point["lon"][:6].replace(",", "."), "231500"):
        assert not any(hidden in text for text in texts), hidden


def text_of(file: Path) -> str:
    """All there is to read in a file that was written."""
    if file.suffix != ".xlsx":
        return file.read_text(encoding="utf-8")
    sheets = openpyxl.load_workbook(file)
    return "\n".join(str(cell.value) for sheet in sheets for row in sheet.iter_rows() for cell in row)


def test_what_is_not_located_is_marked_in_the_workbook_and_can_be_left_out(
    region: Path, tmp_path: Path, capsys: Spoken
) -> None:
    book = workbook(tmp_path / "woningen.xlsx", home("w1", "9401 AA", 1), home("w2", "9401 AA", 9), home("w3"))
    arguments = ["check", str(book), "--regio", str(region)]
    assert main([*arguments, "--nagekeken", str(tmp_path / "terug")]) == WRONG_INPUT
    said = capsys.readouterr().err
    assert (
        "woningen.rij 4.Postcode: gevonden postcode 9401AA met huisnummer 9, niet in de tabel van het CBS; "
        "verwacht een postcode en huisnummer die in de tabel van het CBS staan" in said
    )
    assert "woningen.rij 5.buurt: gevonden niets; verwacht wijk en buurt, of postcode en huisnummer" in said
    sheet = openpyxl.load_workbook(tmp_path / "terug" / "woningen-nagekeken.xlsx")["Vrije woningen"]
    assert sheet["C3"].comment is None
    assert "niet in de tabel van het CBS" in sheet["C4"].comment.text
    assert "wijk en buurt" in sheet["A5"].comment.text
    assert main([*arguments, "--deels"]) == DONE
    said = capsys.readouterr().err
    assert "woningen: 1 op postcode geplaatst" in said
    assert "Weggelaten: woningen, rij 4" in said
    assert "Weggelaten: woningen, rij 5" in said


def test_the_boundary_file_may_be_named_and_the_address_table_may_lie_with_the_tables(
    region: Path, tmp_path: Path, capsys: Spoken
) -> None:
    tables = tmp_path / "oktober"
    tables.mkdir()
    (region / POSTCODES).rename(tables / POSTCODES)
    named = (region / "grenzen.gpkg").rename(tmp_path / "cbs.gpkg")
    workbook(tables / "woningen.xlsx", home("w1", "9401 AA", 1), home("w3", **degrees(*middle(NORTH_WEST))))
    arguments = ["check", str(tables), "--regio", str(region)]
    assert main(arguments) == WRONG_INPUT
    assert "verwacht grenzen van buurten (--grenzen, of grenzen.gpkg in de map van de regio)" in capsys.readouterr().err
    assert main([*arguments, "--grenzen", str(named)]) == DONE
    assert "woningen: 1 op postcode geplaatst, 1 op coördinaten" in capsys.readouterr().err


def test_two_address_tables_or_one_that_is_none_are_faults(region: Path, tmp_path: Path, capsys: Spoken) -> None:
    book = workbook(tmp_path / "woningen.xlsx", home("w1", "9401 AA", 1))
    (region / "pc6hnr20240801_gwb.csv").write_text("iets anders\n")
    assert main(["check", str(book), "--regio", str(region)]) == WRONG_INPUT
    assert "verwacht één bestand van deze soort" in capsys.readouterr().err
    (region / POSTCODES).unlink()
    assert main(["check", str(book), "--regio", str(region)]) == WRONG_INPUT
    assert "pc6hnr20240801_gwb.csv: gevonden de kopregel 'iets anders'" in capsys.readouterr().err


def test_in_a_split_buurt_a_point_in_a_shape_says_the_local_area_and_a_postcode_does_not(
    region: Path, tmp_path: Path, capsys: Spoken
) -> None:
    area = {"niveau": "lokaal gebied", "gemeente": "GM0001", "bron": "voorbeeld"}
    areas = [{"code": code, "naam": code, **area} for code in ("onder", "boven")]
    parts = [{"gebied": code, "deel": NORTH_EAST, "aandeel": 50, "bron": "voorbeeld"} for code in ("onder", "boven")]
    (region / "gebieden.csv").write_text(csv(areas), encoding="utf-8")
    (region / "gebiedsdelen.csv").write_text(csv(parts), encoding="utf-8")
    shapes = [box(231_000, 551_000, 232_000, 551_400), box(231_000, 551_400, 232_000, 552_000)]
    frame = gpd.GeoDataFrame({"code": ["onder", "boven"]}, geometry=shapes, crs="EPSG:28992")
    frame.to_crs(4326).to_file(region / "lokale_gebieden.geojson")
    point = degrees(*middle(NORTH_EAST))
    book = workbook(tmp_path / "woningen.xlsx", home("w1", **point), home("w2", ELSEWHERE, 5))
    arguments = ["solve", str(book), "--regio", str(region), "--out", str(tmp_path / "uit")]
    assert main(arguments) == WRONG_INPUT
    assert (
        f"woningen.rij 4.lokale_gebieden: gevonden geen gebied, bij een woning in {NORTH_EAST}, die gesplitst is over "
        "boven (50%) en onder (50%); verwacht één van: boven, onder" in capsys.readouterr().err
    )
    assert main([*arguments, "--deels"]) == DONE
    round_, _ = read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)
    assert {home.id: home.local_areas for home in round_.dwellings} == {"w1": {"boven"}}
    told = f"Voorziening opvang: ligt in {NORTH_EAST}, gesplitst over boven (50%) en onder (50%). Telt daar overal helemaal mee."
    assert told in capsys.readouterr().err


def test_a_secret_address_that_is_not_found_is_not_repeated(region: Path, tmp_path: Path, capsys: Spoken) -> None:
    write_postcodes(region / POSTCODES, [("9401AA", 1, SOUTH_WEST)])
    book = workbook(tmp_path / "woningen.xlsx", home("w1", "9401 AA", 1))
    assert main(["check", str(book), "--regio", str(region)]) == WRONG_INPUT
    said = capsys.readouterr().err
    assert "vierdorp/voorzieningen.rij 2.postcode: gevonden een geheim adres, niet in de tabel van het CBS" in said
    assert ELSEWHERE not in said
