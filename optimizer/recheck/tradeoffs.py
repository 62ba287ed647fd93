"""The check of a front: every witness keeps every rule and has its values, and the proofs leave no other combination.

What a single proof says is the engine's word; that together they leave no room is worked out again here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from optimizer.policy import Goal
from optimizer.recheck.figures import Count, values
from optimizer.recheck.joint_rules import findings
from optimizer.recheck.rules import broken
from optimizer.recheck.world import World
from optimizer.round import Round
from optimizer.tradeoff import Axis, Extent, Front, Point

# More than any value.
NONE = 10**18
Floors = Sequence[int | None]


def front_problems(round_: Round, front: Front) -> Iterator[str]:
    """Everything that is wrong in a front for this round, as Dutch sentences; nothing when nothing is."""
    world = World(replace(round_, policy=replace(round_.policy, goals=tuple(Goal))))
    for number, point in enumerate(front.points, 1):
        yield from _of_witness(world, front, number, point)
    yield from _of_dominance(front)
    yield from _of_extent(front)
    for number, point in enumerate(front.points, 1):
        if point.proven and not _is_best(front, point):
            yield f"Punt {number}: dat er niets beters is, volgt niet uit de bewijzen."


def _of_witness(world: World, front: Front, number: int, point: Point) -> Iterator[str]:
    """Known people and dwellings, every rule kept, and the values as listed."""
    unknown = [name for pair in point.witness for name in pair if name not in world.people | world.dwellings]
    if unknown:
        yield f"Punt {number}: {unknown[0]} staat niet in deze ronde."
        return
    count = Count(world, point.witness)
    for pair in count.pairs:
        for sentence in broken(pair).values():
            yield f"Punt {number}: {' + '.join(pair.ids)}. {sentence}"
    for _, name, sentence in findings(count):
        yield f"Punt {number}: {name}. {sentence}"
    reached = values(count)
    found = tuple(_value(axis, count, reached) for axis in front.axes)
    if found != point.values:
        yield f"Punt {number}: de waarden zijn {point.values}, maar moeten {found} zijn."
    for goal in front.kept:
        mine = reached[goal.goal]
        worse = mine < goal.value if goal.goal.maximise else mine > goal.value
        # What is better than a proven best can't be; than one that is not proven, it can.
        if worse or (goal.proven and mine != goal.value):
            yield f"Punt {number}: doel '{goal.goal}' heeft waarde {mine}; dat moet {goal.value} zijn."


def _value(axis: Axis, count: Count, reached: dict[Goal, int]) -> int:
    return len(count.pairs) if axis.goal is None else reached[axis.goal]


def _of_dominance(front: Front) -> Iterator[str]:
    upward = [_upward(front, point.values) for point in front.points]
    for one, mine in enumerate(upward, 1):
        for other, theirs in enumerate(upward, 1):
            if one != other and all(his >= own for his, own in zip(theirs, mine, strict=True)):
                yield f"Punt {other} is nergens slechter dan punt {one}; dan hoort punt {one} er niet bij."


def _of_extent(front: Front) -> Iterator[str]:
    """What is called complete has no room for another combination; a grid none at its own floors."""
    if front.extent in (Extent.STOPPED, Extent.IMPOSSIBLE):
        return
    if any(not goal.proven for goal in front.kept):
        yield "Een doel dat voorgaat, is niet bewezen; dan is het geheel dat ook niet."
    # Between two values of points nothing changes but the proofs, which only get stronger.
    levels = front.levels if front.extent is Extent.GRID else _just_beyond(front)
    for floors in product(*levels):
        found = min(
            (_cost(front, point.values[-1]) for point in front.points if _keeps(front, point, floors)), default=NONE
        )
        if found > _least(front, floors):
            yield f"Bij de ondergrenzen {floors} kan er nog een andere combinatie zijn."
            return


def _just_beyond(front: Front) -> list[list[int | None]]:
    """No floor, and floors that just shut a point out."""
    beyond: list[list[int | None]] = []
    for at, axis in enumerate(front.axes[:-1]):
        step = 1 if axis.maximise else -1
        beyond.append([None, *sorted({point.values[at] + step for point in front.points})])
    return beyond


def _is_best(front: Front, point: Point) -> bool:
    """Whether the proofs shut out everything as good as this with something better."""
    cost, own = _cost(front, point.values[-1]), list(point.values[:-1])
    tighter = [
        [*own[:at], own[at] + (1 if axis.maximise else -1), *own[at + 1 :]] for at, axis in enumerate(front.axes[:-1])
    ]
    return _least(front, own) >= cost and all(_least(front, floors) > cost for floors in tighter)


def _least(front: Front, floors: Floors) -> int:
    """The least cost that the proofs allow within these floors: those of every looser set hold here too."""
    holding = (proof for proof in front.proofs if _looser(front, proof.floors, floors))
    return max((NONE if proof.best is None else _cost(front, proof.best) for proof in holding), default=-NONE)


def _looser(front: Front, floors: Floors, than: Floors) -> bool:
    for axis, mine, theirs in zip(front.axes, floors, than, strict=False):
        if mine is not None and (theirs is None or (mine > theirs if axis.maximise else mine < theirs)):
            return False
    return True


def _keeps(front: Front, point: Point, floors: Floors) -> bool:
    return _looser(front, floors, point.values[:-1])


def _cost(front: Front, value: int) -> int:
    return -value if front.axes[-1].maximise else value


def _upward(front: Front, values_: Sequence[int]) -> list[int]:
    return [value if axis.maximise else -value for axis, value in zip(front.axes, values_, strict=True)]
