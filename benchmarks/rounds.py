"""How long a round of 60 people and 60 dwellings takes, and what it gains over today's practice.

    python -m benchmarks.rounds [--people N] [--dwellings N] [--seeds N]

Synthetic rounds of the bundled region with every kind of limit. Whole solve: rules, model, all goals in
order, composition and check. Quality is the gap to the proven bound, and the ratio to practice in the same run.
"""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import dataclass

from benchmarks.machine import machine, peak_mb
from geodata.assemble import assemble
from geodata.region import bundled, bundled_draagkracht, read_period, read_policy
from geodata.synthetic import with_synthetic_round
from optimizer.metrics import figures_of
from optimizer.policy import Goal
from optimizer.proposal import Proposal, Status
from optimizer.round import Round
from optimizer.solve import practice, solve


@dataclass(frozen=True)
class Measured:
    """One round: seconds, whether every goal was proven, placed people and points beside practice."""

    seed: int
    seconds: float
    proven: bool
    placed: int
    placed_by_hand: int
    points: int
    points_by_hand: int


def main() -> None:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=60)
    parser.add_argument("--dwellings", type=int, default=60)
    parser.add_argument("--seeds", type=int, default=20)
    chosen = parser.parse_args()
    solve(synthetic_round(1, 5, 5))  # loads and warms up what every run shares
    rows = [_measure(seed, chosen.people, chosen.dwellings) for seed in range(1, chosen.seeds + 1)]
    print(f"{machine()}\n{chosen.people} people × {chosen.dwellings} dwellings, seeds 1 to {chosen.seeds}\n")
    print("| seed | seconds | all goals proven | placed | by hand | points | by hand |\n|---|---|---|---|---|---|---|")
    for row in rows:
        print(
            f"| {row.seed} | {row.seconds:.2f} | {'yes' if row.proven else 'no'} | {row.placed} | {row.placed_by_hand} "
            f"| {row.points} | {row.points_by_hand} |"
        )
    seconds = sorted(row.seconds for row in rows)
    print(f"\nseconds: median {statistics.median(seconds):.2f}, most {seconds[-1]:.2f}")
    print(f"proven: {sum(row.proven for row in rows)} of {len(rows)}")
    print(f"placed: {_ratio(rows, 'placed'):.3f} × by hand; points: {_ratio(rows, 'points'):.3f} × by hand")
    print(f"peak memory: {peak_mb():.0f} MB")


def _measure(seed: int, people: int, dwellings: int) -> Measured:
    round_ = synthetic_round(seed, people, dwellings)
    started = time.perf_counter()
    proposal = solve(round_)
    seconds = time.perf_counter() - started
    by_hand = practice(round_)
    assert by_hand is not None, "a synthetic round has no pins that practice can't keep"
    return Measured(
        seed=seed,
        seconds=seconds,
        proven=proposal.status is Status.PROVEN,
        placed=figures_of(round_, proposal).placed.part,
        placed_by_hand=figures_of(round_, by_hand).placed.part,
        points=_points(proposal),
        points_by_hand=_points(by_hand),
    )


def synthetic_round(seed: int, people: int, dwellings: int) -> Round:
    """A round of the bundled region with so many synthetic registrations and dwellings."""
    period = read_period()
    register = with_synthetic_round(bundled(), seed=seed, people=people, dwellings=dwellings)
    return assemble(
        register, read_policy(), id=f"b{seed}", name="meting", start=period.start, end=period.end,
        origin_of_data=f"synthetisch, zaad {seed}", draagkracht=bundled_draagkracht(),
    )  # fmt: skip


def _points(proposal: Proposal) -> int:
    return next(goal.value for goal in proposal.goals if goal.goal is Goal.PLACEMENTS)


def _ratio(rows: list[Measured], name: str) -> float:
    ours, theirs = (sum(int(getattr(row, field)) for row in rows) for field in (name, f"{name}_by_hand"))
    return ours / theirs


if __name__ == "__main__":
    main()
