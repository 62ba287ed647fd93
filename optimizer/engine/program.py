"""The program of one objective over counts per column: what the solvers get, as sparse arrays.

Columns meet the limits through hubs: one variable counts all that add the same, so a limit has an entry per hub
instead of per column. Chvátal-Gomory cuts on knapsack rows close most of the gap of small integer caps (with
weights 1 to 3 their hull is near).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from optimizer.assignment import Convex, Integers, Table, Term, cost_of
from optimizer.engine.grouping import Grouped, coefficients

Floats = npt.NDArray[np.float64]
# A cut is u·row rounded down, for these u = k/q; with them the hull of n1 + 2·n2 + 3·n3 ≤ c is near.
MULTIPLIERS = ((1, 2), (1, 3), (2, 3))
# Above this coefficient halves and thirds of a row cut off little.
LARGEST_TO_CUT = 6


@dataclass(frozen=True)
class Block:
    """Rows of a program: entries by row, and between what each row stays."""

    row: Integers
    variable: Integers
    coefficient: Floats
    least: Floats
    most: Floats


@dataclass(frozen=True)
class Sum:
    """constant + sum of coefficients · variables."""

    variable: Integers
    coefficient: Floats
    constant: float = 0.0


@dataclass(frozen=True)
class Cost:
    """A convex cost as variables: of its activity over the hubs, a part per slope and the rest after."""

    convex: Convex
    hub: Integers
    units: Integers
    slopes: Integers
    lengths: Integers
    first: int

    @cached_property
    def total(self) -> Sum:
        """What it costs."""
        slopes = np.append(self.slopes, self.convex.beyond)
        return Sum(self.first + np.arange(len(slopes)), slopes.astype(np.float64))

    def split(self, in_hubs: Integers) -> Integers:
        """The activity of counts per hub, over the parts and the rest: the cheap ones first."""
        left = int(self.units @ in_hubs[self.hub])
        starts = np.append(0, np.cumsum(self.lengths))
        return np.append(np.clip(left - starts[:-1], 0, self.lengths), max(0, left - starts[-1]))


@dataclass(frozen=True)
class Program:
    """Maximise `target` over variables between 0 and `upper` that keep all rows.

    The first variables are the columns of `grouped`, then the hubs of more than one column, then the parts of
    the costs, then what is short of each value kept: nothing, but in a `soft` program. `handle` (hubs,) is the
    variable of each hub.
    """

    grouped: Grouped
    upper: Floats
    target: Sum
    rows: Block
    handle: Integers
    costs: tuple[Cost, ...]
    kept: tuple[tuple[Sum, float], ...]

    @property
    def columns(self) -> int:
        """How many variables are columns."""
        return len(self.grouped.kind)

    @cached_property
    def objective(self) -> Floats:
        """(variables,) the objective without its constant."""
        return _weighed(self.target.variable, self.target.coefficient, len(self.upper))

    def whole(self, counts: Integers) -> Floats:
        """(variables,) all of them for these counts per column."""
        in_hubs = self.grouped.in_hubs(counts)
        values = np.zeros(len(self.upper))
        values[self.handle] = in_hubs
        values[: self.columns] = counts
        for cost in self.costs:
            values[cost.total.variable] = cost.split(in_hubs)
        first = len(values) - len(self.kept)
        for short, (sum_, least) in enumerate(self.kept, first):
            values[short] = max(0.0, least - float(sum_.coefficient @ values[sum_.variable]))
        return values

    def soft(self, penalty: float) -> Program:
        """The same, but what is short of a value kept only costs a penalty for each unit."""
        first = len(self.upper) - len(self.kept)
        upper = self.upper.copy()
        upper[first:] = [abs(least) + 10_000_000 for _, least in self.kept]
        variable = np.concatenate([self.target.variable, np.arange(first, len(upper))])
        coefficient = np.concatenate([self.target.coefficient, np.full(len(self.kept), -penalty)])
        return replace(self, upper=upper, target=Sum(variable, coefficient, self.target.constant))

    def value(self, counts: Integers) -> int:
        """The objective of counts per column, turned so that more is better."""
        return round(self.target.constant + float(self.objective @ self.whole(counts)))

    def holds(self, counts: Integers) -> bool:
        """Whether counts per column keep every row."""
        values = self.whole(counts)
        inside = self.activity(values)
        within = (self.rows.least <= inside) & (inside <= self.rows.most)
        return bool(within.all() and (values >= 0).all() and (values <= self.upper).all())

    def activity(self, values: Floats) -> Floats:
        """(rows,) the rows of these variables."""
        rows = self.rows
        return _weighed(rows.row, rows.coefficient * values[rows.variable], len(rows.least))


def program_of(grouped: Grouped, kept: Sequence[int], *, aimless: bool = False) -> Program:
    """The program for the objective after those whose values are kept; `aimless` only asks for a solution."""
    objectives = grouped.pool.problem.objectives[: len(kept) + (not aimless)]
    handle, hubs = _handles(grouped)
    costs = list(_costs(grouped, [each for goal in objectives for each in goal.convex], hubs))
    parts = (_room_of_parts(grouped, cost) for cost in costs)
    upper = np.concatenate([grouped.most, _room_of_hubs(grouped, handle), *parts]).astype(float)
    sums, at = [], 0
    for number, goal in enumerate(objectives):
        own = costs[at : at + len(goal.convex)]
        at += len(goal.convex)
        sums.append(_sum_of(grouped, number, [cost.total for cost in own]))
    blocks = [_supply(grouped), _hubs(grouped, handle), _rooms(grouped, handle), *_limits(grouped, handle)]
    blocks += [block for cost in costs for block in _of_cost(cost, handle)]
    held = tuple(zip(sums, _signed(grouped, kept, sums), strict=False))
    for short, (each, least) in enumerate(held, len(upper)):
        blocks.append(_one(np.append(each.variable, short), np.append(each.coefficient, 1.0), least))
    target = Sum(np.zeros(0, dtype=np.int64), np.zeros(0)) if aimless else sums[-1]
    upper = np.append(upper, np.zeros(len(held)))
    return Program(grouped, upper, target, _stacked(blocks), handle, tuple(costs), held)


def impossible(grouped: Grouped) -> npt.NDArray[np.bool_]:
    """(columns,) those of which not even one fits under a limit."""
    closed = np.zeros(len(grouped.hub), dtype=bool)
    for row in grouped.pool.problem.rows:
        hub, added = _entries(grouped, row.parts)
        if row.upper is not None and (added >= 0).all():
            closed[hub[added > row.upper]] = True
    return closed[grouped.hub_of]


def _signed(grouped: Grouped, kept: Sequence[int], sums: Sequence[Sum]) -> list[float]:
    """What each kept sum must reach: its value turned so that more is better, without the constant."""
    objectives = grouped.pool.problem.objectives
    return [
        (value if goal.maximise else -value) - each.constant
        for value, goal, each in zip(kept, objectives, sums, strict=False)
    ]


def _sum_of(grouped: Grouped, number: int, costs: Sequence[Sum]) -> Sum:
    """An objective as a sum, turned so that more is better."""
    goal = grouped.pool.problem.objectives[number]
    sign = 1.0 if goal.maximise else -1.0
    weights = grouped.weights(number)
    there = np.flatnonzero(weights)
    variable = np.concatenate([there, *(cost.variable for cost in costs)])
    coefficient = np.concatenate([weights[there], *(cost.coefficient for cost in costs)])
    return Sum(variable, sign * coefficient, sign * goal.constant)


def _handles(grouped: Grouped) -> tuple[Integers, int]:
    """The variable of each hub: its column where there is one, else one of its own; and where the next begins."""
    sizes = np.bincount(grouped.hub_of, minlength=len(grouped.hub))
    shared = sizes > 1
    handle = grouped.hub.copy()
    handle[shared] = len(grouped.kind) + np.arange(int(shared.sum()))
    return handle, len(grouped.kind) + int(shared.sum())


def _room_of_hubs(grouped: Grouped, handle: Integers) -> Integers:
    shared = handle >= len(grouped.kind)
    return grouped.room[grouped.sort[grouped.hub[shared]]]


def _room_of_parts(grouped: Grouped, cost: Cost) -> Integers:
    return np.append(cost.lengths, _most(grouped, cost.hub, cost.units))


def _costs(grouped: Grouped, convex: Sequence[Convex], first: int) -> Iterator[Cost]:
    for each in convex:
        hub, units = _entries(grouped, each.terms)
        slopes, lengths = np.unique(np.array(each.slopes, dtype=np.int64), return_counts=True)
        yield Cost(each, hub, units, slopes, lengths, first)
        first += len(slopes) + 1


def _supply(grouped: Grouped) -> Block:
    most = grouped.supply.astype(float)
    return Block(
        grouped.kind, np.arange(len(grouped.kind)), np.ones(len(grouped.kind)), np.full(len(most), -np.inf), most
    )


def _hubs(grouped: Grouped, handle: Integers) -> Block:
    shared = np.flatnonzero(handle >= len(grouped.kind))
    number = np.full(len(handle), -1)
    number[shared] = np.arange(len(shared))
    row = number[grouped.hub_of]
    inside = np.flatnonzero(row >= 0)
    none = np.zeros(len(shared))
    return Block(
        np.concatenate([row[inside], number[shared]]),
        np.concatenate([inside, handle[shared]]),
        np.concatenate([np.ones(len(inside)), -np.ones(len(shared))]),
        none,
        none,
    )


def _rooms(grouped: Grouped, handle: Integers) -> Block:
    most = grouped.room.astype(float)
    return Block(grouped.sort[grouped.hub], handle, np.ones(len(handle)), np.full(len(most), -np.inf), most)


def _limits(grouped: Grouped, handle: Integers) -> Iterator[Block]:
    for row in grouped.pool.problem.rows:
        hub, added = _entries(grouped, row.parts)
        if row.lower is None and row.upper is not None and _most(grouped, hub, added) <= row.upper:
            continue
        yield _one(handle[hub], added, row.lower, row.upper)
        if row.upper is not None and (added > 1).any() and (added >= 0).all() and np.max(added) <= LARGEST_TO_CUT:
            yield from _cuts(handle[hub], added, row.upper)


def _cuts(variable: Integers, added: Integers, upper: int) -> Iterator[Block]:
    for part, whole in MULTIPLIERS:
        cut = part * added // whole
        if cut.any():
            yield _one(variable[cut > 0], cut[cut > 0], None, part * upper // whole)


def _most(grouped: Grouped, hub: Integers, added: Integers) -> int:
    """No solution adds more to a row than this: all room of every type at its dearest."""
    dearest = np.zeros(len(grouped.room), dtype=np.int64)
    np.maximum.at(dearest, grouped.sort[grouped.hub[hub]], added)
    return int(dearest @ grouped.room)


def _of_cost(cost: Cost, handle: Integers) -> Iterator[Block]:
    """The parts are the activity. And what an item adds costs at least what it costs in an empty place.

    The second also holds where the relaxation splits an item: a convex cost that starts at 0 is superadditive.
    """
    total, place = cost.total, handle[cost.hub]
    parts = np.concatenate([total.variable, place])
    yield _one(parts, np.concatenate([np.ones(len(total.variable)), -cost.units]), 0, 0)
    if (cost.units > 1).any():
        alone = np.array([cost_of(cost.convex, int(units)) for units in cost.units], dtype=np.int64)
        yield _one(parts, np.concatenate([total.coefficient, -alone]), 0, None)


def _one(
    variable: Integers, coefficient: npt.NDArray[np.number], least: float | None, most: float | None = None
) -> Block:
    return Block(
        np.zeros(len(variable), dtype=np.int64),
        variable,
        coefficient.astype(np.float64),
        np.array([-np.inf if least is None else least], dtype=np.float64),
        np.array([np.inf if most is None else most], dtype=np.float64),
    )


def _stacked(blocks: Sequence[Block]) -> Block:
    """All rows under each other, entries by row and then by variable, none of them 0."""
    starts = np.cumsum([0, *(len(block.least) for block in blocks)])
    row = np.concatenate([block.row + start for block, start in zip(blocks, starts, strict=False)])
    variable = np.concatenate([block.variable for block in blocks])
    coefficient = np.concatenate([block.coefficient for block in blocks])
    order = np.lexsort((variable, row))
    order = order[coefficient[order] != 0]
    return Block(
        row[order],
        variable[order],
        coefficient[order],
        np.concatenate([block.least for block in blocks]),
        np.concatenate([block.most for block in blocks]),
    )


def _entries(grouped: Grouped, terms: Sequence[Term | Table]) -> tuple[Integers, Integers]:
    """The hubs in which an item adds something, and what. Only hubs that the terms may touch are looked at."""
    maybe = np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *(_touched(grouped, term) for term in terms)]))
    one = grouped.pair[grouped.hub[maybe]]
    added = coefficients(terms, grouped.pool.item[one], grouped.pool.place[one])
    return maybe[added != 0], added[added != 0]


def _touched(grouped: Grouped, term: Term | Table) -> Integers:
    if isinstance(term, Table):
        return np.arange(len(grouped.hub))
    signatures = np.unique(grouped.signature[grouped.class_of[np.flatnonzero(term.items)]])
    sorts = np.unique(grouped.type_of[np.flatnonzero(term.places)])
    by_signature, by_sort = grouped.hubs_by_signature, grouped.hubs_by_sort
    if by_signature.size(signatures) < by_sort.size(sorts):
        return by_signature.of(signatures)
    return by_sort.of(sorts)


def _weighed(keys: Integers, weights: Floats, size: int) -> Floats:
    return np.bincount(keys, weights, minlength=size).astype(np.float64)
