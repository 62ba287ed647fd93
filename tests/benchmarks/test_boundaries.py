"""The measurement of boundaries: it makes faults, and what is measured is right."""

from __future__ import annotations

import pytest

from benchmarks import boundaries
from benchmarks.made_country import made_country
from geodata.boundaries.read import Level


def test_broken_buurten_cross_themselves_or_come_in_two_rows() -> None:
    whole = made_country(wijken=40, buurten=160, gemeenten=4)[Level.BUURT]
    broken = boundaries.with_faults(whole)
    assert (~broken.geometry.is_valid).sum() == 2
    assert broken["buurtcode"].duplicated().sum() == len(broken) - len(whole) == 2


def test_a_small_country_is_measured(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("sys.argv", ["boundaries", "--buurten", "160", "--wijken", "40", "--gemeenten", "4"])
    boundaries.main()
    said = capsys.readouterr().out
    assert "read and repair buurten: " in said
    assert "compare buurten with moved borders" in said
