"""The ways in which one row says where it lies, and what they say together.

Every way that is given must agree: a code, a point and an address that contradict each other are a fault that names
them all. What one way leaves open, such as a point on a border, another may settle; nothing else does.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import reduce

from geodata.locating.locate import How, Placed

ANY_WAY = "wijk en buurt, of postcode en huisnummer, of een punt"
TOGETHER = "een buurt, postcode en punt die bij elkaar horen"
# What would have been right, by what came out.
EXPECTED = {
    Placed.BINNEN: TOGETHER,
    Placed.OP_DE_GRENS: "een plek in één buurt, of ook een buurt erbij",
    Placed.BUITEN_DE_REGIO: "een punt in de regio",
    Placed.IN_WATER: "een punt op het land",
    Placed.VERWISSELD: "eerst x en dan y, of eerst lengtegraad (lon) en dan breedtegraad (lat)",
    Placed.GEEN_PUNT: "een lengtegraad van 3 tot 8 en een breedtegraad van 50 tot 54",
    Placed.NIET_IN_TABEL: "een postcode en huisnummer die in de tabel van het CBS staan",
    Placed.NIETS: ANY_WAY,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """One way in which a row says where it lies.

    - `column`: where a fault of it stands; `shown`: what it is called there, such as "postcode 9401AB, nummer 12";
    - `buurten`: where that may be: one when it is certain, none when it is nowhere that is known.
    """

    how: How
    column: str
    shown: str
    outcome: Placed
    buurten: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Settled:
    """The one buurt that all ways allow, and the way that says so."""

    buurt: str
    way: Way


@dataclass(frozen=True, slots=True)
class Unsettled:
    """Why there is not one buurt: `column`, `found` and `expected` of the fault, and the buurten it may be."""

    column: str
    found: str
    expected: str
    outcome: Placed
    between: tuple[str, ...] = ()


def settle(ways: Sequence[Way]) -> Settled | Unsettled:
    """The buurt that the ways agree on. An address that the table does not have says nothing beside another way."""
    if all(way.column == "wijk" for way in ways):
        return Unsettled("buurt", "niets", ANY_WAY, Placed.NIETS)
    rest = [way for way in ways if way.outcome is not Placed.NIET_IN_TABEL] or list(ways)
    lost = next((way for way in rest if not way.buurten), None)
    if lost is not None:
        others = _listed([_where(way) for way in rest if way is not lost])
        return Unsettled(
            lost.column, f"{_where(lost)}{f', en {others}' if others else ''}", EXPECTED[lost.outcome], lost.outcome
        )
    left: frozenset[str] = reduce(frozenset.__and__, (way.buurten for way in rest))
    # A point on the edge of all that is known may as well lie outside it.
    if len(left) == 1 and any(way.outcome is Placed.BINNEN for way in rest):
        return Settled(next(iter(left)), _telling(rest))
    found = _listed(map(_where, rest))
    between = tuple(sorted(left))
    if between:
        return Unsettled(rest[-1].column, found, EXPECTED[Placed.OP_DE_GRENS], Placed.OP_DE_GRENS, between)
    return Unsettled(rest[0].column, found, TOGETHER, Placed.BINNEN)


def _telling(ways: Iterable[Way]) -> Way:
    """The way that a place is said to come from: what the supplier wrote himself goes before what was looked up."""
    order = list(How)
    return min(ways, key=lambda way: (len(way.buurten), order.index(way.how)))


def _where(way: Way) -> str:
    """What one way says, as a phrase."""
    if way.how is How.CODE:
        return way.shown
    if len(way.buurten) == 1 and way.outcome is Placed.BINNEN:
        return f"{way.shown} in buurt {next(iter(way.buurten))}"
    if way.outcome is Placed.OP_DE_GRENS:
        return f"{way.shown} op de grens van buurt {of(way.buurten)}"
    if way.buurten:
        return f"{way.shown} in buurt {of(way.buurten)}"
    return f"{way.shown}{',' if way.outcome is Placed.NIET_IN_TABEL else ''} {way.outcome}"


def of(codes: Collection[str]) -> str:
    """The codes as a choice: "A", "A of B", "A, B of C"."""
    *most, last = sorted(codes)
    return f"{', '.join(most)} of {last}" if most else last


def _listed(phrases: Iterable[str]) -> str:
    return ", en ".join(phrases)
