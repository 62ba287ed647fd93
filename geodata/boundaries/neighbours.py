"""Which areas share a border."""

from __future__ import annotations

from collections import defaultdict

import geopandas as gpd
import shapely

# Corners that touch, and slivers of a drawing, make no neighbours.
LEAST_METRES = 1.0


def neighbours_of(areas: gpd.GeoDataFrame) -> dict[str, tuple[str, ...]]:
    """Per code the codes of the areas with which it shares more than a metre of border, sorted; none is ().

    areas: columns code and geometry, RD in metres, without overlaps. A border is shared where both are drawn along
    the same line.
    """
    shapes, codes = areas.geometry.to_numpy(), areas["code"].tolist()
    tree = shapely.STRtree(shapes)
    one, other = tree.query(shapes, predicate="intersects")
    pairs = one < other
    one, other = one[pairs], other[pairs]
    lines = shapely.boundary(shapes)
    shared = shapely.length(shapely.intersection(lines[one], lines[other]))
    found: defaultdict[str, list[str]] = defaultdict(list)
    for first, second in zip(one[shared > LEAST_METRES].tolist(), other[shared > LEAST_METRES].tolist(), strict=True):
        found[codes[first]].append(codes[second])
        found[codes[second]].append(codes[first])
    return {code: tuple(sorted(found[code])) for code in codes}
