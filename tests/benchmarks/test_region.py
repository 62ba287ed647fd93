"""The benchmark of a whole region measures what it says, at a small size."""

from __future__ import annotations

import sys

import pytest

from benchmarks.region import main


def test_it_measures_and_tells(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["region", "--buurten", "40", "--wijken", "12", "--gemeenten", "3"])
    main()
    said = capsys.readouterr().out
    assert "3 gemeenten, 12 wijken, 40 buurten read" in said
    assert "a draagkracht for each wijk" in said
    assert "× the bar of 15 s" in said
