"""How many combinations of placements, return and spread a round has, and what finding all of them takes.

    python -m benchmarks.front [--people N] [--dwellings N] [--seeds N] [--workers N]

Synthetic rounds of the bundled region. Beside the exact front, in the same run, a weighted sweep of as many solves:
what most tools do. That one works in this process alone; for a fair ratio of times so does the exact one, unless
`--workers` says otherwise.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from benchmarks.machine import load, machine
from benchmarks.rounds import synthetic_round
from optimizer.assignment import Convex, Objective
from optimizer.compare.front import SPREADING, Effort, front_of, objective_of
from optimizer.eligibility import check_pairs
from optimizer.engine.crew import Crew
from optimizer.engine.within import Asked
from optimizer.goals import OBJECTIVES
from optimizer.model import build_model
from optimizer.round import Round
from optimizer.tradeoff import Extent, Front

# Weights are whole numbers up to this.
LARGEST_WEIGHT = 100


@dataclass(frozen=True)
class Measured:
    """One round: the exact front, and a weighted sweep of as many solves."""

    seed: int
    points: int
    questions: int
    seconds: float
    swept: int
    found: int
    sweep_seconds: float


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, standard in (("people", 60), ("dwellings", 60), ("seeds", 5), ("workers", 0)):
        parser.add_argument(f"--{name}", type=int, default=standard)
    chosen = parser.parse_args()
    print(
        f"{machine()}, {load()}\n{chosen.people} people × {chosen.dwellings} dwellings, {chosen.workers} processes besides this one\n"
    )
    print("| seed | points | solves | seconds | weighted: solves | of the points found | seconds |")
    print("|---|---|---|---|---|---|---|")
    rows = []
    for seed in range(1, chosen.seeds + 1):
        row = _measure(seed, synthetic_round(seed, chosen.people, chosen.dwellings), chosen.workers)
        rows.append(row)
        print(
            f"| {row.seed} | {row.points} | {row.questions} | {row.seconds:.1f} | {row.swept} "
            f"| {row.found} ({row.found / row.points:.0%}) | {row.sweep_seconds:.1f} |",
            flush=True,
        )
    points, found = sum(row.points for row in rows), sum(row.found for row in rows)
    print(f"\na weighted sweep of as many solves finds {found} of {points} points, {found / points:.0%}")
    print(f"exact: {sum(row.seconds for row in rows) / sum(row.sweep_seconds for row in rows):.2f} × its time")


def _measure(seed: int, round_: Round, workers: int) -> Measured:
    started = time.perf_counter()
    front = front_of(round_, effort=Effort(workers=workers))
    seconds = time.perf_counter() - started
    assert front.extent is Extent.COMPLETE, "without a clock a front is complete"
    started = time.perf_counter()
    swept = _swept(round_, front)
    sweep_seconds = time.perf_counter() - started
    true = {point.values for point in front.points}
    return Measured(seed, len(true), front.questions, seconds, front.questions, len(true & swept), sweep_seconds)


def _swept(round_: Round, front: Front) -> set[tuple[int, ...]]:
    """What weighted sums find: one solve for each of many weights, with the same goals kept first."""
    model = build_model(check_pairs(round_), seed=1)
    kept = tuple(OBJECTIVES[goal.goal](model.pairs) for goal in front.kept)
    floors = tuple(goal.value for goal in front.kept)
    axes = tuple(objective_of(axis, model.pairs) for axis in SPREADING)
    found: set[tuple[int, ...]] = set()
    for weights in islice(_weights(front), front.questions):
        problem = replace(model.problem, objectives=(*kept, *axes, _sum(axes, weights)))
        with Crew(problem) as crew:
            answers = crew.answers([Asked((*floors, None, None, None))])
        assert answers is not None
        found.add(answers[0].values[len(kept) : len(kept) + len(axes)])
    return found


def _weights(front: Front) -> Iterator[tuple[int, int, int]]:
    """Evenly over all directions (a Halton sequence), each axis first brought to its own range."""
    ranges = [
        max(1, max(values) - min(values)) for values in zip(*(point.values for point in front.points), strict=True)
    ]
    number = 0
    while True:
        number += 1
        low, high = sorted((_halton(number, 2), _halton(number, 3)))
        parts = (low, high - low, 1 - high)
        biggest = max(part / size for part, size in zip(parts, ranges, strict=True))
        placed, back, spread = (
            round(LARGEST_WEIGHT * part / size / biggest) for part, size in zip(parts, ranges, strict=True)
        )
        yield placed, back, spread


def _halton(number: int, base: int) -> float:
    result, part = 0.0, 1.0
    while number:
        part /= base
        number, digit = divmod(number, base)
        result += part * digit
    return result


def _sum(axes: tuple[Objective, ...], weights: tuple[int, int, int]) -> Objective:
    """Minimise weight · spread − weight · placed − weight · returned."""
    placed, back, spread = axes
    gained = weights[0] * placed.weights + weights[1] * back.weights
    convex = tuple(
        Convex(each.terms, tuple(weights[2] * slope for slope in each.slopes), weights[2] * each.beyond)
        for each in spread.convex
    )
    return Objective(maximise=False, weights=-np.asarray(gained, dtype=np.int64), convex=convex)


if __name__ == "__main__":
    main()
