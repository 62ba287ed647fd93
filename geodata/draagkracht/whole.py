"""Whole numbers that are rounded as people round, so that what is shown can be worked out by hand."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Bools = NDArray[np.bool_]
# Scores and the index count in tenths: 0 to 1,000.
TENTHS = 10
BEST, MIDDLE = 1_000, 500


def divided(above: Any, below: Any) -> Any:  # noqa: ANN401 - whole numbers or arrays of them
    """Above / below as a whole number, halves upwards; `below` is over 0."""
    return (2 * above + below) // (2 * below)


def scaled(value: Decimal, decimals: int) -> int:
    """The value in units of its last decimal, halves away from 0."""
    return int((value * 10**decimals).to_integral_value(ROUND_HALF_UP))


def all_scaled(values: NDArray[np.float64], decimals: int) -> Ints:
    """The same for many, by the digits in which they are written; 0 where there is none."""
    return np.array(
        [0 if np.isnan(value) else scaled(Decimal(str(value)), decimals) for value in values.tolist()], np.int64
    )


def weighted_means(values: Ints, weights: Ints, groups: Ints, number: int) -> tuple[Ints, Ints]:
    """Per group the mean, rounded, and the weight in all; the mean is 0 where there is no weight."""
    weight, total = np.zeros(number, np.int64), np.zeros(number, np.int64)
    np.add.at(weight, groups, weights)
    np.add.at(total, groups, values * weights)
    return np.where(weight > 0, divided(total, np.maximum(weight, 1)), 0), weight
