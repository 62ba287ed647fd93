"""Sets of floors as the cells of a grid, with between what their best last value must lie.

A cell has a floor for each axis but the last; cells further on have tighter floors, so their best last value can't be
better. What is known of one cell therefore holds for all cells behind or before it.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Levels = tuple[tuple[int | None, ...], ...]
Cell = tuple[int, ...]

# More than any cost, and no cost at all: nothing keeps the floors.
NOTHING = np.iinfo(np.int64).max


def levels_between(worst: int, best: int, steps: int | None) -> tuple[int | None, ...]:
    """No floor, then floors from just better than the worst value to the best one; with `steps` about so many of them."""
    better = 1 if best >= worst else -1
    floors = list(range(worst + better, best + better, better)) if best != worst else []
    if steps is None or len(floors) <= steps:
        return (None, *floors)
    chosen = {round((number + 1) * len(floors) / steps) - 1 for number in range(steps)}
    return (None, *(floors[at] for at in sorted(chosen)))


class Lattice:
    """`least` and `found`: the last value as a cost, no cell has less than the one and each has at most the other."""

    def __init__(self, levels: Levels, maximise: Sequence[bool]) -> None:
        self.levels = levels
        self._maximise = tuple(maximise)
        shape = tuple(map(len, levels))
        self.least: npt.NDArray[np.int64] = np.full(shape, -NOTHING, dtype=np.int64)
        self.found: npt.NDArray[np.int64] = np.full(shape, NOTHING, dtype=np.int64)
        self._asked = np.zeros(shape, dtype=bool)

    def floors(self, cell: Cell) -> tuple[int | None, ...]:
        """The floors of a cell."""
        return tuple(levels[at] for levels, at in zip(self.levels, cell, strict=True))

    def cost(self, value: int) -> int:
        """A last value as a cost."""
        return -value if self._maximise[-1] else value

    def witness(self, values: Sequence[int]) -> None:
        """Something with these values exists: every cell whose floors it keeps has at most its cost."""
        before = tuple(slice(0, at + 1) for at in self.cell_of(values))
        self.found[before] = np.minimum(self.found[before], self.cost(values[-1]))

    def proof(self, cell: Cell, cost: int) -> None:
        """This cell, and with it every one behind it, has no less than this cost."""
        behind = tuple(slice(at, None) for at in cell)
        self.least[behind] = np.maximum(self.least[behind], cost)

    def asked(self, cell: Cell) -> None:
        """It is not offered again."""
        self._asked[cell] = True

    def open_cells(self, most: int) -> list[Cell]:
        """Cells of which the value is not known yet and was not asked: the loosest, none behind another."""
        unknown = (self.least < self.found) & ~self._asked
        reached = unknown.copy()
        for axis in range(unknown.ndim):
            reached = np.logical_or.accumulate(reached, axis=axis)
        behind = np.zeros_like(unknown)
        for axis in range(unknown.ndim):
            # Behind an unknown cell: one step back along an axis something unknown was reached.
            moved = np.roll(reached, 1, axis=axis)
            moved[(slice(None),) * axis + (0,)] = False
            behind |= moved
        return [tuple(int(at) for at in cell) for cell in np.argwhere(unknown & ~behind)[:most]]

    @property
    def settled(self) -> float:
        """The part of the cells of which the value is known."""
        return float((self.least >= self.found).mean())

    def cell_of(self, values: Sequence[int]) -> Cell:
        """The tightest floors that these values keep."""
        return tuple(
            sum(level is None or (value >= level if more else value <= level) for level in levels) - 1
            for value, levels, more in zip(values, self.levels, self._maximise, strict=False)
        )

    def is_best(self, values: Sequence[int]) -> bool:
        """Whether nothing is as good on every axis and better on one; never where a floor just above is not a level."""
        cost, cell = self.cost(values[-1]), self.cell_of(values)
        if self.least[cell] < cost:
            return False
        return all(self._worse_beyond(cell, axis, value, cost) for axis, value in enumerate(values[:-1]))

    def _worse_beyond(self, cell: Cell, axis: int, value: int, cost: int) -> bool:
        """Whether a little more on one axis costs more on the last; nothing is better than the last level."""
        levels, after = self.levels[axis], cell[axis] + 1
        if after == len(levels):
            return value == levels[-1] or after == 1
        just_better = value + (1 if self._maximise[axis] else -1)
        return levels[after] == just_better and bool(self.least[(*cell[:axis], after, *cell[axis + 1 :])] > cost)
