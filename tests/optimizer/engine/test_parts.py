"""Parts that hardly touch: together no better than their bound, never worse than each alone, nothing placed twice."""

from __future__ import annotations

from functools import partial

import numpy as np
import pytest

from optimizer.assignment import Objective, Problem, Row, Term
from optimizer.engine.parts import Divided, Together, solve_parts
from optimizer.engine.solve import solve

PEOPLE, PLACES, SHARED = 12, 8, 4


def region(seed: int) -> Problem:
    """Twelve people and eight places under two caps; the last four people also stand in the other region."""
    draw = np.random.default_rng(seed)
    load, urgency = draw.integers(1, 4, PEOPLE), draw.integers(4, 12, PEOPLE)
    urgency[-SHARED:] = (11, 9, 7, 5)
    caps = (Term(load, (np.arange(PLACES) % 2 == area).astype(np.int64)) for area in range(2))
    return Problem(
        draw.random((PEOPLE, PLACES)) < 0.5,
        np.ones(PLACES, dtype=np.int64),
        np.arange(PEOPLE),
        tuple(Row((term,), upper=5) for term in caps),
        (Objective(maximise=True, weights=urgency.reshape(-1, 1)),),
    )


def as_one(first: Problem, second: Problem) -> Problem:
    """Both regions as one problem, in which the shared people are one row each."""
    people, own = 2 * PEOPLE - SHARED, PEOPLE - SHARED
    rows_of = (np.arange(PEOPLE), np.append(PEOPLE + np.arange(own), own + np.arange(SHARED)))
    allowed, urgency = np.zeros((people, 2 * PLACES), dtype=bool), np.zeros((people, 1), dtype=np.int64)
    limits = []
    for side, (part, rows) in enumerate(zip((first, second), rows_of, strict=True)):
        columns = slice(side * PLACES, (side + 1) * PLACES)
        allowed[rows, columns] = part.allowed
        urgency[rows] = part.objectives[0].weights
        for row in part.rows:
            load, places = np.zeros(people, dtype=np.int64), np.zeros(2 * PLACES, dtype=np.int64)
            load[rows], places[columns] = row.terms[0].items, row.terms[0].places
            limits.append(Row((Term(load, places),), upper=row.upper))
    ones = np.ones(2 * PLACES, dtype=np.int64)
    return Problem(allowed, ones, np.arange(people), tuple(limits), (Objective(maximise=True, weights=urgency),))


@pytest.fixture(scope="module", params=range(3))
def seeds(request: pytest.FixtureRequest) -> tuple[int, int]:
    return (request.param, request.param + 100)


@pytest.fixture(scope="module")
def together(seeds: tuple[int, int]) -> Together:
    shared = tuple(((0, PEOPLE - SHARED + one), (1, PEOPLE - SHARED + one)) for one in range(SHARED))
    return solve_parts(Divided(tuple(partial(region, seed) for seed in seeds), shared), seconds=30, workers=2)


def test_the_bound_holds_for_the_whole_and_the_value_is_reached(together: Together, seeds: tuple[int, int]) -> None:
    whole = solve(as_one(*map(region, seeds))).reached[0].value
    assert together.bound is not None
    assert together.values[0] <= whole <= together.bound
    assert together.values[0] >= 0.9 * whole


def test_nobody_is_placed_in_two_parts(together: Together) -> None:
    first, second = (choice[-SHARED:] >= 0 for choice in together.choices)
    assert not (first & second).any()


def test_every_part_keeps_its_own_limits(together: Together, seeds: tuple[int, int]) -> None:
    for choice, seed in zip(together.choices, seeds, strict=True):
        part, placed = region(seed), np.flatnonzero(choice >= 0)
        assert part.allowed[placed, choice[placed]].all()
        assert len(set(choice[placed].tolist())) == len(placed)
        for row in part.rows:
            (term,) = row.terms
            assert row.upper is not None
            assert int((term.items[placed] * term.places[choice[placed]]).sum()) <= row.upper
