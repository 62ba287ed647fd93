"""The checker against repairs: a right one passes, and whatever is changed in it is seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from optimizer.agreements import Pin, PinReason
from optimizer.events import (
    FOR_NOW,
    Declined,
    Decliner,
    DwellingLost,
    Event,
    Fixed,
    Move,
    Refusal,
    Released,
    Repair,
    Withdrawn,
)
from optimizer.mend.repair import repair
from optimizer.proposal import Proposal
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.supply import Need
from optimizer.verify import verify_repair
from tests.worlds import dwelling, person, world

NO = Refusal(code="WBN", name="Woning bevalt niet", by=Decliner.CLIENT)
EVENTS: tuple[Event, ...] = (
    Withdrawn(person="bea"),
    Declined(person="dirk", refusal=NO),
    Fixed(person="emma", reason=PinReason.VERSTUURD),
    DwellingLost(dwelling="weg"),
)


def before() -> tuple[Round, Proposal]:
    """Ans in the only home for cas, bea upstairs, dirk, emma and fop elsewhere."""
    people = [person(name, urgency=5) for name in ("ans", "bea", "dirk", "emma", "fop")]
    homes = [
        dwelling("laag"),
        dwelling("hoog", floor=2),
        *(dwelling(name, "c", max_persons=1, floor=1) for name in ("d", "e", "weg")),
    ]
    where = {"ans": "laag", "bea": "hoog", "dirk": "d", "emma": "e", "fop": "weg"}
    pins = [Pin(person=who, dwelling=home, reason=PinReason.BESLUIT, motivation=FOR_NOW) for who, home in where.items()]
    round_ = world([*people, person("cas", urgency=9, needs=frozenset({Need.LIFT}))], homes, pins=pins)
    return round_, solve(round_)


ROUND, PROPOSAL = before()
REPAIR = repair(ROUND, PROPOSAL, EVENTS)


def objections(changed: Repair) -> list[str]:
    return [each.message for each in verify_repair(ROUND, PROPOSAL, EVENTS, changed) if each.code == "repair"]


def test_a_right_repair_passes() -> None:
    assert verify_repair(ROUND, PROPOSAL, EVENTS, REPAIR) == ()
    assert [move.person for move in REPAIR.moving.moves] == ["ans"]


def with_move(**changes: object) -> Repair:
    (move,) = REPAIR.moving.moves
    moves = (replace(move, **changes),)  # type: ignore[arg-type]
    return replace(REPAIR, moving=replace(REPAIR.moving, moves=moves))


def with_round(**changes: object) -> Repair:
    return replace(REPAIR, round=replace(REPAIR.round, **changes))  # type: ignore[arg-type]


def a_move_too_many() -> Repair:
    (move,) = REPAIR.moving.moves
    return replace(REPAIR, moving=replace(REPAIR.moving, moves=(move, replace(move, person="emma", origin="e"))))


def a_stay_that_breaks_rules() -> Repair:
    (move,) = REPAIR.moving.moves
    return with_move(stay=replace(move.stay, placements=(*move.stay.placements, ("cas", "laag"))))


def a_stay_with_other_values() -> Repair:
    (move,) = REPAIR.moving.moves
    first, *rest = move.stay.goals
    return with_move(stay=replace(move.stay, goals=(replace(first, value=first.value + 1, bound=None), *rest)))


def a_stay_of_a_stranger() -> Repair:
    (move,) = REPAIR.moving.moves
    return with_move(stay=replace(move.stay, placements=(("niemand", "laag"),)))


def a_stay_that_is_better() -> Repair:
    """As if the moving answer had been worse than what staying would give."""
    goals = tuple(replace(goal, value=0, bound=0) for goal in REPAIR.moving.proposal.goals)
    return replace(REPAIR, moving=replace(REPAIR.moving, proposal=replace(REPAIR.moving.proposal, goals=goals)))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda: replace(REPAIR, moving=replace(REPAIR.moving, moves=())), "Er staan 0 verhuizingen in; nageteld zijn het er 1"),
        (a_move_too_many, "Er staan 2 verhuizingen in; nageteld zijn het er 1"),
        (lambda: with_move(to="laag"), "verhuizingen in; nageteld"),
        (lambda: with_move(origin="hoog"), "verhuizingen in; nageteld"),
        (lambda: replace(REPAIR, staying=replace(REPAIR.staying, moves=REPAIR.moving.moves)), "houdt iedereen zijn plaats"),
        (lambda: replace(REPAIR, staying=replace(REPAIR.moving, moves=())), "Er staan 0 verhuizingen in; nageteld zijn het er 1"),
        (a_stay_that_breaks_rules, "worden niet alle regels gehouden"),
        (a_stay_with_other_values, "klopt niet met de plaatsingen daarbij"),
        (a_stay_of_a_stranger, "die niet in de ronde staat"),
        (a_stay_that_is_better, "is het beter dan wat bewezen het beste is"),
        (lambda: with_move(person="emma", origin="e"), "emma stond vast en verhuist toch"),
        (lambda: with_round(previous=()), "plaatsen uit het eerdere voorstel"),
        (lambda: with_round(pins=()), "emma is al verstuurd, maar staat niet vast"),
        (lambda: with_round(bans=()), "dirk kan d weer krijgen; dat is geweigerd"),
        (lambda: with_round(pins=(*REPAIR.round.pins, Pin(person="dirk", dwelling="d", reason=PinReason.BESLUIT))), "dirk staat vast in d"),
        (lambda: with_round(pins=(*REPAIR.round.pins, Pin(person="ans", dwelling="laag", reason=PinReason.BESLUIT, motivation=FOR_NOW))), "door een eerder herstel"),
        (lambda: with_round(people=ROUND.people), "bea staat nog in de ronde; die aanmelding is ingetrokken"),
        (lambda: with_round(dwellings=ROUND.dwellings), "Woning weg staat nog in de ronde; die is vervallen"),
        (lambda: with_round(limits=(), convenanten=()), "verschilt in meer dan wat vaststaat"),
    ],
)  # fmt: skip
def test_what_is_changed_is_seen(change: Callable[[], Repair], said: str) -> None:
    found = objections(change())
    assert any(said in sentence for sentence in found), found


def test_moves_of_one_person_twice_are_seen() -> None:
    move: Move = REPAIR.moving.moves[0]
    twice = replace(REPAIR, moving=replace(REPAIR.moving, moves=(move, move)))
    assert any("nageteld" in sentence for sentence in objections(twice))


def test_what_is_taken_back_and_still_lies_fixed_is_seen() -> None:
    events = (Released(person="dirk"),)
    answer = repair(ROUND, PROPOSAL, events)
    assert verify_repair(ROUND, PROPOSAL, events, answer) == ()
    pin = Pin(person="dirk", dwelling="d", reason=PinReason.VERSTUURD)
    held = replace(answer, round=replace(answer.round, pins=(*answer.round.pins, pin)))
    said = [each.message for each in verify_repair(ROUND, PROPOSAL, events, held)]
    assert "dirk staat vast in d; dat is teruggenomen." in said
