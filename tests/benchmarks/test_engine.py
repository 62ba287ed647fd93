"""The table of the engine."""

from __future__ import annotations

import sys

import pytest

from benchmarks.apart import Apart
from benchmarks.engine import Measured, gap, lines_of, main, sizes_of
from optimizer.engine.solve import Reached


def test_sizes() -> None:
    assert sizes_of("60x60,200x150") == ((60, 60), (200, 150))
    with pytest.raises(ValueError, match="int"):
        sizes_of("60xx")


@pytest.mark.parametrize(("value", "bound", "share"), [(200, 202, 0.01), (8, 4, 0.5), (0, 2, 2.0), (7, 7, 0.0)])
def test_a_gap_is_relative_to_the_value(value: int, bound: int, share: float) -> None:
    assert gap(value, bound) == pytest.approx(share)


def test_a_table_with_what_is_proven_and_what_is_not() -> None:
    proven = Measured((Reached(100, 100), Reached(4, 4)), (1.0, 3.0), (0.5, 0.8))
    open_ = Measured((Reached(100, 101), Reached(4, None)), (2.0, 2.5), (1.5, None))
    table = "\n".join(lines_of([Apart(proven, 80.0), Apart(open_, 90.0)]))
    assert "| placements | 1.50, 2.00 | 1 of 2 | 0.50%, 1.00% |" in table
    assert "| shortfall | 1.25, 2.00 | 1 of 2 | 0.00%, 0.00% (1 without a bound) |" in table
    assert "| all | 2.75, 3.00 | 1 of 2 | |" in table
    assert "within 1.0%: 2 of 2, after 1.00, 1.50 s" in table
    assert "within 0.5%: 1 of 2, after 0.80, 0.80 s" in table
    assert "peak memory: 90 MB at most; no answer: 0 of 2" in table


def test_runs_without_an_answer_are_told() -> None:
    nothing: Apart[Measured] = Apart(None, None)
    assert "no answer: 1 of 1" in "\n".join(lines_of([nothing]))


def test_the_command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["engine", "--sizes", "12x10", "--seeds", "2"])
    main()
    told = capsys.readouterr().out
    assert "12 people × 10 dwellings" in told
    assert told.count("| 2 of 2 |") == 6
    assert "no answer: 0 of 2" in told
