"""Boundaries as a GeoPackage in the names of CBS, so that every reader of the official files reads it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.boundaries.names import MANY
from geodata.boundaries.read import LAND, WATER, Boundaries


def write_boundaries(levels: Iterable[Boundaries], path: Path) -> None:
    """A layer per level, with its land and its water. Raises OSError."""
    for boundaries in levels:
        _layer(boundaries).to_file(path, layer=MANY[boundaries.level], driver="GPKG")


def _layer(boundaries: Boundaries) -> gpd.GeoDataFrame:
    """The areas with the attributes of the official file; `jaar` where the year is known."""
    parts = [frame.assign(water=mark) for frame, mark in ((boundaries.areas, LAND), (boundaries.water, WATER))]
    rows = pd.concat([part for part in parts if len(part)], ignore_index=True)
    own = {"code": f"{boundaries.level}code", "naam": f"{boundaries.level}naam"}
    # A gemeente is its own gemeente.
    rows = rows.drop(columns=[name for name in own.values() if name in rows]).rename(columns=own)
    return rows if boundaries.year is None else rows.assign(jaar=boundaries.year)
