"""Policy and period from one file; whatever is in it, the fault says in which file and at which key."""

from __future__ import annotations

from dataclasses import fields
from datetime import date
from typing import Any

import pytest

from geodata.rules import Period, rules_of
from geodata.toml_file import read_toml
from optimizer.errors import InvalidInput
from optimizer.policy import Goal
from tests.elsewhere import POLICY
from tests.worlds import AMOUNTS_2026

NATIONAL = (AMOUNTS_2026,)


def faults(text: str) -> list[str]:
    with pytest.raises(InvalidInput) as caught:
        rules_of("beleid.toml", read_toml("beleid.toml", text.encode()), NATIONAL)
    return [str(fault) for fault in caught.value.faults]


def test_a_policy_with_its_period() -> None:
    rules = rules_of("beleid.toml", read_toml("beleid.toml", POLICY.encode()), NATIONAL)
    assert rules.policy.goals == (Goal.PLACEMENTS, Goal.ORIGIN)
    assert rules.policy.max_wait_days == 90
    assert rules.policy.amounts == NATIONAL
    assert rules.period == Period(start=date(2026, 10, 1), end=date(2026, 12, 31))
    assert not rules.example


def test_amounts_of_a_year_that_nobody_knows_yet() -> None:
    block: dict[str, Any] = {item.name: getattr(AMOUNTS_2026, item.name) for item in fields(AMOUNTS_2026)}
    values = read_toml("beleid.toml", POLICY.encode())
    years = [{**block, "year": 2027}, {**block, "cap_low": 1}]
    found = rules_of("beleid.toml", {**values, "jaren": years}, NATIONAL).policy.amounts
    assert [(amounts.year, amounts.cap_low) for amounts in found] == [(2027, AMOUNTS_2026.cap_low), (2026, 1)]


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"herkomst"', '"geluk"', "beleid.toml.beleid.goals: gevonden 'geluk'; verwacht een van: te_laat"),
        ("2026-12-31", "2026-09-30", "beleid.toml.periode.eind: gevonden 2026-09-30; verwacht een dag op of na het begin"),
        ("2026-12-31", '"2026-12-31"', "beleid.toml.periode.eind: gevonden '2026-12-31'; verwacht een datum zonder"),
        ("2026-12-31", "2026-12-31T12:00:00", "beleid.toml.periode.eind: gevonden '2026-12-31 12:00:00'"),
        ("begin =", "start =", "beleid.toml.periode.start: gevonden een onderdeel dat niet bekend is"),
        ("[periode]", "[maanden]", "beleid.toml.periode: gevonden niets; verwacht een blok [periode]"),
        ("[beleid]", "[regels]", "beleid.toml.beleid: gevonden niets; verwacht een blok [beleid]"),
        ("max_wait_days = 90", "max_wait_days = 'lang'", "beleid.toml.beleid.max_wait_days: gevonden 'lang'"),
        ("max_wait_days = 90", "goal = 1", "beleid.toml.beleid.goal: gevonden een onderdeel dat niet bekend is"),
        ("max_wait_days = 90", "fit_points = 3", "beleid.toml.beleid.fit_points: gevonden '3'; verwacht een blok"),
        ("max_wait_days = 90", "fit_points = { waiting = 1 }", "beleid.toml.beleid.fit_points.waiting: gevonden een onder"),
        ("max_wait_days = 90", "placement_points = { waiting = 1 }", "beleid.toml.beleid.placement_points.waiting: gevonden"),
        ("max_wait_days = 90", "placement_points = { waiting = [1] }", "beleid.toml.beleid.placement_points.waiting[0]"),
        ('goals = ["plaatsingen", "herkomst"]', 'goals = "herkomst"', "beleid.toml.beleid.goals: gevonden 'herkomst'"),
        ('goals = ["plaatsingen", "herkomst"]', "goals = 3", "beleid.toml.beleid.goals: gevonden '3'; verwacht een lijst"),
        ("max_wait_days = 90", 'spread_level = ["wijk"]', "beleid.toml.beleid.spread_level: gevonden '['wijk']'"),
        ("max_wait_days = 90", "spread_level = 1", "beleid.toml.beleid.spread_level: gevonden '1'; verwacht één waarde"),
        ("[periode]", "jaren = 3\n[periode]", "beleid.toml.jaren: gevonden iets anders; verwacht een lijst van blokken"),
    ],
)  # fmt: skip
def test_whatever_is_wrong_has_its_file_and_key(old: str, new: str, fault: str) -> None:
    found = faults(POLICY.replace(old, new, 1))
    assert found[0].startswith(fault)


def test_all_faults_at_once() -> None:
    places = [text.partition(":")[0] for text in faults("jaren = [3]\n[beleid]\ngoals = ['x']\n[periode]\nbegin = 1\n")]
    assert places == [
        "beleid.toml.jaren", "beleid.toml.beleid.name", "beleid.toml.beleid.goals", "beleid.toml.periode.begin",
        "beleid.toml.periode.eind",
    ]  # fmt: skip
