"""The front holds every best combination and no other: against every choice of tiny rounds, and on worlds by hand."""

from __future__ import annotations

import os
import signal
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.compare.front import SPREADING, Effort, Weighing, front_of
from optimizer.eligibility import check_pairs
from optimizer.engine.crew import Crew
from optimizer.engine.within import Asked
from optimizer.errors import EngineError
from optimizer.model import build_model
from optimizer.policy import Goal
from optimizer.round import Round
from optimizer.tradeoff import Axis, Extent
from optimizer.verify import goal_values
from tests.optimizer.test_oracle import every_choice
from tests.tiny_rounds import rounds
from tests.worlds import cap, dwelling, person, policy, world

THOROUGH = settings(max_examples=1_000, deadline=None, suppress_health_check=list(HealthCheck))
SOME = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
OTHER_AXES = (
    (Axis.PLACEMENTS, Axis.SPREAD),
    (Axis.QUOTA, Axis.PLACED),
    (Axis.SPREAD, Axis.PLACED),
    (Axis.ORIGIN, Axis.QUOTA, Axis.FIT),
    (Axis.STABILITY, Axis.OVERDUE, Axis.PLACED, Axis.SPREAD),
)


def upward(axes: tuple[Axis, ...], values: tuple[int, ...]) -> tuple[int, ...]:
    return tuple(value if axis.maximise else -value for axis, value in zip(axes, values, strict=True))


def by_enumeration(round_: Round, axes: tuple[Axis, ...], kept: list[Goal]) -> set[tuple[int, ...]]:
    """Of every permitted choice that is best on what is kept, the values than which no other are as good."""
    everything = replace(round_, policy=replace(round_.policy, goals=tuple(Goal)))
    found = []
    for choice in every_choice(round_):
        reached = goal_values(everything, choice)
        first = tuple(reached[goal] if goal.maximise else -reached[goal] for goal in kept)
        values = tuple(len(choice) if axis.goal is None else reached[axis.goal] for axis in axes)
        found.append((first, values))
    best = max((first for first, _ in found), default=())
    allowed = {values for first, values in found if first == best}
    return {
        values
        for values in allowed
        if not any(
            other != values
            and all(his >= own for his, own in zip(upward(axes, other), upward(axes, values), strict=True))
            for other in allowed
        )
    }


@THOROUGH
@given(rounds())
def test_the_front_is_what_enumeration_finds(round_: Round) -> None:
    front = front_of(round_)
    expected = by_enumeration(round_, front.axes, [goal.goal for goal in front.kept])
    assert {point.values for point in front.points} == expected
    assert len(front.points) == len(expected)
    assert front.extent is (Extent.COMPLETE if expected else Extent.IMPOSSIBLE)
    assert all(point.proven for point in front.points)


@SOME
@given(rounds(), st.sampled_from(OTHER_AXES))
def test_other_goals_can_be_weighed(round_: Round, axes: tuple[Axis, ...]) -> None:
    front = front_of(round_, axes)
    expected = by_enumeration(round_, axes, [goal.goal for goal in front.kept])
    assert {point.values for point in front.points} == expected
    assert all(point.proven for point in front.points)


@SOME
@given(rounds(), st.integers(1, 3))
def test_a_grid_has_the_best_value_within_each_of_its_floors(round_: Round, steps: int) -> None:
    whole, part = front_of(round_), front_of(round_, effort=Effort(steps=steps))
    assert part.extent is (Extent.GRID if part.levels != whole.levels else whole.extent)
    assert all(len(levels) <= steps + 1 for levels in part.levels)
    best = {point.values for point in whole.points}
    assert all(point.values in best for point in part.points if point.proven)
    for point in part.points:
        assert any(
            all(his >= own for his, own in zip(upward(SPREADING, other), upward(SPREADING, point.values), strict=True))
            for other in best
        )


@SOME
@given(rounds(), st.integers(0, 6))
def test_a_stop_calls_nothing_proven_that_is_not(round_: Round, after: int) -> None:
    asked = iter(range(after + 1))
    front = front_of(round_, cancelled=lambda: next(asked, None) is None)
    expected = by_enumeration(round_, front.axes, [goal.goal for goal in front.kept])
    found = {point.values for point in front.points}
    assert {point.values for point in front.points if point.proven} <= expected
    if front.extent is Extent.COMPLETE:
        assert found == expected
    for values in found - expected:
        assert front.extent is Extent.STOPPED
        assert any(
            all(his >= own for his, own in zip(upward(SPREADING, best), upward(SPREADING, values), strict=True))
            for best in expected
        )


def dear_return() -> Round:
    """Ans and Bas come from Aadorp, where one wijk is nearly full; in Beekstad there is room for both."""
    return world(
        [person("ans"), person("bas")],
        [dwelling("a-1"), dwelling("a-2"), dwelling("c-1", "c"), dwelling("c-2", "c")],
        limits=[cap("wijk-a", 4, used=2), cap("wijk-c", 10)],
    )


def test_each_return_costs_spread() -> None:
    front = front_of(dear_return())
    assert [point.values for point in front.points] == [
        (2, 2, 75 + 100), (2, 1, 75 + 10), (2, 0, 10 + 20), (1, 1, 75), (1, 0, 10), (0, 0, 0),
    ]  # fmt: skip
    assert front.extent is Extent.COMPLETE


def test_what_the_policy_puts_first_is_kept() -> None:
    late = dear_return()
    late = replace(late, people=(replace(late.people[0], ready_on=late.start.replace(year=2025)), late.people[1]))
    front = front_of(late)
    assert [(goal.goal, goal.value) for goal in front.kept] == [(Goal.OVERDUE, 1)]
    assert (0, 0, 0) not in {point.values for point in front.points}
    assert all("ans" in dict(point.witness) for point in front.points)


def test_nothing_is_kept_where_spread_comes_first() -> None:
    assert front_of(replace(dear_return(), policy=policy(goals=(Goal.SPREAD, Goal.OVERDUE)))).kept == ()


def test_more_processes_change_nothing() -> None:
    alone = front_of(dear_return())
    assert repr(front_of(dear_return(), effort=Effort(workers=1))) == repr(alone)
    assert repr(front_of(dear_return(), effort=Effort(workers=2))) == repr(alone)


def test_a_stop_gives_what_there_is() -> None:
    heard: list[Weighing] = []
    front = front_of(dear_return(), progress=heard.append, cancelled=lambda: bool(heard))
    assert front.extent is Extent.STOPPED
    assert len(heard) == 1
    assert front.points


def test_no_time_gives_no_proof() -> None:
    front = front_of(dear_return(), effort=Effort(seconds=0))
    assert front.extent is Extent.STOPPED
    assert not any(point.proven for point in front.points)


def test_a_process_that_is_gone_is_an_error_with_a_reason() -> None:
    problem = build_model(check_pairs(dear_return()), 1).problem
    floors = (None,) * (len(problem.objectives) - 1)
    with Crew(problem, 1) as crew:
        (pid,) = (process.pid for process in crew.processes)
        os.kill(pid, signal.SIGKILL)
        with pytest.raises(EngineError, match="een rekenproces viel weg"):
            crew.answers([Asked(floors), Asked(floors)])
