"""The flow path: where limits and costs are nested and count alike, the problem is a circulation of least cost.

From a root through the sets of items around an item to that item, over a pair to its place, and through the sets
around that back to the root. Limits and convex costs stand on the arcs between the sets.

Each objective is a flow on the optimal face of those before: by complementary slackness, an arc whose reduced cost
is not 0 keeps its flow. What the library finds is a suggestion. Potentials of the nodes, from shortest paths in the
residual network, bound every objective by weak duality, and only a choice that meets all bounds in integers counts.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from ortools.graph.python.min_cost_flow import SimpleMinCostFlow

from optimizer.assignment import Integers, Problem, keeps, value_of
from optimizer.engine.grouping import Lists, Pool, group, lists_of
from optimizer.engine.nested import Family, Tree, bundles_of, families_of, tree_of

# They take some 400 bytes each.
MOST_PAIRS = 5_000_000


@dataclass(frozen=True)
class Arcs:
    """Arcs (arcs,) with between what the flow stays; `cost` (objectives, arcs) of a unit, less is better."""

    tail: Integers
    head: Integers
    low: Integers
    high: Integers
    cost: Integers


def by_flow(pool: Pool) -> Integers | None:
    """The place of each item (n,), or −1: proven best in every objective, in order.

    None where the problem is no flow, has no solution, or is too large.
    """
    arcs = _arcs_of(pool) if len(pool.item) <= MOST_PAIRS else None
    found = None if arcs is None else _in_order(arcs)
    if found is None:
        return None
    flow, bounds = found
    choice = _choice_of(pool, flow)
    if not keeps(pool.problem, choice) or _costs(pool.problem, choice) != bounds:
        return None
    # Who of equal items goes first is not for the library to decide.
    grouped = group(pool, len(bounds))
    return grouped.choice_of(grouped.counts_of(choice))


def _arcs_of(pool: Pool) -> Arcs | None:
    """The network, with an arc for each pair first; None where limits and costs are not nested."""
    bundles = bundles_of(pool)
    families = None if bundles is None else families_of(pool, bundles)
    if families is None:
        return None
    items, places = families
    above, below = tree_of(items), tree_of(places)
    if above is None or below is None:
        return None
    goals = pool.problem.objectives
    signs = np.array([-1 if goal.maximise else 1 for goal in goals], dtype=np.int64)
    cost = np.array(pool.weights, dtype=np.int64).reshape(len(goals), len(pool.item)) * signs[:, None]
    none = np.zeros(len(pool.item), dtype=np.int64)
    over = Arcs(above.around_pairs, below.around_pairs, none, none + 1, cost)
    down, up = _sets(items, above, len(goals)), _sets(places, below, len(goals))
    return _joined([over, down, Arcs(up.head, up.tail, up.low, up.high, up.cost)])


def _sets(family: Family, tree: Tree, goals: int) -> Arcs:
    """From the set around it to each bundle, an arc for each part; and to each star."""
    bundles, stars = family.bundles, np.zeros(len(family.room), dtype=np.int64)
    number = np.repeat(np.arange(len(bundles)), [len(bundle.cost) for bundle in bundles])
    cost = np.zeros((goals, len(number) + len(stars)), dtype=np.int64)
    goal = np.array([bundle.goal for bundle in bundles], dtype=np.int64)
    cost[goal[number], np.arange(len(number))] = np.concatenate([stars[:0], *(bundle.cost for bundle in bundles)])
    return Arcs(
        np.concatenate([tree.around_bundles[number], tree.around_stars]),
        family.first + np.concatenate([number, len(bundles) + np.arange(len(stars))]),
        np.concatenate([*(bundle.low for bundle in bundles), stars]),
        np.concatenate([*(bundle.high for bundle in bundles), family.room]),
        cost,
    )


def _joined(parts: Sequence[Arcs]) -> Arcs:
    return Arcs(
        np.concatenate([part.tail for part in parts]),
        np.concatenate([part.head for part in parts]),
        np.concatenate([part.low for part in parts]),
        np.concatenate([part.high for part in parts]),
        np.concatenate([part.cost for part in parts], axis=1),
    )


def _in_order(arcs: Arcs) -> tuple[Integers, list[int]] | None:
    """A flow for the objectives in order, and the least that each can cost given those before; None without one."""
    low, high, bounds = arcs.low, arcs.high, list[int]()
    flow = low
    for cost in arcs.cost:
        now = Arcs(arcs.tail, arcs.head, low, high, cost)
        found = _cheapest(now)
        potential = None if found is None else _potentials(now, found)
        if found is None or potential is None:
            return None
        flow, reduced = found, cost + potential[arcs.tail] - potential[arcs.head]
        bounds.append(int(reduced @ np.where(reduced > 0, low, high)))
        low, high = np.where(reduced < 0, high, low), np.where(reduced > 0, low, high)
    return flow, bounds


def _cheapest(arcs: Arcs) -> Integers | None:
    """The flow (arcs,) that the library says costs least; here `cost` is (arcs,). What is fixed is its supply."""
    nodes = _nodes(arcs)
    supply = np.zeros(nodes, dtype=np.int64)
    np.add.at(supply, arcs.head, arcs.low)
    np.subtract.at(supply, arcs.tail, arcs.low)
    free = np.flatnonzero(arcs.low < arcs.high)
    network = SimpleMinCostFlow()
    numbers = network.add_arcs_with_capacity_and_unit_cost(
        arcs.tail[free].astype(np.int32),
        arcs.head[free].astype(np.int32),
        arcs.high[free] - arcs.low[free],
        arcs.cost[free],
    )
    network.set_nodes_supplies(np.arange(nodes, dtype=np.int32), supply)
    if network.solve() != network.OPTIMAL:
        return None
    flow = arcs.low.copy()
    flow[free] += network.flows(numbers)
    return flow


def _potentials(arcs: Arcs, flow: Integers) -> Integers | None:
    """(nodes,) lengths of shortest paths to each node in the residual network; None where a cycle would save cost."""
    more, less = np.flatnonzero(flow < arcs.high), np.flatnonzero(flow > arcs.low)
    tail = np.concatenate([arcs.tail[more], arcs.head[less]])
    leaving = lists_of(tail, _nodes(arcs))
    head = np.concatenate([arcs.head[more], arcs.tail[less]])[leaving.order]
    cost = np.concatenate([arcs.cost[more], -arcs.cost[less]])[leaving.order]
    length, nearer = np.zeros(_nodes(arcs), dtype=np.int64), np.arange(_nodes(arcs))
    for _ in range(_nodes(arcs) + 1):
        if not len(nearer):
            return length
        out, sizes = _leaving(leaving, nearer)
        before = length.copy()
        np.minimum.at(length, head[out], np.repeat(before[nearer], sizes) + cost[out])
        nearer = np.flatnonzero(length < before)
    return None


def _leaving(leaving: Lists, nodes: Integers) -> tuple[Integers, Integers]:
    """Where the arcs of these nodes stand in the list, and how many each has."""
    starts, ends = leaving.starts[nodes], leaving.starts[nodes + 1]
    sizes = ends - starts
    return np.arange(int(sizes.sum())) + np.repeat(ends - np.cumsum(sizes), sizes), sizes


def _nodes(arcs: Arcs) -> int:
    return 1 + int(max(np.max(arcs.tail), np.max(arcs.head))) if len(arcs.tail) else 1


def _choice_of(pool: Pool, flow: Integers) -> Integers:
    chosen = np.flatnonzero(flow[: len(pool.item)] > 0)
    choice = np.full(len(pool.problem.allowed), -1, dtype=np.int64)
    choice[pool.item[chosen]] = pool.place[chosen]
    return choice


def _costs(problem: Problem, choice: Integers) -> list[int]:
    """What each objective costs, without its constant."""
    return [
        (value_of(goal, choice, len(problem.room)) - goal.constant) * (-1 if goal.maximise else 1)
        for goal in problem.objectives
    ]
