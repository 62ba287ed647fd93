"""The program without integrality: its optimum over all columns, found on a few of them, and its certificate.

Few of the many columns matter. The program is solved on some; those that would improve it at the prices found
come in; when there are none, it is the optimum over all (sifting, or column generation by enumeration).

The bound comes from the prices alone: whatever they are, weak duality makes it a bound. Nothing of it is the
solver's word.
"""

from __future__ import annotations

import math
import time
from dataclasses import dataclass

import numpy as np

from optimizer.assignment import Booleans, Integers
from optimizer.engine import backend
from optimizer.engine.program import Floats, Program

# So many of the best columns of each class and each type come in at a time.
COLUMNS_EACH = 4
# Up to so many columns there is nothing to gain.
FEW_COLUMNS = 3_000
IMPROVES = 1e-7


@dataclass(frozen=True)
class Relaxed:
    """No solution is better than `bound`. `values` (variables,) reach it; None where time ended the search.

    `worth` (rows,) and `reduced` (variables,): what one unit more of a row, or of a variable, would bring.
    """

    bound: float
    worth: Floats
    reduced: Floats
    values: Floats | None


def relax(program: Program, start: Integers, ends: float) -> Relaxed:
    """The relaxed optimum; `start` are counts of a solution. What time ends still gives a bound."""
    best = Relaxed(math.inf, np.zeros(0), np.zeros(0), None)
    active, basis = _first_columns(program, start), None
    while True:
        optimum = backend.relax(program, np.flatnonzero(active), basis, ends - time.monotonic())
        if optimum is None:
            return best
        bound, reduced = certificate(program, optimum.worth)
        missing = ~active[: program.columns] & (reduced[: program.columns] > IMPROVES)
        if not missing.any():
            return Relaxed(bound, optimum.worth, reduced, optimum.values)
        if bound < best.bound:
            best = Relaxed(bound, optimum.worth, reduced, None)
        basis = optimum.basis
        active[: program.columns] |= _leading(program, missing, reduced[: program.columns])


def certificate(program: Program, worth: Floats) -> tuple[float, Floats]:
    """A bound by weak duality from any worth of the rows, and what that leaves for each variable.

    A solution earns at most what its rows are worth at their limits, plus what each variable brings on top.
    """
    rows = program.rows
    limit = np.where(worth > 0, rows.most, rows.least)
    worth = np.where(np.isfinite(limit), worth, 0.0)
    paid = np.bincount(rows.variable, rows.coefficient * worth[rows.row], minlength=len(program.upper))
    reduced = program.objective - paid
    earned = float(worth @ np.where(np.isfinite(limit), limit, 0.0))
    return program.target.constant + earned + float(np.maximum(reduced, 0.0) @ program.upper), reduced


def _first_columns(program: Program, start: Integers) -> Booleans:
    active = np.ones(len(program.upper), dtype=bool)
    if program.columns > FEW_COLUMNS:
        everything = np.ones(program.columns, dtype=bool)
        active[: program.columns] = (start > 0) | _leading(program, everything, program.objective[: program.columns])
    return active


def _leading(program: Program, candidates: Booleans, score: Floats) -> Booleans:
    """Of these columns the best of every class and of every type; a fixed shuffle decides among equals."""
    chosen = np.zeros(program.columns, dtype=bool)
    columns = np.flatnonzero(candidates)
    shuffled = columns[np.random.default_rng(len(columns)).permutation(len(columns))]
    for owner in (program.grouped.kind, program.grouped.sort):
        order = shuffled[np.lexsort((-score[shuffled], owner[shuffled]))]
        starts = np.searchsorted(owner[order], owner[order])
        chosen[order[np.arange(len(order)) - starts < COLUMNS_EACH]] = True
    return chosen
