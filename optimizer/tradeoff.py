"""What can be had for what: all best combinations of a few goals, each with a witness, and the proofs that no other is.

Values only: `front` computes them, `recheck.tradeoffs` checks them.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from optimizer.policy import Goal
from optimizer.proposal import GoalValue


class Axis(StrEnum):
    """What is weighed: the number of people placed, or a goal of `policy.Goal` with its formula."""

    PLACED = "geplaatst"
    OVERDUE = "te_laat"
    PLACEMENTS = "plaatsingen"
    QUOTA = "afspraken"
    ORIGIN = "herkomst"
    SPREAD = "spreiding"
    FIT = "passendheid"
    STABILITY = "stabiliteit"

    @property
    def goal(self) -> Goal | None:
        """The goal; None for the number of people."""
        return None if self is Axis.PLACED else Goal(self.value)

    @property
    def maximise(self) -> bool:
        """Whether more is better."""
        return self.goal is None or self.goal.maximise

    @property
    def ranks_as(self) -> Goal:
        """Where it stands in the order of a policy."""
        return self.goal or Goal.PLACEMENTS


class Extent(StrEnum):
    """How much of the front there is.

    - COMPLETE: every combination that no other is as good as or better than;
    - GRID: the same for the floors that `Front.levels` lists, and no others; between these there may be more;
    - STOPPED: a clock or a person ended it; what is found is there, and what is proven of it;
    - IMPOSSIBLE: what lies fixed can't be kept, so there is nothing to weigh.
    """

    COMPLETE = "volledig"
    GRID = "raster"
    STOPPED = "gestopt"
    IMPOSSIBLE = "onmogelijk"


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A combination: a value for each axis, and placements (person id, dwelling id) that have these values.

    `proven`: nothing is at least as good on every axis and better on one.
    """

    values: tuple[int, ...]
    witness: tuple[tuple[str, str], ...]
    proven: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """Whatever keeps these floors (one for each axis but the last, None: no floor) has no better last value than `best`.

    A floor is a least value where more is better, a most value where less is. `best` None: nothing keeps them.
    It holds given `Front.kept`.
    """

    floors: tuple[int | None, ...]
    best: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Front:
    """All that can be had, from the best to the worst on the first axis, then the next.

    - `kept`: goals that the policy puts before all of these, at their best value: every combination keeps them;
    - `levels`: per axis but the last the floors looked at, the loosest first;
    - `proofs`: for COMPLETE and GRID they leave no room between the points; the checker confirms that;
    - `questions`: how many were asked of the engine.
    """

    axes: tuple[Axis, ...]
    extent: Extent
    kept: tuple[GoalValue, ...]
    points: tuple[Point, ...]
    proofs: tuple[Proof, ...]
    levels: tuple[tuple[int | None, ...], ...]
    questions: int
