"""Blocks of places that one limit holds together, and how much value a solution loses in each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.assignment import Integers, Row, Term
from optimizer.engine.grouping import Grouped
from optimizer.engine.program import Floats, Program
from optimizer.engine.relaxation import Relaxed

# A limit on more types than this holds nothing together.
WIDEST = 24
# A loss that touches more blocks than this says too little about where it is.
MOST_TOUCHED = 8
NOTHING = 1e-6


@dataclass(frozen=True)
class Blocks:
    """`of_type` (types,): the number of the block of each."""

    of_type: Integers

    def losses(self, program: Program, relaxed: Relaxed, counts: Integers) -> Floats:
        """(blocks,) what these counts lack of the relaxed optimum, where it can be told which block lacks it."""
        grouped, rows = program.grouped, program.rows
        values = program.whole(counts)
        number = int(np.max(self.of_type)) + 1 if len(self.of_type) else 0
        where = np.full(len(program.upper), -1)
        where[: program.columns] = self.of_type[grouped.sort]
        where[program.handle] = self.of_type[grouped.sort[grouped.hub]]
        lost = np.bincount(where[: program.columns], _of_columns(program, relaxed, values), minlength=number)
        slack = _of_rows(program, relaxed, values)
        entries = np.flatnonzero((slack > NOTHING)[rows.row] & (where[rows.variable] >= 0))
        touched = np.unique(rows.row[entries] * number + where[rows.variable[entries]])
        row, block = np.divmod(touched, max(1, number))
        share = np.bincount(row, minlength=len(slack))[row]
        few = share <= MOST_TOUCHED
        shared = np.bincount(block[few], (slack[row] / np.maximum(1, share))[few], minlength=number)
        return np.asarray(lost + shared, dtype=np.float64)


def _of_columns(program: Program, relaxed: Relaxed, values: Floats) -> Floats:
    """(columns,) what using a column costs that is not worth it, or not using one that is."""
    reduced, upper = relaxed.reduced[: program.columns], program.upper[: program.columns]
    used = values[: program.columns]
    return np.maximum(reduced, 0.0) * (upper - used) - np.minimum(reduced, 0.0) * used


def _of_rows(program: Program, relaxed: Relaxed, values: Floats) -> Floats:
    """(rows,) what is not used of a row that is worth something."""
    limit = np.where(relaxed.worth > 0, program.rows.most, program.rows.least)
    there = np.isfinite(limit)
    return relaxed.worth * (np.where(there, limit, 0.0) - program.activity(values)) * there


def blocks_of(grouped: Grouped) -> Blocks:
    """Each type with those under its widest limit that is not too wide; a type without one is alone."""
    groups = sorted(_groups(grouped), key=len, reverse=True)
    number = np.arange(len(groups), len(groups) + len(grouped.room))
    for each, sorts in reversed(list(enumerate(groups))):
        number[sorts] = each
    return Blocks(np.unique(number, return_inverse=True)[1])


def _groups(grouped: Grouped) -> Iterator[Integers]:
    for row in grouped.pool.problem.rows:
        sorts = _sorts(grouped, row)
        if row.upper is not None and 1 < len(sorts) <= WIDEST:
            yield sorts


def _sorts(grouped: Grouped, row: Row) -> Integers:
    places = [np.flatnonzero(term.places) for term in row.terms if isinstance(term, Term)]
    return np.unique(grouped.type_of[np.concatenate([grouped.type_of[:0], *places])])
