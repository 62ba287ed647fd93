"""Scenarios and criteria as they stand in a file."""

from __future__ import annotations

import tomllib
from typing import Any

import pytest

from geodata.scenario_file import Plans, names_taken_twice, plans_of
from optimizer.compare.scenarios import CapChange, Criterion, KeyFigure, QuotaChange, Scenario, Than
from optimizer.draagkracht import Colour
from optimizer.errors import Fault, InvalidInput
from optimizer.policy import CareWeights, Goal, Policy
from tests.worlds import AMOUNTS_2026, policy

BASE = policy(max_hold_days=10, care_weights=CareWeights(licht=2))


def read_policy(name: str) -> Policy:
    if name != "ander.toml":
        raise InvalidInput([Fault((name,), "een bestand dat niet te openen is", "een TOML-bestand")])
    return policy(name="ander")


def read(text: str) -> Plans:
    return plans_of("plan.toml", tomllib.loads(text), BASE, read_policy)


def faults(text: str) -> set[str]:
    with pytest.raises(InvalidInput) as caught:
        read(text)
    return {fault.place() for fault in caught.value.faults}


def test_everything_that_a_scenario_may_change() -> None:
    plans = read("""
        [[scenarios]]
        naam = "ruimer"
        [scenarios.beleid]
        goals = ["spreiding", "plaatsingen"]
        care_weights = { zwaar = 5 }
        [[scenarios.grenzen]]
        kleur = "groen"
        procent = 10
        [[scenarios.grenzen]]
        gebied = "wijk-a"
        erbij = -1
        [[scenarios.afspraken]]
        afspraak = "a"
        minimum = 3

        [[scenarios]]
        naam = "ander"
        beleid = "ander.toml"

        [[eisen]]
        cijfer = "geplaatst"
        minstens = 0
        ten_opzichte_van = "zoals het nu gaat"
        [[eisen]]
        cijfer = "drukste wijk"
        hoogstens = 90
    """)
    wider, other = plans.scenarios
    assert wider.policy == policy(
        max_hold_days=10, care_weights=CareWeights(licht=2, zwaar=5), goals=(Goal.SPREAD, Goal.PLACEMENTS)
    )
    assert wider.caps == (CapChange(colour=Colour.GROEN, percent=10), CapChange(area="wijk-a", by=-1))
    assert wider.quotas == (QuotaChange(quota="a", minimum=3),)
    assert other == Scenario(name="ander", policy=policy(name="ander"))
    assert plans.criteria == (
        Criterion(figure=KeyFigure.PLACED, at_least=0, than=Than.PRACTICE),
        Criterion(figure=KeyFigure.BUSIEST, at_most=90),
    )


def test_a_policy_file_is_a_scenario_with_the_amounts_of_the_round() -> None:
    (scenario,) = read('[beleid]\nname = "kort"\n').scenarios
    assert scenario == Scenario(name="kort", policy=Policy(name="kort", amounts=(AMOUNTS_2026,)))


def test_all_faults_come_at_once_with_file_and_key() -> None:
    assert faults("""
        kleur = "rood"
        [[scenarios]]
        beleid = "weg.toml"
        doel = 1
        [[scenarios.grenzen]]
        kleur = "paars"
        [[scenarios.afspraken]]
        minimum = "drie"
        [[scenarios]]
        naam = 3
        beleid = { goals = ["geluk"] }
        grenzen = "hoog"
        [[eisen]]
        cijfer = "geluk"
        minstens = true
        [[eisen]]
        ten_opzichte_van = "gisteren"
    """) == {
        "plan.toml.kleur",
        "plan.toml.scenarios 1.naam",
        "plan.toml.scenarios 1.doel",
        "weg.toml",
        "plan.toml.scenarios 1.grenzen 1",
        "plan.toml.scenarios 1.grenzen 1.kleur",
        "plan.toml.scenarios 1.afspraken 1.afspraak",
        "plan.toml.scenarios 1.afspraken 1.minimum",
        "plan.toml.scenarios 2.naam",
        "plan.toml.scenarios 2.grenzen",
        "plan.toml.scenarios 2.beleid.goals",
        "plan.toml.eisen 1.cijfer",
        "plan.toml.eisen 1.minstens",
        "plan.toml.eisen 2",
        "plan.toml.eisen 2.cijfer",
        "plan.toml.eisen 2.ten_opzichte_van",
    }


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("jaar = 2026", "plan.toml.beleid"),
        ("beleid = 3", "plan.toml.beleid"),
        ("[beleid]\nkleur = 1", "plan.toml.beleid.kleur"),
        ("scenarios = 3", "plan.toml.scenarios"),
        ('[[scenarios]]\nnaam = "x"\nbeleid = 3', "plan.toml.scenarios 1.beleid"),
    ],
)
def test_what_is_no_plan_is_a_fault(text: str, place: str) -> None:
    assert place in faults(text)


def test_two_scenarios_of_one_name_are_a_fault() -> None:
    twice: list[Any] = [Scenario(name="a"), Scenario(name="b"), Scenario(name="a")]
    assert [fault.place() for fault in names_taken_twice(iter(twice))] == ["a"]
