"""A plan made by hand is checked as it stands; beside the optimum nothing that keeps the rules is better."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import HealthCheck, given, settings

from optimizer.agreements import Pin, PinReason
from optimizer.errors import InvalidInput
from optimizer.plan import Difference, check_plan
from optimizer.policy import Goal
from optimizer.proposal import Status
from optimizer.round import Round
from optimizer.solve import practice, solve
from optimizer.verify import goal_values, violations_of
from tests.tiny_rounds import rounds
from tests.worlds import cap, dwelling, person, world

ROUND = world([person("ans", urgency=2), person("bea")], [dwelling("w")], limits=[cap("wijk-a", 1)])


def test_a_plan_that_keeps_the_rules_has_no_violations_and_its_own_values() -> None:
    found = check_plan(ROUND, [("bea", "w")], solve(ROUND))
    assert (found.violations, found.placed, found.unnamed, found.proven) == ((), 1, 1, True)
    assert found.first is not None
    assert (found.first.goal, found.first.value, found.first.gain) == (Goal.PLACEMENTS, 4, -4)
    assert found.differences == (
        Difference(person="ans", plan=(), proposal="w"),
        Difference(person="bea", plan=("w",), proposal=None),
    )


def test_a_plan_that_breaks_rules_says_which_and_may_reach_more() -> None:
    found = check_plan(ROUND, [("ans", "w"), ("bea", "w")], solve(ROUND))
    assert [violation.code for violation in found.violations] == ["unit_once", "area_limit"]
    assert found.first is not None
    assert found.first.gain == 4


def test_one_person_in_two_homes_is_a_violation_and_a_difference() -> None:
    round_ = world([person("ans")], [dwelling("v"), dwelling("w")])
    found = check_plan(round_, [("ans", "v"), ("ans", "w")], solve(round_))
    assert "person_once" in [violation.code for violation in found.violations]
    assert [each.plan for each in found.differences] == [("v", "w")]


def test_without_a_proposal_there_is_nothing_beside_the_values() -> None:
    found = check_plan(ROUND, [])
    assert (found.proven, found.first, found.differences) == (None, None, ())
    assert {goal.goal: goal.value for goal in found.goals} == goal_values(ROUND, [])


def test_a_clash_is_nothing_to_compare_with() -> None:
    pins = [Pin(person=name, dwelling="w", reason=PinReason.AKKOORD) for name in ("ans", "bea")]
    clashing = world(ROUND.people, ROUND.dwellings, pins=pins)
    assert check_plan(clashing, [], solve(clashing)).proven is None


def test_a_proposal_of_another_round_is_refused() -> None:
    with pytest.raises(InvalidInput, match="voorstel"):
        check_plan(ROUND, [], solve(world([person("ans")])))


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds())
def test_no_plan_that_keeps_the_rules_is_better_than_a_proven_proposal(round_: Round) -> None:
    proposal, by_hand = solve(round_), practice(round_)
    options: list[list[str | None]] = [[None, *(home.id for home in round_.dwellings)] for _ in round_.people]
    for homes in list(product(*options))[:60]:
        pairs = [(who.id, home) for who, home in zip(round_.people, homes, strict=True) if home]
        found = check_plan(round_, pairs, proposal)
        assert found.violations == violations_of(round_, pairs)
        if not found.violations:
            assert proposal.status is Status.PROVEN
            assert found.first is None or found.first.gain < 0
    if by_hand is not None:
        assert check_plan(round_, [(each.person, each.dwelling) for each in by_hand.placements]).violations == ()
