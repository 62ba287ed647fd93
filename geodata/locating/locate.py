"""Where points lie: in which buurt, wijk and gemeente, or why nobody can say.

A point on a border, outside the region or in water is reported with the buurten it may lie in, never guessed.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely
from shapely import STRtree

from geodata.locating.coordinates import Coordinates, Pair, RdPoints, to_rd

# Metres to a border within which a point may as well lie on the other side: borders are drawn to about half a metre.
# A longitude and latitude become RD with an error of up to 1 m.
ON_BORDER, ON_BORDER_DEGREES = 0.5, 1.0

Indices = npt.NDArray[np.intp]
Flags = npt.NDArray[np.bool_]
Objects = npt.NDArray[np.object_]


class Placed(StrEnum):
    """What came out of locating one thing; the text is what users read after "gevonden"."""

    BINNEN = "binnen een buurt"
    OP_DE_GRENS = "op de grens van buurten"
    BUITEN_DE_REGIO = "buiten de buurten die bekend zijn"
    IN_WATER = "in het water"
    VERWISSELD = "coördinaten die verwisseld zijn"
    GEEN_PUNT = "geen punt in Nederland"
    NIET_IN_TABEL = "niet in de tabel van het CBS"
    NIETS = "niets"


class How(StrEnum):
    """The way in which something was located."""

    CODE = "code"
    COORDINATES = "coordinates"
    POSTCODE = "postcode"


@dataclass(frozen=True, eq=False, kw_only=True)
class Located:
    """One row per thing, in the order and with the index of what was handed in.

    `frame`: `buurt`, `wijk`, `gemeente` (codes, missing where not located), `how` (`How`), `outcome` (`Placed`) and
    `between` (codes of the buurten it may lie in, when that is not settled).
    """

    frame: pd.DataFrame


def locate_points(
    x: Coordinates, y: Coordinates, buurten: gpd.GeoDataFrame, water: gpd.GeoDataFrame | None = None
) -> Located:
    """Each point in the buurt that holds it, more than `ON_BORDER` away from any border.

    `x`, `y`: RD or longitude and latitude, told apart per point, missing allowed. `buurten`: `code`, `wijkcode`,
    `gemeentecode` and geometry in RD; `water`: geometry in RD. Where buurten overlap, a point lies between them.
    """
    points = to_rd(x, y)
    (at, which), inside = near(points, buurten)
    count = len(points.x)
    certain = np.bincount(which, minlength=count) == 1
    certain[which[~inside]] = False
    home = np.full(count, -1, dtype=np.intp)
    home[which] = at
    home[~certain] = -1
    outcome = _outcomes(points, certain, np.isin(np.arange(count), which), water)
    codes = buurten["code"].to_numpy(dtype=object)
    frame = pd.DataFrame(
        {
            "buurt": _taken(codes, home),
            "wijk": _taken(buurten["wijkcode"].to_numpy(dtype=object), home),
            "gemeente": _taken(buurten["gemeentecode"].to_numpy(dtype=object), home),
            "how": pd.array([How.COORDINATES.value if known else None for known in points.known], dtype="string"),
            "outcome": pd.array([str(one) for one in outcome], dtype="string"),
            "between": _between(codes, at, which, ~certain),
        },
        index=x.index if isinstance(x, pd.Series) else None,
    )
    return Located(frame=frame)


def near(points: RdPoints, areas: gpd.GeoDataFrame) -> tuple[tuple[Indices, Indices], Flags]:
    """The pairs of area and point that lie in or at each other, and whether the point is well inside."""
    shapes = areas.geometry.to_numpy()
    shapely.prepare(shapes)
    dots = _dots(points)
    # The tree holds the points: then it is the buurt, with its many corners, that is prepared for all of its points.
    at, which = STRtree(dots).query(shapes, predicate="dwithin", distance=ON_BORDER_DEGREES)
    margin = np.where(points.pairs == Pair.LON_LAT, ON_BORDER_DEGREES, ON_BORDER)[which]
    holds = shapely.intersects_xy(shapes[at], points.x[which], points.y[which])
    to_border = shapely.distance(shapely.boundary(shapes)[at], dots[which])
    counts = holds | (to_border <= margin)
    return (at[counts], which[counts]), (holds & (to_border > margin))[counts]


def _dots(points: RdPoints) -> npt.NDArray[np.object_]:
    """Points of shapely; an empty one, which nothing is near to, where there is no place."""
    return np.asarray(shapely.points(np.column_stack([points.x, points.y]), handle_nan="skip"))


def _outcomes(points: RdPoints, certain: Flags, touched: Flags, water: gpd.GeoDataFrame | None) -> Objects:
    outcome = np.full(len(points.x), Placed.BUITEN_DE_REGIO, dtype=object)
    if water is not None and len(water):
        # A point near a buurt lies on the waterside, and may lie in the buurt.
        at = STRtree(_dots(points)).query(water.geometry.to_numpy(), predicate="intersects")[1]
        outcome[at] = Placed.IN_WATER
    outcome[touched] = Placed.OP_DE_GRENS
    outcome[certain] = Placed.BINNEN
    outcome[~points.known] = Placed.GEEN_PUNT
    outcome[np.isin(points.pairs, (Pair.SWAPPED_RD, Pair.SWAPPED_LON_LAT))] = Placed.VERWISSELD
    outcome[points.pairs == Pair.MISSING] = Placed.NIETS
    return outcome


def _taken(codes: Objects, at: Indices) -> pd.api.extensions.ExtensionArray:
    """The code at each place, missing at -1."""
    found = np.full(len(at), None, dtype=object)
    found[at >= 0] = codes[at[at >= 0]]
    return pd.array(found, dtype="string")


def _between(codes: Objects, at: Indices, which: Indices, unsettled: Flags) -> list[tuple[str, ...]]:
    between: list[tuple[str, ...]] = [()] * len(unsettled)
    open_pairs = unsettled[which]
    for buurt, point in sorted(zip(codes[at[open_pairs]], which[open_pairs].tolist(), strict=True)):
        between[point] = (*between[point], str(buurt))
    return between
