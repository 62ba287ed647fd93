"""What is told beforehand, in tiny worlds where it can be counted."""

from __future__ import annotations

from datetime import date

from hypothesis import given, settings

from optimizer.agreements import Claim, Pin, PinReason, PlacementStatus, Quota, QuotaBasis
from optimizer.conflicts import Clash
from optimizer.outlook import Full, NoMatch, Outlook, OutOfReach, outlook
from optimizer.people import Household
from optimizer.policy import Begeleiding
from optimizer.proposal import Cause, JointRule, Rule, Status
from optimizer.round import Round
from optimizer.solve import solve
from tests.tiny_rounds import rounds
from tests.worlds import START, cap, dwelling, person, world


def test_nothing_to_tell() -> None:
    nothing = Outlook(clash=Clash(), people=(), dwellings=(), full=(), quotas=(), oddities=())
    assert outlook(world([person("ans")], [dwelling("w")])) == outlook(world()) == nothing


def test_who_fits_nowhere_and_what_suits_nobody_with_the_rules_that_say_so() -> None:
    people = [person("ans"), person("gezin", household=Household(adults=5))]
    known = outlook(world(people, [dwelling("w"), dwelling("duur", rent=90_000), dwelling("x", units=2)]))
    assert known.people == (
        NoMatch(id="gezin", broken=((Rule.PERSONS_ALLOWED, 3), (Rule.RENT_WITHIN_CEILING, 1)), of=3),
    )
    assert known.dwellings == (
        NoMatch(id="duur", broken=((Rule.RENT_WITHIN_CEILING, 2), (Rule.PERSONS_ALLOWED, 1)), of=2),
    )


def test_claimed_people_and_units_are_left_out() -> None:
    claims = [Claim(person="ans", dwelling="w", status=PlacementStatus.AKKOORD)]
    known = outlook(
        world([person("ans"), person("bea", household=Household(adults=5))], [dwelling("w")], claims=claims)
    )
    assert [nobody.id for nobody in known.people] == ["bea"]
    assert known.dwellings == ()


def test_a_maximum_below_the_lightest_person_is_full() -> None:
    heavy = person("ans", care=Begeleiding.ZWAAR)
    limits = [cap("wijk-a", 4, used=2), cap("wijk-d", 0)]
    assert outlook(world([heavy], [dwelling("w"), dwelling("x")], limits=limits)).full == (
        Full(id="grens wijk-a", dwellings=2),
    )
    assert outlook(world([heavy, person("bea")], [dwelling("w")], limits=limits)).full == ()


def test_a_quota_that_nothing_can_meet_names_the_most_that_can() -> None:
    def quota(minimum: int) -> Quota:
        return Quota(id="q", name="q", basis=QuotaBasis.LEVERING, municipality="GM-A", minimum=minimum, already=1)

    people = [person("ans"), person("bea"), person("cas")]
    homes = [dwelling("w", units=3), dwelling("ver", "d")]
    limits = [cap("wijk-a", 2)]
    assert outlook(world(people, homes, limits=limits, quotas=[quota(3)])).quotas == ()
    unmet = outlook(world(people, homes, limits=limits, quotas=[quota(4)])).quotas
    assert unmet == (OutOfReach(quota="q", minimum=4, reachable=3),)


def test_pins_that_clash_are_told_and_nothing_is_said_of_quotas() -> None:
    pins = [Pin(person=name, dwelling="w", reason=PinReason.AKKOORD) for name in ("ans", "bea")]
    quotas = [Quota(id="q", name="q", basis=QuotaBasis.LEVERING, minimum=9)]
    known = outlook(world([person("ans"), person("bea")], [dwelling("w")], pins=pins, quotas=quotas))
    assert [conflict.facts for conflict in known.clash.conflicts] == [(JointRule.UNIT_ONCE,)]
    assert known.clash.way_out is not None
    assert known.quotas == ()


def test_what_is_odd() -> None:
    people = [person("ans"), person("bea"), person("cas", ready_on=date(2019, 1, 1))]
    homes = [dwelling("w"), dwelling("x"), dwelling("y", rent=5_000), dwelling("z", available_from=date(2030, 1, 1))]
    known = outlook(world(people, homes))
    assert {odd.id: odd.sentence for odd in known.oddities} == {
        "bea": "Deze aanmelding is in alles gelijk aan ans. Is dit dezelfde persoon?",
        "cas": "De datum 'klaar om te verhuizen' ligt ver van deze ronde: 01-01-2019.",
        "y": "De huur is € 50,00. De middelste huur is € 550,00.",
        "z": "De datum 'vrij vanaf' ligt ver van deze ronde: 01-01-2030.",
    }
    free = outlook(world([person("ans")], [dwelling("w", rent=0), dwelling("x", available_from=START)]))
    assert [odd.sentence for odd in free.oddities] == ["De huur is € 0."]


@settings(max_examples=150, deadline=None)
@given(rounds())
def test_the_proposal_never_contradicts_what_was_told(round_: Round) -> None:
    known, proposal = outlook(round_), solve(round_)
    assert (known.clash.conflicts, known.clash.way_out) == (proposal.conflicts, proposal.way_out)
    if known.clash.conflicts:
        assert proposal.status is Status.CONFLICT
        return
    nowhere = {unplaced.person for unplaced in proposal.unplaced if unplaced.cause is Cause.NO_DWELLING}
    assert {nobody.id for nobody in known.people} == nowhere
    assert not {nobody.id for nobody in known.dwellings} & {placement.dwelling for placement in proposal.placements}
    reached = {use.quota: use.already + use.claimed + use.planned for use in proposal.quotas}
    assert all(reached[quota.quota] <= quota.reachable for quota in known.quotas)
