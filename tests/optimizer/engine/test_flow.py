"""The flow path: what it proves is what the general path and brute force find, and it takes nothing on trust."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.assignment import Convex, Integers, Objective, Problem, Row, Term
from optimizer.engine import flow
from optimizer.engine.flow import by_flow
from optimizer.engine.reach import Path
from optimizer.engine.solve import Step, possible_pairs, solve
from tests.optimizer.engine.problems import cap, everywhere, going, ints, most, optima_of, problem, rank

EVERYONE = ints(1, 1, 1, 1)


def nested_problem(draw: np.random.Generator, density: float = 1.0) -> Problem:
    """Four items in two pairs, four places in two halves; limits and costs on all, on halves and on one place."""
    anywhere, halves, one = ints(1, 1, 1, 1), (ints(1, 1, 0, 0), ints(0, 0, 1, 1)), ints(1, 0, 0, 0)
    terms = [Term(amount * EVERYONE, where) for where in (anywhere, *halves, one) for amount in (1, 2)]
    terms += [Term(items, anywhere) for items in (*halves, one)]

    def row() -> Row:
        least = int(draw.integers(1, 3)) if draw.random() < 0.2 else None
        return Row((terms[draw.integers(len(terms))],), least, int(draw.integers(least or 1, 7)))

    def convex() -> Convex:
        slopes = sorted(draw.integers(-3, 4, draw.integers(0, 4)).tolist())
        return Convex((terms[draw.integers(len(terms))],), tuple(slopes), 4)

    return Problem(
        draw.random((4, 4)) < density,
        draw.integers(0, 3, 4),
        draw.permutation(4),
        tuple(row() for _ in range(draw.integers(0, 4))),
        (
            Objective(maximise=True, weights=draw.integers(-1, 3, (4, 4)), constant=2),
            Objective(maximise=False, weights=draw.integers(-1, 4, (4, 4)), convex=(convex(), convex())),
            Objective(maximise=True, weights=draw.integers(0, 3, (4, 4))),
        ),
    )


def carried(given_problem: Problem) -> Integers | None:
    return by_flow(possible_pairs(given_problem))


@pytest.mark.parametrize("seed", range(150))
def test_nested_problems_are_carried_to_the_optimum_of_brute_force(seed: int) -> None:
    given_problem = nested_problem(np.random.default_rng(seed))
    optima = optima_of(given_problem)
    choice = carried(given_problem)
    assert (choice is None) == (not optima)
    assert choice is None or choice.tolist() in [each.tolist() for each in optima]


@settings(max_examples=150, deadline=None)
@given(st.integers(0, 2**32 - 1), st.sampled_from([0.4, 0.7, 1.0]))
def test_flow_and_general_path_agree(seed: int, density: float) -> None:
    given_problem = nested_problem(np.random.default_rng(seed), density)
    by_the_flow = solve(given_problem)
    with going("searched whole"):
        general = solve(given_problem)
    assert (by_the_flow.choice is None) == (general.choice is None)
    if by_the_flow.choice is not None and general.choice is not None:
        assert rank(given_problem, by_the_flow.choice) == rank(given_problem, general.choice)
        assert [(each.value, each.bound) for each in by_the_flow.reached] == [
            (each.value, each.bound) for each in general.reached
        ]
        assert all(each.path is not Path.FLOW for each in general.reached)


def test_the_result_says_that_it_is_a_flow_and_progress_hears_each_objective() -> None:
    heard: list[Step] = []
    result = solve(everywhere(2, [1], objectives=(most(2, 3), most(1, 1))), start=ints(0, -1), progress=heard.append)
    assert [(each.value, each.bound, each.path) for each in result.reached] == [(3, 3, Path.FLOW), (1, 1, Path.FLOW)]
    assert [(step.index, step.reached.value, step.settled) for step in heard] == [
        (0, 2, False),
        (0, 3, True),
        (1, 1, False),
        (1, 1, True),
    ]


def test_of_equal_items_the_one_whose_turn_is_first_goes_first() -> None:
    equal = everywhere(3, [1], objectives=(most(1, 1, 1),))
    turned = Problem(equal.allowed, equal.room, ints(2, 0, 1), (), equal.objectives)
    choice = carried(turned)
    assert choice is not None
    assert choice.tolist() == [-1, 0, -1]


def test_nothing_to_place_is_carried_and_a_demand_that_cannot_hold_is_not() -> None:
    nobody, nowhere = problem([], [1], objectives=(most(),)), problem([[]], [], objectives=(most(1),))
    for empty, nothing in ((nobody, []), (nowhere, [-1])):
        choice = carried(empty)
        assert choice is not None
        assert choice.tolist() == nothing
    both = Row((Term(ints(1, 1), ints(1)),), lower=2)
    assert carried(everywhere(2, [1], (both,), (most(1, 1),))) is None
    assert carried(everywhere(2, [2], (both,), (most(1, 1),))) is not None


def test_weighted_and_crossing_limits_are_left_to_the_general_path() -> None:
    weighted = cap(ints(1, 2), ints(1, 1), 2)
    crossing = (cap(ints(1, 1), ints(1, 1, 0), 1), cap(ints(1, 1), ints(0, 1, 1), 1))
    for refused in (
        everywhere(2, [1, 1], (weighted,), (most(1, 1),)),
        everywhere(2, [1, 1, 1], crossing, (most(1, 1),)),
    ):
        assert carried(refused) is None
        assert all(each.path is not Path.FLOW for each in solve(refused).reached)


def test_costs_too_large_for_the_library_are_left_to_the_general_path() -> None:
    huge = everywhere(2, [1], objectives=(most(2**61, 1),))
    assert carried(huge) is None


def test_more_pairs_than_fit_in_memory_are_left_to_the_general_path(monkeypatch: pytest.MonkeyPatch) -> None:
    one_too_many = everywhere(2, [1], objectives=(most(1, 1),))
    assert carried(one_too_many) is not None
    monkeypatch.setattr(flow, "MOST_PAIRS", 1)
    assert carried(one_too_many) is None


class Lying:
    """A library that calls any flow the cheapest: nothing through a pair, or everything through all of them."""

    OPTIMAL = 0

    def __init__(self, amount: int) -> None:
        self.amount = amount

    def add_arcs_with_capacity_and_unit_cost(self, tail: Integers, *_: Integers) -> Integers:
        return np.arange(len(tail))

    def set_nodes_supplies(self, *_: Integers) -> None:
        return

    def solve(self) -> int:
        return self.OPTIMAL

    def flows(self, numbers: Integers) -> Integers:
        return np.full(len(numbers), self.amount)


@pytest.mark.parametrize("amount", [0, 1])
def test_a_flow_that_is_not_the_cheapest_is_not_believed(monkeypatch: pytest.MonkeyPatch, amount: int) -> None:
    monkeypatch.setattr(flow, "SimpleMinCostFlow", lambda: Lying(amount))
    contested = everywhere(2, [1], objectives=(most(2, 3),))
    assert carried(contested) is None
    assert [(each.value, each.bound, each.path) for each in solve(contested).reached] == [(3, 3, Path.SEARCH)]
