"""When limits and costs are bundles that fit into each other: each condition satisfied and violated."""

from __future__ import annotations

import numpy as np

from optimizer.assignment import Convex, Objective, Problem, Row, Table, Term
from optimizer.engine.grouping import pool_of
from optimizer.engine.nested import Bundle, Tree, bundles_of, families_of, tree_of
from tests.optimizer.engine.problems import cap, everywhere, ints

ALL = ints(1, 1, 1)


def bundles(*rows: Row, convex: tuple[Convex, ...] = ()) -> tuple[Bundle, ...] | None:
    return bundles_of(pool_of(with_rows(*rows, convex=convex)))


def with_rows(*rows: Row, convex: tuple[Convex, ...] = ()) -> Problem:
    costs = Objective(maximise=False, weights=np.zeros((1, 1), dtype=np.int64), convex=convex)
    return everywhere(3, [1, 1, 1], rows, (costs,))


def trees(*rows: Row) -> tuple[Tree | None, Tree | None] | None:
    """How the limits lie with the items and with the places; None where they go with neither."""
    pool = pool_of(with_rows(*rows))
    found = bundles_of(pool)
    families = None if found is None else families_of(pool, found)
    return None if families is None else (tree_of(families[0]), tree_of(families[1]))


def test_a_limit_counts_in_its_own_amount() -> None:
    found = bundles(Row((Term(2 * ALL, ints(1, 1, 0)),), lower=1, upper=5))
    assert found is not None
    assert (found[0].low.tolist(), found[0].high.tolist(), len(found[0].pairs)) == ([1], [2], 6)
    assert bundles(cap(ints(1, 2, 1), ints(1, 1, 0), 5)) is None
    assert bundles(cap(-ALL, ALL, 5)) is None


def test_terms_and_tables_that_add_up_alike_are_a_bundle() -> None:
    halves = Row((Term(ALL, ints(1, 0, 0)), Term(ALL, ints(0, 1, 0))), upper=1)
    found = bundles(halves, Row((), None, 1, (Table(np.ones((1, 1), dtype=np.int64)),)))
    assert found is not None
    assert [len(bundle.pairs) for bundle in found] == [6, 9]
    overlapping = Row((Term(ALL, ints(1, 1, 0)), Term(ALL, ints(0, 1, 0))), upper=1)
    assert bundles(overlapping) is None


def test_a_limit_that_cannot_hold_is_no_bundle_and_one_on_nothing_is_left_out() -> None:
    assert bundles(Row((Term(ALL, ints(1, 0, 0)),), lower=2)) is None
    assert bundles(Row((Term(ALL, ints(0, 0, 0)),), lower=1)) is None
    assert bundles(Row((Term(ALL, ints(0, 0, 0)),), lower=0, upper=0)) == ()


def test_a_convex_cost_has_a_part_for_each_slope_and_one_that_is_not_convex_is_no_bundle() -> None:
    found = bundles(convex=(Convex((Term(2 * ALL, ALL),), (-1, -1, 0, 2), 3),))
    assert found is not None
    assert (found[0].cost.tolist(), found[0].high.tolist()) == ([-2, 2, 6], [1, 1, 1])
    assert bundles(convex=(Convex((Term(ALL, ALL),), (2, 1), 3),)) is None
    assert bundles(convex=(Convex((Term(ints(1, 2, 1), ALL),), (1,), 3),)) is None


def test_limits_on_places_lie_with_the_places_and_limits_on_items_with_the_items() -> None:
    both = trees(cap(ALL, ints(1, 1, 0), 1), cap(ints(0, 1, 1), ALL, 1))
    assert both is not None
    items, places = both
    assert items is not None
    assert places is not None
    assert items.around_stars.tolist() == [0, 1, 1]
    assert places.around_stars.tolist() == [5, 5, 0]
    assert trees(cap(ints(0, 1, 1), ints(0, 1, 1), 1)) is None


def test_limits_within_a_place_lie_between_the_place_and_its_pairs() -> None:
    both = trees(cap(ints(1, 1, 0), ints(1, 0, 0), 1), cap(ints(1, 0, 0), ints(1, 0, 0), 1))
    assert both is not None
    assert both[1] is not None
    assert both[1].around_bundles.tolist() == [6, 4]
    assert both[1].around_pairs.tolist() == [5, 7, 8, 4, 7, 8, 6, 7, 8]


def test_limits_that_cross_have_no_tree() -> None:
    nested = trees(cap(ALL, ALL, 2), cap(ALL, ints(1, 1, 0), 1), cap(ALL, ints(1, 0, 0), 1))
    crossing = trees(cap(ALL, ints(1, 1, 0), 1), cap(ALL, ints(0, 1, 1), 1))
    within = trees(cap(ints(1, 1, 0), ints(1, 0, 0), 1), cap(ints(0, 1, 1), ints(1, 0, 0), 1))
    assert nested is not None
    assert nested[1] is not None
    assert nested[1].around_bundles.tolist() == [0, 4, 5]
    assert crossing is not None
    assert crossing[1] is None
    assert within is not None
    assert within[1] is None
