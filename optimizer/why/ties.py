"""Whether a placement is in every best proposal, or others could have it as well."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.assignment import Integers, Problem, keeps, value_of
from optimizer.engine import solve as engine
from optimizer.explanations import Move, Tie, TieKind
from optimizer.proposal import Status
from optimizer.why.prepared import Prepared
from optimizer.why.weigh import takers, weigh

FORCED, UNKNOWN = Tie(kind=TieKind.FORCED), Tie(kind=TieKind.UNKNOWN)


class _Worse(Exception):
    """A goal can't be reached any more, so that nothing after it matters."""


class _Unclear(Exception):
    """Time ended before it was known whether a goal can be reached."""


def tie_of(prepared: Prepared, row: int, seconds: float | None = None) -> Tie:
    """First what one move shows; then, in a proven proposal, the calculation without this pair."""
    known = fixed(prepared, row) or at_hand(prepared, row)
    if known is not None:
        return known
    return _without(prepared, row, seconds) if prepared.proposal.status is Status.PROVEN else UNKNOWN


def fixed(prepared: Prepared, row: int) -> Tie | None:
    """A pin; None where there is none."""
    name = prepared.pairs.people[row].id
    return Tie(kind=TieKind.FIXED) if any(pin.person == name for pin in prepared.round.pins) else None


def at_hand(prepared: Prepared, row: int) -> Tie | None:
    """Another dwelling, a swap, or somebody without a home instead, that changes no goal; None when there is none."""
    choice, slots = prepared.choice, prepared.slots
    weighed = weigh(prepared, row, swap=True)
    same = np.flatnonzero(weighed.keeps & ~weighed.by.any(axis=0))
    if len(same):
        other = choice.copy()
        other[row] = slots.place[same[0]]
        if slots.holder[same[0]] < len(choice):
            other[slots.holder[same[0]]] = choice[row]
        return _as_good(prepared, other)
    people, weighed = takers(prepared, row)
    same = np.flatnonzero(weighed.keeps & ~weighed.by.any(axis=0))
    if len(same):
        other = choice.copy()
        other[people[same[0]]], other[row] = choice[row], -1
        return _as_good(prepared, other)
    return None


def _without(prepared: Prepared, row: int, seconds: float | None) -> Tie:
    problem = _closed(prepared, row)
    alone = prepared.choice.copy()
    alone[row] = -1
    try:
        result = engine.solve(
            problem,
            start=alone if keeps(problem, alone) else None,
            seconds=seconds,
            progress=lambda step: _stop_when_worse(prepared, step),
        )
    except _Worse:
        return FORCED
    except _Unclear:
        return UNKNOWN
    if result.choice is None:
        return FORCED
    values = [value_of(goal, result.choice, len(problem.room)) for goal in problem.objectives]
    if values == [goal.value for goal in prepared.proposal.goals]:
        return _as_good(prepared, result.choice)
    return UNKNOWN


def _closed(prepared: Prepared, row: int) -> Problem:
    """The same problem without this pair."""
    allowed = prepared.model.problem.allowed.copy()
    allowed[row, prepared.choice[row]] = False
    return replace(prepared.model.problem, allowed=allowed)


def _stop_when_worse(prepared: Prepared, step: engine.Step) -> None:
    """Goals settle in order; the bound of one holds as long as those before it were reached in full."""
    goal, bound = prepared.proposal.goals[step.index], step.reached.bound
    if step.settled and bound is not None and step.reached.value != goal.value:
        worse = bound < goal.value if goal.goal.maximise else bound > goal.value
        if worse:
            raise _Worse
        raise _Unclear


def _as_good(prepared: Prepared, choice: Integers) -> Tie:
    people, homes = prepared.pairs.people, prepared.pairs.dwellings
    moved = np.flatnonzero(choice != prepared.choice).tolist()
    moves = (Move(person=people[row].id, dwelling=homes[choice[row]].id if choice[row] >= 0 else "") for row in moved)
    return Tie(kind=TieKind.INTERCHANGEABLE, moves=tuple(moves))
