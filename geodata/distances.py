"""Everything that needs a coordinate: bands to anchor places, and dwellings too near each other or a place.

Coordinates are RD (EPSG:28992) in metres, distances as the crow flies; none of them leaves this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import STRtree

from geodata.register import Register, Row
from geodata.rows import local_areas_around, rows_in, values_of
from optimizer.agreements import ContactExclusion, ContactLevel
from optimizer.people import Anchor, AnchorKind, Band

Points = NDArray[np.int64]


def anchors_of(register: Register) -> dict[str, tuple[Anchor, ...]]:
    """Per pseudonym the anchors, as bands of every wijk that has a dwelling in the register.

    The distance is that from the point of the wijk; a wijk beyond the last band is not listed.
    """
    lived_in = set(register.woningen["wijk"])
    wijken = [row for row in rows_in(register, "wijken") if row["code"] in lived_in and row["punt_x"] is not None]
    places = _points((row["punt_x"], row["punt_y"]) for row in wijken)
    steps = sorted((row["tot_meters"], row["band"]) for row in rows_in(register, "afstandsbanden"))
    edges = [edge for edge, _ in steps]
    listed = [[Band(area=row["code"], band=band) for row in wijken] for _, band in steps]
    anchors: dict[str, list[Anchor]] = defaultdict(list)
    for row in rows_in(register, "ankers"):
        metres = _distances(places, (row["punt_x"], row["punt_y"]))
        anchors[row["uitstromer"]].append(Anchor(kind=AnchorKind(row["soort"]), bands=_bands(listed, metres, edges)))
    return {person: tuple(found) for person, found in anchors.items()}


def contact_exclusions_of(register: Register) -> tuple[ContactExclusion, ...]:
    """The contactuitsluitingen, with the dwellings that are too close or protected."""
    stays = {
        row["code"]: (row["verblijf_punt_x"], row["verblijf_punt_y"])
        for row in rows_in(register, "uitstromers")
        if row["verblijf_punt_x"] is not None
    }
    rows = rows_in(register, "uitsluitingen")
    homes = _homes_of(register, measured=any(row["niveau"] == ContactLevel.AFSTAND for row in rows))
    close = {
        metres: _close_pairs(homes, metres) for metres in {row["meters"] for row in rows if _of_two_at_distance(row)}
    }
    return tuple(_exclusion(row, homes, stays, close) for row in rows)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Homes:
    """The dwellings in the order of their codes: their points (none when no rule measures), and per area which ones."""

    codes: NDArray[np.object_]
    points: Points
    by_area: Mapping[str, set[str]]


def _homes_of(register: Register, *, measured: bool) -> _Homes:
    homes = sorted(rows_in(register, "woningen"), key=itemgetter("code"))
    return _Homes(
        codes=np.array([home["code"] for home in homes], dtype=object),
        points=_points((home["punt_x"], home["punt_y"]) for home in homes if measured),
        by_area=_by_area(register, homes),
    )


def _by_area(register: Register, homes: Iterable[Row]) -> Mapping[str, set[str]]:
    """Per area the codes of the dwellings in it, as `Dwelling.areas` has them."""
    towns = {row["code"]: row["gemeente"] for row in rows_in(register, "wijken")}
    around = local_areas_around(register)
    found: dict[str, set[str]] = defaultdict(set)
    for home in homes:
        named = (towns[home["wijk"]], *(home[level] for level in ("wijk", "buurt", "complex", "portiek")))
        for area in (*named, *home["lokale_gebieden"], *around[home["wijk"]], *around[home["buurt"]]):
            if area is not None:
                found[area].add(home["code"])
    return found


def _of_two_at_distance(row: Row) -> bool:
    return row["niveau"] == ContactLevel.AFSTAND and len(row["uitstromers"]) > 1


def _exclusion(
    row: Row,
    homes: _Homes,
    stays: Mapping[str, tuple[int, int]],
    close: Mapping[int, frozenset[tuple[str, str]]],
) -> ContactExclusion:
    protected = set[str]().union(*(homes.by_area.get(area, ()) for area in row["beschermde_gebieden"]))
    if row["niveau"] == ContactLevel.AFSTAND:
        places = [stays[person] for person in row["uitstromers"] if person in stays and _of_two_at_distance(row)]
        if row["beschermd_punt_x"] is not None:
            places.append((row["beschermd_punt_x"], row["beschermd_punt_y"]))
        for place in places:
            protected.update(homes.codes[_distances(homes.points, place) < row["meters"]].tolist())
    return ContactExclusion(
        **values_of("uitsluitingen", row),
        protected=frozenset(protected),
        close=close[row["meters"]] if _of_two_at_distance(row) else frozenset(),
    )


def _close_pairs(homes: _Homes, metres: int) -> frozenset[tuple[str, str]]:
    """The unordered pairs of dwellings less than so many metres apart, first code first."""
    tree = STRtree(np.asarray(shapely.points(homes.points)))
    found = tree.query(tree.geometries, predicate="dwithin", distance=metres)
    one, other = found[:, found[0] < found[1]]
    near = ((homes.points[one] - homes.points[other]) ** 2).sum(axis=1) < metres**2
    return frozenset(zip(homes.codes[one[near]].tolist(), homes.codes[other[near]].tolist(), strict=True))


def _bands(listed: list[list[Band]], metres: NDArray[np.float64], edges: list[int]) -> tuple[Band, ...]:
    """Of every wijk the band it is in; `listed`: per band, in the order of their edges, that of every wijk."""
    numbers = np.searchsorted(edges, metres, side="right").tolist()
    return tuple(listed[number][at] for at, number in enumerate(numbers) if number < len(listed))


def _points(pairs: Iterable[tuple[int, int]]) -> Points:
    return np.array(list(pairs), dtype=np.int64).reshape(-1, 2)


def _distances(points: Points, place: tuple[int, int]) -> NDArray[np.float64]:
    return np.hypot(points[:, 0] - place[0], points[:, 1] - place[1])
