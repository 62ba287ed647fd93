"""Which demands give way, and the choice that keeps the others."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.agreements import Link, LinkScope, Pin, PinReason, Quota, QuotaBasis
from optimizer.demands import demands_of
from optimizer.elastic import give_way
from optimizer.eligibility import check_pairs
from optimizer.model import build_model
from optimizer.proposal import Demand, JointRule
from tests.worlds import cap, dwelling, person, world

PEOPLE = [person(name) for name in ("ans", "bea", "cas")]
HOMES = [dwelling("w", units=3), dwelling("x", "d")]


def given(**changes: Any) -> tuple[list[Demand], list[int]]:
    model = build_model(check_pairs(world(PEOPLE, HOMES, **changes)), seed=1)
    held, choice = give_way(model, demands_of(model))
    return [each.demand for each in held], choice.tolist()


def pin(name: str, home: str, reason: PinReason = PinReason.AANGEBODEN) -> Pin:
    return Pin(person=name, dwelling=home, reason=reason)


def test_nothing_gives_way_when_all_can_be_kept() -> None:
    assert given(pins=[pin("ans", "w")]) == ([], [0, -1, -1])


@pytest.mark.parametrize("softest", ["ans", "bea", "cas"])
def test_the_pin_that_is_easiest_to_let_go(softest: str) -> None:
    pins = [pin(each.id, "w", PinReason.BESLUIT if each.id == softest else PinReason.VERSTUURD) for each in PEOPLE]
    demands, choice = given(pins=pins, limits=[cap("wijk-a", 2)])
    assert [demand.id for demand in demands] == [softest]
    assert choice == [-1 if each.id == softest else 0 for each in PEOPLE]


def test_one_link_gives_way_rather_than_two_pins() -> None:
    links = [Link(id="samen", people=frozenset({"ans", "bea", "cas"}), scope=LinkScope.WIJK)]
    pins = [pin("ans", "w"), pin("bea", "w"), pin("cas", "x")]
    assert [demand.rule for demand in given(pins=pins, links=links)[0]] == [JointRule.PIN_KEPT]
    far = [dwelling("w", units=3), dwelling("x", "d", units=3)]
    people = [*PEOPLE, person("dirk")]
    links = [Link(id="samen", people=frozenset(each.id for each in people), scope=LinkScope.WIJK)]
    pins = [pin("ans", "w"), pin("bea", "w"), pin("cas", "x"), pin("dirk", "x")]
    model = build_model(check_pairs(world(people, far, pins=pins, links=links)), seed=1)
    held, choice = give_way(model, demands_of(model))
    assert [each.demand for each in held] == [Demand(rule=JointRule.LINKED_TOGETHER, id="samen")]
    assert choice.tolist() == [0, 0, 1, 1]


def test_of_what_gives_way_as_little_as_possible() -> None:
    quota = Quota(id="q", name="q", basis=QuotaBasis.LEVERING, minimum=9, binding=True)
    demands, choice = given(quotas=[quota], limits=[cap("wijk-a", 2)])
    assert demands == [Demand(rule=JointRule.QUOTA_MINIMUM, id="q")]
    assert sorted(choice) == [0, 0, 1]
