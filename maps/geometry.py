"""From the shapes as they come to what the page draws: light, borders shared, longitude and latitude."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import geopandas
import numpy as np
import shapely

RD = "EPSG:28992"
WGS84 = "EPSG:4326"
# Detail under this share of the region's size is not seen on a page; 5 decimals of a degree are about a metre.
FINEST_SHARE = 1 / 3_000
DECIMALS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A wijk or municipality on the page: GeoJSON geometry, a point well inside it (lat, lon), its bounds."""

    code: str
    name: str
    municipality: str
    geometry: dict[str, Any]
    inside: tuple[float, float]
    bounds: tuple[tuple[float, float], tuple[float, float]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """All shapes, by code. `municipality` of a wijk is the name; a municipality has its own."""

    wijken: tuple[Shape, ...]
    municipalities: tuple[Shape, ...]


def region_of(shapes: geopandas.GeoDataFrame) -> Region:
    """The wijken, simplified together so that borders stay shared, and the municipalities that they form.

    Columns code, naam, gemeentecode, gemeentenaam, geometry (polygons, any CRS). Rows without a shape are left out.
    """
    drawn = with_shape(shapes).to_crs(RD).sort_values("code").reset_index(drop=True)
    if drawn.empty:
        return Region(wijken=(), municipalities=())
    wijken = drawn.set_geometry(_simplified(drawn.geometry))
    municipalities = wijken.dissolve("gemeentecode", as_index=False)
    return Region(
        wijken=_shapes(wijken, "code", "naam"), municipalities=_shapes(municipalities, "gemeentecode", "gemeentenaam")
    )


def with_shape(shapes: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """The rows that have a shape."""
    there = np.array([shape is not None and not shape.is_empty for shape in shapes.geometry], dtype=bool)
    return shapes[there]


def outline(shapes: Iterable[Shape]) -> dict[str, Any]:
    """The line round shapes, as GeoJSON."""
    together = shapely.union_all([shapely.geometry.shape(each.geometry) for each in shapes])
    return dict(shapely.geometry.mapping(shapely.boundary(together)))


def _simplified(shapes: geopandas.GeoSeries) -> geopandas.GeoSeries:
    left, bottom, right, top = shapes.total_bounds
    tolerance = max(right - left, top - bottom) * FINEST_SHARE
    simple = shapely.coverage_simplify(shapes.to_numpy(), tolerance)
    return geopandas.GeoSeries(simple, crs=shapes.crs)


def _shapes(frame: geopandas.GeoDataFrame, code: str, name: str) -> tuple[Shape, ...]:
    inside = geopandas.GeoSeries([_deep_inside(shape) for shape in frame.geometry], crs=frame.crs).to_crs(WGS84)
    degrees = [shapely.transform(shape, _rounded) for shape in frame.geometry.to_crs(WGS84)]
    return tuple(
        Shape(
            code=str(row[code]),
            name=str(row[name]),
            municipality=str(row["gemeentenaam"]),
            geometry=shapely.geometry.mapping(shape),
            inside=(round(point.y, DECIMALS), round(point.x, DECIMALS)),
            bounds=_bounds(shape),
        )
        for (_, row), shape, point in zip(frame.iterrows(), degrees, inside, strict=True)
    )


def _deep_inside(shape: shapely.Polygon | shapely.MultiPolygon) -> shapely.Point:
    """The point farthest from the border: there a name fits best."""
    return shapely.get_point(shapely.maximum_inscribed_circle(shape), 0)


def _rounded(coordinates: np.ndarray[Any, np.dtype[np.float64]]) -> np.ndarray[Any, np.dtype[np.float64]]:
    return np.round(coordinates, DECIMALS)


def _bounds(shape: shapely.Geometry) -> tuple[tuple[float, float], tuple[float, float]]:
    west, south, east, north = (float(value) for value in shapely.bounds(shape))
    return (south, west), (north, east)
