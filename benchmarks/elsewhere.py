"""Contenders that the project itself does not need: SciPy's `milp` and PuLP with CBC, from the extra `bench`."""

from __future__ import annotations

import math

import numpy as np
import pulp
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from benchmarks.contenders import INCLUDED, Answer, Contender
from benchmarks.instances import Instance
from benchmarks.pairwise import entries, pairwise

ROUNDING = 1e-6


def by_scipy(instance: Instance, seconds: float) -> Answer:
    """HiGHS through `scipy.optimize.milp`; it takes no start, and minimises."""
    pairs = pairwise(instance.problem)
    line, pair, coefficient = entries(pairs.lines)
    matrix = csr_array((coefficient, (line, pair)), shape=(len(pairs.lines), len(pairs.person)))
    found = milp(
        -pairs.weight,
        integrality=np.ones(len(pairs.person)),
        bounds=Bounds(0, 1),
        constraints=LinearConstraint(matrix, ub=[each.upper for each in pairs.lines]),
        options={"time_limit": seconds, "mip_rel_gap": 0.0},
    )
    known = found.mip_dual_bound is not None and math.isfinite(found.mip_dual_bound)
    bound = math.floor(-found.mip_dual_bound + ROUNDING) if known else None
    return Answer(None if found.x is None else pairs.choice_of(np.flatnonzero(found.x > 0.5)), bound)  # noqa: PLR2004 - 0 or 1, but for rounding


def by_cbc(instance: Instance, seconds: float) -> Answer:
    """CBC through PuLP; it tells a bound only by saying that its solution is optimal."""
    pairs = pairwise(instance.problem)
    model = pulp.LpProblem("placements", pulp.LpMaximize)
    chosen = [model.add_variable(f"x{number}", cat=pulp.LpBinary) for number in range(len(pairs.person))]
    model.setObjective(_sum(chosen, range(len(chosen)), pairs.weight.tolist()))
    for line in pairs.lines:
        model.addConstraint(_sum(chosen, line.pairs.tolist(), line.coefficients.tolist()) <= line.upper)
    model.solve(pulp.PULP_CBC_CMD(msg=False, timeLimit=seconds, gapRel=0.0, threads=1))
    if model.sol_status not in (pulp.LpSolutionOptimal, pulp.LpSolutionIntegerFeasible):
        return Answer(None, None)
    proven = model.sol_status == pulp.LpSolutionOptimal
    taken = np.flatnonzero([round(variable.value()) for variable in chosen])
    return Answer(pairs.choice_of(taken), round(pulp.value(model.objective)) if proven else None)


def _sum(variables: list[pulp.LpVariable], which: range | list[int], weights: list[int]) -> pulp.LpAffineExpression:
    return pulp.LpAffineExpression([(variables[number], weight) for number, weight in zip(which, weights, strict=True)])


CONTENDERS: dict[str, Contender] = {**INCLUDED, "SciPy milp": by_scipy, "PuLP with CBC": by_cbc}
