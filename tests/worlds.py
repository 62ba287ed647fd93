"""Tiny named worlds: one municipality pair, one corporation, one provider, everything eligible by default.

A test says only what matters to it: `world([person("ans")], [dwelling("dorp-1")], limits=[cap("wijk-a", 3)])`.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from optimizer.agreements import Convenant, Decision, Limit, LimitKind, SupportCapacity
from optimizer.people import Ages, IncomeBand, Support, Uitstromer
from optimizer.policy import AreaLevel, Begeleiding, ContractForm, Policy, RentAmounts
from optimizer.round import Round
from optimizer.supply import Area, Doelgroep, Dwelling, Municipality, Organisation, Woonvorm

START = date(2026, 10, 1)
END = date(2026, 12, 31)
DECISION = Decision(by="gemeente en corporatie", on=date(2026, 9, 1), motivation="voorbeeld")
AMOUNTS_2026 = RentAmounts(
    year=2026,
    source="volkshuisvestingnederland.nl, november 2025",
    income_single=29_400,
    income_more=39_925,
    income_single_elderly=28_775,
    income_more_elderly=38_650,
    daeb_single=51_537,
    daeb_more=56_910,
    cap_young=49_820,
    cap_low=71_302,
    cap_high=76_414,
    rent_limit=93_293,
    elderly_from=67,
    young_until=20,
)

MUNICIPALITIES = (Municipality(id="GM-A", name="Aadorp"), Municipality(id="GM-B", name="Beekstad"))
# Two wijken in each municipality, one buurt in each wijk, one complex in each buurt.
AREAS = tuple(
    Area(id=f"{level.value}-{letter}", name=f"{level.value} {letter}", level=level, municipality=municipality)
    for letter, municipality in (("a", "GM-A"), ("b", "GM-A"), ("c", "GM-B"), ("d", "GM-B"))
    for level in (AreaLevel.WIJK, AreaLevel.BUURT, AreaLevel.COMPLEX)
)
MUNICIPALITY_OF = {area.id[-1]: area.municipality for area in AREAS}


def person(name: str, **changes: Any) -> Uitstromer:
    """A single person of 30 to 40, ready at the start, light care, no wishes; comes from Aadorp."""
    values: dict[str, Any] = {
        "id": name,
        "provider": "zorg-1",
        "legal_basis": "toestemming",
        "doelgroep": Doelgroep.BW,
        "registered_on": date(2026, 8, 1),
        "ready_on": START,
        "ages": Ages(low=30, high=40),
        "income": IncomeBand(low=15_000, high=20_000),
        "care": Begeleiding.LICHT,
        "support": Support(provider="zorg-1", hours=2),
        "woonvormen": frozenset({Woonvorm.ZELFSTANDIG, Woonvorm.OMKLAP}),
        "contract_forms": frozenset(ContractForm),
        "origin": "GM-A",
    }
    return Uitstromer(**{**values, **changes})


def dwelling(name: str, wijk: str = "a", **changes: Any) -> Dwelling:
    """A flat on the ground floor for one or two persons in wijk a, b (Aadorp), c or d (Beekstad)."""
    values: dict[str, Any] = {
        "id": name,
        "municipality": MUNICIPALITY_OF[wijk],
        "wijk": f"wijk-{wijk}",
        "buurt": f"buurt-{wijk}",
        "complex": f"complex-{wijk}",
        "corporation": "corp-1",
        "rent": 55_000,
        "rooms": 2,
        "bedrooms": 1,
        "max_persons": 2,
        "available_from": START,
        "contract_forms": frozenset({ContractForm.HUUR, ContractForm.OMKLAP}),
    }
    return Dwelling(**{**values, **changes})


def cap(area: str, gross_cap: int, used: int = 0, **changes: Any) -> Limit:
    """A `stand` limit on an area."""
    values: dict[str, Any] = {
        "id": f"grens {area}",
        "area": area,
        "kind": LimitKind.STAND,
        "gross_cap": gross_cap,
        "used": used,
        "decision": DECISION,
    }
    return Limit(**{**values, **changes})


def policy(**changes: Any) -> Policy:
    """The default policy with the amounts of 2026."""
    return Policy(**{"name": "toets", "amounts": (AMOUNTS_2026,), **changes})


def world(people: Iterable[Uitstromer] = (), dwellings: Iterable[Dwelling] = (), **changes: Any) -> Round:
    """A round over these people and dwellings; every collection may be given as any iterable."""
    values: dict[str, Any] = {
        "id": "ronde",
        "name": "Ronde",
        "start": START,
        "end": END,
        "policy": policy(),
        "municipalities": MUNICIPALITIES,
        "areas": AREAS,
        "corporations": (
            Organisation(id="corp-1", name="Corporatie 1"),
            Organisation(id="corp-2", name="Corporatie 2"),
        ),
        "providers": (Organisation(id="zorg-1", name="Zorg 1"), Organisation(id="zorg-2", name="Zorg 2")),
        "people": people,
        "dwellings": dwellings,
        "capacities": tuple(
            SupportCapacity(
                id=f"uren {area}", provider="zorg-1", area=area, hours=1_000, used=0, start=date(2026, 1, 1)
            )
            for area in ("GM-A", "GM-B")
        ),
        "convenanten": (
            Convenant(
                id="convenant",
                name="Convenant",
                municipalities=frozenset({"GM-A", "GM-B"}),
                corporations=frozenset({"corp-1", "corp-2"}),
                doelgroepen=frozenset(Doelgroep),
                start=date(2026, 1, 1),
                end=date(2027, 12, 31),
            ),
        ),
    }
    values.update(changes)
    plain = ("id", "name", "start", "end", "policy", "origin_of_data")
    parts: dict[str, Any] = {key: value if key in plain else tuple(value) for key, value in values.items()}
    return Round(**parts)
