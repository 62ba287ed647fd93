"""Pins that can't all be kept: which of them, and what they break together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace

from optimizer.agreements import Pin
from optimizer.eligibility import broken_rules
from optimizer.engine import solve as engine
from optimizer.ledger import MAXIMA
from optimizer.model import Model
from optimizer.proposal import Conflict, JointRule


def pin_conflicts(model: Model) -> tuple[Conflict, ...]:
    """Every rule that a pin breaks, and every joint rule that pins break among themselves and with claims."""
    pairs = model.pairs
    alone = [
        Conflict(pins=_named([pin]), rule=rule)
        for pin in pairs.round.pins
        for rule in broken_rules(pairs, pin.person, pin.dwelling)
    ]
    return (*alone, *_twice(model), *_over(model))


def _named(pins: Iterable[Pin]) -> tuple[tuple[str, str], ...]:
    return tuple((pin.person, pin.dwelling) for pin in pins)


def _twice(model: Model) -> Iterator[Conflict]:
    of_person, of_dwelling = defaultdict(list), defaultdict(list)
    for pin in model.pairs.round.pins:
        of_person[pin.person].append(pin)
        of_dwelling[pin.dwelling].append(pin)
    for person, pins in of_person.items():
        if len(pins) > 1:
            yield Conflict(pins=_named(pins), rule=JointRule.PERSON_ONCE, id=person)
    for dwelling, pins in of_dwelling.items():
        if len(pins) > max(1, model.problem.room[model.pairs.column[dwelling]]):
            yield Conflict(pins=_named(pins), rule=JointRule.UNIT_ONCE, id=dwelling)


def _over(model: Model) -> Iterator[Conflict]:
    """Maxima that the pins exceed; people with two pins are left out, for they have only one home to count."""
    times = Counter(pin.person for pin in model.pairs.round.pins)
    seen = set()
    for line in model.lines:
        if line.rule not in MAXIMA or line.row.upper is None:
            continue
        added = Counter[Pin]()
        for pin in (pin for pin in model.pairs.round.pins if times[pin.person] == 1):
            row, column = model.pairs.row[pin.person], model.pairs.column[pin.dwelling]
            added[pin] = sum(int(term.items[row] * term.places[column]) for term in line.row.terms)
        if added.total() > line.row.upper and (line.rule, line.id) not in seen:
            seen.add((line.rule, line.id))
            yield Conflict(pins=_named(pin for pin in added if added[pin]), rule=line.rule, id=line.id)


def link_conflicts(model: Model) -> tuple[Conflict, ...]:
    """A smallest set of links that the pins can't keep: without any one of them the others can be kept.

    To be called when the pins break nothing by themselves and still no choice keeps all lines.
    """
    pinned = {pin.person: pin for pin in model.pairs.round.pins}
    blamed = sorted({line.id for line in model.lines if line.rule is JointRule.LINKED_TOGETHER})
    for link in tuple(blamed):
        fewer = [other for other in blamed if other != link]
        if not _possible(model, fewer):
            blamed = fewer
    people = {link.id: link.people for link in model.pairs.round.links}
    return tuple(
        Conflict(
            pins=_named(pinned[name] for name in sorted(people[link] & pinned.keys())),
            rule=JointRule.LINKED_TOGETHER,
            id=link,
        )
        for link in blamed
    )


def _possible(model: Model, links: list[str]) -> bool:
    lines = [line for line in model.lines if line.rule is not JointRule.LINKED_TOGETHER or line.id in links]
    problem = replace(model.problem, rows=tuple(line.row for line in lines), objectives=())
    return engine.solve(problem).choice is not None
