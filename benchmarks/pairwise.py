"""The first goal of a problem as other solvers get it: a yes or no per permitted pair of person and dwelling."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.assignment import Integers, Problem, activity_of, value_of


@dataclass(frozen=True)
class Line:
    """Coefficients · the pairs with these numbers ≤ upper."""

    pairs: Integers
    coefficients: Integers
    upper: int


@dataclass(frozen=True)
class Pairwise:
    """Maximise weight · chosen; `person`, `dwelling` and `weight` (pairs,)."""

    person: Integers
    dwelling: Integers
    weight: Integers
    lines: tuple[Line, ...]
    people: int

    def choice_of(self, chosen: Integers) -> Integers:
        """(people,) the dwelling of each, or −1; of the numbers of the chosen pairs."""
        choice = np.full(self.people, -1, dtype=np.int64)
        choice[self.person[chosen]] = self.dwelling[chosen]
        return choice

    def chosen_by(self, choice: Integers) -> Integers:
        """(pairs,) 1 for the pairs of a choice."""
        return np.asarray(choice[self.person] == self.dwelling, dtype=np.int64)


def pairwise(problem: Problem) -> Pairwise:
    """Of a problem with maxima only."""
    person, dwelling = np.nonzero(problem.allowed)
    weights = np.broadcast_to(problem.objectives[0].weights, problem.allowed.shape)
    lines = (
        *_one_each(person, np.ones(len(problem.allowed), dtype=np.int64)),
        *_one_each(dwelling, problem.room),
        *_maxima(problem, person, dwelling),
    )
    return Pairwise(person, dwelling, weights[person, dwelling], lines, len(problem.allowed))


def _one_each(owner: Integers, room: Integers) -> Iterator[Line]:
    """No more pairs of each owner than it has room for."""
    order = np.argsort(owner, kind="stable")
    ends = np.searchsorted(owner[order], np.arange(len(room) + 1))
    for number, upper in enumerate(room.tolist()):
        pairs = order[ends[number] : ends[number + 1]]
        if len(pairs) > upper:
            yield Line(pairs, np.ones(len(pairs), dtype=np.int64), upper)


def _maxima(problem: Problem, person: Integers, dwelling: Integers) -> Iterator[Line]:
    for row in problem.rows:
        assert row.lower is None, "others get maxima only"
        assert row.upper is not None, "a row that asks nothing"
        added = np.sum([part.at(person, dwelling) for part in row.parts], axis=0)
        pairs = np.flatnonzero(added)
        yield Line(pairs, added[pairs], row.upper)


def checked(problem: Problem, choice: Integers) -> int:
    """The value of the first goal, counted from the choice; every limit is looked at again."""
    placed = np.flatnonzero(choice >= 0)
    assert problem.allowed[placed, choice[placed]].all(), "somebody lives where that is not allowed"
    assert (np.bincount(choice[placed], minlength=len(problem.room)) <= problem.room).all(), "a dwelling has no room"
    for row in problem.rows:
        assert row.upper is None or activity_of(row.parts, choice) <= row.upper, "a limit is broken"
    return value_of(problem.objectives[0], choice, len(problem.room))


def entries(lines: Sequence[Line]) -> tuple[Integers, Integers, Integers]:
    """Of all lines together: the line, the pair and the coefficient of every entry."""
    line = np.repeat(np.arange(len(lines)), [len(each.pairs) for each in lines])
    return (
        line,
        np.concatenate([each.pairs for each in lines]),
        np.concatenate([each.coefficients for each in lines]),
    )
