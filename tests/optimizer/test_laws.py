"""Laws that hold between one round and a changed one, whatever the optimum: more room never hurts, names don't count."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings

from geodata.assemble import assemble
from geodata.region import bundled, bundled_draagkracht, read_period, read_policy
from geodata.synthetic import with_synthetic_round
from optimizer.agreements import Consent, Pin, PinReason
from optimizer.policy import Goal
from optimizer.proposal import Proposal, Settings, Status
from optimizer.round import Round
from optimizer.solve import solve
from tests.tiny_rounds import rounds
from tests.worlds import DECISION, dwelling

OFTEN = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
SEEDS = (1, 2)


@cache
def in_the_region(seed: int) -> Round:
    """A round of 40 people in the bundled region."""
    found = with_synthetic_round(bundled("drenthe"), seed=seed, people=40, dwellings=30)
    period = read_period()
    return assemble(
        found,
        read_policy(),
        id="ronde",
        name="Ronde",
        start=period.start,
        end=period.end,
        origin_of_data="synthetisch",
        draagkracht=bundled_draagkracht(),
    )


def solved(round_: Round, seed: int = 1) -> Proposal:
    """The proposal, which must be proven."""
    proposal = solve(round_, Settings(seed=seed))
    assert proposal.status is Status.PROVEN
    return proposal


def proposed(round_: Round) -> Proposal:
    """The proposal; where pins clash there is none, and the round says nothing here."""
    proposal = solve(round_)
    assume(proposal.status is not Status.CONFLICT)
    return proposal


def values(proposal: Proposal) -> tuple[int, ...]:
    """In the order of the policy, turned so that more is better."""
    return tuple(goal.value if goal.goal.maximise else -goal.value for goal in proposal.goals)


def another_dwelling(round_: Round) -> Round:
    like = round_.dwellings[0] if round_.dwellings else dwelling("w")
    return replace(round_, dwellings=(*round_.dwellings, replace(like, id="erbij")))


def more(consent: Consent | None) -> Consent:
    """One more than was agreed."""
    return Consent(extra=consent.extra + 1 if consent else 1, decision=DECISION)


def consent_for_every_cap(round_: Round) -> Round:
    return replace(round_, limits=tuple(replace(limit, consent=more(limit.consent)) for limit in round_.limits))


def a_higher_maximum_in_every_quota(round_: Round) -> Round:
    higher = (replace(quota, maximum=None if quota.maximum is None else quota.maximum + 1) for quota in round_.quotas)
    return replace(round_, quotas=tuple(higher))


def consent_for_every_maximum(round_: Round) -> Round:
    return replace(
        round_,
        quotas=tuple(
            quota if quota.maximum is None else replace(quota, consent=more(quota.consent)) for quota in round_.quotas
        ),
    )


def more_hours(round_: Round) -> Round:
    return replace(round_, capacities=tuple(replace(each, hours=each.hours + 2) for each in round_.capacities))


def no_contact_exclusion(round_: Round) -> Round:
    return replace(round_, contact_exclusions=())


def no_link(round_: Round) -> Round:
    return replace(round_, links=())


def no_ban(round_: Round) -> Round:
    return replace(round_, bans=())


LOOSER: tuple[Callable[[Round], Round], ...] = (
    another_dwelling,
    consent_for_every_cap,
    a_higher_maximum_in_every_quota,
    consent_for_every_maximum,
    more_hours,
    no_contact_exclusion,
    no_link,
    no_ban,
)


def never_worse_when_looser(round_: Round, before: Proposal) -> None:
    for looser in LOOSER:
        changed = looser(round_)
        assert changed == round_ or values(solved(changed)) >= values(before), looser


@settings(OFTEN, max_examples=100)
@given(rounds())
def test_what_leaves_more_open_never_hurts(round_: Round) -> None:
    never_worse_when_looser(round_, proposed(round_))


@pytest.mark.parametrize("seed", SEEDS)
def test_what_leaves_more_open_never_hurts_in_a_region(seed: int) -> None:
    never_worse_when_looser(in_the_region(seed), solved(in_the_region(seed)))


def higher_caps(round_: Round) -> Round:
    return replace(round_, limits=tuple(replace(limit, gross_cap=limit.gross_cap + 1) for limit in round_.limits))


@OFTEN
@given(rounds())
def test_a_higher_cap_never_hurts_the_goals_before_spread(round_: Round) -> None:
    """The cap itself is what the spread is measured by."""
    goals = round_.policy.goals
    until = goals.index(Goal.SPREAD) if Goal.SPREAD in goals else len(goals)
    assume(until and round_.limits)
    before = values(proposed(round_))
    assert values(solved(higher_caps(round_)))[:until] >= before[:until]


def first_goals(round_: Round, number: int) -> Round:
    return replace(round_, policy=replace(round_.policy, goals=round_.policy.goals[:number]))


@OFTEN
@given(rounds())
def test_a_goal_knows_nothing_of_those_after_it(round_: Round) -> None:
    every = values(proposed(round_))
    for number in range(1, len(every)):
        assert values(solved(first_goals(round_, number))) == every[:number]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_goal_knows_nothing_of_those_after_it_in_a_region(seed: int) -> None:
    round_ = in_the_region(seed)
    every = values(solved(round_))
    for number in (1, 3, 5):
        assert values(solved(first_goals(round_, number))) == every[:number]


@OFTEN
@given(rounds())
def test_the_lottery_changes_no_value(round_: Round) -> None:
    before = values(proposed(round_))
    assert {values(solved(round_, seed)) for seed in (2, 3)} == {before}


@pytest.mark.parametrize("seed", SEEDS)
def test_the_lottery_changes_no_value_in_a_region(seed: int) -> None:
    assert len({values(solved(in_the_region(seed), lottery)) for lottery in (1, 2)}) == 1


def pinned(round_: Round, proposal: Proposal) -> Round:
    """What was proposed, as it must be."""
    pins = (Pin(person=each.person, dwelling=each.dwelling, reason=PinReason.VERSTUURD) for each in proposal.placements)
    return replace(round_, pins=tuple(pins))


@OFTEN
@given(rounds())
def test_an_optimum_that_is_pinned_stays_the_optimum(round_: Round) -> None:
    proposal = proposed(round_)
    assert values(solved(pinned(round_, proposal))) == values(proposal)


@pytest.mark.parametrize("seed", SEEDS)
def test_an_optimum_that_is_pinned_stays_the_optimum_in_a_region(seed: int) -> None:
    proposal = solved(in_the_region(seed))
    assert values(solved(pinned(in_the_region(seed), proposal))) == values(proposal)


def renamed(value: Any, names: dict[str, str]) -> Any:
    """The same with other names for people and dwellings, in whatever holds them."""
    if isinstance(value, str):
        return names.get(value, value) if type(value) is str else value
    if is_dataclass(value) and not isinstance(value, type):
        changed = {each.name: renamed(getattr(value, each.name), names) for each in fields(value)}
        return type(value)(**changed)
    if isinstance(value, tuple | frozenset):
        return type(value)(renamed(each, names) for each in value)
    return value


def backwards(round_: Round) -> Round:
    """Other names, and so another order."""
    ids = [person.id for person in round_.people] + [home.id for home in round_.dwellings]
    names = {name: f"naam {len(ids) - number:03d}" for number, name in enumerate(ids)}
    changed: Round = renamed(round_, names)
    return changed


@OFTEN
@given(rounds())
def test_other_names_change_no_value(round_: Round) -> None:
    before = values(proposed(round_))
    assert values(solved(backwards(round_))) == before


@pytest.mark.parametrize("seed", SEEDS)
def test_other_names_change_no_value_in_a_region(seed: int) -> None:
    assert values(solved(backwards(in_the_region(seed)))) == values(solved(in_the_region(seed)))
