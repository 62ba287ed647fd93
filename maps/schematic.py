"""Shapes for a region whose boundary file is not there yet: soft cells of nearly equal size.

Every wijk is a Voronoi cell round its point, within an outline that follows the points. Then each point moves
to the middle of its cell, a few times over (Lloyd's relaxation): cells even out, so that small urban wijken can
be read as well as large rural ones, while neighbours stay neighbours and municipalities stay in one piece.
The map that shows them must say that it is *schematisch*.
"""

from __future__ import annotations

import geopandas
import numpy as np
import numpy.typing as npt
import shapely

from maps.geometry import RD, with_shape

ROUNDS = 10
LONE_REACH = 1_000.0
TWIN_STEP = 100.0
GOLDEN_ANGLE = 2.399963

Coordinates = npt.NDArray[np.float64]


def schematic_shapes(points: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """The same rows with a polygon instead of a point; they tile one outline. EPSG:28992 in and out.

    Columns code, naam, gemeentecode, gemeentenaam, geometry (points). The order of rows changes nothing.
    """
    ordered = points.sort_values("code").reset_index(drop=True)
    start = _apart(np.column_stack([ordered.geometry.x, ordered.geometry.y]))
    outline = _outline(start)
    middles = start
    for _ in range(ROUNDS):
        middles = _middles(_cells(middles, outline))
    return ordered.set_geometry(geopandas.GeoSeries(_cells(middles, outline), crs=ordered.crs or RD))


def cells_of(shapes: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """Equal cells for wijken with real borders: the same rows, each round a point inside its shape. EPSG:28992 out.

    Rows without a shape are left out.
    """
    there = with_shape(shapes).to_crs(RD)
    return there if there.empty else schematic_shapes(there.set_geometry(there.geometry.representative_point()))


def _apart(places: Coordinates) -> Coordinates:
    """Points on the same spot get a small step in a direction of their own: each needs a cell."""
    seen: dict[tuple[float, float], int] = {}
    moved = places.copy()
    for index, (x, y) in enumerate(places):
        turn = seen[x, y] = seen.get((x, y), -1) + 1
        if turn:
            angle = turn * GOLDEN_ANGLE
            moved[index] += TWIN_STEP * np.sqrt(turn) * np.array([np.cos(angle), np.sin(angle)])
    return moved


def _outline(places: Coordinates) -> shapely.Geometry:
    """The points with some land around them, gaps closed, holes filled, edges rounded."""
    reach = _reach(places)
    around = shapely.union_all(shapely.buffer(shapely.points(places), reach * 2.5))
    closed = shapely.buffer(around, -1.5 * reach)
    parts = shapely.get_parts(closed)
    filled = shapely.union_all([shapely.polygons(shapely.get_exterior_ring(part)) for part in parts])
    return shapely.union(filled, shapely.union_all(shapely.buffer(shapely.points(places), reach / 2)))


def _reach(places: Coordinates) -> float:
    """How far apart neighbours usually are: the 75th percentile of the distance to the nearest point."""
    if len(places) == 1:
        return LONE_REACH
    gaps = np.linalg.norm(places[:, None, :] - places[None, :, :], axis=2)
    np.fill_diagonal(gaps, np.inf)
    return float(np.percentile(gaps.min(axis=1), 75))


def _cells(places: Coordinates, outline: shapely.Geometry) -> list[shapely.Geometry]:
    if len(places) == 1:
        return [outline]
    cells = shapely.voronoi_polygons(shapely.multipoints(places), extend_to=outline, ordered=True)
    return [_largest(shapely.intersection(cell, outline)) for cell in shapely.get_parts(cells)]


def _largest(shape: shapely.Geometry) -> shapely.Geometry:
    """A cell is one piece: slivers across a bay of the outline are left out."""
    return max(shapely.get_parts(shape), key=shapely.area, default=shape)


def _middles(cells: list[shapely.Geometry]) -> Coordinates:
    return shapely.get_coordinates(shapely.centroid(np.array(cells)))
