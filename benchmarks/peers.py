"""The engine beside other ways to place people, on the first goal (placements by urgency), in one run.

    python -m benchmarks.peers [--sizes 60x60,200x150] [--seeds N] [--seconds S] [--out FOLDER]

Needs the extra `bench`; `make peers` sees to that. Each contender solves each problem in a process of its own, and
its answer is counted and checked here. Writes RESULTS.md and results.svg into the folder.
"""

from __future__ import annotations

import argparse
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from benchmarks.apart import apart
from benchmarks.elsewhere import CONTENDERS
from benchmarks.engine import sizes_of
from benchmarks.instances import realistic
from benchmarks.machine import load, machine
from benchmarks.pairwise import checked
from benchmarks.report import Figures, Result, figure_of, report_of

# What building a model may take on top of the seconds of its solver, and as many times those again.
PATIENCE = 120.0


@dataclass(frozen=True)
class Tried:
    """Seconds with the building of the model; the value as counted, and the bound that was told."""

    seconds: float
    value: int | None
    bound: int | None


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=sizes_of, default="60x60,200x150,1000x1000")
    parser.add_argument("--seeds", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0)
    parser.add_argument("--out", type=Path, default=Path(__file__).parent)
    chosen, before = parser.parse_args(), f"{machine()}; {load()}"
    results = [
        _result(name, size, seed, chosen.seconds)
        for size in chosen.sizes
        for seed in range(1, chosen.seeds + 1)
        for name in CONTENDERS
    ]
    figures = Figures(tuple(CONTENDERS), tuple(results))
    report = report_of(figures, before, " ".join(["python -m benchmarks.peers", *sys.argv[1:]]), chosen.seconds)
    print(report)
    (chosen.out / "RESULTS.md").write_text(report, encoding="utf-8")
    figure_of(figures, chosen.out / "results.svg")


def attempt(name: str, people: int, dwellings: int, seed: int, seconds: float) -> Tried:
    """Let one contender solve one problem, and check what it says."""
    instance = realistic(people, dwellings, seed)
    started = time.perf_counter()
    answer = CONTENDERS[name](instance, seconds)
    took = time.perf_counter() - started
    value = None if answer.choice is None else checked(instance.problem, answer.choice)
    return Tried(took, value, answer.bound)


def _result(name: str, size: tuple[int, int], seed: int, seconds: float) -> Result:
    done = apart(attempt, name, *size, seed, seconds, seconds=2 * seconds + PATIENCE)
    tried = done.answer or Tried(float("nan"), None, None)
    print(f"{size} seed {seed} {name}: {tried.value}, bound {tried.bound}, {tried.seconds:.2f} s", file=sys.stderr)
    return Result(name, size, seed, tried.seconds, done.peak_mb, tried.value, tried.bound)


if __name__ == "__main__":
    main()
