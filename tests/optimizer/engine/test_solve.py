"""All objectives in order: every way to solve, from any start and with any time, says the same of the optimum."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.assignment import Convex, Integers, Objective, Problem, Row, Term
from optimizer.engine.solve import Result, solve
from tests.optimizer.engine.problems import (
    WAYS,
    cap,
    choices_of,
    demanding_problems,
    everywhere,
    going,
    ints,
    keeps_rows,
    most,
    optima_of,
    problem,
    rank,
)


def values(result: Result) -> list[tuple[int, int | None]]:
    """Value and bound of every objective."""
    return [(each.value, each.bound) for each in result.reached]


def proven(given_problem: Problem, optimum: Integers) -> list[tuple[int, int | None]]:
    best = rank(given_problem, optimum)
    signed = [value if goal.maximise else -value for value, goal in zip(best, given_problem.objectives, strict=True)]
    return [(value, value) for value in signed]


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=100, deadline=None)
@given(demanding_problems(), st.data())
def test_every_way_from_every_start_proves_the_optimum(way: str, given_problem: Problem, data: st.DataObject) -> None:
    optima, choices = optima_of(given_problem), choices_of(given_problem)
    with going(way):
        if not choices:
            assert solve(given_problem).choice is None
            return
        for start in (None, data.draw(st.sampled_from(choices))):
            result = solve(given_problem, start=start)
            assert result.choice is not None
            assert result.choice.tolist() in [choice.tolist() for choice in optima]
            assert values(result) == proven(given_problem, optima[0])


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=40, deadline=None)
@given(demanding_problems(), st.sampled_from([0.0, 0.001, 0.003, 0.01]), st.data())
def test_whatever_the_time_the_choice_keeps_all_rows_and_the_first_bound_holds(
    way: str, given_problem: Problem, seconds: float, data: st.DataObject
) -> None:
    choices = choices_of(given_problem)
    if not choices:
        return
    start = data.draw(st.sampled_from(choices))
    with going(way):
        result = solve(given_problem, start=start, seconds=seconds)
    assert result.choice is not None
    assert keeps_rows(given_problem, result.choice)
    reached, best = result.reached[0], min(-rank(given_problem, choice)[0] for choice in choices)  # a shortfall
    assert reached.value >= best
    assert reached.bound is None or reached.bound <= best
    assert rank(given_problem, result.choice) >= rank(given_problem, start)


def hard(seed: int, people: int, places: int) -> Problem:
    """Caps per area on loads 1 to 3, a least number in one area, one link, three objectives."""
    draw = np.random.default_rng(seed)
    area, load = np.arange(places) % 8, draw.integers(1, 4, people)
    linked = np.zeros(people, dtype=np.int64)
    linked[:2] = 1, -1
    everyone = np.ones(people, dtype=np.int64)
    rows = tuple(cap(load, (area == number).astype(np.int64), 7) for number in range(8))
    rows += (Row((Term(linked, np.ones(places, dtype=np.int64)),), 0, 0),)
    rows += (Row((Term(everyone, (area == 3).astype(np.int64)),), lower=2),)
    return Problem(
        draw.random((people, places)) < 0.3,
        np.ones(places, dtype=np.int64),
        np.arange(people),
        rows,
        (
            Objective(maximise=True, weights=draw.integers(4, 12, (people, 1))),
            Objective(maximise=False, weights=draw.integers(0, 3, (1, places))),
            Objective(maximise=True, weights=draw.integers(0, 6, (people, places))),
        ),
    )


@pytest.mark.parametrize("seed", range(3))
def test_on_larger_problems_all_ways_prove_the_same_values_and_no_stop_bounds_below_them(seed: int) -> None:
    given_problem = hard(seed, 40, 32)
    answers = []
    for way in WAYS:
        with going(way):
            answers.append(values(solve(given_problem)))
    assert answers[1:] == answers[:-1]
    assert all(value == bound for value, bound in answers[0])
    for seconds in (0.02, 0.1, 0.3):
        stopped = solve(given_problem, seconds=seconds).reached[0]
        assert stopped.value <= answers[0][0][0]
        assert stopped.bound is None or stopped.bound >= answers[0][0][0]


def test_a_row_that_forces_is_kept_at_a_cost() -> None:
    forced = Row((Term(ints(1, 1), ints(0, 1)),), lower=1)
    given_problem = problem([[1, 0], [1, 1]], [1, 1], (forced,), (most(4, 9), most(1, 0)))
    result = solve(given_problem)
    assert result.choice is not None
    assert result.choice.tolist() == [0, 1]


def test_a_pool_that_the_first_objective_empties_leaves_the_others_nothing() -> None:
    costs = Objective(maximise=False, weights=ints(3, 4).reshape(-1, 1))
    result = solve(everywhere(2, [1, 1], (), (costs, most(5, 5), most(1, 2))))
    assert result.choice is not None
    assert result.choice.tolist() == [-1, -1]
    assert values(result) == [(0, 0), (0, 0), (0, 0)]


def test_without_time_a_start_is_kept_for_what_it_is_worth_to_later_objectives() -> None:
    fits_the_second = everywhere(2, [1], (), (most(5, 5), most(0, 3), most(1, 1)))
    result = solve(fits_the_second, start=ints(-1, 0), seconds=0)
    assert [each.value for each in result.reached] == [5, 3, 1]


def test_but_among_those_whom_no_objective_tells_apart_the_turn_decides() -> None:
    result = solve(everywhere(2, [1], (), (most(5, 5),)), start=ints(-1, 0), seconds=0)
    assert result.choice is not None
    assert result.choice.tolist() == [0, -1]


def test_presolve_loses_no_solution_when_all_that_is_counted_is_whole() -> None:
    """HiGHS called this infeasible while it was only told that the columns are whole."""
    anyone = Term(ints(1, 1, 1, 1), ints(1, 1))
    shortfall = Objective(
        maximise=False, weights=ints(0).reshape(1, 1), convex=(Convex((anyone,), (-1, -1), beyond=0),), constant=2
    )
    second_place = Objective(maximise=True, weights=np.array([[0, 1], [0, 1], [0, 0], [0, 0]]))
    given_problem = problem([[0, 1], [0, 1], [1, 0], [1, 1]], [2, 2], (), (shortfall, second_place))
    with going("relaxed on a few columns"):
        result = solve(given_problem, start=ints(-1, -1, 0, 0))
    assert values(result) == [(0, 0), (2, 2)]
