"""Each thing that may give way, by the rule or limit that it stands in the way with; and what never does."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from optimizer.agreements import (
    Ban,
    BanScope,
    Claim,
    ContactExclusion,
    ContactLevel,
    Limit,
    LimitKind,
    Link,
    PlacementStatus,
    Quota,
    QuotaBasis,
    SupportCapacity,
)
from optimizer.explanations import Easing, Giving, Outcome
from optimizer.people import AreaReasonCode, AreaWish, IncomeBand, Support
from optimizer.policy import Begeleiding
from optimizer.proposal import Status
from optimizer.solve import solve
from optimizer.supply import Need, Woonvorm
from optimizer.verify import verify_explanations
from optimizer.why.explaining import explanations
from optimizer.why.prepared import Prepared, prepare
from optimizer.why.resolving import price_of, resolved, worth_of
from tests.optimizer.why.worlds import everything, one, only_hope, opened
from tests.worlds import DECISION, START, cap, dwelling, person, world


def smallest(prepared: Prepared) -> list[Easing]:
    """The easings of the smallest opening, which the checker agrees with."""
    told = explanations(prepared)
    assert not verify_explanations(prepared.round, prepared.proposal, told)
    hope = told.unplaced[0]
    return list(hope.openings[0].easings) if hope.openings else []


def test_who_was_never_asked_is_asked() -> None:
    prepared = one(person("ans", support=Support(provider=None, hours=2)))
    assert smallest(prepared) == [Easing(kind=Giving.ASK, id="zorg-1", person="ans")]


def test_who_is_asked_needs_hours_too() -> None:
    few = SupportCapacity(id="uren", provider="zorg-1", area="GM-A", hours=1, used=0, start=START)
    prepared = one(person("ans", support=Support(provider=None, hours=4)), capacities=[few])
    assert smallest(prepared) == [
        Easing(kind=Giving.ASK, id="zorg-1", person="ans"),
        Easing(kind=Giving.HOURS, id="uren", by=3),
    ]


def test_hours_are_short_by_what_is_missing() -> None:
    few = SupportCapacity(id="uren", provider="zorg-1", area="GM-A", hours=3, used=4, start=START)
    assert smallest(one(capacities=[few])) == [Easing(kind=Giving.HOURS, id="uren", by=3)]


def test_a_contract_covers_all_hours_in_the_municipality() -> None:
    assert smallest(one(capacities=[])) == [Easing(kind=Giving.CONTRACT, id="zorg-1", dwelling="w", by=2)]


def test_a_dwelling_waits_longer() -> None:
    prepared = one(person("ans", ready_on=START + timedelta(days=50)))
    assert smallest(prepared) == [Easing(kind=Giving.HOLD, by=8)]


def test_a_rent_is_a_whole_number_of_euros_too_high() -> None:
    assert smallest(one(home=dwelling("w", rent=72_501))) == [
        Easing(kind=Giving.RENT, dwelling="w", person="ans", by=12)
    ]


def test_who_earns_too_much_gets_no_exception() -> None:
    assert smallest(one(person("ans", income=IncomeBand(low=60_000, high=70_000)))) == []


@pytest.mark.parametrize("kind", LimitKind)
def test_an_area_needs_the_load_that_is_missing(kind: LimitKind) -> None:
    prepared = one(person("ans", care=Begeleiding.ZWAAR), limits=[cap("wijk-a", 3, used=1, kind=kind)])
    assert smallest(prepared) == [Easing(kind=Giving.AREA, id="grens wijk-a", by=1)]


def test_what_was_exceeded_before_is_asked_as_well() -> None:
    assert smallest(one(limits=[cap("wijk-a", 1, used=4)])) == [Easing(kind=Giving.AREA, id="grens wijk-a", by=4)]


def test_what_is_reserved_for_zwaar_is_asked_once() -> None:
    assert smallest(one(limits=[cap("wijk-a", 3, used=1, reserved_for_zwaar=2)])) == [
        Easing(kind=Giving.AREA, id="grens wijk-a", by=1)
    ]


def test_a_quota_takes_one_more() -> None:
    full = Quota(id="q", name="Vol", basis=QuotaBasis.LEVERING, maximum=1, already=1)
    assert smallest(one(quotas=[full])) == [Easing(kind=Giving.QUOTA, id="q", by=1)]


def test_an_area_of_the_past_is_reconsidered() -> None:
    past = AreaWish(area="wijk-a", reason=AreaReasonCode.VERLEDEN)
    assert smallest(one(person("ans", excluded=(past,)))) == [Easing(kind=Giving.EXCLUDED, id="wijk-a", person="ans")]


def test_an_area_that_is_not_safe_never_is() -> None:
    unsafe = tuple(
        AreaWish(area=area, reason=reason)
        for area, reason in (("wijk-a", AreaReasonCode.VEILIGHEID), ("buurt-a", AreaReasonCode.VERLEDEN))
    )
    assert smallest(one(person("ans", excluded=unsafe))) == []


def test_a_ban_is_reconsidered() -> None:
    ban = Ban(person="ans", scope=BanScope.WONING, target="w", reason="geweigerd")
    assert smallest(one(bans=[ban])) == [Easing(kind=Giving.BAN, id="w", person="ans")]


def test_a_ban_that_has_ended_is_not() -> None:
    bans = [
        Ban(person="ans", scope=BanScope.WONING, target="w", reason="geweigerd", until=date(2027, 1, 1)),
        Ban(person="ans", scope=BanScope.GEBIED, target="wijk-a", reason="geweigerd", until=START),
    ]
    assert smallest(one(bans=bans)) == [Easing(kind=Giving.BAN, id="w", person="ans")]


def test_where_all_is_taken_a_dwelling_more_helps() -> None:
    prepared = opened(world([person("ans"), person("bea", urgency=1)], [dwelling("w")]))
    assert smallest(prepared) == [Easing(kind=Giving.UNIT, dwelling="w", by=1)]


def test_a_unit_that_a_claim_takes_counts_as_taken() -> None:
    claim = Claim(person="bea", dwelling="w", status=PlacementStatus.AKKOORD)
    prepared = opened(world([person("ans"), person("bea")], [dwelling("w")], claims=[claim]))
    assert smallest(prepared) == [Easing(kind=Giving.UNIT, dwelling="w", by=1)]


@pytest.mark.parametrize(
    "changes", [{"needs": frozenset({Need.ROLSTOEL})}, {"woonvormen": frozenset({Woonvorm.TUSSENVORM})}]
)
def test_what_somebody_needs_never_gives_way(changes: dict[str, object]) -> None:
    assert smallest(one(person("ans", **changes))) == []


def test_a_contactuitsluiting_never_gives_way_nor_is_there_a_dwelling_more_next_door() -> None:
    apart = ContactExclusion(id="x", people=frozenset({"ans", "bea"}), level=ContactLevel.COMPLEX)
    homes = [dwelling("w1"), dwelling("w2", rent=72_000)]
    prepared = opened(world([person("ans"), person("bea", urgency=1)], homes, contact_exclusions=[apart]))
    assert smallest(prepared) == []


def test_nor_is_there_a_unit_more_in_the_very_dwelling_of_the_other() -> None:
    apart = ContactExclusion(id="x", people=frozenset({"ans", "bea"}), level=ContactLevel.COMPLEX)
    people = [person("ans"), person("bea", urgency=1)]
    assert smallest(opened(world(people, [dwelling("w")], contact_exclusions=[apart]))) == []


def test_linked_people_are_told_so() -> None:
    link = Link(id="l", people=frozenset({"ans", "bea"}))
    hopes = explanations(opened(world([person("ans"), person("bea")], [dwelling("w")], links=[link]))).unplaced
    assert [(hope.linked, hope.openings) for hope in hopes] == [(True, ()), (True, ())]


def test_of_as_few_changes_the_one_that_gives_way_most_easily_goes_first() -> None:
    homes = [dwelling("duur", rent=72_000), dwelling("vol", "c")]
    prepared = opened(world([person("ans")], homes, limits=[cap("wijk-c", 0)]))
    assert [opening.dwelling for opening in only_hope(prepared).openings] == ["duur", "vol"]


def test_fewer_changes_go_before_easier_ones() -> None:
    homes = [
        dwelling("twee", rent=72_000, available_from=START - timedelta(days=50)),
        dwelling("een", "c"),
    ]
    prepared = opened(world([person("ans")], homes, limits=[cap("wijk-c", 0)]))
    assert [opening.dwelling for opening in only_hope(prepared).openings] == ["een", "twee"]


def test_a_change_that_the_calculation_gives_to_somebody_else_says_so() -> None:
    people = [person("ans"), person("bea", urgency=2)]
    prepared = opened(world(people, [dwelling("w")], limits=[cap("wijk-a", 0)]))
    hopes = {hope.person: hope for hope in everything(prepared).unplaced}
    assert hopes["bea"].openings[0].outcome is Outcome.PLACED
    assert hopes["ans"].openings[0].outcome is Outcome.OTHERS
    known = hopes["ans"].openings[0].resolved
    assert known is not None
    assert known.placements == (("bea", "w"),)


def test_of_a_stopped_proposal_nothing_is_confirmed() -> None:
    round_ = one(limits=[cap("wijk-a", 0)]).round
    stopped = replace(solve(round_), status=Status.STOPPED)
    (hope,) = explanations(prepare(round_, stopped)).unplaced
    assert resolved(round_, stopped, hope.openings[0]).outcome is Outcome.UNKNOWN


def test_the_price_of_a_pair_is_the_whole_proposal_with_it() -> None:
    round_ = world([person("ans"), person("bea", urgency=2)], [dwelling("w")])
    price = price_of(round_, solve(round_), "ans", "w")
    assert price is not None
    assert price.placements == (("ans", "w"),)
    assert {effect.goal.value: effect.by for effect in price.effects if effect.by} == {"plaatsingen": -4}


def test_a_pair_that_breaks_a_rule_has_no_price() -> None:
    round_ = world([person("ans")], [dwelling("w", rent=90_000)])
    assert price_of(round_, solve(round_), "ans", "w") is None


def test_room_is_worth_what_the_calculation_makes_of_it() -> None:
    limit: Limit = cap("wijk-a", 1, decision=DECISION)
    round_ = world([person("ans"), person("bea")], [dwelling("w1"), dwelling("w2")], limits=[limit])
    worth = worth_of(round_, solve(round_), Easing(kind=Giving.AREA, id="grens wijk-a", by=1))
    assert worth is not None
    assert worth.proven
    assert len(worth.placements) == 2


def test_room_that_brings_nothing_is_calculated_once() -> None:
    prepared = opened(world([person("ans")], [dwelling("w")], limits=[cap("wijk-a", 1)]))
    worths = [worth for worth in everything(prepared).worths if worth.easing.kind is Giving.AREA]
    assert [(worth.easing.by, any(effect.by for effect in worth.effects)) for worth in worths] == [(3, False)]
