"""The engine on arrays alone: values, bounds, exact grouping, infeasible, stopped."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings

from optimizer.assignment import Convex, Integers, Objective, Problem, Row, Term, value_of
from optimizer.engine import solve as engine
from optimizer.engine.grouping import group, pool_of
from optimizer.engine.program import Program
from optimizer.engine.reach import Attempt, Hear, Path, reach
from optimizer.engine.solve import Reached, Result, Step, solve
from optimizer.errors import EngineError
from tests.optimizer.engine.problems import WAYS, choices_of, going, ints, most, problem, problems


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


def test_a_row_that_contradicts_itself_gives_no_choice() -> None:
    never = Row((Term(ints(1), ints(1)),), lower=1, upper=0)
    assert solve(problem([[1]], [1], rows=(never,), objectives=(most(1),))).choice is None


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
    heard: list[Step] = []
    solve(problem([[1]], [1], objectives=(most(4), most(5))), progress=heard.append)
    assert [(step.index, step.reached.value) for step in heard if step.settled] == [(0, 4), (1, 5)]


def test_progress_hears_every_better_choice_with_the_bound_of_then(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in WAYS["rounded and mended"].items():
        monkeypatch.setattr(f"optimizer.engine.{name}", value)
    heard: list[Step] = []
    given_problem = problem([[1, 1], [1, 1]], [1, 1], objectives=(most(2, 3), most(1, 1)))
    solve(given_problem, start=ints(-1, -1), progress=heard.append)
    first = [step for step in heard if step.index == 0]
    values = [step.reached.value for step in first]
    assert (values[0], values[-1], values) == (0, 5, sorted(values))
    assert (5, 5, False) in [(step.reached.value, step.reached.bound, step.settled) for step in first]
    assert [step.settled for step in heard] == [step is first[-1] or step is heard[-1] for step in heard]
    for step in heard:
        assert step.reached.value == value_of(given_problem.objectives[step.index], step.choice, 2)


def test_what_a_later_objective_finds_for_an_unproven_one_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped_at_first(program: Program, start: Integers, ends: float, hear: Hear) -> Attempt:
        nothing = np.zeros(program.columns, dtype=bool)
        return reach(program, start, ends, hear) if program.kept else Attempt(start, 9, Path.GAP, nothing)

    monkeypatch.setattr("optimizer.engine.flow.MOST_PAIRS", -1)
    monkeypatch.setattr(engine, "reach", stopped_at_first)  # the clock can't be made to stop one objective only
    result = solve(problem([[1], [1]], [2], objectives=(most(2, 3), most(1, 1))), start=ints(-1, -1))
    assert pairs(result) == [(5, 9), (2, 2)]


def test_a_solution_that_breaks_a_row_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("optimizer.engine.flow.MOST_PAIRS", -1)
    monkeypatch.setattr(Program, "holds", lambda *_: False)  # the solver never does so
    with pytest.raises(EngineError, match="breaks a row"):
        solve(problem([[1]], [1], objectives=(most(1),)))


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=300, deadline=None)
@given(problems())
def test_brute_force_agrees(way: str, given_problem: Problem) -> None:
    with going(way):
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
