"""Schematic shapes: one cell per wijk, tiling one outline, neighbours kept, the same every time."""

from __future__ import annotations

import geopandas
import pytest
import shapely

from maps.schematic import cells_of, schematic_shapes
from tests.maps.worlds import drenthe_points, drenthe_shapes, squares
from tests.official import needs_geo


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


def test_real_shapes_become_cells_of_the_same_wijken() -> None:
    cells = cells_of(squares().to_crs(4326))
    assert list(cells["code"]) == list(squares()["code"])
    assert cells.crs.to_epsg() == 28992
    assert shapely.coverage_is_valid(cells.geometry.to_numpy())


def test_a_wijk_without_a_shape_gets_no_cell() -> None:
    frame = squares()
    frame.loc[0, "geometry"] = None
    frame.loc[1, "geometry"] = shapely.Polygon()
    assert list(cells_of(frame)["code"]) == ["wijk-c", "wijk-d"]
    assert cells_of(frame.iloc[:2]).empty


@needs_geo
def test_cells_of_drenthe_are_nearly_equal() -> None:
    real, cells = drenthe_shapes(), cells_of(drenthe_shapes())
    assert cells.area.min() > cells.area.max() / 4
    assert real.to_crs(28992).area.min() < real.to_crs(28992).area.max() / 100
