"""Small seeded files in the formats of OR-Library."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from benchmarks.orlib_files import Assignment, Generalised


def dense(seed: int, items: int) -> Assignment:
    return Assignment(np.ones((items, items), dtype=bool), np.random.default_rng(seed).integers(1, 101, (items, items)))


def sparse(seed: int, items: int) -> Assignment:
    """A third of the pairs, and those that give everyone a place."""
    draw = np.random.default_rng(seed)
    allowed = draw.random((items, items)) < 1 / 3
    allowed[np.arange(items), draw.permutation(items)] = True
    return Assignment(allowed, np.where(allowed, draw.integers(1, 101, (items, items)), 0))


def generalised(seed: int, agents: int, jobs: int) -> Generalised:
    """Capacities as of the type C in OR-Library: 0.8 of what jobs ask on average."""
    draw = np.random.default_rng(seed)
    worth, resource = draw.integers(15, 26, (agents, jobs)), draw.integers(5, 26, (agents, jobs))
    return Generalised(worth, resource, resource.sum(axis=1) * 8 // (10 * agents))


def dense_text(given: Assignment, width: int = 13) -> str:
    """As in OR-Library, rows go on over lines of `width` numbers."""
    return _lines([[len(given.cost)], *(chunk for row in given.cost.tolist() for chunk in _chunks(row, width))])


def sparse_text(given: Assignment) -> str:
    pairs = np.argwhere(given.allowed).tolist()
    return _lines([[len(given.cost)], *([row + 1, column + 1, int(given.cost[row, column])] for row, column in pairs)])


def generalised_text(problems: list[Generalised]) -> str:
    lines = [[len(problems)]]
    for each in problems:
        lines += [list(each.worth.shape), *each.worth.tolist(), *each.resource.tolist(), each.capacity.tolist()]
    return _lines(lines)


def _chunks(row: list[int], width: int) -> list[list[int]]:
    return [row[start : start + width] for start in range(0, len(row), width)]


def _lines(lines: Iterable[Iterable[int]]) -> str:
    return "".join(f" {' '.join(map(str, line))} \n" for line in lines)
