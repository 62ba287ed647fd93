"""The anchors of people: a point, or an address that stands for the inner point of its buurt."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from geodata.boundaries.inner_points import inner_points
from geodata.locating.geography import Geography
from geodata.locating.locate import How, Placed
from geodata.locating.lookups import Lookups
from geodata.locating.row_ways import address_ways, point_ways, without_means
from geodata.locating.rows import Work, fault_of, parted, unread_rows, work_on
from geodata.locating.ways import Unsettled, settle
from geodata.reading import Reading

ANKERS = "ankers"


def anchored(reading: Reading, lookups: Lookups, geography: Geography) -> Work:
    """The anchors, with a point for those that have only an address: the inner point of its buurt."""
    work = work_on(ANKERS, reading)
    passed = unread_rows(reading, ANKERS)
    places = _inner_points(geography, {code for at in range(len(work.rows)) for code in _buurten(work, at, lookups)})
    for at, row in enumerate(work.rows):
        wrong = () if at in passed else _anchor(work, at, row, lookups, places)
        work.faults += (fault_of(reading, ANKERS, at, fault) for fault in wrong)
    return work


def _buurten(work: Work, at: int, lookups: Lookups) -> frozenset[str]:
    ways, _ = parted(address_ways(work.rows[at], lookups))
    return frozenset().union(*(way.buurten for way in ways))


def _inner_points(geography: Geography, codes: set[str]) -> Mapping[str, tuple[int, int]]:
    """By buurt its inner point; none of a buurt that has no point in whole metres."""
    if not codes or geography.buurten is None:
        return {}
    areas = geography.buurten.areas
    found = inner_points(areas[areas["code"].isin(codes)])
    found = found[found["afgerond"] > 0]
    return {code: (round(point.x), round(point.y)) for code, point in zip(found["code"], found.geometry, strict=True)}


def _anchor(
    work: Work, at: int, row: dict[str, Any], lookups: Lookups, places: Mapping[str, tuple[int, int]]
) -> Iterator[Unsettled]:
    ways, wrong = parted([*point_ways(ANKERS, at, lookups), *address_ways(row, lookups)])
    if wrong:
        yield from wrong
    elif row["punt_x"] is None:
        yield from _anchor_at_address(work, at, row, lookups, places)
    elif len(ways) > 1:
        # The point itself is what counts, wherever it lies: only that the address contradicts it is a fault.
        place = settle(ways)
        if isinstance(place, Unsettled) and place.outcome is Placed.BINNEN:
            yield place


def _anchor_at_address(
    work: Work, at: int, row: dict[str, Any], lookups: Lookups, places: Mapping[str, tuple[int, int]]
) -> Iterator[Unsettled]:
    ways, _ = parted(address_ways(row, lookups))
    place = settle(ways) if ways else None
    if place is None:
        expected = "een punt in RD, of een postcode en huisnummer"
        yield without_means(row, ANKERS, at, lookups) or Unsettled("punt_x", "niets", expected, Placed.NIETS)
    elif isinstance(place, Unsettled):
        yield replace(place, expected=place.expected if place.outcome is Placed.NIET_IN_TABEL else "een punt erbij")
    elif place.buurt in places:
        row["punt_x"], row["punt_y"] = places[place.buurt]
        work.counts[How.POSTCODE] += 1
    else:
        found = f"{place.way.shown} in buurt {place.buurt}, waarvan geen grens bekend is"
        yield Unsettled("postcode", found, "een bestand met de grens van die buurt, of een punt in RD", Placed.NIETS)
