"""The files in which places are looked up: which ones, and what is wrong with them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Point, box

from geodata.locating.geography import NOWHERE, Geography, geography_in
from optimizer.errors import InvalidInput
from tests.geodata.made_places import CORNERS, buurten, write_boundaries, write_postcodes


def test_the_files_of_a_folder_by_name(tmp_path: Path) -> None:
    write_boundaries(tmp_path / "grenzen.gpkg")
    write_postcodes(tmp_path / "pc6hnr20230801_gwb.csv", [])
    found = geography_in(tmp_path)
    assert (found.boundaries, found.postcodes, found.local) == (
        (tmp_path / "grenzen.gpkg",),
        tmp_path / "pc6hnr20230801_gwb.csv",
        None,
    )
    none = geography_in(tmp_path / "grenzen.gpkg")
    assert (none.boundaries, none.postcodes, none.buurten, none.local_areas) == ((), None, None, None)


def test_two_files_of_one_kind_are_a_fault(tmp_path: Path) -> None:
    for name in ("gebieden.gpkg", "lokale_gebieden.geojson"):
        (tmp_path / name).touch()
    with pytest.raises(InvalidInput, match="één bestand van deze soort"):
        geography_in(tmp_path)


def test_land_and_water_of_the_official_file_stay_apart(tmp_path: Path) -> None:
    found = Geography(boundaries=(write_boundaries(tmp_path / "grenzen.gpkg"),)).buurten
    assert found is not None
    assert sorted(found.areas["code"]) == sorted(CORNERS)
    assert found.water["code"].tolist() == ["BU00010197"]
    assert found.areas.crs == "EPSG:28992"


def test_degrees_become_rd_and_the_first_file_with_buurten_counts(tmp_path: Path) -> None:
    wijken = tmp_path / "wijken.geojson"
    names = {"code": "wijkcode", "naam": "wijknaam"}
    buurten()[["code", "naam", "geometry"]].rename(columns=names).to_crs(4326).to_file(wijken)
    path = tmp_path / "buurten.geojson"
    buurten().rename(columns={"code": "buurtcode", "naam": "buurtnaam"}).to_crs(4326).to_file(path)
    assert Geography(boundaries=(wijken,)).buurten is None
    found = Geography(boundaries=(wijken,)).or_else(Geography(boundaries=(path,))).buurten
    assert found is not None
    assert found.areas.geometry.iloc[0].bounds == pytest.approx(buurten().geometry.iloc[0].bounds, abs=0.01)


def test_what_is_no_boundary_file_is_a_fault(tmp_path: Path) -> None:
    for name, content in (("kapot.gpkg", "geen bestand"), ("tabel.csv", "a,b\n1,2\n")):
        (tmp_path / name).write_text(content)
        with pytest.raises(InvalidInput, match=name):
            _ = Geography(boundaries=(tmp_path / name,)).buurten


def test_a_file_is_only_read_when_it_is_needed(tmp_path: Path) -> None:
    missing = Geography(
        boundaries=(tmp_path / "niet.gpkg",), postcodes=tmp_path / "niet.csv", local=tmp_path / "niet.geojson"
    )
    assert missing.or_else(NOWHERE).postcodes == tmp_path / "niet.csv"
    with pytest.raises(InvalidInput):
        _ = missing.local_areas


@pytest.mark.parametrize(
    ("frame", "found"),
    [
        (gpd.GeoDataFrame({"naam": ["a"]}, geometry=[box(0, 0, 1, 1)], crs=4326), "geen kolom code"),
        (gpd.GeoDataFrame({"code": ["a", "a"]}, geometry=[box(0, 0, 1, 1)] * 2, crs=4326), "'a'"),
        (gpd.GeoDataFrame({"code": ["a"]}, geometry=[Point(0, 0)], crs=4326), "'a'"),
    ],
)
def test_shapes_of_local_areas_have_a_code_and_an_area(frame: gpd.GeoDataFrame, found: str, tmp_path: Path) -> None:
    path = tmp_path / "lokale_gebieden.geojson"
    frame.to_file(path)
    with pytest.raises(InvalidInput, match=found):
        _ = Geography(local=path).local_areas
