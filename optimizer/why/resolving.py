"""The whole calculation again for a round in which something gives way: what it would really do.

Prices of the relaxed program only hint at that; what is told comes from here.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from optimizer.agreements import Pin, PinReason
from optimizer.explanations import Easing, Effect, Opening, Outcome, Resolved, Worth, better_first
from optimizer.proposal import Proposal, Settings, Status
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.why.easing import with_easings

NOT_CALCULATED = Resolved(outcome=Outcome.UNKNOWN, placements=(), effects=())


def resolved(round_: Round, proposal: Proposal, opening: Opening, seconds: int | None = None) -> Resolved:
    """Whether the calculation itself would place the person of an opening; within so many seconds, or unknown.

    Where the proposal itself was stopped before the end nothing can be compared with it.
    """
    if proposal.status is not Status.PROVEN:
        return NOT_CALCULATED
    answer = _again(with_easings(round_, opening.easings), proposal, seconds)
    placed = any(placement.person == opening.person for placement in answer.placements)
    effects = _effects(proposal, answer)
    # Nobody trusts the solver: a witness that is better than what it calls the best was there already.
    if better_first(effects) > better_first(opening.effects):
        return NOT_CALCULATED
    ended = answer.status is Status.PROVEN
    outcome = Outcome.UNKNOWN if not ended else Outcome.PLACED if placed else Outcome.OTHERS
    return Resolved(outcome=outcome, placements=pairs_of(answer), effects=effects)


def smallest_resolved(
    round_: Round, proposal: Proposal, openings: Sequence[Opening], seconds: int | None = None, most: int = 3
) -> tuple[Opening, ...]:
    """The openings, calculated one after the other until the first with which the person gets a home: that goes first."""
    told = list(openings)
    for at, opening in enumerate(openings[:most]):
        told[at] = replace(opening, resolved=resolved(round_, proposal, opening, seconds))
        if told[at].outcome is Outcome.PLACED:
            break
    return tuple(sorted(told, key=lambda opening: opening.outcome is not Outcome.PLACED))


def worth_of(round_: Round, proposal: Proposal, easing: Easing, seconds: int | None = None) -> Worth | None:
    """What one easing would bring: the exact change of every goal, `proven` when both calculations came to an end.

    None when nothing as good as the proposal was found: that says nothing.
    """
    answer = _again(with_easings(round_, [easing]), proposal, seconds)
    effects = _effects(proposal, answer)
    if better_first(effects) > (0,) * len(effects):
        return None
    proven = answer.status is Status.PROVEN is proposal.status
    return Worth(easing=easing, proven=proven, placements=pairs_of(answer), effects=effects)


def steps_worth(round_: Round, proposal: Proposal, easing: Easing, seconds: int | None = None) -> tuple[Worth, ...]:
    """The same for each step up to this easing; where all of it brings nothing, less of it brings nothing either."""
    whole = worth_of(round_, proposal, easing, seconds)
    if whole is not None and whole.proven and not any(effect.by for effect in whole.effects):
        return (whole,)
    less = (replace(easing, by=by) for by in range(1, easing.by))
    worths = (*(worth_of(round_, proposal, each, seconds) for each in less), whole)
    return tuple(worth for worth in worths if worth is not None)


def price_of(
    round_: Round, proposal: Proposal, person: str, dwelling: str, seconds: int | None = None
) -> Resolved | None:
    """What the whole proposal would become if this person had to get this dwelling; None when that can't be."""
    pins = tuple(pin for pin in round_.pins if pin.person != person)
    pinned = replace(round_, pins=(*pins, Pin(person=person, dwelling=dwelling, reason=PinReason.BESLUIT)))
    answer = _again(pinned, proposal, seconds)
    if answer.status is Status.CONFLICT:
        return None
    ended = answer.status is Status.PROVEN is proposal.status
    outcome = Outcome.PLACED if ended else Outcome.UNKNOWN
    return Resolved(outcome=outcome, placements=pairs_of(answer), effects=_effects(proposal, answer))


def pairs_of(proposal: Proposal) -> tuple[tuple[str, str], ...]:
    """Who goes where, by person."""
    return tuple((placement.person, placement.dwelling) for placement in proposal.placements)


def _again(round_: Round, proposal: Proposal, seconds: int | None) -> Proposal:
    return solve(round_, Settings(seed=proposal.settings.seed, time_limit=seconds))


def _effects(before: Proposal, after: Proposal) -> tuple[Effect, ...]:
    goals: Iterable[tuple[int, int]] = zip(
        (goal.value for goal in before.goals), (goal.value for goal in after.goals), strict=True
    )
    return tuple(Effect(goal=goal.goal, by=then - now) for goal, (now, then) in zip(before.goals, goals, strict=True))
