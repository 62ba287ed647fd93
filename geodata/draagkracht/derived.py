"""The derivation of one wijk as values: everything that is shown, and nothing that is not."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.draagkracht.caps import CapSteps
from geodata.draagkracht.classes import Marks
from geodata.draagkracht.policy import DraagkrachtPolicy, Indicator
from geodata.draagkracht.scores import Scale
from geodata.tables_region import IndicatorStatus
from optimizer.draagkracht import Colour


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One indicator of one wijk; `value` in units of its last decimal and `score` in tenths, None where unknown.

    `status` is that of the wijk's own figure; `note` says how the value was had where it is not the wijk's own.
    """

    indicator: Indicator
    scale: Scale
    value: int | None
    score: int | None
    year: int | None
    source: str
    status: IndicatorStatus
    note: str

    @property
    def contribution(self) -> int | None:
        """Weight times score, in tenths."""
        return None if self.score is None else self.score * self.indicator.weight


@dataclass(frozen=True, slots=True, kw_only=True)
class Pull:
    """A small wijk drawn to its gemeente: (dwellings × index + strength × mean) / (dwellings + strength)."""

    dwellings: int
    strength: int
    mean: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn:
    """A change that gives another class; `cause` begins a Dutch sentence. `by`: how far the index moves, in tenths."""

    cause: str
    colour: Colour
    by: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """How the cap of a wijk came to be, step by step.

    - `index`: of the figures, and `final`: after the step for small wijken, in tenths; None where too little is known;
    - `dwellings`: None when nobody knows; below `least` of the policy there is no class, and `caps` is None;
    - `turns`: the largest change of class first.
    """

    area: str
    policy: DraagkrachtPolicy
    name: str
    municipality: str
    dwellings: int | None
    figures: tuple[Figure, ...]
    index: int | None
    pull: Pull | None
    final: int | None
    marks: Marks
    colour: Colour
    caps: CapSteps | None
    proposed: int
    certainty: int | None
    turns: tuple[Turn, ...]

    @property
    def weight(self) -> int:
        """Weight of the figures that are known."""
        return sum(figure.indicator.weight for figure in self.figures if figure.score is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """What one change does in the whole region: the wijken that get another class, each with the class it gets."""

    cause: str
    wijken: tuple[tuple[str, Colour, Colour], ...]
