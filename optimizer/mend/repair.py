"""Repair after a decline, an acceptance, a lost dwelling or a new arrival: two other rounds, solved like any round.

First nobody moves; beside it as few people as possible lose their place, and for each of them it is calculated
what would be lost if she stayed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from optimizer.agreements import Pin, PinReason
from optimizer.errors import RejectedProposal
from optimizer.events import FOR_NOW, Event, Move, Repair, Stay, Variant
from optimizer.mend.next_round import next_round
from optimizer.policy import Goal, Policy
from optimizer.proposal import Proposal, Settings, Status
from optimizer.round import Round
from optimizer.solve import AS_SET, Cancelling, Progress, solve
from optimizer.verify import verify_repair

STAYING, MOVING = "zonder verhuizingen", "minste verhuizingen"


def repair(
    round_: Round,
    proposal: Proposal,
    events: Sequence[Event],
    settings: Settings = AS_SET,
    progress: Progress | None = None,
    cancelled: Cancelling | None = None,
) -> Repair:
    """Answer what happened after a proposal, with nobody moved and with the fewest moves.

    Everything is `solve` of another round. In the first everybody who keeps a place is pinned. In the second the
    goals that people may move for come first (`Policy.moves_for`), then as many as possible keep their place, then
    the other goals; no more people lose it than the policy's `disruption_budget`. `round_` may be a later state of
    the round of the proposal: see `next_round` and `renewed`. Raises InvalidInput, and what `solve` raises.
    """
    following = next_round(round_, proposal, events)
    staying, moving = staying_round(following), moving_round(following)
    first = Variant(round=staying, proposal=solve(staying, settings, progress, cancelled))
    found = solve(moving, settings, progress, cancelled)
    moves = tuple(_moves(moving, found, settings, cancelled))
    answer = Repair(round=following, staying=first, moving=Variant(round=moving, proposal=found, moves=moves))
    objections = verify_repair(round_, proposal, events, answer)
    if objections:
        raise RejectedProposal(violation.message for violation in objections)
    return answer


def staying_round(round_: Round) -> Round:
    """Everybody who has a place keeps it, for this calculation."""
    pinned = {pin.person for pin in round_.pins}
    pins = (
        Pin(person=row.person, dwelling=row.dwelling, reason=PinReason.BESLUIT, motivation=FOR_NOW)
        for row in round_.previous
        if row.person not in pinned
    )
    return _variant(replace(round_, pins=(*round_.pins, *pins)), STAYING)


def moving_round(round_: Round) -> Round:
    """As many as possible keep their place, after the goals that people may move for."""
    return _variant(replace(round_, policy=moving_policy(round_.policy)), MOVING)


def moving_policy(policy: Policy) -> Policy:
    """The policy with stability moved up; the other goals keep their order."""
    others = [goal for goal in policy.goals if goal is not Goal.STABILITY]
    first = tuple(takewhile(policy.moves_for.__contains__, others))
    return replace(policy, goals=(*first, Goal.STABILITY, *others[len(first) :]))


def _variant(round_: Round, name: str) -> Round:
    return replace(round_, id=f"{round_.id}-{name.replace(' ', '-')}", name=f"{round_.name}: {name}")


def _moves(round_: Round, proposal: Proposal, settings: Settings, cancelled: Cancelling | None) -> Iterator[Move]:
    if proposal.status is Status.CONFLICT:
        return
    placed = {placement.person: placement.dwelling for placement in proposal.placements}
    for row in round_.previous:
        if placed.get(row.person) != row.dwelling:
            pin = Pin(person=row.person, dwelling=row.dwelling, reason=PinReason.BESLUIT)
            stay = _if_stays(replace(round_, pins=(*round_.pins, pin)), proposal, settings, cancelled)
            yield Move(person=row.person, origin=row.dwelling, to=placed.get(row.person), stay=stay)


def _if_stays(round_: Round, proposal: Proposal, settings: Settings, cancelled: Cancelling | None) -> Stay:
    """As far as the goal that decides: a goal knows nothing of those after it, and the last ones take longest."""
    goals = round_.policy.goals
    for number in (goals.index(Goal.STABILITY) + 1, len(goals)):
        asked = replace(round_, policy=replace(round_.policy, goals=goals[:number]))
        found = solve(asked, settings, None, cancelled)
        if [goal.value for goal in found.goals] != [goal.value for goal in proposal.goals[:number]]:
            break
    return Stay(goals=found.goals, placements=tuple((each.person, each.dwelling) for each in found.placements))
