"""What follows from a round for one person: needs, ceilings, points. The formulas stand with the policy."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from optimizer.policy import Begeleiding

if TYPE_CHECKING:
    from optimizer.people import Household, Uitstromer
    from optimizer.policy import ContractForm, HouseholdRules, Policy, RentAmounts
    from optimizer.round import Round
    from optimizer.supply import Dwelling


def load_of(person: Uitstromer, policy: Policy) -> int:
    """Load on an area: care weight times supported persons."""
    return policy.care_weights.of(person.care) * person.supported_persons


def is_zwaar(person: Uitstromer) -> bool:
    """Whether the load may use what is reserved for zwaar."""
    return person.care is Begeleiding.ZWAAR


def persons_in(household: Household) -> int:
    """How many people move in, expected children included."""
    return household.adults + len(household.children) + household.expected


def bedrooms_needed(household: Household, rules: HouseholdRules) -> int:
    """Bedrooms by `HouseholdRules`; 0 for one person alone, for whom a studio will do."""
    children = [child for child in household.children if rules.coparented_need_bedroom or not child.coparented]
    own_room = sum(child.age >= rules.own_room_from for child in children)
    sharing = len(children) - own_room + household.expected
    if household.adults == 1 and own_room + sharing == 0:
        return 0
    return 1 + own_room + (sharing + 1) // 2


def rent_ceiling(person: Uitstromer, amounts: RentAmounts, rules: HouseholdRules) -> int:
    """Highest rent in cents that passend toewijzen allows this household; formula with `RentAmounts`."""
    children = sum(rules.coparented_count_for_rent or not child.coparented for child in person.household.children)
    size = person.household.adults + children
    elderly = person.ages.low >= amounts.elderly_from
    single = (amounts.daeb_single, amounts.income_single_elderly if elderly else amounts.income_single)
    more = (amounts.daeb_more, amounts.income_more_elderly if elderly else amounts.income_more)
    daeb, passend = single if size == 1 else more
    if person.income.high > daeb:
        return 0
    if person.income.low > passend:
        return amounts.rent_limit
    if person.ages.low <= amounts.young_until and children == 0:
        return amounts.cap_young
    return amounts.cap_low if size <= 2 else amounts.cap_high  # noqa: PLR2004 - the law's own two sizes


def waiting_days(person: Uitstromer, round_: Round) -> int:
    """Days between ready and the start of the round, at least 0."""
    return max(0, (round_.start - person.ready_on).days)


def is_overdue(person: Uitstromer, round_: Round) -> bool:
    """Whether the deadline falls in or before the round, or the longest wait has passed."""
    late = person.deadline is not None and person.deadline.on <= round_.end
    return late or (round_.start - person.ready_on).days >= round_.policy.max_wait_days


def placement_points(person: Uitstromer, round_: Round) -> int:
    """What placing this person is worth; formula with `PlacementPoints`."""
    points, waited = round_.policy.placement_points, waiting_days(person, round_)
    reached = [step for step in points.waiting if step.days <= waited]
    longest = max(reached, key=lambda step: step.days, default=None)
    return points.base + points.per_urgency * person.urgency + (longest.points if longest else 0)


def target_municipality(person: Uitstromer) -> str | None:
    """Where the person should return: designated, or else the origin; None when there is no such wish."""
    if not person.returns:
        return None
    return person.designated.municipality if person.designated else person.origin


def contract_for(person: Uitstromer, dwelling: Dwelling, policy: Policy) -> ContractForm:
    """The first contract form in the policy's order that both accept."""
    return next(
        form for form in policy.contract_order if form in person.contract_forms and form in dwelling.contract_forms
    )


def needs_decision(person: Uitstromer, round_: Round) -> bool:
    """Whether a named owner must decide when this person stays without a home."""
    policy = round_.policy
    soon = person.deadline is not None and person.deadline.on <= round_.end + timedelta(days=policy.escalate_days)
    return soon or person.rounds_missed + 1 >= policy.escalate_after_rounds
