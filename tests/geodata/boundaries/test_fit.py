"""Neighbours that lie over each other, and holes that nothing fills."""

from __future__ import annotations

from collections.abc import Mapping

import geopandas as gpd
import shapely
from shapely import Geometry, box

from geodata.boundaries.fit import misfits


def areas(shapes: Mapping[str, Geometry]) -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame({"code": list(shapes)}, geometry=list(shapes.values()), crs=28992)


LEFT, RIGHT = box(0, 0, 1_000, 1_000), box(1_000, 0, 2_000, 1_000)
HOLE = box(400, 400, 600, 600)
NO_WATER = areas({})


def test_neighbours_that_fit_are_told_nowhere() -> None:
    assert misfits(areas({"WK1": LEFT, "WK2": RIGHT}), NO_WATER) == ()


def test_an_overlap_of_over_a_hectare_is_told() -> None:
    over = areas({"WK2": LEFT, "WK1": box(900, 0, 2_000, 1_000), "WK3": box(0, 1_000, 1_000, 2_000)})
    assert misfits(over, NO_WATER) == ("Op 1 plek liggen twee gebieden over elkaar: WK1 en WK2 (10,0 hectare).",)


def test_an_area_within_another_is_an_overlap() -> None:
    assert misfits(areas({"WK1": LEFT, "WK2": HOLE}), NO_WATER) == (
        "Op 1 plek liggen twee gebieden over elkaar: WK1 en WK2 (4,0 hectare).",
    )


def test_a_sliver_is_told_nowhere() -> None:
    assert misfits(areas({"WK1": LEFT, "WK2": box(999, 0, 2_000, 1_000)}), NO_WATER) == ()


def test_a_hole_is_told_unless_water_or_another_area_lies_in_it() -> None:
    ring = areas({"WK1": shapely.difference(LEFT, HOLE)})
    assert misfits(ring, NO_WATER) == ("Tussen de gebieden is 1 gat zonder gebied: 4,0 hectare bij x 500, y 500 (RD).",)
    assert misfits(ring, areas({"WK1": HOLE})) == ()
    assert misfits(areas({"WK1": shapely.difference(LEFT, HOLE), "WK2": HOLE}), NO_WATER) == ()
