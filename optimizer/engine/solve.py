"""Objectives in order of importance, one after the other: values, bounds and the choice that reaches them.

Each objective has a program of its own, over classes and types that the objectives so far tell apart (`grouping`),
with the values of earlier ones as rows (`program`). Its relaxation gives a bound (`relaxation`); a solution comes
from rounding that and mending where value is lost (`neighbourhood`); what is then still open is searched
(`reach`). Pairs that no solution as good uses are dropped before the next objective.

Nothing the solvers say is taken on trust but the bound of a search: values are counted in integers, every solution
is checked against the rows, and the bound of a relaxation follows from its prices.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.assignment import Integers, Objective, Problem, value_of
from optimizer.engine.backend import search
from optimizer.engine.grouping import Pool, group, pool_of
from optimizer.engine.program import impossible, program_of
from optimizer.engine.reach import Path, reach
from optimizer.errors import EngineError

Progress = Callable[[int, "Reached"], None]


@dataclass(frozen=True)
class Reached:
    """Value of an objective, and its bound given the values of those before; None when none was found.

    `path` says why the bound holds.
    """

    value: int
    bound: int | None
    path: Path = Path.PRICES


@dataclass(frozen=True)
class Result:
    """`choice` (n,) the place of each item or −1; None when no choice keeps all rows."""

    choice: Integers | None
    reached: tuple[Reached, ...]


def solve(
    problem: Problem, *, start: Integers | None = None, seconds: float | None = None, progress: Progress | None = None
) -> Result:
    """Optimise the objectives in order; a later one never costs an earlier one.

    `start` is a choice that keeps all rows, to begin from. With `seconds` the search ends then with the best
    found, and each objective has at most half of what is left of it; without it every objective is proven.
    """
    ends = math.inf if seconds is None else time.monotonic() + seconds
    pool = _possible(pool_of(problem))
    best = start if start is not None else _first(pool)
    if best is None:
        return Result(None, ())
    reached: list[Reached] = []
    for index, objective in enumerate(problem.objectives):
        program = program_of(group(pool, index + 1), [each.value for each in reached])
        counts = program.grouped.counts_of(best)
        if not program.holds(counts) or counts.sum() != (best >= 0).sum():
            raise EngineError("the best so far is no solution any more")
        attempt = reach(program, counts, _slice(ends, len(problem.objectives) - index))
        best = program.grouped.choice_of(attempt.counts)
        pool = pool.without(attempt.dropped[program.grouped.column_of])
        reached.append(_reached(objective, value_of(objective, best, len(problem.room)), attempt.bound, attempt.path))
        if progress is not None:
            progress(index, reached[-1])
    # Where time ended an earlier objective, a later one may have found better for it by the way.
    values = [value_of(objective, best, len(problem.room)) for objective in problem.objectives]
    return Result(best, tuple(map(_at_last, problem.objectives, values, reached)))


def _slice(ends: float, objectives: int) -> float:
    """When the next of so many objectives must stop."""
    if math.isinf(ends) or objectives == 1:
        return ends
    now = time.monotonic()
    return now + max(0.0, ends - now) / 2


def _reached(objective: Objective, value: int, bound: int | None, path: Path) -> Reached:
    """What a program reached, in the objective's own direction."""
    return Reached(value, bound if bound is None or objective.maximise else -bound, path)


def _at_last(objective: Objective, value: int, before: Reached) -> Reached:
    """The final value; a bound is never better than that."""
    if before.bound is None:
        return Reached(value, None, before.path)
    worse = max if objective.maximise else min
    return Reached(value, worse(value, before.bound), before.path)


def _possible(pool: Pool) -> Pool:
    """The pairs that fit under every limit, at least alone."""
    grouped = group(pool, 0)
    return pool.without(impossible(grouped)[grouped.column_of])


def _first(pool: Pool) -> Integers | None:
    """Nothing anywhere, where that keeps all rows; otherwise any choice that does; None when there is none."""
    program = program_of(group(pool, 0), (), aimless=True)
    nothing = np.zeros_like(program.grouped.most)
    if program.holds(nothing):
        return program.grouped.choice_of(nothing)
    counts = search(program, nothing, program.grouped.most).counts
    return None if counts is None else program.grouped.choice_of(counts)
