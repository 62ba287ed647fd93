"""Coordinates as people hand them in: RD or longitude and latitude, told apart by their range alone.

Nothing is turned around silently: a pair that only fits the other way round is called swapped, and gets no place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import TypeAlias

import numpy as np
import numpy.typing as npt
import pandas as pd
from pyproj import Transformer

RD, LON_LAT = "EPSG:28992", "EPSG:4326"
# The Netherlands with room around it; the two systems and their swapped forms share no pair but (300,000, 300,000).
X_RD, Y_RD = (0, 300_000), (300_000, 650_000)
LON, LAT = (3, 8), (50, 54)

Numbers = npt.NDArray[np.float64]
Coordinates: TypeAlias = "Sequence[float | None] | npt.NDArray[np.float64] | pd.Series[float]"


class Pair(StrEnum):
    """What a pair of coordinates is; the text is what users read after "gevonden"."""

    RD = "een punt in RD"
    LON_LAT = "een lengte- en breedtegraad"
    SWAPPED_RD = "RD met x en y verwisseld"
    SWAPPED_LON_LAT = "lengte- en breedtegraad verwisseld"
    WITHOUT_X = "een tweede coördinaat zonder de eerste"
    WITHOUT_Y = "een eerste coördinaat zonder de tweede"
    ELSEWHERE = "geen punt in Nederland"
    MISSING = "geen punt"


@dataclass(frozen=True, slots=True, eq=False)
class RdPoints:
    """Points in RD, metres; `x` and `y` are NaN where `pairs` is neither RD nor longitude and latitude."""

    x: Numbers
    y: Numbers
    pairs: npt.NDArray[np.object_]

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Which of them have a place."""
        return ~np.isnan(self.x)


def pairs_of(x: Coordinates, y: Coordinates) -> npt.NDArray[np.object_]:
    """What each pair is, as `Pair`; a missing coordinate is None or NaN."""
    one, other = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
    pairs = np.full(one.shape, Pair.ELSEWHERE, dtype=object)
    missing = np.isnan(one), np.isnan(other)
    pairs[missing[0]] = Pair.WITHOUT_X
    pairs[missing[1]] = Pair.WITHOUT_Y
    pairs[missing[0] & missing[1]] = Pair.MISSING
    pairs[_within(other, X_RD) & _within(one, Y_RD)] = Pair.SWAPPED_RD
    pairs[_within(other, LON) & _within(one, LAT)] = Pair.SWAPPED_LON_LAT
    pairs[_within(one, X_RD) & _within(other, Y_RD)] = Pair.RD
    pairs[_within(one, LON) & _within(other, LAT)] = Pair.LON_LAT
    return pairs


def to_rd(x: Coordinates, y: Coordinates) -> RdPoints:
    """The pairs as points in RD. Without the national grid file the step from longitude and latitude is good to 1 m."""
    pairs = pairs_of(x, y)
    east, north = np.array(x, dtype=np.float64), np.array(y, dtype=np.float64)
    degrees = pairs == Pair.LON_LAT
    if degrees.any():
        east[degrees], north[degrees] = _from_degrees().transform(east[degrees], north[degrees])
    unknown = ~degrees & (pairs != Pair.RD)
    east[unknown] = north[unknown] = np.nan
    return RdPoints(east, north, pairs)


def hint_for(x: str, y: str) -> str:
    """What to add to "verwacht …" about two texts that are no RD, when it shows what they are; else nothing."""
    try:
        pair = Pair(pairs_of([float(x.replace(",", "."))], [float(y.replace(",", "."))])[0])
    except ValueError:
        return ""
    if pair is Pair.SWAPPED_RD:
        return "; x en y lijken verwisseld"
    if pair in (Pair.LON_LAT, Pair.SWAPPED_LON_LAT):
        return "; een lengte- en breedtegraad horen in lon en lat"
    return ""


@cache
def _from_degrees() -> Transformer:
    return Transformer.from_crs(LON_LAT, RD, always_xy=True)


def _within(values: Numbers, bounds: tuple[int, int]) -> npt.NDArray[np.bool_]:
    return (values >= bounds[0]) & (values <= bounds[1])
