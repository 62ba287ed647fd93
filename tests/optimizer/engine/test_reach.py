"""One objective: its path says why the bound holds, and what is dropped no solution as good uses."""

from __future__ import annotations

import math

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.assignment import Integers, Problem
from optimizer.engine.reach import Attempt, Path, reach
from tests.optimizer.engine.problems import (
    WAYS,
    cap,
    choices_of,
    demanding_problems,
    everywhere,
    going,
    ints,
    most,
    program,
)


def unheard(_: Integers, __: int | None) -> None:
    """Nobody listens."""


def attempt(given_problem: Problem, start: Integers, ends: float = math.inf) -> Attempt:
    posed = program(given_problem)
    return reach(posed, posed.grouped.counts_of(start), ends, unheard)


def test_a_start_that_the_prices_prove_is_not_searched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.engine.reach.search", None)  # not to be called
    proven = attempt(everywhere(2, [1], (), (most(2, 3),)), ints(-1, 0))
    assert (proven.bound, proven.path) == (3, Path.PRICES)


def test_a_gap_of_the_relaxation_is_closed_by_a_search() -> None:
    thirds = cap(ints(4, 4, 4, 7), ints(1), 8)
    proven = attempt(everywhere(4, [4], (thirds,), (most(4, 4, 4, 8),)), ints(-1, -1, -1, -1))
    assert (proven.bound, proven.path) == (8, Path.SEARCH)


def test_without_time_the_start_stays_and_nothing_is_bounded_or_dropped() -> None:
    stopped = attempt(everywhere(2, [1], (), (most(2, 3),)), ints(0, -1), ends=0.0)
    assert (int(stopped.counts.sum()), stopped.bound, stopped.path) == (1, None, Path.GAP)
    assert not stopped.dropped.any()


def test_what_costs_too_much_is_dropped_and_what_is_as_good_is_kept() -> None:
    proven = attempt(everywhere(3, [1], (), (most(1, 3, 4),)), ints(-1, -1, 0))
    assert proven.dropped[0]
    assert not proven.dropped[2]


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=100, deadline=None)
@given(demanding_problems(), st.data())
def test_the_bound_is_reached_and_no_optimum_uses_what_is_dropped(
    way: str, given_problem: Problem, data: st.DataObject
) -> None:
    choices = choices_of(given_problem)
    assume(choices)
    posed = program(given_problem)
    every = [posed.grouped.counts_of(choice) for choice in choices]
    best = max(map(posed.value, every))
    with going(way):
        found = reach(posed, data.draw(st.sampled_from(every)), math.inf, unheard)
    assert posed.holds(found.counts)
    assert posed.value(found.counts) == found.bound == best
    assert found.path is not Path.GAP
    for counts in every:
        assert posed.value(counts) < best or not counts[found.dropped].any()
