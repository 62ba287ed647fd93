"""Repair on tiny rounds against every choice there is: nobody moves, or as few as the goals allow."""

from __future__ import annotations

from dataclasses import replace
from itertools import takewhile

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from optimizer.agreements import Pin, PinReason
from optimizer.events import (
    FOR_NOW,
    Declined,
    Decliner,
    DwellingLost,
    Event,
    Fixed,
    Refusal,
    Released,
    Repair,
    Withdrawn,
)
from optimizer.mend.next_round import next_round
from optimizer.mend.repair import moving_policy, repair
from optimizer.policy import Goal, Policy
from optimizer.proposal import Proposal, Status
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.supply import Need
from optimizer.verify import goal_values
from tests.optimizer.test_oracle import Pairs, better_first, every_choice
from tests.tiny_rounds import rounds
from tests.worlds import dwelling, person, policy, world

THOROUGH = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
NO = Refusal(code="WBN", name="Woning bevalt niet", by=Decliner.CLIENT, counts=True)


def happened(data: st.DataObject, round_: Round, proposal: Proposal) -> tuple[Event, ...]:
    """One thing about each of some people and dwellings, as it can happen."""
    claimed = {name for claim in round_.claims for name in (claim.person, claim.dwelling)}
    events: list[Event] = []
    lost = data.draw(
        st.sets(st.sampled_from(sorted({home.id for home in round_.dwellings} - claimed) or [""]), max_size=1)
    )
    placed = {placement.person: placement.dwelling for placement in proposal.placements}
    for who in round_.people:
        kind = data.draw(st.sampled_from(["niets", "niets", "weigert", "vast", "terug", "weg"]))
        if kind == "weigert" and who.id in placed:
            events.append(Declined(person=who.id, refusal=NO))
        elif kind == "vast" and who.id in placed and placed[who.id] not in lost:
            events.append(Fixed(person=who.id, reason=data.draw(st.sampled_from(PinReason))))
        elif kind == "terug" and who.id in placed:
            events.append(Released(person=who.id))
        elif kind == "weg" and who.id not in claimed:
            events.append(Withdrawn(person=who.id))
    events += [DwellingLost(dwelling=name) for name in sorted(lost) if name]
    return tuple(events)


def kept(round_: Round, choice: Pairs) -> int:
    return len({(row.person, row.dwelling) for row in round_.previous} & set(choice))


def stayed_first(round_: Round, values: dict[Goal, int], choice: Pairs) -> tuple[int, ...]:
    """As a repair compares: the first goals that people may move for, who keeps a place, the other goals."""
    own = [goal for goal in round_.policy.goals if goal is not Goal.STABILITY]
    first = list(takewhile(lambda goal: goal in round_.policy.moves_for, own))
    turned = {goal: value if goal.maximise else -value for goal, value in values.items()}
    return (*(turned[goal] for goal in first), kept(round_, choice), *(turned[goal] for goal in own[len(first) :]))


@THOROUGH
@given(rounds(), st.data())
def test_no_choice_moves_fewer_people(round_: Round, data: st.DataObject) -> None:
    proposal = solve(round_)
    events = happened(data, round_, proposal)
    assume(events or round_.previous)
    found = repair(round_, proposal, events)
    after = found.round
    choices = every_choice(after)
    staying = [choice for choice in choices if kept(after, choice) == len(after.previous)]
    check_staying(found, staying)
    if found.moving.proposal.status is Status.CONFLICT:
        assert not choices
        return
    assert found.moving.proposal.status is Status.PROVEN
    mine = [(each.person, each.dwelling) for each in found.moving.proposal.placements]
    best = max(stayed_first(after, goal_values(after, choice), choice) for choice in choices)
    assert stayed_first(after, goal_values(after, mine), mine) == best
    assert len(found.moving.moves) == len(after.previous) - kept(after, mine)
    check_pins_and_bans(found, events, proposal)
    check_stays(found, choices)


def check_stays(found: Repair, choices: list[Pairs]) -> None:
    """What is said of somebody who would stay is the best of every choice in which she does."""
    for move in found.moving.moves:
        with_her = [choice for choice in choices if (move.person, move.origin) in choice]
        assert bool(with_her) == bool(move.stay.goals)
        stayed = tuple(goal.value if goal.goal.maximise else -goal.value for goal in move.stay.goals)
        every = (stayed_first(found.round, goal_values(found.round, choice), choice) for choice in with_her)
        assert max(every, default=())[: len(stayed)] == stayed


def check_staying(found: Repair, staying: list[Pairs]) -> None:
    after, proposal = found.round, found.staying.proposal
    assert (proposal.status is Status.CONFLICT) == (not staying)
    if staying:
        assert proposal.status is Status.PROVEN
        mine = [(each.person, each.dwelling) for each in proposal.placements]
        assert kept(after, mine) == len(after.previous)
        best = max(better_first(goal_values(after, choice)) for choice in staying)
        assert better_first(goal_values(after, mine)) == best
    assert found.staying.moves == ()


def check_pins_and_bans(found: Repair, events: tuple[Event, ...], before: Proposal) -> None:
    was = {each.person: each.dwelling for each in before.placements}
    for variant in (found.staying, found.moving):
        if variant.proposal.status is Status.CONFLICT:
            continue
        now = {each.person: each.dwelling for each in variant.proposal.placements}
        for event in events:
            if isinstance(event, Fixed):
                assert now[event.person] == was[event.person]
            if isinstance(event, Declined):
                assert now.get(event.person) != was[event.person]
            if isinstance(event, DwellingLost):
                assert event.dwelling not in now.values()
            if isinstance(event, Withdrawn):
                assert event.person not in now


@THOROUGH
@given(rounds(), st.data())
def test_nothing_stays_locked_after_a_repair(round_: Round, data: st.DataObject) -> None:
    proposal = solve(round_)
    events = happened(data, round_, proposal)
    found = repair(round_, proposal, events)
    fixed = {event.person for event in events if isinstance(event, Fixed)} | {pin.person for pin in round_.pins}
    for variant in (found.staying, found.moving):
        after = next_round(variant.round, variant.proposal, ())
        assert {pin.person for pin in after.pins} <= fixed
        assert all(pin.motivation != FOR_NOW for pin in after.pins)
        assert after.id == f"{round_.id}-herstel-2"
        assert after.bans == found.round.bans


FULL = [dwelling("v"), dwelling("w", bedrooms=2, rooms=3)]


def chain(**changes: object) -> tuple[Round, Proposal]:
    """Two homes for ans and bea, and none for cas."""
    people = [person("ans", urgency=2), person("bea", urgency=3), person("cas")]
    round_ = world(people, FULL, **changes)
    return round_, solve(round_)


def test_a_decline_frees_the_unit_and_bans_the_pair() -> None:
    round_, proposal = chain()
    where = {each.person: each.dwelling for each in proposal.placements}
    found = repair(round_, proposal, [Declined(person="bea", refusal=NO)])
    (ban,) = found.round.bans
    assert (ban.person, ban.target, ban.reason) == ("bea", where["bea"], "Woning bevalt niet (WBN)")
    assert {each.person: each.dwelling for each in found.staying.proposal.placements}["cas"] == where["bea"]
    assert next(person for person in found.round.people if person.id == "bea").refused_offers == 1


@pytest.mark.parametrize(("by", "counts", "refused"), [(Decliner.CLIENT, False, 0), (Decliner.CORPORATIE, True, 0)])
def test_only_a_clients_own_no_is_a_refused_offer(by: Decliner, counts: bool, refused: int) -> None:
    round_, proposal = chain()
    no = replace(NO, by=by, counts=counts)
    found = next_round(round_, proposal, [Declined(person="bea", refusal=no)])
    assert next(person for person in found.people if person.id == "bea").refused_offers == refused


def test_a_move_says_what_would_be_lost_by_staying() -> None:
    """Ans fits everywhere and sits in the only home for cas."""
    homes = [dwelling("laag"), dwelling("hoog", floor=2)]
    people = (person("ans", urgency=5), person("bea", urgency=4))
    round_ = world(people, homes)
    proposal = solve(replace(round_, pins=(Pin(person="ans", dwelling="laag", reason=PinReason.BESLUIT),)))
    newer = replace(round_, people=(*people, person("cas", needs=frozenset({Need.LIFT}))))
    gone = [Withdrawn(person="bea")]
    found = repair(newer, proposal, gone)
    (move,) = found.moving.moves
    assert (move.person, move.origin, move.to) == ("ans", "laag", "hoog")
    points = {goal.goal: goal.value for goal in move.stay.goals}[Goal.PLACEMENTS]
    moved = {goal.goal: goal.value for goal in found.moving.proposal.goals}[Goal.PLACEMENTS]
    assert (points, moved) == (14, 18)
    assert len(found.staying.proposal.placements) == 1
    nobody = replace(newer, policy=policy(disruption_budget=0))
    assert repair(nobody, proposal, gone).moving.moves == ()


def test_stability_goes_up_until_after_what_people_may_move_for() -> None:
    def order(**changes: object) -> tuple[Goal, ...]:
        return moving_policy(policy(**changes)).goals

    assert order()[:4] == (Goal.OVERDUE, Goal.PLACEMENTS, Goal.STABILITY, Goal.QUOTA)
    assert order(moves_for=frozenset())[0] is Goal.STABILITY
    assert order(moves_for=frozenset({Goal.PLACEMENTS}))[0] is Goal.STABILITY
    assert order(goals=(Goal.PLACEMENTS, Goal.FIT)) == (Goal.PLACEMENTS, Goal.STABILITY, Goal.FIT)
    assert set(order()) == set(Policy(name="", amounts=()).goals)
