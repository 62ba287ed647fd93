"""How long the engine takes to each goal of realistic problems, and how far it then is from the proven bound.

    python -m benchmarks.engine [--sizes 60x60,200x150] [--seeds N] [--seconds S] [--goals K]

Sizes are people x dwellings. Every problem is solved in a process of its own, one thread, today's practice as the
start; seconds count from the problem in memory to the answer. The gap is |bound − value| / max(1, |value|), given
the values of the goals before. What is certified within 1% has a proven bound no further than that.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.apart import Apart, apart
from benchmarks.instances import GOALS, greedy, realistic
from benchmarks.machine import load, machine
from optimizer.engine.solve import Reached, Step, solve

SIZES = "60x60,200x150,1000x1000,5000x5000"
CERTIFIED = (0.01, 0.005)


@dataclass(frozen=True)
class Measured:
    """One problem: what each goal reached, and after how many seconds; and after how many the first was `CERTIFIED`."""

    reached: tuple[Reached, ...]
    seconds: tuple[float, ...]
    certified: tuple[float | None, ...]


def main() -> None:
    """Measure and print a table per size."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sizes", type=sizes_of, default=SIZES)
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--goals", type=int, choices=range(1, len(GOALS) + 1), default=len(GOALS))
    chosen = parser.parse_args()
    print(f"{machine()}; {load()}\nseeds 1 to {chosen.seeds}, at most {chosen.seconds:g} s each")
    for people, dwellings in chosen.sizes:
        runs = [
            apart(measure, people, dwellings, seed, chosen.goals, chosen.seconds) for seed in range(1, chosen.seeds + 1)
        ]
        print(f"\n{people} people × {dwellings} dwellings\n", *lines_of(runs), sep="\n", flush=True)


def sizes_of(text: str) -> tuple[tuple[int, int], ...]:
    """People and dwellings of each size, as in 60x60,200x150."""
    sizes = [[int(number) for number in size.split("x")] for size in text.split(",")]
    return tuple((people, dwellings) for people, dwellings in sizes)


def measure(people: int, dwellings: int, seed: int, goals: int, seconds: float) -> Measured:
    """Solve one problem."""
    instance, heard = realistic(people, dwellings, seed, goals), list[tuple[float, Step]]()
    started = time.perf_counter()
    result = solve(
        instance.problem,
        start=greedy(instance),
        seconds=seconds,
        progress=lambda step: heard.append((time.perf_counter() - started, step)),
    )
    first = [(at, step.reached) for at, step in heard if step.index == 0]
    return Measured(
        result.reached,
        tuple(at for at, step in heard if step.settled),
        tuple(next((at for at, reached in first if _within(reached, share)), None) for share in CERTIFIED),
    )


def _within(reached: Reached, share: float) -> bool:
    return reached.bound is not None and gap(reached.value, reached.bound) <= share


def lines_of(runs: Sequence[Apart[Measured]]) -> Iterator[str]:
    """A table with a line per goal, of the runs that gave an answer, and one of the whole."""
    done = [run.answer for run in runs if run.answer is not None]
    yield "| goal | seconds: median, most | proven | gap: median, most |\n|---|---|---|---|"
    for goal, each in enumerate(zip(*(run.reached for run in done), strict=True)):
        took = [run.seconds[goal] - (run.seconds[goal - 1] if goal else 0.0) for run in done]
        proven = sum(reached.value == reached.bound for reached in each)
        yield f"| {GOALS[goal]} | {_spread(took, '.2f')} | {proven} of {len(runs)} | {_gaps(each)} |"
    if done:
        all_proven = sum(all(each.value == each.bound for each in run.reached) for run in done)
        yield f"| all | {_spread([run.seconds[-1] for run in done], '.2f')} | {all_proven} of {len(runs)} | |"
    yield f"\n{'; '.join(_certified(done))}"
    memory = [run.peak_mb for run in runs if run.peak_mb is not None]
    yield f"peak memory: {max(memory, default=0.0):.0f} MB at most; no answer: {len(runs) - len(done)} of {len(runs)}"


def _certified(done: Sequence[Measured]) -> Iterator[str]:
    for number, share in enumerate(CERTIFIED):
        took = [at for run in done if (at := run.certified[number]) is not None]
        after = f", after {_spread(took, '.2f')} s (median, most)" if took else ""
        yield f"{GOALS[0]} certified within {share:.1%}: {len(took)} of {len(done)}{after}"


def gap(value: int, bound: int) -> float:
    """How far a value is from a bound, relative to the value."""
    return abs(bound - value) / max(1, abs(value))


def _gaps(reached: Sequence[Reached]) -> str:
    gaps = [gap(each.value, each.bound) for each in reached if each.bound is not None]
    known = _spread(gaps, ".2%") if gaps else ""
    return known if len(gaps) == len(reached) else f"{known} ({len(reached) - len(gaps)} without a bound)"


def _spread(figures: Sequence[float], form: str) -> str:
    return f"{statistics.median(figures):{form}}, {max(figures):{form}}"


if __name__ == "__main__":
    main()
