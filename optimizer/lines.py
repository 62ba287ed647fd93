"""What placements together may not exceed or must keep: one function per kind of limit.

`Line` is one row of the engine's problem with the name under which people know it. A `Term` counts for each
person and dwelling what a placement adds; live claims count in the same way, before the calculation starts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, partial

import numpy as np

from optimizer.agreements import (
    Consent,
    ContactLevel,
    Limit,
    LimitKind,
    Link,
    LinkScope,
    Quota,
    QuotaBasis,
    SupportCapacity,
)
from optimizer.assignment import Integers, Row, Term
from optimizer.eligibility import given_by
from optimizer.facts import is_zwaar, load_of
from optimizer.pairs import Booleans, Pairs
from optimizer.people import Uitstromer
from optimizer.proposal import JointRule
from optimizer.supply import Dwelling

Columns = tuple[int, ...]


@dataclass(frozen=True)
class Line:
    """One demand over several placements; `id` is that of the limit, capacity, quota, exclusion or link, if any.

    `over`: how far the maximum was exceeded before; nothing may be added then, and nothing need go.
    """

    rule: JointRule
    id: str
    row: Row
    over: int = 0


def term_of(people: Integers | Booleans, dwellings: Integers | Booleans) -> Term:
    """A term from what belongs to people and what belongs to dwellings."""
    return Term(people.ravel().astype(np.int64), dwellings.ravel().astype(np.int64))


def claimed(pairs: Pairs, term: Term) -> int:
    """What the live claims already use."""
    return sum(
        int(term.items[pairs.row[claim.person]] * term.places[pairs.column[claim.dwelling]])
        for claim in pairs.round.claims
    )


def extra_of(consent: Consent | None) -> int:
    """How far a party lets its maximum be passed."""
    return consent.extra if consent else 0


def load_term(pairs: Pairs, limit: Limit) -> Term:
    """New load in the area of a limit; nobody who stays within an area that counts him already."""

    def load(person: Uitstromer) -> int:
        counted = person.home is not None and person.home.counted and limit.area in person.home.areas
        return 0 if counted and limit.kind is LimitKind.STAND else load_of(person, pairs.round.policy)

    return term_of(pairs.of_people(load), pairs.within(limit.area))


def limit_lines(pairs: Pairs, limit: Limit) -> Iterator[Line]:
    """The cap of an area, and what of it is not reserved for zwaar."""
    term, room = load_term(pairs, limit), limit.gross_cap + extra_of(limit.consent) - limit.used
    yield _at_most(JointRule.AREA_LIMIT, limit.id, (term,), room - claimed(pairs, term))
    if limit.reserved_for_zwaar:
        others = Term(term.items * ~pairs.who(is_zwaar).ravel(), term.places)
        left = room - limit.reserved_for_zwaar - claimed(pairs, others)
        yield _at_most(JointRule.AREA_LIMIT, limit.id, (others,), left)


def _at_most(rule: JointRule, name: str, terms: tuple[Term, ...], room: int) -> Line:
    return Line(rule, name, Row(terms, upper=max(0, room)), over=max(0, -room))


def hours_term(pairs: Pairs, capacity: SupportCapacity) -> Term:
    """Hours a week that a provider gives in the area of a capacity."""
    hours = pairs.of_people(lambda person: person.support.hours) * given_by(pairs, capacity.provider)
    return term_of(hours, pairs.within(capacity.area))


def capacity_line(pairs: Pairs, capacity: SupportCapacity) -> Line:
    """The hours of a provider in an area."""
    room = capacity.hours - capacity.used - claimed(pairs, hours_term(pairs, capacity))
    return _at_most(JointRule.SUPPORT_HOURS, capacity.id, capacity_terms(pairs, capacity), room)


def capacity_terms(pairs: Pairs, capacity: SupportCapacity) -> tuple[Term, ...]:
    """The hours of leases that start when the capacity has started: dwelling late, or only the person late."""
    term, day = hours_term(pairs, capacity), capacity.start.toordinal()
    if day <= pairs.round.start.toordinal():
        return (term,)
    late_home = (pairs.free >= day).ravel()
    late_person = (pairs.of_people(lambda person: person.ready_on.toordinal()) >= day).ravel()
    return Term(term.items, term.places * late_home), Term(term.items * late_person, term.places * ~late_home)


def quota_term(pairs: Pairs, quota: Quota) -> Term:
    """Households that count for a quota."""

    def counts(person: Uitstromer) -> bool:
        from_here = quota.basis is QuotaBasis.LEVERING or quota.municipality in (None, person.origin)
        return from_here and (not quota.doelgroepen or person.doelgroep in quota.doelgroepen)

    def supplies(dwelling: Dwelling) -> bool:
        here = quota.basis is QuotaBasis.OPGAVE or quota.municipality in (None, dwelling.municipality)
        form = dwelling.woonvorm in quota.woonvormen if quota.woonvormen else dwelling.woonvorm.final
        return here and form and quota.corporation in (None, dwelling.corporation)

    return term_of(pairs.who(counts), pairs.which(supplies))


def quota_lines(pairs: Pairs, quota: Quota) -> Iterator[Line]:
    """What a party takes at most, and at least where that binds."""
    term = quota_term(pairs, quota)
    before = quota.already + claimed(pairs, term)
    if quota.maximum is not None:
        room = quota.maximum + extra_of(quota.consent) - before
        yield _at_most(JointRule.QUOTA_MAXIMUM, quota.id, (term,), room)
    if quota.binding and quota.minimum > before:
        yield Line(JointRule.QUOTA_MINIMUM, quota.id, Row((term,), lower=quota.minimum - before))


def contact_lines(pairs: Pairs, possible: Booleans) -> Iterator[Line]:
    """Two people apart: at most one of them in each complex or buurt, or within the distance.

    `possible` (people, dwellings): what is permitted or pinned. Where the two can't both come there is no line.
    """
    places = cache(partial(_places_apart, pairs))
    # Thousands of exclusions share few people and places, so they share the vectors too.
    person = cache(partial(_marked, len(pairs.people)))
    dwellings = cache(partial(_marked, len(pairs.dwellings)))
    for exclusion in pairs.round.contact_exclusions:
        if len(exclusion.people) < 2:  # noqa: PLR2004 - one person and a protected place is a rule for pairs
            continue
        one, other = sorted(pairs.row[name] for name in exclusion.people)
        for here, near in places(exclusion.level, exclusion.close):
            if possible[one, list(here)].any() and possible[other, list(near)].any():
                terms = (Term(person((one,)), dwellings(here)), Term(person((other,)), dwellings(near)))
                yield Line(JointRule.CONTACT_APART, exclusion.id, Row(terms, upper=1))


def _marked(size: int, these: Columns) -> Integers:
    marked = np.zeros(size, dtype=np.int64)
    marked[list(these)] = 1
    return marked


def _places_apart(
    pairs: Pairs, level: ContactLevel, close: frozenset[tuple[str, str]]
) -> tuple[tuple[Columns, Columns], ...]:
    """Pairs of sets of dwellings; not both people may live in the two sets of a pair.

    No pair where only one fits: there the units say the same. A pin takes a unit, so that a clash of pins is seen.
    """
    apart = _within_distance(pairs, close) if level is ContactLevel.AFSTAND else _in_one_place(pairs, level)
    pinned = Counter(pairs.column[pin.dwelling] for pin in pairs.round.pins)
    units = [max(int(left), pinned[column]) for column, left in enumerate(pairs.units_left[0])]
    return tuple((here, near) for here, near in apart if sum(units[column] for column in near) > 1)


def _within_distance(pairs: Pairs, close: frozenset[tuple[str, str]]) -> Iterator[tuple[Columns, Columns]]:
    """Dwellings that are near the same others, themselves included, and those others."""
    near = [{column} for column in range(len(pairs.dwellings))]
    for one, other in close:
        near[pairs.column[one]].add(pairs.column[other])
        near[pairs.column[other]].add(pairs.column[one])
    alike: dict[Columns, list[int]] = {}
    for column, others in enumerate(near):
        alike.setdefault(tuple(sorted(others)), []).append(column)
    yield from ((tuple(here), others) for others, here in alike.items())


def _in_one_place(pairs: Pairs, level: ContactLevel) -> Iterator[tuple[Columns, Columns]]:
    """The dwellings of each complex or buurt, twice; one without a complex is a place of its own."""
    inside: dict[str, list[int]] = {}
    for column, home in enumerate(pairs.dwellings):
        inside.setdefault(getattr(home, level.value) or f"alleen {home.id}", []).append(column)
    yield from ((tuple(here), tuple(here)) for here in inside.values())


def link_lines(pairs: Pairs, link: Link) -> Iterator[Line]:
    """Linked people are placed together: as many in each place of the scope as the first of them."""
    if not binds(pairs, link):
        return
    first, *others = sorted(pairs.row[name] for name in link.people)
    places = [place_of(dwelling, link.scope) for dwelling in pairs.dwellings]
    for place in sorted(set(places)):
        inside = np.array([own == place for own in places], dtype=bool)
        for other in others:
            difference = np.zeros(len(pairs.people), dtype=np.int64)
            difference[first], difference[other] = 1, -1
            row = Row((term_of(difference, inside),), lower=0, upper=0)
            yield Line(JointRule.LINKED_TOGETHER, link.id, row)


def binds(pairs: Pairs, link: Link) -> bool:
    """A link of which somebody has a live claim binds nobody."""
    return link.people.isdisjoint(pairs.claims)


def place_of(dwelling: Dwelling, scope: LinkScope) -> str:
    """What linked people must have in common; a dwelling without a complex shares one with nobody else."""
    match scope:
        case LinkScope.RONDE:
            return ""
        case LinkScope.GEMEENTE:
            return dwelling.municipality
        case _:
            return getattr(dwelling, scope.value) or f"alleen {dwelling.id}"


def pin_lines(pairs: Pairs) -> Iterator[Line]:
    """A pinned person is placed."""
    for pin in pairs.round.pins:
        who = pairs.who(lambda person: person.id == pin.person)  # noqa: B023 - used at once
        yield Line(JointRule.PIN_KEPT, pin.person, Row((term_of(who, pairs.which(lambda _: True)),), lower=1))


def budget_lines(pairs: Pairs, allowed: Booleans) -> Iterator[Line]:
    """All but so many people keep one of the dwellings of an earlier proposal; `allowed` (people, dwellings)."""
    budget, homes = pairs.round.policy.disruption_budget, dict[int, list[int]]()
    for previous in pairs.round.previous:
        row, column = pairs.row[previous.person], pairs.column[previous.dwelling]
        if allowed[row, column]:
            homes.setdefault(column, []).append(row)
    people = {row for rows in homes.values() for row in rows}
    if budget is not None and len(people) > budget:
        terms = (
            Term(_marked(len(pairs.people), tuple(rows)), _marked(len(pairs.dwellings), (column,)))
            for column, rows in homes.items()
        )
        yield Line(JointRule.DISRUPTION_BUDGET, "", Row(tuple(terms), lower=len(people) - budget))
