"""Schematic shapes: one cell per wijk, tiling one outline, neighbours kept, the same every time."""

from __future__ import annotations

import geopandas
import pytest
import shapely

from maps.schematic import schematic_shapes
from tests.maps.worlds import GEO, drenthe_points

needs_geo = pytest.mark.skipif(not GEO.exists(), reason="de kaartbestanden van Drenthe zijn er niet")


def points(*places: tuple[float, float]) -> geopandas.GeoDataFrame:
    codes = [f"WK{number:02}" for number, _ in enumerate(places)]
    columns = {"code": codes, "naam": codes, "gemeentecode": "GM", "gemeentenaam": "Gemeente"}
    return geopandas.GeoDataFrame(columns, geometry=[shapely.Point(place) for place in places], crs="EPSG:28992")


@pytest.mark.parametrize(
    "places",
    [
        [(230_000, 550_000)],
        [(230_000, 550_000), (232_000, 550_000)],
        [(230_000, 550_000), (232_000, 550_000), (234_000, 550_000)],
        [(230_000, 550_000), (230_000, 550_000), (230_000, 550_000)],
        [(230_000, 550_000), (232_000, 551_000), (231_000, 553_000), (260_000, 590_000)],
    ],
    ids=["one", "two", "in a row", "on one spot", "one far away"],
)
def test_every_wijk_gets_one_cell_of_its_own(places: list[tuple[float, float]]) -> None:
    shapes = schematic_shapes(points(*places))
    assert list(shapes["code"]) == [f"WK{number:02}" for number, _ in enumerate(places)]
    assert set(shapes.geom_type) == {"Polygon"}
    assert all(shapes.area > 0)
    assert shapely.coverage_is_valid(shapes.geometry.to_numpy())


def test_the_order_of_rows_changes_nothing() -> None:
    frame = points((230_000, 550_000), (232_000, 551_000), (231_000, 553_000), (235_000, 552_000))
    assert schematic_shapes(frame.iloc[::-1]).to_wkt().equals(schematic_shapes(frame).to_wkt())


@needs_geo
def test_drenthe_is_readable_and_recognisable() -> None:
    shapes = schematic_shapes(drenthe_points())
    assert len(shapes) == 189
    assert shapes.crs.to_epsg() == 28992
    assert shapes.area.min() > shapes.area.max() / 4
    assert set(shapes.dissolve("gemeentecode").geom_type) == {"Polygon"}
