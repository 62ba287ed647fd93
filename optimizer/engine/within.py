"""The best of one objective while others stay within floors: one question about a trade-off, with its proof.

The last objective of the problem is the one to reach for. Each other one has a floor in its own direction (at least
so much, or at most so much) or none. Unlike in `solve`, a floor need not be the best value of anything.
"""

from __future__ import annotations

import math
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.assignment import Integers, Objective, Problem, value_of
from optimizer.engine.backend import search
from optimizer.engine.grouping import Grouped, group
from optimizer.engine.program import Program, program_of
from optimizer.engine.reach import FEW_COLUMNS, ROUNDING, reach
from optimizer.engine.solve import possible_pairs

Floors = tuple[int | None, ...]


@dataclass(frozen=True)
class Asked:
    """A floor for each objective but the last. `start` (n,) is a choice that keeps them, where one is known.

    `seconds`: how long the answer may take.
    """

    floors: Floors
    start: Integers | None = None
    seconds: float = math.inf


@dataclass(frozen=True)
class Within:
    """`choice` (n,) that keeps rows and floors, with the `values` of all objectives; None when none was found.

    `bound`: nothing that keeps them is better in the last objective; None when nothing is known of that.
    `impossible`: it is proven that nothing keeps them.
    """

    choice: Integers | None
    values: tuple[int, ...] = ()
    bound: int | None = None
    impossible: bool = False

    @property
    def proven(self) -> bool:
        """Whether nothing better is left to find."""
        return self.impossible or (self.choice is not None and self.bound == self.values[-1])


class Question:
    """A problem that is asked about with one set of floors after the other; what these share is made once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._pool = possible_pairs(problem)
        self._grouped: dict[tuple[int, ...], Grouped] = {}

    def answer(self, asked: Asked) -> Within:
        """The best within these floors. Without a clock it is proven, or proven impossible."""
        ends = time.monotonic() + asked.seconds
        program = self._program(asked.floors)
        if program is None:
            return Within(None, impossible=True)
        if asked.start is None:
            return self._from_nothing(program, ends)
        return self._from(program, program.grouped.counts_of(asked.start), ends)

    def _program(self, floors: Floors) -> Program | None:
        """The program over the objectives with a floor and the last; None where two bounds of a row contradict."""
        if any(row.lower is not None and row.upper is not None and row.lower > row.upper for row in self.problem.rows):
            return None
        held = tuple(number for number, floor in enumerate(floors) if floor is not None)
        if held not in self._grouped:
            self._grouped[held] = self._group((*held, len(self.problem.objectives) - 1))
        return program_of(self._grouped[held], [floor for floor in floors if floor is not None])

    def _group(self, objectives: tuple[int, ...]) -> Grouped:
        problem = replace(self.problem, objectives=tuple(self.problem.objectives[number] for number in objectives))
        weights = tuple(self._pool.weights[number] for number in objectives)
        return group(replace(self._pool, problem=problem, weights=weights), len(objectives))

    def _from_nothing(self, program: Program, ends: float) -> Within:
        """Small programs are searched at once; of large ones first anything that keeps the floors is looked for."""
        nothing, few = np.zeros_like(program.grouped.most), program.columns <= FEW_COLUMNS
        if program.holds(nothing):
            return self._from(program, nothing, ends)
        anything = replace(program.target, coefficient=0 * program.target.coefficient)
        first = program if few else replace(program, target=anything)
        found = search(first, nothing, program.grouped.most, seconds=ends - time.monotonic())
        if found.counts is None:
            return Within(None, impossible=found.infeasible)
        if not few:
            return self._from(program, found.counts, ends)
        bound = math.floor(found.bound + ROUNDING) if math.isfinite(found.bound) else None
        return self._told(program, found.counts, bound)

    def _from(self, program: Program, counts: Integers, ends: float) -> Within:
        attempt = reach(program, counts, ends, lambda _counts, _bound: None)
        return self._told(program, attempt.counts, attempt.bound)

    def _told(self, program: Program, counts: Integers, bound: int | None) -> Within:
        """In the objective's own direction; a bound is never better than what was found."""
        choice, goal = program.grouped.choice_of(counts), self.problem.objectives[-1]
        values = values_of(self.problem, choice)
        if bound is None:
            return Within(choice, values)
        return Within(choice, values, max(bound, values[-1]) if goal.maximise else min(-bound, values[-1]))


def values_of(problem: Problem, choice: Integers) -> tuple[int, ...]:
    """The value of every objective."""
    return tuple(value_of(objective, choice, len(problem.room)) for objective in problem.objectives)


def kept_by(goals: Sequence[Objective], values: Sequence[int], floors: Floors) -> bool:
    """Whether values keep floors; there may be more values than floors."""
    return all(
        floor is None or (value >= floor if goal.maximise else value <= floor)
        for goal, value, floor in zip(goals, values, floors, strict=False)
    )
