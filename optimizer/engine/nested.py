"""Whether limits and costs are nested, which makes a problem a flow: they count pairs, alike, in sets that fit.

Two families of sets of pairs carry a flow, each laminar: any two sets of a family are nested or apart. One has the
pairs of each item, and sets around or inside those; the other the same of each place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment import Convex, Integers, Problem, Row, Table, Term
from optimizer.engine.grouping import Lists, Pool, coefficients, lists_of


@dataclass(frozen=True)
class Bundle:
    """Pairs that a limit or a cost counts alike.

    The number chosen of them is the sum of parts, each between `low` and `high` and with a `cost` for each unit
    (parts,) for objective `goal`; no later part is cheaper.
    """

    pairs: Integers
    low: Integers
    high: Integers
    cost: Integers
    goal: int = 0


@dataclass(frozen=True)
class Family:
    """Bundles that go with the stars: the pairs of each item, or of each place.

    `star` (pairs,) the number of the star of each pair; `room` (stars,) how many of each star can be chosen. The
    root is set 0; the bundles are numbered from `first` on, and then the stars.
    """

    bundles: tuple[Bundle, ...]
    star: Integers
    room: Integers
    first: int

    @property
    def end(self) -> int:
        """The first number that is free."""
        return self.first + len(self.bundles) + len(self.room)

    @cached_property
    def sizes(self) -> Integers:
        """(stars,) the pairs of each."""
        return np.bincount(self.star, minlength=len(self.room))

    def side(self, bundle: Bundle) -> int | None:
        """1 where a bundle is whole stars, −1 where it lies within one, None where it crosses one."""
        inside = np.bincount(self.star[bundle.pairs], minlength=len(self.room))
        if ((inside == 0) | (inside == self.sizes)).all():
            return 1
        return -1 if np.count_nonzero(inside) == 1 else None


@dataclass(frozen=True)
class Tree:
    """A family that is laminar: the number of the set right around each bundle, each star, and each pair."""

    around_bundles: Integers
    around_stars: Integers
    around_pairs: Integers


@dataclass(frozen=True)
class Ends:
    """The pairs of a pool by item and by place."""

    pool: Pool

    @cached_property
    def by_item(self) -> Lists:
        """The pairs of each item."""
        return lists_of(self.pool.item, len(self.pool.problem.allowed))

    @cached_property
    def by_place(self) -> Lists:
        """The pairs of each place."""
        return lists_of(self.pool.place, len(self.pool.problem.room))

    def touched(self, part: Term | Table) -> Integers:
        """Every pair that a part may count."""
        if isinstance(part, Table):
            return np.arange(len(self.pool.item))
        items, places = np.flatnonzero(part.items), np.flatnonzero(part.places)
        if self.by_item.size(items) < self.by_place.size(places):
            return self.by_item.of(items)
        return self.by_place.of(places)


def bundles_of(pool: Pool) -> tuple[Bundle, ...] | None:
    """The limits and costs as bundles; None where one of them counts pairs differently, or can't hold."""
    problem = pool.problem
    if not all(_alike(term) for term in _terms(problem)):
        return None
    ends, found = Ends(pool), []
    for bundle in (*_limits(ends), *_costs(ends)):
        if bundle is None or (bundle.low > bundle.high).any():
            return None
        found.append(bundle)
    return tuple(bundle for bundle in found if len(bundle.pairs))


def families_of(pool: Pool, bundles: Sequence[Bundle]) -> tuple[Family, Family] | None:
    """The bundles that go with the items and those that go with the places; None where one goes with neither."""
    problem = pool.problem
    places = Family((), pool.place, problem.room, 0)
    with_places = tuple(bundle for bundle in bundles if places.side(bundle) is not None)
    with_items = tuple(bundle for bundle in bundles if places.side(bundle) is None)
    items = Family(with_items, pool.item, np.ones(len(problem.allowed), dtype=np.int64), 1)
    if any(items.side(bundle) is None for bundle in with_items):
        return None
    return items, Family(with_places, pool.place, problem.room, items.end)


def tree_of(family: Family) -> Tree | None:
    """How the sets of a family lie in each other; None where two bundles cross."""
    bundles, star = family.bundles, family.star
    sides = np.array([family.side(bundle) for bundle in bundles], dtype=np.int64)
    whole, within = np.flatnonzero(sides == 1), np.flatnonzero(sides == -1)
    above = _laid(family, whole, np.zeros_like(star))
    below = _laid(family, within, family.first + len(bundles) + star)
    if above is None or below is None:
        return None
    around_bundles, around_stars = np.zeros(len(bundles), dtype=np.int64), np.zeros_like(family.room)
    around_bundles[whole], around_stars[star] = above
    around_bundles[within], around_pairs = below
    return Tree(around_bundles, around_stars, around_pairs)


def _laid(family: Family, numbers: Integers, around_pairs: Integers) -> tuple[Integers, Integers] | None:
    """The set around each of these bundles, and around each pair once they lie there; None where they cross."""
    around, around_pairs = np.zeros_like(numbers), around_pairs.copy()
    sizes = [-len(family.bundles[number].pairs) for number in numbers]
    for each in np.argsort(sizes, kind="stable"):
        pairs = family.bundles[numbers[each]].pairs
        around[each] = around_pairs[pairs[0]]
        if (around_pairs[pairs] != around[each]).any():
            return None
        around_pairs[pairs] = family.first + numbers[each]
    return around, around_pairs


def _alike(term: Term) -> bool:
    """Whether a term has one amount for all that it counts: quick to see, and most problems are no flow."""
    return all(_one_amount(each) for each in (term.items, term.places))


def _one_amount(numbers: Integers) -> bool:
    counted = numbers[numbers != 0]
    return bool((counted == counted[:1]).all())


def _terms(problem: Problem) -> Iterator[Term]:
    for row in problem.rows:
        if len(row.parts) == 1:
            yield from row.terms
    for goal in problem.objectives:
        for convex in goal.convex:
            if len(convex.terms) == 1:
                yield from convex.terms


def _limits(ends: Ends) -> Iterator[Bundle | None]:
    for row in ends.pool.problem.rows:
        counted = _counted(ends, row.parts)
        yield None if counted is None else _limit(row, *counted, _most(ends.pool, counted[0]))


def _costs(ends: Ends) -> Iterator[Bundle | None]:
    for number, goal in enumerate(ends.pool.problem.objectives):
        for convex in goal.convex:
            counted = _counted(ends, convex.terms)
            yield None if counted is None else _cost(convex, number, *counted, _most(ends.pool, counted[0]))


def _counted(ends: Ends, parts: Iterable[Term | Table]) -> tuple[Integers, int] | None:
    """The pairs that count, and for how much; None where that differs or is negative."""
    parts = tuple(parts)
    touched = [ends.pool.item[:0], *map(ends.touched, parts)]
    # One part has no pair twice.
    maybe = touched[-1] if len(parts) == 1 else np.unique(np.concatenate(touched))
    amounts = coefficients(parts, ends.pool.item[maybe], ends.pool.place[maybe])
    pairs, counts = maybe[amounts != 0], amounts[amounts != 0]
    amount = int(counts[0]) if len(counts) else 1
    return None if amount < 0 or (counts != amount).any() else (pairs, amount)


def _most(pool: Pool, pairs: Integers) -> int:
    """So many of these pairs can be chosen at most."""
    items, places = np.bincount(pool.item[pairs]), np.bincount(pool.place[pairs], minlength=len(pool.problem.room))
    return min(int(np.count_nonzero(items)), int(pool.problem.room[places > 0].sum()))


def _limit(row: Row, pairs: Integers, amount: int, most: int) -> Bundle:
    low = 0 if row.lower is None else max(0, -(-row.lower // amount))
    high = most if row.upper is None else min(most, row.upper // amount)
    return Bundle(pairs, _array(low), _array(high), _array(0))


def _cost(convex: Convex, goal: int, pairs: Integers, amount: int, most: int) -> Bundle | None:
    slopes = np.array(convex.slopes[: most * amount], dtype=np.int64)
    rest = np.full(most * amount - len(slopes), convex.beyond, dtype=np.int64)
    each = np.concatenate([slopes, rest]).reshape(most, amount).sum(axis=1)
    if (np.diff(each) < 0).any():
        return None
    cost, units = np.unique(each, return_counts=True)
    return Bundle(pairs, np.zeros_like(units), units, cost, goal)


def _array(number: int) -> Integers:
    return np.array([number], dtype=np.int64)
