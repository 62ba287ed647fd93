"""What a round demands, each demand with the lines that state it, and the problem of keeping some of them.

Nobody need be placed but who is pinned, who counts for a binding minimum or must stay, and who is linked to them: placing
others never helps to keep a demand. So the problem is about these people alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from optimizer.agreements import Pin, PinReason
from optimizer.assignment import Integers, Problem, Row, Term, keeps
from optimizer.engine import solve as engine
from optimizer.lines import Line, term_of
from optimizer.model import Model
from optimizer.proposal import Demand, JointRule

# What gives way first. As few demands as possible give way; of as many, those that stand here first; and of those as
# little as possible. A contactuitsluiting never gives way.
GIVING: tuple[PinReason | JointRule, ...] = (
    JointRule.DISRUPTION_BUDGET,
    PinReason.BESLUIT,
    PinReason.EIGEN_KANDIDAAT,
    PinReason.VERSTUURD,
    PinReason.AKKOORD,
    PinReason.AANGEBODEN,
    JointRule.SUPPORT_HOURS,
    JointRule.AREA_LIMIT,
    JointRule.QUOTA_MAXIMUM,
    JointRule.QUOTA_MINIMUM,
    JointRule.LINKED_TOGETHER,
)
# The order in which the demands of a conflict are told, and in which they are looked for.
TOLD = (
    JointRule.PIN_KEPT,
    JointRule.LINKED_TOGETHER,
    JointRule.DISRUPTION_BUDGET,
    JointRule.QUOTA_MINIMUM,
    JointRule.QUOTA_MAXIMUM,
    JointRule.AREA_LIMIT,
    JointRule.SUPPORT_HOURS,
    JointRule.CONTACT_APART,
)


@dataclass(frozen=True)
class Held:
    """A demand, the lines that state it, and its kind: how easily it gives way (`GIVING`), None where it never does."""

    demand: Demand
    lines: tuple[Line, ...]
    kind: PinReason | JointRule | None

    @property
    def pinned(self) -> bool:
        """Whether it is a pin."""
        return self.demand.rule is JointRule.PIN_KEPT

    @property
    def place(self) -> tuple[int, str, str]:
        """Where it stands among others."""
        return TOLD.index(self.demand.rule), self.demand.id, self.demand.dwelling


def demands_of(model: Model) -> tuple[Held, ...]:
    """Every demand of the round, in the order of `TOLD`."""
    stated: dict[Demand, list[Line]] = {}
    for line in model.lines:
        if line.rule is not JointRule.PIN_KEPT:
            stated.setdefault(Demand(rule=line.rule, id=line.id), []).append(line)
    others = (
        Held(demand, tuple(lines), demand.rule if demand.rule in GIVING else None) for demand, lines in stated.items()
    )
    return tuple(
        sorted((*(_pinned(model, pin) for pin in model.pairs.round.pins), *others), key=lambda each: each.place)
    )


def _pinned(model: Model, pin: Pin) -> Held:
    """A pin says which dwelling; in the model itself that follows from the pairs that are left."""
    pairs = model.pairs
    term = term_of(pairs.who(lambda person: person.id == pin.person), pairs.which(lambda home: home.id == pin.dwelling))
    demand = Demand(rule=JointRule.PIN_KEPT, id=pin.person, dwelling=pin.dwelling)
    return Held(demand, (Line(demand.rule, demand.id, Row((term,), lower=1)),), pin.reason)


def concerned(held: Iterable[Held]) -> Integers:
    """The people whom these demands make it necessary to place, and who are linked to them; in order."""
    rows = [line.row for each in held for line in each.lines]
    ties = [_people_of(row) for row in rows if row.lower is not None and row.lower <= 0]
    found = {person for row in rows if row.lower is not None and row.lower > 0 for person in _people_of(row)}
    while more := set().union(*(tied for tied in ties if tied & found)) - found:
        found |= more
    return np.array(sorted(found), dtype=np.int64)


def _people_of(row: Row) -> set[int]:
    return {int(person) for term in row.terms for person in np.flatnonzero(term.items)}


def problem_of(model: Model, held: tuple[Held, ...]) -> Problem:
    """To keep all of these demands and every rule; what can be chosen has no value."""
    people = concerned(held)
    return Problem(
        allowed=model.eligibility.allowed[people],
        room=model.problem.room,
        turn=np.arange(len(people)),
        rows=tuple(row for each in held for row in rows_of(each, people) if binds(row)),
        objectives=(),
    )


def possible(model: Model, held: tuple[Held, ...]) -> bool:
    """Whether all of these demands can be kept; no search is needed where everybody concerned is pinned."""
    problem, people, pairs = problem_of(model, held), concerned(held).tolist(), model.pairs
    pinned = {pairs.row[each.demand.id]: pairs.column[each.demand.dwelling] for each in held if each.pinned}
    if set(people) <= pinned.keys():
        return keeps(problem, np.array([pinned[person] for person in people], dtype=np.int64))
    return engine.solve(problem).choice is not None


def rows_of(held: Held, people: Integers) -> tuple[Row, ...]:
    """The rows of a demand for some of the people."""
    return tuple(
        Row(tuple(Term(term.items[people], term.places) for term in line.row.terms), line.row.lower, line.row.upper)
        for line in held.lines
    )


def most_of(row: Row) -> int:
    """What a row can't exceed, whoever goes where."""
    return sum(int(np.maximum(0, term.items).sum()) * int(np.max(np.append(term.places, 0))) for term in row.terms)


def binds(row: Row) -> bool:
    """Whether a row can be broken at all."""
    if row.lower is not None:
        return row.lower > 0 or any(term.items.any() for term in row.terms)
    return row.upper is not None and most_of(row) > row.upper
