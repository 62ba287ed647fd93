"""Rounding and mending give solutions, never worse than what they began with."""

from __future__ import annotations

import math
import time

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from optimizer.assignment import Integers, Problem
from optimizer.engine.neighbourhood import mended, rounded, useful
from optimizer.engine.program import Program
from optimizer.engine.relaxation import Relaxed, relax
from tests.optimizer.engine.problems import (
    cap,
    choices_of,
    demanding_problems,
    everywhere,
    going,
    ints,
    most,
    optima_of,
    program,
    rank,
)


def relaxed_from(given_problem: Problem, start: Integers) -> tuple[Program, Relaxed, Integers, int]:
    """The program of the first objective, its relaxation, the counts of a choice and what is wanted."""
    posed = program(given_problem)
    counts = posed.grouped.counts_of(start)
    relaxed = relax(posed, counts, math.inf)
    return posed, relaxed, counts, math.floor(relaxed.bound + 1e-4)


def unheard(_: Integers) -> None:
    """Nobody listens."""


@settings(max_examples=150, deadline=None)
@given(demanding_problems(), st.data())
def test_what_is_rounded_or_mended_keeps_all_rows_and_is_not_worse(given_problem: Problem, data: st.DataObject) -> None:
    choices = choices_of(given_problem)
    assume(choices)
    posed, relaxed, start, wanted = relaxed_from(given_problem, data.draw(st.sampled_from(choices)))
    with going("rounded and mended"):
        whole = rounded(posed, relaxed, wanted, math.inf)
        assert whole is None or posed.holds(whole)
        better = mended(posed, relaxed, start, wanted, math.inf, unheard)
    assert posed.holds(better)
    assert posed.value(start) <= posed.value(better) <= wanted


@settings(max_examples=150, deadline=None)
@given(demanding_problems())
def test_every_column_of_a_solution_as_good_as_wanted_is_useful(given_problem: Problem) -> None:
    optima = optima_of(given_problem)
    assume(optima)
    posed, relaxed, _, _ = relaxed_from(given_problem, optima[0])
    needed = useful(posed, relaxed, rank(given_problem, optima[0])[0])
    for choice in optima:
        assert needed[posed.grouped.counts_of(choice) > 0].all()


CROWDED = everywhere(4, [1, 1], (cap(ints(1, 2, 3, 2), ints(1, 1), 4),), (most(2, 3, 7, 5),))
NOBODY = ints(-1, -1, -1, -1)


def test_mending_finds_what_one_neighbourhood_holds_and_tells_of_it() -> None:
    posed, relaxed, start, wanted = relaxed_from(CROWDED, NOBODY)
    heard: list[int] = []
    better = mended(posed, relaxed, start, wanted, math.inf, lambda counts: heard.append(posed.value(counts)))
    assert posed.value(better) == 9
    assert heard == sorted(set(heard))
    assert heard[-1] == 9


def test_without_time_the_start_is_kept() -> None:
    posed, relaxed, start, wanted = relaxed_from(CROWDED, NOBODY)
    assert (mended(posed, relaxed, start, wanted, time.monotonic() - 1, unheard) == start).all()


def test_a_relaxation_that_time_ended_can_not_be_rounded() -> None:
    posed, relaxed, _, wanted = relaxed_from(CROWDED, NOBODY)
    ended = Relaxed(relaxed.bound, relaxed.worth, relaxed.reduced, None)
    assert rounded(posed, ended, wanted, math.inf) is None


def test_in_a_soft_program_rounding_may_fall_short_but_never_breaks_a_row() -> None:
    both = everywhere(3, [1, 1], (cap(ints(2, 2, 1), ints(1, 1), 3),), (most(5, 5, 1), most(1, 1, 9)))
    posed = program(both, (6,))
    start = posed.grouped.counts_of(ints(0, -1, 1))
    relaxed = relax(posed, start, math.inf)
    soft = posed.soft(100.0)
    found = rounded(soft, relaxed, math.floor(relaxed.bound + 1e-4), math.inf)
    assert found is not None
    assert soft.holds(found)
    assert posed.holds(mended(soft, relaxed, start, math.floor(relaxed.bound + 1e-4), math.inf, unheard))


def test_nowhere_to_go_is_nothing_to_mend() -> None:
    posed, relaxed, start, wanted = relaxed_from(everywhere(2, [0], (), (most(1, 1),)), ints(-1, -1))
    assert wanted == 0
    assert np.array_equal(mended(posed, relaxed, start, wanted, math.inf, unheard), start)
