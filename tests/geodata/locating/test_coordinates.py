"""RD and degrees, told apart by their range alone."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.locating.coordinates import Pair, hint_for, pairs_of, to_rd


@pytest.mark.parametrize(
    ("x", "y", "pair"),
    [
        (233_500, 557_900, Pair.RD),
        (557_900, 233_500, Pair.SWAPPED_RD),
        (6.56, 52.99, Pair.LON_LAT),
        (52.99, 6.56, Pair.SWAPPED_LON_LAT),
        (0, 300_000, Pair.RD),
        (300_000, 300_000, Pair.RD),
        (300_001, 299_999, Pair.SWAPPED_RD),
        (2.9, 52, Pair.ELSEWHERE),
        (0, 0, Pair.ELSEWHERE),
        (-1, 400_000, Pair.ELSEWHERE),
        (None, 557_900, Pair.WITHOUT_X),
        (233_500, None, Pair.WITHOUT_Y),
        (None, None, Pair.MISSING),
    ],
)
def test_what_a_pair_is(x: float | None, y: float | None, pair: Pair) -> None:
    assert pairs_of([x], [y])[0] == pair


def test_degrees_become_rd_and_rd_stays() -> None:
    # The tower of Amersfoort is the origin of RD: RDNAPTRANS gives 52.1551722, 5.3872035 for (155000, 463000).
    points = to_rd([155_000, 5.387203, None, 463_000], [463_000, 52.155172, 463_000, 155_000])
    assert points.known.tolist() == [True, True, False, False]
    assert (points.x[0], points.y[0]) == (155_000, 463_000)
    assert np.hypot(points.x[1] - 155_000, points.y[1] - 463_000) < 1.5


@pytest.mark.parametrize(
    ("x", "y", "hint"),
    [
        ("557900", "233500", "; x en y lijken verwisseld"),
        ("6,56", "52.99", "; een lengte- en breedtegraad horen in lon en lat"),
        ("52.99", "6.56", "; een lengte- en breedtegraad horen in lon en lat"),
        ("ver weg", "52.99", ""),
        ("1", "2", ""),
    ],
)
def test_what_looks_like_another_pair_gets_a_hint(x: str, y: str, hint: str) -> None:
    assert hint_for(x, y) == hint
