"""The policy as it stands in a file."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.policy_file import amounts_of, policy_of
from optimizer.errors import InvalidInput
from optimizer.policy import AreaLevel, Begeleiding, CareWeights, Goal, WaitingStep
from tests.worlds import AMOUNTS_2026

YEAR: dict[str, Any] = {name: getattr(AMOUNTS_2026, name) for name in AMOUNTS_2026.__slots__ if name != "source"} | {
    "source": "bron"
}


def test_what_is_left_out_keeps_its_default() -> None:
    assert policy_of({"name": "kort"}, (AMOUNTS_2026,)).max_hold_days == 42


def test_sections_and_choices_become_values() -> None:
    policy = policy_of(
        {
            "name": "anders",
            "goals": ["spreiding", "plaatsingen"],
            "nuisance_binds": [],
            "moves_for": ["te_laat"],
            "disruption_budget": 2,
            "spread_level": "buurt",
            "care_weights": {"zwaar": 4},
            "placement_points": {"base": 1, "waiting": [{"days": 30, "points": 5}]},
        },
        (AMOUNTS_2026,),
    )
    assert policy.goals == (Goal.SPREAD, Goal.PLACEMENTS)
    assert policy.nuisance_binds == frozenset()
    assert (policy.moves_for, policy.disruption_budget) == (frozenset({Goal.OVERDUE}), 2)
    assert policy.spread_level is AreaLevel.BUURT
    assert policy.care_weights == CareWeights(zwaar=4)
    assert policy.care_weights.of(Begeleiding.ZWAAR) == 4
    assert policy.placement_points.waiting == (WaitingStep(days=30, points=5),)


def test_all_faults_of_a_policy_come_at_once() -> None:
    values = {
        "max_hold_days": "lang",
        "goals": ["geluk"],
        "care_weights": {"zwaar": 2.5, "extra": 1},
        "placement_points": {"waiting": [{"days": 30}]},
        "household": {"coparented_need_bedroom": 1},
        "kleur": "rood",
    }
    with pytest.raises(InvalidInput) as caught:
        policy_of(values, ())
    assert {fault.place() for fault in caught.value.faults} == {
        "beleid.name",
        "beleid.max_hold_days",
        "beleid.goals",
        "beleid.care_weights.zwaar",
        "beleid.care_weights.extra",
        "beleid.placement_points.waiting[0].points",
        "beleid.household.coparented_need_bedroom",
        "beleid.kleur",
    }


@pytest.mark.parametrize(
    ("values", "place"),
    [
        ({"goals": "herkomst"}, "beleid.goals"),
        ({"nuisance_binds": 3}, "beleid.nuisance_binds"),
        ({"contract_order": [["huurcontract"]]}, "beleid.contract_order"),
        ({"spread_level": ["wijk"]}, "beleid.spread_level"),
        ({"household": "klein"}, "beleid.household"),
        ({"care_weights": {"waiting": []}}, "beleid.care_weights.waiting"),
        ({"placement_points": {"waiting": {}}}, "beleid.placement_points.waiting"),
        ({"placement_points": {"waiting": ["lang"]}}, "beleid.placement_points.waiting[0]"),
    ],
)
def test_a_value_of_another_shape_is_a_fault(values: dict[str, Any], place: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        policy_of({"name": "x", **values}, ())
    assert [fault.place() for fault in caught.value.faults] == [place]


def test_a_note_joins_the_source() -> None:
    (amounts,) = amounts_of({"jaren": [{**YEAR, "note": "verifieer"}]})
    assert amounts.source == "bron; verifieer"
    assert amounts.cap_low == AMOUNTS_2026.cap_low


@pytest.mark.parametrize("blocks", [3, {"year": 2026}, [3]])
def test_years_are_a_list_of_blocks(blocks: object) -> None:
    with pytest.raises(InvalidInput, match=r"jaren: gevonden iets anders"):
        amounts_of({"jaren": blocks})


def test_a_year_must_be_whole() -> None:
    broken = {name: value for name, value in YEAR.items() if name != "cap_low"} | {"cap_high": "veel"}
    with pytest.raises(InvalidInput) as caught:
        amounts_of({"jaren": [YEAR, broken]})
    assert {fault.place() for fault in caught.value.faults} == {"jaren[1].cap_low", "jaren[1].cap_high"}
