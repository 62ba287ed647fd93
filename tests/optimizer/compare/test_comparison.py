"""Policies side by side: laws over thousands of choices of tiny rounds, and worlds by hand."""

from __future__ import annotations

import subprocess
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from optimizer.compare.comparison import Comparison, compare
from optimizer.compare.scenarios import CapChange, Criterion, KeyFigure, Scenario, Than, applied
from optimizer.errors import Cancelled, EngineError
from optimizer.policy import Goal
from optimizer.proposal import Status
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.verify import goal_values, verify
from tests.optimizer.test_oracle import better_first, every_choice
from tests.tiny_rounds import rounds
from tests.worlds import cap, dwelling, person, policy, world

OFTEN = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
AS_IS, WIDER = Scenario(name="nu"), Scenario(name="ruimer", caps=(CapChange(by=1),))
TIGHTER = Scenario(name="krapper", caps=(CapChange(percent=-50),))


def turned(round_: Round) -> Scenario:
    """The goals in the opposite order."""
    return Scenario(name="andersom", policy=replace(round_.policy, goals=round_.policy.goals[::-1]))


@OFTEN
@given(rounds())
def test_a_wider_cap_never_gives_a_worse_first_goal(round_: Round) -> None:
    """Spread and quota shortfall included, for the first goal is measured with the caps of its own round."""
    assume(round_.policy.goals[0] is not Goal.SPREAD)
    found = compare(round_, [AS_IS, WIDER])
    assume(found.first.proposal.status is not Status.CONFLICT)
    before, after = (outcome.proposal.goals[0] for outcome in found.outcomes)
    assert after.value >= before.value if before.goal.maximise else after.value <= before.value


@OFTEN
@given(rounds())
def test_the_losses_are_the_fewest_that_an_equally_good_proposal_has(round_: Round) -> None:
    scenario = turned(round_)
    found = compare(round_, [AS_IS, scenario])
    assume(found.first.proposal.status is not Status.CONFLICT)
    changed, first = applied(round_, scenario), set(found.first.homes)
    outcome = found.outcomes[1]
    choices = [(better_first(goal_values(changed, choice)), choice) for choice in every_choice(changed)]
    best = max(values for values, _ in choices)
    fewest = min(len(first - dict(choice).keys()) for values, choice in choices if values == best)
    assert outcome.changes is not None
    assert len(outcome.changes.lost) == outcome.changes.fewest_lost == fewest
    assert outcome.changes.needed
    mine = goal_values(round_, list(outcome.homes.items()))
    permitted = sorted(outcome.homes.items()) in [sorted(choice) for choice in every_choice(round_)]
    as_good = mine == goal_values(round_, list(found.first.homes.items()))
    assert outcome.changes.as_good_in_first == (permitted and as_good)
    assert better_first({goal.goal: goal.value for goal in outcome.proposal.goals}) == best


@OFTEN
@given(rounds())
def test_the_same_policy_has_no_gains_and_no_losses(round_: Round) -> None:
    """Another lottery would have drawn others; that is not what a policy does."""
    found = compare(round_, [AS_IS, Scenario(name="precies zo")])
    assume(found.first.proposal.status is not Status.CONFLICT)
    changes = found.outcomes[1].changes
    assert changes is not None
    assert (changes.gained, changes.lost, changes.as_good_in_first) == ((), (), True)
    assert found.outcomes[1].proposal == found.first.proposal


@OFTEN
@given(rounds())
def test_every_answer_is_one_of_its_own_round(round_: Round) -> None:
    found = compare(round_, [AS_IS, TIGHTER, turned(round_)])
    for outcome in found.outcomes:
        assert not verify(outcome.round, outcome.proposal)
        alone = solve(outcome.round)
        assert alone.status is outcome.proposal.status
        assert [goal.value for goal in alone.goals] == [goal.value for goal in outcome.proposal.goals]


def two_homes() -> Round:
    """Ans and Bas are alike and Cor is urgent; there are two homes."""
    return world(
        [person("ans"), person("bas"), person("cor", urgency=1)],
        [dwelling("a-1"), dwelling("c-1", "c")],
        limits=[cap("wijk-a", 2), cap("wijk-c", 2)],
    )


def by_name(found: Comparison) -> dict[str, Any]:
    return {outcome.name: outcome for outcome in found.outcomes}


def test_the_order_of_scenarios_changes_nothing() -> None:
    others = [TIGHTER, WIDER, turned(two_homes())]
    answers = [by_name(compare(two_homes(), [AS_IS, *order])) for order in permutations(others)]
    assert all(answer == answers[0] for answer in answers)


def test_beside_each_other_is_the_same_as_one_by_one() -> None:
    scenarios = [AS_IS, TIGHTER, WIDER]
    alone = compare(two_homes(), scenarios)
    assert repr(compare(two_homes(), scenarios, workers=3, cancelled=lambda: False)) == repr(alone)


def test_what_the_first_leaves_open_is_no_loss() -> None:
    found = compare(two_homes(), [AS_IS, Scenario(name="weging", policy=policy(goals=(Goal.PLACEMENTS,)))])
    changes = found.outcomes[1].changes
    assert changes is not None
    assert changes.as_good_in_first
    assert not changes.lost


def test_a_tighter_cap_takes_a_home_away() -> None:
    closed = Scenario(name="dicht", caps=(CapChange(area="wijk-c", percent=-100),))
    found = compare(two_homes(), [AS_IS, closed])
    changes = found.outcomes[1].changes
    assert changes is not None
    assert (len(changes.lost), changes.fewest_lost, changes.as_good_in_first) == (1, 1, False)
    assert "cor" not in changes.lost
    # Measured with the caps of the first scenario, where the wijk is not shut.
    assert {use.limit: use.cap for use in found.outcomes[1].loads}["grens wijk-c"] == 2


def test_criteria_count_from_today_and_from_the_first_scenario() -> None:
    closed = Scenario(name="dicht", caps=(CapChange(area="wijk-c", percent=-100),))
    criteria = [
        Criterion(figure=KeyFigure.PLACED, at_least=0, than=Than.PRACTICE),
        Criterion(figure=KeyFigure.PLACED, at_least=0, than=Than.FIRST),
        Criterion(figure=KeyFigure.BUSIEST, at_most=50),
    ]
    found = compare(two_homes(), [AS_IS, closed], criteria)
    assert [(each.scenario, each.figure, each.at_least, each.at_most, each.met) for each in found.judged] == [
        ("nu", 2, 2, None, True), ("dicht", 1, 2, None, False),
        ("nu", 2, 2, None, True), ("dicht", 1, 2, None, False),
        ("nu", 50, None, 50, True), ("dicht", 50, None, 50, True),
    ]  # fmt: skip


def test_today_is_a_column_in_the_first_round() -> None:
    found = compare(two_homes(), [AS_IS, TIGHTER])
    assert found.practice is not None
    assert [column.name for column in found.columns] == ["huidige praktijk", "nu", "krapper"]
    assert found.practice.round == found.first.round


def test_who_stops_before_every_scenario_has_a_proposal_gets_none() -> None:
    with pytest.raises(Cancelled):
        compare(two_homes(), [AS_IS, TIGHTER], cancelled=lambda: True)


def test_a_process_that_dies_is_an_error_with_a_reason(monkeypatch: pytest.MonkeyPatch) -> None:
    popen = subprocess.Popen

    def killed(*arguments: Any, **options: Any) -> subprocess.Popen[bytes]:
        process: subprocess.Popen[bytes] = popen(*arguments, **options)
        process.kill()
        return process

    monkeypatch.setattr(subprocess, "Popen", killed)
    with pytest.raises(EngineError, match="het rekenproces viel weg"):
        compare(two_homes(), [AS_IS, TIGHTER], cancelled=lambda: False)
