"""Realistic problems: the same for the same seed, and practice on them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.instances import GOALS, Instance, greedy, realistic
from benchmarks.pairwise import checked
from optimizer.assignment import Problem, Row, Term
from tests.benchmarks.test_synthetic import home, ints, person


def test_a_seed_gives_one_problem() -> None:
    one, same, other = (realistic(30, 30, seed).problem for seed in (1, 1, 2))
    assert (one.allowed == same.allowed).all()
    assert [row.upper for row in one.rows] == [row.upper for row in same.rows]
    assert not (one.allowed == other.allowed).all()


def test_goals_do_not_change_the_limits() -> None:
    all_goals, first = (realistic(60, 60, 1, goals).problem for goals in (5, 1))
    assert (len(all_goals.objectives), len(first.objectives)) == (len(GOALS), 1)
    assert [row.upper for row in all_goals.rows] == [row.upper for row in first.rows]


def test_caps_are_small_whole_numbers_and_nothing_has_to_be_placed() -> None:
    rows = realistic(1000, 1000, 1, 1).problem.rows
    caps = [row.upper for row in rows if row.terms[0].items.tolist() != [1] * 1000]
    assert all(cap is not None and 2 <= cap <= 24 for cap in caps)
    assert all(row.lower is None for row in rows)


@pytest.mark.parametrize("seed", range(1, 6))
def test_practice_keeps_every_limit(seed: int) -> None:
    instance = realistic(120, 100, seed, 1)
    assert checked(instance.problem, greedy(instance)) > 0


def world(*uppers: int) -> Instance:
    """Two people, care 1 and 2 and the second more urgent, and two dwellings: the second is in their gemeente."""
    two, homes = person(), home(0)
    people = replace(two, origin=ints(0, 0), care=ints(1, 2), urgency=ints(4, 9))
    both = replace(homes, gemeente=ints(1, 0))
    rows = tuple(Row((Term(people.care, ints(1, 1)),), upper=upper) for upper in uppers)
    problem = Problem(np.ones((2, 2), dtype=bool), ints(1, 1), ints(0, 1), rows, ())
    return Instance(problem, people, both)


def test_the_most_urgent_person_gets_the_dwelling_at_home() -> None:
    assert greedy(world()).tolist() == [0, 1]


def test_a_cap_that_holds_both() -> None:
    assert greedy(world(3)).tolist() == [0, 1]


def test_a_cap_that_is_full_after_the_first() -> None:
    assert greedy(world(3, 2)).tolist() == [-1, 1]
