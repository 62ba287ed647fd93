"""What a round objects to is found back in the tables, whichever collection of the round it is in."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geodata.register import Register
from geodata.round_paths import TABLE_OF, Cell, cells_of, column_of
from optimizer.agreements import BanScope, ContactLevel, LimitKind, PlacementStatus, QuotaBasis
from optimizer.consistency import COLLECTIONS
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import AreaLevel
from tests.geodata.tiny import PLACES, apart, cap, home, person, placement, register, round_of

PEOPLE = [person("ans"), person("bea"), person("cor")]
HOMES = [home("huis"), home("hof"), home("flat", "C")]
GONE = placement("oud", PlacementStatus.BEEINDIGD)
HELD = placement("p1", PlacementStatus.AANGEBODEN, uitstromer="ans", woning="huis")
ANCHOR = {"uitstromer": "bea", "soort": "netwerk", "punt_x": 230_000}
LIMITS = [cap("WK-A"), cap("WK-B", grens=2_000_000)]
QUOTA = {"code": "q", "naam": "Q", "basis": QuotaBasis.LEVERING, "minimum": 3}
OLD = {"code": "w", "naam": "W", "begin": date(2026, 5, 1), "eind": date(2026, 4, 1)}
HOURS = {"code": "b", "zorgaanbieder": "zorg", "gebied": "WK-A", "in_gebruik": 0, "vanaf": date(2026, 1, 1)}
DORP = {"code": "dorp", "naam": "Dorp", "niveau": AreaLevel.GEMEENTE, "gemeente": "GM-A"}


def faults(found: Register) -> tuple[Fault, ...]:
    with pytest.raises(InvalidInput) as caught:
        round_of(found)
    return caught.value.faults


def cells(found: Register) -> list[Cell]:
    return [cell for fault in faults(found) for cell in cells_of(fault, found)]


@pytest.mark.parametrize(
    ("tables", "cell"),
    [
        ({"uitstromers": [*PEOPLE, person("dia", leeftijd_van=40)]}, Cell("uitstromers", 3, "leeftijd_van")),
        ({"uitstromers": [person("dia", inkomen_van=90_000), *PEOPLE]}, Cell("uitstromers", 0, "inkomen_van")),
        ({"uitstromers": [*PEOPLE, person("dia", geweigerd=2_000)]}, Cell("uitstromers", 3, "geweigerd")),
        ({"woningen": [*HOMES, home("nok", slaapkamers=4)]}, Cell("woningen", 3, "slaapkamers")),
        ({"woningen": [*HOMES, home("nok", min_personen=3)]}, Cell("woningen", 3, "max_personen")),
        ({"woningen": [home("nok", corporatie=None), *HOMES]}, Cell("woningen", 0, "corporatie")),
        (
            {"woningen": [*HOMES, home("nok", label="jong", label_leeftijd_van=30, label_leeftijd_tot=20)]},
            Cell("woningen", 3, "label_leeftijd_van"),
        ),
        ({"woningen": [*HOMES, home("a", complex="x"), home("b", "C", complex="x")]}, Cell("woningen", 4, "complex")),
        ({"woningen": [*HOMES, home("a", portiek="WK-C")]}, Cell("woningen", 3, "portiek")),
        ({"woningen": HOMES, "gebieden": [DORP]}, Cell("gebieden", 0, "niveau")),
        ({"buurten": [*PLACES["buurten"], {"code": "WK-A", "naam": "B", "wijk": "WK-B"}]}, Cell("buurten", 3, None)),
        ({"grenswaarden": LIMITS}, Cell("grenswaarden", 1, "grens")),
        ({"begeleiding": [{**HOURS, "uren": 2_000_000}]}, Cell("begeleiding", 0, "uren")),
        ({"afspraken": [{**QUOTA, "maximum": 2}]}, Cell("afspraken", 0, "maximum")),
        ({"convenanten": [OLD]}, Cell("convenanten", 0, "eind")),
        (
            {
                "uitstromers": PEOPLE,
                "woningen": HOMES,
                "weigeringen": [{"uitstromer": "bea", "soort": BanScope.WONING, "doel": "WK-A", "reden": "x"}],
            },
            Cell("weigeringen", 0, "doel"),
        ),
        (
            {"uitstromers": PEOPLE, "koppelingen": [{"code": "k", "uitstromers": ("ans",)}]},
            Cell("koppelingen", 0, "uitstromers"),
        ),
        (
            {"uitstromers": PEOPLE, "woningen": HOMES, "uitsluitingen": [apart(ContactLevel.BUURT, "ans")]},
            Cell("uitsluitingen", 0, "beschermde_gebieden"),
        ),
        (
            {"uitstromers": PEOPLE, "ankers": [{**ANCHOR, "punt_y": 550_000 + step} for step in range(4)]},
            Cell("uitstromers", 1, None),
        ),
        (
            {
                "uitstromers": PEOPLE,
                "woningen": HOMES,
                "ankers": [{**ANCHOR, "punt_y": 550_000}],
                "afstandsbanden": [{"band": 0, "tot_meters": 1}, {"band": 5_000, "tot_meters": 99_000}],
            },
            Cell("afstandsbanden", 1, "band"),
        ),
        ({"woningen": [*HOMES, home("nok", buurt="BU-C")]}, Cell("woningen", 3, "buurt")),
    ],
)
def test_a_fault_is_found_back(tables: dict[str, list[dict[str, Any]]], cell: Cell) -> None:
    assert cell in cells(register(**tables))


def test_claims_on_one_person_or_one_dwelling() -> None:
    other = placement("p2", PlacementStatus.AANGEBODEN, uitstromer="ans", woning="hof")
    found = register(uitstromers=PEOPLE, woningen=HOMES, plaatsingen=[GONE, HELD, other])
    assert cells(found) == [Cell("plaatsingen", 1, "uitstromer"), Cell("plaatsingen", 2, "uitstromer")]
    full = placement("p2", PlacementStatus.AANGEBODEN, uitstromer="bea", woning="huis")
    found = register(uitstromers=PEOPLE, woningen=HOMES, plaatsingen=[GONE, HELD, full])
    assert cells(found) == [Cell("plaatsingen", 1, "woning"), Cell("plaatsingen", 2, "woning")]


def test_one_claim_twice() -> None:
    found = register(uitstromers=PEOPLE, woningen=HOMES, plaatsingen=[GONE, HELD, {**HELD, "code": "p2"}])
    double = Fault(("claims", 1), "'ans + huis', dat al eerder voorkomt", "elke rij één keer")
    assert cells_of(double, found) == (Cell("plaatsingen", 1, None), Cell("plaatsingen", 2, None))


def test_what_is_about_no_row_is_found_nowhere() -> None:
    found = register()
    for path in (("policy", "goals"), ("end",), ("id",), ("policy", "amounts", 0, "year")):
        assert cells_of(Fault(path, "x", "y"), found) == ()


def test_every_collection_of_a_round_has_its_table() -> None:
    assert {*TABLE_OF, "areas", "claims"} == set(COLLECTIONS)


def test_fields_and_their_columns() -> None:
    assert column_of("uitstromers", "support.hours") == "uren"
    assert column_of("uitstromers", "ages") == "leeftijd_van"
    assert column_of("buurten", "municipality") == "wijk"
    assert column_of("woningen", "id") == "code"
    assert column_of("woningen", "iets") is None
    assert column_of("woningen", "") is None
    assert cap("WK-A")["soort"] is LimitKind.STAND
