"""Points inside areas, rounded as far as the area allows."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from shapely import MultiPolygon, Polygon, box

from geodata.boundaries.inner_points import inner_points
from geodata.register import Register


def areas(*shapes: Polygon | MultiPolygon) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": [str(at) for at in range(len(shapes))]}, geometry=list(shapes), crs="EPSG:28992")


@pytest.mark.parametrize(
    ("shape", "rounded"),
    [
        (box(0, 0, 1_000, 1_000), 100),
        (box(110, 110, 190, 190), 10),
        (box(111, 111, 114, 114), 1),
        (box(110.2, 110.2, 110.8, 110.8), 0),
        (MultiPolygon([box(0, 0, 50, 50), box(1_000, 1_000, 3_000, 3_000)]), 100),
        # A horseshoe: its centroid lies in the opening.
        (Polygon([(0, 0), (900, 0), (900, 900), (700, 900), (700, 200), (200, 200), (200, 900), (0, 900)]), 100),
    ],
)
def test_a_point_lies_inside_and_is_rounded_as_far_as_it_can_be(shape: Polygon | MultiPolygon, rounded: int) -> None:
    found = inner_points(areas(shape))
    assert found["afgerond"].tolist() == [rounded]
    assert shape.contains(found.geometry.iloc[0])
    if rounded:
        assert (found.geometry.iloc[0].x % rounded, found.geometry.iloc[0].y % rounded) == (0, 0)


def test_the_deepest_point_goes_before_a_rounder_one_far_away() -> None:
    long = box(150, 150, 10_000, 190)
    assert inner_points(areas(long))["afgerond"].tolist() == [10]


def test_every_wijk_of_drenthe_has_its_point_inside_though_ten_centroids_lie_outside(shared_geo: Path) -> None:
    wijken = gpd.read_file(shared_geo / "drenthe_wijken_2022_rd.geojson").rename(columns={"statcode": "code"})
    assert (~wijken.geometry.centroid.within(wijken.geometry)).sum() == 10
    found = inner_points(wijken)
    assert found.within(wijken.geometry).all()
    assert (found["afgerond"] == 100).all()
    assert found.crs == "EPSG:28992"


def test_the_points_of_the_bundled_wijken_lie_inside_too(shared_geo: Path, drenthe: Register) -> None:
    wijken = gpd.read_file(shared_geo / "drenthe_wijken_2022_rd.geojson").set_index("statcode")
    points = drenthe.wijken.set_index("code")
    placed = gpd.GeoSeries.from_xy(
        points["punt_x"].astype(float), points["punt_y"].astype(float), index=points.index, crs=wijken.crs
    )
    assert placed.within(wijken.geometry.loc[placed.index]).all()
