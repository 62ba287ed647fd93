"""What rows have wrong whatever the policy and the period, found without either."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from geodata.misfits import misfits_of
from geodata.region import bundled
from geodata.register import register_of
from geodata.synthetic import with_synthetic_round
from geodata.tables import TABLES
from optimizer.agreements import ContactLevel
from tests.geodata.tiny import apart, cap, home, person, register


def test_nothing_is_wrong_with_what_is_sound_or_empty() -> None:
    assert misfits_of(with_synthetic_round(bundled(), seed=1, people=12, dwellings=12)) == ()
    assert misfits_of(register_of({})) == ()
    assert len(TABLES) == len(register_of({}).frames())


@pytest.mark.parametrize(
    ("tables", "path"),
    [
        ({"uitstromers": [person("ans", leeftijd_van=50)]}, ("people", 0, "ages")),
        ({"woningen": [home("a", punt_x=None)]}, ("woningen", "rij 2", "punt_x")),
        ({"uitstromers": [person("123456782")]}, ("uitstromers", "rij 2", "code")),
        ({"grenswaarden": [cap("WK-A", grens=2_000_000)]}, ("limits", 0, "gross_cap")),
    ],
)
def test_a_misfit_is_told_at_its_place(tables: dict[str, Any], path: tuple[str | int, ...]) -> None:
    assert path in [fault.path for fault in misfits_of(register(**tables))]


def test_what_a_round_is_needed_for_is_not_looked_at() -> None:
    """A decision that lapsed, and a protected place without dwellings near it (yet)."""
    lapsed = cap("WK-A", geldig_tot=date(2020, 1, 1))
    alone = apart(ContactLevel.BUURT, "ans", beschermde_gebieden=("BU-C",))
    assert misfits_of(register(uitstromers=[person("ans")], grenswaarden=[lapsed], uitsluitingen=[alone])) == ()
