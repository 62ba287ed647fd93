"""From a relaxed optimum to a solution: round it, then mend the places where value is lost.

What a solution lacks of the relaxed optimum is known row by row and column by column (complementary slackness).
The neighbourhoods of the search are blocks of places where that is: everything else stays as it is, and a small
integer program finds the best for these. A solution that lacks nothing is proven best by that alone.

Rounding may fall short of values kept for earlier objectives. So both work on the soft program, which charges a
penalty for that; mending wins it back, or the caller drops the solution.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import numpy as np

from optimizer.assignment import Booleans, Integers
from optimizer.engine.backend import search
from optimizer.engine.blocks import blocks_of
from optimizer.engine.program import Program
from optimizer.engine.relaxation import Relaxed

# What is this near to a whole number is one.
WHOLE = 1e-6
# A neighbourhood begins with so many columns, grows where nothing is gained and shrinks where something is.
FIRST_SIZE, LARGEST_SIZE = 1_500, 8_000
GROWTH = 1.3
# So many neighbourhoods of the largest size in a row without a gain end the search.
PATIENCE = 6
# Now and then a block without a loss joins, for what moves out needs somewhere to go.
CHANCE = 0.02


def rounded(program: Program, relaxed: Relaxed, wanted: int, ends: float) -> Integers | None:
    """The whole part of the relaxed optimum, and the best to fill what that leaves; None where time ended it."""
    if relaxed.values is None:
        return None
    grouped = program.grouped
    low = np.floor(relaxed.values[: program.columns] + WHOLE).astype(np.int64)
    items = grouped.supply - np.bincount(grouped.kind, low, minlength=len(grouped.supply))
    room = grouped.room - np.bincount(grouped.sort, low, minlength=len(grouped.room))
    free = useful(program, relaxed, wanted) & (items[grouped.kind] > 0) & (room[grouped.sort] > 0)
    return search(program, low, np.where(free, grouped.most, low), seconds=ends - time.monotonic()).counts


def mended(
    program: Program,
    relaxed: Relaxed,
    start: Integers,
    wanted: int,
    ends: float,
    hear: Callable[[Integers], None],
) -> Integers:
    """Counts at least as good as `start`, better where a neighbourhood of it holds better ones: `hear` hears these."""
    best, value, size, failures = start, program.value(start), float(FIRST_SIZE), 0
    columns, blocks = useful(program, relaxed, wanted) | (start > 0), blocks_of(program.grouped)
    draw = np.random.default_rng(1)
    while value < wanted and failures < PATIENCE and time.monotonic() < ends:
        lost = blocks.losses(program, relaxed, best)
        free = _neighbourhood(program, best, columns, blocks.of_type, lost + CHANCE, size, draw)
        low, high = np.where(free, 0, best), np.where(free, program.grouped.most, best)
        found = search(program, low, high, best, ends - time.monotonic()).counts
        gain = -1 if found is None else program.value(found) - value
        if found is not None and gain >= 0:
            best, value = found, value + gain
            if gain > 0:
                hear(best)
        failures = 0 if gain > 0 else failures + (size >= LARGEST_SIZE)
        if free.sum() == columns.sum():
            break
        size = max(FIRST_SIZE, size / GROWTH) if gain > 0 else min(LARGEST_SIZE, size * GROWTH)
    return best


def useful(program: Program, relaxed: Relaxed, wanted: int) -> Booleans:
    """(columns,) those that a solution of the wanted value, or one less, may use: the others cost too much."""
    return relaxed.reduced[: program.columns] >= -(relaxed.bound - wanted + 1)


def _neighbourhood(
    program: Program,
    counts: Integers,
    columns: Booleans,
    block_of: Integers,
    chance: np.ndarray[tuple[int], np.dtype[np.float64]],
    size: float,
    draw: np.random.Generator,
) -> Booleans:
    """About `size` of the columns: into blocks drawn by chance, for items that are in these or nowhere now.

    Blocks come in one by one; a column comes in with its block, but not before one where its items are.
    """
    grouped = program.grouped
    turn = np.empty(len(chance), dtype=np.int64)
    turn[draw.choice(len(chance), len(chance), replace=False, p=chance / chance.sum())] = np.arange(len(chance))
    nowhere = grouped.supply > np.bincount(grouped.kind, counts, minlength=len(grouped.supply))
    since = np.where(nowhere, -1, len(chance))
    here = np.flatnonzero(counts)
    np.minimum.at(since, grouped.kind[here], turn[block_of[grouped.sort[here]]])
    when = np.maximum(turn[block_of[grouped.sort]], since[grouped.kind])
    sizes = np.cumsum(np.bincount(when[columns], minlength=len(chance) + 1))
    return columns & (when <= np.searchsorted(sizes, size))
