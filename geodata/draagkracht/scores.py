"""From a figure to a score from 0 to 100 (in tenths: 0 to 1,000), of which higher is always better.

The methods are those of OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 5: z-scores, ranking,
min-max; outliers are kept within 0 and 100. Where all wijken have one figure, all get 50.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.draagkracht.figures import Column
from geodata.draagkracht.policy import Direction, Indicator, Method
from geodata.draagkracht.whole import BEST, MIDDLE, TENTHS, Bools, Ints, divided, scaled


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """What a figure is compared with, in units of one decimal more than the figure itself.

    `among`: the figures of the wijken that are compared, sorted, in their own units; only for the method `rang`.
    """

    method: Method
    points: int
    mean: int = 0
    spread: int = 0
    low: int = 0
    high: int = 0
    among: tuple[int, ...] = ()


def scale_of(indicator: Indicator, method: Method, points: int, column: Column, counted: Bools) -> Scale:
    """The scale for a column; `counted`: the wijken that are compared with, (wijk,)."""
    of_own = column.own & counted if (column.own & counted).any() else column.own
    values = column.values[of_own]
    if method is Method.VAST and indicator.low is not None and indicator.high is not None:
        low, high = (scaled(bound, indicator.decimals + 1) for bound in (indicator.low, indicator.high))
        return Scale(method=method, points=points, low=low, high=high)
    if method is Method.SPREIDING and indicator.mean is not None and indicator.spread is not None:
        mean, spread = (scaled(value, indicator.decimals + 1) for value in (indicator.mean, indicator.spread))
        return Scale(method=method, points=points, mean=mean, spread=spread)
    if not len(values):
        return Scale(method=method, points=points)
    if method is Method.SPREIDING:
        mean, spread = round(float(values.mean() * TENTHS)), round(float(values.std() * TENTHS))
        return Scale(method=method, points=points, mean=mean, spread=spread)
    if method is Method.RANG:
        return Scale(method=method, points=points, among=tuple(np.sort(values).tolist()))
    return Scale(method=method, points=points, low=int(values.min()) * TENTHS, high=int(values.max()) * TENTHS)


def scores_of(indicator: Indicator, scale: Scale, values: Ints) -> Ints:
    """(wijk,) the score of every figure, in tenths."""
    up = indicator.direction is Direction.HOGER
    fine = values * TENTHS
    if scale.method is Method.RANG:
        return _rank(np.array(scale.among, np.int64), values, up=up)
    if scale.method is Method.SPREIDING:
        if scale.spread == 0:
            return np.full_like(values, MIDDLE)
        off = fine - scale.mean if up else scale.mean - fine
        exact: Ints = MIDDLE + divided(scale.points * TENTHS * off, scale.spread)
        return np.clip(exact, 0, BEST)
    if scale.high == scale.low:
        return np.full_like(values, MIDDLE)
    part = fine - scale.low if up else scale.high - fine
    share: Ints = divided(BEST * part, scale.high - scale.low)
    return np.clip(share, 0, BEST)


def _rank(among: Ints, values: Ints, *, up: bool) -> Ints:
    if not len(among):
        return np.full_like(values, MIDDLE)
    below, upto = (np.searchsorted(among, values, side=side) for side in ("left", "right"))
    worse = below if up else len(among) - upto
    share: Ints = divided(BEST * (2 * worse + upto - below), 2 * len(among))
    return share
