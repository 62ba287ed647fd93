"""How caps were proposed, as lines of at most 100 characters for a screen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from textwrap import wrap

from api.usecases.derive_caps import DerivedCaps
from geodata.draagkracht.derive import moved_by
from geodata.draagkracht.derived import Derived
from geodata.draagkracht.sentences import draagkracht_of
from optimizer.draagkracht import Colour
from optimizer.errors import Fault, InvalidInput
from optimizer.words import day

WIDTH = 100
ORDER = (Colour.ROOD, Colour.ORANJE, Colour.GROEN, Colour.ONBEKEND)
ROW = "{:<9} {:<28} {:<20} {:<15} {:>5} {:>8} {:>7}"


def overview_lines(caps: DerivedCaps) -> Iterator[str]:
    """A line per wijk, the weakest first, and how many of each class there are."""
    yield f"{caps.policy.name}, op {day(caps.on)}"
    if caps.policy.example:
        yield "Dit is een voorbeeld. Niemand heeft het vastgesteld."
    yield ""
    yield ROW.format("Wijk", "Naam", "Gemeente", "Klasse", "Zeker", "Voorstel", "Besluit")
    for one in in_order(caps):
        yield _row(one, caps)
    yield ""
    counts = Counter(one.colour for one in caps.derived)
    yield ", ".join(f"{counts[colour]} {colour}" for colour in ORDER) + "."
    yield "Zeker: het deel van de herberekeningen waarin een wijk haar klasse houdt."
    yield "Een punt bij besluit: er is nog geen besluit, dus het voorstel geldt."


def in_order(caps: DerivedCaps) -> list[Derived]:
    """The wijken by class and index, the weakest first."""
    return sorted(caps.derived, key=lambda one: (ORDER.index(one.colour), one.final or 0, one.area))


def wijk_lines(caps: DerivedCaps, code: str) -> Iterator[str]:
    """The whole derivation of one wijk. Raises InvalidInput when there is no such wijk."""
    one = next((one for one in caps.derived if one.area == code), None)
    if one is None:
        raise InvalidInput(
            [Fault(("--wijk",), f"'{code}'", f"een wijk van {caps.region}, zoals {caps.derived[0].area}")]
        )
    shown = draagkracht_of(one, caps.heaviest)
    yield f"{one.area} {one.name}, {caps.towns[one.municipality]}"
    decided = caps.decided.get(one.area)
    yield f"Klasse {one.colour}, voorstel {one.proposed}, besluit {'nog niet genomen' if decided is None else decided}"
    yield ""
    for number, step in enumerate(shown.steps, 1):
        yield from wrap(step, WIDTH, initial_indent=f"{number:>2}. ", subsequent_indent="    ")
    yield ""
    if shown.certainty is not None:
        yield f"Zekerheid: in {shown.certainty}% van de herberekeningen houdt de wijk deze klasse."
    for turn in shown.turns:
        yield from wrap(turn, WIDTH, initial_indent="  - ", subsequent_indent="    ")


def sensitivity_lines(caps: DerivedCaps) -> Iterator[str]:
    """What every change does in the region, with the wijken that get another class."""
    moved = moved_by(caps.derived)
    if not moved:
        yield "Geen enkele wijk wisselt van klasse."
    for change in moved:
        number = len(change.wijken)
        yield f"{change.cause}: {number} {'wijk wisselt' if number == 1 else 'wijken wisselen'} van klasse."
        which = ", ".join(f"{code} van {old} naar {new}" for code, old, new in change.wijken)
        yield from wrap(which, WIDTH, initial_indent="    ", subsequent_indent="    ")


def _row(one: Derived, caps: DerivedCaps) -> str:
    sure = "" if one.certainty is None else f"{one.certainty}%"
    town = caps.towns[one.municipality]
    decided = caps.decided.get(one.area)
    return ROW.format(
        one.area, one.name[:28], town[:20], one.colour, sure, one.proposed, "." if decided is None else decided
    )
