"""Objectives in order of importance, one after the other: values, bounds and the choice that reaches them.

Each objective has a program of its own, over classes and types that the objectives so far tell apart (`grouping`),
with the values of earlier ones as rows (`program`). Its relaxation gives a bound (`relaxation`); a solution comes
from rounding that and mending where value is lost (`neighbourhood`); what is then still open is searched
(`reach`). Pairs that no solution as good uses are dropped before the next objective. Where limits and costs are
nested and count alike, all of that is one flow instead (`flow`).

Nothing the solvers say is taken on trust but the bound of a search: values are counted in integers, every solution
is checked against the rows, and the bound of a relaxation follows from its prices.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.assignment import Integers, Objective, Problem, value_of
from optimizer.engine.backend import search
from optimizer.engine.flow import by_flow
from optimizer.engine.grouping import Pool, group, pool_of
from optimizer.engine.program import Program, impossible, program_of
from optimizer.engine.reach import Hear, Path, reach
from optimizer.errors import EngineError

Progress = Callable[["Step"], None]


@dataclass(frozen=True)
class Reached:
    """Value of an objective, and its bound given the values of those before; None when none was found.

    `path` says why the bound holds.
    """

    value: int
    bound: int | None
    path: Path = Path.PRICES


@dataclass(frozen=True)
class Step:
    """How far objective `index` is: what is `reached` by the best `choice` so far, and whether that is `settled`.

    Until then a better value may come, and its path is that of a gap.
    """

    index: int
    reached: Reached
    choice: Integers
    settled: bool


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
    `progress` hears what each objective begins with, what is found for it, and what it settles on.
    """
    ends = math.inf if seconds is None else time.monotonic() + seconds
    if any(row.lower is not None and row.upper is not None and row.lower > row.upper for row in problem.rows):
        return Result(None, ())
    pool = possible_pairs(problem)
    best = start if start is not None else _first(pool)
    if best is None:
        return Result(None, ())
    carried = by_flow(pool) if problem.objectives and time.monotonic() < ends else None
    if carried is not None:
        return _carried(problem, best, carried, progress)
    reached: list[Reached] = []
    for index, objective in enumerate(problem.objectives):
        program = program_of(group(pool, index + 1), [each.value for each in reached])
        counts = program.grouped.counts_of(best)
        if not program.holds(counts) or counts.sum() != (best >= 0).sum():
            raise EngineError("the best so far is no solution any more")
        hear = _hearing(program, index, best, progress)
        hear(counts, None)
        attempt = reach(program, counts, _slice(ends, len(problem.objectives) - index), hear)
        last = index == len(problem.objectives) - 1
        best = program.grouped.choice_of(attempt.counts) if last else _choice(program, attempt.counts, best)
        pool = pool.without(attempt.dropped[program.grouped.column_of])
        reached.append(_reached(objective, value_of(objective, best, len(problem.room)), attempt.bound, attempt.path))
        if progress is not None:
            progress(Step(index, reached[-1], best, settled=True))
    return result_of(problem, best, reached)


def result_of(problem: Problem, choice: Integers, reached: Sequence[Reached]) -> Result:
    """A choice with what was reached on the way to it; nothing is known of the bounds of objectives not reached."""
    # Where time ended an earlier objective, a later one may have found better for it by the way.
    values = [value_of(objective, choice, len(problem.room)) for objective in problem.objectives]
    unknown = [Reached(value, None, Path.GAP) for value in values[len(reached) :]]
    return Result(choice, tuple(map(_at_last, problem.objectives, values, (*reached, *unknown))))


def _carried(problem: Problem, start: Integers, choice: Integers, progress: Progress | None) -> Result:
    """What a flow reached, all at once; progress hears it as what was reached one after the other."""
    reached: list[Reached] = []
    for index, objective in enumerate(problem.objectives):
        before = choice if index else start
        value = value_of(objective, choice, len(problem.room))
        reached.append(Reached(value, value, Path.FLOW))
        if progress is not None:
            begun = Reached(value_of(objective, before, len(problem.room)), None, Path.GAP)
            progress(Step(index, begun, before, settled=False))
            progress(Step(index, reached[-1], choice, settled=True))
    return Result(choice, tuple(reached))


def _choice(program: Program, counts: Integers, best: Integers) -> Integers:
    """A choice with these counts; the best so far where it has them, for later objectives it may be the better one.

    Only the last objective tells apart all that matters: there the turn decides among equals.
    """
    same = np.array_equal(program.grouped.counts_of(best), counts)
    return best if same else program.grouped.choice_of(counts)


def _hearing(program: Program, index: int, best: Integers, progress: Progress | None) -> Hear:
    """Tells the progress what counts of this program mean."""
    problem = program.grouped.pool.problem
    objective = problem.objectives[index]

    def hear(counts: Integers, bound: int | None) -> None:
        if progress is not None:
            choice = _choice(program, counts, best)
            value = value_of(objective, choice, len(problem.room))
            progress(Step(index, _reached(objective, value, bound, Path.GAP), choice, settled=False))

    return hear


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


def possible_pairs(problem: Problem) -> Pool:
    """The pairs that fit under every limit, at least alone."""
    pool = pool_of(problem)
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
