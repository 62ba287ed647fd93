"""Within floors: the best, its proof, or the proof that there is nothing."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from optimizer.assignment import Convex, Objective, Problem, Row, Term
from optimizer.engine.crew import Crew
from optimizer.engine.within import Asked, Question, kept_by

ONES = np.ones(3, dtype=np.int64)


def three_items() -> Problem:
    """Items 0, 1 and 2 are worth 1, 2 and 4; two places take one each, the second costs 10 for every item there."""
    second = Term(ONES, np.array([0, 1], dtype=np.int64))
    return Problem(
        allowed=np.ones((3, 2), dtype=bool),
        room=np.array([1, 1], dtype=np.int64),
        turn=np.arange(3),
        rows=(),
        objectives=(
            Objective(maximise=True, weights=np.array([[1], [2], [4]], dtype=np.int64)),
            Objective(maximise=False, weights=np.zeros((1, 1), dtype=np.int64), convex=(Convex((second,), (10,), 10),)),
        ),
    )


@pytest.mark.parametrize(("floor", "values"), [(None, (0, 0)), (3, (4, 0)), (4, (4, 0)), (5, (5, 10)), (6, (6, 10))])
def test_the_least_cost_of_at_least_so_much(floor: int | None, values: tuple[int, int]) -> None:
    answer = Question(three_items()).answer(Asked((floor,)))
    assert answer.proven
    assert answer.values[1] == answer.bound == values[1]
    assert floor is None or answer.values[0] >= floor


def test_more_than_there_is_is_impossible() -> None:
    answer = Question(three_items()).answer(Asked((7,)))
    assert answer.impossible
    assert answer.choice is None
    assert answer.proven


def test_a_floor_under_what_is_minimised_is_a_ceiling() -> None:
    problem = three_items()
    turned = replace(problem, objectives=problem.objectives[::-1])
    assert [Question(turned).answer(Asked((most,))).values for most in (10, 9)] == [(10, 6), (0, 4)]


def test_a_start_that_keeps_the_floors_is_begun_from() -> None:
    start = np.array([-1, 1, 0])
    answer = Question(three_items()).answer(Asked((5,), start))
    assert answer.values == (6, 10)


def test_without_time_the_start_is_the_answer_and_nothing_is_known() -> None:
    answer = Question(three_items()).answer(Asked((3,), np.array([-1, 1, 0]), seconds=0))
    assert (answer.values, answer.bound, answer.proven) == ((6, 10), None, False)


def test_a_row_that_contradicts_itself_is_impossible() -> None:
    contradiction = Row((Term(ONES, np.ones(2, dtype=np.int64)),), lower=2, upper=1)
    assert Question(replace(three_items(), rows=(contradiction,))).answer(Asked((None,))).impossible


def test_values_and_floors() -> None:
    goals = three_items().objectives
    assert kept_by(goals, (4, 10), (4, None))
    assert kept_by(goals, (4, 10), (None, 10))
    assert not kept_by(goals, (4, 10), (5, None))
    assert not kept_by(goals, (4, 10), (None, 9))


def test_answers_come_in_the_order_of_the_questions_whoever_gives_them() -> None:
    asked = [Asked((floor,)) for floor in (6, None, 7, 4, 5)]
    with Crew(three_items()) as alone, Crew(three_items(), 2) as two:
        mine, theirs = alone.answers(asked), two.answers(asked)
    assert mine is not None
    assert theirs is not None
    assert [(each.values, each.bound) for each in mine] == [(each.values, each.bound) for each in theirs]


def test_who_wants_to_stop_gets_no_answers() -> None:
    with Crew(three_items()) as alone, Crew(three_items(), 1) as one:
        assert alone.answers([Asked((None,))], lambda: True) is None
        assert one.answers([Asked((None,))] * 50, lambda: True) is None


def test_what_goes_wrong_there_is_raised_here() -> None:
    with Crew(three_items(), 1) as one, pytest.raises(IndexError):
        one.answers([Asked((1,), np.array([0]))])
