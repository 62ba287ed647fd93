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
# Detail under this share of the region's size is not seen on a page.
FINEST_SHARE = 1 / 2_500
# 5 decimals of a degree are about a metre, 4 about ten: enough where the finest detail is larger than `COARSE` metres.
FINE_DECIMALS, COARSE_DECIMALS, COARSE = 5, 4, 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Shape:
    """A wijk or municipality on the page.

    GeoJSON geometry, the point deepest inside it (lat, lon), how far the border is from there (metres), its bounds.
    """

    code: str
    name: str
    municipality: str
    geometry: dict[str, Any]
    inside: tuple[float, float]
    reach: int
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
    finest = _finest(drawn.geometry)
    wijken = drawn.set_geometry(simplified(drawn.geometry, finest))
    municipalities = wijken.dissolve("gemeentecode", as_index=False)
    decimals = FINE_DECIMALS if finest < COARSE else COARSE_DECIMALS
    return Region(
        wijken=_shapes(wijken, "code", "naam", decimals),
        municipalities=_shapes(municipalities, "gemeentecode", "gemeentenaam", decimals),
    )


def with_shape(shapes: geopandas.GeoDataFrame) -> geopandas.GeoDataFrame:
    """The rows that have a shape."""
    there = np.array([shape is not None and not shape.is_empty for shape in shapes.geometry], dtype=bool)
    return shapes[there]


def outline(shapes: Iterable[Shape]) -> dict[str, Any]:
    """The line round shapes, as GeoJSON."""
    together = shapely.union_all([shapely.geometry.shape(each.geometry) for each in shapes])
    return dict(shapely.geometry.mapping(shapely.boundary(together)))


def simplified(shapes: geopandas.GeoSeries, finest: float) -> geopandas.GeoSeries:
    """The shapes without detail under so many metres; neighbours keep one border between them. EPSG:28992."""
    simple = shapely.coverage_simplify(shapes.to_numpy(), finest)
    return geopandas.GeoSeries(simple, crs=shapes.crs)


def _finest(shapes: geopandas.GeoSeries) -> float:
    left, bottom, right, top = shapes.total_bounds
    return float(max(right - left, top - bottom)) * FINEST_SHARE


def _shapes(frame: geopandas.GeoDataFrame, code: str, name: str, decimals: int) -> tuple[Shape, ...]:
    reaches = shapely.maximum_inscribed_circle(frame.geometry.to_numpy())
    inside = geopandas.GeoSeries(shapely.get_point(reaches, 0), crs=frame.crs).to_crs(WGS84)
    degrees = [
        shapely.transform(shape, lambda coordinates: np.round(coordinates, decimals))
        for shape in frame.geometry.to_crs(WGS84)
    ]
    return tuple(
        Shape(
            code=str(row[code]),
            name=str(row[name]),
            municipality=str(row["gemeentenaam"]),
            geometry=shapely.geometry.mapping(shape),
            inside=(round(point.y, decimals), round(point.x, decimals)),
            reach=round(reach.length),
            bounds=_bounds(shape),
        )
        for (_, row), shape, point, reach in zip(frame.iterrows(), degrees, inside, reaches, strict=True)
    )


def _bounds(shape: shapely.Geometry) -> tuple[tuple[float, float], tuple[float, float]]:
    west, south, east, north = (float(value) for value in shapely.bounds(shape))
    return (south, west), (north, east)
