"""What a little more of one thing costs of another: a front read as steps from one combination to the next."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from optimizer.tradeoff import Axis, Front, Point


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Whoever wants a better last value than `before` has, gets on this axis no more than `after` has.

    `costs` is what is given up on the axis, `gains` how much better the last value then can be at most; both at
    least 1. It follows from a complete front; from a grid only for its own floors.
    """

    axis: Axis
    before: Point
    after: Point
    costs: int
    gains: int


def steps_along(front: Front, axis: Axis, given: Mapping[Axis, int] | None = None) -> tuple[Step, ...]:
    """The steps down from the best value on an axis, among points that are as good as `given` on other axes."""
    at, last = front.axes.index(axis), front.axes[-1]
    points = sorted(
        (point for point in front.points if _as_good(front, point, given or {})),
        key=lambda point: (_cost(axis, point.values[at]), _cost(last, point.values[-1])),
    )
    stairs: list[Point] = []
    for point in points:
        if not stairs or _cost(last, point.values[-1]) < _cost(last, stairs[-1].values[-1]):
            stairs.append(point)
    return tuple(
        Step(
            axis=axis,
            before=before,
            after=after,
            costs=abs(before.values[at] - after.values[at]),
            gains=abs(before.values[-1] - after.values[-1]),
        )
        for before, after in pairwise(stairs)
    )


def _as_good(front: Front, point: Point, given: Mapping[Axis, int]) -> bool:
    of_axis = dict(zip(front.axes, point.values, strict=True))
    return all(_cost(axis, of_axis[axis]) <= _cost(axis, value) for axis, value in given.items())


def _cost(axis: Axis, value: int) -> int:
    return -value if axis.maximise else value
