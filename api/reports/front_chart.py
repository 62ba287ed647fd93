"""The front as a drawing: spread against return to origin, a line for each number of people placed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from api.texts.comparison_rows import letters
from optimizer.compare.comparison import Comparison
from optimizer.policy import Goal
from optimizer.tradeoff import Axis, Front

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 860, 460, 70, 40, 24, 64
# More lines than this can't be told apart; the table has them all.
MOST_LINES = 6
STEPS = (1, 2, 5)


@dataclass(frozen=True, slots=True, kw_only=True)
class Dot:
    """A point of the drawing, in its units, with what it means."""

    x: float
    y: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The combinations with one number of people placed, by spread."""

    label: str
    dots: tuple[Dot, ...]

    @property
    def path(self) -> str:
        """For a polyline."""
        return " ".join(f"{dot.x},{dot.y}" for dot in self.dots)


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A number along an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All that the page draws; `marks` are the columns of the comparison. `left_out`: lines that are not drawn."""

    lines: tuple[Line, ...]
    marks: tuple[Dot, ...]
    across: tuple[Tick, ...]
    upward: tuple[Tick, ...]
    left_out: int


def drawing_of(front: Front, comparison: Comparison) -> Drawing:
    """Of a front of placed people, return and spread with at least one combination."""
    placed, back, spread = (front.axes.index(axis) for axis in (Axis.PLACED, Axis.ORIGIN, Axis.SPREAD))
    numbers = sorted({point.values[placed] for point in front.points}, reverse=True)
    drawn = [point.values for point in front.points if point.values[placed] in numbers[:MOST_LINES]]
    marks = _marks(comparison)
    spreads = [*(values[spread] for values in drawn), *(mark[1] for mark in marks)]
    backs = [*(values[back] for values in drawn), *(mark[2] for mark in marks)]
    x, y = _scale(spreads, LEFT, WIDTH - RIGHT), _scale([0, *backs], HEIGHT - BOTTOM, TOP)
    lines = [
        Line(
            label=str(number),
            dots=tuple(
                Dot(
                    x=x.at(values[spread]),
                    y=y.at(values[back]),
                    text=f"{number} geplaatst, {values[back]} terug naar herkomst, spreiding {values[spread]}",
                )
                for values in sorted(drawn, key=lambda values: values[spread])
                if values[placed] == number
            ),
        )
        for number in numbers[:MOST_LINES]
    ]
    return Drawing(
        lines=tuple(lines),
        marks=tuple(Dot(x=x.at(cost), y=y.at(returned), text=letter) for letter, cost, returned in marks),
        across=x.ticks(),
        upward=y.ticks(),
        left_out=max(0, len(numbers) - MOST_LINES),
    )


@dataclass(frozen=True)
class _Scale:
    low: int
    high: int
    start: float
    end: float
    step: int

    def at(self, value: float) -> float:
        part = (value - self.low) / (self.high - self.low)
        return round(self.start + part * (self.end - self.start), 1)

    def ticks(self) -> tuple[Tick, ...]:
        return tuple(Tick(at=self.at(value), text=str(value)) for value in range(self.low, self.high + 1, self.step))


def _scale(values: Sequence[int], start: float, end: float) -> _Scale:
    """From a round number below the least to one above the most."""
    least, most = min(values), max(values)
    sizes = (base * 10**power for power in range(7) for base in STEPS)
    step = next((size for size in sizes if (most - least) / size <= 8), most - least)  # noqa: PLR2004 - fits the drawing
    low = least // step * step
    return _Scale(low, max(low + step, -(-most // step) * step), start, end, step)


def _marks(comparison: Comparison) -> list[tuple[str, int, int]]:
    """Letter, spread and returns of every column that has both."""
    found: Iterable[tuple[str, int | None, int]] = (
        (letter, dict(outcome.goals).get(Goal.SPREAD), outcome.figures.returned.part)
        for letter, outcome in zip(letters(comparison), comparison.columns, strict=True)
        if outcome.figures is not None
    )
    return [(letter, cost, returned) for letter, cost, returned in found if cost is not None]
