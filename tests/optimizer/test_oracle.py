"""Brute force over every choice of tiny rounds, judged by the independent checker alone.

The solver's proposal must be one of the permitted choices and the lexicographically best of them.
"""

from __future__ import annotations

from itertools import product

from hypothesis import HealthCheck, given, settings

from optimizer.policy import Goal
from optimizer.proposal import Status
from optimizer.round import Round
from optimizer.solve import practice, solve
from optimizer.verify import broken_rules, goal_values, violations_of
from tests.tiny_rounds import rounds

# Thousands of rounds: about a minute.
THOROUGH = settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck))

Pairs = list[tuple[str, str]]


def every_choice(round_: Round) -> list[Pairs]:
    """Every choice that breaks no rule and no joint rule."""
    options: list[list[str | None]] = [
        [None, *(home.id for home in round_.dwellings if not broken_rules(round_, person.id, home.id))]
        for person in round_.people
    ]
    names = [person.id for person in round_.people]
    choices = ([(name, home) for name, home in zip(names, homes, strict=True) if home] for homes in product(*options))
    return [choice for choice in choices if not violations_of(round_, choice)]


def better_first(values: dict[Goal, int]) -> tuple[int, ...]:
    """Compares as the policy does: more is better for some goals, less for others."""
    return tuple(value if goal.maximise else -value for goal, value in values.items())


@THOROUGH
@given(rounds())
def test_no_choice_is_better_than_the_proposal(round_: Round) -> None:
    proposal = solve(round_)
    choices = every_choice(round_)
    if proposal.status is Status.CONFLICT:
        assert not choices
        assert proposal.conflicts
        return
    values = {goal.goal: goal.value for goal in proposal.goals}
    best = max(choices, key=lambda choice: better_first(goal_values(round_, choice)))
    assert values == goal_values(round_, best)
    assert proposal.status is Status.PROVEN
    by_hand = practice(round_)
    if by_hand is not None:
        assert better_first(values) >= better_first({goal.goal: goal.value for goal in by_hand.goals})
