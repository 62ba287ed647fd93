"""Rows of figures that make no sense."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.columns import frame_of
from geodata.indicators.rows import faults_of_indicators
from geodata.region import bundled
from geodata.tables import TABLES

ROW = {"gebied": "WK-A", "indicator": "pct_koop", "waarde": 40.0, "bron": "CBS", "jaar": 2024}


def faults(**changes: Any) -> list[str]:
    rows = [ROW, {**ROW, **changes}]
    return [str(fault) for fault in faults_of_indicators(frame_of(TABLES["indicatoren"], rows))]


@pytest.mark.parametrize("changes", [{}, {"status": "bekend"}, {"waarde": None, "status": "geheim"}, {"waarde": 0.0}])
def test_a_figure_or_why_there_is_none(changes: dict[str, Any]) -> None:
    assert faults(**changes) == []


def test_no_figure_and_no_reason() -> None:
    assert faults(waarde=None) == [
        "indicatoren.rij 3.waarde: gevonden niets; verwacht een getal, of bij status waarom het er niet is"
    ]


def test_a_figure_that_is_said_not_to_be_known() -> None:
    assert faults(status="geheim") == [
        "indicatoren.rij 3.status: gevonden 'geheim' bij een waarde; verwacht 'bekend', of een lege waarde"
    ]


@pytest.mark.parametrize("name", ["a_nl_all", "pct_migratieachtergrond", "nationaliteit"])
def test_origin_is_never_a_figure(name: str) -> None:
    (found,) = faults(indicator=name)
    assert found.startswith(f"indicatoren.rij 3.indicator: gevonden '{name}'")


def test_the_figures_of_the_bundled_region_make_sense() -> None:
    assert list(faults_of_indicators(bundled().indicatoren)) == []
