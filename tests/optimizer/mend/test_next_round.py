"""What is left of a round after what happened: nothing refers to what is gone, and nobody is less safe."""

from __future__ import annotations

from datetime import date

import pytest

from optimizer.agreements import (
    Ban,
    BanScope,
    Claim,
    ContactExclusion,
    ContactLevel,
    Link,
    Pin,
    PinReason,
    PlacementStatus,
    Previous,
    RentException,
)
from optimizer.errors import InvalidInput
from optimizer.events import FOR_NOW, Declined, Decliner, DwellingLost, Event, Fixed, Refusal, Released, Withdrawn
from optimizer.mend.next_round import next_round, renewed
from optimizer.people import Home
from optimizer.proposal import Proposal
from optimizer.round import Round
from optimizer.solve import solve
from tests.worlds import DECISION, dwelling, person, world

NO = Refusal(code="WOB", name="Woonomgeving bevalt niet", by=Decliner.CLIENT, counts=True)
BOTH = frozenset({"ans", "bea"})


def town(**changes: object) -> Round:
    """Ans, Bea and Cas; homes in wijk a, a and b, and one in c for a claim."""
    people = [person("ans"), person("bea"), person("cas"), person("dirk")]
    homes = [dwelling("a1"), dwelling("a2"), dwelling("b1", "b"), dwelling("c1", "c")]
    claims = [Claim(person="dirk", dwelling="c1", status=PlacementStatus.AKKOORD)]
    return world(**{"people": people, "dwellings": homes, "claims": claims, **changes})  # type: ignore[arg-type]


def pinned(*pairs: tuple[str, str], **changes: object) -> tuple[Round, Proposal]:
    """These placements and no others, as a proposal."""
    pins = [Pin(person=who, dwelling=home, reason=PinReason.BESLUIT, motivation=FOR_NOW) for who, home in pairs]
    round_ = town(pins=pins, **changes)
    return round_, solve(round_)


THREE = (("ans", "a1"), ("bea", "a2"), ("cas", "b1"))


def test_a_decline_bans_the_pair_and_what_is_named_besides() -> None:
    round_, proposal = pinned(*THREE)
    until = date(2027, 1, 1)
    area = Declined(person="ans", refusal=NO, scope=BanScope.GEBIED, target="wijk-a", until=until)
    after = next_round(round_, proposal, [area])
    assert [(ban.scope, ban.target, ban.until) for ban in after.bans] == [
        (BanScope.GEBIED, "wijk-a", until),
        (BanScope.WONING, "a1", until),
    ]
    assert after.previous == (Previous(person="bea", dwelling="a2"), Previous(person="cas", dwelling="b1"))
    assert after.pins == ()
    assert (after.id, after.name) == ("ronde-herstel-1", "Ronde, herstel 1")


def test_a_pin_is_let_go_by_a_decline_only() -> None:
    before = town(pins=[Pin(person=who, dwelling=home, reason=PinReason.AKKOORD) for who, home in THREE])
    after = next_round(before, solve(before), [Declined(person="ans", refusal=NO)])
    assert [(pin.person, pin.reason) for pin in after.pins] == [("bea", PinReason.AKKOORD), ("cas", PinReason.AKKOORD)]
    fixed = next_round(before, solve(before), [Fixed(person="bea", reason=PinReason.AANGEBODEN)])
    assert {pin.person: pin.reason for pin in fixed.pins}["bea"] is PinReason.AANGEBODEN


def test_what_is_taken_back_is_not_banned_and_held_by_nothing() -> None:
    before = town(pins=[Pin(person=who, dwelling=home, reason=PinReason.VERSTUURD) for who, home in THREE])
    after = next_round(before, solve(before), [Released(person="ans")])
    assert {pin.person for pin in after.pins} == {"bea", "cas"}
    assert {row.person for row in after.previous} == {"bea", "cas"}
    assert after.bans == ()
    assert {each.id: each.refused_offers for each in after.people}["ans"] == 0


def test_what_is_gone_is_gone_everywhere() -> None:
    round_, proposal = pinned(
        *THREE,
        bans=[Ban(person="cas", scope=BanScope.WONING, target="a1", reason="nee"), Ban(person="bea", scope=BanScope.WONING, target="b1", reason="nee")],
        rent_exceptions=[RentException(person="ans", dwelling="a1", decision=DECISION)],
        previous=[Previous(person="ans", dwelling="a1")],
        links=[Link(id="l", people=frozenset({"ans", "bea", "cas"})), Link(id="m", people=frozenset({"bea", "cas"}))],
        contact_exclusions=[
            ContactExclusion(id="ver", people=BOTH, level=ContactLevel.AFSTAND, metres=9, close=frozenset({("a1", "c1"), ("b1", "c1")})),
            ContactExclusion(id="alleen", people=frozenset({"bea"}), level=ContactLevel.BUURT, protected=frozenset({"c1"})),
        ],
    )  # fmt: skip
    after = next_round(round_, proposal, [DwellingLost(dwelling="a1"), Withdrawn(person="bea")])
    assert {home.id for home in after.dwellings} == {"a2", "b1", "c1"}
    assert {each.id for each in after.people} == {"ans", "cas", "dirk"}
    assert (after.bans, after.rent_exceptions) == ((), ())
    assert after.previous == (Previous(person="cas", dwelling="b1"),)
    assert [(link.id, link.people) for link in after.links] == [("l", frozenset({"ans", "cas"}))]
    assert after.contact_exclusions == ()


@pytest.mark.parametrize("level", [ContactLevel.BUURT, ContactLevel.COMPLEX])
def test_who_withdraws_keeps_the_other_away_from_her_home(level: ContactLevel) -> None:
    bea = person("bea", home=Home(areas=frozenset({f"{level}-b", "wijk-b"})))
    apart = ContactExclusion(id="apart", people=BOTH, level=level)
    round_ = town(people=[person("ans"), bea, person("dirk")], contact_exclusions=[apart])
    after = next_round(round_, solve(round_), [Withdrawn(person="bea")])
    (kept,) = after.contact_exclusions
    assert (kept.people, kept.protected) == (frozenset({"ans"}), frozenset({"b1"}))
    without_home = town(contact_exclusions=[apart])
    assert next_round(without_home, solve(without_home), [Withdrawn(person="bea")]).contact_exclusions == ()


def test_by_distance_the_protected_homes_stay_closed() -> None:
    close = frozenset({("a1", "a2")})
    apart = ContactExclusion(
        id="x", people=BOTH, level=ContactLevel.AFSTAND, metres=9, protected=frozenset({"b1"}), close=close
    )
    round_ = town(contact_exclusions=[apart])
    (kept,) = next_round(round_, solve(round_), [Withdrawn(person="bea")]).contact_exclusions
    assert (kept.people, kept.protected, kept.close) == (frozenset({"ans"}), frozenset({"b1"}), close)


@pytest.mark.parametrize(
    ("event", "found"),
    [
        (Declined(person="emma", refusal=NO), "emma: gevonden iemand zonder plaatsing"),
        (Fixed(person="dirk", reason=PinReason.AKKOORD), "dirk: gevonden iemand zonder plaatsing"),
        (Released(person="emma"), "emma: gevonden iemand zonder plaatsing"),
        (Withdrawn(person="emma"), "emma: gevonden iets wat niet in de ronde staat; verwacht een aanmelding"),
        (Withdrawn(person="dirk"), "dirk: gevonden een plaatsing die nog loopt; verwacht een aanmelding"),
        (DwellingLost(dwelling="z"), "z: gevonden iets wat niet in de ronde staat; verwacht een woning"),
        (DwellingLost(dwelling="c1"), "c1: gevonden een plaatsing die nog loopt; verwacht een woning"),
        (Declined(person="ans", refusal=NO, scope=BanScope.GEBIED, target="nergens"), "'nergens'"),
    ],
)
def test_what_does_not_fit_is_a_fault(event: Event, found: str) -> None:
    round_, proposal = pinned(*THREE)
    with pytest.raises(InvalidInput, match=".*".join(found.split("; "))):
        next_round(round_, proposal, [event])


def test_events_that_contradict_each_other_are_faults() -> None:
    round_, proposal = pinned(*THREE)
    events: list[Event] = [
        DwellingLost(dwelling="a1"),
        Fixed(person="ans", reason=PinReason.AKKOORD),
        Withdrawn(person="ans"),
    ]
    with pytest.raises(InvalidInput) as caught:
        next_round(round_, proposal, events)
    assert [fault.found for fault in caught.value.faults] == [
        "een vaste plaatsing in 'a1', dat vervalt",
        "meer dan één gebeurtenis",
    ]


def test_a_placement_that_is_a_live_claim_by_now_is_over() -> None:
    round_, proposal = pinned(*THREE)
    later = town(claims=[*round_.claims, Claim(person="ans", dwelling="a1", status=PlacementStatus.VERHUURD)])
    after = next_round(renewed(round_, later), proposal, [])
    assert after.previous == (Previous(person="bea", dwelling="a2"), Previous(person="cas", dwelling="b1"))
    assert after.pins == ()


def test_a_newer_state_keeps_what_people_decided() -> None:
    ban = Ban(person="bea", scope=BanScope.WONING, target="b1", reason="nee")
    gone = Ban(person="bea", scope=BanScope.WONING, target="a2", reason="nee")
    pin = Pin(person="ans", dwelling="a1", reason=PinReason.AANGEBODEN)
    old = town(bans=[ban, gone], pins=[pin, Pin(person="cas", dwelling="a2", reason=PinReason.AKKOORD)])
    newer = town(
        dwellings=[dwelling("a1"), dwelling("b1", "b"), dwelling("c1", "c")],
        people=[*town().people, person("nieuw")],
        id="later",
    )
    found = renewed(old, newer)
    assert (found.id, found.bans, found.pins) == ("ronde", (ban,), (pin,))
    assert "nieuw" in {each.id for each in found.people}


def test_a_contactuitsluiting_is_never_lost_on_the_way() -> None:
    old = town(contact_exclusions=[ContactExclusion(id="apart", people=BOTH, level=ContactLevel.BUURT)])
    for people in (town().people, [person("ans"), person("dirk")]):
        with pytest.raises(InvalidInput, match=r"geen 'apart'.*beschermd gebied"):
            renewed(old, town(people=people))
    assert renewed(old, town(people=[person("cas"), person("dirk")])).contact_exclusions == ()
