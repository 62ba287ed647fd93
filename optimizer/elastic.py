"""The cheapest way in which some demands give way so that all others can be kept: an elastic program.

It is the problem of keeping the demands with items added that only go to one place more, *gives way*. For each
demand that may give way there is one item that says whether it does, and items of 1, 2, 4 … units that say how
far; a demand that does not give way has no units.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from optimizer.agreements import PinReason
from optimizer.assignment import Booleans, Integers, Objective, Problem, Row, Term
from optimizer.demands import GIVING, Held, binds, concerned, most_of, rows_of
from optimizer.engine import solve as engine
from optimizer.errors import EngineError
from optimizer.model import Model
from optimizer.proposal import JointRule

# These are let go whole; the others give way by some units.
WHOLE = (*PinReason, JointRule.LINKED_TOGETHER)


@dataclass(frozen=True)
class Slack:
    """A demand with its rows, the item that says that it gives way, and those of 1, 2, 4 … units."""

    held: Held
    rows: tuple[Row, ...]
    gives: int
    units: tuple[int, ...]


@dataclass(frozen=True)
class Elastic:
    """`people` are the first items; `items` is how many there are with those that give way."""

    people: Integers
    slacks: tuple[Slack, ...]
    fixed: tuple[Row, ...]
    items: int


def give_way(model: Model, held: tuple[Held, ...]) -> tuple[tuple[Held, ...], Integers]:
    """The demands that give way, and a choice (people of the model,) that keeps the others."""
    elastic = _elastic(held)
    result = engine.solve(_problem(model, elastic))
    if result.choice is None:
        raise EngineError("even without pins and minima the demands can't be kept")
    gives = len(model.problem.room)
    choice: Integers = np.full(len(model.pairs.people), -1, dtype=np.int64)
    choice[elastic.people] = result.choice[: len(elastic.people)]
    return tuple(slack.held for slack in elastic.slacks if result.choice[slack.gives] == gives), choice


def _elastic(held: tuple[Held, ...]) -> Elastic:
    people = concerned(held)
    numbers, slacks, fixed = count(len(people)), list[Slack](), list[Row]()
    for each in held:
        rows = tuple(row for row in rows_of(each, people) if binds(row))
        if rows and each.kind is None:
            fixed += rows
        elif rows:
            gives = next(numbers)
            slacks.append(Slack(each, rows, gives, tuple(next(numbers) for _ in range(_most(each, rows).bit_length()))))
    return Elastic(people, tuple(slacks), tuple(fixed), next(numbers))


def _most(held: Held, rows: tuple[Row, ...]) -> int:
    """How many units it can take at most to keep every row."""
    if held.kind in WHOLE:
        return 0
    return max(row.lower or 0 if row.upper is None else most_of(row) - row.upper for row in rows)


def _problem(model: Model, elastic: Elastic) -> Problem:
    allowed: Booleans = np.zeros((elastic.items, len(model.problem.room) + 1), dtype=bool)
    allowed[: len(elastic.people), :-1] = model.eligibility.allowed[elastic.people]
    allowed[len(elastic.people) :, -1] = True
    rows = [_padded(row, elastic) for row in elastic.fixed]
    rows += [row for slack in elastic.slacks for row in _softened(slack, elastic)]
    return Problem(
        allowed=allowed,
        room=np.append(model.problem.room, elastic.items),
        turn=np.arange(elastic.items),
        rows=tuple(rows),
        objectives=tuple(_objectives(elastic)),
    )


def _softened(slack: Slack, elastic: Elastic) -> Iterator[Row]:
    """The rows of a demand, less strict by what it gives."""
    places = len(slack.rows[0].terms[0].places)
    units = {item: 1 << power for power, item in enumerate(slack.units)}
    freely = units or {slack.gives: 1}
    for row in slack.rows:
        if row.upper is not None:
            more = _given({item: -worth for item, worth in freely.items()}, elastic, places)
            yield _padded(Row((*row.terms, more), upper=row.upper), elastic)
        if row.lower is not None:
            yield _padded(Row((*row.terms, _given(freely, elastic, places)), lower=row.lower), elastic)
    if units:
        yield _padded(Row((_given({**units, slack.gives: 1 - (1 << len(units))}, elastic, places),), upper=0), elastic)


def _given(worth: dict[int, int], elastic: Elastic, places: int) -> Term:
    """A term that counts items which give way."""
    items, gives = np.zeros(elastic.items, dtype=np.int64), np.zeros(places + 1, dtype=np.int64)
    items[list(worth)] = list(worth.values())
    gives[-1] = 1
    return Term(items, gives)


def _padded(row: Row, elastic: Elastic) -> Row:
    """With nothing for the items and the place that were added."""
    terms = (
        term
        if len(term.items) == elastic.items
        else Term(
            np.append(term.items, np.zeros(elastic.items - len(term.items), dtype=np.int64)), np.append(term.places, 0)
        )
        for term in row.terms
    )
    return Row(tuple(terms), row.lower, row.upper)


def _objectives(elastic: Elastic) -> Iterator[Objective]:
    """See `GIVING`: as few as possible, then of the hardest as few as possible, then of the hardest as little."""
    kinds = [kind for kind in reversed(GIVING) if any(slack.held.kind is kind for slack in elastic.slacks)]
    yield _least({slack.gives: 1 for slack in elastic.slacks}, elastic)
    for kind in kinds[:-1]:
        yield _least({slack.gives: 1 for slack in elastic.slacks if slack.held.kind is kind}, elastic)
    for kind in kinds:
        mine = [slack.units for slack in elastic.slacks if slack.held.kind is kind]
        if any(mine):
            yield _least({item: 1 << power for units in mine for power, item in enumerate(units)}, elastic)


def _least(worth: dict[int, int], elastic: Elastic) -> Objective:
    weights = np.zeros((elastic.items, 1), dtype=np.int64)
    weights[list(worth), 0] = list(worth.values())
    return Objective(maximise=False, weights=weights)
