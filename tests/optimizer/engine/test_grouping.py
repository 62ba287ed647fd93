"""Grouping is exact: what nothing tells apart is one, and every choice is a count and back."""

from __future__ import annotations

import numpy as np
from hypothesis import given, settings

from optimizer.assignment import Integers, Objective, Problem, Row, Table, Term, value_of
from optimizer.engine.grouping import group, lists_of, pool_of
from tests.optimizer.engine.problems import cap, choices_of, demanding_problems, everywhere, grouping, ints, most


def test_items_that_only_a_later_objective_tells_apart_are_one_class_until_then() -> None:
    pool = pool_of(everywhere(3, [1, 1], objectives=(most(4, 4, 4), most(1, 2, 2))))
    assert group(pool, 1).supply.tolist() == [3]
    assert group(pool, 2).supply.tolist() == [1, 2]


def test_a_row_tells_items_and_places_apart() -> None:
    limit = cap(ints(1, 2, 1), ints(1, 0), 2)
    grouped = grouping(everywhere(3, [1, 1], (limit,), (most(1, 1, 1),)), 1)
    assert grouped.supply.tolist() == [2, 1]
    assert grouped.room.tolist() == [1, 1]


def test_a_table_tells_apart_too() -> None:
    pairs = Row((), upper=9, tables=(Table(np.array([[1, 1], [1, 2], [1, 1]])),))
    grouped = grouping(everywhere(3, [1, 1], (pairs,), (most(1, 1, 1),)), 1)
    assert grouped.supply.tolist() == [2, 1]
    assert grouped.room.tolist() == [1, 1]


def test_classes_that_add_the_same_share_a_hub() -> None:
    limit = cap(ints(2, 2, 1), ints(1), 3)
    grouped = grouping(everywhere(3, [3], (limit,), (most(4, 5, 5),)), 1)
    assert grouped.supply.tolist() == [1, 1, 1]
    assert len(grouped.hub) == 2
    assert grouped.in_hubs(ints(1, 1, 1)).tolist() == [2, 1]


def test_places_without_room_are_left_out_and_room_for_more_than_there_are_is_nothing() -> None:
    pool = pool_of(everywhere(2, [0, 1_000_000_000], objectives=(most(1, 1),)))
    assert pool.place.tolist() == [1, 1]
    grouped = group(pool, 1)
    assert grouped.most.tolist() == [2]
    assert grouped.choice_of(ints(2)).tolist() == [1, 1]


def test_a_pool_without_a_pair_tells_its_item_and_place_apart() -> None:
    pool = pool_of(everywhere(2, [1, 1], objectives=(most(1, 1),)))
    less = pool.without(np.array([False, True, False, False]))
    assert list(zip(less.item.tolist(), less.place.tolist(), strict=True)) == [(0, 0), (1, 0), (1, 1)]
    assert group(pool, 1).supply.tolist() == [2]
    assert group(less, 1).supply.tolist() == [1, 1]


def test_an_empty_pool_has_no_columns() -> None:
    pool = pool_of(everywhere(2, [1], objectives=(most(1, 1),)))
    empty = group(pool.without(np.ones(2, dtype=bool)), 1)
    assert len(empty.kind) == 0
    assert empty.choice_of(ints()).tolist() == [-1, -1]


def test_lists_hold_the_elements_of_each_key() -> None:
    lists = lists_of(ints(2, 0, 2), 4)
    assert lists.of(ints(2)).tolist() == [0, 2]
    assert lists.of(ints(1, 3)).tolist() == []
    assert [lists.size(ints(key)) for key in range(4)] == [1, 0, 2, 0]


def test_among_equals_the_turn_decides_and_the_first_place_fills_first() -> None:
    plain = everywhere(3, [1, 2], objectives=(most(1, 1, 1),))
    turned = Problem(plain.allowed, plain.room, ints(2, 0, 1), (), plain.objectives)
    assert grouping(turned, 1).choice_of(ints(2)).tolist() == [-1, 0, 1]


@settings(max_examples=150, deadline=None)
@given(demanding_problems())
def test_every_choice_is_a_count_and_back_with_the_same_values(given_problem: Problem) -> None:
    choices = choices_of(given_problem)
    permitted = {tuple(choice) for choice in choices}
    for goals in range(len(given_problem.objectives) + 1):
        grouped = grouping(given_problem, goals)
        for choice in choices:
            counts = grouped.counts_of(choice)
            again = grouped.choice_of(counts)
            assert tuple(again) in permitted
            assert (grouped.counts_of(again) == counts).all()
            for goal in given_problem.objectives[:goals]:
                assert same_value(goal, choice, again, len(given_problem.room))


def same_value(goal: Objective, choice: Integers, again: Integers, places: int) -> bool:
    return value_of(goal, choice, places) == value_of(goal, again, places)


def test_terms_that_say_the_same_in_two_vectors_tell_nothing_more_apart() -> None:
    twice = tuple(Row((Term(ints(1, 1), ints(1)),), upper=1) for _ in range(2))
    assert grouping(everywhere(2, [2], twice, (most(1, 1),)), 1).supply.tolist() == [2]
