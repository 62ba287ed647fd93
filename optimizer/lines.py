"""What placements together may not exceed or must keep: one function per kind of limit.

`Line` is one row of the engine's problem with the name under which people know it. A `Term` counts for each
person and dwelling what a placement adds; live claims count in the same way, before the calculation starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.agreements import (
    Consent,
    ContactExclusion,
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


@dataclass(frozen=True)
class Line:
    """One demand over several placements; `id` is that of the limit, capacity, quota, exclusion or link."""

    rule: JointRule
    id: str
    row: Row


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
    yield _at_most(JointRule.AREA_LIMIT, limit.id, term, room - claimed(pairs, term))
    if limit.reserved_for_zwaar:
        others = Term(term.items * ~pairs.who(is_zwaar).ravel(), term.places)
        left = room - limit.reserved_for_zwaar - claimed(pairs, others)
        yield _at_most(JointRule.AREA_LIMIT, limit.id, others, left)


def _at_most(rule: JointRule, name: str, term: Term, room: int) -> Line:
    return Line(rule, name, Row((term,), upper=max(0, room)))


def hours_term(pairs: Pairs, capacity: SupportCapacity) -> Term:
    """Hours a week that a provider gives in the area of a capacity."""
    hours = pairs.of_people(lambda person: person.support.hours) * given_by(pairs, capacity.provider)
    return term_of(hours, pairs.within(capacity.area))


def capacity_line(pairs: Pairs, capacity: SupportCapacity) -> Line:
    """The hours of a provider in an area."""
    room = capacity.hours - capacity.used - claimed(pairs, hours_term(pairs, capacity))
    return Line(JointRule.SUPPORT_HOURS, capacity.id, Row(capacity_terms(pairs, capacity), upper=max(0, room)))


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


def quota_maximum_lines(pairs: Pairs, quota: Quota) -> Iterator[Line]:
    """What a party takes at most."""
    if quota.maximum is not None:
        term = quota_term(pairs, quota)
        room = quota.maximum + extra_of(quota.consent) - quota.already - claimed(pairs, term)
        yield _at_most(JointRule.QUOTA_MAXIMUM, quota.id, term, room)


def contact_lines(pairs: Pairs, exclusion: ContactExclusion) -> Iterator[Line]:
    """Two people apart: at most one of them in each complex or buurt, or within the distance."""
    if len(exclusion.people) < 2:  # noqa: PLR2004 - one person and a protected place is a rule for pairs
        return
    one, other = sorted(pairs.row[name] for name in exclusion.people)
    first, second = np.zeros((2, len(pairs.people)), dtype=np.int64)
    first[one], second[other] = 1, 1
    for here, near in _places_apart(pairs, exclusion):
        terms = (Term(first, here.ravel().astype(np.int64)), Term(second, near.ravel().astype(np.int64)))
        yield Line(JointRule.CONTACT_APART, exclusion.id, Row(terms, upper=1))


def _places_apart(pairs: Pairs, exclusion: ContactExclusion) -> Iterator[tuple[Booleans, Booleans]]:
    """Pairs of sets of dwellings; not both people may live in the two sets of a pair."""
    if exclusion.level is ContactLevel.AFSTAND:
        near: dict[str, set[str]] = {}
        for one, other in exclusion.close:
            near.setdefault(one, set()).add(other)
            near.setdefault(other, set()).add(one)
        for dwelling in pairs.dwellings:
            close = near.get(dwelling.id, set()) | {dwelling.id}
            yield pairs.which(lambda home: home is dwelling), pairs.which(lambda home: home.id in close)  # noqa: B023
    else:
        name = exclusion.level.value
        places = [getattr(home, name) or f"alleen {home.id}" for home in pairs.dwellings]
        for place in sorted(set(places)):
            inside = np.array([own == place for own in places], dtype=bool)
            yield inside, inside


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
