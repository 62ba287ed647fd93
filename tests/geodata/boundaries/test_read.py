"""Boundary files as users download them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import Point, Polygon, box

from benchmarks.made_country import made_country
from geodata.boundaries.read import COLUMNS, Level, levels_in, points, read_boundaries, without_prefix
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
        read_boundaries(path, Level.WIJK)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize("name", ["drenthe_wijken_2022_rd.geojson", "drenthe_wijken_2022_wgs84.geojson"])
def test_the_wijken_of_a_real_file_are_those_of_the_region(name: str, shared_geo: Path, drenthe: Register) -> None:
    wijken, centres = read_boundaries(shared_geo / name, Level.WIJK).areas, points(drenthe)
    assert list(wijken["code"]) == list(centres["code"])
    assert list(wijken["naam"]) == list(centres["naam"])
    assert list(wijken["gemeentenaam"]) == list(centres["gemeentenaam"])
    # Points are rounded to 100 metres, so that they may fall just outside a narrow wijk.
    assert (wijken.geometry.distance(centres.geometry) <= 75).all()


def test_the_gemeenten_of_a_real_file_are_those_of_the_region(shared_geo: Path, drenthe: Register) -> None:
    path = shared_geo / "drenthe_gemeenten_2022_wgs84.geojson"
    assert levels_in(path) == (Level.GEMEENTE,)
    found = read_boundaries(path, Level.GEMEENTE)
    assert list(found.areas["code"]) == sorted(drenthe.gemeenten["code"])
    assert set(found.areas["gemeentenaam"]) == set(drenthe.gemeenten["naam"])
    assert (found.year, found.remarks) == (2022, ())
    wijken = read_boundaries(shared_geo / "drenthe_wijken_2022_rd.geojson", Level.WIJK)
    assert wijken.areas.geometry.area.sum() == pytest.approx(found.areas.geometry.area.sum(), rel=1e-4)
    assert (wijken.year, wijken.remarks) == (2022, ())


def test_a_file_in_either_system_is_read_in_rd(tmp_path: Path) -> None:
    rd = write(tmp_path / "rd.geojson", ATTRIBUTES)
    wgs84 = tmp_path / "wgs84.geojson"
    gpd.read_file(rd).to_crs(4326).to_file(wgs84, driver="GeoJSON")
    for path in (rd, wgs84):
        found = read_boundaries(path, Level.WIJK).areas
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
    assert set(read_boundaries(write(tmp_path / "wijken.geojson", renamed), Level.WIJK).areas["code"]) == {
        "WK010600",
        "WK010607",
    }


def test_water_is_no_wijk_but_kept_apart(tmp_path: Path) -> None:
    found = read_boundaries(write(tmp_path / "wijken.geojson", {**ATTRIBUTES, "water": ["NEE", "JA"]}), Level.WIJK)
    assert list(found.areas["code"]) == ["WK010607"]
    assert list(found.water["code"]) == ["WK010600"]
    assert tuple(found.water.columns) == tuple(found.areas.columns)
    assert found.water.crs.to_epsg() == 28992
    assert found.remarks == ("1 rij is water en geen gebied: WK010600.",)


def test_belgian_ground_is_left_out(tmp_path: Path) -> None:
    abroad = {**ATTRIBUTES, "H2O": ["NEE", "B"]}
    found = read_boundaries(write(tmp_path / "wijken.geojson", abroad), Level.WIJK)
    assert list(found.areas["code"]) == ["WK010607"]
    assert found.water.empty
    assert found.remarks == ("1 rij is buitenland en weggelaten: WK010600.",)


def test_buitenland_is_left_out_also_without_a_mark(tmp_path: Path) -> None:
    names = {"GM_CODE": ["GM0106", "GM0998"], "GM_NAAM": ["Assen", "Buitenland"]}
    found = read_boundaries(write(tmp_path / "gem_2015.geojson", names), Level.GEMEENTE)
    assert list(found.areas["code"]) == ["GM0106"]
    assert found.remarks == ("1 rij is buitenland en weggelaten: GM0998.",)


def test_an_unknown_mark_of_water_is_a_fault(tmp_path: Path) -> None:
    found = faults(write(tmp_path / "wijken.geojson", {**ATTRIBUTES, "water": ["NEE", "MISSCHIEN"]}))
    assert found == [
        "wijken.geojson.rij 2.water: gevonden 'MISSCHIEN'; verwacht JA (water), NEE (land) of B (Belgisch)"
    ]


def test_a_gemeente_keeps_its_code_on_land_and_in_water(tmp_path: Path) -> None:
    names = {"gemeentecode": ["GM0106", "GM0106"], "gemeentenaam": ["Assen", "Assen"], "water": ["NEE", "JA"]}
    found = read_boundaries(write(tmp_path / "gemeenten.geojson", {**names, "jaar": [2024, 2024]}), Level.GEMEENTE)
    assert list(found.areas["code"]) == list(found.water["code"]) == ["GM0106"]
    assert list(found.areas["gemeentecode"]) == ["GM0106"]
    assert found.areas.geometry.area.iloc[0] == pytest.approx(1_000_000)
    assert found.year == 2024


def test_a_buurt_tells_its_wijk_and_gemeente_by_its_code(tmp_path: Path) -> None:
    names = {"statcode": ["BU01060701", "BU01060000"], "statnaam": ["Marsdijk-Oost", "Wijk 07 blijft"]}
    years = {"jrstatcode": ["2023BU01060701", "2023BU01060000"]}
    found = read_boundaries(write(tmp_path / "buurten.geojson", {**names, **years}), Level.BUURT)
    assert tuple(found.areas.columns) == ("code", "naam", "wijkcode", "gemeentecode", "gemeentenaam", "geometry")
    assert list(found.areas["code"]) == ["BU01060000", "BU01060701"]
    assert list(found.areas["wijkcode"]) == ["WK010600", "WK010607"]
    assert list(found.areas["gemeentecode"]) == ["GM0106", "GM0106"]
    assert list(found.areas["naam"]) == ["Wijk 07 blijft", "Marsdijk-Oost"]
    assert found.year == 2023
    assert found.remarks == ("Het bestand noemt geen namen van gemeenten; de codes staan ervoor in de plaats.",)


@pytest.mark.parametrize(
    ("value", "year"), [("wijken_2022.geojson", 2022), ("wijken.geojson", None), ("2022_en_2024.geojson", None)]
)
def test_the_year_is_taken_from_the_name_and_never_guessed(value: str, year: int | None, tmp_path: Path) -> None:
    assert read_boundaries(write(tmp_path / value, ATTRIBUTES), Level.WIJK).year == year


def test_a_code_in_several_rows_is_one_area_of_its_parts(tmp_path: Path) -> None:
    parts = {**ATTRIBUTES, "statcode": ["WK010600"] * 2, "statnaam": ["Wijk 00 Centrum"] * 2}
    found = read_boundaries(write(tmp_path / "wijken.geojson", parts), Level.WIJK)
    assert list(found.areas["naam"]) == ["Centrum"]
    assert found.areas.geometry.area.iloc[0] == pytest.approx(2_000_000)
    assert found.remarks == ("1 gebied stond in delen in het bestand; de delen zijn samengevoegd: WK010600.",)


def test_a_code_with_two_names_is_a_fault(tmp_path: Path) -> None:
    found = faults(write(tmp_path / "wijken.geojson", {**ATTRIBUTES, "statcode": ["WK010600"] * 2}))
    assert found == [
        "wijken.geojson.WK010600: gevonden deze code bij Centrum en Wijk 07 Marsdijk; verwacht één naam bij een code"
    ]


def test_a_code_that_became_a_number_is_told_what_it_should_be(tmp_path: Path) -> None:
    found = faults(write(tmp_path / "wijken.geojson", {**ATTRIBUTES, "statcode": [10607, 10600]}))
    assert found == [
        "wijken.geojson.rij 1.code: gevonden '10607'; verwacht WK010607, als tekst",
        "wijken.geojson.rij 2.code: gevonden '10600'; verwacht WK010600, als tekst",
    ]


def test_a_wijk_in_another_gemeente_than_its_code_says_is_a_fault(tmp_path: Path) -> None:
    found = faults(write(tmp_path / "wijken.geojson", {**ATTRIBUTES, "gm_code": ["GM0106", "GM0114"]}))
    assert found == [
        "wijken.geojson.rij 2.gemeentecode: gevonden GM0114 bij wijk WK010600; verwacht GM0106, want zo begint de code"
    ]


def test_an_open_ring_is_a_fault_with_its_row(tmp_path: Path) -> None:
    path = write(tmp_path / "wijken.geojson", ATTRIBUTES)
    content = json.loads(path.read_text(encoding="utf-8"))
    content["features"][1]["geometry"]["coordinates"][0].pop()
    path.write_text(json.dumps(content), encoding="utf-8")
    assert faults(path) == [
        "wijken.geojson.rij 2.geometry: gevonden geen vlak, of een rand die niet sluit; verwacht een vlak"
    ]


def test_a_ring_that_crosses_itself_is_mended_and_told(tmp_path: Path) -> None:
    bow = Polygon([(231_000, 550_000), (232_000, 551_000), (232_000, 550_000), (231_000, 551_000)])
    found = read_boundaries(write(tmp_path / "wijken.geojson", ATTRIBUTES, [SQUARES[0], bow]), Level.WIJK)
    assert found.areas.geometry.is_valid.all()
    assert found.areas.geometry.area.iloc[0] == pytest.approx(500_000)
    assert found.remarks[0].startswith("Van 1 gebied is de rand hersteld, want die kruiste zichzelf: WK010600.")


def test_a_map_of_buurten_is_no_map_of_wijken(tmp_path: Path) -> None:
    buurten = {"buurtcode": ["BU01060701"], "buurtnaam": ["Oost"], "wijkcode": ["WK010607"], "gemeentecode": ["GM0106"],
               "gemeentenaam": ["Assen"]}  # fmt: skip
    path = write(tmp_path / "kaart.geojson", buurten)
    for level in (Level.WIJK, Level.GEMEENTE):
        with pytest.raises(InvalidInput, match=f"gevonden grenzen van buurten; verwacht grenzen van {level}"):
            read_boundaries(path, level)
    assert len(read_boundaries(path, Level.BUURT).areas) == 1
    assert levels_in(path) == (Level.BUURT,)


def test_a_file_of_no_level_tells_once_per_level_what_it_misses(tmp_path: Path) -> None:
    with pytest.raises(InvalidInput) as caught:
        levels_in(write(tmp_path / "parken.geojson", {"naam": ["Asserbos"]}))
    assert len(caught.value.faults) == 3
    with pytest.raises(InvalidInput) as caught:
        levels_in(tmp_path / "weg.geojson")
    assert len(caught.value.faults) == 1


def test_of_several_layers_that_of_the_wijken_is_read(tmp_path: Path) -> None:
    path = tmp_path / "cbs.gpkg"
    for layer in ("gemeenten", "wijken"):
        gpd.GeoDataFrame(ATTRIBUTES, geometry=SQUARES, crs="EPSG:28992").to_file(path, driver="GPKG", layer=layer)
    assert len(read_boundaries(path, Level.WIJK).areas) == 2


def test_a_file_of_something_else_is_told_what_was_found_and_expected(tmp_path: Path) -> None:
    (fault,) = faults(write(tmp_path / "parken.geojson", {"naam": ["Asserbos"]}))
    assert fault.startswith(
        "parken.geojson: gevonden de kolommen naam; verwacht een kolom met de code van de wijk (statcode"
    )


def test_a_file_that_is_no_map_is_told_so(tmp_path: Path) -> None:
    (tmp_path / "tekst.geojson").write_text("geen kaart", encoding="utf-8")
    assert faults(tmp_path / "tekst.geojson")[0].startswith("tekst.geojson: gevonden een bestand dat niet te lezen is")
    (tmp_path / "tabel.csv").write_text("statcode\nWK010600\n", encoding="utf-8")
    assert faults(tmp_path / "tabel.csv")[0].startswith("tabel.csv: gevonden een tabel zonder grenzen")
    assert faults(tmp_path / "weg.geojson")[0].startswith("weg.geojson: gevonden geen bestand")


def test_all_faults_of_a_file_come_at_once(tmp_path: Path) -> None:
    attributes = {**ATTRIBUTES, "statcode": ["Assen", "Assen"], "statnaam": ["Assen", None]}
    found = faults(write(tmp_path / "wijken.geojson", attributes, [Point(230_000, 550_000), SQUARES[1]], "EPSG:31370"))
    assert [fault.split("; verwacht")[0] for fault in found] == [
        "wijken.geojson: gevonden coördinatenstelsel BD72 / Belgian Lambert 72",
        "wijken.geojson.rij 1.code: gevonden 'Assen'",
        "wijken.geojson.rij 2.code: gevonden 'Assen'",
        "wijken.geojson.rij 2: gevonden een leeg kenmerk",
        "wijken.geojson.rij 1.geometry: gevonden Point",
    ]


def test_of_a_whole_country_every_area_is_read(tmp_path: Path) -> None:
    country = made_country(wijken=12, buurten=40, gemeenten=3)
    path = tmp_path / "wijkenbuurten_2024.gpkg"
    for level, layer in ((Level.GEMEENTE, "gemeenten"), (Level.WIJK, "wijken"), (Level.BUURT, "buurten")):
        country[level].to_file(path, driver="GPKG", layer=layer)
    assert levels_in(path) == tuple(Level)
    for level, frame in country.items():
        found = read_boundaries(path, level)
        assert list(found.areas["code"]) == list(frame.iloc[:, 0])
        assert found.areas.geometry.geom_equals(frame.geometry).all()
        assert (found.year, found.remarks) == (2024, ())


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
