"""What it costs to spread more: every best combination of placements, return to origin and spread, none missed.

The ε-constraint method over whole numbers. Each axis but the last has floors; for a set of floors the engine finds
the best last value and proves it. A looser set never has a worse best value, so one answer settles many sets: no
tighter one can be better, and each looser one that the witness keeps is as good. When that leaves nothing open,
every combination is known. A weighted sum, tried with any weights, misses those that no straight line touches.
"""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from optimizer.assignment import Integers, Objective, Problem
from optimizer.compare.lattice import NOTHING, Cell, Lattice, Levels, levels_between
from optimizer.eligibility import check_pairs
from optimizer.engine import solve as engine
from optimizer.engine.crew import Cancelling, Crew
from optimizer.engine.within import Asked, Floors, Question, Within, kept_by, values_of
from optimizer.errors import RejectedProposal
from optimizer.goals import OBJECTIVES
from optimizer.model import Model, build_model
from optimizer.pairs import Pairs
from optimizer.proposal import GoalValue
from optimizer.recheck.tradeoffs import front_problems
from optimizer.round import Round
from optimizer.tradeoff import Axis, Extent, Front, Point, Proof

SPREADING = (Axis.PLACED, Axis.ORIGIN, Axis.SPREAD)
# So many questions are put at a time, however many processes answer them: that keeps the front the same.
AT_A_TIME = 8
# With a clock a question may take so large a part of it, so that a hard one does not cost the others.
PART_OF_TIME = 10

Progress = Callable[["Weighing"], None]
Choices = dict[tuple[int, ...], Integers]


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighing:
    """How far it is: combinations found (better ones may come), questions answered, the part of the floors settled."""

    points: int
    questions: int
    settled: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Effort:
    """How much may be spent.

    - `steps`: at most so many floors on an axis, evenly over its range; None: every one;
    - `seconds`: None: until all is known;
    - `workers`: processes beside this one; 0: none, and then a stop waits for the question that is being answered.
    """

    steps: int | None = None
    seconds: float | None = None
    workers: int = 0


ALL_OF_IT = Effort()


@dataclass(frozen=True)
class _Weighed:
    """The problem with what is kept first and then the axes; `start` keeps what is kept."""

    axes: tuple[Axis, ...]
    kept: tuple[GoalValue, ...]
    problem: Problem
    start: Integers
    ends: float
    longest: float

    @property
    def floors(self) -> Floors:
        """What every combination keeps."""
        return tuple(goal.value for goal in self.kept)

    @property
    def left(self) -> float:
        """Seconds for one question."""
        return min(self.longest, self.ends - time.monotonic())

    def values(self, choice: Integers) -> tuple[int, ...]:
        """On the axes."""
        return values_of(self.problem, choice)[len(self.kept) :]


@dataclass(frozen=True)
class _Reach:
    """How far the floors of an axis go: nothing is better than `best`. `proven` tells whether that is so."""

    best: int
    choice: Integers
    proven: bool


def front_of(
    round_: Round,
    axes: tuple[Axis, ...] = SPREADING,
    effort: Effort = ALL_OF_IT,
    progress: Progress | None = None,
    cancelled: Cancelling | None = None,
) -> Front:
    """All best combinations on these axes; the last one is optimised, the others have floors.

    Goals that the policy puts before all of the axes are kept at their best value; the others are left free. The
    independent checker confirms every witness, and that the proofs leave nothing out. Raises RejectedProposal when
    it objects, and EngineError.
    """
    model = build_model(check_pairs(round_), seed=1)
    weighed = _weighed(model, axes, effort.seconds)
    if weighed is None:
        levels: Levels = ((None,),) * (len(axes) - 1)
        return Front(axes=axes, extent=Extent.IMPOSSIBLE, kept=(), points=(), proofs=(), levels=levels, questions=0)
    reaches = [_reach_of(weighed, number) for number in range(len(axes) - 1)]
    search = _Search(weighed, reaches, effort.steps)
    with Crew(weighed.problem, effort.workers) as crew:
        search.settle(crew, progress, cancelled)
    front = _front(model, weighed, search)
    problems = tuple(front_problems(round_, front))
    if problems:
        raise RejectedProposal(problems)
    return front


def objective_of(axis: Axis, pairs: Pairs) -> Objective:
    """What is counted on an axis."""
    if axis.goal is None:
        return Objective(maximise=True, weights=np.ones((1, 1), dtype=np.int64))
    return OBJECTIVES[axis.goal](pairs)


def _weighed(model: Model, axes: tuple[Axis, ...], seconds: float | None) -> _Weighed | None:
    """What the policy puts before every axis, at its best; None when what lies fixed can't be kept."""
    order = model.pairs.round.policy.goals
    goals = order[: min((order.index(axis.ranks_as) for axis in axes if axis.ranks_as in order), default=0)]
    first = tuple(OBJECTIVES[goal](model.pairs) for goal in goals)
    longest = math.inf if seconds is None else seconds / PART_OF_TIME
    ends = math.inf if seconds is None else time.monotonic() + seconds
    result = engine.solve(replace(model.problem, objectives=first), seconds=None if seconds is None else longest)
    if result.choice is None:
        return None
    kept = tuple(
        GoalValue(goal=goal, value=each.value, bound=each.bound)
        for goal, each in zip(goals, result.reached, strict=True)
    )
    weighing = tuple(objective_of(axis, model.pairs) for axis in axes)
    return _Weighed(axes, kept, replace(model.problem, objectives=(*first, *weighing)), result.choice, ends, longest)


def _reach_of(weighed: _Weighed, number: int) -> _Reach:
    """The best that one axis alone can have."""
    objectives = weighed.problem.objectives
    alone = replace(
        weighed.problem, objectives=(*objectives[: len(weighed.kept)], objectives[len(weighed.kept) + number])
    )
    found = Question(alone).answer(Asked(weighed.floors, weighed.start, weighed.left))
    choice = weighed.start if found.choice is None else found.choice
    if found.bound is None:
        return _Reach(weighed.values(choice)[number], choice, proven=False)
    return _Reach(found.bound, choice, proven=True)


class _Search:
    """Asks until every set of floors is settled, and remembers: what was found for which values, and what is proven."""

    def __init__(self, weighed: _Weighed, reaches: Sequence[_Reach], steps: int | None) -> None:
        self.weighed = weighed
        self.goals = weighed.problem.objectives[len(weighed.kept) :]
        ranges = [(_worst(goal), each.best) for goal, each in zip(self.goals, reaches, strict=False)]
        levels = tuple(levels_between(*each, steps) for each in ranges)
        self.thinned = levels != tuple(levels_between(*each, None) for each in ranges)
        self.lattice = Lattice(levels, [axis.maximise for axis in weighed.axes])
        self.bounded = all(each.proven for each in reaches) and all(goal.proven for goal in weighed.kept)
        self.proofs = [_beyond(weighed.axes, number, each.best) for number, each in enumerate(reaches) if each.proven]
        self.questions = len(reaches)
        self.found: Choices = {}
        for each in reaches:
            self._witness(each.choice)

    def settle(self, crew: Crew, progress: Progress | None, cancelled: Cancelling | None) -> None:
        """Ask about the loosest sets of floors that are open, until there are none or it has to end."""
        while (cells := self.lattice.open_cells(AT_A_TIME)) and self.weighed.left > 0:
            answers = crew.answers([self._asked(cell) for cell in cells], cancelled)
            if answers is None:
                return
            for cell, answer in zip(cells, answers, strict=True):
                self._heard(cell, answer)
            if progress is not None:
                progress(Weighing(points=len(self.found), questions=self.questions, settled=self.lattice.settled))

    def points(self) -> list[tuple[int, ...]]:
        """The values found than which no other found are as good on every axis, best first."""
        better = sorted(self.found, key=self._upward, reverse=True)
        kept: list[tuple[int, ...]] = []
        for values in better:
            mine = self._upward(values)
            if not any(all(map(int.__ge__, self._upward(other), mine)) for other in kept):
                kept.append(values)
        return kept

    def is_best(self, values: tuple[int, ...]) -> bool:
        """Whether that is proven."""
        return self.bounded and self.lattice.is_best(values)

    def _upward(self, values: tuple[int, ...]) -> tuple[int, ...]:
        """Turned so that more is better."""
        return tuple(value if axis.maximise else -value for value, axis in zip(values, self.weighed.axes, strict=True))

    def _asked(self, cell: Cell) -> Asked:
        floors = self.lattice.floors(cell)
        fitting = [values for values in self.found if kept_by(self.goals, values, floors)]
        best = min(fitting, key=lambda values: (self.lattice.cost(values[-1]), values), default=None)
        start = None if best is None else self.found[best]
        return Asked((*self.weighed.floors, *floors), start, self.weighed.left)

    def _heard(self, cell: Cell, answer: Within) -> None:
        self.questions += 1
        self.lattice.asked(cell)
        if answer.choice is not None:
            self._witness(answer.choice)
        if answer.impossible or answer.bound is not None:
            best = None if answer.impossible else answer.bound
            self.proofs.append(Proof(floors=self.lattice.floors(cell), best=best))
            self.lattice.proof(cell, NOTHING if best is None else self.lattice.cost(best))

    def _witness(self, choice: Integers) -> None:
        values = self.weighed.values(choice)
        self.found.setdefault(values, choice)
        self.lattice.witness(values)


def _worst(goal: Objective) -> int:
    """No choice is worse: nothing is gained, or every convex cost has all that may come, at the dearest."""
    if goal.maximise:
        return 0
    costs = (
        max(0, *each.slopes, each.beyond)
        * sum(int(term.items.sum()) * int(term.places.max(initial=0)) for term in each.terms)
        for each in goal.convex
    )
    return goal.constant + sum(costs)


def _beyond(axes: Sequence[Axis], number: int, best: int) -> Proof:
    """That nothing is better than the best of an axis."""
    floor = best + 1 if axes[number].maximise else best - 1
    return Proof(floors=tuple(floor if other == number else None for other in range(len(axes) - 1)), best=None)


def _front(model: Model, weighed: _Weighed, search: _Search) -> Front:
    """What was found, as people get it."""
    done = search.bounded and search.lattice.settled == 1
    people, homes = model.pairs.people, model.pairs.dwellings

    def witness(choice: Integers) -> tuple[tuple[str, str], ...]:
        placed = np.flatnonzero(choice >= 0).tolist()
        return tuple((people[row].id, homes[int(choice[row])].id) for row in placed)

    return Front(
        axes=weighed.axes,
        extent=Extent.STOPPED if not done else Extent.GRID if search.thinned else Extent.COMPLETE,
        kept=weighed.kept,
        points=tuple(
            Point(values=values, witness=witness(search.found[values]), proven=search.is_best(values))
            for values in search.points()
        ),
        proofs=tuple(search.proofs),
        levels=search.lattice.levels,
        questions=search.questions,
    )
