"""Everything that needs a coordinate: bands to anchor places, and dwellings too near each other or a place.

Coordinates are RD (EPSG:28992) in metres, distances as the crow flies; none of them leaves this module.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely import Point, STRtree

from geodata.register import Register
from geodata.rows import rows_in, values_of
from optimizer.agreements import ContactExclusion, ContactLevel
from optimizer.people import Anchor, AnchorKind, Band

Points = NDArray[np.int64]


def anchors_of(register: Register) -> dict[str, tuple[Anchor, ...]]:
    """Per pseudonym the anchors, as bands of every wijk that has a dwelling in the register.

    The distance is that from the point of the wijk; a wijk beyond the last band is not listed.
    """
    lived_in = set(register.woningen["wijk"])
    wijken = [row for row in rows_in(register, "wijken") if row["code"] in lived_in and row["punt_x"] is not None]
    codes = np.array([row["code"] for row in wijken], dtype=object)
    places = _points((row["punt_x"], row["punt_y"]) for row in wijken)
    steps = sorted((row["tot_meters"], row["band"]) for row in rows_in(register, "afstandsbanden"))
    anchors: dict[str, list[Anchor]] = defaultdict(list)
    for row in rows_in(register, "ankers"):
        metres = _distances(places, (row["punt_x"], row["punt_y"]))
        anchors[row["uitstromer"]].append(Anchor(kind=AnchorKind(row["soort"]), bands=_bands(codes, metres, steps)))
    return {person: tuple(found) for person, found in anchors.items()}


def contact_exclusions_of(register: Register) -> tuple[ContactExclusion, ...]:
    """The contactuitsluitingen, with the dwellings that are too close or protected."""
    town = {row["code"]: row["gemeente"] for row in rows_in(register, "wijken")}
    homes = [{**home, "gemeente": town[home["wijk"]]} for home in rows_in(register, "woningen")]
    stays = {
        row["code"]: (row["verblijf_punt_x"], row["verblijf_punt_y"])
        for row in rows_in(register, "uitstromers")
        if row["verblijf_punt_x"] is not None
    }
    rows = rows_in(register, "uitsluitingen")
    close = {
        metres: _close_pairs(homes, metres) for metres in {row["meters"] for row in rows if _of_two_at_distance(row)}
    }
    return tuple(_exclusion(row, homes, stays, close) for row in rows)


def _of_two_at_distance(row: Mapping[str, Any]) -> bool:
    return row["niveau"] == ContactLevel.AFSTAND and len(row["uitstromers"]) > 1


def _exclusion(
    row: Mapping[str, Any],
    homes: list[dict[str, Any]],
    stays: Mapping[str, tuple[int, int]],
    close: Mapping[int, frozenset[tuple[str, str]]],
) -> ContactExclusion:
    forbidden = set(row["beschermde_gebieden"])
    protected = {home["code"] for home in homes if forbidden & _areas(home)}
    if row["niveau"] == ContactLevel.AFSTAND:
        places = [stays[person] for person in row["uitstromers"] if person in stays and _of_two_at_distance(row)]
        if row["beschermd_punt_x"] is not None:
            places.append((row["beschermd_punt_x"], row["beschermd_punt_y"]))
        protected |= _near_a_place(homes, places, row["meters"])
    return ContactExclusion(
        **values_of("uitsluitingen", row),
        protected=frozenset(protected),
        close=close[row["meters"]] if _of_two_at_distance(row) else frozenset(),
    )


def _areas(home: Mapping[str, Any]) -> set[str]:
    named = (home[level] for level in ("gemeente", "wijk", "buurt", "complex", "portiek"))
    return {*(area for area in named if area is not None), *home["lokale_gebieden"]}


def _near_a_place(homes: list[dict[str, Any]], places: list[tuple[int, int]], metres: int) -> set[str]:
    points = _points((home["punt_x"], home["punt_y"]) for home in homes)
    near = np.zeros(len(homes), dtype=bool)
    for place in places:
        near |= _distances(points, place) < metres
    return {home["code"] for home, is_near in zip(homes, near, strict=True) if is_near}


def _close_pairs(homes: list[dict[str, Any]], metres: int) -> frozenset[tuple[str, str]]:
    """The unordered pairs of dwellings less than so many metres apart, first code first."""
    ordered = sorted(homes, key=lambda home: str(home["code"]))
    points = _points((home["punt_x"], home["punt_y"]) for home in ordered)
    tree = STRtree([Point(x, y) for x, y in points.tolist()])
    one, other = tree.query(tree.geometries, predicate="dwithin", distance=metres)
    apart = ((points[one] - points[other]) ** 2).sum(axis=1)
    near = (one < other) & (apart < metres**2)
    codes = [home["code"] for home in ordered]
    return frozenset(
        (codes[left], codes[right]) for left, right in zip(one[near].tolist(), other[near].tolist(), strict=True)
    )


def _bands(codes: NDArray[np.object_], metres: NDArray[np.float64], steps: list[tuple[int, int]]) -> tuple[Band, ...]:
    edges = [edge for edge, _ in steps]
    numbers = np.searchsorted(edges, metres, side="right")
    return tuple(
        Band(area=code, band=steps[number][1])
        for code, number in zip(codes, numbers, strict=True)
        if number < len(steps)
    )


def _points(pairs: Iterable[tuple[int, int]]) -> Points:
    return np.array(list(pairs), dtype=np.int64).reshape(-1, 2)


def _distances(points: Points, place: tuple[int, int]) -> NDArray[np.float64]:
    return np.hypot(points[:, 0] - place[0], points[:, 1] - place[1])
