"""Today's practice: the order of turns, own municipality first, first fit, every maximum kept."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from hypothesis import given, settings

from optimizer.agreements import ContactExclusion, ContactLevel, Link, LinkScope, Pin, PinReason, Previous
from optimizer.policy import Begeleiding
from optimizer.proposal import Status
from optimizer.round import Round
from optimizer.solve import practice
from tests.tiny_rounds import rounds
from tests.worlds import cap, dwelling, person, policy, world


def by_hand(round_: Round) -> dict[str, str]:
    proposal = practice(round_)
    assert proposal is not None
    return {placement.person: placement.dwelling for placement in proposal.placements}


def test_urgency_goes_first_then_waiting_then_registration() -> None:
    people = [
        person("ans"),
        person("bea", ready_on=date(2026, 7, 1)),
        person("cas", urgency=1),
        person("dirk", registered_on=date(2026, 7, 1)),
    ]
    for places, expected in enumerate(["cas", "bea", "dirk", "ans"], 1):
        assert expected in by_hand(world(people, [dwelling("w", units=places)]))


def test_own_municipality_first_then_what_is_free_first() -> None:
    homes = [
        dwelling("eerder", "d", available_from=date(2026, 9, 1)),
        dwelling("later", available_from=date(2026, 11, 1)),
    ]
    assert by_hand(world([person("ans")], homes)) == {"ans": "later"}
    assert by_hand(world([person("ans", origin=None)], homes)) == {"ans": "eerder"}


def test_a_full_cap_is_respected_also_where_a_lighter_person_would_have_fitted() -> None:
    people = [person("ans", care=Begeleiding.ZWAAR, urgency=1), person("bea"), person("cas")]
    assert by_hand(world(people, [dwelling("w", units=3)], limits=[cap("wijk-a", 3)])) == {"ans": "w"}


def test_linked_people_all_or_none_and_what_was_tried_is_undone() -> None:
    link = Link(id="l", people=frozenset({"ans", "bea"}), scope=LinkScope.WIJK)
    people = [person("ans", urgency=2), person("bea"), person("cas")]
    assert by_hand(world(people, [dwelling("w")], links=[link])) == {"cas": "w"}
    assert set(by_hand(world(people, [dwelling("w", units=2), dwelling("x", "d", units=2)], links=[link]))) == {
        "ans", "bea", "cas",
    }  # fmt: skip


def test_two_people_apart() -> None:
    apart = ContactExclusion(id="c", people=frozenset({"ans", "bea"}), level=ContactLevel.COMPLEX)
    homes = [dwelling("w", units=2), dwelling("ver", "b")]
    round_ = world([person("ans", urgency=1), person("bea")], homes, contact_exclusions=[apart])
    assert by_hand(round_) == {"ans": "ver", "bea": "w"}


def test_pins_come_first() -> None:
    pins = [Pin(person="ans", dwelling="w", reason=PinReason.AKKOORD)]
    assert by_hand(world([person("ans"), person("bea", urgency=9)], [dwelling("w")], pins=pins)) == {"ans": "w"}


def test_where_few_may_lose_their_place_who_had_one_keeps_it() -> None:
    previous = [Previous(person="ans", dwelling="w"), Previous(person="cas", dwelling="w")]
    round_ = world([person("ans"), person("bea", urgency=9), person("cas")], [dwelling("w")], previous=previous)
    assert by_hand(round_) == {"bea": "w"}
    assert by_hand(replace(round_, policy=policy(disruption_budget=1))) == {"ans": "w"}
    assert practice(replace(round_, policy=policy(disruption_budget=0))) is None


@settings(max_examples=200, deadline=None)
@given(rounds())
def test_it_always_passes_the_checker(round_: Round) -> None:
    proposal = practice(round_)
    assert proposal is None or proposal.status is Status.BASELINE
