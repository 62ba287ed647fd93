"""Demands with their lines, whom they concern, and whether they can be kept."""

from __future__ import annotations

from typing import Any

from optimizer.agreements import ContactExclusion, ContactLevel, Link, Pin, PinReason, Quota, QuotaBasis
from optimizer.demands import GIVING, TOLD, Held, concerned, demands_of, possible
from optimizer.eligibility import check_pairs
from optimizer.model import Model, build_model
from optimizer.proposal import JointRule
from tests.worlds import cap, dwelling, person, world

PEOPLE = [person(name) for name in ("ans", "bea", "cas", "dirk")]
HOMES = [dwelling("w", units=2), dwelling("x", "d")]
APART = ContactExclusion(id="apart", people=frozenset({"ans", "dirk"}), level=ContactLevel.BUURT)


def model(**changes: Any) -> Model:
    return build_model(check_pairs(world(PEOPLE, HOMES, **changes)), seed=1)


def pin(name: str, home: str) -> Pin:
    return Pin(person=name, dwelling=home, reason=PinReason.AKKOORD)


def link(name: str, *people: str) -> Link:
    return Link(id=name, people=frozenset(people))


def names(held: tuple[Held, ...]) -> list[tuple[JointRule, str, str]]:
    return [(each.demand.rule, each.demand.id, each.demand.dwelling) for each in held]


def test_every_demand_has_a_place_and_all_but_a_contactuitsluiting_give_way() -> None:
    assert {*GIVING} == {*PinReason, *TOLD} - {JointRule.PIN_KEPT, JointRule.CONTACT_APART}


def test_demands_are_told_in_order_and_those_without_a_line_are_none() -> None:
    quotas = [Quota(id=name, name=name, basis=QuotaBasis.LEVERING, minimum=1, binding=name == "b") for name in "ab"]
    found = demands_of(
        model(pins=[pin("bea", "x"), pin("ans", "w")], limits=[cap("wijk-a", 2)], quotas=quotas, capacities=[])
    )
    assert names(found) == [
        (JointRule.PIN_KEPT, "ans", "w"),
        (JointRule.PIN_KEPT, "bea", "x"),
        (JointRule.QUOTA_MINIMUM, "b", ""),
        (JointRule.AREA_LIMIT, "grens wijk-a", ""),
    ]


def test_who_is_pinned_and_who_is_linked_to_them_is_concerned() -> None:
    held = demands_of(model(pins=[pin("bea", "w")], links=[link("een", "ans", "bea"), link("twee", "cas", "dirk")]))
    assert concerned(held).tolist() == [0, 1]
    assert concerned(held[1:]).tolist() == []


def test_a_binding_minimum_concerns_everybody_who_counts() -> None:
    quota = Quota(id="q", name="q", basis=QuotaBasis.LEVERING, minimum=1, binding=True)
    assert concerned(demands_of(model(quotas=[quota]))).tolist() == [0, 1, 2, 3]


def kept(**changes: Any) -> bool:
    round_ = model(**changes)
    return possible(round_, demands_of(round_))


def test_what_can_be_kept() -> None:
    assert kept(pins=[pin("ans", "w"), pin("dirk", "x")], contact_exclusions=[APART])
    assert not kept(pins=[pin("ans", "w"), pin("dirk", "w")], contact_exclusions=[APART])
    assert not kept(pins=[pin("ans", "w"), pin("ans", "x")])
    assert kept(pins=[pin("ans", "w")], links=[link("drie", "ans", "bea", "cas")])
    assert not kept(pins=[pin("ans", "w")], links=[link("alle", "ans", "bea", "cas", "dirk")])
    assert kept(links=[link("alle", "ans", "bea", "cas", "dirk")])
