"""Whether the example index of Drenthe agrees with a score that it leaves out, and how fast a country is derived.

    python -m benchmarks.draagkracht [--draws N] [--seed N] [--plot FILE]

Rank correlation (Spearman) of the index with the Leefbaarometer 3.0, per buurt and per wijk. Buurten of one wijk share
its index, so the interval comes from drawing whole wijken again (cluster bootstrap, percentiles), and chance from
giving the wijken each other's index. The plot needs the extra `bench`.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.machine import machine
from geodata.columns import frame_of, rows_of
from geodata.draagkracht.agreement import Pairs, per_buurt, per_wijk, rank_correlation
from geodata.draagkracht.derive import derive
from geodata.region import bundled, bundled_draagkracht, read_period
from geodata.register import Register, register_of
from geodata.tables import TABLES

LOW, HIGH = 2.5, 97.5
COUNTRY = 3_300
CAUTIONS = (
    "What this does not show: that a wijk can take anybody, or that a cap is right. Both are made of figures of areas",
    "(ecological), buurten of one wijk have one index, the years differ, small buurten have an unreliable score, and",
    "income, WOZ and tenure are close to some of what the Leefbaarometer is made of, so some agreement was to be expected.",
)


@dataclass(frozen=True)
class Found:
    """A rank correlation with its interval of 95%, and the highest that chance gave in as many tries."""

    level: str
    pairs: int
    correlation: float
    low: float
    high: float
    chance: float


def measured(level: str, pairs: Pairs, draws: int, seed: int) -> Found:
    """The rank correlation of these pairs, with interval and chance."""
    dice = np.random.default_rng(seed)
    again = np.array([_drawn_again(pairs, dice) for _ in range(draws)])
    by_chance = max(abs(_shuffled(pairs, dice)) for _ in range(draws))
    low, high = np.nanpercentile(again, [LOW, HIGH])
    return Found(level, len(pairs.index), pairs.correlation, float(low), float(high), by_chance)


def _drawn_again(pairs: Pairs, dice: np.random.Generator) -> float:
    """The correlation when as many wijken are drawn, with their buurten, some of them twice."""
    wijken = np.unique(pairs.wijk)
    members = {wijk: np.flatnonzero(pairs.wijk == wijk) for wijk in wijken.tolist()}
    chosen = np.concatenate([members[wijk] for wijk in dice.choice(wijken, len(wijken)).tolist()])
    return rank_correlation(pairs.index[chosen], pairs.score[chosen])


def _shuffled(pairs: Pairs, dice: np.random.Generator) -> float:
    """The correlation when wijken have each other's index."""
    wijken, at = np.unique(pairs.wijk, return_inverse=True)
    first = np.unique(at, return_index=True)[1]
    index: NDArray[np.float64] = dice.permutation(pairs.index[first])
    assert len(index) == len(wijken)
    return rank_correlation(index[at], pairs.score)


def country(size: int = COUNTRY) -> Register:
    """The wijken of Drenthe with other codes, over and over, until there are as many as in the country."""
    drenthe = bundled()
    wijken, figures = rows_of(drenthe.wijken), rows_of(drenthe.indicatoren)
    of_wijk = [row for row in figures if row["gebied"].startswith("WK")]
    times = -(-size // len(wijken))
    rows = [{**row, "code": f"{row['code']}-{n}", "buren": ()} for n in range(times) for row in wijken][:size]
    codes = {row["code"] for row in rows}
    copies = [{**row, "gebied": f"{row['gebied']}-{n}"} for n in range(times) for row in of_wijk]
    return register_of(
        {
            "gemeenten": drenthe.gemeenten,
            "wijken": frame_of(TABLES["wijken"], rows),
            "indicatoren": frame_of(TABLES["indicatoren"], [row for row in copies if row["gebied"] in codes]),
        }
    )


def seconds_for(task: Callable[[], object]) -> float:
    """How long a task takes."""
    start = time.perf_counter()
    task()
    return time.perf_counter() - start


def plot(buurten: Pairs, wijken: Pairs, file: Path) -> None:
    """Both sets of pairs as points."""
    import matplotlib as mpl  # noqa: PLC0415 - only the plot needs the extra

    mpl.use("svg")
    mpl.rcParams["svg.hashsalt"] = "zachte-landing"
    from matplotlib import pyplot as plt  # noqa: PLC0415 - same

    figure, panes = plt.subplots(1, 2, figsize=(10, 4.5), sharex=True, layout="constrained")
    for pane, pairs, name in zip(panes, (buurten, wijken), ("buurt", "wijk"), strict=True):
        pane.scatter(pairs.index, pairs.score, s=12, alpha=0.6, color="#0F5C63")
        pane.set_title(f"Per {name} ({len(pairs.index)}): rangcorrelatie {pairs.correlation:.2f}".replace(".", ","))
        pane.set_xlabel("index van de wijk, zonder Leefbaarometer (0 tot 100)")
        pane.grid(color="#DCD6CA", linewidth=0.5)
    panes[0].set_ylabel("Leefbaarometer, afwijking van het landelijk gemiddelde")
    figure.suptitle("Drenthe, voorbeeldbeleid: de index naast een score die er niet in zit")
    figure.savefig(file, metadata={"Date": None})
    plt.close(figure)


def main(arguments: Sequence[str] | None = None) -> None:
    """Measure, print and draw."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--draws", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plot", type=Path, default=Path(__file__).with_name("draagkracht.svg"))
    chosen = parser.parse_args(arguments)
    policy, on = bundled_draagkracht(), read_period().start
    buurten = per_buurt(bundled(), policy, on)
    print(machine())
    print(
        f"Figures of {buurten.figure_years}, Leefbaarometer 3.0 of {buurten.score_years}; {chosen.draws} draws, seed {chosen.seed}"
    )
    large = per_wijk(per_buurt(bundled(), policy, on, least=policy.small.dwellings))
    named = f"wijk of {policy.small.dwellings} dwellings"
    for level, pairs in (("buurt", buurten), ("wijk", per_wijk(buurten)), (named, large)):
        found = measured(level, pairs, chosen.draws, chosen.seed)
        print(
            f"per {found.level:<21} {found.pairs:>4} pairs: Spearman {found.correlation:.2f} "
            f"(95% {found.low:.2f} to {found.high:.2f}); at most {found.chance:.2f} by chance"
        )
    for line in CAUTIONS:
        print(line)
    whole = country()
    print(
        f"{COUNTRY} wijken derived with {policy.trials.draws} draws: {seconds_for(lambda: derive(whole, policy, on)):.1f} s"
    )
    alone = replace(policy, trials=replace(policy.trials, draws=0))
    print(f"the same without draws: {seconds_for(lambda: derive(whole, alone, on)):.1f} s")
    plot(buurten, per_wijk(buurten), chosen.plot)
    print(f"drawn: {chosen.plot}")


if __name__ == "__main__":
    main()
