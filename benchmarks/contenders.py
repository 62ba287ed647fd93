"""What can place people: each gets an instance and seconds, and gives a choice and what it proved of the first goal.

All get the same exact problem, and no contender is tuned but for what its manual advises: start solutions where it
takes them, no gap allowed. The seconds are for its solver; building its model comes on top and is measured too.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
from ortools.sat.python import cp_model

from benchmarks.instances import Instance, greedy
from benchmarks.pairwise import pairwise
from optimizer.assignment import Integers
from optimizer.engine.solve import solve


@dataclass(frozen=True)
class Answer:
    """(people,) the dwelling of each, or −1, None where none was found; no choice is worth more than `bound`."""

    choice: Integers | None
    bound: int | None


Contender = Callable[[Instance, float], Answer]


def by_engine(instance: Instance, seconds: float) -> Answer:
    """Ours, from practice on."""
    problem = replace(instance.problem, objectives=instance.problem.objectives[:1])
    result = solve(problem, start=greedy(instance), seconds=seconds)
    return Answer(result.choice, result.reached[0].bound)


def by_practice(instance: Instance, _seconds: float) -> Answer:
    """What people do by hand today."""
    return Answer(greedy(instance), None)


def by_cp_sat(instance: Instance, seconds: float, workers: int) -> Answer:
    """A Bool per pair, practice as hint."""
    pairs, model = pairwise(instance.problem), cp_model.CpModel()
    chosen = [model.new_bool_var("") for _ in range(len(pairs.person))]
    for line in pairs.lines:
        these = [chosen[pair] for pair in line.pairs.tolist()]
        model.add(cp_model.LinearExpr.weighted_sum(these, line.coefficients.tolist()) <= line.upper)
    model.maximize(cp_model.LinearExpr.weighted_sum(chosen, pairs.weight.tolist()))
    for variable, hint in zip(chosen, pairs.chosen_by(greedy(instance)).tolist(), strict=True):
        model.add_hint(variable, hint)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.max_time_in_seconds = workers, seconds
    solver.parameters.random_seed = 1
    if solver.solve(model) not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return Answer(None, None)
    taken = np.flatnonzero([solver.boolean_value(variable) for variable in chosen])
    return Answer(pairs.choice_of(taken), round(solver.best_objective_bound))


INCLUDED: dict[str, Contender] = {
    "engine": by_engine,
    "practice": by_practice,
    "CP-SAT, 1 worker": partial(by_cp_sat, workers=1),
    "CP-SAT, 2 workers": partial(by_cp_sat, workers=2),
}
