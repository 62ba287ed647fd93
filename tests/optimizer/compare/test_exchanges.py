"""A front read as steps."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings

from optimizer.compare.exchanges import steps_along
from optimizer.compare.front import front_of
from optimizer.round import Round
from optimizer.tradeoff import Axis
from tests.optimizer.compare.test_front import by_enumeration, dear_return
from tests.tiny_rounds import rounds


def test_each_step_is_the_least_that_must_be_given_up() -> None:
    front = front_of(dear_return())
    assert [(step.before.values, step.after.values, step.costs, step.gains) for step in steps_along(front, Axis.PLACED)] == [
        ((2, 0, 30), (1, 0, 10), 1, 20), ((1, 0, 10), (0, 0, 0), 1, 10),
    ]  # fmt: skip
    returns = steps_along(front, Axis.ORIGIN, {Axis.PLACED: 2})
    assert [(step.costs, step.gains) for step in returns] == [(1, 90), (1, 55)]


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds())
def test_nobody_gets_a_better_spread_for_less(round_: Round) -> None:
    front = front_of(round_)
    possible = by_enumeration(round_, front.axes, [goal.goal for goal in front.kept])
    for step in steps_along(front, Axis.PLACED):
        better = [values for values in possible if values[2] < step.before.values[2]]
        assert max(values[0] for values in better) == step.before.values[0] - step.costs == step.after.values[0]
        assert step.costs > 0 < step.gains
