"""One objective: the best counts, and a bound that says how much better any could be."""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import numpy as np

from optimizer.assignment import Booleans, Integers
from optimizer.engine.backend import search
from optimizer.engine.neighbourhood import mended, rounded
from optimizer.engine.program import Program
from optimizer.engine.relaxation import Relaxed, relax

# A value this near above a whole number is that number.
ROUNDING = 1e-4
# A program of so few columns is searched whole at once.
FEW_COLUMNS = 2_500
# With a clock only so many columns are searched for each second left: the first steps of a search hear no clock.
COLUMNS_PER_SECOND = 1_000
# Falling short of a value kept costs so many times what that is worth to the relaxed program.
PENALTY = 3.0


Hear = Callable[[Integers, int | None], None]


class Path(StrEnum):
    """How an objective was reached, and why its bound holds."""

    PRICES = "prices"
    """The prices of the relaxed program prove that nothing is better (weak duality)."""
    SEARCH = "search"
    """A search of all columns that the prices don't rule out found nothing better."""
    FLOW = "flow"
    """The problem is a flow in a network, and potentials of its nodes prove that nothing is better."""
    GAP = "gap"
    """Time ended it: the bound is that of the prices, or of the search as far as it came."""


@dataclass(frozen=True)
class Attempt:
    """Counts per column; `bound` none is better than, None where none was found; both so that more is better.

    `dropped` (columns,): no solution that is as good uses them.
    """

    counts: Integers
    bound: int | None
    path: Path
    dropped: Booleans


def reach(program: Program, start: Integers, ends: float, hear: Hear) -> Attempt:
    """Relax, round, mend; search what is left open. `start` are counts that keep all rows.

    `hear` hears better counts when they are found, and the bound of then.
    """
    nothing = np.zeros(program.columns, dtype=bool)
    if time.monotonic() >= ends:
        return Attempt(start, None, Path.GAP, nothing)
    relaxed = relax(program, start, ends)
    if math.isinf(relaxed.bound):
        return Attempt(start, None, Path.GAP, nothing)
    bound, path = math.floor(relaxed.bound + ROUNDING), Path.PRICES
    hear(start, bound)
    best = start
    if program.value(best) < bound and program.columns > FEW_COLUMNS:
        best = _improved(program, relaxed, best, bound, ends, hear)
        hear(best, bound)
    if program.value(best) < bound:
        best, bound = _searched(program, relaxed, best, bound, ends)
        path = Path.SEARCH if program.value(best) >= bound else Path.GAP
    too_dear = -relaxed.reduced[: program.columns] > relaxed.bound - program.value(best) + ROUNDING
    return Attempt(best, bound, path, too_dear)


def _improved(program: Program, relaxed: Relaxed, best: Integers, bound: int, ends: float, hear: Hear) -> Integers:
    """From the relaxed optimum, and where that comes to nothing from the best so far."""

    def better(counts: Integers) -> None:
        if program.holds(counts) and program.value(counts) > program.value(best):
            hear(counts, bound)

    dearest = float(np.abs(relaxed.worth[len(relaxed.worth) - len(program.kept) :]).sum())
    soft = program.soft(math.ceil(PENALTY * (1 + dearest)))
    found = rounded(soft, relaxed, bound, ends)
    if found is not None:
        found = mended(soft, relaxed, found, bound, ends, better)
        if program.holds(found) and program.value(found) > program.value(best):
            return found
    return mended(program, relaxed, best, bound, ends, better)


def _searched(program: Program, relaxed: Relaxed, best: Integers, bound: int, ends: float) -> tuple[Integers, int]:
    """The best of all columns that a better solution may use, and what is then known of the bound."""
    value = program.value(best)
    better = -relaxed.reduced[: program.columns] <= relaxed.bound - value - 1 + ROUNDING
    if better.sum() > COLUMNS_PER_SECOND * (ends - time.monotonic()):
        return best, bound
    high = np.where(better, program.grouped.most, 0)
    # Not told of the best so far: with it HiGHS has called it the best there is while a better one was there.
    found = search(program, np.zeros_like(best), high, seconds=ends - time.monotonic())
    if found.infeasible:
        return best, value
    if found.counts is not None and program.value(found.counts) > value:
        best, value = found.counts, program.value(found.counts)
    return best, max(value, min(bound, math.floor(found.bound + ROUNDING) if math.isfinite(found.bound) else bound))
