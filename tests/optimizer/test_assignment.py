"""Whether a choice keeps a problem: pairs, room and rows, each kept and broken."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.assignment import Problem, Row, Table, Term, keeps


def made(*rows: Row) -> Problem:
    """Two items and two places; the second item may only go to the first, which takes one."""
    allowed = np.array([[1, 1], [1, 0]], dtype=bool)
    return Problem(allowed, np.array([1, 2]), np.arange(2), rows, ())


@pytest.mark.parametrize(
    ("choice", "kept"), [((-1, -1), True), ((1, 0), True), ((0, -1), True), ((-1, 1), False), ((0, 0), False)]
)
def test_pairs_and_room(choice: tuple[int, int], kept: bool) -> None:
    assert keeps(made(), np.array(choice, dtype=np.int64)) is kept


def test_rows() -> None:
    both = (Term(np.array([1, 2]), np.array([1, 1])),)
    choice = np.array([1, 0], dtype=np.int64)
    assert keeps(made(Row(both, lower=3, upper=3)), choice)
    assert not keeps(made(Row(both, upper=2)), choice)
    assert not keeps(made(Row(both, lower=4)), choice)
    assert not keeps(made(Row(both, upper=3, tables=(Table(np.array([[0, 1], [0, 0]])),))), choice)


def test_nobody_and_nowhere() -> None:
    nowhere = Problem(np.zeros((1, 0), dtype=bool), np.zeros(0, dtype=np.int64), np.arange(1), (), ())
    assert keeps(nowhere, np.array([-1]))
