"""Shapes as GeoJSON, after the geospatial module of the NLGov REST API Design Rules.

Coordinates are in CRS84 (longitude, latitude) unless the client asks for RD; the header Content-Crs says which. A `bbox` is in
CRS84 as well, unless `bboxCrs` says otherwise.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

import geopandas as gpd
from fastapi import Depends, Query
from fastapi.responses import Response
from pydantic_core import to_json
from shapely import box, set_precision
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from api.http.answers import HEADERS, Documented
from api.http.media import GEOJSON
from optimizer.errors import Fault, InvalidInput

CORNERS = 4


class Crs(StrEnum):
    """The systems of coordinates that there are, by the names that the standard gives them."""

    CRS84 = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
    RD = "http://www.opengis.net/def/crs/EPSG/0/28992"


# What geopandas calls them, and a grid that is finer than any border: 1 cm.
_KNOWN = {Crs.CRS84: "OGC:CRS84", Crs.RD: "EPSG:28992"}
_GRID = {Crs.CRS84: 1e-7, Crs.RD: 0.01}


@dataclass(frozen=True, slots=True)
class Shape:
    """One thing on the map; `geometry` is in RD."""

    id: str
    geometry: BaseGeometry
    properties: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class View:
    """In which system the shapes must be, and within which box (in RD) they lie; None: all."""

    crs: Crs
    within: BaseGeometry | None


def view_of(
    crs: Annotated[Crs, Query(description="In welk stelsel de coördinaten komen.")] = Crs.CRS84,
    bbox: Annotated[
        str,
        Query(description="Alleen wat hierin of hierop ligt: west,zuid,oost,noord.", examples=["6.1,52.6,7.1,53.2"]),
    ] = "",
    bbox_crs: Annotated[Crs, Query(alias="bboxCrs", description="In welk stelsel bbox staat.")] = Crs.CRS84,
) -> View:
    """What is asked for of a map. Raises InvalidInput."""
    return View(crs, _box(bbox, bbox_crs) if bbox.strip() else None)


Viewed = Annotated[View, Depends(view_of)]


def shapes(found: Iterable[Shape], view: View) -> Response:
    """The shapes as a FeatureCollection."""
    kept = [shape for shape in found if view.within is None or shape.geometry.intersects(view.within)]
    placed = gpd.GeoSeries([shape.geometry for shape in kept], crs=_KNOWN[Crs.RD]).to_crs(_KNOWN[view.crs])
    features = [
        {
            "type": "Feature",
            "id": shape.id,
            "geometry": mapping(set_precision(geometry, _GRID[view.crs])),
            "properties": dict(shape.properties),
        }
        for shape, geometry in zip(kept, placed, strict=True)
    ]
    content = to_json({"type": "FeatureCollection", "features": features})
    return Response(content, headers={"content-crs": f"<{view.crs}>"}, media_type=GEOJSON)


def maps(properties: Mapping[str, Any], example: Mapping[str, Any]) -> Documented:
    """For `responses=` of a route that gives shapes: what is told of each, as JSON Schema, and one of them."""
    point = {"type": "Point", "coordinates": [6.564, 52.993]}
    feature = {
        "type": "object",
        "properties": {
            "type": {"const": "Feature", "type": "string"},
            "id": {"type": "string"},
            "geometry": {"type": ["object", "null"]},
            "properties": {"type": "object", "properties": properties, "required": list(properties)},
        },
        "required": ["type", "id", "geometry", "properties"],
    }
    whole = {
        "type": "object",
        "properties": {
            "type": {"const": "FeatureCollection", "type": "string"},
            "features": {"type": "array", "items": feature},
        },
        "required": ["type", "features"],
    }
    one = {"type": "Feature", "id": "WK010600", "geometry": point, "properties": dict(example)}
    shown = {"type": "FeatureCollection", "features": [one]}
    content = {GEOJSON: {"schema": whole, "example": shown}}
    return {200: {"description": "De vormen.", "content": content, "headers": {"Content-Crs": HEADERS["Content-Crs"]}}}


def _box(text: str, crs: Crs) -> BaseGeometry:
    parts = text.split(",")
    try:
        west, south, east, north = corners = [float(part) for part in parts]
    except ValueError:
        corners = []
    if len(corners) != CORNERS or not all(map(math.isfinite, corners)) or west > east or south > north:
        expected = "vier getallen: west,zuid,oost,noord, zoals 6.1,52.6,7.1,53.2"
        raise InvalidInput([Fault(("bbox",), f"'{text}'", expected)])
    placed = gpd.GeoSeries([box(west, south, east, north)], crs=_KNOWN[crs]).to_crs(_KNOWN[Crs.RD])[0]
    if not all(map(math.isfinite, placed.bounds)):
        raise InvalidInput([Fault(("bbox",), f"'{text}'", "een gebied dat in Nederland ligt of eromheen")])
    shape: BaseGeometry = placed
    return shape
