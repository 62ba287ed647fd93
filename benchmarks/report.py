"""The table and the plot of what contenders did."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from importlib.metadata import version
from itertools import cycle
from pathlib import Path

import matplotlib as mpl
from matplotlib.figure import Figure

from benchmarks.engine import gap

MARKERS = "os^vDP"
OTHERS = ("scipy", "pulp")
HEADING = (
    "| people × dwellings | contender | seconds | MB | value | own bound | gap | proven |",
    "|---|---|---|---|---|---|---|---|",
)
EXPLAINED = """\
The first goal: placements weighted by urgency, more is better. Realistic problems (`benchmarks/instances.py`),
{seeds} of each size, seeds from 1; figures are medians. Every contender has {seconds:g} seconds for its solver; building
its model comes on top and is in the time. Memory is the peak of its largest process; what practice has there is what
all of them load before they begin. Values are counted from the placements, and all limits checked. The gap is from
the value to the best bound that any contender proved for the problem; proven is what the contender itself proved.
"""

mpl.rcParams["svg.hashsalt"] = "benchmarks"
mpl.rcParams["svg.fonttype"] = "none"


@dataclass(frozen=True)
class Result:
    """What one contender did on one problem; None or NaN where it gave nothing."""

    contender: str
    size: tuple[int, int]
    seed: int
    seconds: float
    peak_mb: float | None
    value: int | None
    bound: int | None


@dataclass(frozen=True)
class Figures:
    """All results, and the contenders in the order in which they are shown."""

    contenders: tuple[str, ...]
    results: tuple[Result, ...]

    @property
    def sizes(self) -> list[tuple[int, int]]:
        """The sizes, smallest first."""
        return sorted({result.size for result in self.results})

    def of(self, contender: str, size: tuple[int, int]) -> list[Result]:
        """Of one contender at one size, all seeds."""
        return [each for each in self.results if (each.contender, each.size) == (contender, size)]

    def best_bound(self, result: Result) -> int | None:
        """The lowest bound that anybody proved for the same problem; one below what was placed proves nothing."""
        same = self._same(result)
        placed = max((each.value for each in same if each.value is not None), default=0)
        return min((each.bound for each in same if each.bound is not None and each.bound >= placed), default=None)

    def wrong(self, result: Result) -> bool:
        """Whether somebody placed more than this contender says is possible."""
        bound = result.bound
        return bound is not None and any(each.value is not None and each.value > bound for each in self._same(result))

    def _same(self, result: Result) -> list[Result]:
        return [each for each in self.results if (each.size, each.seed) == (result.size, result.seed)]

    def gap(self, result: Result) -> float | None:
        """From the value to the best bound."""
        bound = self.best_bound(result)
        return None if result.value is None or bound is None else gap(result.value, bound)

    def proven(self, result: Result) -> bool:
        """Whether the contender itself proved that nothing is better."""
        return result.value is not None and result.value == result.bound and not self.wrong(result)


def report_of(figures: Figures, machine: str, command: str, seconds: float) -> str:
    """The page with the table; medians over seeds."""
    versions = ", ".join(f"{name} {version(name)}" for name in OTHERS)
    seeds = len({result.seed for result in figures.results})
    explained = EXPLAINED.format(seeds=seeds, seconds=seconds)
    head = f"# The engine beside others\n\nWritten by `{command}`. {machine}, {versions}.\n\n{explained}\n"
    wrong = [f"\nWrong bound: {each}." for each in figures.results if figures.wrong(each)]
    return "\n".join(
        [head, *HEADING, *_lines(figures), *wrong, "\n![Time, memory, value and gap by size](results.svg)\n"]
    )


def _lines(figures: Figures) -> Iterator[str]:
    for size in figures.sizes:
        for contender in figures.contenders:
            results = figures.of(contender, size)
            proven = sum(map(figures.proven, results))
            yield (
                f"| {size[0]} × {size[1]} | {contender} | {_shown((each.seconds for each in results), '.2f')} "
                f"| {_shown((each.peak_mb for each in results), '.0f')} "
                f"| {_shown((each.value for each in results), '.0f')} "
                f"| {_shown((each.bound for each in results), '.0f')} "
                f"| {_shown(map(figures.gap, results), '.2%')} | {proven} of {len(results)} |"
            )


def _median(figures: Iterable[float | None]) -> float:
    """NaN where not every problem has a figure."""
    known = list(figures)
    return statistics.median([float("nan") if each is None else each for each in known])


def _shown(figures: Iterable[float | None], form: str) -> str:
    median = _median(figures)
    return "none" if median != median else f"{median:{form}}"  # noqa: PLR0124 - NaN is not equal to itself


def figure_of(figures: Figures, path: Path) -> None:
    """Four plots by size, a marker and a colour for each contender."""
    plots: tuple[tuple[str, str, Callable[[Result], float | None]], ...] = (
        ("seconds", "log", lambda result: result.seconds),
        ("peak memory, MB", "linear", lambda result: result.peak_mb),
        ("value, % of the best bound", "linear", lambda result: _share(figures, result)),
        ("gap to the best bound, %", "linear", lambda result: _percent(figures.gap(result))),
    )
    figure = Figure(figsize=(9, 6.5), layout="constrained")
    for axes, (title, scale, read) in zip(figure.subplots(2, 2).flat, plots, strict=True):
        for contender, marker in zip(figures.contenders, cycle(MARKERS), strict=False):
            medians = [_median(map(read, figures.of(contender, size))) for size in figures.sizes]
            axes.plot([size[0] for size in figures.sizes], medians, marker=marker, label=contender, linewidth=1)
        axes.set(title=title, xlabel="people", xscale="log", yscale=scale)
        axes.set_xticks([size[0] for size in figures.sizes], [f"{size[0]:,}" for size in figures.sizes])
        axes.minorticks_off()
        axes.grid(alpha=0.3)
    figure.legend(*axes.get_legend_handles_labels(), loc="outside lower center", ncols=3)
    figure.savefig(path, metadata={"Date": None, "Creator": None})


def _share(figures: Figures, result: Result) -> float | None:
    bound = figures.best_bound(result)
    return None if result.value is None or not bound else 100 * result.value / bound


def _percent(share: float | None) -> float | None:
    return None if share is None else 100 * share
