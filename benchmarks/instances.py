"""Realistic problems for the engine, by size and seed, and what today's practice makes of them.

Limits and goals as rounds have them (the engine's specification lists them):

- care weights 1 to 3 count against small integer caps per wijk, per wijk and quarter, per buurt and per complex;
- gemeenten and corporaties have a maximum (a row) and a minimum (a shortfall, the second goal), gemeenten also a
  minimum of their own people placed anywhere;
- five goals: placements weighted by urgency, quota shortfall, placements in the gemeente of origin, spread of the
  relative load of wijken (convex), fit of rooms and distance.

The same size and seed give the same problem. Who may live where comes from `synthetic`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.synthetic import (
    QUARTERS,
    Areas,
    Dwellings,
    Uitstromers,
    allowed,
    areas_for,
    dwellings_in,
    uitstromers_from,
)
from optimizer.assignment import Convex, Integers, Objective, Problem, Row, Term

GOALS = ("placements", "shortfall", "origin", "spread", "fit")
LARGEST_CAP = 24
CAP_PER_QUARTER = 0.5
"""Of the quarters of a wijk so many have a cap of their own, half of that of the wijk."""
MAXIMUM_OF_CORPORATIE = 0.4
MINIMUM_OF_OWN_PEOPLE = 0.5
"""Of the corporaties and gemeenten so many have one."""
BANDS = 4
"""Distance to the anchor wijk counts in so many bands; each is a point of fit, and the right size is two."""


@dataclass(frozen=True)
class Instance:
    """A problem and what practice looks at: who is where."""

    problem: Problem
    people: Uitstromers
    homes: Dwellings


@dataclass(frozen=True)
class Loads:
    """Per wijk (wijken,): the cap on what this round adds, and the load that is there already."""

    cap: Integers
    before: Integers


def realistic(people: int, dwellings: int, seed: int, goals: int = len(GOALS)) -> Instance:
    """A problem of this size with the first so many goals; the goals don't change the limits."""
    draw = np.random.default_rng([seed, people, dwellings])
    areas = areas_for(dwellings, draw)
    homes, who = dwellings_in(areas, dwellings, draw), uitstromers_from(areas, people, draw)
    loads = _loads(homes, len(areas.gemeente), draw)
    rows = (*_caps(who, homes, loads, draw), *_maxima(areas, homes, people, draw))
    minima, place = tuple(_minima(areas, who, homes, draw)), draw.random((len(areas.gemeente), 2))
    makers: tuple[Callable[[], Objective], ...] = (
        lambda: Objective(maximise=True, weights=who.urgency[:, None]),
        lambda: _shortfall(minima),
        lambda: Objective(maximise=True, weights=(who.origin[:, None] == homes.gemeente).astype(np.int64)),
        lambda: _spread(who, homes, loads),
        lambda: Objective(maximise=True, weights=_fit(who, homes, place)),
    )
    objectives = tuple(make() for make in makers[:goals])
    may, room = allowed(areas, who, homes), np.ones(dwellings, dtype=np.int64)
    return Instance(Problem(may, room, np.arange(people), rows, objectives), who, homes)


def _loads(homes: Dwellings, wijken: int, draw: np.random.Generator) -> Loads:
    """Caps of about one unit per dwelling, where a person brings 1.7; up to 30% of a cap is there already."""
    dwellings = np.bincount(homes.wijk, minlength=wijken)
    cap = np.round(dwellings * 1.25 * draw.uniform(0.4, 1.3, wijken)).astype(np.int64).clip(2, LARGEST_CAP)
    return Loads(cap, np.minimum(cap // 2, (cap * draw.uniform(0, 0.3, wijken)).astype(np.int64)))


def _caps(people: Uitstromers, homes: Dwellings, loads: Loads, draw: np.random.Generator) -> Iterator[Row]:
    """Care in each wijk; in half of the quarters too; in some of the larger buurten and complexes."""

    def cap(inside: Integers, upper: int) -> Row:
        return Row((Term(people.care, inside),), upper=upper)

    for wijk, upper in enumerate(loads.cap.tolist()):
        inside = homes.wijk == wijk
        yield cap(_ones(inside), upper)
        for quarter in np.flatnonzero(draw.random(QUARTERS) < CAP_PER_QUARTER).tolist():
            yield cap(_ones(inside & (homes.quarter == quarter)), max(2, upper // 2))
    for area, least, share, largest in ((homes.buurt, 3, 0.4, 5), (homes.complex, 2, 0.3, 4)):
        large = np.flatnonzero(np.bincount(area) >= least)
        for each in large[draw.random(len(large)) < share].tolist():
            yield cap(_ones(area == each), int(draw.integers(2, largest + 1)))


def _maxima(areas: Areas, homes: Dwellings, people: int, draw: np.random.Generator) -> Iterator[Row]:
    """Of the dwellings of every gemeente and of some corporaties only so many go to uitstromers."""
    anyone, owner = np.ones(people, dtype=np.int64), areas.corporatie[homes.complex]
    for gemeente in range(len(areas.region)):
        inside = _ones(homes.gemeente == gemeente)
        yield Row((Term(anyone, inside),), upper=int(inside.sum() * draw.uniform(0.6, 1.0)) + 1)
    for corporatie in np.unique(owner).tolist():
        inside = _ones(owner == corporatie)
        if draw.random() < MAXIMUM_OF_CORPORATIE:
            yield Row((Term(anyone, inside),), upper=int(inside.sum() * draw.uniform(0.7, 1.0)) + 1)


def _minima(
    areas: Areas, people: Uitstromers, homes: Dwellings, draw: np.random.Generator
) -> Iterator[tuple[Term, int]]:
    """What gemeenten and corporaties agreed to take, and half of the gemeenten to see placed of their own people."""
    anyone, anywhere = np.ones(len(people.care), dtype=np.int64), np.ones(len(homes.rooms), dtype=np.int64)
    owner = areas.corporatie[homes.complex]
    for gemeente in range(len(areas.region)):
        inside, own = _ones(homes.gemeente == gemeente), _ones(people.origin == gemeente)
        yield Term(anyone, inside), int(inside.sum() * draw.uniform(0.4, 0.75))
        if draw.random() < MINIMUM_OF_OWN_PEOPLE:
            yield Term(own, anywhere), int(own.sum() * draw.uniform(0.3, 0.7))
    for corporatie in np.unique(owner).tolist():
        inside = _ones(owner == corporatie)
        yield Term(anyone, inside), int(inside.sum() * draw.uniform(0.4, 0.75))


def _shortfall(minima: Sequence[tuple[Term, int]]) -> Objective:
    costs = tuple(Convex((term,), (-1,) * least, beyond=0) for term, least in minima if least)
    return Objective(maximise=False, weights=_nothing(), convex=costs, constant=sum(least for _, least in minima))


def _spread(people: Uitstromers, homes: Dwellings, loads: Loads) -> Objective:
    """Each unit of load costs the relative load, in percent, that it brings its wijk to: full wijken cost most."""
    costs = []
    for wijk, (cap, before) in enumerate(zip(loads.cap.tolist(), loads.before.tolist(), strict=True)):
        slopes = tuple(100 * (before + unit) // (cap + before) for unit in range(1, cap + 1))
        costs.append(Convex((Term(people.care, _ones(homes.wijk == wijk)),), slopes, slopes[-1]))
    return Objective(maximise=False, weights=_nothing(), convex=tuple(costs))


def _fit(people: Uitstromers, homes: Dwellings, place: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Integers:
    """(people, dwellings) 0 to 6; `place` (wijken, 2) where each wijk lies in a square of side 1."""
    distance = np.hypot(*(place[:, None] - place).transpose(2, 0, 1))
    near = BANDS - np.minimum(BANDS, (distance * 5).astype(np.int64))
    return np.asarray(near[people.anchor][:, homes.wijk] + 2 * (people.rooms[:, None] == homes.rooms))


def _ones(inside: np.ndarray[tuple[int, ...], np.dtype[np.bool_]]) -> Integers:
    return inside.astype(np.int64)


def _nothing() -> Integers:
    return np.zeros((1, 1), dtype=np.int64)


def greedy(instance: Instance) -> Integers:
    """Today's practice, (people,) a dwelling or −1: by urgency, own gemeente first, the first that fits."""
    problem, people, homes = instance.problem, instance.people, instance.homes
    upper, added, rows_at = _limits(problem)
    left = np.append(upper, 0)
    load = np.column_stack([added, np.zeros(len(people.care), dtype=np.int64)])
    free, choice = problem.room.copy(), np.full(len(people.care), -1, dtype=np.int64)
    for person in np.argsort(-people.urgency, kind="stable").tolist():
        may = np.flatnonzero(problem.allowed[person] & (free > 0))
        fits = may[~(load[person] > left)[rows_at[may]].any(axis=1)]
        if len(fits):
            home = fits[np.argmax(homes.gemeente[fits] == people.origin[person])]
            choice[person] = home
            free[home] -= 1
            there = np.unique(rows_at[home])
            left[there] -= load[person, there]
    return choice


def _limits(problem: Problem) -> tuple[Integers, Integers, Integers]:
    """The maxima (rows,), what each person adds to them (people, rows), and the rows of each dwelling.

    The last, (dwellings, most), names the row after the last where a dwelling has fewer. Every row has one term,
    with 0 or 1 for a dwelling.
    """
    terms, (people, dwellings) = [row.terms[0] for row in problem.rows], problem.allowed.shape
    upper = np.array([row.upper for row in problem.rows], dtype=np.int64)
    items = np.array([term.items for term in terms], dtype=np.int64).reshape(len(terms), people)
    inside = np.array([term.places for term in terms], dtype=bool).reshape(len(terms), dwellings)
    each = inside.sum(axis=0)
    at = np.argsort(~inside, axis=0, kind="stable").T[:, : int(each.max())]
    return upper, items.T, np.where(np.arange(at.shape[1]) < each[:, None], at, len(terms))
