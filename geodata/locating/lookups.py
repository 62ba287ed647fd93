"""All points and addresses of a supplier's tables, looked up at once: one join and one pass over the address table."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.boundaries.read import COLUMNS, RD
from geodata.columns import rows_of
from geodata.locating.coordinates import Pair, RdPoints, to_rd
from geodata.locating.geography import Geography
from geodata.locating.locate import locate_points
from geodata.locating.postcodes import Address, Codes, house_number, places_of, plain_postcode

# The pairs of columns that hold a point.
RD_COLUMNS, DEGREE_COLUMNS = ("punt_x", "punt_y"), ("lon", "lat")
POINT_COLUMNS = (RD_COLUMNS, DEGREE_COLUMNS)

Frames = Mapping[str, pd.DataFrame]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Points:
    """The points in one pair of columns of a table: what they are in RD, and where each lies (a row of `Located`)."""

    rd: RdPoints
    places: Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Lookups:
    """What the geography says of everything in some tables.

    - `points`: by table and first column of the pair; `bounded`: whether there are buurten to find them in;
    - `addresses`: None without a table to look them up in.
    """

    points: Mapping[tuple[str, str], Points]
    bounded: bool
    addresses: Mapping[Address, tuple[Codes, ...]] | None


def looked_up(frames: Frames, geography: Geography) -> Lookups:
    """Look everything up. Raises InvalidInput when a file of the geography is not what it should be."""
    pairs = {
        (name, pair[0]): (_numbers(frame, pair[0]), _numbers(frame, pair[1]))
        for name, frame in frames.items()
        for pair in POINT_COLUMNS
        if pair[0] in frame
    }
    asked = any((~np.isnan(x)).any() for x, _ in pairs.values())
    found = geography.buurten if asked else None
    buurten = found.areas if found is not None else _no_buurten()
    water = found.water if found is not None else None
    points = {
        key: Points(to_rd(x, y), rows_of(locate_points(x, y, buurten, water).frame)) for key, (x, y) in pairs.items()
    }
    return Lookups(points=points, bounded=found is not None, addresses=_addresses(frames, geography))


def address_of(postcode: str | None, number: str | None) -> Address | None:
    """The address as the table has it; None when it is not complete or not well formed."""
    plain, house = plain_postcode(postcode or ""), house_number(number or "")
    return (plain, house) if plain is not None and house is not None else None


def is_a_point(points: Points, at: int) -> bool:
    """Whether a row holds a point of the kind that belongs in its columns."""
    return points.rd.pairs[at] in (Pair.RD, Pair.LON_LAT)


def _addresses(frames: Frames, geography: Geography) -> Mapping[Address, tuple[Codes, ...]] | None:
    if geography.postcodes is None:
        return None
    wanted = {
        address_of(None if pd.isna(postcode) else postcode, None if pd.isna(number) else number)
        for frame in frames.values()
        for postcode, number in zip(frame["postcode"], frame["huisnummer"], strict=True)
    }
    known = {address for address in wanted if address is not None}
    return places_of(geography.postcodes, known) if known else {}


def _numbers(frame: pd.DataFrame, column: str) -> Numbers:
    return frame[column].to_numpy(dtype=np.float64, na_value=np.nan)


def _no_buurten() -> gpd.GeoDataFrame:
    return gpd.GeoDataFrame(
        {column: pd.array([], dtype="string") for column in (*COLUMNS, "wijkcode")}, geometry=[], crs=RD
    )
