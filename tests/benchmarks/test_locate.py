"""The benchmark of locating finds what it made."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from benchmarks.locate import main, write_addresses
from geodata.locating.postcodes import places_of


def test_every_address_that_was_asked_for_is_in_the_table(tmp_path: Path) -> None:
    asked = write_addresses(tmp_path / "pc6hnr.csv", 5_000)
    assert len(asked) == 1_000
    assert len(places_of(tmp_path / "pc6hnr.csv", asked)) == 1_000


def test_it_measures_and_tells(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(
        sys,
        "argv",
        ["locate", "--points", "200", "--buurten", "20", "--wijken", "6", "--gemeenten", "2", "--addresses", "2000"],
    )
    main()
    said = capsys.readouterr().out
    assert "200 points in 20 buurten" in said
    assert "1000 of 1000 addresses in a table of 2000 rows" in said
