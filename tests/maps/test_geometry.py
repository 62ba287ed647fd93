"""Shapes for the page: borders stay shared, municipalities follow from wijken, empty shapes are left out."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas
import numpy as np
import pytest
import shapely

from maps.geometry import Region, region_of
from tests.maps.worlds import drenthe_shapes, squares
from tests.official import needs_geo


def test_wijken_and_municipalities_come_by_code() -> None:
    region = region_of(squares().iloc[::-1])
    assert [wijk.code for wijk in region.wijken] == ["wijk-a", "wijk-b", "wijk-c", "wijk-d"]
    assert [each.name for each in region.municipalities] == ["Aadorp", "Beekstad"]


def test_any_crs_gives_degrees() -> None:
    here = region_of(squares()).wijken[0]
    there = region_of(squares().to_crs(4326)).wijken[0]
    assert here.inside == pytest.approx(there.inside, abs=1e-4)
    (south, west), (north, east) = here.bounds
    assert 52.8 < south < here.inside[0] < north < 53
    assert 6.4 < west < here.inside[1] < east < 6.6


def test_a_wijk_without_a_shape_is_left_out() -> None:
    frame = squares()
    frame.loc[0, "geometry"] = None
    frame.loc[1, "geometry"] = shapely.Polygon()
    region = region_of(frame)
    assert [wijk.code for wijk in region.wijken] == ["wijk-c", "wijk-d"]


def test_nothing_to_draw_is_no_error() -> None:
    assert region_of(squares().iloc[:0]).wijken == ()


@needs_geo
def test_real_borders_get_lighter_and_stay_shared() -> None:
    frame = drenthe_shapes()
    frame["geometry"] = frame.geometry.segmentize(50)
    region = region_of(frame)
    shapes = [shapely.geometry.shape(wijk.geometry) for wijk in region.wijken]
    assert len(shapes) == 189
    assert len(region.municipalities) == 12
    assert sum(map(shapely.get_num_coordinates, shapes)) < 0.2 * shapely.get_num_coordinates(frame.geometry).sum()
    borders = shapely.union_all([shape.boundary for shape in shapes]).length
    outline = shapely.union_all(shapes).boundary.length
    assert sum(shape.boundary.length for shape in shapes) == pytest.approx(2 * borders - outline, rel=0.02)


def winding(shape: shapely.Geometry) -> shapely.Geometry:
    """Every border of it with a corner each ten metres that strays; the same point strays the same way for everybody."""
    return shapely.transform(
        shapely.segmentize(shape, 10),
        lambda at: at + 2.5 * np.column_stack([np.sin(at[:, 1] / 7), np.cos(at[:, 0] / 9)]),
    )


def delta() -> geopandas.GeoDataFrame:
    """Wijk a is land with two islands; b lies around a town of four tiny wijken c0 to c3; d is an islet of 40 metres.

    The whole is 60 kilometres wide, so that the finest detail is about as large as the islet.
    """
    town = {
        f"c{number}": shapely.box(
            40_000 + 300 * (number % 2),
            10_000 + 300 * (number // 2),
            40_300 + 300 * (number % 2),
            10_300 + 300 * (number // 2),
        )
        for number in range(4)
    }
    land = shapely.box(0, 0, 30_000, 20_000)
    islands = [shapely.box(5_000, 22_000, 6_000, 22_500), shapely.box(9_000, 22_000, 9_200, 22_200)]
    around = shapely.difference(shapely.box(30_000, 0, 60_000, 20_000), shapely.union_all(list(town.values())))
    shapes = {
        "a": shapely.MultiPolygon([land, *islands]),
        "b": around,
        **town,
        "d": shapely.box(15_000, 25_000, 15_040, 25_040),
    }
    return geopandas.GeoDataFrame(
        {"code": list(shapes), "naam": list(shapes), "gemeentecode": "GM-A", "gemeentenaam": "Aadorp"},
        geometry=[winding(shape) for shape in shapes.values()],
        crs="EPSG:28992",
    )


def shapes_of(region: Region) -> dict[str, shapely.Geometry]:
    return {wijk.code: shapely.geometry.shape(wijk.geometry) for wijk in region.wijken}


def overlap(shapes: Iterable[shapely.Geometry]) -> float:
    """Square metres that more than one shape covers, about."""
    found = list(shapes)
    double = sum(shapely.area(found)) - shapely.area(shapely.union_all(found))
    return float(double) * 111_000 * 68_000


def holes(shapes: Iterable[shapely.Geometry]) -> int:
    """Gaps between neighbours: holes in all shapes together."""
    return int(sum(shapely.get_num_interior_rings(part) for part in shapely.get_parts(shapely.union_all(list(shapes)))))


def test_winding_borders_get_lighter_and_neighbours_keep_one_border() -> None:
    frame = delta()
    shapes = shapes_of(region_of(frame))
    corners = sum(map(shapely.get_num_coordinates, shapes.values()))
    assert corners < 0.1 * shapely.get_num_coordinates(frame.geometry).sum()
    assert all(shapely.is_valid(shape) for shape in shapes.values())
    assert overlap(shapes.values()) < 1
    assert holes(shapes.values()) == 0


def test_tiny_wijken_and_islands_are_kept() -> None:
    shapes = shapes_of(region_of(delta()))
    assert set(shapes) == {"a", "b", "c0", "c1", "c2", "c3", "d"}
    assert not any(shapely.is_empty(shape) for shape in shapes.values())
    assert len(shapely.get_parts(shapes["a"])) == 3
    assert all(
        shapely.area(shapes[f"c{number}"]) * 111_000 * 68_000 == pytest.approx(90_000, rel=0.2) for number in range(4)
    )


def test_a_deepest_point_says_how_far_the_border_is() -> None:
    wijken = {wijk.code: wijk for wijk in region_of(squares()).wijken}
    assert wijken["wijk-a"].reach == pytest.approx(500, abs=2)


@needs_geo
@pytest.mark.parametrize("stretched", [1, 4], ids=["drenthe", "as large as the country"])
def test_real_wijken_keep_their_topology(stretched: float) -> None:
    """Also where the region is so large that coordinates get coarser and small urban wijken have few corners left."""
    frame = drenthe_shapes().to_crs("EPSG:28992")
    far = shapely.box(204_348 - 66_000 * (stretched - 1), 514_000, 204_400 - 66_000 * (stretched - 1), 514_050)
    if stretched > 1:
        frame.loc[len(frame)] = ["WK999999", "ver weg", "GM9999", "Ver", far]
    shapes = shapes_of(region_of(frame))
    assert set(shapes) == set(frame["code"])
    assert all(shapely.is_valid(shape) and not shapely.is_empty(shape) for shape in shapes.values())
    parts = dict(zip(frame["code"], shapely.get_num_geometries(frame.geometry.to_numpy()), strict=True))
    assert {code: len(shapely.get_parts(shape)) for code, shape in shapes.items()} == parts
    assert overlap(shapes.values()) < 1
    assert holes(shapes.values()) == holes(frame.geometry)
