"""How long a question about one person or dwelling takes at 1,000 people and 1,000 dwellings.

    python -m benchmarks.why [--people N] [--dwellings N] [--seed N] [--questions N]

A synthetic round of the bundled region, twice: with its own caps, where hardly anybody fits, and with caps ten times as
high, where many are placed. The proposal is today's practice, for a question costs the same whatever the proposal is.
Preparation, once per proposal, is told apart. Nothing here calculates a round again.
"""

from __future__ import annotations

import argparse
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import replace

import numpy as np

from benchmarks.machine import machine, peak_mb
from geodata.assemble import assemble
from geodata.region import bundled, read_period, read_policy
from geodata.synthetic import with_synthetic_round
from optimizer.proposal import Proposal
from optimizer.round import Round
from optimizer.solve import practice
from optimizer.why.explaining import grounds_of, hope_of
from optimizer.why.prepared import Prepared, prepare
from optimizer.why.vacancies import vacancy_of, vacant

MOST_SECONDS = 0.1
ROOMIER = 10


def main() -> None:
    """Measure and print a table; fails where the slowest question takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1_000)
    parser.add_argument("--dwellings", type=int, default=1_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--questions", type=int, default=300)
    chosen = parser.parse_args()
    round_ = _round(chosen.seed, chosen.people, chosen.dwellings)
    print(f"{machine()}\n{chosen.people} people × {chosen.dwellings} dwellings, seed {chosen.seed}\n")
    print("| caps | question | asked | median s | 95% s | most s |\n|---|---|---|---|---|---|")
    slowest = []
    for caps, each in (("own", round_), (f"× {ROOMIER}", _roomier(round_))):
        proposal = practice(each)
        assert proposal is not None, "a synthetic round has no pins that practice can't keep"
        slowest += _table(caps, each, proposal, chosen.questions)
    print(f"\npeak memory: {peak_mb():.0f} MB")
    assert max(slowest) < MOST_SECONDS, f"a question takes {max(slowest):.3f} s"


def _table(caps: str, round_: Round, proposal: Proposal, questions: int) -> list[float]:
    started = time.perf_counter()
    prepared = prepare(round_, proposal)
    assert len(prepared.entries.item) + len(prepared.by_home.item) + len(prepared.tied) > 0
    print(f"| {caps} | preparation, once | 1 | {time.perf_counter() - started:.3f} | | |")
    asked: tuple[tuple[str, Callable[[Prepared, int], object], Sequence[int]], ...] = (
        ("why this dwelling", grounds_of, np.flatnonzero(prepared.choice >= 0).tolist()),
        ("why not, what would help", hope_of, prepared.unplaced.tolist()),
        ("why nobody", vacancy_of, vacant(prepared)),
    )
    return [_row(caps, name, [_seconds(ask, prepared, each) for each in of[:questions]]) for name, ask, of in asked]


def _seconds(ask: Callable[[Prepared, int], object], prepared: Prepared, about: int) -> float:
    started = time.perf_counter()
    ask(prepared, about)
    return time.perf_counter() - started


def _row(caps: str, name: str, seconds: list[float]) -> float:
    seconds = sorted(seconds)
    median, late = statistics.median(seconds), seconds[int(0.95 * len(seconds))]
    print(f"| {caps} | {name} | {len(seconds)} | {median:.4f} | {late:.4f} | {seconds[-1]:.4f} |")
    return seconds[-1]


def _roomier(round_: Round) -> Round:
    limits = tuple(replace(limit, gross_cap=limit.gross_cap * ROOMIER) for limit in round_.limits)
    quotas = tuple(replace(quota, maximum=None) for quota in round_.quotas)
    hours = tuple(replace(capacity, hours=capacity.hours * ROOMIER) for capacity in round_.capacities)
    return replace(round_, limits=limits, quotas=quotas, capacities=hours)


def _round(seed: int, people: int, dwellings: int) -> Round:
    period = read_period()
    register = with_synthetic_round(bundled(), seed=seed, people=people, dwellings=dwellings)
    return assemble(
        register, read_policy(), id=f"w{seed}", name="meting", start=period.start, end=period.end,
        origin_of_data=f"synthetisch, zaad {seed}",
    )  # fmt: skip


if __name__ == "__main__":
    main()
