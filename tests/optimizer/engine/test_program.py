"""The program keeps exactly the choices that the problem permits, at their values; cuts cut off none of them."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings

from optimizer.assignment import Convex, Objective, Problem, Row, Term
from optimizer.engine.relaxation import relax
from optimizer.engine.solve import possible_pairs
from tests.optimizer.engine.problems import (
    cap,
    choices_of,
    demanding_problems,
    everywhere,
    grouping,
    ints,
    keeps_rows,
    most,
    optima_of,
    program,
    rank,
    within_room,
)

NEVER = float("inf")


@settings(max_examples=150, deadline=None)
@given(demanding_problems())
def test_a_choice_holds_in_the_program_when_it_keeps_the_rows_and_at_its_value(given_problem: Problem) -> None:
    posed, grouped = program(given_problem), grouping(given_problem, 1)
    for choice in within_room(given_problem):
        counts = grouped.counts_of(choice)
        if counts.sum() < (choice >= 0).sum():
            assert not keeps_rows(given_problem, choice)  # it uses a pair that breaks a limit alone
            continue
        assert posed.holds(counts) == keeps_rows(given_problem, choice)
        assert posed.value(counts) == rank(given_problem, choice)[0]


@settings(max_examples=100, deadline=None)
@given(demanding_problems())
def test_with_earlier_values_kept_only_choices_that_are_as_good_hold(given_problem: Problem) -> None:
    choices = choices_of(given_problem)
    if not choices:
        return
    best = rank(given_problem, optima_of(given_problem)[0])
    kept = tuple(
        value if goal.maximise else -value for value, goal in zip(best[:2], given_problem.objectives, strict=False)
    )
    posed = program(given_problem, kept)
    for choice in choices:
        as_good = all(own >= least for own, least in zip(rank(given_problem, choice), best[:2], strict=False))
        assert posed.holds(posed.grouped.counts_of(choice)) == as_good


@pytest.mark.parametrize("weights", list(product((1, 2, 3, 5), repeat=3)))
def test_no_cut_cuts_off_a_permitted_choice_of_a_knapsack(weights: tuple[int, ...]) -> None:
    for upper in range(max(weights), sum(weights) + 1):
        knapsack = everywhere(3, [3], (cap(ints(*weights), ints(1), upper),), (most(5, 6, 7),))
        posed = program(knapsack)
        for chosen in product((0, 1), repeat=3):
            choice = np.array(chosen) - 1
            inside = int(np.dot(chosen, weights)) <= upper
            assert posed.holds(posed.grouped.counts_of(choice)) == inside


def test_cuts_bring_the_relaxation_to_whole_items() -> None:
    pairs = everywhere(3, [3], (cap(ints(2, 2, 2), ints(1), 3),), (most(4, 4, 4),))
    nobody = np.zeros(1, dtype=np.int64)
    assert relax(program(pairs), nobody, NEVER).bound == pytest.approx(4)


def test_a_limit_that_nothing_can_reach_is_no_row() -> None:
    loose, tight = (everywhere(2, [1], (cap(ints(2, 3), ints(1), upper),), (most(1, 1),)) for upper in (3, 2))
    without = everywhere(2, [1], (), (most(1, 1),))
    rows = [len(program(each).rows.least) for each in (without, loose, tight)]
    assert rows[1] == rows[0] + 1  # the two are of different weight, so one class each
    assert len(possible_pairs(tight).item) == 1


def test_a_pair_that_breaks_a_limit_alone_is_impossible_but_not_where_another_makes_room() -> None:
    too_heavy = everywhere(2, [2], (cap(ints(3, 1), ints(1), 2),), (most(1, 1),))
    assert possible_pairs(too_heavy).item.tolist() == [1]
    balanced = everywhere(2, [2], (Row((Term(ints(3, -1), ints(1)),), upper=2),), (most(1, 1),))
    assert possible_pairs(balanced).item.tolist() == [0, 1]


def test_a_convex_cost_fills_its_cheap_parts_first() -> None:
    cost = Convex((Term(ints(1, 1, 1, 1), ints(1)),), (1, 1, 5), beyond=7)
    costly = Objective(maximise=False, weights=np.zeros((1, 1), dtype=np.int64), convex=(cost,))
    posed = program(everywhere(4, [4], (), (costly,)))
    assert [posed.value(ints(count)) for count in range(5)] == [0, -1, -2, -7, -14]
    assert posed.costs[0].split(ints(4)).tolist() == [2, 1, 1]


def test_a_soft_program_charges_what_is_short_of_a_value_kept() -> None:
    kept = program(everywhere(2, [2], (), (most(3, 3), most(1, 1))), (6,))
    one, both = ints(1), ints(2)
    assert (kept.holds(one), kept.holds(both)) == (False, True)
    soft = kept.soft(10.0)
    assert (soft.holds(one), soft.holds(both)) == (True, True)
    assert (soft.value(one), soft.value(both)) == (1 - 3 * 10, 2)
    assert (kept.value(one), kept.value(both)) == (1, 2)
