"""What clashes is a smallest set, the way out the cheapest: named worlds, and brute force over tiny rounds."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from typing import Any

from hypothesis import HealthCheck, given, settings

from optimizer.agreements import (
    Consent,
    ContactExclusion,
    ContactLevel,
    Link,
    LinkScope,
    Pin,
    PinReason,
    Quota,
    QuotaBasis,
    SupportCapacity,
)
from optimizer.conflicts import Clash, clash_of
from optimizer.demands import GIVING
from optimizer.eligibility import check_pairs
from optimizer.model import build_model
from optimizer.people import Household
from optimizer.policy import Begeleiding
from optimizer.proposal import Change, Conflict, Demand, JointRule, Rule, Status
from optimizer.recheck.clashes import changed
from optimizer.recheck.figures import Count
from optimizer.recheck.joint_rules import keepable, must_stay
from optimizer.recheck.world import World
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.verify import broken_rules, violations_of
from tests.tiny_rounds import tight_rounds
from tests.worlds import DECISION, START, cap, dwelling, person, world

HUNDREDS = settings(max_examples=400, deadline=None, suppress_health_check=list(HealthCheck))
ANS, BEA, CAS = person("ans"), person("bea"), person("cas")
HEAVY = person("dirk", care=Begeleiding.ZWAAR)
HOMES = (dwelling("w", units=3), dwelling("x", units=3), dwelling("ver", "d"))


def pin(name: str, home: str, reason: PinReason = PinReason.BESLUIT) -> Pin:
    return Pin(person=name, dwelling=home, reason=reason)


def pinned(name: str, home: str) -> Demand:
    return Demand(rule=JointRule.PIN_KEPT, id=name, dwelling=home)


def clash(people: Any, homes: Any, **changes: Any) -> Clash:
    return clash_of(build_model(check_pairs(world(people, homes, **changes)), seed=1))


def sets_of(found: Clash) -> list[set[Demand]]:
    return [set(conflict.demands) for conflict in found.conflicts]


def changes_of(found: Clash) -> tuple[Change, ...]:
    assert found.way_out is not None
    return found.way_out.changes


def test_what_can_be_kept_is_no_clash() -> None:
    assert clash([ANS, BEA], HOMES, pins=[pin("ans", "w"), pin("bea", "w")], limits=[cap("wijk-a", 2)]) == Clash()
    assert clash([], []) == Clash()


def test_a_pin_that_breaks_rules_is_let_go_and_all_of_them_are_named() -> None:
    found = clash([ANS], [dwelling("duur", rent=99_000, min_persons=2)], pins=[pin("ans", "duur")])
    facts = (Rule.PERSONS_ALLOWED, Rule.RENT_WITHIN_CEILING)
    assert found.conflicts == (Conflict(demands=(pinned("ans", "duur"),), facts=facts),)
    assert changes_of(found) == (Change(demand=pinned("ans", "duur")),)


def test_one_person_in_two_homes_and_two_people_in_one() -> None:
    twice = clash([ANS], HOMES, pins=[pin("ans", "w"), pin("ans", "x")])
    assert [conflict.facts for conflict in twice.conflicts] == [(JointRule.PERSON_ONCE,)]
    full = clash([ANS, BEA], [dwelling("w")], pins=[pin("ans", "w"), pin("bea", "w", PinReason.AANGEBODEN)])
    assert [conflict.facts for conflict in full.conflicts] == [(JointRule.UNIT_ONCE,)]
    assert changes_of(full) == (Change(demand=pinned("ans", "w")),), "what was offered stays put"


def test_of_one_pin_too_many_one_is_let_go_and_of_more_the_cap_is_raised() -> None:
    wijk = Demand(rule=JointRule.AREA_LIMIT, id="grens wijk-a")
    three = clash(
        [ANS, BEA, CAS], HOMES, pins=[pin(name, "w") for name in ("ans", "bea", "cas")], limits=[cap("wijk-a", 2)]
    )
    (change,) = changes_of(three)
    assert change.demand.rule is JointRule.PIN_KEPT
    assert sets_of(three) == [{wijk, *(pinned(name, "w") for name in ("ans", "bea", "cas"))}]
    two_over = clash([ANS, BEA], HOMES, pins=[pin("ans", "w"), pin("bea", "x")], limits=[cap("wijk-a", 0, used=3)])
    assert changes_of(two_over) == (Change(demand=wijk, by=5),), "the 3 that it was over already, and 2 more"
    assert len(two_over.conflicts[0].demands) == 2


def test_consent_that_there_is_counts_and_reserved_room_is_not_enough() -> None:
    limits = [cap("wijk-a", 3, reserved_for_zwaar=3, consent=Consent(extra=1, decision=DECISION))]
    people = [ANS, BEA, HEAVY]
    found = clash(people, HOMES, pins=[pin(each.id, "w") for each in people], limits=limits)
    (change,) = changes_of(found)
    assert (change.demand.rule, change.by) == (JointRule.PIN_KEPT, 0)
    assert sum(1 for demand in found.conflicts[0].demands if demand.rule is JointRule.PIN_KEPT) == 2


def test_hours_and_a_maximum() -> None:
    hours = [SupportCapacity(id="uren", provider="zorg-1", area="GM-A", hours=1, used=0, start=START)]
    pins = [pin("ans", "w", PinReason.AKKOORD), pin("bea", "w", PinReason.AKKOORD)]
    found = clash([ANS, BEA], HOMES, pins=pins, capacities=hours)
    assert changes_of(found) == (Change(demand=Demand(rule=JointRule.SUPPORT_HOURS, id="uren"), by=3),)
    quota = Quota(id="q", name="q", basis=QuotaBasis.LEVERING, maximum=0)
    found = clash([ANS, BEA], HOMES, pins=pins, quotas=[quota])
    assert changes_of(found) == (Change(demand=Demand(rule=JointRule.QUOTA_MAXIMUM, id="q"), by=2),)


def test_a_minimum_that_nobody_can_reach_is_lowered_as_far_as_needed() -> None:
    quota = Quota(id="q", name="q", basis=QuotaBasis.LEVERING, municipality="GM-A", minimum=5, already=1, binding=True)
    demand = Demand(rule=JointRule.QUOTA_MINIMUM, id="q")
    found = clash([ANS, BEA], HOMES, quotas=[quota])
    assert found.conflicts == (Conflict(demands=(demand,)),)
    assert changes_of(found) == (Change(demand=demand, by=2),)
    assert clash([ANS, BEA], HOMES, quotas=[replace(quota, minimum=3)]) == Clash()
    assert clash([ANS, BEA], HOMES, quotas=[replace(quota, binding=False)]) == Clash()


def test_a_link_clashes_with_the_pin_of_the_one_when_there_is_no_home_for_the_other() -> None:
    links = [
        Link(id="kan niet", people=frozenset({"ans", "bea"})),
        Link(id="kan wel", people=frozenset({"ans", "cas"})),
    ]
    nowhere = person("bea", household=Household(adults=5))
    found = clash([ANS, nowhere, CAS], HOMES, pins=[pin("ans", "w")], links=links)
    assert sets_of(found) == [{pinned("ans", "w"), Demand(rule=JointRule.LINKED_TOGETHER, id="kan niet")}]
    assert changes_of(found) == (Change(demand=pinned("ans", "w")),)


def test_links_are_loosened_only_when_that_is_one_change_instead_of_two() -> None:
    link = Link(id="samen", people=frozenset({"ans", "bea"}), scope=LinkScope.WIJK)
    far = clash([ANS, BEA], HOMES, pins=[pin("ans", "w"), pin("bea", "ver")], links=[link])
    (change,) = changes_of(far)
    assert change.demand.rule is JointRule.PIN_KEPT
    more = Link(id="ook", people=frozenset({"bea", "cas", "ans"}), scope=LinkScope.WIJK)
    pins = [pin("ans", "w"), pin("cas", "w"), pin("bea", "ver"), pin("dirk", "ver2")]
    round_ = world([ANS, BEA, CAS, HEAVY], (*HOMES, dwelling("ver2", "d")), pins=pins, links=[link, more])
    assert solve(round_).status is Status.CONFLICT


def test_a_contactuitsluiting_is_told_and_never_gives_way() -> None:
    apart = ContactExclusion(id="contact", people=frozenset({"ans", "bea"}), level=ContactLevel.BUURT)
    pins = [pin("ans", "w", PinReason.AANGEBODEN), pin("bea", "x", PinReason.AANGEBODEN)]
    found = clash([ANS, BEA], HOMES, pins=pins, contact_exclusions=[apart])
    exclusion = Demand(rule=JointRule.CONTACT_APART, id="contact")
    assert sets_of(found) == [{exclusion, pinned("ans", "w"), pinned("bea", "x")}]
    assert all(change.demand.rule is JointRule.PIN_KEPT for change in changes_of(found))


def test_clashes_that_have_nothing_to_do_with_each_other_are_told_apart() -> None:
    homes = [dwelling("w"), dwelling("ver", "d", rent=99_000)]
    found = clash([ANS, BEA, CAS], homes, pins=[pin("ans", "w"), pin("bea", "w"), pin("cas", "ver")])
    assert sorted(len(conflict.demands) for conflict in found.conflicts) == [1, 2]


Choice = list[tuple[str, str]]


def every_choice(round_: Round) -> list[Choice]:
    """Every choice in which each pair keeps the rules and no unit is taken twice."""
    options: list[list[str | None]] = [
        [None, *(home.id for home in round_.dwellings if not broken_rules(round_, person.id, home.id))]
        for person in round_.people
    ]
    names = [person.id for person in round_.people]
    choices = ([(name, home) for name, home in zip(names, homes, strict=True) if home] for homes in product(*options))
    return [
        choice for choice in choices if JointRule.UNIT_ONCE not in {each.code for each in violations_of(round_, choice)}
    ]


def broken(round_: Round, choice: Choice) -> frozenset[Demand]:
    """The demands that a choice does not keep, as the checker sees it."""
    found = {each.code: each for each in violations_of(round_, choice)}
    pins = {pinned(pin.person, pin.dwelling) for pin in round_.pins if (pin.person, pin.dwelling) not in choice}
    others = {
        Demand(rule=JointRule(each.code), id=each.subject)
        for each in violations_of(round_, choice)
        if each.code != JointRule.PIN_KEPT
    }
    assert found.keys() <= set(JointRule)
    return frozenset(pins | others)


def beyond(round_: Round, choice: Choice, demand: Demand) -> int:
    """How far a choice goes beyond what may be added now, or stays below what must."""
    count = Count(World(round_), choice)
    planned = count.planned
    match demand.rule:
        case JointRule.AREA_LIMIT:
            limit = next(each for each in round_.limits if each.id == demand.id)
            light = planned.load_not_zwaar[limit.id] - count.room_not_zwaar(limit)
            return max(planned.load[limit.id] - count.room(limit), light)
        case JointRule.SUPPORT_HOURS:
            capacity = next(each for each in round_.capacities if each.id == demand.id)
            return planned.hours[capacity.id] - count.free_hours(capacity)
        case JointRule.QUOTA_MAXIMUM:
            quota = next(each for each in round_.quotas if each.id == demand.id)
            return planned.households[quota.id] - (count.room_in_quota(quota) or 0)
        case JointRule.QUOTA_MINIMUM:
            quota = next(each for each in round_.quotas if each.id == demand.id)
            return quota.minimum - quota.already - planned.households[quota.id]
        case JointRule.DISRUPTION_BUDGET:
            before = keepable(count.world)
            return must_stay(count.world) - sum(home in before.get(who, ()) for who, home in choice)
        case _:
            return 0


def cost(round_: Round, choice: Choice) -> tuple[int, ...]:
    """As `GIVING` says: how many give way, then how many of the hardest, then how far those do."""
    reasons = {pinned(pin.person, pin.dwelling): pin.reason for pin in round_.pins}
    lost = broken(round_, choice)
    kinds = [[each for each in lost if reasons.get(each, each.rule) is kind] for kind in reversed(GIVING)]
    far = (sum(beyond(round_, choice, demand) for demand in kind) for kind in kinds)
    return (len(lost), *(len(kind) for kind in kinds), *far)


@HUNDREDS
@given(tight_rounds())
def test_no_set_is_smaller_and_no_way_out_cheaper(round_: Round) -> None:
    proposal = solve(round_)
    choices = every_choice(round_)
    lost = [broken(round_, choice) for choice in choices]
    if proposal.status is not Status.CONFLICT:
        assert frozenset() in lost
        return
    for conflict in proposal.conflicts:
        demands = frozenset(conflict.demands)
        assert all(each & demands for each in lost), "can be kept together"
        for demand in demands:
            assert not all(each & (demands - {demand}) for each in lost), "is not needed"
    assert proposal.way_out is not None
    witness = list(proposal.way_out.witness)
    allowed = [
        choice
        for choice, each in zip(choices, lost, strict=True)
        if JointRule.CONTACT_APART not in {d.rule for d in each}
    ]
    assert broken(round_, witness) == {change.demand for change in proposal.way_out.changes}
    assert cost(round_, witness) == min(cost(round_, choice) for choice in allowed)
    assert solve(changed(round_, proposal.way_out.changes)).status is Status.PROVEN
