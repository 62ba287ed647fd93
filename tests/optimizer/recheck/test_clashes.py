"""The checker against conflicts and ways out: right ones pass, and whatever is changed in them is seen."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import pytest

from optimizer.agreements import (
    Claim,
    Consent,
    ContactExclusion,
    ContactLevel,
    Link,
    LinkScope,
    Pin,
    PinReason,
    PlacementStatus,
    Previous,
    Quota,
    QuotaBasis,
    SupportCapacity,
)
from optimizer.people import Support
from optimizer.proposal import Change, Conflict, Demand, JointRule, Rule, Status, WayOut
from optimizer.recheck.clashes import changed
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.verify import verify, violations_of
from tests.worlds import DECISION, START, cap, dwelling, person, policy, world

A1, A2 = ("ada", "a1"), ("bo", "a2")
HOURS = [SupportCapacity(id="uren", provider="zorg-1", area="wijk-a", hours=3, used=0, start=START)]
FULL = [Quota(id="afspraak", name="Afspraak", basis=QuotaBasis.LEVERING, maximum=1)]
CONTACT = [ContactExclusion(id="contact", people=frozenset({"ada", "bo"}), level=ContactLevel.BUURT)]
SAMEN = [Link(id="samen", people=frozenset({"ada", "cas"}), scope=LinkScope.WIJK)]
MINIMUM = [Quota(id="afspraak", name="Afspraak", basis=QuotaBasis.LEVERING, minimum=9, binding=True)]
BEFORE = [Previous(person="ada", dwelling="a1")]
NOBODY = policy(disruption_budget=0)
OTHER = Demand(rule=JointRule.AREA_LIMIT, id="iets anders")


def pinned(*pairs: tuple[str, str], **changes: Any) -> Round:
    """Ada, Bo and Cas; a1 has one unit; pins as given."""
    people = [person("ada"), person("bo"), person("cas", support=Support(provider=None, hours=1))]
    homes = [dwelling("a1"), dwelling("a2"), dwelling("b1", wijk="b", complex=None)]
    pins = [Pin(person=who, dwelling=where, reason=PinReason.BESLUIT) for who, where in pairs]
    return world(people, homes, pins=pins, **changes)


def pin(pair: tuple[str, str]) -> Demand:
    return Demand(rule=JointRule.PIN_KEPT, id=pair[0], dwelling=pair[1])


def conflict_of(pairs: Iterable[tuple[str, str]], *facts: Rule | JointRule, **others: str) -> Conflict:
    """Of pins, facts, and one demand: the name of its rule and its id."""
    demands = (Demand(rule=JointRule(rule), id=name) for rule, name in others.items())
    return Conflict(demands=(*map(pin, pairs), *demands), facts=facts)


def complaints(round_: Round, *conflicts: Conflict) -> list[str]:
    """What is said about these conflicts; the way out then fits or not, which is another matter."""
    proposal = replace(
        solve(round_), status=Status.CONFLICT, placements=(), goals=(), conflicts=conflicts, way_out=None
    )
    about = [violation for violation in verify(round_, proposal) if violation.code == "conflict"]
    return [violation.message for violation in about if "uitweg hoort" not in violation.message]


@pytest.mark.parametrize(
    ("round_", "conflict"),
    [
        (pinned(("cas", "a1")), conflict_of([("cas", "a1")], Rule.SUPPORT_ASKED)),
        (pinned(A1, ("bo", "a1")), conflict_of([A1, ("bo", "a1")], JointRule.UNIT_ONCE)),
        (pinned(A1, ("ada", "a2")), conflict_of([A1, ("ada", "a2")], JointRule.PERSON_ONCE)),
        (pinned(A1, A2, limits=[cap("wijk-a", 1)]), conflict_of([A1, A2], area_limit="grens wijk-a")),
        (pinned(A1, A2, capacities=HOURS), conflict_of([A1, A2], support_hours="uren")),
        (pinned(A1, A2, quotas=FULL), conflict_of([A1, A2], quota_maximum="afspraak")),
        (pinned(A1, A2, contact_exclusions=CONTACT), conflict_of([A1, A2], contact_apart="contact")),
        (pinned(A1, links=SAMEN), conflict_of([A1], linked_together="samen")),
        (pinned(quotas=MINIMUM), conflict_of([], quota_minimum="afspraak")),
        (pinned(("ada", "b1"), previous=BEFORE, policy=NOBODY), conflict_of([("ada", "b1")], disruption_budget="")),
    ],
)
def test_conflicts(round_: Round, conflict: Conflict) -> None:
    demands = conflict.demands
    assert complaints(round_, conflict) == []
    assert solve(round_).conflicts == (conflict,)
    assert complaints(round_, replace(conflict, facts=(*conflict.facts, Rule.IN_TIME))) != []
    assert complaints(round_, replace(conflict, demands=(*demands, demands[0]))) != []
    assert complaints(round_, replace(conflict, demands=(*demands, OTHER))) != []
    assert complaints(round_, replace(conflict, demands=(pin(("ada", "b1")),))) != []
    assert complaints(round_, replace(conflict, demands=())) != []
    assert complaints(round_, replace(conflict, demands=(*demands[:-1], replace(demands[-1], id="nee")))) != []
    if len(demands) > 1:
        assert complaints(round_, replace(conflict, demands=demands[1:])) != []
        assert complaints(round_, replace(conflict, demands=demands[:-1])) != []


def test_a_demand_too_many_is_seen() -> None:
    round_ = pinned(A1, A2, ("cas", "b1"), limits=[cap("wijk-a", 0), cap("GM-A", 1)])
    assert complaints(round_, conflict_of([A1], area_limit="grens wijk-a")) == []
    assert complaints(round_, conflict_of([A1, A2], area_limit="grens wijk-a")) != []
    assert complaints(round_, conflict_of([A1, A2], area_limit="grens GM-A")) == []
    linked = pinned(A1, A2, limits=[cap("wijk-a", 1)], links=SAMEN)
    assert complaints(linked, conflict_of([A1, A2], area_limit="grens wijk-a", linked_together="samen")) != []


def test_pins_that_can_be_kept_are_no_conflict() -> None:
    round_ = pinned(A1, A2, limits=[cap("wijk-a", 2)])
    assert complaints(round_, conflict_of([A1, A2], area_limit="grens wijk-a")) != []
    assert complaints(pinned(A1), conflict_of([A1], Rule.IN_TIME)) != []


def test_what_binds_nobody_is_no_demand() -> None:
    taken = [Claim(person="cas", dwelling="b1", status=PlacementStatus.AKKOORD)]
    assert complaints(pinned(A1, links=SAMEN, claims=taken), conflict_of([A1], linked_together="samen")) != []
    assert complaints(pinned(A1, A2, links=SAMEN), conflict_of([A2], linked_together="samen")) != []
    loose = [replace(MINIMUM[0], binding=False)]
    assert complaints(pinned(quotas=loose), conflict_of([], quota_minimum="afspraak")) != []
    assert complaints(pinned(quotas=MINIMUM), conflict_of([], quota_maximum="afspraak")) != []


WIJK = Demand(rule=JointRule.AREA_LIMIT, id="grens wijk-a")
# Two people too many for the wijk, who must stay; and Cas, for whom nobody was asked.
ROUND = pinned(A1, A2, ("cas", "b1"), limits=[cap("wijk-a", 0)])
RIGHT = solve(ROUND)


def said(**changes: Any) -> list[str]:
    """The codes of what is said when the way out is like this."""
    assert RIGHT.way_out is not None
    return [violation.code for violation in verify(ROUND, replace(RIGHT, way_out=replace(RIGHT.way_out, **changes)))]


def test_a_way_out_is_proven_by_its_placements() -> None:
    assert RIGHT.way_out == WayOut(
        changes=(Change(demand=pin(("cas", "b1"))), Change(demand=WIJK, by=2)), witness=(A1, A2)
    )
    assert said() == []


@pytest.mark.parametrize(
    "changes",
    [
        {"witness": (A1,)},
        {"witness": ()},
        {"witness": (A1, ("bo", "nergens"))},
        {"witness": (A1, ("niemand", "a2"))},
        {"witness": (A1, A2, ("cas", "b1"))},
        {"changes": (Change(demand=WIJK, by=2),)},
        {"changes": (Change(demand=WIJK, by=2), Change(demand=pin(("cas", "b1"))))},
        *(
            {"changes": (Change(demand=pin(("cas", "b1")), by=let_go), Change(demand=WIJK, by=by))}
            for let_go, by in ((0, 1), (0, 3), (0, 0), (0, -1), (1, 2))
        ),
    ],
)
def test_a_way_out_that_is_not_right_is_seen(changes: dict[str, Any]) -> None:
    assert set(said(**changes)) == {"conflict"}


def test_a_way_out_belongs_to_a_conflict_alone() -> None:
    kept = solve(pinned(A1))
    assert [each.code for each in verify(pinned(A1), replace(kept, way_out=RIGHT.way_out))] != []
    assert "conflict" in {each.code for each in verify(ROUND, replace(RIGHT, way_out=None))}


def test_a_contactuitsluiting_never_gives_way() -> None:
    round_ = pinned(A1, A2, contact_exclusions=CONTACT)
    proposal = solve(round_)
    wrong = WayOut(changes=(Change(demand=Demand(rule=JointRule.CONTACT_APART, id="contact"), by=1),), witness=(A1, A2))
    assert {each.code for each in verify(round_, replace(proposal, way_out=wrong))} == {"conflict"}


def test_every_kind_of_change_is_made() -> None:
    limits = [cap("wijk-a", 1, consent=Consent(extra=1, decision=DECISION))]
    quotas = [replace(MINIMUM[0], maximum=9)]
    round_ = pinned(A1, limits=limits, quotas=quotas, capacities=HOURS, links=SAMEN)
    made = [
        Change(demand=pin(A1)),
        Change(demand=WIJK, by=2),
        Change(demand=Demand(rule=JointRule.SUPPORT_HOURS, id="uren"), by=3),
        Change(demand=Demand(rule=JointRule.QUOTA_MAXIMUM, id="afspraak"), by=4),
        Change(demand=Demand(rule=JointRule.QUOTA_MINIMUM, id="afspraak"), by=9),
        Change(demand=Demand(rule=JointRule.LINKED_TOGETHER, id="samen")),
    ]
    after = changed(round_, made)
    assert (after.pins, after.links) == ((), ())
    assert after.limits[0].consent is not None
    assert after.quotas[0].consent is not None
    assert (after.limits[0].consent.extra, after.quotas[0].consent.extra) == (3, 4)
    assert (after.capacities[0].hours, after.quotas[0].minimum) == (6, 0)
    assert changed(round_, []) == round_
    assert violations_of(after, []) == ()
