"""The numeric heart: grouped assignment with lexicographic objectives. Arrays in; values, bounds, choice out.

One mixed-integer program over counts of equal items (`assignment.group`), solved once per objective by HiGHS
through MathOpt; each objective found becomes a row that the later ones keep. Chvátal-Gomory cuts on knapsack
rows close most of the gap of small integer caps (their hull for weights 1 to 3). Values are recomputed in
integers and every solution is checked against the rows: nothing the solver says is taken on trust but its
dual bound.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import numpy as np
import ortools
from ortools.math_opt.python import mathopt

from optimizer.assignment import Convex, Grouped, Integers, Objective, Problem, Row, cost_of, group
from optimizer.errors import EngineError

SOLVER = f"HiGHS via OR-Tools {ortools.__version__}"
# A cut is u·row rounded down, for these u = k/q; with them the hull of n1 + 2·n2 + 3·n3 ≤ c is near.
MULTIPLIERS = ((1, 2), (1, 3), (2, 3))
# All coefficients are integers, so a gap below one unit is a proof.
GAP_OF_A_PROOF = 0.9
ROUNDING = 1e-4
# They search programs within the program for better solutions; the tree finds those too, and sooner.
SLOW_HEURISTICS = ("rens", "rins", "root_reduced_cost", "feasibility_jump")

Progress = Callable[[int, "Reached"], None]


@dataclass(frozen=True)
class Reached:
    """Value of an objective, and its bound given the values of those before; None when none was found."""

    value: int
    bound: int | None


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
    found; without it every objective is proven.
    """
    ends = math.inf if seconds is None else time.monotonic() + seconds
    grouped = group(problem)
    program = _Program(grouped)
    best = grouped.counts_of(start) if start is not None else program.first()
    if best is None:
        return Result(None, ())
    bounds: list[float | None] = []
    for index, objective in enumerate(problem.objectives):
        found, bound = program.improve(index, best, ends - time.monotonic())
        best = _better(grouped, objective, best, found)
        bounds.append(bound)
        value = grouped.value(objective, best)
        program.keep(index, value, ends - time.monotonic())
        if progress is not None:
            progress(index, _reached(objective, value, bound))
    # Where time ended an earlier objective, a later one may have found better for it by the way.
    values = [grouped.value(objective, best) for objective in problem.objectives]
    return Result(grouped.choice_of(best), tuple(map(_reached, problem.objectives, values, bounds)))


def _better(grouped: Grouped, objective: Objective, best: Integers, found: Integers | None) -> Integers:
    if found is None:
        return best
    gain = grouped.value(objective, found) - grouped.value(objective, best)
    return found if gain == 0 or (gain > 0) == objective.maximise else best


def _reached(objective: Objective, value: int, bound: float | None) -> Reached:
    """The solver's bound as an integer that is not better than what was found."""
    if bound is None or not math.isfinite(bound):
        return Reached(value, None)
    if objective.maximise:
        return Reached(value, max(value, math.floor(bound + ROUNDING)))
    return Reached(value, min(value, math.ceil(bound - ROUNDING)))


class _Program:
    """The mixed-integer program, which grows a row with each objective kept."""

    def __init__(self, grouped: Grouped) -> None:
        self.grouped = grouped
        self.model = mathopt.Model()
        most = np.minimum(grouped.supply[grouped.kind], grouped.room[grouped.sort])
        for row in grouped.problem.rows:
            most[_never(grouped.of_terms(row.terms), row)] = 0
        self.columns = [self.model.add_integer_variable(lb=0, ub=float(count)) for count in most]
        for lines, sizes in ((grouped.kind, grouped.supply), (grouped.sort, grouped.room)):
            for line, size in enumerate(sizes):
                self._add((lines == line).astype(np.int64), None, int(size))
        for row in grouped.problem.rows:
            self._add_row(row)
        self.expressions = [self._expression(objective) for objective in grouped.problem.objectives]
        self.kept: list[int] = []

    def first(self) -> Integers | None:
        """Some solution; None when there is none."""
        return self._run(None, math.inf)[0]

    def improve(self, index: int, best: Integers, seconds: float) -> tuple[Integers | None, float | None]:
        """Solve for one objective: a solution if one was found, and a bound if one was proven."""
        if seconds <= 0:
            return None, None
        if self.grouped.problem.objectives[index].maximise:
            self.model.maximize(self.expressions[index])
        else:
            self.model.minimize(self.expressions[index])
        return self._run(best, seconds)

    def _run(self, best: Integers | None, seconds: float) -> tuple[Integers | None, float | None]:
        answer = mathopt.solve(
            self.model,
            mathopt.SolverType.HIGHS,
            params=_parameters(seconds),
            model_params=mathopt.ModelSolveParameters(solution_hints=self._hints(best)),
        )
        reason = answer.termination.reason
        if reason in (mathopt.TerminationReason.INFEASIBLE, mathopt.TerminationReason.INFEASIBLE_OR_UNBOUNDED):
            if best is not None:
                raise EngineError("the solver calls infeasible what has a solution")
            return None, None
        if not answer.has_primal_feasible_solution():
            return None, answer.termination.objective_bounds.dual_bound
        values = answer.variable_values()
        counts = np.array([round(values[column]) for column in self.columns], dtype=np.int64)
        if not self.grouped.holds(counts) or not self._keeps(counts):
            raise EngineError("the solver's solution breaks a row")
        return counts, answer.termination.objective_bounds.dual_bound

    def keep(self, index: int, value: int, seconds: float) -> None:
        """From now on nothing worse than this value; columns that would make it worse are settled.

        A column at a bound of the relaxed program costs its reduced cost for each step away from it. Where
        that is more than what lies between the relaxed value and the value kept, no solution takes that step.
        """
        relaxed = self._relaxed(seconds)
        if relaxed is not None:
            slack = abs(relaxed.objective_value() - value) + ROUNDING
            costs, values = relaxed.reduced_costs(), relaxed.variable_values()
            for column in (column for column in self.columns if abs(costs[column]) > slack):
                low = values[column] < (column.lower_bound + column.upper_bound) / 2
                column.lower_bound = column.upper_bound = column.lower_bound if low else column.upper_bound
        expression, maximise = self.expressions[index], self.grouped.problem.objectives[index].maximise
        self.model.add_linear_constraint(expression >= value if maximise else expression <= value)
        self.kept.append(value)

    def _keeps(self, counts: Integers) -> bool:
        """Whether no objective reached before is worse than it was."""
        objectives = self.grouped.problem.objectives
        now = [self.grouped.value(objective, counts) for objective, _ in zip(objectives, self.kept, strict=False)]
        gains = (value - kept for value, kept in zip(now, self.kept, strict=True))
        return all(
            gain >= 0 if objective.maximise else gain <= 0 for objective, gain in zip(objectives, gains, strict=False)
        )

    def _relaxed(self, seconds: float) -> mathopt.SolveResult | None:
        """The program without integrality, solved for the last objective; None where there is no time."""
        if seconds <= 0:
            return None
        for column in self.columns:
            column.integer = False
        answer = mathopt.solve(
            self.model, mathopt.SolverType.GLOP, params=mathopt.SolveParameters(time_limit=_limit(seconds))
        )
        for column in self.columns:
            column.integer = True
        return answer if answer.termination.reason is mathopt.TerminationReason.OPTIMAL else None

    def _hints(self, best: Integers | None) -> list[mathopt.SolutionHint]:
        if best is None:
            return []
        return [mathopt.SolutionHint(variable_values=dict(zip(self.columns, best.astype(float), strict=True)))]

    def _sum(self, coefficients: Integers) -> mathopt.LinearSum:
        return mathopt.LinearSum(float(coefficients[at]) * self.columns[at] for at in np.flatnonzero(coefficients))

    def _add(self, coefficients: Integers, lower: int | None, upper: int | None) -> None:
        self.model.add_linear_constraint(
            lb=-math.inf if lower is None else lower,
            ub=math.inf if upper is None else upper,
            expr=self._sum(coefficients),
        )

    def _add_row(self, row: Row) -> None:
        coefficients = self.grouped.of_terms(row.terms)
        if row.lower is None and row.upper is not None and self._most(coefficients) <= row.upper:
            return
        self._add(coefficients, row.lower, row.upper)
        if row.upper is None or (coefficients < 0).any():
            return
        for part, whole in MULTIPLIERS:
            cut = part * coefficients // whole
            if cut.any():
                self._add(cut, None, part * row.upper // whole)

    def _most(self, coefficients: Integers) -> int:
        """No solution adds more to a row than this: every item, and every place, at its dearest."""
        dearest = np.maximum(coefficients, 0)
        per_class, per_type = np.zeros_like(self.grouped.supply), np.zeros_like(self.grouped.room)
        np.maximum.at(per_class, self.grouped.kind, dearest)
        np.maximum.at(per_type, self.grouped.sort, dearest)
        return int(min(per_class @ self.grouped.supply, per_type @ self.grouped.room))

    def _expression(self, objective: Objective) -> mathopt.LinearSum:
        """The objective over the columns and the variables of its convex costs."""
        weights = self._sum(self.grouped.of_weights(objective.weights))
        costs = [self._cost_of(convex) for convex in objective.convex]
        return mathopt.LinearSum([float(objective.constant), weights, *costs])

    def _cost_of(self, convex: Convex) -> mathopt.LinearSum:
        """Cost of an activity split over segments of equal slope; convexity fills the cheap ones first.

        An item that adds several units costs at least what they cost in an empty place, also when the
        relaxation splits it: a convex cost that starts at 0 is superadditive.
        """
        coefficients = self.grouped.of_terms(convex.terms)
        if not coefficients.any():
            return mathopt.LinearSum([])
        slopes, lengths = np.unique(np.array(convex.slopes, dtype=np.int64), return_counts=True)
        parts = [self.model.add_variable(lb=0, ub=float(length)) for length in lengths]
        rest = self.model.add_variable(lb=0)
        self.model.add_linear_constraint(mathopt.LinearSum([*parts, rest]) == self._sum(coefficients))
        cheap = [float(slope) * part for slope, part in zip(slopes, parts, strict=True)]
        cost = mathopt.LinearSum([*cheap, float(convex.beyond) * rest])
        if (coefficients > 1).any():
            alone = np.array([cost_of(convex, int(units)) for units in coefficients], dtype=np.int64)
            self.model.add_linear_constraint(cost >= self._sum(alone))
        return cost


def _never(coefficients: Integers, row: Row) -> Integers:
    """Columns of which not even one fits."""
    if row.upper is None or (coefficients < 0).any():
        return np.zeros(0, dtype=np.int64)
    return np.flatnonzero(coefficients > row.upper)


def _parameters(seconds: float) -> mathopt.SolveParameters:
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
    return None if math.isinf(seconds) else timedelta(seconds=seconds)
