"""What it would do to every line and every goal if one person went elsewhere and nobody else moved.

All slots at once, in integers. With p the person, d the dwelling that p leaves, q who holds the slot and e its
dwelling, a term changes by

    p's number · (e's − d's) + q's number · (d's − e's)     where q gets what p leaves,
    p's number · (e's − d's) − q's number · e's              where q loses the home.

Where d counts for nothing in a meter, only the terms of e are left: those are kept ready per slot (`Entries`).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.assignment import Booleans, Integers
from optimizer.lines import Line
from optimizer.why.prepared import Prepared


@dataclass(frozen=True)
class Weighed:
    """`keeps` (slots,) whether all rules, lines and pins hold; `by` (goals, slots) how much each goal changes."""

    keeps: Booleans
    by: Integers


def weigh(prepared: Prepared, person: int, *, swap: bool) -> Weighed:
    """One person to every slot. `swap`: who holds it gets what this person leaves, else that one loses the home."""
    slots, nowhere = prepared.slots, len(prepared.model.problem.room)
    left = int(prepared.choice[person]) if prepared.choice[person] >= 0 else nowhere
    keeps = _permitted(prepared, person, left, swap=swap)
    by = np.empty((len(prepared.weights), len(slots.place)), dtype=np.int64)
    for goal, weights in enumerate(prepared.weights):
        by[goal] = weights[person, slots.place] - weights[person, left] - weights[slots.holder, slots.place]
        by[goal] += weights[slots.holder, left] if swap else 0
    meter, slot, change = _flat(prepared, person, left)
    _apply(prepared, (meter, slot, change), keeps, by)
    if left != nowhere:
        _apply(prepared, _leaving(prepared, person, left, swap=swap), keeps, by)
    return Weighed(keeps, by)


def takers(prepared: Prepared, slot_person: int) -> tuple[Integers, Weighed]:
    """The people without a home, and each of them instead of one placed person, who then has none."""
    meters, people, nobody = prepared.meters, prepared.unplaced, len(prepared.choice)
    home = int(prepared.choice[slot_person])
    who = people if len(people) else np.array([nobody])
    keeps = prepared.model.problem.allowed[people, home] if len(people) else np.zeros(1, dtype=bool)
    by = np.array([weights[who, home] - weights[slot_person, home] for weights in prepared.weights], dtype=np.int64)
    terms = np.flatnonzero(meters.places[meters.place, home])
    item = meters.items[meters.item[terms]]
    change = (item[:, who] - item[:, [slot_person]]) * meters.places[meters.place[terms], home][:, None]
    meter, first = np.unique(meters.of[terms], return_index=True)
    change = np.add.reduceat(change, first, axis=0) if len(first) else change
    flat = (np.repeat(meter, len(who)), np.tile(np.arange(len(who)), len(meter)), change.ravel())
    _apply(prepared, flat, keeps, by.reshape(len(prepared.weights), len(who)))
    return people, Weighed(keeps[: len(people)], by[:, : len(people)])


def joining(prepared: Prepared, row: int) -> Integers:
    """(dwellings,) how many lines would be broken by somebody without a home in one unit more, while all others stay.

    The rules of the pair and the units are not looked at.
    """
    entries = prepared.by_home
    change = _reduced(prepared.meters.items[entries.item, row] * entries.worth, entries.first)
    beyond = prepared.meters.outside(entries.meter, prepared.activity[entries.meter] + change)
    broken = entries.slot[(beyond > 0) & (entries.meter < prepared.meters.lines)]
    return np.bincount(broken, minlength=len(prepared.pairs.dwellings))


def crowding(prepared: Prepared, rows: Integers, home: int) -> Integers:
    """(rows,) the same for one dwelling and many people without a home."""
    meters = prepared.meters
    terms = np.flatnonzero(meters.places[meters.place, home] * (meters.of < meters.lines))
    change = meters.items[meters.item[terms]][:, rows] * meters.places[meters.place[terms], home][:, None]
    meter, first = np.unique(meters.of[terms], return_index=True)
    change = np.add.reduceat(change, first, axis=0) if len(first) else change
    beyond = meters.outside(meter[:, None], prepared.activity[meter][:, None] + change)
    return np.asarray((beyond > 0).sum(axis=0), dtype=np.int64)


def joined(prepared: Prepared, row: int, home: int) -> tuple[list[tuple[Line, int]], Integers]:
    """The same for one dwelling: the lines that are then broken, by how much, and (goals,) changes."""
    meters = prepared.meters
    by = np.array([weights[row, home] for weights in prepared.weights], dtype=np.int64)
    terms = np.flatnonzero(meters.places[meters.place, home] * meters.items[meters.item, row])
    meter, group = np.unique(meters.of[terms], return_inverse=True)
    own = meters.items[meters.item[terms], row] * meters.places[meters.place[terms], home]
    change = np.bincount(group, own, minlength=len(meter)).astype(np.int64)
    flat = (meter, np.zeros_like(meter), change)
    _apply(prepared, flat, np.ones(1, dtype=bool), by.reshape(len(by), 1))
    beyond = meters.outside(meter, prepared.activity[meter] + change).tolist()
    found = zip(meter.tolist(), beyond, strict=True)
    return [(prepared.model.lines[at], far) for at, far in found if far > 0 and at < meters.lines], by


def _permitted(prepared: Prepared, person: int, left: int, *, swap: bool) -> Booleans:
    allowed, slots = prepared.model.problem.allowed, prepared.slots
    keeps: Booleans = allowed[person, slots.place] & (slots.place != left)
    held = slots.holder < len(allowed)
    if swap and left < allowed.shape[1]:
        keeps[held] &= allowed[slots.holder[held], left]
    elif swap:
        keeps &= ~held
    return keeps


def _flat(prepared: Prepared, person: int, left: int) -> tuple[Integers, Integers, Integers]:
    """The groups of meters for which what this person leaves counts for nothing."""
    meters, entries = prepared.meters, prepared.entries
    change = _reduced(meters.items[entries.item, person] * entries.worth - entries.taken, entries.first)
    apart = ~_counting(prepared, left)[entries.meter]
    return entries.meter[apart], entries.slot[apart], change[apart]


def _leaving(prepared: Prepared, person: int, left: int, *, swap: bool) -> tuple[Integers, Integers, Integers]:
    """The same for the meters in which what this person leaves counts, over all slots."""
    meters, slots = prepared.meters, prepared.slots
    terms = np.flatnonzero(_counting(prepared, left)[meters.of])
    item, place = meters.items[meters.item[terms]], meters.places[meters.place[terms]]
    there, here = place[:, slots.place], place[:, [left]]
    change = item[:, [person]] * (there - here) + item[:, slots.holder] * ((here if swap else 0) - there)
    meter, first = np.unique(meters.of[terms], return_index=True)
    change = np.add.reduceat(change, first, axis=0) if len(first) else change
    count = len(slots.place)
    return np.repeat(meter, count), np.tile(np.arange(count), len(meter)), change.ravel()


def _counting(prepared: Prepared, left: int) -> Booleans:
    """(meters,) those in which this dwelling counts."""
    meters = prepared.meters
    counting = np.zeros(len(meters.lower), dtype=bool)
    counting[meters.of[meters.places[meters.place, left] != 0]] = True
    return counting


def _reduced(values: Integers, first: Integers) -> Integers:
    return np.asarray(np.add.reduceat(values, first) if len(first) else values[:0], dtype=np.int64)


def _apply(prepared: Prepared, flat: tuple[Integers, Integers, Integers], keeps: Booleans, by: Integers) -> None:
    """Take in what groups (meter, slot, change) do: lines that no longer hold, and what goals cost more."""
    meters = prepared.meters
    meter, slot, change = (each[flat[2] != 0] for each in flat)
    before = prepared.activity[meter]
    line = meter < meters.lines
    keeps[slot[line & (meters.outside(meter, before + change) > 0)]] = False
    cost = ~line
    more = meters.cost(meter[cost], before[cost] + change[cost]) - meters.cost(meter[cost], before[cost])
    np.add.at(by, (meters.goal[meter[cost]], slot[cost]), more)
