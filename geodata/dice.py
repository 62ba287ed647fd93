"""Chance that falls the same way everywhere: whole numbers drawn from the raw bits of a seeded PCG64.

NumPy promises the stream of a bit generator, not that of its distributions; so no distribution is used.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import TypeVar

import numpy as np

T = TypeVar("T")
PERCENT = 100


class Dice:
    """A stream of choices that depends on the seed alone."""

    def __init__(self, seed: int) -> None:
        self._bits = np.random.default_rng(seed).bit_generator

    def below(self, bound: int) -> int:
        """A whole number from 0 up to the bound."""
        return int(self._bits.random_raw()) % bound

    def between(self, low: int, high: int) -> int:
        """A whole number from low to high, both included."""
        return low + self.below(high - low + 1)

    def chance(self, percentage: int) -> bool:
        """True so many times in a hundred."""
        return self.below(PERCENT) < percentage

    def pick(self, options: Sequence[T]) -> T:
        """One of the options, all alike."""
        return options[self.below(len(options))]

    def weighted(self, weights: Mapping[T, int]) -> T:
        """One of the keys, in proportion to its weight."""
        left = self.below(sum(weights.values()))
        for option, weight in weights.items():
            if left < weight:
                return option
            left -= weight
        raise AssertionError("the weights add up to more than was drawn")

    def day(self, start: date, low: int, high: int) -> date:
        """A day from low to high days after the start."""
        return start + timedelta(days=self.between(low, high))
