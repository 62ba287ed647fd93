"""From round to proposal: limits, quotas, goals in order, results instead of tracebacks, the same bytes."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given, settings

from optimizer.agreements import (
    Claim,
    Consent,
    ContactExclusion,
    ContactLevel,
    LimitKind,
    Link,
    LinkScope,
    Pin,
    PinReason,
    PlacementStatus,
    Previous,
    Quota,
    QuotaBasis,
    SupportCapacity,
)
from optimizer.errors import RejectedProposal
from optimizer.people import Deadline, DeadlineBasis, Home, Household
from optimizer.policy import Begeleiding, Goal
from optimizer.proposal import Cause, JointRule, Proposal, Rule, Settings, Status
from optimizer.round import Round
from optimizer.solve import Standing, practice, solve
from tests.tiny_rounds import rounds
from tests.worlds import DECISION, START, cap, dwelling, person, policy, world


def placed(proposal: Proposal) -> dict[str, str]:
    return {placement.person: placement.dwelling for placement in proposal.placements}


def value(proposal: Proposal, goal: Goal) -> int:
    return next(reached.value for reached in proposal.goals if reached.goal is goal)


def pin(who: str, home: str) -> Pin:
    return Pin(person=who, dwelling=home, reason=PinReason.VERSTUURD)


ANS, BEA, CAS = person("ans"), person("bea"), person("cas")
HEAVY = person("dirk", care=Begeleiding.ZWAAR, urgency=9)


class TestLimits:
    def test_a_cap_counts_weighted_load_that_is_not_used_yet(self) -> None:
        proposal = solve(world([HEAVY, ANS, BEA], [dwelling("w", units=3)], limits=[cap("wijk-a", 5, used=2)]))
        assert placed(proposal) == {"dirk": "w"}
        assert (proposal.limits[0].cap, proposal.limits[0].used, proposal.limits[0].planned) == (5, 2, 3)

    def test_a_live_claim_uses_up_the_cap_and_the_unit(self) -> None:
        claims = [Claim(person="ans", dwelling="w", status=PlacementStatus.AANGEBODEN)]
        proposal = solve(world([ANS, BEA, CAS], [dwelling("w", units=3)], limits=[cap("wijk-a", 2)], claims=claims))
        assert len(proposal.placements) == 1
        assert (proposal.limits[0].claimed, proposal.limits[0].planned) == (1, 1)
        assert "ans" not in {unplaced.person for unplaced in proposal.unplaced}

    def test_consent_raises_a_cap(self) -> None:
        limit = cap("wijk-a", 1, consent=Consent(extra=1, decision=DECISION))
        assert len(solve(world([ANS, BEA, CAS], [dwelling("w", units=3)], limits=[limit])).placements) == 2

    def test_several_caps_hold_at_once(self) -> None:
        homes = [dwelling("een", complex="complex-a", units=2), dwelling("twee", complex=None, units=2)]
        limits = [cap("wijk-a", 3), cap("complex-a", 1)]
        proposal = solve(world([ANS, BEA, CAS, person("eva")], homes, limits=limits))
        assert sorted(placed(proposal).values()) == ["een", "twee", "twee"]

    def test_room_can_be_kept_for_zwaar(self) -> None:
        limit = cap("wijk-a", 5, reserved_for_zwaar=3)
        proposal = solve(world([ANS, BEA, CAS], [dwelling("w", units=3)], limits=[limit]))
        assert len(proposal.placements) == 2
        assert placed(solve(world([HEAVY], [dwelling("w")], limits=[limit]))) == {"dirk": "w"}

    def test_moving_within_an_area_adds_nothing_to_what_is_present_but_is_a_new_lease(self) -> None:
        mover = person("ans", home=Home(areas=frozenset({"wijk-a"}), counted=True))
        full = cap("wijk-a", 1, used=1)
        assert placed(solve(world([mover], [dwelling("w")], limits=[full]))) == {"ans": "w"}
        assert placed(solve(world([mover], [dwelling("w")], limits=[replace(full, kind=LimitKind.INSTROOM)]))) == {}

    def test_hours_of_a_provider_run_out(self) -> None:
        hours = SupportCapacity(id="u", provider="zorg-1", area="GM-A", hours=5, used=2, start=date(2026, 1, 1))
        proposal = solve(world([ANS, BEA], [dwelling("w", units=2)], capacities=[hours]))
        assert len(proposal.placements) == 1
        assert proposal.unplaced[0].blocked_by[0].rule is JointRule.SUPPORT_HOURS

    @pytest.mark.parametrize(
        "selector",
        [{"municipality": "GM-A"}, {"corporation": "corp-1"}, {"basis": QuotaBasis.OPGAVE, "municipality": "GM-A"}, {}],
    )
    def test_a_maximum_counts_what_came_before(self, selector: dict[str, Any]) -> None:
        quota = Quota(**{"id": "q", "name": "q", "basis": QuotaBasis.LEVERING, "maximum": 2, "already": 1, **selector})
        assert len(solve(world([ANS, BEA], [dwelling("w", units=2)], quotas=[quota])).placements) == 1
        agreed = replace(quota, consent=Consent(extra=1, decision=DECISION))
        assert len(solve(world([ANS, BEA], [dwelling("w", units=2)], quotas=[agreed])).placements) == 2


class TestTies:
    def test_two_people_apart(self) -> None:
        apart = ContactExclusion(id="c", people=frozenset({"ans", "bea"}), level=ContactLevel.BUURT)
        both = world([ANS, BEA], [dwelling("w", units=2)], contact_exclusions=[apart])
        assert len(solve(both).placements) == 1
        elsewhere = world([ANS, BEA], [dwelling("w", units=2), dwelling("ver", "d")], contact_exclusions=[apart])
        assert sorted(placed(solve(elsewhere)).values()) == ["ver", "w"]

    def test_linked_registrations_move_together_or_not_at_all(self) -> None:
        link = Link(id="l", people=frozenset({"ans", "bea"}))
        assert placed(solve(world([ANS, BEA], [dwelling("w")], links=[link]))) == {}
        assert len(solve(world([ANS, BEA], [dwelling("w"), dwelling("ver", "d")], links=[link])).placements) == 2

    def test_linked_registrations_stay_close_when_they_must(self) -> None:
        link = Link(id="l", people=frozenset({"ans", "bea"}), scope=LinkScope.GEMEENTE)
        assert placed(solve(world([ANS, BEA], [dwelling("w"), dwelling("ver", "d")], links=[link]))) == {}
        near = solve(world([ANS, BEA], [dwelling("w"), dwelling("b", "b"), dwelling("ver", "d")], links=[link]))
        assert sorted(placed(near).values()) == ["b", "w"]


class TestGoals:
    def test_who_is_overdue_goes_first_however_heavy(self) -> None:
        late = person("dirk", care=Begeleiding.ZWAAR, deadline=Deadline(on=START, basis=DeadlineBasis.ONTSLAG))
        proposal = solve(world([late, ANS, BEA, CAS], [dwelling("w", units=4)], limits=[cap("wijk-a", 3)]))
        assert placed(proposal) == {"dirk": "w"}

    def test_then_urgency_and_waiting(self) -> None:
        urgent, waiting = person("ans", urgency=1), person("bea", ready_on=date(2026, 6, 1))
        proposal = solve(world([urgent, waiting, CAS], [dwelling("w", units=1)]))
        assert placed(proposal) in ({"ans": "w"}, {"bea": "w"})
        assert value(proposal, Goal.PLACEMENTS) == 6

    def test_then_the_agreements(self) -> None:
        quota = Quota(id="q", name="q", basis=QuotaBasis.LEVERING, municipality="GM-B", minimum=1)
        proposal = solve(world([ANS], [dwelling("thuis"), dwelling("ver", "d")], quotas=[quota]))
        assert placed(proposal) == {"ans": "ver"}
        assert proposal.quotas[0].shortfall == 0

    def test_then_back_to_the_origin(self) -> None:
        assert placed(solve(world([ANS], [dwelling("a", "d"), dwelling("thuis", "b")]))) == {"ans": "thuis"}

    def test_not_for_who_chose_not_to_return(self) -> None:
        away = solve(world([person("ans", returns=False)], [dwelling("thuis")]))
        assert value(away, Goal.ORIGIN) == 0

    def test_then_spread_relative_to_the_cap(self) -> None:
        limits = [cap("wijk-a", 10, used=5), cap("wijk-b", 10)]
        proposal = solve(world([ANS, BEA], [dwelling("a", "a", units=2), dwelling("b", "b", units=2)], limits=limits))
        assert placed(proposal) == {"ans": "b", "bea": "b"}
        assert value(proposal, Goal.SPREAD) == 10 + 20

    def test_the_earlier_placement_is_kept_where_it_costs_nothing(self) -> None:
        homes = [dwelling("een"), dwelling("twee")]
        for home in ("een", "twee"):
            proposal = solve(world([ANS], homes, previous=[Previous(person="ans", dwelling=home)]))
            assert placed(proposal) == {"ans": home}

    def test_the_policy_sets_the_order_and_switches_goals_off(self) -> None:
        quota = Quota(id="q", name="q", basis=QuotaBasis.LEVERING, municipality="GM-B", minimum=1)
        homes = [dwelling("thuis"), dwelling("ver", "d")]
        order = (Goal.PLACEMENTS, Goal.ORIGIN, Goal.QUOTA)
        proposal = solve(world([ANS], homes, quotas=[quota], policy=policy(goals=order)))
        assert placed(proposal) == {"ans": "thuis"}
        assert [goal.goal for goal in proposal.goals] == list(order)

    def test_spreading_first_may_leave_a_fitting_home_empty_and_says_so(self) -> None:
        order = (Goal.SPREAD, Goal.PLACEMENTS)
        proposal = solve(world([ANS], [dwelling("w")], limits=[cap("wijk-a", 3)], policy=policy(goals=order)))
        assert proposal.unplaced[0].cause is Cause.OTHER_GOAL
        assert proposal.status is Status.PROVEN


class TestResults:
    def test_an_empty_round(self) -> None:
        proposal = solve(world())
        assert proposal.status is Status.PROVEN
        assert all(goal.value == 0 for goal in proposal.goals)

    def test_nothing_placeable(self) -> None:
        proposal = solve(world([person("ans", urgency=1)], [dwelling("w", rent=99_000)]))
        assert [(out.cause, out.rules[0].rule) for out in proposal.unplaced] == [
            (Cause.NO_DWELLING, Rule.RENT_WITHIN_CEILING)
        ]

    def test_pins_are_kept_even_where_another_would_be_better(self) -> None:
        urgent = person("bea", urgency=9)
        proposal = solve(world([ANS, urgent], [dwelling("w")], pins=[pin("ans", "w")]))
        assert placed(proposal) == {"ans": "w"}
        assert proposal.placements[0].pinned

    @pytest.mark.parametrize(
        ("pins", "rule"),
        [
            ([pin("ans", "duur")], Rule.RENT_WITHIN_CEILING),
            ([pin("ans", "w"), pin("ans", "ver")], JointRule.PERSON_ONCE),
            ([pin("ans", "w"), pin("bea", "w")], JointRule.UNIT_ONCE),
            ([pin("dirk", "w"), pin("ans", "ernaast")], JointRule.AREA_LIMIT),
        ],
    )
    def test_pins_that_cannot_be_kept_are_named(self, pins: list[Pin], rule: Rule | JointRule) -> None:
        homes = [dwelling("w"), dwelling("ernaast"), dwelling("ver", "d"), dwelling("duur", rent=99_000)]
        proposal = solve(world([ANS, BEA, HEAVY], homes, pins=pins, limits=[cap("wijk-a", 3)]))
        assert proposal.status is Status.CONFLICT
        assert proposal.placements == ()
        told = {fact for conflict in proposal.conflicts for fact in conflict.facts}
        told |= {demand.rule for conflict in proposal.conflicts for demand in conflict.demands}
        assert rule in told

    def test_a_pin_whose_linked_registration_has_no_home_is_a_conflict_of_that_link_alone(self) -> None:
        links = [
            Link(id="kan niet", people=frozenset({"ans", "bea"})),
            Link(id="kan wel", people=frozenset({"ans", "cas"})),
        ]
        nowhere = person("bea", household=Household(adults=5))
        homes = [dwelling("w"), dwelling("ver", "d")]
        proposal = solve(world([ANS, nowhere, CAS], homes, pins=[pin("ans", "w")], links=links))
        assert [[(demand.rule, demand.id) for demand in conflict.demands] for conflict in proposal.conflicts] == [
            [(JointRule.PIN_KEPT, "ans"), (JointRule.LINKED_TOGETHER, "kan niet")]
        ]
        assert practice(world([ANS, nowhere, CAS], homes, pins=[pin("ans", "w")], links=links)) is None

    def test_a_stop_gives_the_best_so_far_and_says_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("optimizer.engine.solve.time.monotonic", iter(range(0, 10_000, 10)).__next__)
        proposal = solve(world([ANS, BEA], [dwelling("w")]), Settings(time_limit=5))
        assert proposal.status is Status.STOPPED
        assert len(proposal.placements) == 1
        assert all(goal.bound is None for goal in proposal.goals)

    def test_a_person_who_stops_it_gets_what_there_is_checked(self) -> None:
        proposal = solve(world([ANS, BEA], [dwelling("w")]), cancelled=lambda: True)
        assert proposal.status is Status.STOPPED
        assert len(proposal.placements) == 1
        assert all(goal.bound is None for goal in proposal.goals)

    def test_that_somebody_may_stop_it_changes_nothing(self) -> None:
        round_ = world([ANS, BEA, CAS], [dwelling("w"), dwelling("ver", "d")], limits=[cap("wijk-a", 1)])
        assert solve(round_, cancelled=lambda: False) == solve(round_)

    def test_progress_hears_each_goal(self) -> None:
        heard: list[Standing] = []
        proposal = solve(world([ANS], [dwelling("w")]), progress=heard.append)
        assert tuple(standing.goal for standing in heard if standing.settled) == proposal.goals
        begun = dict.fromkeys(standing.goal.goal for standing in heard if not standing.settled)
        assert list(begun) == [reached.goal for reached in proposal.goals]

    def test_what_the_checker_objects_to_is_not_returned(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("optimizer.compose.needs_decision", lambda *_: True)
        with pytest.raises(RejectedProposal, match="ans"):
            solve(world([ANS], []))


@settings(max_examples=60, deadline=None)
@given(rounds())
def test_the_same_round_in_any_order_of_rows_gives_the_same_proposal(round_: Round) -> None:
    def shuffled(rows: tuple[Any, ...]) -> tuple[Any, ...]:
        return tuple(sorted(rows, key=lambda row: sha256(repr(row).encode()).digest()))

    names = ("people", "dwellings", "limits", "quotas", "areas", "capacities", "links", "pins", "municipalities")
    rows: dict[str, Any] = {name: shuffled(getattr(round_, name)) for name in names}
    other = replace(round_, **rows)
    assert solve(other) == solve(round_)
