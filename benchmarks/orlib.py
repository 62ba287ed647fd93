"""The engine on public problems: assignment and generalised assignment from OR-Library.

    python -m benchmarks.orlib [--minimise] [--seconds S] FILE...

For the files, see `benchmarks.orlib_files`; their format is recognised. Every job and every item has to be placed:
that is the first objective, cost or worth the second. Generalised assignment is maximised, as OR-Library does with
gap1 to gap12; `--minimise` is for gapa to gapd.

Each file has a process of its own, and `peak` is what that used up to then. `seconds` is from arrays to answer, with
`read` before that. A value that equals its bound is proven; `by` says how.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from benchmarks.apart import apart
from benchmarks.machine import load, machine, peak_mb
from benchmarks.orlib_files import Assignment, Generalised, Instance, Unreadable, read
from optimizer.assignment import Booleans, Objective, Problem, Row, Table
from optimizer.engine.solve import solve


@dataclass(frozen=True)
class Asked:
    """A file, whether generalised assignment is minimised, and how long each problem may take."""

    path: Path
    minimise: bool = False
    seconds: float | None = None


@dataclass(frozen=True)
class Solved:
    """One problem: `placed` of its `items`, the value and bound of cost or worth, and how that is known."""

    name: str
    items: int
    places: int
    placed: int
    value: int
    bound: int | None
    by: str
    read: float
    seconds: float
    peak_mb: float


def main(words: Sequence[str] | None = None) -> None:
    """Solve every file and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--minimise", action="store_true", help="for generalised assignment: least instead of most")
    parser.add_argument("--seconds", type=float, help="end each problem then, with the best found")
    chosen = parser.parse_args(words)
    print(f"{machine()}; {load()}\n")
    print(
        "| problem | items × places | value | bound | by | read | seconds | peak MB |\n|---|---|---|---|---|---|---|---|"
    )
    for path in chosen.files:
        answer = apart(measure, Asked(path, chosen.minimise, chosen.seconds)).answer
        if isinstance(answer, str):
            parser.error(answer)
        if answer is None:
            parser.exit(1, f"{path}: the process ended without an answer\n")
        for solved in answer:
            print(line_of(solved), flush=True)


def measure(asked: Asked) -> list[Solved] | str:
    """Every problem of a file; what is wrong with a file that can't be read."""
    started = time.perf_counter()
    try:
        instances = read(asked.path)
    except (Unreadable, OSError) as fault:
        return f"{asked.path}: {fault}"
    took = time.perf_counter() - started
    stem, many = asked.path.stem, len(instances) > 1
    return [
        _solved(
            f"{stem}-{number}" if many else stem, problem_of(instance, minimise=asked.minimise), took, asked.seconds
        )
        for number, instance in enumerate(instances, 1)
    ]


def problem_of(instance: Instance, *, minimise: bool) -> Problem:
    """Place as many as can be, and that at the least cost, or for the most worth."""
    if isinstance(instance, Assignment):
        return _problem(instance.allowed, 1, (), Objective(maximise=False, weights=instance.cost))
    jobs = instance.worth.shape[1]
    worth = Objective(maximise=not minimise, weights=instance.worth.T)
    allowed = (instance.resource <= instance.capacity[:, None]).T
    return _problem(allowed, jobs, tuple(_capacities(instance)), worth)


def _capacities(instance: Generalised) -> list[Row]:
    agents = np.arange(len(instance.capacity))
    return [
        Row((), None, upper, (Table(np.where(agents == agent, instance.resource.T, 0)),))
        for agent, upper in enumerate(instance.capacity.tolist())
    ]


def _problem(allowed: Booleans, room: int, rows: tuple[Row, ...], worth: Objective) -> Problem:
    items, places = allowed.shape
    placed = Objective(maximise=True, weights=np.ones((1, 1), dtype=np.int64))
    return Problem(allowed, np.full(places, room, dtype=np.int64), np.arange(items), rows, (placed, worth))


def _solved(name: str, problem: Problem, read_seconds: float, limit: float | None) -> Solved:
    started = time.perf_counter()
    result = solve(problem, seconds=limit)
    seconds = time.perf_counter() - started
    placed, worth = result.reached
    items, places = problem.allowed.shape
    return Solved(
        name, items, places, placed.value, worth.value, worth.bound, worth.path, read_seconds, seconds, peak_mb()
    )


def line_of(solved: Solved) -> str:
    """A line of the table; where not all are placed, how many are."""
    short = "" if solved.placed == solved.items else f" for {solved.placed} of {solved.items}"
    bound = "none" if solved.bound is None else solved.bound
    return (
        f"| {solved.name} | {solved.items} × {solved.places} | {solved.value}{short} | {bound} | {solved.by} "
        f"| {solved.read:.2f} | {solved.seconds:.2f} | {solved.peak_mb:.0f} |"
    )


if __name__ == "__main__":
    main()
