"""Files with figures in every official form, and what reading them gives."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
import pytest
from shapely import box

from geodata.columns import rows_of
from geodata.indicators.read import Indicators, read_indicators
from optimizer.errors import InvalidInput
from tests.geodata.sheets import xlsx

CENTRUM, LARIKS, MARSDIJK = "WK010600", "WK010601", "WK010607"


def book(path: Path, rows: Sequence[Any], sheet: str = "KWB2024") -> Path:
    path.write_bytes(xlsx({sheet: rows}))
    return path


def text(path: Path, content: str) -> Path:
    path.write_text(content, encoding="utf-8")
    return path


def odata(path: Path, *records: Mapping[str, Any], table: str = "85984NED") -> Path:
    """A response of the OData service of StatLine."""
    address = f"https://opendata.cbs.nl/ODataApi/OData/{table}/$metadata#Cbs.OData.WebAPI.UntypedDataSet"
    return text(path, json.dumps({"odata.metadata": address, "value": records}))


def layers(path: Path, **by_layer: Mapping[str, Any]) -> Path:
    """A GeoPackage, or a GeoJSON of one layer, with a square per row."""
    for layer, attributes in by_layer.items():
        shapes = [
            box(230_000 + at, 550_000, 230_001 + at, 550_001) for at in range(len(next(iter(attributes.values()))))
        ]
        frame = gpd.GeoDataFrame(dict(attributes), geometry=shapes, crs="EPSG:28992")
        frame.to_file(path, layer=layer if path.suffix == ".gpkg" else None)
    return path


def figure(found: Indicators, code: str, name: str) -> tuple[Any, Any, Any]:
    """Value, status and year of the one row of an area and indicator."""
    (row,) = [row for row in rows_of(found.frame) if (row["gebied"], row["indicator"]) == (code, name)]
    return row["waarde"], row["status"], row["jaar"]


def values_by_name(found: Indicators, code: str) -> dict[str, Any]:
    return {row["indicator"]: row["waarde"] for row in rows_of(found.frame) if row["gebied"] == code}


def faults(path: Path, **options: Any) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        read_indicators(path, **options)
    return [str(fault) for fault in caught.value.faults]
