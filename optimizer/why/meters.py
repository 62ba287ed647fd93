"""Everything that placements add up to, as flat arrays: what stays between bounds, and what costs.

A *meter* is a line of the model or a convex cost of a goal. What one person adds to it in one dwelling is a sum
over terms of a number of the person times a number of the dwelling. Few such vectors are different, so each is kept
once: `items` (vectors, people + 1) and `places` (vectors, dwellings + 1), with a last column of zeros for nobody
and nowhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.assignment import Integers, Objective, Row

FREE = np.iinfo(np.int64).max // 4


@dataclass(frozen=True)
class Meters:
    """`of`, `item`, `place` (terms,): the meter of each term and its two vectors; terms stand by meter.

    `lower`, `upper` (meters,) hold for the first `lines` meters. The others are costs of the goal `goal` (meters,):
    an activity a costs `table[start + min(a, length)]`, and `beyond` for each unit more than `length`.
    """

    of: Integers
    item: Integers
    place: Integers
    items: Integers
    places: Integers
    lower: Integers
    upper: Integers
    lines: int
    goal: Integers
    table: Integers
    start: Integers
    length: Integers
    beyond: Integers

    def activity(self, choice: Integers) -> Integers:
        """(meters,) what a choice (people,) adds up to."""
        placed = np.flatnonzero(choice >= 0)
        each = np.einsum("tp,tp->t", self.items[:, placed][self.item], self.places[:, choice[placed]][self.place])
        return np.bincount(self.of, each, minlength=len(self.lower)).astype(np.int64)

    def cost(self, meter: Integers, activity: Integers) -> Integers:
        """What these activities of these meters cost, elementwise."""
        known, length = np.minimum(activity, self.length[meter]), self.length[meter]
        more: Integers = self.beyond[meter] * np.maximum(0, activity - length)
        return np.asarray(self.table[self.start[meter] + known] + more, dtype=np.int64)

    def outside(self, meter: Integers, activity: Integers) -> Integers:
        """How far these activities are beyond the bounds of these meters, elementwise."""
        return np.asarray(np.maximum(activity - self.upper[meter], self.lower[meter] - activity).clip(0), np.int64)


def meters_of(rows: Sequence[Row], goals: Sequence[Objective], people: int, dwellings: int) -> Meters:
    """The meters of these rows and of the convex costs of these goals."""
    costs = [(goal, convex) for goal, objective in enumerate(goals) for convex in objective.convex]
    held = [row.terms for row in rows] + [convex.terms for _, convex in costs]
    terms = [term for own in held for term in own]
    item, items = _vectors([term.items for term in terms], people)
    place, places = _vectors([term.places for term in terms], dwellings)
    tables = [np.append(0, np.cumsum(np.array(convex.slopes, dtype=np.int64))) for _, convex in costs]
    none = np.zeros(len(rows), dtype=np.int64)
    lengths = np.array([len(table) - 1 for table in tables], dtype=np.int64)
    return Meters(
        of=np.repeat(np.arange(len(held)), [len(own) for own in held]),
        item=item,
        place=place,
        items=items,
        places=places,
        lower=np.array([-FREE if row.lower is None else row.lower for row in rows] + [-FREE] * len(costs), np.int64),
        upper=np.array([FREE if row.upper is None else row.upper for row in rows] + [FREE] * len(costs), np.int64),
        lines=len(rows),
        goal=np.append(none - 1, np.array([goal for goal, _ in costs], dtype=np.int64)),
        table=np.concatenate([np.zeros(1, dtype=np.int64), *tables]),
        start=np.append(none, 1 + np.cumsum(np.append(0, lengths + 1))[:-1]),
        length=np.append(none, lengths),
        beyond=np.append(none, np.array([convex.beyond for _, convex in costs], dtype=np.int64)),
    )


def _vectors(each: Sequence[Integers], size: int) -> tuple[Integers, Integers]:
    """For each vector its number among the different ones, and those with a zero added."""
    numbers: dict[bytes, int] = {}
    known: dict[int, int] = {}
    for vector in each:
        if id(vector) not in known:
            known[id(vector)] = numbers.setdefault(vector.tobytes(), len(numbers))
    different = [np.frombuffer(vector, dtype=np.int64) for vector in numbers]
    table = np.zeros((len(different), size + 1), dtype=np.int64)
    for number, vector in enumerate(different):
        table[number, :size] = vector
    return np.array([known[id(vector)] for vector in each], dtype=np.int64), table
