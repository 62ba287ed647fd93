"""Files of OR-Library with assignment and generalised-assignment problems, read into arrays.

OR-Library (J.E. Beasley, people.brunel.ac.uk/~mastjjb/jeb/info.html; Journal of the Operational Research Society 41,
1990, 1069-1072). All numbers are whole, and stand apart by spaces and lines:

- dense assignment (assign100 to assign800; assigninfo.html): the number of items n; then for each row its n costs.
- sparse assignment (assignp800 to assignp5000; the same page): n; then on a line of its own for each permitted pair
  its row, its column and its cost, counted from 1.
- generalised assignment (gap1 to gap12, gapa to gapd; gapinfo.html): the number of problems; then for each its
  agents m and jobs n on a line, m × n costs by agent, m × n resources by agent, and the capacity of each agent.
  gap1 to gap12 are solved to maximise, gapa to gapd to minimise; the file doesn't say so.

Which of these it is, is seen from the second line: two numbers, three, or another number of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

import numpy as np
import numpy.typing as npt

from optimizer.assignment import Booleans, Integers

# With so few items a line of a dense file looks like one of another; then it counts how many there are.
FEW_ITEMS = 3
# What a line has of a generalised assignment (agents, jobs) and of a permitted pair (row, column, cost).
SIZES, TRIPLE = 2, 3
# A larger number is no cost of these problems.
LARGEST = 2**31


class Unreadable(Exception):
    """The file is in none of the formats; the message says where and why."""


@dataclass(frozen=True)
class Assignment:
    """One place for every item at least cost: permitted pairs and costs, both (n, n)."""

    allowed: Booleans
    cost: npt.NDArray[np.signedinteger]


@dataclass(frozen=True)
class Generalised:
    """One agent for every job within capacities: worth and resource (m, n), capacity (m,)."""

    worth: Integers
    resource: Integers
    capacity: Integers


Instance = Assignment | Generalised


@dataclass(frozen=True)
class Numbers:
    """All numbers of a file, and the line on which each stands; both (numbers,)."""

    values: Integers
    line: Integers

    def take(self, start: int, count: int, what: str) -> Integers:
        """So many numbers from a start on."""
        missing = start + count - len(self.values)
        if missing > 0:
            raise Unreadable(f"line {self.line[-1]}: the file ends here, {missing} numbers too early for {what}")
        return self.values[start : start + count]

    def end(self, start: int) -> None:
        """Nothing comes after."""
        if start < len(self.values):
            raise Unreadable(f"line {self.line[start]}: {self.values[start]} comes after all that was announced")

    def check(self, wrong: Booleans, start: int, what: str) -> None:
        """Nothing is wrong with the numbers from a start on."""
        if wrong.any():
            first = start + int(np.argmax(wrong))
            raise Unreadable(f"line {self.line[first]}: {self.values[first]} is no {what}")


def read(path: Path) -> tuple[Instance, ...]:
    """The problems of a file. Raises Unreadable, OSError."""
    numbers = _numbers(path.read_text(encoding="utf-8", errors="replace"))
    count = int(numbers.values[0])
    numbers.check(numbers.values[:1] < 1, 0, "number of items or problems")
    if count <= FEW_ITEMS and len(numbers.values) == 1 + count * count:
        return (_dense(numbers, count),)
    second = numbers.line[numbers.line > numbers.line[0]]
    width = np.count_nonzero(second == second[:1])
    if width == SIZES:
        return tuple(_generalised(numbers, count))
    return (_sparse(numbers, count) if width == TRIPLE else _dense(numbers, count),)


def _numbers(text: str) -> Numbers:
    words = [line.split() for line in text.splitlines()]
    lines = np.repeat(np.arange(1, len(words) + 1), [len(line) for line in words])
    if not len(lines):
        raise Unreadable("line 1: the file has no numbers")
    try:
        values = np.array(list(map(int, chain.from_iterable(words))), dtype=np.int64)
    except (ValueError, OverflowError):
        values = np.full(len(lines), LARGEST)
    if (abs(values) >= LARGEST).any():
        number, word = next((number, word) for number, line in enumerate(words, 1) for word in line if not _whole(word))
        raise Unreadable(f"line {number}: '{word}' is no whole number of at most nine figures")
    return Numbers(values, lines)


def _whole(word: str) -> bool:
    try:
        return abs(int(word)) < LARGEST
    except ValueError:
        return False


def _dense(numbers: Numbers, items: int) -> Assignment:
    cost = numbers.take(1, items * items, f"{items} × {items} costs").reshape(items, items)
    numbers.end(1 + items * items)
    return Assignment(np.ones((items, items), dtype=bool), cost)


def _sparse(numbers: Numbers, items: int) -> Assignment:
    lines, widths = np.unique(numbers.line[1:], return_counts=True)
    if (widths != TRIPLE).any():
        raise Unreadable(f"line {lines[widths != TRIPLE][0]}: expected a row, a column and a cost")
    triples = numbers.values[1:].reshape(-1, TRIPLE)
    outside = (triples < 1) | (triples > items)
    outside[:, 2] = False
    numbers.check(outside.ravel(), 1, f"row or column from 1 to {items}")
    row, column = triples[:, 0] - 1, triples[:, 1] - 1
    _, first = np.unique(row * items + column, return_index=True)
    if len(first) < len(row):
        again = np.setdiff1d(np.arange(len(row)), first)[0]
        raise Unreadable(f"line {lines[again]}: row {row[again] + 1} and column {column[again] + 1} came before")
    allowed, cost = np.zeros((items, items), dtype=bool), np.zeros((items, items), dtype=np.int32)
    allowed[row, column], cost[row, column] = True, triples[:, 2]
    return Assignment(allowed, cost)


def _generalised(numbers: Numbers, problems: int) -> Iterator[Generalised]:
    at = 1
    for _ in range(problems):
        sizes = numbers.take(at, SIZES, "agents and jobs")
        numbers.check(sizes < 1, at, "number of agents or jobs")
        agents, jobs = sizes.tolist()
        pairs = agents * jobs
        worth = numbers.take(at + SIZES, pairs, f"{agents} × {jobs} costs")
        rest = numbers.take(at + SIZES + pairs, pairs + agents, f"{agents} × {jobs} resources and {agents} capacities")
        numbers.check(rest < 0, at + SIZES + pairs, "resource or capacity, which are 0 or more")
        yield Generalised(worth.reshape(agents, jobs), rest[:pairs].reshape(agents, jobs), rest[pairs:])
        at += SIZES + 2 * pairs + agents
    numbers.end(at)
