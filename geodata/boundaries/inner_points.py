"""A point inside every area, fit to publish: in RD and rounded to 100 m, as the tables of a region have it.

The centroid of an area may lie outside it (of ten wijken in Drenthe it does), and a distance from there means nothing.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import shapely
from shapely import MultiPolygon, Polygon

ROUNDED = 100
# Metres: the grids that are tried one after the other, for an area that holds no point of the one before.
GRIDS = (ROUNDED, 10, 1)
# How precisely the deepest point is looked for: metres, and at most this share of the side of the area as a square.
PRECISION, SHARE = 10.0, 0.02
# How many steps of a grid away from the deepest point a rounded one is looked for.
REACH = 5

Point = tuple[float, float]


def inner_points(areas: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Per area its `code`, a point in RD that lies inside, and `afgerond`: to how many metres it is rounded.

    It is the point of the 100 m grid inside the area that is nearest to its deepest one, which is the middle of the
    largest circle that fits. An area that holds no point of that grid nearby gets one rounded to 10 or 1 m; one that
    holds none of those either gets its deepest point as it is, and `afgerond` is 0. `areas`: `code`, polygons in RD.
    """
    found = [_inner(shape) for shape in areas.geometry]
    return gpd.GeoDataFrame(
        {"code": areas["code"].to_numpy(), "afgerond": [grid for _, grid in found]},
        geometry=gpd.points_from_xy([x for (x, _), _ in found], [y for (_, y), _ in found]),
        crs=areas.crs,
        index=areas.index,
    )


def _inner(shape: Polygon | MultiPolygon) -> tuple[Point, int]:
    deepest = _deepest(shape)
    shapely.prepare(shape)
    for grid in GRIDS:
        candidates = _around(deepest, grid)
        inside = shapely.contains_xy(shape, candidates[:, 0], candidates[:, 1])
        if inside.any():
            x, y = candidates[np.argmax(inside)]
            return (float(x), float(y)), grid
    return deepest, 0


def _deepest(shape: Polygon | MultiPolygon) -> Point:
    """The middle of the largest circle inside; of a shape in parts, of the part that has it."""
    precision = min(PRECISION, SHARE * float(np.sqrt(shape.area)))
    circle = shapely.maximum_inscribed_circle(shape, tolerance=precision)
    x, y = shapely.get_coordinates(circle)[0]
    return float(x), float(y)


def _around(point: Point, grid: int) -> npt.NDArray[np.float64]:
    """The points of the grid around a point, the nearest first; of two equally near the most south-western."""
    steps = np.arange(-REACH, REACH + 1) * grid
    base = np.round(np.array(point) / grid) * grid
    candidates = (base + np.stack(np.meshgrid(steps, steps, indexing="ij"), axis=-1)).reshape(-1, 2)
    order = np.argsort(np.hypot(*(candidates - point).T), kind="stable")
    return np.asarray(candidates[order])
