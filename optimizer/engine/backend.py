"""What OR-Tools does for the engine: GLOP for relaxed programs, HiGHS for integer ones, both through MathOpt.

One thread, fixed seed: the same program gives the same answer unless a clock ends it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import ortools
from ortools.math_opt import (
    callback_pb2,
    model_parameters_pb2,
    model_pb2,
    result_pb2,
    solution_pb2,
    sparse_containers_pb2,
)
from ortools.math_opt.core.python import solver
from ortools.math_opt.python import mathopt

from optimizer.assignment import Booleans, Integers
from optimizer.engine.program import Floats, Program
from optimizer.errors import EngineError

SOLVER = f"HiGHS and GLOP via OR-Tools {ortools.__version__}"
# All coefficients are integers, so a gap below one unit is a proof.
GAP_OF_A_PROOF = 0.9
# They search programs within the program for better solutions; the tree finds those too, and sooner.
SLOW_HEURISTICS = ("rens", "rins", "root_reduced_cost", "feasibility_jump")
NO_SOLUTION = (result_pb2.TERMINATION_REASON_INFEASIBLE, result_pb2.TERMINATION_REASON_INFEASIBLE_OR_UNBOUNDED)


@dataclass(frozen=True)
class Optimum:
    """Of a relaxed program: values (variables,), what one unit of each row is worth (rows,), where to go on from."""

    value: float
    values: Floats
    worth: Floats
    basis: solution_pb2.BasisProto


@dataclass(frozen=True)
class Found:
    """Of an integer program: counts per column, None when none were found; and what no solution exceeds."""

    counts: Integers | None
    bound: float
    infeasible: bool = False


def relax(program: Program, active: Integers, basis: solution_pb2.BasisProto | None, seconds: float) -> Optimum | None:
    """The best values without integrality, of the `active` variables only; None where there are none in time."""
    bottom, rows = np.zeros(len(active)), program.rows
    model = _model(program, active, bottom, program.upper[active], rows.least, rows.most, integer=False)
    parameters = mathopt.SolveParameters(presolve=mathopt.Emphasis.OFF, time_limit=_limit(seconds))
    # All coefficients are small integers already.
    parameters.glop.use_scaling = False
    start = model_parameters_pb2.ModelSolveParametersProto(initial_basis=_continued(basis, active))
    answer = _solve(model, mathopt.SolverType.GLOP, parameters, start)
    if answer.termination.reason != result_pb2.TERMINATION_REASON_OPTIMAL:
        return None
    best = answer.solutions[0]
    values, worth = np.zeros(len(program.upper)), np.zeros(len(program.rows.least))
    values[active] = best.primal_solution.variable_values.values
    worth[np.array(best.dual_solution.dual_values.ids, dtype=np.int64)] = best.dual_solution.dual_values.values
    return Optimum(best.primal_solution.objective_value, values, worth, best.basis)


def search(
    program: Program, low: Integers, high: Integers, start: Integers | None = None, seconds: float = math.inf
) -> Found:
    """The best counts between low and high (columns,), with a bound for those; `start` are counts to begin from."""
    free, values = _settled(program, low, high)
    inside = program.activity(np.where(free, 0.0, values))
    least, most = program.rows.least - inside, program.rows.most - inside
    variables = np.flatnonzero(free)
    bottom, top = np.zeros(len(free)), program.upper.copy()
    bottom[: len(low)], top[: len(high)] = low, high
    model = _model(program, variables, bottom[variables], top[variables], least, most, integer=True)
    hints = [] if start is None else [_vector(variables, program.whole(start)[variables])]
    answer = _solve(
        model,
        mathopt.SolverType.HIGHS,
        _searching(seconds),
        model_parameters_pb2.ModelSolveParametersProto(
            solution_hints=[model_parameters_pb2.SolutionHintProto(variable_values=hint) for hint in hints]
        ),
    )
    settled = program.target.constant + float(program.objective @ np.where(free, 0.0, values))
    bound = settled + answer.termination.objective_bounds.dual_bound
    if not answer.solutions or not answer.solutions[0].HasField("primal_solution"):
        return Found(None, bound, answer.termination.reason in NO_SOLUTION)
    values[variables] = answer.solutions[0].primal_solution.variable_values.values
    counts = np.round(values[: program.columns]).astype(np.int64)
    if not program.holds(counts):
        raise EngineError("the solver's solution breaks a row")
    return Found(counts, bound)


def _settled(program: Program, low: Integers, high: Integers) -> tuple[Booleans, Floats]:
    """Which variables are still free, and the values of the others: a hub is settled when all its columns are."""
    free = np.ones(len(program.upper), dtype=bool)
    free[: program.columns] = low < high
    settled = np.bincount(program.grouped.hub_of, low < high, minlength=len(program.handle)) == 0
    free[program.handle[settled]] = False
    values = np.zeros(len(program.upper))
    values[program.handle] = program.grouped.in_hubs(low)
    values[: program.columns] = low
    return free, values


def _model(
    program: Program, variables: Integers, bottom: Floats, top: Floats, least: Floats, most: Floats, *, integer: bool
) -> model_pb2.ModelProto:
    """The program over some of its variables; an integer one leaves out rows that ask nothing of these."""
    model, rows = model_pb2.ModelProto(), program.rows
    there = np.zeros(len(program.upper), dtype=bool)
    there[variables] = True
    entries = np.flatnonzero(there[rows.variable])
    asked = (least > 0) | (most < 0) if integer else np.ones(len(least), dtype=bool)
    asked[rows.row[entries]] = True
    used = np.flatnonzero(asked)
    model.variables.ids.extend(variables)
    model.variables.lower_bounds.extend(bottom)
    model.variables.upper_bounds.extend(top)
    # All that is counted is whole. Told of the columns only, HiGHS presolve has lost solutions.
    model.variables.integers.extend([integer] * len(variables))
    model.objective.maximize = True
    aims = variables[program.objective[variables] != 0]
    model.objective.linear_coefficients.CopyFrom(_vector(aims, program.objective[aims]))
    model.linear_constraints.ids.extend(used)
    model.linear_constraints.lower_bounds.extend(least[used])
    model.linear_constraints.upper_bounds.extend(most[used])
    model.linear_constraint_matrix.row_ids.extend(rows.row[entries])
    model.linear_constraint_matrix.column_ids.extend(rows.variable[entries])
    model.linear_constraint_matrix.coefficients.extend(rows.coefficient[entries])
    return model


def _vector(ids: Integers, values: Floats) -> sparse_containers_pb2.SparseDoubleVectorProto:
    return sparse_containers_pb2.SparseDoubleVectorProto(ids=ids, values=values)


def _continued(basis: solution_pb2.BasisProto | None, active: Integers) -> solution_pb2.BasisProto | None:
    """A basis with the variables that came in since at their lower bound."""
    if basis is None:
        return None
    status = np.full(int(np.max(active)) + 1 if len(active) else 0, solution_pb2.BASIS_STATUS_AT_LOWER_BOUND)
    status[np.array(basis.variable_status.ids)] = basis.variable_status.values
    continued = solution_pb2.BasisProto()
    continued.constraint_status.CopyFrom(basis.constraint_status)
    continued.variable_status.ids.extend(active)
    continued.variable_status.values.extend(status[active])
    return continued


def _solve(
    model: model_pb2.ModelProto,
    kind: mathopt.SolverType,
    parameters: mathopt.SolveParameters,
    start: model_parameters_pb2.ModelSolveParametersProto,
) -> result_pb2.SolveResultProto:
    """MathOpt on arrays; its Python objects, one per variable and row, would take longer than the solver."""
    nothing = callback_pb2.CallbackRegistrationProto()
    initial = mathopt.StreamableSolverInitArguments().to_proto()
    return solver.solve(model, kind.value, initial, parameters.to_proto(), start, None, nothing, None, None)


def _searching(seconds: float) -> mathopt.SolveParameters:
    parameters = mathopt.SolveParameters(
        random_seed=1,
        relative_gap_tolerance=0.0,
        absolute_gap_tolerance=GAP_OF_A_PROOF,
        time_limit=_limit(seconds),
    )
    parameters.highs.string_options["parallel"] = "off"
    for name in SLOW_HEURISTICS:
        parameters.highs.bool_options[f"mip_heuristic_run_{name}"] = False
    return parameters


def _limit(seconds: float) -> timedelta | None:
    return None if math.isinf(seconds) else timedelta(seconds=max(0.0, seconds))
