"""What already weighs on an area."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geodata.loads import claims_of, faded, is_open, load_by_area, months_between, used_by_limit
from geodata.register import Register
from optimizer.agreements import LimitKind, PlacementStatus
from optimizer.policy import CareWeights
from tests.geodata.tiny import cap, facility, home, person, placement, register
from tests.worlds import START

STEPS = {0: 100, 12: 50, 24: 0}


def used(found: Register) -> dict[str, int]:
    return used_by_limit(found, load_by_area(found, CareWeights(), START))


def test_an_open_facility_weighs_on_its_wijk_and_buurt() -> None:
    limits = [cap("WK-A"), cap("BU-A"), cap("WK-B")]
    found = register(grenswaarden=limits, voorzieningen=[facility("huis", 3, buurt="BU-A"), facility("inloop", 0)])
    assert used(found) == {"WK-A": 3, "BU-A": 3, "WK-B": 0}


@pytest.mark.parametrize(
    ("dates", "load"),
    [
        ({}, 3),
        ({"geldig_tot": date(2026, 10, 1)}, 3),
        ({"geldig_tot": date(2026, 9, 30)}, 0),
        ({"geldig_van": date(2026, 10, 1)}, 3),
        ({"geldig_van": date(2026, 10, 2)}, 0),
    ],
)
def test_a_facility_counts_while_it_is_open(dates: dict[str, date], load: int) -> None:
    assert used(register(grenswaarden=[cap("WK-A")], voorzieningen=[facility("huis", 3, **dates)])) == {"WK-A": load}
    whole = {"geldig_van": None, "geldig_tot": None, **dates}
    assert is_open(whole, START) == (load > 0)


def test_a_facility_without_a_place_weighs_nowhere() -> None:
    assert used(register(grenswaarden=[cap("WK-A")], voorzieningen=[facility("huis", 3, wijk=None)])) == {"WK-A": 0}


def test_load_reaches_the_local_area_around_once() -> None:
    oost = {"code": "oost", "naam": "Oost", "niveau": "lokaal gebied", "gemeente": "GM-A", "omvat": ("WK-A", "BU-A")}
    found = register(
        gebieden=[oost],
        grenswaarden=[cap("oost")],
        voorzieningen=[facility("huis", 3, buurt="BU-A")],
        plaatsingen=[placement("eerder", PlacementStatus.VERHUURD)],
    )
    assert used(found) == {"oost": 5}


def test_a_limit_on_new_leases_starts_at_nought() -> None:
    found = register(grenswaarden=[cap("WK-A", soort=LimitKind.INSTROOM)], voorzieningen=[facility("huis", 3)])
    assert used(found) == {"WK-A": 0}


@pytest.mark.parametrize(
    ("status", "load"),
    [
        (PlacementStatus.VERHUURD, 2),
        (PlacementStatus.OMGEKLAPT, 2),
        (PlacementStatus.AFGEROND, 2),
        (PlacementStatus.GEWEIGERD, 0),
        (PlacementStatus.BEEINDIGD, 0),
        (PlacementStatus.TERUGVAL, 0),
    ],
)
def test_an_earlier_placement_weighs_once_somebody_moved_in(status: PlacementStatus, load: int) -> None:
    assert used(register(grenswaarden=[cap("WK-A")], plaatsingen=[placement("eerder", status)])) == {"WK-A": load}


def test_every_supported_person_weighs() -> None:
    earlier = placement("eerder", PlacementStatus.VERHUURD, begeleide_personen=2)
    assert used(register(grenswaarden=[cap("WK-A")], plaatsingen=[earlier])) == {"WK-A": 4}


def test_an_earlier_placement_fades() -> None:
    earlier = placement("eerder", PlacementStatus.AFGEROND, begin=date(2025, 10, 1))
    assert used(register(grenswaarden=[cap("WK-A")], plaatsingen=[earlier])) == {"WK-A": 1}


@pytest.mark.parametrize(
    ("weight", "months", "left"), [(3, 0, 3), (3, 11, 3), (3, 12, 2), (2, 12, 1), (3, 23, 2), (3, 24, 0), (3, 99, 0)]
)
def test_what_is_left_is_rounded_up(weight: int, months: int, left: int) -> None:
    assert faded(weight, months, STEPS) == left


def test_without_steps_nothing_fades() -> None:
    assert faded(3, 99, {}) == 3


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (date(2026, 9, 1), date(2026, 10, 1), 1),
        (date(2026, 9, 2), date(2026, 10, 1), 0),
        (date(2025, 10, 1), date(2026, 10, 1), 12),
        (date(2025, 12, 31), date(2026, 2, 28), 1),
        (date(2026, 11, 1), date(2026, 10, 1), 0),
    ],
)
def test_months_are_whole(first: date, last: date, months: int) -> None:
    assert months_between(first, last) == months


def claimed(**changes: Any) -> Register:
    row = placement("loopt", PlacementStatus.VERHUURD, uitstromer="ans", woning="huis", **changes)
    return register(uitstromers=[person("ans")], woningen=[home("huis")], grenswaarden=[cap("WK-A")], plaatsingen=[row])


def test_a_live_placement_is_a_claim_and_counts_nowhere_else() -> None:
    (claim,) = claims_of(claimed())
    assert (claim.person, claim.dwelling, claim.status) == ("ans", "huis", PlacementStatus.VERHUURD)
    assert used(claimed()) == {"WK-A": 0}
