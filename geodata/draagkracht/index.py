"""From scores to one index per wijk, and small wijken drawn to their gemeente."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.draagkracht.figures import PERCENT, Wijken
from geodata.draagkracht.policy import SmallRule
from geodata.draagkracht.whole import Bools, Ints, divided, weighted_means


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Index:
    """(wijk,) each, in tenths.

    - `enough`: enough of the weight is known; where it is not, the numbers mean nothing;
    - `own`: from the wijk's own figures; `means`: of its gemeente; `pulled`: where that counts; `final`: what holds.
    """

    enough: Bools
    own: Ints
    means: Ints
    pulled: Bools
    final: Ints


def index_of(scores: Ints, known: Bools, weights: Ints, wijken: Wijken, small: SmallRule, least_weight: int) -> Index:
    """The weighted mean of the scores that are known, (wijk, indicator), with weights (indicator,)."""
    weight = known @ weights
    enough = (weight > 0) & (weight * PERCENT >= least_weight * weights.sum())
    own = divided((scores * known) @ weights, np.maximum(weight, 1))
    compared = enough & (wijken.dwellings >= small.least)
    dwellings = np.where(compared, wijken.dwellings, 0)
    by_town, there = weighted_means(own, dwellings, wijken.group, wijken.groups)
    means = by_town[wijken.group]
    few = (wijken.dwellings >= small.least) & (wijken.dwellings < small.dwellings)
    pulled = enough & few & (there[wijken.group] > 0) & (small.strength > 0)
    towards = divided(
        wijken.dwellings * own + small.strength * means, np.maximum(wijken.dwellings, 0) + max(small.strength, 1)
    )
    return Index(enough=enough, own=own, means=means, pulled=pulled, final=np.where(pulled, towards, own))
