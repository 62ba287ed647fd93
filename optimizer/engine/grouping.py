"""Exact aggregation: items that nothing tells apart are one class, places that nothing tells apart one type.

What tells apart grows with the objectives: for the first one fewer differences matter than for the last. So
every objective has its own grouping, of the pairs that the proofs of earlier objectives left.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from optimizer.assignment import Booleans, Integers, Objective, Problem, Table, Term


@dataclass(frozen=True)
class Pool:
    """The pairs of item and place that may still be chosen, by item and then place, with their weights."""

    problem: Problem
    item: Integers
    place: Integers
    weights: tuple[Integers, ...]

    def without(self, dropped: Booleans) -> Pool:
        """The pool without the pairs marked; (pairs,)."""
        kept = ~dropped
        return Pool(self.problem, self.item[kept], self.place[kept], tuple(each[kept] for each in self.weights))


def pool_of(problem: Problem) -> Pool:
    """Every permitted pair whose place takes anything."""
    item, place = np.nonzero(problem.allowed & (problem.room > 0)[None, :])
    shape = problem.allowed.shape
    weights = tuple(
        np.asarray(np.broadcast_to(goal.weights, shape)[item, place], dtype=np.int64) for goal in problem.objectives
    )
    return Pool(problem, item, place, weights)


def coefficients(terms: Iterable[Term | Table], item: Integers, place: Integers) -> Integers:
    """What each pair of an item and a place adds to the terms."""
    total = np.zeros(len(item), dtype=np.int64)
    for term in terms:
        total += term.at(item, place)
    return total


@dataclass(frozen=True)
class Lists:
    """The elements of each key: those of key k stand in `order` from starts[k] to starts[k + 1]."""

    order: Integers
    starts: Integers

    def size(self, keys: Integers) -> int:
        """How many elements these keys have."""
        return int((self.starts[keys + 1] - self.starts[keys]).sum())

    def of(self, keys: Integers) -> Integers:
        """The elements of these keys."""
        return np.concatenate([self.order[:0], *(self.order[self.starts[key] : self.starts[key + 1]] for key in keys)])


@dataclass(frozen=True)
class Grouped:
    """The pool over classes and types; a column is a class and a type that may go together.

    A solution over counts per column is a solution over items, with the same value, whichever of the equals
    gets it. `class_of` (n,), `type_of` (m,), `kind` and `sort` (columns,) the class and type of a column,
    `column_of` (pairs,). Classes of one `signature` (classes,) add the same to every limit and cost, and so do
    columns of one hub, `hub_of` (columns,): a signature and a type.
    """

    pool: Pool
    class_of: Integers
    type_of: Integers
    kind: Integers
    sort: Integers
    column_of: Integers
    signature: Integers
    hub_of: Integers

    @cached_property
    def pair(self) -> Integers:
        """(columns,) one pair of each."""
        return np.unique(self.column_of, return_index=True)[1]

    @cached_property
    def hub(self) -> Integers:
        """(hubs,) one column of each."""
        return np.unique(self.hub_of, return_index=True)[1]

    @cached_property
    def supply(self) -> Integers:
        """(classes,) items of each."""
        return np.bincount(self.class_of)

    @cached_property
    def room(self) -> Integers:
        """(types,) room of all places of each."""
        return _sums(self.type_of, self.rooms)

    @cached_property
    def rooms(self) -> Integers:
        """(m,) items a place can take: never more than there are."""
        return np.minimum(self.pool.problem.room, len(self.class_of))

    @cached_property
    def most(self) -> Integers:
        """(columns,) how many fit at most."""
        return np.minimum(self.supply[self.kind], self.room[self.sort])

    @cached_property
    def hubs_by_signature(self) -> Lists:
        """The hubs of each signature."""
        return lists_of(self.signature[self.kind[self.hub]], len(self.signature))

    @cached_property
    def hubs_by_sort(self) -> Lists:
        """The hubs of each type."""
        return lists_of(self.sort[self.hub], len(self.room))

    def weights(self, goal: int) -> Integers:
        """(columns,) the weight of each column for an objective."""
        return self.pool.weights[goal][self.pair]

    def in_hubs(self, counts: Integers) -> Integers:
        """(hubs,) counts per column added up."""
        return _sums(self.hub_of, counts, len(self.hub))

    def counts_of(self, choice: Integers) -> Integers:
        """(columns,) counts of a choice, which gives each item (n,) its place, or −1. Only pairs of the pool."""
        chosen = choice[self.pool.item] == self.pool.place
        return np.bincount(self.column_of[chosen], minlength=len(self.kind))

    def choice_of(self, counts: Integers) -> Integers:
        """A choice with these counts; equal items in their turn, equal places from the first on."""
        turn, room = np.argsort(self.pool.problem.turn), self.rooms
        items = lists_of(self.class_of[turn], len(self.supply))
        each = np.repeat(np.arange(len(room)), room)
        places = lists_of(self.type_of[each], len(self.room))
        next_item, next_place = items.starts.copy(), places.starts.copy()
        choice = np.full(len(turn), -1, dtype=np.int64)
        for column in np.flatnonzero(counts).tolist():
            kind, sort, count = self.kind[column], self.sort[column], counts[column]
            these = items.order[next_item[kind] : next_item[kind] + count]
            choice[turn[these]] = each[places.order[next_place[sort] : next_place[sort] + count]]
            next_item[kind] += count
            next_place[sort] += count
        return choice


def group(pool: Pool, goals: int) -> Grouped:
    """Put together what the limits and the first `goals` objectives do not tell apart."""
    problem = pool.problem
    told = problem.objectives[:goals]
    tables = [table.at(pool.item, pool.place) for row in problem.rows for table in row.tables]
    told_apart = [*pool.weights[:goals], *tables]
    items = _marks([term.items for term in _terms(problem, told)], len(problem.allowed))
    places = _marks([term.places for term in _terms(problem, told)], len(problem.room))
    class_of = _numbered(items, _slices(pool.item, [pool.place, *told_apart], len(problem.allowed)))
    first = np.unique(class_of, return_index=True)[1]
    alone = np.isin(pool.item, first)
    by_place = np.flatnonzero(alone)[np.lexsort((class_of[pool.item[alone]], pool.place[alone]))]
    lines = [class_of[pool.item], *told_apart]
    type_of = _numbered(places, _slices(pool.place[by_place], [line[by_place] for line in lines], len(problem.room)))
    kinds, sorts = class_of[pool.item], type_of[pool.place]
    pair, column_of = _unique(kinds * max(1, len(problem.room)) + sorts)
    signature = _numbered(items)[first] if len(first) else np.zeros(0, dtype=np.int64)
    kind, sort = kinds[pair], sorts[pair]
    hub_of = _unique_rows([signature[kind], sort, *(table[pair] for table in tables)])
    return Grouped(pool, class_of, type_of, kind, sort, column_of, signature, hub_of)


def _terms(problem: Problem, told: Sequence[Objective]) -> list[Term]:
    terms = [term for row in problem.rows for term in row.terms]
    return terms + [term for goal in told for convex in goal.convex for term in convex.terms]


def _marks(vectors: Sequence[Integers], size: int) -> list[bytes]:
    """For each element what the vectors say of it; equal bytes for elements that they do not tell apart."""
    different = {vector.tobytes(): vector for vector in {id(each): each for each in vectors}.values()}
    entries = [(np.flatnonzero(vector), number) for number, vector in enumerate(different.values())]
    if not entries:
        return [b""] * size
    element = np.concatenate([where for where, _ in entries])
    number = np.concatenate([np.full(len(where), number) for where, number in entries])
    value = np.concatenate([vector[where] for vector, (where, _) in zip(different.values(), entries, strict=True)])
    order = np.argsort(element, kind="stable")
    return _slices(element[order], [number[order], value[order]], size)


def _slices(owner: Integers, lines: Sequence[Integers], size: int) -> list[bytes]:
    """The bytes of the part of each line that belongs to each owner; owners in order."""
    table = np.ascontiguousarray(np.array(lines, dtype=np.int64).reshape(len(lines), len(owner)).T)
    ends = np.searchsorted(owner, np.arange(size + 1)).tolist()
    return [table[start:end].tobytes() for start, end in pairwise(ends)]


def _numbered(*names: Sequence[Hashable]) -> Integers:
    """Number the elements, equal elements alike, in order of appearance."""
    numbers: dict[Hashable, int] = {}
    return np.array([numbers.setdefault(name, len(numbers)) for name in zip(*names, strict=True)], dtype=np.int64)


def _unique(keys: Integers) -> tuple[Integers, Integers]:
    """The index of one element of each value, and the number of its value for every element."""
    _, first, number = np.unique(keys, return_index=True, return_inverse=True)
    return first, number


def _unique_rows(lines: Sequence[Integers]) -> Integers:
    number = lines[0]
    for line in lines[1:]:
        _, ranks = _unique(line)
        _, number = _unique(number * (int(np.max(ranks)) + 1 if len(ranks) else 1) + ranks)
    return number


def _sums(keys: Integers, values: Integers, size: int | None = None) -> Integers:
    total = np.zeros(size if size is not None else (int(np.max(keys)) + 1 if len(keys) else 0), dtype=np.int64)
    np.add.at(total, keys, values)
    return total


def lists_of(keys: Integers, size: int) -> Lists:
    """The elements by key; keys are below `size`."""
    order = np.argsort(keys, kind="stable")
    return Lists(order, np.searchsorted(keys[order], np.arange(size + 1)))
