"""Sets of floors as cells."""

from __future__ import annotations

import pytest

from optimizer.compare.lattice import NOTHING, Lattice, levels_between


@pytest.mark.parametrize(
    ("worst", "best", "steps", "levels"),
    [
        (0, 3, None, (None, 1, 2, 3)),
        (3, 0, None, (None, 2, 1, 0)),
        (2, 2, None, (None,)),
        (0, 10, 2, (None, 5, 10)),
        (0, 10, 3, (None, 3, 7, 10)),
        (10, 0, 2, (None, 5, 0)),
        (0, 2, 5, (None, 1, 2)),
    ],
)
def test_floors_from_loose_to_tight(worst: int, best: int, steps: int | None, levels: tuple[int | None, ...]) -> None:
    assert levels_between(worst, best, steps) == levels


def test_one_answer_settles_every_looser_cell_of_its_witness_and_every_tighter_one() -> None:
    lattice = Lattice(((None, 1, 2), (None, 1, 2)), (True, True, False))
    assert lattice.open_cells(8) == [(0, 0)]
    lattice.proof((0, 0), 5)
    lattice.witness((1, 1, 5))
    assert lattice.open_cells(8) == [(0, 2), (2, 0)]
    lattice.proof((0, 2), NOTHING)
    lattice.proof((2, 0), 7)
    lattice.witness((2, 1, 7))
    assert lattice.settled == 1
    assert not lattice.open_cells(8)
    assert lattice.is_best((1, 1, 5))
    assert lattice.is_best((2, 1, 7))
    assert not lattice.is_best((1, 0, 5))


def test_a_cell_is_asked_about_once() -> None:
    lattice = Lattice(((None, 1),), (True, False))
    lattice.asked((0,))
    assert lattice.open_cells(8) == [(1,)]


def test_less_is_better_where_that_is_so() -> None:
    lattice = Lattice(((None, 4, 3),), (False, True))
    assert [lattice.cell_of(values) for values in ((9, 0), (4, 0), (1, 0))] == [(0,), (1,), (2,)]
    assert lattice.cost(3) == -3


def test_between_levels_nothing_is_known_to_be_best() -> None:
    lattice = Lattice(((None, 5, 10),), (True, False))
    lattice.proof((0,), 1)
    lattice.proof((1,), 9)
    assert not lattice.is_best((3, 1))
    assert lattice.is_best((4, 1))
