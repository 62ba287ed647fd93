"""From what people decided to the next round: bans, pins, and who waits."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.agreements import Ban, BanScope, Pin, PinReason, PlacementStatus
from optimizer.events import Declined, Fixed, Released, Withdrawn
from optimizer.mend.next_round import next_round
from optimizer.proposal import Proposal, Status
from optimizer.review import Actor, Standing, Step, decide, events_of, standing_of, steps_for
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.supply import Woonvorm
from optimizer.verify import verify
from tests.optimizer.test_review import COMPLEX, NO, NO_SUPPORT, C, K, P, Z, at, done, taken
from tests.tiny_rounds import rounds
from tests.worlds import dwelling, person, world


@pytest.mark.parametrize(
    ("status", "reason"),
    [
        (P.VOORGESTELD, PinReason.VERSTUURD),
        (P.AKKOORD, PinReason.AKKOORD),
        (P.AANGEBODEN, PinReason.AANGEBODEN),
        (P.GEACCEPTEERD, PinReason.AANGEBODEN),
        (P.VERHUURD, PinReason.AANGEBODEN),
        (P.OMGEKLAPT, PinReason.AANGEBODEN),
        (P.AFGEROND, PinReason.AANGEBODEN),
    ],
)
def test_what_goes_on_stays_put(status: PlacementStatus, reason: PinReason) -> None:
    assert events_of([at(status)]) == (Fixed(person="ans", reason=reason),)


def test_what_nobody_sent_says_nothing() -> None:
    assert events_of([at(None)]) == ()


@pytest.mark.parametrize("status", [None, P.VOORGESTELD, P.AKKOORD, P.AANGEBODEN, P.GEACCEPTEERD])
def test_only_an_offer_can_be_a_refused_offer(status: PlacementStatus | None) -> None:
    declined = done(decide(at(status), Step.DECLINE, Z, refusal=NO))
    counts = status in {P.AANGEBODEN, P.GEACCEPTEERD}
    assert events_of([declined]) == (Declined(person="ans", refusal=replace(NO, counts=counts)),)
    safe = done(decide(at(status), Step.DECLINE, Z, refusal=NO_SUPPORT))
    assert events_of([safe]) == (Declined(person="ans", refusal=NO_SUPPORT),)


@pytest.mark.parametrize("status", [P.VOORGESTELD, P.AKKOORD, P.AANGEBODEN, P.GEACCEPTEERD])
def test_before_the_lease_who_is_taken_back_waits_again_and_who_relapses_does_not(status: PlacementStatus) -> None:
    assert events_of([done(taken(at(status), Step.WITHDRAW, K))]) == (Released(person="ans"),)
    assert events_of([done(taken(at(status), Step.RELAPSE, Z))]) == (Withdrawn(person="ans"),)


@pytest.mark.parametrize("status", [P.VERHUURD, P.OMGEKLAPT])
@pytest.mark.parametrize("step", [Step.END, Step.RELAPSE])
def test_after_the_lease_nobody_waits(status: PlacementStatus, step: Step) -> None:
    assert events_of([done(taken(at(status), step, K))]) == (Withdrawn(person="ans"),)


def village() -> tuple[Round, Proposal]:
    """Four people and four homes, all placed: nobody could be better off."""
    homes = [dwelling(name) for name in ("v", "w", "x", "y")]
    round_ = world([person(name) for name in ("ans", "bea", "cas", "dirk")], homes)
    return round_, solve(round_)


def reviewed(round_: Round, proposal: Proposal) -> dict[str, Standing]:
    homes = {home.id: home for home in round_.dwellings}
    return {each.person: standing_of(each, homes[each.dwelling]) for each in proposal.placements}


def test_a_review_begins_with_what_is_proposed() -> None:
    round_, proposal = village()
    (first, *_) = proposal.placements
    begun = reviewed(round_, proposal)[first.person]
    assert begun == at(None, person=first.person, dwelling=first.dwelling, contract=first.contract)
    room = dwelling("kamer", corporation=None, provider="zorg-1", woonvorm=Woonvorm.TUSSENVORM)
    assert standing_of(first, room).landlord is Z


def test_after_a_decline_the_next_round_has_the_ban_and_the_pins() -> None:
    round_, proposal = village()
    standings = {name: done(taken(each, Step.SEND, K)) for name, each in reviewed(round_, proposal).items()}
    standings["ans"] = done(decide(standings["ans"], Step.DECLINE, C, refusal=COMPLEX))
    standings["bea"] = done(decide(standings["bea"], Step.AGREE, C))
    standings["cas"] = done(decide(standings["cas"], Step.WITHDRAW, K, motivation="eerst een gesprek"))
    after = next_round(round_, proposal, events_of(standings.values()))
    home = {name: each.dwelling for name, each in standings.items()}
    ban = Ban(person="ans", scope=BanScope.WONING, target=home["ans"], reason="Past niet in het complex (COMPLEX)")
    assert after.bans == (ban,)
    assert after.pins == (
        Pin(person="bea", dwelling=home["bea"], reason=PinReason.AKKOORD),
        Pin(person="dirk", dwelling=home["dirk"], reason=PinReason.VERSTUURD),
    )
    found = solve(after)
    placed = {each.person: each.dwelling for each in found.placements}
    assert verify(after, found) == ()
    assert placed == {
        "ans": home["cas"],
        "cas": home["ans"],
        "bea": home["bea"],
        "dirk": home["dirk"],
    }


def test_a_pin_of_an_earlier_round_is_let_go_when_the_placement_is_taken_back() -> None:
    round_, proposal = village()
    sent = {name: done(taken(each, Step.SEND, K)) for name, each in reviewed(round_, proposal).items()}
    second = next_round(round_, proposal, events_of(sent.values()))
    assert len(second.pins) == 4
    back = {**sent, "ans": done(taken(sent["ans"], Step.WITHDRAW, K))}
    third = next_round(second, solve(second), events_of(back.values()))
    assert {pin.person for pin in third.pins} == {"bea", "cas", "dirk"}
    assert third.bans == ()
    assert "ans" in {each.id for each in third.people}


def steps_taken(data: st.DataObject, standing: Standing) -> Standing:
    """What some people decided about a placement, one after the other."""
    for _ in range(data.draw(st.integers(0, 7))):
        actor = data.draw(st.sampled_from(Actor))
        step = data.draw(st.sampled_from(steps_for(standing, actor) or tuple(Step)))
        answer = taken(standing, step, actor)
        standing = answer if isinstance(answer, Standing) else standing
    return standing


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds(), st.data())
def test_whatever_was_decided_the_next_round_keeps_to_it(round_: Round, data: st.DataObject) -> None:
    proposal = solve(round_)
    standings = [steps_taken(data, each) for each in reviewed(round_, proposal).values()]
    after = next_round(round_, proposal, events_of(standings))
    found = solve(after)
    assert verify(after, found) == ()
    placed = {(each.person, each.dwelling) for each in found.placements}
    pinned, here = {(pin.person, pin.dwelling) for pin in after.pins}, {each.id for each in after.people}
    for each in standings:
        pair, firm = (each.person, each.dwelling), each.claim is not None or each.status is P.AFGEROND
        assert (pair in pinned) == (
            firm or (each.status is None and pair in {(p.person, p.dwelling) for p in round_.pins})
        )
        assert pair in placed or not firm or found.status is Status.CONFLICT
        assert pair not in placed or each.status is not P.GEWEIGERD
        gone = each.status is P.TERUGVAL or (each.status is P.BEEINDIGD and each.before in {P.VERHUURD, P.OMGEKLAPT})
        assert (each.person in here) != gone
