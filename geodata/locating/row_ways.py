"""What one row of a table says about where it lies: its codes, points and address, each as a way or as a fault."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from geodata.locating.coordinates import Pair
from geodata.locating.locate import How, Placed
from geodata.locating.lookups import DEGREE_COLUMNS, POINT_COLUMNS, Lookups, Points, address_of
from geodata.locating.postcodes import house_number, plain_postcode
from geodata.locating.ways import EXPECTED, Unsettled, Way

# What a file that is not there would have to be, for a row that can only be located with it.
NEEDS_TABLE = "de tabel van het CBS (zoals pc6hnr20240801_gwb.csv) in de map van de regio, of wijk en buurt erbij"
NEEDS_BOUNDARIES = "grenzen van buurten (--grenzen, of grenzen.gpkg in de map van de regio), of wijk en buurt erbij"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Homes:
    """The wijk of every buurt that is known, and the buurten of every wijk."""

    wijk_of: Mapping[str, str]
    buurten_of: Mapping[str, frozenset[str]]


def code_ways(row: Row, homes: Homes) -> Iterator[Way]:
    """The buurt that the row names, or else its wijk. A code that nobody knows is told elsewhere."""
    if row.get("buurt") is not None:
        named = frozenset({row["buurt"]})
        yield Way(how=How.CODE, column="buurt", shown=f"buurt {row['buurt']}", outcome=Placed.BINNEN, buurten=named)
    elif row.get("wijk") in homes.buurten_of:
        inside = homes.buurten_of[row["wijk"]]
        yield Way(how=How.CODE, column="wijk", shown=f"wijk {row['wijk']}", outcome=Placed.BINNEN, buurten=inside)


def point_ways(table: str, at: int, lookups: Lookups) -> Iterator[Way | Unsettled]:
    """The points of the row, in RD and in degrees; without boundaries only what is wrong with them."""
    for pair in POINT_COLUMNS:
        points = lookups.points.get((table, pair[0]))
        if points is None or points.rd.pairs[at] == Pair.MISSING:
            continue
        fault = _fault_of_point(points, at, pair)
        if fault is not None:
            yield fault
        elif lookups.bounded:
            yield _point_way(points, at, pair[0])


def address_ways(row: Row, lookups: Lookups) -> Iterator[Way | Unsettled]:
    """The address of the row; without a table to look it up in only what is wrong with it."""
    postcode, number = row["postcode"], row["huisnummer"]
    if postcode is None and number is None:
        return
    # Where an address is secret, no fault repeats it.
    secret = row.get("geheim_adres") is not False and "geheim_adres" in row
    yield from _faults_of_address(postcode, number, secret=secret)
    address = address_of(postcode, number)
    if address is None or lookups.addresses is None:
        return
    places = lookups.addresses.get(address, ())
    yield Way(
        how=How.POSTCODE,
        column="postcode",
        shown="een geheim adres" if secret else f"postcode {address[0]} met huisnummer {number}",
        outcome=Placed.BINNEN if places else Placed.NIET_IN_TABEL,
        buurten=frozenset(place.buurt for place in places),
    )


def without_means(row: Row, table: str, at: int, lookups: Lookups) -> Unsettled | None:
    """Why a row that names no buurt can't be located for lack of a file; None when no file would help."""
    if lookups.addresses is None and address_of(row["postcode"], row["huisnummer"]) is not None:
        return Unsettled("postcode", "een postcode, zonder tabel om de buurt in te vinden", NEEDS_TABLE, Placed.NIETS)
    for column, _ in () if lookups.bounded else POINT_COLUMNS:
        points = lookups.points.get((table, column))
        if points is not None and points.rd.pairs[at] != Pair.MISSING:
            return Unsettled(
                column, "een punt, zonder grenzen om de buurt in te vinden", NEEDS_BOUNDARIES, Placed.NIETS
            )
    return None


def _fault_of_point(points: Points, at: int, pair: tuple[str, str]) -> Unsettled | None:
    kind = Pair(points.rd.pairs[at])
    if kind in (Pair.WITHOUT_X, Pair.WITHOUT_Y):
        missing, filled = pair if kind is Pair.WITHOUT_X else pair[::-1]
        return Unsettled(missing, "niets", f"een waarde, samen met {filled}", Placed.NIETS)
    if kind is Pair.RD and pair == DEGREE_COLUMNS:
        return Unsettled(
            "lon", str(kind), f"{EXPECTED[Placed.GEEN_PUNT]}; RD hoort in punt_x en punt_y", Placed.GEEN_PUNT
        )
    if kind in (Pair.SWAPPED_RD, Pair.SWAPPED_LON_LAT):
        return Unsettled(pair[0], str(kind), EXPECTED[Placed.VERWISSELD], Placed.VERWISSELD)
    if kind is Pair.ELSEWHERE:
        return Unsettled(pair[0], str(kind), EXPECTED[Placed.GEEN_PUNT], Placed.GEEN_PUNT)
    return None


def _point_way(points: Points, at: int, column: str) -> Way:
    place = points.places[at]
    outcome = Placed(place["outcome"])
    buurten = frozenset({place["buurt"]}) if outcome is Placed.BINNEN else frozenset(place["between"])
    return Way(how=How.COORDINATES, column=column, shown="een punt", outcome=outcome, buurten=buurten)


def _faults_of_address(postcode: str | None, number: str | None, *, secret: bool) -> Iterator[Unsettled]:
    if postcode is None:
        yield Unsettled("postcode", "niets", "een postcode, samen met het huisnummer", Placed.NIETS)
    elif plain_postcode(postcode) is None:
        yield Unsettled(
            "postcode", _shown(postcode, secret=secret), "een postcode, zoals 9401 AB", Placed.NIET_IN_TABEL
        )
    if number is None:
        yield Unsettled("huisnummer", "niets", "een huisnummer, samen met de postcode", Placed.NIETS)
    elif house_number(number) is None:
        expected = "een huisnummer, zoals 12 of 12a"
        yield Unsettled("huisnummer", _shown(number, secret=secret), expected, Placed.NIET_IN_TABEL)


def _shown(text: str, *, secret: bool) -> str:
    return "een geheim adres" if secret else f"'{text}'"
