"""A country in parts: regions side by side, a tenth of the people of each welcome in the next one too.

    python -m benchmarks.country [--regions N] [--seconds S] [--workers N] [--seed N]

43 regions of 1,163 people and dwellings are 50,000 of both, as there are centrumgemeente regions in the Netherlands.
The first goal: placements weighted by urgency. Its gap is to the bound that the prices of all regions prove together.
"""

from __future__ import annotations

import argparse
import time
from dataclasses import replace
from functools import partial

import numpy as np

from benchmarks.instances import realistic
from benchmarks.machine import machine, peak_mb
from optimizer.assignment import Objective, Problem
from optimizer.engine.parts import Divided, solve_parts

PEOPLE, VISITORS = 1_163, 116


def region(number: int, regions: int, seed: int) -> Problem:
    """A region with its own people first; the last ones are those of the region before it who may come here too."""
    own = _alone(number, seed)
    weights = np.asarray(own.objectives[0].weights).copy()
    before = _alone((number - 1) % regions, seed).objectives[0].weights
    weights[PEOPLE:] = before[PEOPLE - VISITORS : PEOPLE]
    return replace(own, objectives=(Objective(maximise=True, weights=weights),))


def country(regions: int, seed: int) -> Divided:
    """All regions, each made in the process that needs it, and where the people stand who are welcome in two."""
    parts = tuple(partial(region, number, regions, seed) for number in range(regions))
    seats = (
        ((number, PEOPLE - VISITORS + one), ((number + 1) % regions, PEOPLE + one))
        for number in range(regions)
        for one in range(VISITORS)
    )
    return Divided(parts, tuple(seats))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--regions", type=int, default=43, help="at least 2")
    parser.add_argument("--seconds", type=float, default=5.0, help="for one region at a time")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    started = time.perf_counter()
    found = solve_parts(country(chosen.regions, chosen.seed), seconds=chosen.seconds, workers=chosen.workers)
    seconds = time.perf_counter() - started
    value, people = found.values[0], chosen.regions * PEOPLE
    print(f"{machine()}, {chosen.workers} processes\n")
    print(
        f"{people} people × {people} dwellings in {chosen.regions} regions, {chosen.regions * VISITORS} welcome in two"
    )
    print(f"placed: {sum(int((choice >= 0).sum()) for choice in found.choices)}; value {value}, bound {found.bound}")
    if found.bound is not None:
        print(f"gap: {100 * (found.bound - value) / max(1, value):.2f}%")
    print(f"seconds: {seconds:.0f}; peak memory of the largest process: {peak_mb():.0f} MB")


def _alone(number: int, seed: int) -> Problem:
    return realistic(PEOPLE + VISITORS, PEOPLE, 1_000 * seed + number, goals=1).problem


if __name__ == "__main__":
    main()
