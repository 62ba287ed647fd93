"""One satisfied and one violated tiny world per joint rule, and how live claims and consent count."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from optimizer.agreements import (
    Claim,
    Consent,
    ContactExclusion,
    ContactLevel,
    LimitKind,
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
from optimizer.people import Home, Support
from optimizer.policy import Begeleiding
from optimizer.proposal import JointRule
from optimizer.round import Round
from optimizer.supply import Doelgroep, Need, Woonvorm
from optimizer.verify import violations_of
from tests.worlds import DECISION, START, cap, dwelling, person, policy, world

ADA, BO = ("ada", "a1"), ("bo", "a2")
BOTH = [ADA, BO]
PLUS_ONE = Consent(extra=1, decision=DECISION)
ZWAAR = {"care": Begeleiding.ZWAAR}


def town(ada: dict[str, Any] | None = None, bo: dict[str, Any] | None = None, **changes: Any) -> Round:
    """Ada, Bo and Cas; two homes in wijk a, one in each of b and c, and one unit more in a for a claim of Cas."""
    people = [person("ada", **(ada or {})), person("bo", **(bo or {})), person("cas", **changes.pop("cas", {}))]
    homes = [dwelling("a1"), dwelling("a2"), dwelling("a3"), dwelling("b1", wijk="b"), dwelling("c1", wijk="c")]
    return world(people, homes, **changes)


def codes(round_: Round, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(violation.code, violation.subject) for violation in violations_of(round_, pairs)]


def claims(who: str = "cas", where: str = "a3") -> dict[str, Any]:
    return {"claims": [Claim(person=who, dwelling=where, status=PlacementStatus.AANGEBODEN)]}


AREA = [("area_limit", "grens wijk-a")]
HOURS = [("support_hours", "uren")]
QUOTA = [("quota_maximum", "afspraak")]
CONTACT = [("contact_apart", "contact")]
LINK = [("linked_together", "samen")]


def test_unit_once() -> None:
    homes = [dwelling("a1", units=2), dwelling("a3")]
    people = [person(name) for name in ("ada", "bo", "cas")]
    two = [("ada", "a1"), ("bo", "a1")]
    assert codes(world(people, homes), two) == []
    assert codes(world(people, homes, **claims(where="a1")), two) == [("unit_once", "a1")]
    (violation,) = violations_of(world(people, homes, **claims(where="a1")), two)
    assert violation.message == "In woning a1 zijn 2 mensen geplaatst; er is plek voor hooguit 1."
    assert codes(world(people, homes, **claims(where="a1")), two[:1]) == []


def test_person_once() -> None:
    assert codes(town(), [ADA]) == []
    assert codes(town(), [ADA, ("ada", "a2")]) == [("person_once", "ada")]
    assert ("person_once", "ada") in codes(town(**claims("ada")), [ADA])


def test_area_limit() -> None:
    assert codes(town(limits=[cap("wijk-a", 2)]), BOTH) == []
    assert codes(town(limits=[cap("wijk-a", 1)]), BOTH) == AREA
    assert codes(town(limits=[cap("wijk-b", 0)]), BOTH) == []


def test_area_limit_counts_what_was_used_claims_and_consent() -> None:
    assert codes(town(limits=[cap("wijk-a", 3, used=2)]), BOTH) == AREA
    assert codes(town(limits=[cap("wijk-a", 3, used=2, consent=PLUS_ONE)]), BOTH) == []
    assert codes(town(limits=[cap("wijk-a", 2)], **claims()), BOTH) == AREA
    assert codes(town(limits=[cap("wijk-a", 3)], **claims()), BOTH) == []


def test_area_limit_weighs_care_and_persons() -> None:
    assert codes(town(ZWAAR, limits=[cap("wijk-a", 3)]), [ADA]) == []
    assert codes(town({**ZWAAR, "supported_persons": 2}, limits=[cap("wijk-a", 5)]), [ADA]) == AREA
    assert codes(town({"care": Begeleiding.MIDDEN}, limits=[cap("wijk-a", 1)]), [ADA]) == AREA


@pytest.mark.parametrize("area", ["GM-A", "wijk-a", "buurt-a", "complex-a"])
def test_area_limits_hold_at_every_level(area: str) -> None:
    assert codes(town(limits=[cap(area, 1)]), BOTH) == [("area_limit", f"grens {area}")]


def test_an_area_that_was_too_full_takes_nothing_and_loses_nobody() -> None:
    full = [cap("wijk-a", 2, used=5)]
    assert codes(town(limits=full), [ADA]) == AREA
    assert codes(town({"home": Home(areas=frozenset({"wijk-a"}), counted=True)}, limits=full), [ADA]) == []


def test_a_counted_home_adds_nothing_to_stand_only_where_it_is() -> None:
    counted = {"home": Home(areas=frozenset({"wijk-a"}), counted=True)}
    uncounted = {"home": Home(areas=frozenset({"wijk-a"}))}
    elsewhere = {"home": Home(areas=frozenset({"wijk-b"}), counted=True)}
    stand, instroom = [cap("wijk-a", 0)], [cap("wijk-a", 0, kind=LimitKind.INSTROOM)]
    assert codes(town(counted, limits=stand), [ADA]) == []
    assert codes(town(counted, limits=instroom), [ADA]) == AREA
    assert codes(town(uncounted, limits=stand), [ADA]) == AREA
    assert codes(town(elsewhere, limits=stand), [ADA]) == AREA
    # A live claim of somebody who already counted there takes no room either.
    assert codes(town(cas=counted, limits=[cap("wijk-a", 2)], **claims()), BOTH) == []


def test_reserved_for_zwaar() -> None:
    reserved = [cap("wijk-a", 4, reserved_for_zwaar=3)]
    assert codes(town(limits=reserved), [ADA]) == []
    assert codes(town(limits=reserved), BOTH) == AREA
    assert codes(town(ZWAAR, limits=reserved), BOTH) == []
    assert codes(town(limits=[cap("wijk-a", 4, used=1, reserved_for_zwaar=3)]), [ADA]) == AREA
    assert codes(town(limits=[cap("wijk-a", 2, reserved_for_zwaar=1)]), BOTH) == AREA
    # Claims of others use up what is not reserved; claims of people who are zwaar do not.
    assert codes(town(limits=reserved, **claims()), [ADA]) == AREA
    assert codes(town(cas=ZWAAR, limits=reserved, **claims()), [ADA]) == []


def uren(hours: int, start: int = 0, used: int = 0, name: str = "uren", area: str = "wijk-a") -> SupportCapacity:
    day = START + timedelta(days=start)
    return SupportCapacity(id=name, provider="zorg-1", area=area, hours=hours, used=used, start=day)


def test_support_hours() -> None:
    assert codes(town(capacities=[uren(4)]), BOTH) == []
    assert codes(town(capacities=[uren(3)]), BOTH) == HOURS
    assert codes(town(capacities=[uren(4, used=1)]), BOTH) == HOURS
    assert codes(town(capacities=[uren(4)], **claims()), BOTH) == HOURS
    assert codes(town(capacities=[uren(6)], **claims()), BOTH) == []


def test_a_provider_that_gave_too_many_hours_gives_none() -> None:
    one_hour = {"support": Support(provider="zorg-1", hours=1)}
    assert codes(town(one_hour, capacities=[uren(2, used=5)]), [ADA]) == HOURS


def test_support_hours_are_those_of_the_provider() -> None:
    other = {"support": Support(provider="zorg-2", hours=9)}
    contract = SupportCapacity(id="ander", provider="zorg-2", area="GM-A", hours=9, used=0, start=START)
    assert codes(town(bo=other, cas=other, capacities=[uren(2), contract]), BOTH) == []
    assert codes(town(bo=other, cas=other, capacities=[uren(2), contract], **claims()), [ADA]) == []


def test_all_capacities_that_have_started_hold_at_once() -> None:
    town_wide = uren(9, name="ruim", area="GM-A")
    assert codes(town(capacities=[town_wide, uren(3)]), BOTH) == HOURS
    assert codes(town(capacities=[town_wide, uren(3, start=1)]), BOTH) == []


def afspraak(**changes: Any) -> Quota:
    values: dict[str, Any] = {"id": "afspraak", "name": "Afspraak", "basis": QuotaBasis.LEVERING, "maximum": 1}
    return Quota(**{**values, **changes})


def test_quota_maximum() -> None:
    assert codes(town(quotas=[afspraak(maximum=2)]), BOTH) == []
    assert codes(town(quotas=[afspraak()]), BOTH) == QUOTA
    assert codes(town(quotas=[afspraak(maximum=None)]), BOTH) == []


def test_quota_minimum() -> None:
    must = {"maximum": None, "binding": True}
    unmet = [("quota_minimum", "afspraak")]
    assert codes(town(quotas=[afspraak(minimum=2, **must)]), BOTH) == []
    assert codes(town(quotas=[afspraak(minimum=3, **must)]), BOTH) == unmet
    assert codes(town(quotas=[afspraak(minimum=3, maximum=None)]), BOTH) == []
    assert codes(town(quotas=[afspraak(minimum=3, already=1, **must)]), BOTH) == []
    assert codes(town(quotas=[afspraak(minimum=3, **must)], **claims()), BOTH) == []
    assert codes(town(quotas=[afspraak(minimum=1, **must)]), []) == unmet


def test_quota_counts_what_was_before_claims_and_consent() -> None:
    assert codes(town(quotas=[afspraak(maximum=2, already=1)]), BOTH) == QUOTA
    assert codes(town(quotas=[afspraak(consent=PLUS_ONE)]), BOTH) == []
    assert codes(town(quotas=[afspraak(maximum=2)], **claims()), BOTH) == QUOTA
    assert codes(town(quotas=[afspraak(already=5)]), [ADA]) == QUOTA
    assert codes(town(quotas=[afspraak(already=5)]), []) == []


@pytest.mark.parametrize(
    ("selector", "counts"),
    [
        ({"municipality": "GM-A"}, True),
        ({"municipality": "GM-B"}, False),
        ({"corporation": "corp-1"}, True),
        ({"corporation": "corp-2"}, False),
        ({"doelgroepen": frozenset({Doelgroep.BW})}, True),
        ({"doelgroepen": frozenset({Doelgroep.MO})}, False),
        ({"woonvormen": frozenset({Woonvorm.ZELFSTANDIG})}, True),
        ({"woonvormen": frozenset({Woonvorm.OMKLAP})}, False),
        ({"basis": QuotaBasis.OPGAVE, "municipality": "GM-B"}, True),
        ({"basis": QuotaBasis.OPGAVE, "municipality": "GM-A"}, False),
    ],
)
def test_quota_selectors(selector: dict[str, Any], counts: bool) -> None:
    round_ = town({"origin": "GM-B"}, quotas=[afspraak(maximum=0, **selector)])
    assert codes(round_, [ADA]) == (QUOTA if counts else [])


def test_a_tussenvorm_counts_only_for_a_quota_that_names_it() -> None:
    ada = person("ada", woonvormen=frozenset({Woonvorm.TUSSENVORM}))
    home = dwelling("a1", woonvorm=Woonvorm.TUSSENVORM)
    named = frozenset({Woonvorm.TUSSENVORM})
    assert codes(world([ada], [home], quotas=[afspraak(maximum=0)]), [ADA]) == []
    assert codes(world([ada], [home], quotas=[afspraak(maximum=0, woonvormen=named)]), [ADA]) == QUOTA


def contact(level: ContactLevel, **changes: Any) -> ContactExclusion:
    metres = 300 if level is ContactLevel.AFSTAND else 0
    return ContactExclusion(id="contact", people=frozenset({"ada", "bo"}), level=level, metres=metres, **changes)


@pytest.mark.parametrize("level", [ContactLevel.COMPLEX, ContactLevel.BUURT])
def test_contact_apart(level: ContactLevel) -> None:
    round_ = town(contact_exclusions=[contact(level)])
    assert codes(round_, [ADA, ("bo", "b1")]) == []
    assert codes(round_, BOTH) == CONTACT


def test_contact_apart_by_distance() -> None:
    round_ = town(contact_exclusions=[contact(ContactLevel.AFSTAND, close=frozenset({("b1", "a1")}))])
    assert codes(round_, BOTH) == []
    assert codes(round_, [ADA, ("bo", "b1")]) == CONTACT
    assert codes(round_, [("ada", "b1"), ("bo", "a1")]) == CONTACT
    flat = world(
        [person("ada"), person("bo")], [dwelling("a1", units=2)], contact_exclusions=[contact(ContactLevel.AFSTAND)]
    )
    assert codes(flat, [ADA, ("bo", "a1")]) == CONTACT


def test_dwellings_without_a_complex_share_none() -> None:
    homes = [dwelling("a1", complex=None), dwelling("a2", complex=None)]
    people = [person("ada"), person("bo")]
    assert codes(world(people, homes, contact_exclusions=[contact(ContactLevel.COMPLEX)]), BOTH) == []
    assert codes(world(people, homes, links=[samen(LinkScope.COMPLEX)]), BOTH) == LINK


def samen(scope: LinkScope = LinkScope.RONDE, *people: str) -> Link:
    return Link(id="samen", people=frozenset(people or ("ada", "bo")), scope=scope)


def test_linked_together() -> None:
    round_ = town(links=[samen()])
    assert codes(round_, []) == []
    assert codes(round_, [ADA, ("bo", "c1")]) == []
    assert codes(round_, [ADA]) == LINK


@pytest.mark.parametrize("scope", [LinkScope.GEMEENTE, LinkScope.WIJK, LinkScope.BUURT, LinkScope.COMPLEX])
def test_linked_people_live_near_each_other(scope: LinkScope) -> None:
    round_ = town(links=[samen(scope)])
    assert codes(round_, BOTH) == []
    assert codes(round_, [ADA, ("bo", "c1")]) == LINK
    assert codes(round_, [ADA, ("bo", "b1")]) == ([] if scope is LinkScope.GEMEENTE else LINK)


def test_a_link_of_which_somebody_has_a_live_claim_binds_nobody() -> None:
    assert codes(town(links=[samen(LinkScope.WIJK, "ada", "bo", "cas")], **claims()), [ADA]) == []


def test_pin_kept() -> None:
    pinned = town(pins=[Pin(person="ada", dwelling="a1", reason=PinReason.BESLUIT)])
    assert codes(pinned, [ADA]) == []
    assert codes(pinned, [("ada", "a2")]) == [("pin_kept", "ada")]
    assert codes(pinned, []) == [("pin_kept", "ada")]


def test_disruption_budget() -> None:
    before = [Previous(person=who, dwelling=home) for who, home in (ADA, ("ada", "c1"), BO)]
    one = town(previous=before, policy=policy(disruption_budget=1))
    assert codes(one, BOTH) == []
    assert codes(one, [("ada", "c1"), ("bo", "b1")]) == []
    assert codes(one, [("ada", "b1")]) == [("disruption_budget", "")]
    assert codes(replace(one, policy=policy(disruption_budget=2)), []) == []
    assert codes(replace(one, policy=policy()), []) == []
    no_more = replace(one, people=(person("ada", needs=frozenset({Need.LIFT, Need.PRIKKELARM})), *one.people[1:]))
    assert codes(no_more, []) == []
    (violation,) = violations_of(one, [])
    assert violation.message == (
        "2 mensen houden hun plaats uit het vorige voorstel niet; dat mogen er hooguit 1 zijn."
    )


def test_unknown_ids_are_reported_and_skipped() -> None:
    assert codes(town(), [("niemand", "nergens"), ("ada", "nergens")]) == [
        ("unknown", "niemand"),
        ("unknown", "nergens"),
        ("unknown", "nergens"),
    ]


def test_every_joint_rule_has_a_test() -> None:
    assert {f"test_{rule}" for rule in JointRule} <= set(globals())
