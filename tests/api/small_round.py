"""A small solved round with something on every page, and names that try to break out of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache

from api.shown import Shown
from optimizer.agreements import (
    Claim,
    Consent,
    ContactExclusion,
    ContactLevel,
    Link,
    Pin,
    PinReason,
    PlacementStatus,
    Quota,
    QuotaBasis,
    RentException,
)
from optimizer.people import (
    Anchor,
    AnchorKind,
    AreaReasonCode,
    AreaWish,
    Band,
    Child,
    Deadline,
    DeadlineBasis,
    Designation,
    Household,
    Support,
)
from optimizer.policy import Begeleiding
from optimizer.round import Round
from optimizer.solve import practice, solve
from optimizer.supply import Need, Organisation
from tests.worlds import DECISION, cap, dwelling, person, world

HOSTILE = "<script>alert('x')</script>"
SLASHED = "p/1 & <b>"
MAP = """<!DOCTYPE html>
<html lang="nl"><head><meta charset="utf-8"><title>Kaart</title></head>
<body><h1>Kaart van de toets</h1><p id="hier">nog niets</p>
<script>document.getElementById("hier").textContent = "getekend";</script></body></html>"""


@cache
def small_round() -> Round:
    """Ten people, eight dwellings, and every kind of agreement."""
    people = [
        person("ans"),
        person("bea", returns=False, needs=frozenset({Need.LIFT}), preferred=(wish("wijk-b"),)),
        person("cas", origin=None, care=Begeleiding.ZWAAR, anchors=(near("wijk-b"),)),
        person("dirk", designated=Designation(municipality="GM-B", reason="netwerk")),
        person("eva", support=Support(provider=None, hours=3), rounds_missed=2),
        person("fop", household=Household(adults=2, children=(Child(age=3), Child(age=14, coparented=True)))),
        person("gijs", deadline=Deadline(on=date(2026, 11, 1), basis=DeadlineBasis.ONTSLAG), ready_on=date(2026, 3, 1)),
        person("hanna"),
        person(SLASHED, excluded=(wish("wijk-a"),)),
        person(HOSTILE, origin="GM-B"),
    ]
    homes = [
        dwelling("w1", "a"),
        dwelling("w2", "a", rent=80_000),
        dwelling("w3", "b", floor=2, offers=frozenset({Need.LIFT})),
        dwelling("w4", "b"),
        dwelling("w5", "c"),
        dwelling("w6", "c", corporation="corp-2"),
        dwelling("w7", "d", bedrooms=3, rooms=4, min_persons=3, max_persons=5),
        dwelling("w8 <i>", "d", corporation=None, provider="zorg-1"),
    ]
    return world(
        people,
        homes,
        name=f"Ronde {HOSTILE}",
        origin_of_data="synthetisch, zaad 7",
        corporations=(Organisation(id="corp-1", name=HOSTILE), Organisation(id="corp-2", name="Corporatie 2")),
        limits=[
            cap("wijk-a", 2, used=1, consent=Consent(extra=1, decision=DECISION)),
            cap("wijk-b", 5, reserved_for_zwaar=3),
            cap("wijk-c", 1),
            cap("complex-d", 0),
        ],
        quotas=[
            Quota(id="q1", name=f"Aadorp {HOSTILE}", basis=QuotaBasis.LEVERING, municipality="GM-A", minimum=9),
            Quota(id="q2", name="Beekstad", basis=QuotaBasis.OPGAVE, municipality="GM-B", minimum=1, maximum=3),
        ],
        claims=[Claim(person="hanna", dwelling="w6", status=PlacementStatus.AANGEBODEN)],
        pins=[Pin(person="gijs", dwelling="w2", reason=PinReason.VERSTUURD)],
        rent_exceptions=[RentException(person="gijs", dwelling="w2", decision=DECISION)],
        links=[Link(id="samen", people=frozenset({"ans", "bea"}))],
        contact_exclusions=[
            ContactExclusion(id="apart", people=frozenset({"cas", "dirk"}), level=ContactLevel.BUURT),
            ContactExclusion(
                id="ver", people=frozenset({"ans"}), level=ContactLevel.AFSTAND, metres=300, protected=frozenset({"w5"})
            ),
        ],
    )


def wish(area: str) -> AreaWish:
    """A wish about an area."""
    return AreaWish(area=area, reason=AreaReasonCode.NETWERK)


def near(area: str) -> Anchor:
    """A place right in an area."""
    return Anchor(kind=AnchorKind.NETWERK, bands=(Band(area=area, band=0),))


@cache
def small() -> Shown:
    """The small round with its proposal."""
    round_ = small_round()
    return Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP)


@cache
def clashing() -> Shown:
    """The same with two people who must have the same home."""
    twice = (
        Pin(person="ans", dwelling="w1", reason=PinReason.BESLUIT),
        Pin(person="dirk", dwelling="w1", reason=PinReason.AKKOORD),
    )
    round_ = replace(small_round(), pins=twice)
    return Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP)


@cache
def empty() -> Shown:
    """A round with nothing in it."""
    round_ = world(name="Lege ronde")
    return Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP)
