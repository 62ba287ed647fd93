"""Boundaries of wijken as users download them, and the wijken as points for as long as they have none.

Coordinates are RD (EPSG:28992), metres. Boundary files are never part of the product.
"""

from __future__ import annotations

import re
from enum import StrEnum
from pathlib import Path

import geopandas as gpd
import pandas as pd
from pyproj.exceptions import CRSError

from geodata.register import Register
from optimizer.errors import Fault, InvalidInput

RD = "EPSG:28992"
COLUMNS = ("code", "naam", "gemeentecode", "gemeentenaam")
# The four attributes by what the official files call them, in lower case; it differs by year and by service.
NAMES = (
    ("statcode", "statnaam", "gm_code", "gm_naam"),
    ("wijkcode", "wijknaam", "gemeentecode", "gemeentenaam"),
    ("wk_code", "wk_naam", "gm_code", "gm_naam"),
)
WIJK_CODE = r"WK[0-9]{6}"
# CBS writes "Wijk 07 Marsdijk", and once "Wijke 52 Fluitenberg"; some municipalities leave it out.
PREFIX = r"^Wijke? [0-9]{2} "
AREAL = ("Polygon", "MultiPolygon")


class Level(StrEnum):
    """What the areas of a boundary file are."""

    GEMEENTE = "gemeente"
    WIJK = "wijk"
    BUURT = "buurt"


def read_wijken(path: Path) -> gpd.GeoDataFrame:
    """The wijken of a GeoJSON or GeoPackage, one row per CBS code, sorted by it: `COLUMNS` and geometry in RD.

    Raises InvalidInput when the file can't be read, or is not one of wijken with CBS codes in RD or WGS84.
    """
    frame = _read(path)
    found = _columns_of(frame)
    if found is None:
        expected = " of ".join(", ".join(names) for names in NAMES)
        shown = ", ".join(str(name) for name in frame.columns if name != frame.geometry.name)
        raise InvalidInput([Fault((path.name,), f"de kolommen {shown or '(geen)'}", f"de kolommen {expected}")])
    wijken = gpd.GeoDataFrame(
        {column: frame[name].astype("string") for column, name in zip(COLUMNS, found, strict=True)},
        geometry=frame.geometry.to_numpy(),
        crs=frame.crs,
    )
    faults = _faults_of(path.name, wijken)
    if faults:
        raise InvalidInput(faults)
    wijken["naam"] = wijken["naam"].map(without_prefix)
    return wijken.to_crs(RD).sort_values("code", ignore_index=True)


def points(register: Register) -> gpd.GeoDataFrame:
    """The wijken of a register as points, with the columns of `read_wijken`; for a schematic map."""
    wijken, gemeenten = register.wijken, register.gemeenten
    names = gemeenten.set_index("code")["naam"]
    placed = wijken[wijken["punt_x"].notna() & wijken["punt_y"].notna()]
    return gpd.GeoDataFrame(
        {
            "code": placed["code"],
            "naam": placed["naam"],
            "gemeentecode": placed["gemeente"],
            "gemeentenaam": placed["gemeente"].map(names),
        },
        geometry=gpd.points_from_xy(placed["punt_x"].astype(float), placed["punt_y"].astype(float), crs=RD),
    ).sort_values("code", ignore_index=True)


def without_prefix(name: str) -> str:
    """The name of a wijk without the number that CBS puts before it."""
    return re.sub(PREFIX, "", name)


def _read(path: Path) -> gpd.GeoDataFrame:
    expected = "een bestand met wijkgrenzen, zoals GeoJSON of GeoPackage"
    if not path.is_file():
        raise InvalidInput([Fault((path.name,), "geen bestand", expected)])
    try:
        frame = gpd.read_file(path, layer=_layer(path))
    except (OSError, ValueError, RuntimeError, CRSError):
        raise InvalidInput([Fault((path.name,), "een bestand dat niet te lezen is", expected)]) from None
    if not isinstance(frame, gpd.GeoDataFrame):
        raise InvalidInput([Fault((path.name,), "een tabel zonder grenzen", expected)])
    # The official file draws the water of a municipality as rows of its own.
    water = frame["water"] if "water" in frame else pd.Series("NEE", index=frame.index)
    return frame[water != "JA"].reset_index(drop=True)


def _layer(path: Path) -> str | None:
    """The layer of wijken, in a file that holds more than one."""
    names = [str(name) for name in gpd.list_layers(path)["name"]]
    return next((name for name in names if "wijk" in name.lower()), None) if len(names) > 1 else None


def _columns_of(frame: gpd.GeoDataFrame) -> tuple[str, ...] | None:
    by_name = {str(name).lower(): str(name) for name in frame.columns}
    for names in NAMES:
        if all(name in by_name for name in names):
            return tuple(by_name[name] for name in names)
    return None


def _faults_of(name: str, wijken: gpd.GeoDataFrame) -> list[Fault]:
    faults = []
    if wijken.crs is None or wijken.crs.to_epsg() not in (28992, 4326):
        # CRS84 is WGS84 with longitude first, which is how a GeoJSON is read anyway.
        shown = "geen" if wijken.crs is None else wijken.crs.name
        if "CRS84" not in shown:
            faults.append(Fault((name,), f"coördinatenstelsel {shown}", "RD (EPSG:28992) of WGS84 (EPSG:4326)"))
    if wijken.empty:
        return [*faults, Fault((name,), "geen enkele wijk", "minstens één wijk")]
    faults += _wrong_codes(name, wijken["code"])
    for row in wijken[wijken[list(COLUMNS)].isna().any(axis=1)].index:
        faults.append(Fault((name, f"rij {row + 1}"), "een leeg kenmerk", "een code en een naam van wijk en gemeente"))
    shapes = wijken[~wijken.geometry.geom_type.isin(AREAL) | wijken.geometry.is_empty]
    for row, kind in shapes.geometry.geom_type.items():
        faults.append(Fault((name, f"rij {row + 1}", "geometry"), f"{kind or 'niets'}", "een vlak"))
    return faults


def _wrong_codes(name: str, codes: pd.Series[str]) -> list[Fault]:
    faults = []
    for row, code in codes[~codes.fillna("").str.fullmatch(WIJK_CODE)].items():
        faults.append(
            Fault((name, f"rij {int(str(row)) + 1}", "code"), f"'{code}'", "een CBS-wijkcode, zoals WK010600")
        )
    for row, code in codes[codes.duplicated()].items():
        faults.append(
            Fault((name, f"rij {int(str(row)) + 1}", "code"), f"'{code}', dat al eerder voorkomt", "elke wijk één keer")
        )
    return faults
