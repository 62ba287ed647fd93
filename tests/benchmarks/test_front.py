"""The benchmark of the front: a weighted sweep finds true points only, and never all of a bent front."""

from __future__ import annotations

from itertools import islice

import pytest

from benchmarks.front import LARGEST_WEIGHT, _measure, _weights
from optimizer.compare.front import front_of
from tests.optimizer.compare.test_front import dear_return


def test_the_sweep_goes_in_all_directions() -> None:
    weights = list(islice(_weights(front_of(dear_return())), 50))
    assert all(max(each) == LARGEST_WEIGHT and min(each) >= 0 for each in weights)
    assert {max(range(3), key=each.__getitem__) for each in weights} >= {0, 1}


def test_the_sweep_finds_no_more_than_there_is(capsys: pytest.CaptureFixture[str]) -> None:
    row = _measure(1, dear_return(), workers=0)
    assert (row.points, row.swept) == (6, row.questions)
    assert 0 < row.found <= row.points
    assert not capsys.readouterr().err
