"""Who may live where: one named rule per function, over all pairs at once.

A rule takes the `Pairs` of a round and returns booleans that broadcast to (people, dwellings): True where it
holds. Its name is the reason code that users see; its meaning stands with `proposal.Rule`.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

import numpy as np

from optimizer.agreements import Ban, BanScope, ContactExclusion, ContactLevel, Convenant
from optimizer.facts import bedrooms_needed, persons_in, rent_ceiling
from optimizer.pairs import Booleans, Integers, Pairs
from optimizer.people import Uitstromer
from optimizer.proposal import Rule
from optimizer.round import Round
from optimizer.supply import Dwelling, Label, Need


@dataclass(frozen=True)
class Eligibility:
    """(people, dwellings) `allowed` where no rule is broken; per rule, how many dwellings break it per person."""

    pairs: Pairs
    allowed: Booleans
    broken: dict[Rule, Integers]


def check_pairs(round_: Round) -> Eligibility:
    """Apply every rule to every pair."""
    pairs = Pairs(round_)
    allowed = np.ones(pairs.shape, dtype=bool)
    broken = {}
    for rule in Rule:
        holds = np.broadcast_to(RULES[rule](pairs), pairs.shape)
        broken[rule] = (~holds).sum(axis=1)
        allowed &= holds
    return Eligibility(pairs, allowed, broken)


# What depends on others, or on a file that tells of others: whoever may not read of those is told nothing by these rules.
OF_OTHERS = frozenset({Rule.UNIT_FREE, Rule.PERSON_FREE, Rule.CONTACT_EXCLUSION, Rule.NUISANCE_FILE, Rule.NOT_BANNED})


def fitting_alone(round_: Round) -> frozenset[str]:
    """The people for whom some dwelling breaks none of the rules that are about the two of them only."""
    pairs = Pairs(round_)
    allowed = np.ones(pairs.shape, dtype=bool)
    for rule in (each for each in Rule if each not in OF_OTHERS):
        allowed &= np.broadcast_to(RULES[rule](pairs), pairs.shape)
    return frozenset(person.id for person, fits in zip(round_.people, allowed, strict=True) if fits.any())


def broken_rules(pairs: Pairs, person: str, dwelling: str) -> tuple[Rule, ...]:
    """The rules that one pair breaks."""
    at = (pairs.row[person], pairs.column[dwelling])
    return tuple(rule for rule in Rule if not np.broadcast_to(RULES[rule](pairs), pairs.shape)[at])


def unit_free(pairs: Pairs) -> Booleans:
    return pairs.units_left > 0


def person_free(pairs: Pairs) -> Booleans:
    return pairs.who(lambda person: person.id not in pairs.claims)


def in_time(pairs: Pairs) -> Booleans:
    ready = pairs.of_people(lambda person: person.ready_on.toordinal())
    held = ready <= pairs.free + pairs.round.policy.max_hold_days
    return held & (pairs.free <= pairs.round.end.toordinal())


def rooms_enough(pairs: Pairs) -> Booleans:
    rules = pairs.round.policy.household
    needed = pairs.of_people(lambda person: bedrooms_needed(person.household, rules) + 1)
    return needed <= pairs.of_dwellings(lambda dwelling: dwelling.rooms)


def bedrooms_enough(pairs: Pairs) -> Booleans:
    rules = pairs.round.policy.household
    needed = pairs.of_people(lambda person: bedrooms_needed(person.household, rules))
    return needed <= pairs.of_dwellings(lambda dwelling: dwelling.bedrooms)


def persons_allowed(pairs: Pairs) -> Booleans:
    persons = pairs.of_people(lambda person: persons_in(person.household))
    enough = pairs.of_dwellings(lambda dwelling: dwelling.min_persons) <= persons
    return enough & (persons <= pairs.of_dwellings(lambda dwelling: dwelling.max_persons))


def rent_within_ceiling(pairs: Pairs) -> Booleans:
    rules, start = pairs.round.policy.household, pairs.round.start
    rent = pairs.of_dwellings(lambda dwelling: dwelling.rent)
    years = pairs.of_dwellings(lambda dwelling: max(dwelling.available_from, start).year)
    holds = np.ones(pairs.shape, dtype=bool)
    for amounts in pairs.round.policy.amounts:
        ceiling = pairs.of_people(partial(rent_ceiling, amounts=amounts, rules=rules))
        holds &= (years != amounts.year) | (rent <= ceiling)
    holds |= pairs.which(lambda dwelling: dwelling.corporation is None)
    for exception in pairs.round.rent_exceptions:
        holds[pairs.row[exception.person], pairs.column[exception.dwelling]] = True
    return holds


def _offered(pairs: Pairs, need: Need) -> Booleans:
    return pairs.who(lambda person: need not in person.needs) | pairs.which(lambda dwelling: need in dwelling.offers)


def level_access(pairs: Pairs) -> Booleans:
    return _offered(pairs, Need.GELIJKVLOERS)


def lift_or_ground(pairs: Pairs) -> Booleans:
    return _offered(pairs, Need.LIFT) | pairs.which(lambda dwelling: dwelling.floor <= 0)


def wheelchair(pairs: Pairs) -> Booleans:
    return _offered(pairs, Need.ROLSTOEL)


def low_stimulus(pairs: Pairs) -> Booleans:
    return _offered(pairs, Need.PRIKKELARM)


def woonvorm_fits(pairs: Pairs) -> Booleans:
    return pairs.overlap(lambda person: person.woonvormen, lambda dwelling: (dwelling.woonvorm,))


def contract_shared(pairs: Pairs) -> Booleans:
    return pairs.overlap(lambda person: person.contract_forms, lambda dwelling: dwelling.contract_forms)


def label_fits(pairs: Pairs) -> Booleans:
    youngest = pairs.of_people(lambda person: person.ages.low)
    oldest = pairs.of_people(lambda person: person.ages.high)
    holds = np.ones(pairs.shape, dtype=bool)
    for label in {dwelling.label for dwelling in pairs.dwellings if dwelling.label is not None}:
        meant = pairs.who(partial(_meant_by, label)) & (label.age_min <= youngest) & (oldest <= label.age_max)
        holds &= meant | ~pairs.which(partial(_labelled, label))
    return holds


def _meant_by(label: Label, person: Uitstromer) -> bool:
    return not label.doelgroepen or person.doelgroep in label.doelgroepen


def _labelled(label: Label, dwelling: Dwelling) -> bool:
    return dwelling.label == label


def shared_accepted(pairs: Pairs) -> Booleans:
    alone = pairs.who(lambda person: person.accepts_shared and persons_in(person.household) == 1)
    return alone | pairs.which(lambda dwelling: not dwelling.shared)


def area_not_excluded(pairs: Pairs) -> Booleans:
    holds = np.ones(pairs.shape, dtype=bool)
    for row, person in enumerate(pairs.people):
        for wish in person.excluded:
            holds[row] &= ~pairs.within(wish.area)[0]
    return holds


def contact_exclusion(pairs: Pairs) -> Booleans:
    holds = np.ones(pairs.shape, dtype=bool)
    for exclusion in pairs.round.contact_exclusions:
        for name in exclusion.people:
            others = [pairs.people[pairs.row[other]] for other in exclusion.people - {name}]
            closed = pairs.which(partial(_closed_by, pairs, exclusion, others))
            holds[pairs.row[name]] &= ~closed[0]
    return holds


def _closed_by(pairs: Pairs, exclusion: ContactExclusion, others: list[Uitstromer], dwelling: Dwelling) -> bool:
    """Whether the dwelling is protected, or near where one of the others stays or has a live claim."""
    if dwelling.id in exclusion.protected:
        return True
    for other in others:
        claimed = pairs.claims.get(other.id)
        if claimed is not None and too_close(exclusion, claimed, dwelling):
            return True
        place = None if exclusion.level is ContactLevel.AFSTAND else getattr(dwelling, exclusion.level.value)
        if place is not None and other.home is not None and place in other.home.areas:
            return True
    return False


def too_close(exclusion: ContactExclusion, one: Dwelling, other: Dwelling) -> bool:
    """Whether the two people of the exclusion may not live in these two dwellings."""
    match exclusion.level:
        case ContactLevel.COMPLEX:
            return one.id == other.id or (one.complex is not None and one.complex == other.complex)
        case ContactLevel.BUURT:
            return one.buurt == other.buurt
        case ContactLevel.AFSTAND:
            either = {(one.id, other.id), (other.id, one.id)}
            return one.id == other.id or not either.isdisjoint(exclusion.close)


def support_asked(pairs: Pairs) -> Booleans:
    return pairs.who(lambda person: person.support.hours == 0 or person.support.provider is not None)


def support_contracted(pairs: Pairs) -> Booleans:
    no_need = pairs.who(lambda person: person.support.hours == 0 or person.support.provider is None)
    holds = np.zeros(pairs.shape, dtype=bool) | no_need
    for capacity in pairs.round.capacities:
        started = capacity.start.toordinal() <= pairs.starts
        holds |= given_by(pairs, capacity.provider) & pairs.within(capacity.area) & started
    return holds


def given_by(pairs: Pairs, provider: str) -> Booleans:
    """(people, 1) whose support this provider gives."""
    return pairs.who(lambda person: person.support.provider == provider)


def convenant_covers(pairs: Pairs) -> Booleans:
    holds = np.zeros(pairs.shape, dtype=bool) | pairs.which(lambda dwelling: dwelling.corporation is None)
    for convenant in pairs.round.convenanten:
        runs = (convenant.start.toordinal() <= pairs.starts) & (pairs.starts <= convenant.end.toordinal())
        holds |= runs & pairs.who(partial(_named_in, convenant)) & pairs.which(partial(_party_to, convenant))
    return holds


def _named_in(convenant: Convenant, person: Uitstromer) -> bool:
    return person.doelgroep in convenant.doelgroepen


def _party_to(convenant: Convenant, dwelling: Dwelling) -> bool:
    return dwelling.municipality in convenant.municipalities and dwelling.corporation in convenant.corporations


def nuisance_file(pairs: Pairs) -> Booleans:
    unbound = pairs.who(lambda person: person.care not in pairs.round.policy.nuisance_binds)
    return unbound | pairs.which(lambda dwelling: not dwelling.nuisance_file)


def not_banned(pairs: Pairs) -> Booleans:
    holds = np.ones(pairs.shape, dtype=bool)
    for ban in pairs.round.bans:
        row = pairs.row[ban.person]
        until = date.max if ban.until is None else ban.until
        holds[row] &= ~pairs.which(partial(is_target, ban))[0] | (until.toordinal() <= pairs.starts[row])
    return holds


def is_target(ban: Ban, dwelling: Dwelling) -> bool:
    match ban.scope:
        case BanScope.WONING:
            return dwelling.id == ban.target
        case BanScope.GEBIED:
            return ban.target in dwelling.areas
        case BanScope.CORPORATIE:
            return dwelling.corporation == ban.target


RULES: dict[Rule, Callable[[Pairs], Booleans]] = {Rule(rule.__name__): rule for rule in (
    unit_free, person_free, in_time, rooms_enough, bedrooms_enough, persons_allowed, rent_within_ceiling, level_access,
    lift_or_ground, wheelchair, low_stimulus, woonvorm_fits, contract_shared, label_fits, shared_accepted,
    area_not_excluded, contact_exclusion, support_asked, support_contracted, convenant_covers, nuisance_file,
    not_banned,
)}  # fmt: skip
