"""Blocks hold places of one limit together, and say where a solution loses value."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given, settings

from optimizer.assignment import Problem, Row, Term
from optimizer.engine.blocks import blocks_of
from optimizer.engine.relaxation import relax
from tests.optimizer.engine.problems import (
    cap,
    choices_of,
    everywhere,
    grouping,
    ints,
    most,
    problem,
    problems,
    program,
)

NOBODY = -1


def marked(places: int, *these: int) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    marks = np.zeros(places, dtype=np.int64)
    marks[list(these)] = 1
    return marks


def numbers(given_problem: Problem) -> list[int]:
    """The block of each place."""
    grouped = grouping(given_problem, 1)
    return [int(block) for block in blocks_of(grouped).of_type[grouped.type_of]]


def test_places_under_one_limit_are_a_block_and_others_are_alone() -> None:
    goal = most(1, 2)
    limit = cap(ints(1, 1), marked(4, 0, 1), 1)
    told_apart = tuple(cap(ints(1, 2), marked(4, place), 2) for place in range(4))
    first, second, third, fourth = numbers(everywhere(2, [1] * 4, (limit, *told_apart), (goal,)))
    assert first == second
    assert len({first, third, fourth}) == 3


def test_the_widest_limit_counts_unless_it_is_too_wide() -> None:
    places = 30
    told_apart = tuple(cap(ints(1, 2), marked(places, place), 2) for place in range(places))
    narrow, wide = (cap(ints(1, 1), marked(places, *range(size)), 1) for size in (2, 5))
    everything = cap(ints(1, 1), marked(places, *range(places)), 1)
    found = numbers(everywhere(2, [1] * places, (narrow, wide, everything, *told_apart), (most(1, 2),)))
    assert len(set(found[:5])) == 1
    assert len(set(found[4:])) == places - 4


def test_a_demand_without_a_maximum_holds_nothing_together() -> None:
    demand = Row((Term(ints(1, 1), ints(1, 1)),), lower=1)
    apart = (cap(ints(1, 2), ints(1, 0), 2), cap(ints(1, 2), ints(0, 1), 2))
    assert len(set(numbers(everywhere(2, [1, 1], (demand, *apart), (most(1, 1),))))) == 2


def test_the_losses_of_the_blocks_add_up_to_what_is_lacking() -> None:
    # Everybody is of one class and one type, so all that can be lost is lost in a block.
    given_problem = problem([[1, 0], [0, 1]], [1, 1], (cap(ints(1, 1), ints(1, 1), 2),), (most(3, 5),))
    posed = program(given_problem)
    relaxed = relax(posed, np.zeros(2, dtype=np.int64), math.inf)
    blocks = blocks_of(posed.grouped)
    for choice, lacking in (((-1, -1), 8), ((0, -1), 5), ((-1, 1), 3), ((0, 1), 0)):
        lost = blocks.losses(posed, relaxed, posed.grouped.counts_of(ints(*choice)))
        assert lost.sum() == pytest.approx(lacking)


def test_a_loss_is_told_where_it_is() -> None:
    given_problem = problem([[1, 0], [0, 1]], [1, 1], (), (most(3, 5),))
    posed = program(given_problem)
    relaxed = relax(posed, np.zeros(2, dtype=np.int64), math.inf)
    lost = blocks_of(posed.grouped).losses(posed, relaxed, posed.grouped.counts_of(ints(0, NOBODY)))
    assert sorted(lost.tolist()) == pytest.approx([0, 5])


@settings(max_examples=120, deadline=None)
@given(problems())
def test_no_more_is_lost_than_is_lacking(given_problem: Problem) -> None:
    posed = program(given_problem)
    assume(posed.columns)
    relaxed = relax(posed, np.zeros(posed.columns, dtype=np.int64), math.inf)
    blocks = blocks_of(posed.grouped)
    for choice in choices_of(given_problem):
        counts = posed.grouped.counts_of(choice)
        lost = blocks.losses(posed, relaxed, counts)
        assert (lost >= -1e-6).all()
        assert lost.sum() <= relaxed.bound - posed.value(counts) + 1e-6


@settings(max_examples=120, deadline=None)
@given(problems())
def test_what_is_lacking_is_all_slack_of_rows_and_waste_of_variables(given_problem: Problem) -> None:
    """Complementary slackness: the identity that `losses` divides over the blocks."""
    posed = program(given_problem)
    relaxed = relax(posed, np.zeros(posed.columns, dtype=np.int64), math.inf)
    limit = np.where(relaxed.worth > 0, posed.rows.most, posed.rows.least)
    paid = relaxed.worth != 0
    for choice in choices_of(given_problem):
        counts = posed.grouped.counts_of(choice)
        values = posed.whole(counts)
        slack = (relaxed.worth[paid] * (limit[paid] - posed.activity(values)[paid])).sum()
        above, below = np.maximum(relaxed.reduced, 0), np.minimum(relaxed.reduced, 0)
        waste = (above * (posed.upper - values) - below * values).sum()
        assert slack + waste == pytest.approx(relaxed.bound - posed.value(counts), abs=1e-5)
