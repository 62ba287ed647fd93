"""What a repair says, checked apart: who kept a place and who did not, what stayed put, and what would be lost.

Written from the docstrings of `events` alone. Each problem is what it is about, and a Dutch sentence. That the two
proposals answer their rounds is for `verify`; that no repair with fewer moves exists is what their bounds say.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from optimizer.agreements import Pin, PinReason
from optimizer.events import FOR_NOW, Declined, DwellingLost, Event, Fixed, Move, Released, Repair, Variant, Withdrawn
from optimizer.policy import Goal
from optimizer.proposal import Proposal, Status
from optimizer.recheck.figures import Count, values
from optimizer.recheck.joint_rules import findings
from optimizer.recheck.rules import broken
from optimizer.recheck.world import World
from optimizer.round import Round

Problem = tuple[str, str]
Pairs = dict[str, str]


def repair_problems(round_: Round, proposal: Proposal, events: Sequence[Event], repair: Repair) -> Iterator[Problem]:
    """Everything that is not as the repair says."""
    before = {placement.person: placement.dwelling for placement in proposal.placements}
    kept = _kept(round_, before, events)
    yield from _of_round(repair.round, before, kept, events)
    for variant in (repair.staying, repair.moving):
        yield from _of_variant(repair.round, variant)
        yield from _of_moves(variant, kept)
    if repair.staying.moves:
        yield repair.staying.round.id, "Zonder verhuizingen houdt iedereen zijn plaats; er staan toch verhuizingen."
    for move in repair.moving.moves:
        yield from _of_stay(repair.moving, move)


def _kept(round_: Round, before: Pairs, events: Sequence[Event]) -> Pairs:
    """The placements that nothing ended: person, dwelling and placement are all as they were."""
    ended = {event.person for event in events if isinstance(event, Declined | Released | Withdrawn)}
    ended |= {claim.person for claim in round_.claims}
    lost = {event.dwelling for event in events if isinstance(event, DwellingLost)}
    people = {person.id for person in round_.people} - ended
    homes = {dwelling.id for dwelling in round_.dwellings} - lost
    return {person: dwelling for person, dwelling in before.items() if person in people and dwelling in homes}


def _of_round(round_: Round, before: Pairs, kept: Pairs, events: Sequence[Event]) -> Iterator[Problem]:
    """What lies fixed, what may not be, and what is gone."""
    if {(row.person, row.dwelling) for row in round_.previous} != set(kept.items()):
        yield round_.id, "De plaatsen uit het eerdere voorstel staan niet precies in de ronde; dat moet wel."
    for pin in round_.pins:
        if pin.motivation == FOR_NOW:
            yield pin.person, f"{pin.person} staat vast door een eerder herstel; dat gold alleen voor die berekening."
    for event in events:
        yield from _of_event(round_, before, kept, event)


def _of_event(round_: Round, before: Pairs, kept: Pairs, event: Event) -> Iterator[Problem]:
    pins, bans = {(pin.person, pin.dwelling) for pin in round_.pins}, {(ban.person, ban.target) for ban in round_.bans}
    people, homes = {person.id for person in round_.people}, {home.id for home in round_.dwellings}
    match event:
        case Fixed(person=name) if name in kept and (name, kept[name]) not in pins:
            yield name, f"{name} is {event.reason}, maar staat niet vast; dat moet wel."
        case Declined(person=name):
            home = before.get(name, "")
            if name in people and home in homes and (name, home) not in bans:
                yield name, f"{name} kan {home} weer krijgen; dat is geweigerd."
            if (name, home) in pins:
                yield name, f"{name} staat vast in {home}; dat is geweigerd."
        case Released(person=name) if (name, before.get(name)) in pins:
            yield name, f"{name} staat vast in {before[name]}; dat is teruggenomen."
        case DwellingLost(dwelling=name) if name in homes:
            yield name, f"Woning {name} staat nog in de ronde; die is vervallen."
        case Withdrawn(person=name) if name in people:
            yield name, f"{name} staat nog in de ronde; die aanmelding is ingetrokken."
        case _:
            pass


def _of_variant(round_: Round, variant: Variant) -> Iterator[Problem]:
    """Of the round only the pins for this calculation and the order of the goals are its own."""
    own = tuple(pin for pin in variant.round.pins if pin.motivation != FOR_NOW)
    policy = replace(variant.round.policy, goals=round_.policy.goals)
    same = replace(variant.round, id=round_.id, name=round_.name, pins=own, policy=policy)
    extra = {*variant.round.policy.goals} ^ {*round_.policy.goals}
    if same != round_ or extra - {Goal.STABILITY}:
        yield (
            variant.round.id,
            "De ronde van dit herstel verschilt in meer dan wat vaststaat en de volgorde van doelen.",
        )


def _of_moves(variant: Variant, kept: Pairs) -> Iterator[Problem]:
    """Exactly those who lose their place, each with the new one; nobody is told of where there is no proposal."""
    placed = {placement.person: placement.dwelling for placement in variant.proposal.placements}
    clash = variant.proposal.status is Status.CONFLICT
    lost = {} if clash else {name: home for name, home in kept.items() if placed.get(name) != home}
    told = {move.person: (move.origin, move.to) for move in variant.moves}
    if len(told) < len(variant.moves) or told != {name: (home, placed.get(name)) for name, home in lost.items()}:
        yield (
            variant.round.id,
            f"Er staan {len(variant.moves)} verhuizingen in; nageteld zijn het er {len(lost)}, of andere.",
        )


def _of_stay(variant: Variant, move: Move) -> Iterator[Problem]:
    """That somebody would stay: it can be done as it says, and is no better than what is proposed."""
    pin = Pin(person=move.person, dwelling=move.origin, reason=PinReason.BESLUIT)
    if any(each.person == move.person for each in variant.round.pins):
        yield move.person, f"{move.person} stond vast en verhuist toch."
        return
    if not move.stay.goals:
        return
    world = World(variant.round)
    if not all(person in world.people and home in world.dwellings for person, home in move.stay.placements):
        yield (
            move.person,
            f"Als {move.person} blijft, is iemand geplaatst die niet in de ronde staat, of in zo'n woning.",
        )
        return
    count = Count(World(replace(variant.round, pins=(*variant.round.pins, pin))), move.stay.placements)
    if any(broken(pair) for pair in count.pairs) or any(findings(count)):
        yield move.person, f"Als {move.person} blijft, worden niet alle regels gehouden; dat moet wel."
    reached = list(values(count).items())[: len(move.stay.goals)]
    if reached != [(goal.goal, goal.value) for goal in move.stay.goals]:
        yield move.person, f"Wat wordt gehaald als {move.person} blijft, klopt niet met de plaatsingen daarbij."
    proposed = [goal.value if goal.goal.maximise else -goal.value for goal in variant.proposal.goals]
    stayed = [goal.value if goal.goal.maximise else -goal.value for goal in move.stay.goals]
    if variant.proposal.status is Status.PROVEN and stayed > proposed[: len(stayed)]:
        yield move.person, f"Als {move.person} blijft, is het beter dan wat bewezen het beste is."
