"""The engine on arrays alone: values, bounds, exact grouping, infeasible, stopped."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.assignment import Convex, Integers, Objective, Problem, Row, Term, activity_of, value_of
from optimizer.engine import solve as engine
from optimizer.engine.grouping import group, pool_of
from optimizer.engine.program import Program
from optimizer.engine.reach import Attempt, Path, reach
from optimizer.engine.solve import Reached, Result, solve
from optimizer.errors import EngineError


def ints(*numbers: int) -> Integers:
    return np.array(numbers, dtype=np.int64)


def problem(
    allowed: list[list[int]], room: list[int], rows: tuple[Row, ...] = (), objectives: tuple[Objective, ...] = ()
) -> Problem:
    people = len(allowed)
    return Problem(
        np.array(allowed, dtype=bool).reshape(people, len(room)), ints(*room), ints(*range(people)), rows, objectives
    )


def most(*weights: int) -> Objective:
    return Objective(maximise=True, weights=ints(*weights).reshape(-1, 1))


def pairs(result: Result) -> list[tuple[int, int | None]]:
    """Value and bound of every objective."""
    return [(each.value, each.bound) for each in result.reached]


def test_the_heavier_item_gets_the_only_place() -> None:
    result = solve(problem([[1], [1]], [1], objectives=(most(2, 3),)))
    assert result.choice is not None
    assert result.choice.tolist() == [-1, 0]
    assert pairs(result) == [(3, 3)]


def test_a_later_objective_never_costs_an_earlier_one() -> None:
    cheap_place = Objective(maximise=False, weights=np.array([[5, 1]]))
    result = solve(
        problem([[1, 1]], [1, 1], objectives=(Objective(maximise=True, weights=np.array([[2, 1]])), cheap_place))
    )
    assert [goal.value for goal in result.reached] == [2, 5]


def test_a_convex_cost_spreads() -> None:
    per_place = [Term(ints(1, 1), place) for place in (ints(1, 0), ints(0, 1))]
    spread = Objective(
        maximise=False,
        weights=np.zeros((1, 1), dtype=np.int64),
        convex=tuple(Convex((term,), (1, 3), beyond=3) for term in per_place),
    )
    result = solve(problem([[1, 1], [1, 1]], [2, 2], objectives=(most(1, 1), spread)))
    assert [goal.value for goal in result.reached] == [2, 2]


def test_a_shortfall_stops_at_nothing() -> None:
    shortfall = Objective(
        maximise=False, weights=np.zeros((1, 1), dtype=np.int64), constant=2,
        convex=(Convex((Term(ints(1, 1, 1), ints(1)),), (-1, -1), beyond=0),),
    )  # fmt: skip
    result = solve(problem([[1], [1], [1]], [3], objectives=(shortfall, most(1, 1, 1))))
    assert [goal.value for goal in result.reached] == [0, 3]


def test_rows_that_cannot_hold_give_no_choice() -> None:
    must = Row((Term(ints(1), ints(1)),), lower=1)
    assert solve(problem([[0]], [1], rows=(must,), objectives=(most(1),))).choice is None


def test_nothing_to_place_and_nowhere_to_place_are_answers() -> None:
    empty = solve(problem([], [1], objectives=(Objective(maximise=True, weights=np.zeros((1, 1), dtype=np.int64)),)))
    nowhere = solve(problem([[]], [], objectives=(most(1),)))
    assert empty.choice is not None
    assert nowhere.choice is not None
    assert empty.choice.tolist() == []
    assert nowhere.choice.tolist() == [-1]
    assert pairs(empty) == pairs(nowhere) == [(0, 0)]


def test_without_time_the_start_is_the_answer_and_nothing_is_called_proven() -> None:
    result = solve(problem([[1], [1]], [1], objectives=(most(2, 3),)), start=ints(0, -1), seconds=0)
    assert result.choice is not None
    assert result.choice.tolist() == [0, -1]
    assert result.reached == (Reached(2, None, Path.GAP),)


def test_equal_items_and_places_are_grouped_and_the_turn_decides_among_equals() -> None:
    plain = problem([[1, 1, 1]] * 3, [1, 1, 1], objectives=(most(1, 1, 2),))
    grouped = group(pool_of(plain), 1)
    assert grouped.supply.tolist() == [2, 1]
    assert grouped.room.tolist() == [3]
    turned = Problem(plain.allowed[:2, :1], ints(1), ints(1, 0), (), (most(1, 1),))
    result = solve(turned)
    assert result.choice is not None
    assert result.choice.tolist() == [-1, 0]


def test_progress_hears_every_objective() -> None:
    heard: list[tuple[int, int]] = []
    solve(
        problem([[1]], [1], objectives=(most(4), most(5))),
        progress=lambda index, reached: heard.append((index, reached.value)),
    )
    assert heard == [(0, 4), (1, 5)]


def test_what_a_later_objective_finds_for_an_unproven_one_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped_at_first(program: Program, start: Integers, ends: float) -> Attempt:
        nothing = np.zeros(program.columns, dtype=bool)
        return reach(program, start, ends) if program.kept else Attempt(start, 9, Path.GAP, nothing)

    monkeypatch.setattr(engine, "reach", stopped_at_first)  # the clock can't be made to stop one objective only
    result = solve(problem([[1], [1]], [2], objectives=(most(2, 3), most(1, 1))), start=ints(-1, -1))
    assert pairs(result) == [(5, 9), (2, 2)]


def test_a_solution_that_breaks_a_row_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Program, "holds", lambda *_: False)  # the solver never does so
    with pytest.raises(EngineError, match="breaks a row"):
        solve(problem([[1]], [1], objectives=(most(1),)))


small = st.integers(0, 3)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to four items and three places, knapsack rows with weights to 3, and two objectives."""
    people, places = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    matrix = st.lists(st.lists(small, min_size=places, max_size=places), min_size=people, max_size=people)
    term = st.builds(
        Term,
        st.lists(small, min_size=people, max_size=people).map(np.array),
        st.lists(small, min_size=places, max_size=places).map(np.array),
    )
    terms = st.lists(term, min_size=1, max_size=2).map(tuple)
    rows = draw(st.lists(st.builds(Row, terms, st.none(), st.integers(0, 8)), max_size=3))
    convex = st.builds(lambda both, slopes: Convex(both, tuple(sorted(slopes)), 4), terms, st.lists(small, max_size=3))
    costs = draw(st.lists(convex, max_size=2))
    return Problem(
        np.array(draw(matrix)) > 0,
        np.array(draw(st.lists(small, min_size=places, max_size=places))),
        np.arange(people),
        tuple(rows),
        (
            Objective(maximise=True, weights=np.array(draw(matrix))),
            Objective(maximise=False, weights=np.array(draw(matrix)), convex=tuple(costs)),
        ),
    )


def choices_of(given_problem: Problem) -> list[Integers]:
    people, places = given_problem.allowed.shape
    found = []
    for choice in map(np.array, product(range(-1, places), repeat=people)):
        placed = np.flatnonzero(choice >= 0)
        fits = given_problem.allowed[placed, choice[placed]].all()
        fits = fits and (np.bincount(choice[placed], minlength=places) <= given_problem.room).all()
        rows = ((row, activity_of(row.terms, choice)) for row in given_problem.rows)
        if fits and all(row.upper is None or activity <= row.upper for row, activity in rows):
            found.append(choice)
    return found


WAYS = {
    "searched whole": {},
    "relaxed on a few columns": {"relaxation.FEW_COLUMNS": 0, "relaxation.COLUMNS_EACH": 1},
    "rounded and mended": {"reach.FEW_COLUMNS": 0, "neighbourhood.FIRST_SIZE": 1, "neighbourhood.LARGEST_SIZE": 4},
}


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=300, deadline=None)
@given(problems())
def test_brute_force_agrees(way: str, given_problem: Problem) -> None:
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(f"optimizer.engine.{name}", value)
        agrees_with_brute_force(given_problem)


def agrees_with_brute_force(given_problem: Problem) -> None:
    places = given_problem.allowed.shape[1]
    first, second = given_problem.objectives

    def rank(choice: Integers) -> tuple[int, int]:
        return value_of(first, choice, places), -value_of(second, choice, places)

    best = max(map(rank, choices_of(given_problem)))
    result = solve(given_problem)
    assert result.choice is not None
    assert result.choice.tolist() in [choice.tolist() for choice in choices_of(given_problem)]
    assert rank(result.choice) == best
    assert pairs(result) == [(best[0], best[0]), (-best[1], -best[1])]


@pytest.mark.parametrize("seed", range(3))
def test_a_stop_keeps_the_best_so_far_with_a_bound_that_is_not_worse(seed: int) -> None:
    draw = np.random.default_rng(seed)
    people, places = 120, 100
    rows = tuple(
        Row((Term(draw.integers(1, 4, people), (np.arange(places) % 20 == area).astype(np.int64)),), upper=7)
        for area in range(20)
    )
    hard = Problem(
        draw.random((people, places)) < 0.3,
        np.ones(places, dtype=np.int64),
        np.arange(people),
        rows,
        (Objective(maximise=True, weights=draw.integers(4, 40, (people, places))),),
    )
    stopped, proven = solve(hard, start=np.full(people, -1), seconds=0.05), solve(hard)
    assert stopped.choice is not None
    assert stopped.reached[0].value <= proven.reached[0].value
    bound = stopped.reached[0].bound
    assert bound is None or bound >= proven.reached[0].value
    assert proven.reached[0].bound == proven.reached[0].value
