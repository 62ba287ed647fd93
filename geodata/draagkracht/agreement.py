"""Does the index agree with a score that it does not contain? Rank correlation with the Leefbaarometer.

The Leefbaarometer is no truth about draagkracht either: it predicts how people judge where they live. That the two
rank alike says that the index is no random number, not that a wijk can take anybody.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.draagkracht.derive import derive
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.draagkracht.whole import TENTHS
from geodata.indicators.values import values_of_indicators
from geodata.register import Register

SCORE = "lbm_afwijking"
LEEFBAAROMETER = "lbm_"
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Pairs:
    """An index beside a score, (pair,); `wijk`: number of the wijk that the index is of. Years: of figures, of score."""

    index: Floats
    score: Floats
    wijk: NDArray[np.int64]
    figure_years: tuple[int, ...]
    score_years: tuple[int, ...]

    @property
    def correlation(self) -> float:
        """Spearman's rank correlation; NaN where one of the two is the same everywhere."""
        return rank_correlation(self.index, self.score)


def per_buurt(register: Register, policy: DraagkrachtPolicy, on: date, *, least: int = 0) -> Pairs:
    """The score of every buurt beside the index of its wijk, in wijken of at least so many dwellings.

    Raises ValueError for a policy that holds the score itself.
    """
    _without_score(policy)
    derived = [one for one in derive(register, policy, on) if one.final is not None and (one.dwellings or 0) >= least]
    number = {one.area: at for at, one in enumerate(derived)}
    codes = register.buurten["code"].tolist()
    found = values_of_indicators(register.indicatoren, (SCORE,), codes)
    scores = found.values[SCORE].reindex(codes).to_numpy(np.float64)
    wijk = np.array([number.get(code, -1) for code in register.buurten["wijk"]], np.int64)
    both = (wijk >= 0) & ~np.isnan(scores)
    years = {figure.year for one in derived for figure in one.figures if figure.year is not None}
    return Pairs(
        index=np.array([(one.final or 0) / TENTHS for one in derived], np.float64)[wijk[both]],
        score=scores[both],
        wijk=wijk[both],
        figure_years=tuple(sorted(years)),
        score_years=tuple(sorted({int(year) for year in found.years[SCORE].dropna()})),
    )


def per_wijk(pairs: Pairs) -> Pairs:
    """One pair for each wijk: its index beside the plain mean of its buurten."""
    wijken, at = np.unique(pairs.wijk, return_inverse=True)
    count = np.bincount(at)
    return Pairs(
        index=np.bincount(at, pairs.index) / count,
        score=np.bincount(at, pairs.score) / count,
        wijk=wijken,
        figure_years=pairs.figure_years,
        score_years=pairs.score_years,
    )


def rank_correlation(first: Iterable[float], second: Iterable[float]) -> float:
    """Spearman's rank correlation, equals with their mean rank."""
    ranks = [pd.Series(list(values), dtype="float64").rank().to_numpy(np.float64) for values in (first, second)]
    if any(len(rank) == 0 or rank.std() == 0 for rank in ranks):
        return float("nan")
    return float(np.corrcoef(ranks[0], ranks[1])[0, 1])


def _without_score(policy: DraagkrachtPolicy) -> None:
    held = [indicator.name for indicator in policy.indicators if indicator.name.startswith(LEEFBAAROMETER)]
    if held:
        raise ValueError(f"an index that holds {', '.join(held)} agrees with the Leefbaarometer by itself")
