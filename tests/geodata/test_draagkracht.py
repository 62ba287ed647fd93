"""The proposed cap of a wijk."""

from __future__ import annotations

import pytest

from geodata.draagkracht import CapRule, IncomeStep, proposed_cap

RULE = CapRule(
    base=2,
    dwellings_each=1_000,
    low_income=(IncomeStep(percentage=45, less=1), IncomeStep(percentage=50, less=2)),
    least=2,
    sizeable=500,
    least_sizeable=3,
    most=12,
)


@pytest.mark.parametrize(
    ("dwellings", "low_income", "cap"),
    [
        (4_361, 40.6, 6),
        (4_494, 46.2, 5),
        (4_494, 45.0, 5),
        (3_809, 54.7, 3),
        (499, 55.0, 2),
        (500, 55.0, 3),
        (0, None, 2),
        (4_361, None, 6),
        (90_000, 20.0, 12),
    ],
)
def test_a_cap_follows_from_dwellings_and_low_incomes(dwellings: int, low_income: float | None, cap: int) -> None:
    assert proposed_cap(RULE, dwellings, low_income).cap == cap


def test_every_step_is_told() -> None:
    assert proposed_cap(RULE, 4_494, 46.2).derivation == (
        "2 + 4 (4494 woningen, 1 per 1000) − 1 (laag inkomen 46,2%), minstens 3 en hoogstens 12: 5"
    )
    assert "laag inkomen onbekend" in proposed_cap(RULE, 100, None).derivation
