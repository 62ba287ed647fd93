"""A made-up town of four square buurten of a kilometre, two in each wijk, with water to the east; and its files.

BU00010002 BU00010102          WK000100 is the west, WK000101 the east; GM0001 is Vierdorp
BU00010001 BU00010101 (water)  the south-west corner is (230000, 550000) in RD
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import geopandas as gpd
from shapely import box

SOUTH_WEST, NORTH_WEST, SOUTH_EAST, NORTH_EAST = "BU00010001", "BU00010002", "BU00010101", "BU00010102"
CORNERS = {
    SOUTH_WEST: (230_000, 550_000),
    NORTH_WEST: (230_000, 551_000),
    SOUTH_EAST: (231_000, 550_000),
    NORTH_EAST: (231_000, 551_000),
}
SIDE = 1_000
Address = tuple[str, int, str]
"""Postcode, number and the code of the buurt."""


def middle(buurt: str) -> tuple[int, int]:
    """The point in the middle of a buurt."""
    x, y = CORNERS[buurt]
    return x + SIDE // 2, y + SIDE // 2


def buurten() -> gpd.GeoDataFrame:
    """The four buurten, as a reader of boundaries gives them."""
    return _frame(CORNERS)


def water() -> gpd.GeoDataFrame:
    """The water to the east."""
    return _frame({"BU00010197": (232_000, 550_000)})


def _frame(corners: dict[str, tuple[int, int]]) -> gpd.GeoDataFrame:
    codes = list(corners)
    return gpd.GeoDataFrame(
        {
            "code": codes,
            "naam": [f"Buurt {code[-3:]}" for code in codes],
            "wijkcode": [f"WK{code[2:8]}" for code in codes],
            "gemeentecode": [f"GM{code[2:6]}" for code in codes],
            "gemeentenaam": "Vierdorp",
        },
        geometry=[box(x, y, x + SIDE, y + SIDE) for x, y in corners.values()],
        crs="EPSG:28992",
    )


def write_boundaries(path: Path) -> Path:
    """The buurten and the water as the wijk- en buurtkaart of 2024 names them, in the layer buurten of a GeoPackage."""
    land, wet = buurten().assign(water="NEE"), water().assign(water="JA")
    names = {"code": "buurtcode", "naam": "buurtnaam"}
    for frame, mode in ((land, "w"), (wet, "a")):
        frame.rename(columns=names).to_file(path, layer="buurten", mode=mode)
    return path


def write_postcodes(path: Path, addresses: Iterable[Address], year: int = 2023) -> Path:
    """The table of CBS: codes as numbers, without the letters and without zeros in front."""
    lines = [f"PC6;Huisnummer;Buurt{year};Wijk{year};Gemeente{year}"]
    for postcode, number, code in addresses:
        buurt, wijk, gemeente = code[2:], code[2:8], code[2:6]
        lines.append(f"{postcode};{number};{buurt.lstrip('0')};{wijk.lstrip('0')};{gemeente.lstrip('0')}")
    path.write_text("\n".join(lines) + "\n")
    return path


def region_rows() -> dict[str, list[dict[str, Any]]]:
    """The tables of a region that holds this town."""
    source = {"bron": "voorbeeld", "jaar": 2026}
    return {
        "gemeenten": [{"code": "GM0001", "naam": "Vierdorp", **source}],
        "wijken": [
            {"code": code, "naam": naam, "gemeente": "GM0001", **source}
            for code, naam in (("WK000100", "West"), ("WK000101", "Oost"))
        ],
        "buurten": [{"code": code, "naam": code, "wijk": f"WK{code[2:8]}", **source} for code in CORNERS],
    }


def csv(rows: Sequence[dict[str, Any]]) -> str:
    """Rows as a CSV file of Dutch Excel."""
    heading = list(dict.fromkeys(column for row in rows for column in row))
    lines = [heading, *([str(row.get(column, "")) for column in heading] for row in rows)]
    return "\n".join(";".join(line) for line in lines) + "\n"
