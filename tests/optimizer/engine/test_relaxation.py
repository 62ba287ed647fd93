"""The certificate bounds whatever the prices; a few columns give the optimum of all; reduced costs are honest."""

from __future__ import annotations

import math
import time

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.assignment import Integers, Problem
from optimizer.engine.program import Program
from optimizer.engine.relaxation import certificate, relax
from tests.optimizer.engine.problems import (
    cap,
    choices_of,
    demanding_problems,
    everywhere,
    going,
    ints,
    most,
    program,
)

ROUNDING = 1e-6


def every_count(given_problem: Problem) -> tuple[Program, list[Integers]]:
    """The program of the first objective, and the counts of every choice that keeps all rows."""
    posed = program(given_problem)
    return posed, [posed.grouped.counts_of(choice) for choice in choices_of(given_problem)]


@settings(max_examples=200, deadline=None)
@given(demanding_problems(), st.data())
def test_no_choice_is_better_than_the_certificate_of_any_prices(given_problem: Problem, data: st.DataObject) -> None:
    posed, every = every_count(given_problem)
    size = len(posed.rows.least)
    prices = st.floats(-1_000, 1_000, allow_subnormal=False)
    worth = np.array(data.draw(st.lists(prices, min_size=size, max_size=size)))
    bound, reduced = certificate(posed, worth)
    columns = reduced[: posed.columns]
    for counts in every:
        assert posed.value(counts) <= bound + ROUNDING
        used = counts > 0
        assert (posed.value(counts) <= bound + np.minimum(columns[used], 0.0) + ROUNDING).all()


@settings(max_examples=150, deadline=None)
@given(demanding_problems(), st.data())
def test_a_few_columns_at_a_time_end_at_the_optimum_of_all(given_problem: Problem, data: st.DataObject) -> None:
    posed, every = every_count(given_problem)
    assume(every)
    start = data.draw(st.sampled_from(every))
    whole = relax(posed, start, math.inf)
    with going("relaxed on a few columns"):
        sifted = relax(posed, start, math.inf)
    assert whole.values is not None
    assert sifted.values is not None
    assert sifted.bound == pytest.approx(whole.bound, abs=1e-5)
    for found in (whole, sifted):
        assert found.bound >= max(map(posed.value, every)) - ROUNDING


@settings(max_examples=150, deadline=None)
@given(demanding_problems())
def test_reduced_costs_drop_no_column_of_an_optimum(given_problem: Problem) -> None:
    posed, every = every_count(given_problem)
    assume(every)
    relaxed = relax(posed, every[0], math.inf)
    best = max(map(posed.value, every))
    too_dear = -relaxed.reduced[: posed.columns] > relaxed.bound - best + ROUNDING
    for counts in every:
        assert posed.value(counts) < best or not counts[too_dear].any()


def test_what_time_ends_bounds_nothing() -> None:
    posed = program(everywhere(3, [1, 1], (cap(ints(1, 2, 3), ints(1, 1), 3),), (most(2, 3, 4),)))
    nobody = np.zeros(posed.columns, dtype=np.int64)
    ended = relax(posed, nobody, time.monotonic())
    assert ended.bound == math.inf
    assert ended.values is None


def test_what_time_ends_halfway_is_bounded_by_the_prices_of_then(monkeypatch: pytest.MonkeyPatch) -> None:
    posed = program(everywhere(3, [1, 1, 1], (cap(ints(1, 2, 3), ints(1, 1, 0), 3),), (most(2, 3, 4),)))
    nobody = np.zeros(posed.columns, dtype=np.int64)
    proven = relax(posed, nobody, math.inf).bound
    clock = iter([0.0, *[1e9] * 20])
    monkeypatch.setattr("optimizer.engine.relaxation.time.monotonic", lambda: next(clock))
    with going("relaxed on a few columns"):
        ended = relax(posed, nobody, 1.0)
    assert ended.values is None
    assert proven - ROUNDING <= ended.bound < math.inf
