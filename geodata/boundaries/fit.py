"""Whether neighbours fit: areas that lie over each other, and holes that no area fills."""

from __future__ import annotations

from collections.abc import Iterable

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely

from geodata.boundaries.names import hectares
from geodata.boundaries.repair import HECTARE

SUBSTANTIAL = HECTARE
"""Square metres; smaller overlaps and holes are told nowhere, for they come from rounding."""
_SHOWN = 5


def misfits(areas: gpd.GeoDataFrame, water: gpd.GeoDataFrame) -> tuple[str, ...]:
    """Sentences on overlaps of areas, and on holes between areas and water; both over a hectare. RD, valid areas."""
    shapes = areas.geometry.to_numpy()
    fits = bool(shapely.coverage_is_valid(shapes))
    overlaps = () if fits else _overlaps(areas["code"].to_numpy(), shapes)
    land = shapely.coverage_union_all(shapes) if fits else shapely.union_all(shapes)
    return (*_told_overlaps(overlaps), *_told_holes(land, water.geometry.to_numpy()))


def _overlaps(codes: npt.NDArray[np.object_], shapes: npt.NDArray[np.object_]) -> tuple[tuple[float, str], ...]:
    """Hectares and the two codes of each substantial overlap, the largest first."""
    # Only areas with an edge that does not match that of a neighbour can lie over one.
    suspect = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(shapes)))
    tree = shapely.STRtree(shapes)
    first, second = tree.query(shapes[suspect], predicate="intersects")
    first = suspect[first]
    once = first < second
    # The other of a pair need not be suspect itself, and then comes from one side only.
    once |= ~np.isin(second, suspect) & (first != second)
    first, second = first[once], second[once]
    sizes = shapely.area(shapely.intersection(shapes[first], shapes[second]))
    found = [
        (float(size) / HECTARE, f"{min(codes[a], codes[b])} en {max(codes[a], codes[b])}")
        for size, a, b in zip(sizes, first, second, strict=True)
        if size > SUBSTANTIAL
    ]
    return tuple(sorted(found, reverse=True))


def _told_overlaps(overlaps: tuple[tuple[float, str], ...]) -> tuple[str, ...]:
    if not overlaps:
        return ()
    shown = _first(f"{pair} ({hectares(size)})" for size, pair in overlaps)
    what = "1 plek liggen" if len(overlaps) == 1 else f"{len(overlaps)} plekken liggen"
    return (f"Op {what} twee gebieden over elkaar: {shown}.",)


def _told_holes(land: shapely.Geometry, water: npt.NDArray[np.object_]) -> tuple[str, ...]:
    rings = [shapely.Polygon(ring) for part in shapely.get_parts(land).tolist() for ring in part.interiors]
    large = [hole for hole in rings if hole.area > SUBSTANTIAL]
    if not large:
        return ()
    # A lake between areas is a row of its own; so is land within a hole, such as the other half of a gemeente.
    filled = shapely.union_all([*water, land])
    left = [
        part
        for part in shapely.get_parts(shapely.difference(np.array(large, dtype=object), filled)).tolist()
        if part.area > SUBSTANTIAL
    ]
    if not left:
        return ()
    spots = [(hole.area / HECTARE, hole.representative_point()) for hole in left]
    shown = _first(f"{hectares(size)} bij x {spot.x:.0f}, y {spot.y:.0f}" for size, spot in sorted(spots, key=_size))
    what = "1 gat" if len(left) == 1 else f"{len(left)} gaten"
    return (f"Tussen de gebieden {'is' if len(left) == 1 else 'zijn'} {what} zonder gebied: {shown} (RD).",)


def _size(spot: tuple[float, shapely.Point]) -> float:
    return -spot[0]


def _first(sentences: Iterable[str]) -> str:
    found = list(sentences)
    return "; ".join(found[:_SHOWN]) + (" …" if len(found) > _SHOWN else "")
