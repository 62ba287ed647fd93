"""Shapes for the page: borders stay shared, municipalities follow from wijken, empty shapes are left out."""

from __future__ import annotations

import pytest
import shapely

from maps.geometry import region_of
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
