"""What a scenario changes, and what does not fit the round."""

from __future__ import annotations

import pytest

from optimizer.agreements import Quota, QuotaBasis
from optimizer.compare.scenarios import CapChange, QuotaChange, Scenario, applied, one_less
from optimizer.draagkracht import Colour, Draagkracht
from optimizer.errors import InvalidInput
from optimizer.policy import Goal
from optimizer.proposal import LimitUse
from optimizer.round import Round
from tests.worlds import cap, policy, world


def two_wijken() -> Round:
    """Wijk a is groen with a cap of 5 of which 2 is for zwaar; wijk c has no colour and a cap of 4."""
    return world(
        limits=[cap("wijk-a", 5, reserved_for_zwaar=2), cap("wijk-c", 4)],
        quotas=[Quota(id="q", name="Q", basis=QuotaBasis.LEVERING, minimum=1, maximum=3)],
        draagkracht=[
            Draagkracht(area="wijk-a", colour=Colour.GROEN, proposed=5, certainty=None, steps=())
        ],
    )  # fmt: skip


def caps(*changes: CapChange) -> list[int]:
    return [limit.gross_cap for limit in applied(two_wijken(), Scenario(name="x", caps=changes)).limits]


def test_a_scenario_that_changes_nothing_is_the_round() -> None:
    assert applied(two_wijken(), Scenario(name="x")) == two_wijken()


def test_caps_change_by_percent_rounded_down_and_by_number() -> None:
    assert caps(CapChange(percent=30)) == [6, 5]
    assert caps(CapChange(by=-1)) == [4, 3]
    assert caps(CapChange(area="wijk-c", percent=-50, by=1)) == [5, 3]
    assert caps(CapChange(colour=Colour.GROEN, by=2)) == [7, 4]
    assert caps(CapChange(by=1), CapChange(percent=100)) == [12, 10]


def test_a_cap_is_never_below_nothing_and_what_is_reserved_not_above_it() -> None:
    changed = applied(two_wijken(), Scenario(name="x", caps=(CapChange(by=-4),)))
    assert [(limit.gross_cap, limit.reserved_for_zwaar) for limit in changed.limits] == [(1, 1), (0, 0)]


def test_policy_and_agreements_change() -> None:
    other = policy(name="ander", goals=(Goal.ORIGIN,))
    changed = applied(two_wijken(), Scenario(name="x", policy=other, quotas=(QuotaChange(quota="q", minimum=2),)))
    assert changed.policy == other
    assert [(quota.minimum, quota.maximum) for quota in changed.quotas] == [(2, 3)]


def test_everything_that_does_not_fit_is_told_at_once() -> None:
    scenario = Scenario(
        name="x",
        caps=(CapChange(area="wijk-z", by=1), CapChange(colour=Colour.ROOD, by=1)),
        quotas=(QuotaChange(quota="z", minimum=1),),
    )
    with pytest.raises(InvalidInput) as caught:
        applied(two_wijken(), scenario)
    assert [fault.place() for fault in caught.value.faults] == [
        "x.grenzen[0].gebied", "x.grenzen[1].kleur", "x.afspraken[0].afspraak",
    ]  # fmt: skip


def test_a_minimum_above_the_maximum_does_not_fit() -> None:
    with pytest.raises(InvalidInput):
        applied(two_wijken(), Scenario(name="x", quotas=(QuotaChange(quota="q", minimum=4),)))


def test_one_unit_less_in_the_busiest_area_with_new_placements() -> None:
    uses = (
        LimitUse(limit="grens wijk-a", cap=5, used=1, claimed=1, planned=1),
        LimitUse(limit="grens wijk-c", cap=4, used=4, claimed=0, planned=0),
    )
    found = one_less(two_wijken(), uses, "minder")
    assert found is not None
    area, scenario = found
    assert area == "wijk-a"
    assert [limit.gross_cap for limit in applied(two_wijken(), scenario).limits] == [2, 4]
    assert one_less(two_wijken(), uses[1:], "minder") is None
