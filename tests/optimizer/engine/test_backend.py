"""Search between low and high, and what it says when there is nothing, or no time."""

from __future__ import annotations

import math

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.assignment import Problem, Row, Term
from optimizer.engine.backend import relax, search
from tests.optimizer.engine.problems import (
    cap,
    choices_of,
    demanding_problems,
    everywhere,
    ints,
    most,
    program,
)

TWO_HUBS = everywhere(4, [2, 2], (cap(ints(1, 1, 2, 2), ints(1, 0), 3),), (most(4, 5, 6, 7),))


def test_the_best_counts_with_their_bound() -> None:
    posed = program(TWO_HUBS)
    found = search(posed, np.zeros(posed.columns, dtype=np.int64), posed.grouped.most)
    assert found.counts is not None
    assert posed.value(found.counts) == 22
    assert round(found.bound) == 22


@settings(max_examples=150, deadline=None)
@given(demanding_problems(), st.data())
def test_nothing_between_low_and_high_is_better(given_problem: Problem, data: st.DataObject) -> None:
    posed = program(given_problem)
    every = [posed.grouped.counts_of(choice) for choice in choices_of(given_problem)]
    if not every:
        return
    size = posed.columns
    free = np.array(data.draw(st.lists(st.booleans(), min_size=size, max_size=size)), dtype=bool)
    start = data.draw(st.sampled_from(every))
    low, high = np.where(free, 0, start), np.where(free, posed.grouped.most, start)
    inside = [counts for counts in every if (low <= counts).all() and (counts <= high).all()]
    best = max(map(posed.value, inside))
    for hint in (None, start):
        found = search(posed, low, high, hint)
        assert found.counts is not None
        assert posed.value(found.counts) == best
        assert (low <= found.counts).all()
        assert (found.counts <= high).all()
        assert math.floor(found.bound + 1e-4) == best


def test_where_every_column_is_settled_the_counts_are_the_answer() -> None:
    posed = program(TWO_HUBS)
    settled = posed.grouped.counts_of(ints(0, 1, 0, 1))
    found = search(posed, settled, settled)
    assert found.counts is not None
    assert (found.counts == settled).all()
    assert found.bound == posed.value(settled)


def test_settled_columns_that_break_a_row_are_infeasible() -> None:
    posed = program(TWO_HUBS)
    broken = posed.grouped.counts_of(ints(-1, -1, 0, 0))
    found = search(posed, broken, broken)
    assert found.counts is None
    assert found.infeasible


def test_a_demand_that_nothing_meets_is_infeasible() -> None:
    both = Row((Term(ints(1, 1), ints(1)),), lower=2)
    posed = program(everywhere(2, [1], (both,), (most(1, 1),)))
    found = search(posed, np.zeros_like(posed.grouped.most), posed.grouped.most)
    assert found.counts is None
    assert found.infeasible


def test_without_time_nothing_is_said_to_be_infeasible() -> None:
    posed = program(TWO_HUBS)
    found = search(posed, np.zeros(posed.columns, dtype=np.int64), posed.grouped.most, seconds=0)
    assert not found.infeasible
    assert found.bound >= 22


def test_a_relaxation_of_some_variables_leaves_the_others_at_nothing_and_has_none_without_time() -> None:
    posed = program(everywhere(2, [1, 1], (cap(ints(1, 2), ints(1, 1), 2),), (most(1, 5),)))
    some = np.flatnonzero(np.arange(len(posed.upper)) != 0)
    optimum = relax(posed, some, None, math.inf)
    assert optimum is not None
    assert optimum.values[0] == 0
    again = relax(posed, np.arange(len(posed.upper)), optimum.basis, math.inf)
    assert again is not None
    assert again.value >= optimum.value
    assert relax(posed, some, None, 0.0) is None
