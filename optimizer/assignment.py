"""Grouped assignment as arrays: the problem the engine solves, and its exact aggregation.

Each of n items goes to one of m places or to none; x[i, j] is 1 when item i goes to place j. Every
coefficient is an integer, so every value is.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

Booleans = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Term:
    """Coefficient items[i] · places[j] for x[i, j]; shapes (n,) and (m,)."""

    items: Integers
    places: Integers


@dataclass(frozen=True)
class Row:
    """lower ≤ sum of terms over x ≤ upper; None is no bound."""

    terms: tuple[Term, ...]
    lower: int | None = None
    upper: int | None = None


@dataclass(frozen=True)
class Convex:
    """A cost on the activity a of its terms: slopes[0] + … + slopes[a − 1], and `beyond` for each unit after.

    Slopes never decrease, and activity is never negative.
    """

    terms: tuple[Term, ...]
    slopes: tuple[int, ...]
    beyond: int


@dataclass(frozen=True)
class Objective:
    """constant + sum of weights · x + convex costs; weights broadcast to (n, m). Convex only to minimise."""

    maximise: bool
    weights: Integers
    convex: tuple[Convex, ...] = ()
    constant: int = 0


@dataclass(frozen=True)
class Problem:
    """`allowed` (n, m); `room` (m,) items a place takes; objectives in order of importance.

    `turn` (n,) is a permutation: of equal items the one whose turn is first goes first.
    """

    allowed: Booleans
    room: Integers
    turn: Integers
    rows: tuple[Row, ...]
    objectives: tuple[Objective, ...]


@dataclass(frozen=True)
class Grouped:
    """The same problem over classes of equal items and types of equal places.

    Items are equal when no coefficient and no permission tells them apart, places likewise; so a solution
    over counts is a solution over items, with the same value, whichever of the equals gets it. `kind` and
    `sort` are the columns: a class and a type that may go together.
    """

    problem: Problem
    class_of: Integers
    type_of: Integers
    kind: Integers
    sort: Integers

    @cached_property
    def item(self) -> Integers:
        """(classes,) one item of each."""
        return np.unique(self.class_of, return_index=True)[1]

    @cached_property
    def place(self) -> Integers:
        """(types,) one place of each."""
        return np.unique(self.type_of, return_index=True)[1]

    @cached_property
    def supply(self) -> Integers:
        """(classes,) items of each."""
        return np.bincount(self.class_of)

    @cached_property
    def room(self) -> Integers:
        """(types,) room of all places of each."""
        room = np.zeros(len(self.place), dtype=np.int64)
        np.add.at(room, self.type_of, self.problem.room)
        return room

    def of_terms(self, terms: tuple[Term, ...]) -> Integers:
        """(columns,) coefficient of each column."""
        items, places = self.item[self.kind], self.place[self.sort]
        coefficients = np.zeros(len(self.kind), dtype=np.int64)
        for term in terms:
            coefficients += term.items[items] * term.places[places]
        return coefficients

    def of_weights(self, weights: Integers) -> Integers:
        """(columns,) weight of each column."""
        full = np.broadcast_to(weights, self.problem.allowed.shape)
        return np.asarray(full[self.item[self.kind], self.place[self.sort]], dtype=np.int64)

    def value(self, objective: Objective, counts: Integers) -> int:
        """The exact value of counts per column."""
        total = objective.constant + int(self.of_weights(objective.weights) @ counts)
        for convex in objective.convex:
            total += cost_of(convex, int(self.of_terms(convex.terms) @ counts))
        return total

    def holds(self, counts: Integers) -> bool:
        """Whether counts per column keep every row, supply and room."""
        used = np.bincount(self.kind, weights=counts, minlength=len(self.supply))
        taken = np.bincount(self.sort, weights=counts, minlength=len(self.room))
        if (counts < 0).any() or (used > self.supply).any() or (taken > self.room).any():
            return False
        for row in self.problem.rows:
            activity = int(self.of_terms(row.terms) @ counts)
            if (row.lower is not None and activity < row.lower) or (row.upper is not None and activity > row.upper):
                return False
        return True

    def counts_of(self, choice: Integers) -> Integers:
        """Counts per column of a choice: (n,) the place of each item, or −1."""
        column = {pair: index for index, pair in enumerate(zip(self.kind.tolist(), self.sort.tolist(), strict=True))}
        counts = np.zeros(len(self.kind), dtype=np.int64)
        for item in np.flatnonzero(choice >= 0):
            counts[column[int(self.class_of[item]), int(self.type_of[choice[item]])]] += 1
        return counts

    def choice_of(self, counts: Integers) -> Integers:
        """A choice with these counts; equal items in their turn, equal places from the first on."""
        in_turn = np.argsort(self.problem.turn)
        items = [list(in_turn[self.class_of[in_turn] == kind]) for kind in range(len(self.supply))]
        places = [
            [place for place in np.flatnonzero(self.type_of == sort) for _ in range(self.problem.room[place])]
            for sort in range(len(self.room))
        ]
        choice = np.full(len(self.class_of), -1, dtype=np.int64)
        for column in np.flatnonzero(counts):
            for _ in range(counts[column]):
                choice[items[self.kind[column]].pop(0)] = places[self.sort[column]].pop(0)
        return choice


def activity_of(terms: tuple[Term, ...], choice: Integers) -> int:
    """What a choice adds to the terms."""
    placed = np.flatnonzero(choice >= 0)
    return sum(int(term.items[placed] @ term.places[choice[placed]]) for term in terms)


def value_of(objective: Objective, choice: Integers, places: int) -> int:
    """The exact value of a choice: (n,) the place of each item, or −1; `places` is m."""
    placed = np.flatnonzero(choice >= 0)
    weights = np.broadcast_to(objective.weights, (len(choice), places))
    total = objective.constant + int(weights[placed, choice[placed]].sum())
    return total + sum(cost_of(convex, activity_of(convex.terms, choice)) for convex in objective.convex)


def cost_of(convex: Convex, activity: int) -> int:
    """The convex cost of an activity."""
    return sum(convex.slopes[:activity]) + convex.beyond * max(0, activity - len(convex.slopes))


def group(problem: Problem) -> Grouped:
    """Put equal items and equal places together; exact, see `Grouped`."""
    terms = [term for row in problem.rows for term in row.terms]
    terms += [term for goal in problem.objectives for convex in goal.convex for term in convex.terms]
    weights = [np.broadcast_to(goal.weights, problem.allowed.shape) for goal in problem.objectives]
    class_of = _equal([problem.allowed, *weights], [term.items for term in terms])
    first = np.unique(class_of, return_index=True)[1]
    tables = [problem.allowed[first].T, *(table[first].T for table in weights)]
    type_of = _equal(tables, [term.places for term in terms])
    place = np.unique(type_of, return_index=True)[1]
    kind, sort = np.nonzero(problem.allowed[np.ix_(first, place)])
    return Grouped(problem, class_of, type_of, kind, sort)


def _equal(tables: list[npt.NDArray[np.generic]], vectors: list[Integers]) -> Integers:
    """Number the lines of the tables, equal lines alike, in order of appearance."""
    numbers: dict[bytes, int] = {}
    lines = len(tables[0])
    stacked = np.array(vectors, dtype=np.int64).reshape(len(vectors), lines).T if vectors else np.zeros((lines, 0))
    names = (b"".join(table[line].tobytes() for table in (*tables, stacked)) for line in range(lines))
    return np.array([numbers.setdefault(name, len(numbers)) for name in names], dtype=np.int64)
