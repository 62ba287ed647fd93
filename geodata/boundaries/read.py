"""Boundaries of gemeenten, wijken and buurten as users download them; the wijken as points for as long as there are none.

Coordinates are RD (EPSG:28992), metres. Boundary files are never part of the product.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

from geodata.boundaries.files import read_layer
from geodata.boundaries.fit import misfits
from geodata.boundaries.names import (
    Attributes,
    Level,
    attributes_in,
    code_meant,
    is_code,
    listed,
    year_in,
)
from geodata.boundaries.repair import different_names, joined, not_areal, repaired
from geodata.boundaries.system import RD, in_rd
from geodata.register import Register
from optimizer.errors import Fault, InvalidInput

__all__ = [
    "COLUMNS",
    "RD",
    "Boundaries",
    "Level",
    "levels_in",
    "points",
    "read_boundaries",
    "without_prefix",
]

COLUMNS = ("code", "naam", "gemeentecode", "gemeentenaam")
# CBS writes "Wijk 07 Marsdijk", and once "Wijke 52 Fluitenberg"; some municipalities leave it out.
PREFIX = r"^Wijke? [0-9]{2} "
# CBS marks with JA what is water, and with B the Belgian ground around Baarle-Nassau, GM0998 Buitenland.
WATER, LAND, BELGIAN = "JA", "NEE", "B"
ABROAD = "GM0998"


@dataclass(frozen=True, eq=False, kw_only=True)
class Boundaries:
    """The areas of one file, level and year.

    - `areas`: land, each code once, sorted by it: `COLUMNS` (for buurten `wijkcode` after `naam`) and geometry in RD;
    - `water`: what the file marks as water, with the same columns; a gemeente has the same code there as on land;
    - `year`: of the areas, None where neither an attribute nor the name of the layer or file says it;
    - `remarks`: what was repaired, left out or taken for granted, in Dutch.
    """

    level: Level
    year: int | None
    areas: gpd.GeoDataFrame
    water: gpd.GeoDataFrame
    remarks: tuple[str, ...]


def read_boundaries(path: Path, level: Level) -> Boundaries:
    """The areas of a level in a GeoPackage, GeoJSON, GML or shapefile, as CBS and PDOK give them in any year.

    Raises InvalidInput with all faults when it can't be read, is of another level, is not in RD or WGS84, or has
    rows without a sound code, name or area.
    """
    layer = read_layer(path, level)
    attributes = attributes_in(layer.frame, level, path.name)
    if isinstance(attributes, Fault):
        raise InvalidInput([attributes])
    rows, named = _rows(layer.frame, attributes, level)
    placed = in_rd(rows, path.name)
    years = None if attributes.year is None else _texts(layer.frame[attributes.year])
    year = year_in(years, path.name, layer.names)
    faults = list(_faults_of(path.name, rows, level))
    if isinstance(placed, Fault) or isinstance(year, Fault) or faults:
        raise InvalidInput([*(fault for fault in (placed, year) if isinstance(fault, Fault)), *faults])
    sound, mended = repaired(placed[0])
    land, water, left_out = _apart(sound)
    _refuse_hopeless(path.name, land)
    areas, together = joined(land)
    areas, water = _in_order(areas, level), _in_order(water, level)
    remarks = (*layer.remarks, *placed[1], *named, *left_out, *mended, *together, *misfits(areas, water))
    return Boundaries(level=level, year=year, areas=areas, water=water, remarks=remarks)


def levels_in(path: Path) -> tuple[Level, ...]:
    """The levels of which a file has boundaries. Raises InvalidInput when it has none, or can't be read."""
    levels: list[Level] = []
    faults: list[Fault] = []
    for level in Level:
        try:
            layer = read_layer(path, level, rows=1)
        except InvalidInput as error:
            faults += error.faults
            continue
        found = attributes_in(layer.frame, level, path.name)
        if isinstance(found, Attributes):
            levels.append(level)
        else:
            faults.append(found)
    if not levels:
        raise InvalidInput(dict.fromkeys(faults))
    return tuple(levels)


def points(register: Register) -> gpd.GeoDataFrame:
    """The wijken of a register as points, with the columns of `Boundaries.areas`; for a schematic map."""
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


def _rows(frame: gpd.GeoDataFrame, names: Attributes, level: Level) -> tuple[gpd.GeoDataFrame, tuple[str, ...]]:
    """The rows by our columns, all text, with `water`; what a code says by itself is filled in where no column does."""
    remarks = []
    code = _texts(frame[names.code])
    digits = code.str[2:]
    gemeente = "GM" + digits.str[:4] if names.gemeentecode is None else _texts(frame[names.gemeentecode])
    if names.gemeentenaam is None:
        remarks.append("Het bestand noemt geen namen van gemeenten; de codes staan ervoor in de plaats.")
    columns = {
        "code": code,
        "naam": _texts(frame[names.naam]),
        "wijkcode": "WK" + digits.str[:6] if names.wijkcode is None else _texts(frame[names.wijkcode]),
        "gemeentecode": gemeente,
        "gemeentenaam": gemeente if names.gemeentenaam is None else _texts(frame[names.gemeentenaam]),
        "water": LAND if names.water is None else _texts(frame[names.water]).str.upper(),
    }
    if level is not Level.BUURT:
        del columns["wijkcode"]
    rows = gpd.GeoDataFrame(columns, geometry=frame.geometry.to_numpy(), crs=frame.crs, index=frame.index)
    return rows.reset_index(drop=True), tuple(remarks)


def _texts(values: pd.Series[str]) -> pd.Series[str]:
    """Without the blanks that fill up a column of fixed width; nothing but blanks is nothing."""
    texts = values.astype("string").str.strip()
    return texts.where(texts != "")


def _faults_of(file: str, rows: gpd.GeoDataFrame, level: Level) -> Iterator[Fault]:
    """The faults of all rows but those of water and abroad, which carry no figures and are no area for anybody."""
    marks = rows["water"].isin([WATER, LAND, BELGIAN])
    for row, mark in rows["water"][~marks].items():
        found = f"'{mark}'" if isinstance(mark, str) else "niets"
        yield Fault((file, _row(row), "water"), found, "JA (water), NEE (land) of B (Belgisch)")
    land = rows[~rows["water"].isin([WATER, BELGIAN])]
    if land.empty:
        yield Fault((file,), f"geen enkele {level}", f"minstens één {level}")
    for row, code in land["code"][~is_code(land["code"], level)].items():
        shown = f"'{code}'" if isinstance(code, str) else "niets"
        yield Fault((file, _row(row), "code"), shown, code_meant(str(code), level))
    yield from _empty(file, land, level)
    yield from _elsewhere(file, land, level)
    for row, found in not_areal(land).items():
        yield Fault((file, _row(row), "geometry"), found, "een vlak")
    for code, names in different_names(land).items():
        yield Fault((file, str(code)), f"deze code bij {names}", "één naam bij een code")


def _empty(file: str, land: gpd.GeoDataFrame, level: Level) -> Iterator[Fault]:
    """Rows without a name, or without the area around them; that a code is empty has been said."""
    columns = [column for column in land.columns if column not in ("code", "water", "geometry")]
    for row in land[land[columns].isna().any(axis=1)].index:
        yield Fault((file, _row(row)), "een leeg kenmerk", f"een code en een naam van {level} en gemeente")


def _elsewhere(file: str, land: gpd.GeoDataFrame, level: Level) -> Iterator[Fault]:
    """Rows whose code begins otherwise than that of the area they are said to lie in."""
    sound = land[is_code(land["code"], level)]
    digits = sound["code"].str[2:]
    around = {"gemeentecode": "GM" + digits.str[:4]}
    if level is Level.BUURT:
        around["wijkcode"] = "WK" + digits.str[:6]
    for column, expected in around.items():
        wrong = sound[column].notna() & (sound[column] != expected)
        for row in sound.index[wrong]:
            yield Fault(
                (file, _row(row), column),
                f"{sound[column][row]} bij {level} {sound['code'][row]}",
                f"{expected[row]}, want zo begint de code",
            )


def _refuse_hopeless(file: str, land: gpd.GeoDataFrame) -> None:
    gone = land[land.geometry.is_empty]
    if len(gone):
        found = f"een rand van {listed(gone['code'])} die niets omsluit"
        raise InvalidInput([Fault((file,), found, "een vlak")])


def _apart(rows: gpd.GeoDataFrame) -> tuple[gpd.GeoDataFrame, gpd.GeoDataFrame, tuple[str, ...]]:
    """Land and water, and what is said of water and of ground abroad."""
    abroad = (rows["water"] == BELGIAN) | (rows["gemeentecode"] == ABROAD)
    wet = (rows["water"] == WATER) & ~abroad
    said = []
    if wet.any():
        count, codes = int(wet.sum()), listed(rows.loc[wet, "code"].dropna())
        said.append(f"{_rows_said(count)} water en geen gebied: {codes}.")
    if abroad.any():
        count, codes = int(abroad.sum()), listed(rows.loc[abroad, "code"].dropna())
        said.append(f"{_rows_said(count)} buitenland en weggelaten: {codes}.")
    return rows[~wet & ~abroad], rows[wet], tuple(said)


def _rows_said(count: int) -> str:
    return "1 rij is" if count == 1 else f"{count} rijen zijn"


def _in_order(rows: gpd.GeoDataFrame, level: Level) -> gpd.GeoDataFrame:
    kept = rows.drop(columns="water").sort_values("code", ignore_index=True, kind="stable")
    if level is Level.WIJK:
        kept["naam"] = kept["naam"].map(without_prefix, na_action="ignore").astype("string")
    return kept


def _row(index: object) -> str:
    return f"rij {int(str(index)) + 1}"
