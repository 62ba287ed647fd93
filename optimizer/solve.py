"""A Round in, a checked Proposal out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.assignment import Integers, value_of
from optimizer.baseline import place_by_hand
from optimizer.compose import compose
from optimizer.conflicts import clash_of
from optimizer.eligibility import check_pairs
from optimizer.engine import apart
from optimizer.engine import solve as engine
from optimizer.errors import RejectedProposal
from optimizer.model import Model, build_model
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, Proposal, Settings, Status
from optimizer.round import Round
from optimizer.verify import verify

Progress = Callable[["Standing"], None]
Cancelling = Callable[[], bool]

AS_SET = Settings()


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How a goal stands during the calculation; `settled` when the next one is up."""

    goal: GoalValue
    settled: bool


def solve(
    round_: Round,
    settings: Settings = AS_SET,
    progress: Progress | None = None,
    cancelled: Cancelling | None = None,
) -> Proposal:
    """Find the best placements under every rule and limit, goal by goal in the policy's order.

    Who may live where is settled first, rule by rule. What people do by hand is where the search starts, so no
    proposal is worse than that. The engine then reaches the goals one after the other. Where pins, links and the
    like can't all be kept, the answer is which of them clash, and what would end that. Nothing is returned that
    the independent checker objects to.

    `progress` hears each goal's value and bound while it is reached for and when it is settled. `cancelled` is
    asked ten times a second whether a person wants to stop; then the best so far is the answer, within a second.
    For that the engine works in a process of its own. Raises RejectedProposal, EngineError, Cancelled.
    """
    model = build_model(check_pairs(round_), settings.seed)
    by_hand = place_by_hand(model)
    telling = _telling(round_, progress)
    if cancelled is None:
        result = engine.solve(model.problem, start=by_hand, seconds=settings.time_limit, progress=telling)
    else:
        result = apart.solve(
            model.problem, start=by_hand, seconds=settings.time_limit, progress=telling, cancelled=cancelled
        )
    if result.choice is None:
        return _refusal(model, settings)
    goals = tuple(map(_named, round_.policy.goals, result.reached))
    status = Status.PROVEN if all(goal.proven for goal in goals) else Status.STOPPED
    return _checked(round_, compose(model, result.choice, status, settings, goals=goals))


def practice(round_: Round) -> Proposal | None:
    """What people would do by hand with the same round, for comparison; None when they can't keep what lies fixed."""
    model = build_model(check_pairs(round_), AS_SET.seed)
    choice = place_by_hand(model)
    if choice is None:
        return None
    values = (value_of(objective, choice, len(round_.dwellings)) for objective in model.problem.objectives)
    goals = tuple(
        GoalValue(goal=goal, value=value, bound=None) for goal, value in zip(round_.policy.goals, values, strict=True)
    )
    return _checked(round_, compose(model, choice, Status.BASELINE, AS_SET, goals=goals))


def _refusal(model: Model, settings: Settings) -> Proposal:
    nobody: Integers = np.full(len(model.pairs.people), -1, dtype=np.int64)
    return _checked(model.pairs.round, compose(model, nobody, Status.CONFLICT, settings, clash=clash_of(model)))


def _checked(round_: Round, proposal: Proposal) -> Proposal:
    violations = verify(round_, proposal)
    if violations:
        raise RejectedProposal(violation.message for violation in violations)
    return proposal


def _named(goal: Goal, reached: engine.Reached) -> GoalValue:
    return GoalValue(goal=goal, value=reached.value, bound=reached.bound)


def _telling(round_: Round, progress: Progress | None) -> engine.Progress | None:
    if progress is None:
        return None

    def tell(step: engine.Step) -> None:
        progress(Standing(goal=_named(round_.policy.goals[step.index], step.reached), settled=step.settled))

    return tell
