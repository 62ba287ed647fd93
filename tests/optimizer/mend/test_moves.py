"""Why somebody moves: each reason with an example, and nothing is said that is not proven."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.events import Move, Stay, Variant
from optimizer.mend.moves import MoveReason, WhyMoved, why_moved
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, Proposal
from optimizer.solve import solve
from tests.worlds import dwelling, person, world

ROUND = world([person("ans")], [dwelling("w")])


def goals(placed: int, kept: int, short: int, bound: int | None = None) -> tuple[GoalValue, ...]:
    values = {Goal.PLACEMENTS: placed, Goal.STABILITY: kept, Goal.QUOTA: short}
    proven = [GoalValue(goal=goal, value=value, bound=value) for goal, value in values.items()]
    return tuple(proven) if bound is None else (replace(proven[0], bound=bound), *proven[1:])


def variant() -> Variant:
    proposal: Proposal = replace(solve(ROUND), goals=goals(8, 2, 1))
    return Variant(round=ROUND, proposal=proposal)


@pytest.mark.parametrize(
    ("stayed", "why"),
    [
        (goals(4, 3, 1), WhyMoved(reason=MoveReason.WORSE, goal=Goal.PLACEMENTS, by=4)),
        (goals(8, 2, 3), WhyMoved(reason=MoveReason.WORSE, goal=Goal.QUOTA, by=2)),
        (goals(8, 1, 0), WhyMoved(reason=MoveReason.MORE_MOVES, goal=Goal.STABILITY, by=1)),
        (goals(8, 2, 1), WhyMoved(reason=MoveReason.INTERCHANGEABLE)),
        (goals(4, 3, 1)[:1], WhyMoved(reason=MoveReason.WORSE, goal=Goal.PLACEMENTS, by=4)),
        (goals(8, 2, 1)[:2], WhyMoved(reason=MoveReason.UNPROVEN)),
        ((), WhyMoved(reason=MoveReason.CLASH)),
        (goals(4, 3, 1, bound=9), WhyMoved(reason=MoveReason.UNPROVEN)),
        (goals(9, 2, 1), WhyMoved(reason=MoveReason.UNPROVEN)),
    ],
)
def test_the_first_goal_that_differs_decides(stayed: tuple[GoalValue, ...], why: WhyMoved) -> None:
    move = Move(person="ans", origin="w", to=None, stay=Stay(goals=stayed, placements=()))
    assert why_moved(move, variant()) == why
