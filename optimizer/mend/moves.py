"""Why somebody moves in a repair: what would be lost if she stayed, read from the calculation with her staying."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.events import Move, Variant
from optimizer.policy import Goal


class MoveReason(StrEnum):
    """What happens if this person stays, whatever the others do.

    - WORSE: some goal is reached less, and no goal before it more;
    - MORE_MOVES: more people lose their place;
    - INTERCHANGEABLE: every goal is reached as well, with somebody else moving;
    - CLASH: not all that lies fixed can be kept;
    - UNPROVEN: the calculation ended before this was known.
    """

    WORSE = "minder bereikt"
    MORE_MOVES = "meer verhuizingen"
    INTERCHANGEABLE = "inwisselbaar"
    CLASH = "botst"
    UNPROVEN = "niet bewezen"


@dataclass(frozen=True, slots=True, kw_only=True)
class WhyMoved:
    """The reason; with WORSE and MORE_MOVES the goal, and by how much it is worse in its own unit."""

    reason: MoveReason
    goal: Goal | None = None
    by: int = 0


def why_moved(move: Move, variant: Variant) -> WhyMoved:
    """The first goal that differs decides; its best must be proven, or nothing is said."""
    if not move.stay.goals:
        return WhyMoved(reason=MoveReason.CLASH)
    for ours, stayed in zip(variant.proposal.goals, move.stay.goals, strict=False):
        worse = ours.value - stayed.value if ours.goal.maximise else stayed.value - ours.value
        if not stayed.proven or worse < 0:
            return WhyMoved(reason=MoveReason.UNPROVEN)
        if worse > 0:
            reason = MoveReason.MORE_MOVES if ours.goal is Goal.STABILITY else MoveReason.WORSE
            return WhyMoved(reason=reason, goal=ours.goal, by=worse)
    every = len(move.stay.goals) == len(variant.proposal.goals)
    return WhyMoved(reason=MoveReason.INTERCHANGEABLE if every else MoveReason.UNPROVEN)
