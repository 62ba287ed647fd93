"""The smallest changes of a round with which somebody could have a home while nobody loses one.

One candidate per dwelling: all that this person breaks there, each as what would have to give way. What never gives
way rules a dwelling out.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import numpy as np

from optimizer.agreements import Ban, SupportCapacity
from optimizer.assignment import Integers
from optimizer.eligibility import is_target, too_close
from optimizer.explanations import Easing, Giving, Opening, better_first
from optimizer.facts import rent_ceiling
from optimizer.people import AreaReasonCode, Uitstromer
from optimizer.proposal import JointRule, Rule
from optimizer.supply import Dwelling
from optimizer.why.easing import RANK
from optimizer.why.prepared import Prepared
from optimizer.why.weigh import crowding, joined, joining

# An opening of more than so many easings is not small; so many openings are told, and of one kind so many.
MOST_EASINGS, MOST, MOST_ALIKE = 3, 5, 2
# So many dwellings are looked at closely: those with the fewest things in the way.
CLOSELY = 40
CENTS = 100
TIES = {
    JointRule.AREA_LIMIT: Giving.AREA,
    JointRule.SUPPORT_HOURS: Giving.HOURS,
    JointRule.QUOTA_MAXIMUM: Giving.QUOTA,
}
Eased = tuple[Easing, ...] | None


def openings_for(prepared: Prepared, row: int) -> tuple[Opening, ...]:
    """For somebody without a home, who is tied to nobody: the smallest first."""
    homes = _near(prepared, row)
    return _smallest(opening(prepared, row, home) for home in homes)


def openings_of(prepared: Prepared, home: int) -> tuple[Opening, ...]:
    """For a dwelling with a unit left: with whom it could be filled, the smallest change first."""
    people = _nearby(prepared, home)
    return _smallest(opening(prepared, row, home) for row in people)


def opening(prepared: Prepared, row: int, home: int) -> Opening | None:
    """What must give way for this pair; None where something never does, or nothing need, or it is too much."""
    easings = _easings(prepared, row, home)
    if not easings or len(easings) > MOST_EASINGS:
        return None
    pairs = prepared.pairs
    return Opening(
        person=pairs.people[row].id,
        dwelling=pairs.dwellings[home].id,
        easings=easings,
        effects=prepared.effects(joined(prepared, row, home)[1]),
    )


def _near(prepared: Prepared, row: int) -> list[int]:
    """Where fewest things are in the way; of as many, those that give way most easily."""
    taken = prepared.units <= 0
    unit: Integers = np.where(taken, RANK[Giving.UNIT], 0)
    at = (row, slice(None))
    return _fewest(prepared, at, joining(prepared, row) + taken, unit)


def _nearby(prepared: Prepared, home: int) -> list[int]:
    """The people without a home, and tied to nobody, for whom fewest things are in the way."""
    rows = np.array([row for row in prepared.unplaced.tolist() if row not in prepared.tied], dtype=np.int64)
    near = _fewest(prepared, (rows, home), crowding(prepared, rows, home), np.zeros(len(rows), dtype=np.int64))
    found: list[int] = rows[near].tolist()
    return found


def _fewest(prepared: Prepared, at: Any, number: Integers, hardest: Integers) -> list[int]:  # noqa: ANN401 - an index
    """Which of these pairs have fewest things in the way, but some, and none that never gives way."""
    possible = ~hard(prepared, at)
    for rule, (rank, _) in GIVING_RULES.items():
        number = number + prepared.fails[rule][at]
        hardest = np.maximum(hardest, rank * prepared.fails[rule][at])
    order = np.lexsort((hardest, number))
    return [each for each in order.tolist() if possible[each] and number[each] > 0][:CLOSELY]


def hard(prepared: Prepared, at: Any) -> Any:  # noqa: ANN401 - an index, and booleans of its shape
    """Where somebody breaks a rule that never gives way."""
    return np.any([fails[at] for rule, fails in prepared.fails.items() if rule not in GIVING_RULES], axis=0)


def _smallest(found: Iterable[Opening | None]) -> tuple[Opening, ...]:
    ordered = sorted((each for each in found if each is not None), key=_size)
    kept: list[Opening] = []
    alike: Counter[tuple[Giving, ...]] = Counter()
    seen: set[tuple[str, tuple[Easing, ...]]] = set()
    for each in ordered:
        kinds = tuple(easing.kind for easing in each.easings)
        if (each.person, each.easings) not in seen and alike[kinds] < MOST_ALIKE and len(kept) < MOST:
            kept.append(each)
            alike[kinds] += 1
        seen.add((each.person, each.easings))
    return tuple(kept)


def _size(opening: Opening) -> tuple[object, ...]:
    ranks = sorted((RANK[easing.kind] for easing in opening.easings), reverse=True)
    units = [easing.by for easing in opening.easings]
    return len(ranks), ranks, units, better_first(opening.effects), opening.dwelling, opening.person


def _easings(prepared: Prepared, row: int, home: int) -> Eased:
    """Everything that must give way, in the order of the scale; None where something never does."""
    if row in prepared.tied or hard(prepared, (row, home)) or _too_close(prepared, row, home):
        return None
    person, dwelling = prepared.pairs.people[row], prepared.pairs.dwellings[home]
    found: list[Easing] = []
    for rule, (_, ease) in GIVING_RULES.items():
        if prepared.fails[rule][row, home]:
            eased = ease(prepared, person, dwelling)
            if eased is None:
                return None
            found += eased
    if prepared.units[home] <= 0:
        found.append(Easing(kind=Giving.UNIT, dwelling=dwelling.id, by=1))
    eased = _of_lines(prepared, row, home)
    if eased is None:
        return None
    return tuple(sorted((*found, *eased), key=lambda easing: (RANK[easing.kind], easing.id)))


def _too_close(prepared: Prepared, row: int, home: int) -> bool:
    """Near somebody of a contactuitsluiting who gets a home in this proposal."""
    pairs = prepared.pairs
    name = pairs.people[row].id
    for exclusion in prepared.round.contact_exclusions:
        for other in exclusion.people - {name} if name in exclusion.people else ():
            there = int(prepared.choice[pairs.row[other]])
            if there >= 0 and too_close(exclusion, pairs.dwellings[home], pairs.dwellings[there]):
                return True
    return False


def _of_lines(prepared: Prepared, row: int, home: int) -> Eased:
    """Per limit, capacity or quota the most that one of its lines asks; what was exceeded before is asked as well."""
    most: dict[tuple[Giving, str], int] = {}
    for line, beyond in joined(prepared, row, home)[0]:
        kind = TIES.get(line.rule)
        if kind is None:
            return None
        most[kind, line.id] = max(most.get((kind, line.id), 0), beyond + line.over)
    return tuple(Easing(kind=kind, id=name, by=by) for (kind, name), by in most.items())


def _unit(_prepared: Prepared, _person: Uitstromer, _dwelling: Dwelling) -> Eased:
    """Told by the units, which also count placements."""
    return ()


def _hold(prepared: Prepared, person: Uitstromer, dwelling: Dwelling) -> Eased:
    if dwelling.available_from > prepared.round.end:
        return None
    waits = (person.ready_on - dwelling.available_from).days
    return (Easing(kind=Giving.HOLD, by=waits - prepared.round.policy.max_hold_days),)


def _rent(prepared: Prepared, person: Uitstromer, dwelling: Dwelling) -> Eased:
    """Who earns too much for a social home gets no exception."""
    policy = prepared.round.policy
    year = max(dwelling.available_from, prepared.round.start).year
    ceiling = next(rent_ceiling(person, each, policy.household) for each in policy.amounts if each.year == year)
    if ceiling == 0:
        return None
    euros = -(-(dwelling.rent - ceiling) // CENTS)
    return (Easing(kind=Giving.RENT, dwelling=dwelling.id, person=person.id, by=euros),)


def _excluded(_prepared: Prepared, person: Uitstromer, dwelling: Dwelling) -> Eased:
    wishes = [wish for wish in person.excluded if wish.area in dwelling.areas]
    if any(wish.reason is AreaReasonCode.VEILIGHEID for wish in wishes):
        return None
    areas = sorted({wish.area for wish in wishes})
    return tuple(Easing(kind=Giving.EXCLUDED, id=area, person=person.id) for area in areas)


def _banned(prepared: Prepared, person: Uitstromer, dwelling: Dwelling) -> Eased:
    start = prepared.round.lease_start(person, dwelling)

    def binds(ban: Ban) -> bool:
        return ban.person == person.id and is_target(ban, dwelling) and (ban.until is None or ban.until > start)

    targets = sorted({ban.target for ban in prepared.round.bans if binds(ban)})
    return tuple(Easing(kind=Giving.BAN, id=target, person=person.id) for target in targets)


def _asked(prepared: Prepared, person: Uitstromer, dwelling: Dwelling) -> Eased:
    """A provider with a contract there, and hours to spare or the fewest to add."""
    offers = []
    for provider in sorted({capacity.provider for capacity in prepared.round.capacities}):
        started = list(_started(prepared, provider, person, dwelling))
        if started:
            short = [(capacity, _short(prepared, capacity, person.support.hours)) for capacity in started]
            more = [Easing(kind=Giving.HOURS, id=capacity.id, by=by) for capacity, by in short if by > 0]
            ask = Easing(kind=Giving.ASK, id=provider, person=person.id)
            offers.append((len(more), sum(easing.by for easing in more), (ask, *more)))
    return min(offers, key=lambda offer: offer[:2])[2] if offers else None


def _started(prepared: Prepared, provider: str, person: Uitstromer, dwelling: Dwelling) -> Iterator[SupportCapacity]:
    start = prepared.round.lease_start(person, dwelling)
    for capacity in prepared.round.capacities:
        if capacity.provider == provider and capacity.area in dwelling.areas and capacity.start <= start:
            yield capacity


def _short(prepared: Prepared, capacity: SupportCapacity, hours: int) -> int:
    """Hours that are missing for so many more."""
    use = next(use for use in prepared.proposal.capacities if use.capacity == capacity.id)
    return use.planned + hours - (use.hours - use.used - use.claimed)


def _contract(prepared: Prepared, person: Uitstromer, dwelling: Dwelling) -> Eased:
    """As many hours as its people in that municipality get, this person included."""
    provider = person.support.provider or ""
    people, homes = prepared.pairs.people, prepared.pairs.dwellings
    housed = [(people[row], homes[home]) for row, home in enumerate(prepared.choice.tolist()) if home >= 0]
    housed += [(people[prepared.pairs.row[name]], home) for name, home in prepared.pairs.claims.items()]
    here = (
        each.support.hours
        for each, home in housed
        if each.support.provider == provider and home.municipality == dwelling.municipality
    )
    return (Easing(kind=Giving.CONTRACT, id=provider, dwelling=dwelling.id, by=person.support.hours + sum(here)),)


# The rules that may give way, with the rank of what then does.
GIVING_RULES: dict[Rule, tuple[int, Callable[[Prepared, Uitstromer, Dwelling], Eased]]] = {
    Rule.UNIT_FREE: (RANK[Giving.UNIT], _unit),
    Rule.IN_TIME: (RANK[Giving.HOLD], _hold),
    Rule.RENT_WITHIN_CEILING: (RANK[Giving.RENT], _rent),
    Rule.AREA_NOT_EXCLUDED: (RANK[Giving.EXCLUDED], _excluded),
    Rule.SUPPORT_ASKED: (RANK[Giving.ASK], _asked),
    Rule.SUPPORT_CONTRACTED: (RANK[Giving.CONTRACT], _contract),
    Rule.NOT_BANNED: (RANK[Giving.BAN], _banned),
}
