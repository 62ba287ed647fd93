"""A register that a reader can hold in the head: two municipalities, three wijken, one of everything else.

Wijk A and B lie in Aadorp, 3 km apart; wijk C lies in Beekstad, 40 km away. A test says only what matters:
`register(uitstromers=[person("ans")])`.
"""

from __future__ import annotations

from datetime import date
from typing import Any

from geodata.assemble import assemble
from geodata.columns import frame_of
from geodata.register import Register, register_of
from geodata.tables import TABLES
from optimizer.agreements import ContactLevel, LimitKind, PlacementStatus
from optimizer.policy import Begeleiding, ContractForm, Policy
from optimizer.round import Round
from optimizer.supply import Doelgroep, Woonvorm
from tests.worlds import END, START, policy

Row = dict[str, Any]

VOORBEELD = {"bron": "voorbeeld", "jaar": 2026}
PLACES: dict[str, list[Row]] = {
    "gemeenten": [{"code": code, "naam": naam} for code, naam in (("GM-A", "Aadorp"), ("GM-B", "Beekstad"))],
    "wijken": [
        {"code": "WK-A", "naam": "Wijk A", "gemeente": "GM-A", "punt_x": 230_000, "punt_y": 550_000},
        {"code": "WK-B", "naam": "Wijk B", "gemeente": "GM-A", "punt_x": 233_000, "punt_y": 550_000},
        {"code": "WK-C", "naam": "Wijk C", "gemeente": "GM-B", "punt_x": 230_000, "punt_y": 590_000},
    ],
    "buurten": [{"code": f"BU-{letter}", "naam": f"Buurt {letter}", "wijk": f"WK-{letter}"} for letter in "ABC"],
    "corporaties": [{"code": "corp", "naam": "Corporatie", "werkgebied": ("GM-A", "GM-B")}],
    "zorgaanbieders": [{"code": "zorg", "naam": "Zorg"}],
    "afbouw": [{"vanaf_maanden": 0, "procent": 100}, {"vanaf_maanden": 12, "procent": 50}],
    "afstandsbanden": [{"band": 0, "tot_meters": 2_000}, {"band": 1, "tot_meters": 10_000}],
}


def register(**tables: list[Row]) -> Register:
    """The tiny region with these rows; a table that is given replaces that of the region."""
    rows = {**PLACES, **tables}
    return register_of({name: frame_of(TABLES[name], rows[name]) for name in rows})


def person(code: str, **changes: Any) -> Row:
    """A single adult who is ready at the start."""
    return {
        "code": code,
        "zorgaanbieder": "zorg",
        "grondslag": "toestemming",
        "doelgroep": Doelgroep.BW,
        "aangemeld_op": date(2026, 8, 1),
        "klaar_op": START,
        "leeftijd_van": 30,
        "leeftijd_tot": 34,
        "inkomen_van": 15_000,
        "inkomen_tot": 18_000,
        "begeleiding": Begeleiding.LICHT,
        "uren": 2,
        "woonvormen": (Woonvorm.ZELFSTANDIG,),
        "contractvormen": (ContractForm.HUUR,),
        **changes,
    }


def home(code: str, letter: str = "A", **changes: Any) -> Row:
    """A flat for two in buurt A, B or C, at the point of its wijk."""
    place = next(row for row in PLACES["wijken"] if row["code"] == f"WK-{letter}")
    return {
        "code": code,
        "corporatie": "corp",
        "wijk": f"WK-{letter}",
        "buurt": f"BU-{letter}",
        "punt_x": place["punt_x"],
        "punt_y": place["punt_y"],
        "huur": 55_000,
        "kamers": 2,
        "slaapkamers": 1,
        "max_personen": 2,
        "vrij_vanaf": START,
        "contractvormen": (ContractForm.HUUR,),
        **changes,
    }


def cap(area: str, **changes: Any) -> Row:
    """A `stand` limit of 5 on an area, named after it."""
    return {
        "code": area,
        "gebied": area,
        "soort": LimitKind.STAND,
        "grens": 5,
        "door": "gemeente",
        "op": date(2026, 9, 1),
        "motivering": "voorbeeld",
        **changes,
    }


def facility(code: str, load: int, **changes: Any) -> Row:
    """A facility in wijk A without dates."""
    return {"code": code, "naam": code, "wijk": "WK-A", "belasting": load, "geheim_adres": False, **changes}


def placement(code: str, status: PlacementStatus, **changes: Any) -> Row:
    """A placement with midden care in wijk A that began a month before the round."""
    return {
        "code": code,
        "status": status,
        "begin": date(2026, 9, 1),
        "gebieden": ("WK-A",),
        "begeleiding": Begeleiding.MIDDEN,
        **changes,
    }


def apart(level: ContactLevel, *people: str, **changes: Any) -> Row:
    """A contactuitsluiting of these people."""
    return {"code": "apart", "uitstromers": people, "niveau": level, **changes}


def round_of(found: Register, rules: Policy | None = None) -> Round:
    """The round of a register, with the policy of the tests."""
    return assemble(found, rules or policy(), id="ronde", name="Ronde", start=START, end=END, origin_of_data="toets")
