"""Large problems in parts that hardly touch, such as regions: each in a process of its own, then what crosses.

A part is a problem of its own: no limit and no objective spans two. Some items stand in several parts and may be
placed in one of them. What such an item is worth in each part follows from the prices of the relaxations. It is
charged the lower one everywhere, so that the sum of the parts' bounds plus the charges bounds the whole
(Lagrangian relaxation); it goes to the part where it is worth most; and where it finds no place there, the
others get a second chance with it.
"""

from __future__ import annotations

import math
import multiprocessing
import time
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from optimizer.assignment import Integers, Problem
from optimizer.engine.grouping import group
from optimizer.engine.program import program_of
from optimizer.engine.reach import ROUNDING
from optimizer.engine.relaxation import relax
from optimizer.engine.solve import possible_pairs, solve
from optimizer.errors import EngineError

# So often the charges are raised by what shared items are still worth in a second part; more gains little.
CHARGES = 1

MakePart = Callable[[], Problem]
Seat = tuple[int, int]


@dataclass(frozen=True)
class Divided:
    """`parts` make the problems (in the process that needs them); `shared` items: their part and item in each."""

    parts: tuple[MakePart, ...]
    shared: tuple[tuple[Seat, ...], ...]


@dataclass(frozen=True)
class Together:
    """Of all parts: the choice in each, the value of each objective, and the bound of the first."""

    choices: tuple[Integers, ...]
    values: tuple[int, ...]
    bound: int | None


@dataclass(frozen=True)
class _Priced:
    """A part's bound for the first objective, and what its shared items are worth on top of their charges."""

    bound: float
    worth: dict[int, float]


def solve_parts(divided: Divided, *, seconds: float, workers: int) -> Together:
    """The first objective of all parts together, certified; later ones within each part.

    `seconds` is for each of: a round of prices, the solution of one part, its second chance. The objectives must
    be to maximise first.
    """
    spawn = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(workers, mp_context=spawn) as pool:
        bound, worth = _charged(divided, pool, seconds)
        homes = [max(seats, key=lambda seat: (worth[seat], -seat[0])) for seats in divided.shared]
        closed = _elsewhere(divided, homes)
        answers = list(pool.map(_solved, divided.parts, closed, [None] * len(closed), [seconds] * len(closed)))
        answers = _second_chance(divided, answers, homes, pool, seconds)
    values = tuple(sum(each) for each in zip(*(values for _, values in answers), strict=True))
    found = math.floor(bound + ROUNDING) if math.isfinite(bound) else None
    return Together(tuple(choice for choice, _ in answers), values, None if found is None else max(found, values[0]))


def _charged(divided: Divided, pool: ProcessPoolExecutor, seconds: float) -> tuple[float, dict[Seat, float]]:
    """The best bound over a few rounds of charges, and what every shared item is worth in each of its parts."""
    charge = np.zeros(len(divided.shared))
    best, worth = math.inf, dict[Seat, float]()
    for _ in range(CHARGES + 1):
        charges = [dict[int, int]() for _ in divided.parts]
        for seats, own in zip(divided.shared, charge, strict=True):
            for part, item in seats:
                charges[part][item] = int(own)
        priced = list(pool.map(_priced, divided.parts, charges, [seconds] * len(charges)))
        bound = float(charge.sum()) + sum(each.bound for each in priced)
        if bound < best:
            best = bound
            worth = {
                seat: priced[seat[0]].worth[seat[1]] + own
                for seats, own in zip(divided.shared, charge, strict=True)
                for seat in seats
            }
        left = [sorted(priced[part].worth[item] for part, item in seats)[-2] for seats in divided.shared]
        if not any(left) or math.isinf(bound):
            break
        charge += np.floor(np.array(left) + ROUNDING)
    return best, worth


def _priced(make: MakePart, charges: dict[int, int], seconds: float) -> _Priced:
    """Relax the first objective of a part, with its shared items charged."""
    problem = make()
    goal = problem.objectives[0]
    weights = np.broadcast_to(goal.weights, problem.allowed.shape).astype(np.int64)
    for item, charge in charges.items():
        weights[item] -= charge
    charged = replace(problem, objectives=(replace(goal, weights=weights),))
    grouped = group(possible_pairs(charged), 1)
    relaxed = relax(program_of(grouped, ()), np.zeros(len(grouped.kind), dtype=np.int64), time.monotonic() + seconds)
    # The supplies of the classes are the first rows of a program.
    worth = relaxed.worth[grouped.class_of[list(charges)]] if len(relaxed.worth) else np.zeros(len(charges))
    return _Priced(relaxed.bound, dict(zip(charges, worth.tolist(), strict=True)))


def _elsewhere(divided: Divided, homes: Iterable[Seat | None]) -> list[list[int]]:
    """Per part the shared items that have their home in another."""
    closed = [list[int]() for _ in divided.parts]
    for seats, home in zip(divided.shared, homes, strict=True):
        for part, item in seats:
            if (part, item) != home:
                closed[part].append(item)
    return closed


def _solved(
    make: MakePart, closed: Sequence[int], start: Integers | None, seconds: float
) -> tuple[Integers, tuple[int, ...]]:
    """Solve one part without some of its items."""
    problem = make()
    allowed = problem.allowed.copy()
    allowed[list(closed)] = False
    result = solve(replace(problem, allowed=allowed), start=start, seconds=seconds)
    if result.choice is None:
        raise EngineError("a part has no solution")
    return result.choice, tuple(each.value for each in result.reached)


def _second_chance(
    divided: Divided,
    answers: Sequence[tuple[Integers, tuple[int, ...]]],
    homes: Sequence[Seat],
    pool: ProcessPoolExecutor,
    seconds: float,
) -> list[tuple[Integers, tuple[int, ...]]]:
    """Offer the shared items without a place to another of their parts; no part gets worse by that."""
    moved = [
        next((seat for seat in seats if seat != home), home) if answers[home[0]][0][home[1]] < 0 else home
        for seats, home in zip(divided.shared, homes, strict=True)
    ]
    again = sorted({seat[0] for seat, home in zip(moved, homes, strict=True) if seat != home})
    closed = _elsewhere(divided, moved)
    makers, starts = [divided.parts[part] for part in again], [answers[part][0] for part in again]
    better = pool.map(_solved, makers, [closed[part] for part in again], starts, [seconds] * len(again))
    found = list(answers)
    for part, answer in zip(again, better, strict=True):
        found[part] = answer
    return found
