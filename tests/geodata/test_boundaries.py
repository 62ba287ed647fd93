"""Boundary files as users download them."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import Point, box

from geodata.boundaries import COLUMNS, points, read_wijken, without_prefix
from geodata.register import Register
from optimizer.errors import InvalidInput

SQUARES = [box(230_000, 550_000, 231_000, 551_000), box(231_000, 550_000, 232_000, 551_000)]
ATTRIBUTES: dict[str, list[Any]] = {
    "statcode": ["WK010607", "WK010600"],
    "statnaam": ["Wijk 07 Marsdijk", "Centrum"],
    "gm_code": ["GM0106", "GM0106"],
    "gm_naam": ["Assen", "Assen"],
}


def write(path: Path, attributes: dict[str, list[Any]], shapes: list[Any] = SQUARES, crs: str = "EPSG:28992") -> Path:
    frame = gpd.GeoDataFrame(attributes, geometry=shapes[: len(next(iter(attributes.values())))], crs=crs)
    frame.to_file(path, driver="GPKG" if path.suffix == ".gpkg" else "GeoJSON", layer=None)
    return path


def faults(path: Path) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read_wijken(path)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("name", ["drenthe_wijken_2022_rd.geojson", "drenthe_wijken_2022_wgs84.geojson"])
def test_the_wijken_of_a_real_file_are_those_of_the_region(name: str, shared_geo: Path, drenthe: Register) -> None:
    wijken, centres = read_wijken(shared_geo / name), points(drenthe)
    assert list(wijken["code"]) == list(centres["code"])
    assert list(wijken["naam"]) == list(centres["naam"])
    assert list(wijken["gemeentenaam"]) == list(centres["gemeentenaam"])
    # Points are rounded to 100 metres, so that they may fall just outside a narrow wijk.
    assert (wijken.geometry.distance(centres.geometry) <= 75).all()


def test_a_file_in_either_system_is_read_in_rd(tmp_path: Path) -> None:
    rd = write(tmp_path / "rd.geojson", ATTRIBUTES)
    wgs84 = tmp_path / "wgs84.geojson"
    gpd.read_file(rd).to_crs(4326).to_file(wgs84, driver="GeoJSON")
    for path in (rd, wgs84):
        found = read_wijken(path)
        assert tuple(found.columns) == (*COLUMNS, "geometry")
        assert found.crs.to_epsg() == 28992
        assert list(found["code"]) == ["WK010600", "WK010607"]
        assert list(found["naam"]) == ["Centrum", "Marsdijk"]
        assert abs(found.geometry.area.iloc[0] - 1_000_000) < 10


@pytest.mark.parametrize(
    "names",
    [
        ("wijkcode", "wijknaam", "gemeentecode", "gemeentenaam"),
        ("WK_CODE", "WK_NAAM", "GM_CODE", "GM_NAAM"),
        ("wijkCode", "wijkNaam", "gemeenteCode", "gemeenteNaam"),
    ],
)
def test_columns_are_known_by_each_of_their_names(names: tuple[str, ...], tmp_path: Path) -> None:
    renamed = dict(zip(names, ATTRIBUTES.values(), strict=True))
    assert set(read_wijken(write(tmp_path / "wijken.geojson", renamed))["code"]) == {"WK010600", "WK010607"}


def test_water_is_no_wijk(tmp_path: Path) -> None:
    found = read_wijken(write(tmp_path / "wijken.geojson", {**ATTRIBUTES, "water": ["NEE", "JA"]}))
    assert list(found["code"]) == ["WK010607"]


def test_of_several_layers_that_of_the_wijken_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cbs.gpkg"
    for layer in ("gemeenten", "wijken"):
        gpd.GeoDataFrame(ATTRIBUTES, geometry=SQUARES, crs="EPSG:28992").to_file(path, driver="GPKG", layer=layer)
    assert len(read_wijken(path)) == 2


def test_a_file_of_something_else_is_told_what_was_found_and_expected(tmp_path: Path) -> None:
    (fault,) = faults(write(tmp_path / "parken.geojson", {"naam": ["Asserbos"]}))
    assert fault.startswith("parken.geojson: gevonden de kolommen naam; verwacht de kolommen statcode, statnaam")


def test_a_file_that_is_no_map_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "tekst.geojson").write_text("geen kaart", encoding="utf-8")
    assert faults(tmp_path / "tekst.geojson")[0].startswith("tekst.geojson: gevonden een bestand dat niet te lezen is")
    (tmp_path / "tabel.csv").write_text("statcode\nWK010600\n", encoding="utf-8")
    assert faults(tmp_path / "tabel.csv")[0].startswith("tabel.csv: gevonden een tabel zonder grenzen")
    assert faults(tmp_path / "weg.geojson")[0].startswith("weg.geojson: gevonden geen bestand")


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    attributes = {**ATTRIBUTES, "statcode": ["GM0106", "GM0106"], "statnaam": ["Assen", None]}
    found = faults(write(tmp_path / "wijken.geojson", attributes, [Point(230_000, 550_000), SQUARES[1]], "EPSG:31370"))
    assert [fault.split("; verwacht")[0] for fault in found] == [
        "wijken.geojson: gevonden coördinatenstelsel BD72 / Belgian Lambert 72",
        "wijken.geojson.rij 1.code: gevonden 'GM0106'",
        "wijken.geojson.rij 2.code: gevonden 'GM0106'",
        "wijken.geojson.rij 2.code: gevonden 'GM0106', dat al eerder voorkomt",
        "wijken.geojson.rij 2: gevonden een leeg kenmerk",
        "wijken.geojson.rij 1.geometry: gevonden Point",
    ]


def test_an_empty_file_has_no_wijken(tmp_path: Path) -> None:
    empty = gpd.GeoDataFrame({name: [] for name in ATTRIBUTES}, geometry=[], crs="EPSG:28992")
    path = tmp_path / "leeg.gpkg"
    empty.to_file(path, driver="GPKG")
    assert any("geen enkele wijk" in fault for fault in faults(path))


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Wijk 07 Marsdijk", "Marsdijk"),
        ("Wijke 52 Fluitenberg", "Fluitenberg"),
        ("Wijkpark", "Wijkpark"),
        ("Centrum", "Centrum"),
    ],
)
def test_the_number_is_no_part_of_the_name(name: str, short: str) -> None:
    assert without_prefix(name) == short
