"""In which coordinates a boundary file is: what it says, held against where its areas lie."""

from __future__ import annotations

import geopandas as gpd
from pyproj import CRS

from optimizer.errors import Fault

RD = "EPSG:28992"
WGS84 = "EPSG:4326"
# Also RD with a height (7415), and ETRS89 (4258), which differs from WGS84 by less than a metre.
_IN_METRES, _IN_DEGREES = (28992, 7415), (4326, 4258)
EXPECTED = "RD (EPSG:28992) of WGS84 (EPSG:4326)"
# West, south, east, north of the Netherlands with its sea, and some room: the two systems are worlds apart.
IN_RD = (-20_000.0, 280_000.0, 320_000.0, 680_000.0)
IN_WGS84 = (2.5, 50.5, 7.5, 56.0)

Bounds = tuple[float, float, float, float]


def in_rd(frame: gpd.GeoDataFrame, file: str) -> tuple[gpd.GeoDataFrame, tuple[str, ...]] | Fault:
    """The areas in RD, with what was taken for granted; a fault when the system is another or can't be known.

    A GeoJSON that names no system is WGS84 by its standard; the answer of an OGC API in RD names it outside the file,
    so that there the coordinates decide. They never overrule a file that says RD.
    """
    drawn = bool((frame.geometry.notna() & ~frame.geometry.is_empty).any())
    lies = _system_of(frame.total_bounds) if drawn else None
    said = _said(frame.crs)
    if said is None:
        shown = "geen" if frame.crs is None else frame.crs.name
        if frame.crs is not None or lies is None:
            return Fault((file,), f"coördinatenstelsel {shown}", EXPECTED)
        return _taken_for(frame, lies, "Het bestand noemt geen coördinatenstelsel.")
    if lies == RD and said == WGS84:
        return _taken_for(frame, RD, "Het bestand noemt geen RD.")
    if lies != said and drawn:
        west, south, east, north = (f"{value:.7g}" for value in frame.total_bounds)
        found = f"coördinaten van {west} tot {east} en van {south} tot {north}"
        order = "x eerst" if said == RD else "lengtegraad eerst"
        return Fault((file,), found, f"coördinaten in Nederland in {'RD' if said == RD else 'WGS84'}, {order}")
    return frame.to_crs(RD), ()


def _taken_for(frame: gpd.GeoDataFrame, system: str, why: str) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    name = "RD" if system == RD else "WGS84"
    remark = f"{why} De coördinaten passen bij {name}, dus zijn ze zo gelezen."
    return frame.set_crs(system, allow_override=True).to_crs(RD), (remark,)


def _said(crs: CRS | None) -> str | None:
    if crs is None:
        return None
    # CRS84 is WGS84 with longitude first, which is how it is read anyway; it has no number of EPSG.
    if "CRS84" in crs.name or crs.to_epsg() in _IN_DEGREES:
        return WGS84
    return RD if crs.to_epsg() in _IN_METRES else None


def _system_of(bounds: Bounds) -> str | None:
    """The system in which these bounds lie in the Netherlands; no bounds do so in both."""
    return next((system for system, inside in ((RD, IN_RD), (WGS84, IN_WGS84)) if _within(bounds, inside)), None)


def _within(bounds: Bounds, around: Bounds) -> bool:
    west, south, east, north = bounds
    return around[0] <= west and around[1] <= south and east <= around[2] and north <= around[3]
