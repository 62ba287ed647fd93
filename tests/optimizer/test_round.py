"""A round hangs together: every fault at once; the order of rows changes nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from optimizer.agreements import (
    Ban,
    BanScope,
    Claim,
    ContactExclusion,
    ContactLevel,
    Convenant,
    Link,
    Pin,
    PinReason,
    PlacementStatus,
    Quota,
    QuotaBasis,
    SupportCapacity,
)
from optimizer.errors import Fault, InvalidInput
from optimizer.people import (
    Ages,
    Anchor,
    AnchorKind,
    AreaReasonCode,
    AreaWish,
    Band,
    Child,
    Designation,
    Home,
    Household,
    IncomeBand,
    Support,
)
from optimizer.policy import ContractForm, Goal
from optimizer.round import digest
from optimizer.supply import Label
from tests.worlds import AMOUNTS_2026, AREAS, END, START, cap, dwelling, person, policy, world


def faults(**changes: Any) -> dict[str, str]:
    """Place and what was found, of a world of one person and one home with these changes."""
    values: dict[str, Any] = {"people": [person("ans")], "dwellings": [dwelling("w")], **changes}
    with pytest.raises(InvalidInput) as wrong:
        world(values.pop("people"), values.pop("dwellings"), **values)
    assert all(fault.expected for fault in wrong.value.faults)
    return {fault.place(): fault.found for fault in wrong.value.faults}


def test_rows_are_kept_sorted_so_that_their_order_changes_nothing() -> None:
    people, homes = [person("ans"), person("bea")], [dwelling("x"), dwelling("w")]
    one, other = world(people, homes, areas=AREAS), world(people[::-1], homes[::-1], areas=AREAS[::-1])
    assert one == other
    assert digest(one) == digest(other)
    assert digest(one) != digest(world(people, homes[:1]))


def test_a_lease_starts_when_the_round_has_begun_and_both_are_ready() -> None:
    round_ = world()
    late_person, late_home = person("ans", ready_on=date(2026, 10, 5)), dwelling("w", available_from=date(2026, 10, 9))
    assert round_.lease_start(person("ans"), dwelling("w", available_from=date(2026, 1, 1))) == START
    assert round_.lease_start(late_person, dwelling("w")) == date(2026, 10, 5)
    assert round_.lease_start(late_person, late_home) == date(2026, 10, 9)


def test_all_faults_come_at_once() -> None:
    wrong = person("ans", origin="GM-X", urgency=-1, ages=Ages(low=40, high=30))
    found = faults(people=[wrong, person("ans")], dwellings=[dwelling("w", rent=-1)], limits=[cap("nergens", -2)])
    assert set(found) == {
        "people[0].origin", "people[0].urgency", "people[0].ages", "people[1]", "dwellings[0].rent", "limits[0].area",
        "limits[0].gross_cap",
    }  # fmt: skip


PERSON_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"id": ""}, "id"),
    ({"provider": "x"}, "provider"),
    ({"support": Support(provider="x", hours=-1)}, "support.provider"),
    ({"support": Support(provider=None, hours=-1)}, "support.hours"),
    ({"responsible": "x"}, "responsible"),
    ({"designated": Designation(municipality="x", reason="")}, "designated.municipality"),
    ({"designated": Designation(municipality="GM-A", reason="")}, "designated.reason"),
    ({"excluded": (AreaWish(area="x", reason=AreaReasonCode.ANDERS),)}, "excluded[0].area"),
    ({"preferred": (AreaWish(area="x", reason=AreaReasonCode.ANDERS),)}, "preferred[0].area"),
    ({"home": Home(areas=frozenset({"x"}))}, "home.areas"),
    ({"anchors": (Anchor(kind=AnchorKind.NETWERK, bands=()),) * 4}, "anchors"),
    ({"anchors": (Anchor(kind=AnchorKind.NETWERK, bands=(Band(area="x", band=0),)),)}, "anchors[0].bands[0].area"),
    ({"anchors": (Anchor(kind=AnchorKind.NETWERK, bands=(Band(area="GM-A", band=1),) * 2),)}, "anchors[0].bands"),
    ({"legal_basis": ""}, "legal_basis"),
    ({"woonvormen": frozenset()}, "woonvormen"),
    ({"contract_forms": frozenset()}, "contract_forms"),
    ({"income": IncomeBand(low=2, high=1)}, "income"),
    ({"income": IncomeBand(low=-1, high=1)}, "income.low"),
    ({"household": Household(adults=0)}, "household.adults"),
    ({"household": Household(children=(Child(age=-1),))}, "household.children[0].age"),
    ({"household": Household(expected=-1)}, "household.expected"),
    ({"supported_persons": 0}, "supported_persons"),
    ({"rounds_missed": -1}, "rounds_missed"),
    ({"refused_offers": -1}, "refused_offers"),
]


@pytest.mark.parametrize(("changes", "place"), PERSON_FAULTS, ids=lambda value: value if isinstance(value, str) else "")
def test_faults_of_a_person(changes: dict[str, Any], place: str) -> None:
    assert f"people[0].{place}" in faults(people=[replace(person("ans"), **changes)])


DWELLING_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"municipality": "x"}, "municipality"),
    ({"wijk": "x"}, "wijk"),
    ({"wijk": "buurt-a"}, "wijk"),
    ({"buurt": "buurt-c"}, "buurt"),
    ({"portiek": "x"}, "portiek"),
    ({"local_areas": frozenset({"x"})}, "local_areas"),
    ({"corporation": "x"}, "corporation"),
    ({"corporation": None}, "corporation"),
    ({"provider": "zorg-1"}, "corporation"),
    ({"contract_forms": frozenset()}, "contract_forms"),
    ({"rooms": 0}, "rooms"),
    ({"bedrooms": 9}, "bedrooms"),
    ({"min_persons": 0}, "min_persons"),
    ({"min_persons": 3}, "max_persons"),
    ({"units": 0}, "units"),
    ({"floor": 900}, "floor"),
    ({"rent": 10**12}, "rent"),
    ({"label": Label(name="x", age_min=30, age_max=20)}, "label"),
    ({"label": Label(name="x", max_stay_months=0)}, "label.max_stay_months"),
]


@pytest.mark.parametrize(
    ("changes", "place"), DWELLING_FAULTS, ids=lambda value: value if isinstance(value, str) else ""
)
def test_faults_of_a_dwelling(changes: dict[str, Any], place: str) -> None:
    assert f"dwellings[0].{place}" in faults(dwellings=[replace(dwelling("w"), **changes)])


def quota(**changes: Any) -> Quota:
    return Quota(**{"id": "q", "name": "q", "basis": QuotaBasis.LEVERING, **changes})


def apart(*people: str, **changes: Any) -> ContactExclusion:
    return ContactExclusion(
        **{"id": "c", "people": frozenset(people), "level": ContactLevel.AFSTAND, "metres": 9, **changes}
    )


HOURS = SupportCapacity(id="u", provider="zorg-1", area="GM-A", hours=1, used=0, start=START)
COVERS = Convenant(
    id="v", name="v", municipalities=frozenset({"GM-A"}), corporations=frozenset({"corp-1"}), doelgroepen=frozenset(),
    start=START, end=END,
)  # fmt: skip

OTHER_FAULTS: list[tuple[dict[str, Any], str]] = [
    ({"start": date(2027, 1, 1)}, "end"),
    ({"end": date(2027, 1, 1)}, "policy.amounts"),
    ({"id": ""}, "id"),
    ({"policy": policy(amounts=(AMOUNTS_2026, AMOUNTS_2026))}, "policy.amounts"),
    ({"policy": policy(amounts=(replace(AMOUNTS_2026, source=""),))}, "policy.amounts[0].source"),
    ({"policy": policy(amounts=(replace(AMOUNTS_2026, cap_low=-1),))}, "policy.amounts[0].cap_low"),
    ({"policy": policy(goals=(Goal.FIT, Goal.FIT))}, "policy.goals"),
    ({"policy": policy(contract_order=(ContractForm.HUUR,))}, "policy.contract_order"),
    ({"policy": policy(max_hold_days=-1)}, "policy.max_hold_days"),
    ({"policy": policy(disruption_budget=-1)}, "policy.disruption_budget"),
    ({"policy": policy(false_alarms=1_001)}, "policy.false_alarms"),
    ({"areas": [*AREAS, replace(AREAS[0], id="x", municipality="x")]}, "areas[12].municipality"),
    ({"areas": [*AREAS, replace(AREAS[0], id="GM-A")]}, "areas[12].level"),
    ({"capacities": [replace(HOURS, provider="x")]}, "capacities[0].provider"),
    ({"capacities": [replace(HOURS, hours=-1)]}, "capacities[0].hours"),
    ({"quotas": [quota(municipality="x")]}, "quotas[0].municipality"),
    ({"quotas": [quota(corporation="x")]}, "quotas[0].corporation"),
    ({"quotas": [quota(minimum=3, maximum=2)]}, "quotas[0].maximum"),
    ({"convenanten": [replace(COVERS, municipalities=frozenset({"x"}))]}, "convenanten[0].municipalities"),
    ({"convenanten": [replace(COVERS, corporations=frozenset({"x"}))]}, "convenanten[0].corporations"),
    ({"convenanten": [replace(COVERS, end=date(2020, 1, 1))]}, "convenanten[0].end"),
    ({"claims": [Claim(person="x", dwelling="w", status=PlacementStatus.AKKOORD)]}, "claims[0].person"),
    ({"claims": [Claim(person="ans", dwelling="w", status=PlacementStatus.AFGEROND)]}, "claims[0].status"),
    ({"claims": [Claim(person="ans", dwelling="w", status=PlacementStatus.TERUGVAL)]}, "claims[0].status"),
    ({"pins": [Pin(person="ans", dwelling="x", reason=PinReason.AKKOORD)]}, "pins[0].dwelling"),
    ({"bans": [Ban(person="ans", scope=BanScope.WONING, target="x", reason="r")]}, "bans[0].target"),
    ({"bans": [Ban(person="ans", scope=BanScope.WONING, target="w", reason="")]}, "bans[0].reason"),
    ({"links": [Link(id="l", people=frozenset({"ans"}))]}, "links[0].people"),
    ({"contact_exclusions": [apart("ans")]}, "contact_exclusions[0].protected"),
    ({"contact_exclusions": [apart()]}, "contact_exclusions[0].people"),
    ({"contact_exclusions": [apart("ans", "x")]}, "contact_exclusions[0].people"),
    ({"contact_exclusions": [apart("ans", protected=frozenset({"x"}))]}, "contact_exclusions[0].protected"),
    ({"contact_exclusions": [apart("ans", close=frozenset({("w", "x")}))]}, "contact_exclusions[0].close"),
    ({"contact_exclusions": [apart("ans", metres=0)]}, "contact_exclusions[0].metres"),
]


@pytest.mark.parametrize(("changes", "place"), OTHER_FAULTS, ids=lambda value: value if isinstance(value, str) else "")
def test_other_faults(changes: dict[str, Any], place: str) -> None:
    assert place in faults(**changes)


def test_two_live_claims_of_one_person_and_too_many_in_one_home() -> None:
    claims = [Claim(person="ans", dwelling=home, status=PlacementStatus.AKKOORD) for home in ("w", "x")]
    claims.append(Claim(person="bea", dwelling="w", status=PlacementStatus.AKKOORD))
    with pytest.raises(InvalidInput) as wrong:
        world([person("ans"), person("bea")], [dwelling("w"), dwelling("x")], claims=claims)
    assert [fault.found for fault in wrong.value.faults] == [
        "2 lopende plaatsingen van 'ans'",
        "2 lopende plaatsingen in 'w'",
    ]


def test_exclusions_that_share_their_pairs_each_have_their_faults() -> None:
    shared = frozenset({("v", "w"), ("v", "x"), ("w", "x")})
    rows = [
        apart("ans", "bea", id=name, close=pairs)
        for name, pairs in (("a", shared), ("b", frozenset({("w", "y")})), ("c", shared), ("d", frozenset()))
    ]
    people, homes = [person("ans"), person("bea")], [dwelling("w"), dwelling("y")]
    with pytest.raises(InvalidInput) as wrong:
        world(people, homes, contact_exclusions=rows)
    assert [(fault.place(), fault.found) for fault in wrong.value.faults] == [
        ("contact_exclusions[0].close", "'v'"),
        ("contact_exclusions[0].close", "'x'"),
        ("contact_exclusions[2].close", "'v'"),
        ("contact_exclusions[2].close", "'x'"),
    ]
    assert world(people, [*homes, dwelling("v"), dwelling("x")], contact_exclusions=rows).contact_exclusions


def test_a_fault_reads_as_a_sentence() -> None:
    fault = Fault(("people", 3, "household", "children", 0, "age"), "-1", "een getal van 0 tot en met 40")
    assert str(fault) == "people[3].household.children[0].age: gevonden -1; verwacht een getal van 0 tot en met 40"
    assert Fault((), "niets", "een ronde").place() == "(het hele bestand)"
