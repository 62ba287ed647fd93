"""Alternatives, ties and the lottery in worlds that fit in the head; and that the checker objects to anything else."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from hashlib import sha256
from typing import Any

import pytest

from optimizer.agreements import Pin, PinReason
from optimizer.explanations import (
    Easing,
    Effect,
    Explanations,
    Giving,
    How,
    Move,
    Outcome,
    Tie,
    TieKind,
)
from optimizer.people import AreaReasonCode, AreaWish
from optimizer.policy import Goal
from optimizer.proposal import Rule, Settings
from optimizer.solve import solve
from optimizer.verify import verify_explanations
from optimizer.why.explaining import explanations
from optimizer.why.lottery import replay
from optimizer.why.prepared import Prepared
from tests.optimizer.why.worlds import everything, opened
from tests.worlds import cap, dwelling, person, world


def effects(found: tuple[Effect, ...]) -> dict[Goal, int]:
    return {effect.goal: effect.by for effect in found if effect.by}


def test_a_placement_serves_the_goals_that_would_miss_it() -> None:
    (grounds,) = explanations(opened(world([person("ans")], [dwelling("w")], limits=[cap("wijk-a", 4)]))).placed
    assert effects(grounds.serves) == {Goal.PLACEMENTS: 4, Goal.ORIGIN: 1, Goal.SPREAD: 25, Goal.FIT: 1}


def test_alternatives_are_ranked_by_the_goals_in_their_order() -> None:
    homes = [dwelling("hier"), dwelling("ver", "c"), dwelling("naast", rooms=4, bedrooms=3)]
    (grounds,) = explanations(opened(world([person("ans")], homes))).placed
    assert grounds.dwelling == "hier"
    assert [(each.how, each.dwelling) for each in grounds.alternatives] == [(How.FREE, "naast"), (How.FREE, "ver")]
    assert effects(grounds.alternatives[1].effects) == {Goal.ORIGIN: -1}


def test_a_swap_says_who_moves_along() -> None:
    people = [person("ans"), person("bea", origin="GM-B")]
    told = explanations(opened(world(people, [dwelling("a"), dwelling("c", "c")])))
    swap = next(each for each in told.placed[0].alternatives if each.how is How.SWAP)
    assert swap.moves == (Move(person="ans", dwelling="c"), Move(person="bea", dwelling="a"))
    assert effects(swap.effects) == {Goal.ORIGIN: -2}


def test_a_pinned_placement_has_no_alternative_and_nobody_takes_its_place() -> None:
    pin = Pin(person="ans", dwelling="w", reason=PinReason.BESLUIT)
    told = explanations(
        opened(world([person("ans"), person("bea")], [dwelling("w"), dwelling("v", floor=1)], pins=[pin]))
    )
    assert told.placed[0].tie.kind is TieKind.FIXED
    assert not told.placed[0].alternatives
    assert not [each for each in told.placed[1].alternatives if each.other == "ans"]


def test_equals_are_interchangeable_and_the_urgent_is_not() -> None:
    told = everything(opened(world([person("ans"), person("bea")], [dwelling("w")])))
    assert told.placed[0].tie.kind is TieKind.INTERCHANGEABLE
    assert len(told.placed[0].tie.moves) == 2
    told = everything(opened(world([person("ans"), person("bea", urgency=1)], [dwelling("w")])))
    assert told.placed[0].tie.kind is TieKind.FORCED


def test_a_ring_of_three_is_found_by_calculating_again() -> None:
    """Each of three people fits two of three dwellings: nobody can swap, but all can move round."""
    away = {"ans": "wijk-c", "bea": "wijk-a", "cas": "wijk-b"}
    people = [
        person(name, origin=None, excluded=(AreaWish(area=area, reason=AreaReasonCode.NETWERK),))
        for name, area in away.items()
    ]
    homes = [dwelling("wa", "a"), dwelling("wb", "b"), dwelling("wc", "c")]
    prepared = opened(world(people, homes))
    assert explanations(prepared).placed[0].tie.kind is TieKind.UNKNOWN
    tie = everything(prepared).placed[0].tie
    assert tie.kind is TieKind.INTERCHANGEABLE
    assert len(tie.moves) == 3


def test_anyone_can_draw_the_lottery_again() -> None:
    draws = replay(world([person("ans"), person("bea"), person("cas")]), seed=7)
    assert [draw.turn for draw in draws] == [1, 2, 3]
    assert [draw.drawn for draw in draws] == sorted(
        sha256(f"7:{name}".encode()).hexdigest() for name in ("ans", "bea", "cas")
    )


def test_the_lottery_decides_between_equals() -> None:
    for seed in range(1, 6):
        prepared = opened(world([person("ans"), person("bea"), person("cas")], [dwelling("w")]))
        first = replay(prepared.round, seed)[0].person
        assert solve(prepared.round, Settings(seed=seed)).placements[0].person == first


def full_of_everything() -> Prepared:
    """Somebody placed with alternatives, somebody without a home, and a dwelling left."""
    people = [person("ans"), person("bea", urgency=1), person("cas")]
    homes = [dwelling("w1"), dwelling("w2"), dwelling("w3", rent=72_501), dwelling("w4", "c")]
    return opened(world(people, homes, limits=[cap("wijk-a", 2), cap("wijk-c", 0)]))


def spoilt(told: Explanations) -> Iterator[tuple[str, Explanations]]:
    """Every way in which it can be wrong."""
    grounds, hope, vacancy, worth = told.placed[0], told.unplaced[0], told.vacancies[0], told.worths[0]
    alternative, opening = grounds.alternatives[0], hope.openings[0]
    easing, known = opening.easings[0], opening.resolved
    assert known is not None
    wrong = tuple(replace(effect, by=effect.by + 1) for effect in opening.effects)
    yield "ronde", replace(told, round_digest="0")
    yield "volgorde", replace(told, placed=told.placed[::-1])

    def placed(**changes: Any) -> Explanations:
        return replace(told, placed=(replace(grounds, **changes), *told.placed[1:]))

    def hoped(**changes: Any) -> Explanations:
        return replace(told, unplaced=(replace(hope, **changes), *told.unplaced[1:]))

    def open_(**changes: Any) -> Explanations:
        return hoped(openings=(replace(opening, **changes),))

    def resolved(**changes: Any) -> Explanations:
        return open_(resolved=replace(known, **changes))

    def eased(**changes: Any) -> Explanations:
        return open_(easings=(replace(easing, **changes),))

    yield "woning", placed(dwelling="w4")
    yield "bijdrage", placed(serves=wrong)
    yield "aantal", placed(found=0)
    yield "doelen", placed(alternatives=(replace(alternative, effects=wrong),))
    yield "soort", placed(alternatives=(replace(alternative, how=How.INSTEAD),))
    yield "verhuizing", placed(alternatives=(replace(alternative, moves=()),))
    yield "vast", placed(tie=Tie(kind=TieKind.FIXED))
    yield "bewijs", placed(tie=Tie(kind=TieKind.INTERCHANGEABLE))
    yield "blijft", placed(tie=Tie(kind=TieKind.INTERCHANGEABLE, moves=(Move(person="cas", dwelling="w4"),)))
    yield "wie", hoped(person="bea")
    yield "gekoppeld", hoped(linked=True)
    yield "ander", open_(dwelling="w9")
    yield "geen", open_(easings=())
    yield "dubbel", open_(easings=(easing, easing))
    yield "effect", open_(effects=wrong)
    yield "meer", eased(by=easing.by + 1)
    yield "niets", eased(by=0)
    yield "onbekend", eased(kind=Giving.AREA, id="geen", person="", dwelling="")
    yield "ongenoemd", eased(person="bea")
    yield "uitkomst", resolved(outcome=Outcome.OTHERS if known.outcome is Outcome.PLACED else Outcome.PLACED)
    yield "nieuw", resolved(placements=())
    yield "slechter", resolved(placements=known.placements[:-1])
    yield "telling", replace(told, vacancies=(replace(vacancy, waiting=9), *told.vacancies[1:]))
    yield "regel", replace(told, vacancies=(replace(vacancy, broken=((Rule.WHEELCHAIR, 1),)), *told.vacancies[1:]))
    near = tuple(replace(each, rule=Rule.WHEELCHAIR) for each in vacancy.nearest)
    yield "naaste", replace(told, vacancies=(replace(vacancy, nearest=near), *told.vacancies[1:]))
    yield "waarde", replace(told, worths=(replace(worth, effects=wrong),))
    yield "onmogelijk", replace(told, worths=(replace(worth, easing=Easing(kind=Giving.HOLD)),))


def test_the_checker_agrees_with_what_is_right() -> None:
    prepared = full_of_everything()
    assert not verify_explanations(prepared.round, prepared.proposal, everything(prepared))


@pytest.mark.parametrize("name", [name for name, _ in spoilt(everything(full_of_everything()))])
def test_the_checker_objects_to_what_is_wrong(name: str) -> None:
    prepared = full_of_everything()
    told = dict(spoilt(everything(prepared)))[name]
    found = verify_explanations(prepared.round, prepared.proposal, told)
    assert found
    assert {violation.code for violation in found} == {"explanation"}


def test_forced_is_refuted_by_one_move() -> None:
    prepared = opened(world([person("ans"), person("bea")], [dwelling("w")]))
    told = explanations(prepared)
    forced = replace(told, placed=(replace(told.placed[0], tie=Tie(kind=TieKind.FORCED)),))
    assert verify_explanations(prepared.round, prepared.proposal, forced)
