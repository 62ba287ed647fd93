"""Other dwellings for one person while nobody else moves, each with the exact change of every goal."""

from __future__ import annotations

import numpy as np

from optimizer.assignment import Integers
from optimizer.explanations import Alternative, Effect, How, Move
from optimizer.why.prepared import Prepared
from optimizer.why.weigh import Weighed, weigh

# So many are told; how many there are is counted.
MOST = 8


def serves(prepared: Prepared, row: int) -> tuple[Effect, ...]:
    """What a placement adds to each goal: the value with it, minus the value if only this person had no home."""
    weights = np.array([each[row, prepared.choice[row]] for each in prepared.weights], dtype=np.int64)
    meters = prepared.meters
    terms = np.flatnonzero(meters.places[meters.place, prepared.choice[row]] * meters.items[meters.item, row])
    own = meters.items[meters.item[terms], row] * meters.places[meters.place[terms], prepared.choice[row]]
    adds = np.bincount(meters.of[terms], own, minlength=len(meters.lower)).astype(np.int64)
    touched = np.flatnonzero(adds[meters.lines :]) + meters.lines
    now = prepared.activity[touched]
    np.add.at(weights, meters.goal[touched], meters.cost(touched, now) - meters.cost(touched, now - adds[touched]))
    return prepared.effects(weights)


def alternatives(prepared: Prepared, row: int, most: int = MOST) -> tuple[tuple[Alternative, ...], int]:
    """The best of all other dwellings in the order of the policy's goals, and how many there are.

    For somebody without a home these are dwellings that are left (at a cost to another goal), and those of others.
    """
    placed = prepared.choice[row] >= 0
    swapped, instead = weigh(prepared, row, swap=True), weigh(prepared, row, swap=False)
    free = prepared.slots.holder == len(prepared.choice)
    ways = [(How.FREE, swapped, free), (How.INSTEAD, instead, ~free)]
    ways += [(How.SWAP, swapped, ~free)] if placed else []
    options = [(how, slot, weighed.by[:, slot]) for how, weighed, where in ways for slot in _kept(weighed, where)]
    keys = [_key(prepared, how, slot, by) for how, slot, by in options]
    best = sorted(range(len(options)), key=keys.__getitem__)[:most]
    return tuple(_alternative(prepared, row, *options[at]) for at in best), len(options)


def _kept(weighed: Weighed, where: Integers) -> list[int]:
    found: list[int] = np.flatnonzero(weighed.keeps & where).tolist()
    return found


def _key(prepared: Prepared, how: How, slot: int, by: Integers) -> tuple[object, ...]:
    """By the goals in their order; of equals what changes fewest lives first, then by dwelling."""
    signed = (-value if goal.maximise else value for goal, value in zip(prepared.goals, by.tolist(), strict=True))
    place, holder = int(prepared.slots.place[slot]), int(prepared.slots.holder[slot])
    return (*signed, list(How).index(how), place, holder)


def _alternative(prepared: Prepared, row: int, how: How, slot: int, by: Integers) -> Alternative:
    people, homes = prepared.pairs.people, prepared.pairs.dwellings
    place, holder = int(prepared.slots.place[slot]), int(prepared.slots.holder[slot])
    other = "" if how is How.FREE else people[holder].id
    moves = [Move(person=people[row].id, dwelling=homes[place].id)]
    if other:
        moves.append(Move(person=other, dwelling=homes[prepared.choice[row]].id if how is How.SWAP else ""))
    return Alternative(how=how, dwelling=homes[place].id, other=other, moves=tuple(moves), effects=prepared.effects(by))
