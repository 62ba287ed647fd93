"""Grouped assignment as arrays: the problem the engine solves.

Each of n items goes to one of m places or to none; x[i, j] is 1 when item i goes to place j. Every
coefficient is an integer, so every value is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Booleans = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Term:
    """Coefficient items[i] · places[j] for x[i, j]; shapes (n,) and (m,)."""

    items: Integers
    places: Integers

    def at(self, item: Integers, place: Integers) -> Integers:
        """The coefficients of pairs; all three (pairs,)."""
        return np.asarray(self.items[item] * self.places[place], dtype=np.int64)


@dataclass(frozen=True)
class Table:
    """Coefficient pairs[i, j] for x[i, j]; broadcasts to (n, m)."""

    pairs: Integers

    def at(self, item: Integers, place: Integers) -> Integers:
        """The coefficients of pairs; all three (pairs,)."""
        rows, columns = self.pairs.shape
        return np.asarray(self.pairs[item % rows, place % columns], dtype=np.int64)


@dataclass(frozen=True)
class Row:
    """lower ≤ sum of terms and tables over x ≤ upper; None is no bound."""

    terms: tuple[Term, ...]
    lower: int | None = None
    upper: int | None = None
    tables: tuple[Table, ...] = ()

    @property
    def parts(self) -> tuple[Term | Table, ...]:
        """All that is added up."""
        return (*self.terms, *self.tables)


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
    weights: npt.NDArray[np.signedinteger]
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


def activity_of(terms: Iterable[Term | Table], choice: Integers) -> int:
    """What a choice adds to the terms."""
    placed = np.flatnonzero(choice >= 0)
    return sum(int(term.at(placed, choice[placed]).sum()) for term in terms)


def keeps(problem: Problem, choice: Integers) -> bool:
    """Whether a choice has permitted pairs only, no place too full, and every row between its bounds."""
    placed = np.flatnonzero(choice >= 0)
    taken = np.bincount(choice[placed], minlength=len(problem.room))
    if not problem.allowed[placed, choice[placed]].all() or (taken > problem.room).any():
        return False
    within = ((row.lower, activity_of(row.parts, choice), row.upper) for row in problem.rows)
    return all((low is None or low <= units) and (high is None or units <= high) for low, units, high in within)


def value_of(objective: Objective, choice: Integers, places: int) -> int:
    """The exact value of a choice: (n,) the place of each item, or −1; `places` is m."""
    placed = np.flatnonzero(choice >= 0)
    weights = np.broadcast_to(objective.weights, (len(choice), places))
    total = objective.constant + int(weights[placed, choice[placed]].sum())
    return total + sum(cost_of(convex, activity_of(convex.terms, choice)) for convex in objective.convex)


def cost_of(convex: Convex, activity: int) -> int:
    """The convex cost of an activity."""
    return sum(convex.slopes[:activity]) + convex.beyond * max(0, activity - len(convex.slopes))
