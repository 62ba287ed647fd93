"""The pairs that other solvers get, and the check on what they say."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.pairwise import checked, entries, pairwise
from optimizer.assignment import Objective, Problem, Row, Term
from tests.benchmarks.test_synthetic import ints

# Person 0 may go to both dwellings, person 1 to the second; together they bring 3.
PROBLEM = Problem(
    np.array([[True, True], [False, True]]), ints(1, 1), ints(0, 1), (Row((Term(ints(1, 2), ints(1, 1)),), upper=3),),
    (Objective(maximise=True, weights=ints(5, 7)[:, None]),),
)  # fmt: skip


def test_one_pair_per_person_and_dwelling_that_go_together() -> None:
    pairs = pairwise(PROBLEM)
    assert list(zip(pairs.person.tolist(), pairs.dwelling.tolist(), pairs.weight.tolist(), strict=True)) == [
        (0, 0, 5), (0, 1, 5), (1, 1, 7)
    ]  # fmt: skip


def test_a_line_per_person_dwelling_and_limit_that_can_be_broken() -> None:
    lines = [(line.pairs.tolist(), line.coefficients.tolist(), line.upper) for line in pairwise(PROBLEM).lines]
    assert lines == [([0, 1], [1, 1], 1), ([1, 2], [1, 1], 1), ([0, 1, 2], [1, 1, 2], 3)]


def test_entries_name_their_line() -> None:
    line, pair, coefficient = entries(pairwise(PROBLEM).lines)
    assert line.tolist() == [0, 0, 1, 1, 2, 2, 2]
    assert pair.tolist() == [0, 1, 1, 2, 0, 1, 2]
    assert coefficient.tolist() == [1, 1, 1, 1, 1, 1, 2]


def test_a_choice_and_its_pairs() -> None:
    pairs = pairwise(PROBLEM)
    assert pairs.chosen_by(ints(0, 1)).tolist() == [1, 0, 1]
    assert pairs.choice_of(ints(0, 2)).tolist() == [0, 1]
    assert pairs.choice_of(ints()).tolist() == [-1, -1]


def test_a_choice_that_keeps_all_is_counted() -> None:
    assert checked(PROBLEM, ints(0, 1)) == 12
    assert checked(PROBLEM, ints(-1, -1)) == 0


@pytest.mark.parametrize(("choice", "fault"), [((-1, 0), "not allowed"), ((1, 1), "no room")])
def test_a_choice_that_breaks_something_is_refused(choice: tuple[int, int], fault: str) -> None:
    with pytest.raises(AssertionError, match=fault):
        checked(PROBLEM, ints(*choice))


def test_a_choice_over_a_limit_is_refused() -> None:
    tight = Problem(
        PROBLEM.allowed, PROBLEM.room, PROBLEM.turn, (Row(PROBLEM.rows[0].terms, upper=2),), PROBLEM.objectives
    )
    with pytest.raises(AssertionError, match="limit"):
        checked(tight, ints(0, 1))


def test_a_minimum_is_not_for_others() -> None:
    least = Row(PROBLEM.rows[0].terms, lower=1)
    with pytest.raises(AssertionError, match="maxima only"):
        pairwise(Problem(PROBLEM.allowed, PROBLEM.room, PROBLEM.turn, (least,), PROBLEM.objectives))
