"""Tiny problems for the engine: builders, hypothesis strategies, every choice by brute force, the ways to solve."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from itertools import product

import numpy as np
import pytest
from hypothesis import strategies as st

from optimizer.assignment import Convex, Integers, Objective, Problem, Row, Table, Term, activity_of, value_of
from optimizer.engine.grouping import Grouped, group
from optimizer.engine.program import Program, program_of
from optimizer.engine.solve import possible_pairs

# Small thresholds send a tiny problem the way of a large one.
WAYS: dict[str, dict[str, int]] = {
    "by flow where it can": {},
    "searched whole": {"flow.MOST_PAIRS": -1},
    "relaxed on a few columns": {"flow.MOST_PAIRS": -1, "relaxation.FEW_COLUMNS": 0, "relaxation.COLUMNS_EACH": 1},
    "rounded and mended": {
        "flow.MOST_PAIRS": -1,
        "reach.FEW_COLUMNS": 0,
        "neighbourhood.FIRST_SIZE": 1,
        "neighbourhood.LARGEST_SIZE": 4,
    },
}


@contextmanager
def going(way: str) -> Iterator[None]:
    """Solve in one of the ways."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in WAYS[way].items():
            patch.setattr(f"optimizer.engine.{name}", value)
        yield


def ints(*numbers: int) -> Integers:
    return np.array(numbers, dtype=np.int64)


def problem(
    allowed: list[list[int]], room: list[int], rows: tuple[Row, ...] = (), objectives: tuple[Objective, ...] = ()
) -> Problem:
    people = len(allowed)
    return Problem(
        np.array(allowed, dtype=bool).reshape(people, len(room)), ints(*room), ints(*range(people)), rows, objectives
    )


def everywhere(
    people: int, room: list[int], rows: tuple[Row, ...] = (), objectives: tuple[Objective, ...] = ()
) -> Problem:
    """Everyone may go to every place."""
    return problem([[1] * len(room)] * people, room, rows, objectives)


def most(*weights: int) -> Objective:
    """As much as can be of a weight per item."""
    return Objective(maximise=True, weights=ints(*weights).reshape(-1, 1))


def cap(items: Integers, places: Integers, upper: int) -> Row:
    return Row((Term(items, places),), upper=upper)


def program(given: Problem, kept: tuple[int, ...] = ()) -> Program:
    """The program of the objective after those whose values are kept."""
    return program_of(grouping(given, len(kept) + 1), kept)


def grouping(given: Problem, goals: int) -> Grouped:
    return group(possible_pairs(given), goals)


def choices_of(given: Problem) -> list[Integers]:
    """Every choice that keeps all rows."""
    return [choice for choice in within_room(given) if keeps_rows(given, choice)]


def within_room(given: Problem) -> list[Integers]:
    """Every choice of permitted pairs within the room of the places."""
    people, places = given.allowed.shape
    found = []
    for choice in map(np.array, product(range(-1, places), repeat=people)):
        placed = np.flatnonzero(choice >= 0)
        fits = given.allowed[placed, choice[placed]].all()
        if fits and (np.bincount(choice[placed], minlength=places) <= given.room).all():
            found.append(choice)
    return found


def keeps_rows(given: Problem, choice: Integers) -> bool:
    sums = ((row, activity_of(row.parts, choice)) for row in given.rows)
    return all(
        (row.lower is None or row.lower <= activity) and (row.upper is None or activity <= row.upper)
        for row, activity in sums
    )


def rank(given: Problem, choice: Integers) -> tuple[int, ...]:
    """The values of all objectives, turned so that more is better."""
    return tuple(value_of(goal, choice, len(given.room)) * (1 if goal.maximise else -1) for goal in given.objectives)


def optima_of(given: Problem) -> list[Integers]:
    """The choices that are best in the order of the objectives; none when nothing keeps all rows."""
    choices = choices_of(given)
    best = max((rank(given, choice) for choice in choices), default=())
    return [choice for choice in choices if rank(given, choice) == best]


small = st.integers(0, 3)


def vectors(size: int, numbers: st.SearchStrategy[int] = small) -> st.SearchStrategy[Integers]:
    return st.lists(numbers, min_size=size, max_size=size).map(lambda each: np.array(each, dtype=np.int64))


def matrices(people: int, places: int, numbers: st.SearchStrategy[int] = small) -> st.SearchStrategy[Integers]:
    return st.lists(vectors(places, numbers), min_size=people, max_size=people).map(np.array)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Up to four items and three places, knapsack rows with weights to 3, and two objectives."""
    people, places = draw(st.integers(1, 4)), draw(st.integers(1, 3))
    terms = st.lists(st.builds(Term, vectors(people), vectors(places)), min_size=1, max_size=2).map(tuple)
    rows = draw(st.lists(st.builds(Row, terms, st.none(), st.integers(0, 8)), max_size=3))
    convex = st.builds(lambda both, slopes: Convex(both, tuple(sorted(slopes)), 4), terms, st.lists(small, max_size=3))
    costs = draw(st.lists(convex, max_size=2))
    return Problem(
        draw(matrices(people, places)) > 0,
        draw(vectors(places)),
        np.arange(people),
        tuple(rows),
        (
            Objective(maximise=True, weights=draw(matrices(people, places))),
            Objective(maximise=False, weights=draw(matrices(people, places)), convex=tuple(costs)),
        ),
    )


@st.composite
def demanding_problems(draw: st.DrawFn) -> Problem:
    """As `problems`, and with rows that force: links of two items, least numbers, tables, and a shortfall first."""
    given = draw(problems())
    people, places = given.allowed.shape
    everyone, anywhere = np.ones(people, dtype=np.int64), np.ones(places, dtype=np.int64)
    signs = st.sampled_from([-1, 0, 1])
    links = st.builds(lambda items, where: Row((Term(items, where),), 0, 0), vectors(people, signs), vectors(places))
    least = st.builds(lambda where, number: Row((Term(everyone, where),), number), vectors(places), st.integers(0, 2))
    tables = st.builds(
        lambda table, upper: Row((), None, upper, (Table(table),)), matrices(people, places), st.integers(0, 6)
    )
    needed = draw(small)
    short = Objective(
        maximise=False,
        weights=np.zeros((1, 1), dtype=np.int64),
        convex=(Convex((Term(everyone, anywhere),), (-1,) * needed, 0),),
        constant=needed,
    )
    rows = (*given.rows, *draw(st.lists(st.one_of(links, least, tables), max_size=2)))
    return Problem(given.allowed, given.room, given.turn, rows, (short, *given.objectives))
