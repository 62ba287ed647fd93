"""The rows of a round as the checker looks them up, and what follows from a row or two alone.

Bedrooms needed, the rent ceiling, which dwellings lie too near each other: each is read from the docstrings of
the domain values, never from the code that is checked.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date

from optimizer.agreements import Ban, ContactExclusion, ContactLevel, Limit, SupportCapacity
from optimizer.people import Uitstromer
from optimizer.policy import HouseholdRules, RentAmounts
from optimizer.round import Round
from optimizer.supply import Dwelling


class World:
    """The rows of a round by what one looks them up by; built once per check."""

    def __init__(self, round_: Round) -> None:
        self.round = round_
        self.policy = round_.policy
        self.people = {person.id: person for person in round_.people}
        self.dwellings = {dwelling.id: dwelling for dwelling in round_.dwellings}
        self.areas = {dwelling.id: dwelling.areas for dwelling in round_.dwellings}
        self.amounts = {amounts.year: amounts for amounts in round_.policy.amounts}
        self.bedrooms = {person.id: bedrooms_needed(person, self.policy.household) for person in round_.people}
        self.claim_of = {claim.person: claim.dwelling for claim in round_.claims}
        self.claims_in = Counter(claim.dwelling for claim in round_.claims)
        self.pins = {(pin.person, pin.dwelling) for pin in round_.pins}
        self.rent_exceptions = {(row.person, row.dwelling) for row in round_.rent_exceptions}
        self.bans: defaultdict[str, list[Ban]] = defaultdict(list)
        for ban in round_.bans:
            self.bans[ban.person].append(ban)
        self.exclusions: defaultdict[str, list[ContactExclusion]] = defaultdict(list)
        for exclusion in round_.contact_exclusions:
            for person_id in exclusion.people:
                self.exclusions[person_id].append(exclusion)
        self.limits_on: defaultdict[str, list[Limit]] = defaultdict(list)
        for limit in round_.limits:
            self.limits_on[limit.area].append(limit)
        self.capacities_on: defaultdict[str, list[SupportCapacity]] = defaultdict(list)
        for capacity in round_.capacities:
            self.capacities_on[capacity.area].append(capacity)

    def pair(self, person_id: str, dwelling_id: str) -> Pair:
        """The pair of these ids, which must both be in the round."""
        return Pair(self, self.people[person_id], self.dwellings[dwelling_id])


@dataclass(frozen=True, slots=True)
class Pair:
    """One person in one dwelling of a world."""

    world: World
    person: Uitstromer
    dwelling: Dwelling

    @property
    def areas(self) -> frozenset[str]:
        """Every area of the dwelling, the municipality included."""
        return self.world.areas[self.dwelling.id]

    @property
    def start(self) -> date:
        """The day on which the lease would start."""
        return self.world.round.lease_start(self.person, self.dwelling)

    @property
    def ids(self) -> tuple[str, str]:
        """Person id and dwelling id."""
        return self.person.id, self.dwelling.id


def bedrooms_needed(person: Uitstromer, rules: HouseholdRules) -> int:
    """Bedrooms by `HouseholdRules`; a child that does not count is as if it were not there."""
    household = person.household
    ages = [child.age for child in household.children if rules.coparented_need_bedroom or not child.coparented]
    if household.adults == 1 and not ages and household.expected == 0:
        return 0
    older = sum(1 for age in ages if age >= rules.own_room_from)
    young = len(ages) - older + household.expected
    return 1 + older + (young + 1) // 2


def persons(person: Uitstromer) -> int:
    """Persons to be housed: adults, children and expected children."""
    household = person.household
    return household.adults + len(household.children) + household.expected


def rent_ceiling(person: Uitstromer, amounts: RentAmounts, rules: HouseholdRules) -> int:
    """The highest passing rent in cents, see `RentAmounts`."""
    counted = [child for child in person.household.children if rules.coparented_count_for_rent or not child.coparented]
    size = person.household.adults + len(counted)
    elderly = person.ages.low >= amounts.elderly_from
    if size == 1:
        daeb, passend = amounts.daeb_single, amounts.income_single_elderly if elderly else amounts.income_single
    else:
        daeb, passend = amounts.daeb_more, amounts.income_more_elderly if elderly else amounts.income_more
    if person.income.high > daeb:
        return 0
    if person.income.low > passend:
        return amounts.rent_limit
    if person.ages.low <= amounts.young_until and not counted:
        return amounts.cap_young
    return amounts.cap_low if size <= 2 else amounts.cap_high  # noqa: PLR2004 - the law's own boundary


def ceiling_of(pair: Pair) -> int | None:
    """The ceiling that holds for the pair, None where there is none.

    A round has the amounts of each of its years; a dwelling that is free in a later one is not in time anyhow.
    """
    year = max(pair.dwelling.available_from, pair.world.round.start).year
    amounts = pair.world.amounts.get(year)
    if pair.dwelling.corporation is None or amounts is None:
        return None
    return rent_ceiling(pair.person, amounts, pair.world.policy.household)


def too_dear(pair: Pair) -> bool:
    """Whether the rent is above the ceiling, exceptions left aside."""
    ceiling = ceiling_of(pair)
    return ceiling is not None and pair.dwelling.rent > ceiling


def may_not_share(exclusion: ContactExclusion, first: Dwelling, second: Dwelling) -> bool:
    """Whether these two dwellings are too near for the two people of the exclusion."""
    if first.id == second.id:
        return True
    if exclusion.level is ContactLevel.COMPLEX:
        return first.complex is not None and first.complex == second.complex
    if exclusion.level is ContactLevel.BUURT:
        return first.buurt == second.buurt
    one_way, other_way = (first.id, second.id), (second.id, first.id)
    return one_way in exclusion.close or other_way in exclusion.close
