"""What can be told about a round before it is solved: who can't be helped, what is full, what is odd."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from statistics import median

import numpy as np

from optimizer.assignment import Integers, Objective
from optimizer.conflicts import Clash, clash_of
from optimizer.eligibility import RULES, Eligibility, check_pairs
from optimizer.engine import solve as engine
from optimizer.ledger import MAXIMA
from optimizer.lines import claimed, quota_term
from optimizer.model import Model, build_model
from optimizer.people import Uitstromer
from optimizer.proposal import Rule
from optimizer.round import Round

# Seconds to search for what a quota can reach; the bound found by then is true all the same.
PATIENCE = 5.0
FAR_OFF = 3
FAR_AWAY = timedelta(days=730)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoMatch:
    """A person for whom no dwelling is eligible, or a dwelling for which no person is.

    `broken`: per rule how many dwellings (or people) break it, the most first; `of` is how many there are.
    """

    id: str
    broken: tuple[tuple[Rule, int], ...]
    of: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Full:
    """A maximum that lets nobody through before anyone is placed, and how many free dwellings it closes."""

    id: str
    dwellings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class OutOfReach:
    """A quota whose minimum can't be met, even if everything else gave way: `reachable` is the most."""

    quota: str
    minimum: int
    reachable: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something that is allowed and looks like a mistake: on what, and a Dutch sentence about it."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Outlook:
    """Everything that is known beforehand; each list sorted by id. With a clash nothing is said of quotas."""

    clash: Clash
    people: tuple[NoMatch, ...]
    dwellings: tuple[NoMatch, ...]
    full: tuple[Full, ...]
    quotas: tuple[OutOfReach, ...]
    oddities: tuple[Oddity, ...]


def outlook(round_: Round) -> Outlook:
    """Look ahead without solving for the goals."""
    eligibility = check_pairs(round_)
    model = build_model(eligibility, seed=1)
    clash = clash_of(model)
    return Outlook(
        clash=clash,
        people=tuple(_people_without(eligibility)),
        dwellings=tuple(dwellings_without(eligibility)),
        full=tuple(sorted(_full(model), key=lambda full: full.id)),
        quotas=() if clash.conflicts else tuple(_out_of_reach(model)),
        oddities=tuple(sorted({*_odd_rents(round_), *_odd_dates(round_), *_twins(round_)}, key=lambda odd: odd.id)),
    )


def _people_without(eligibility: Eligibility) -> Iterator[NoMatch]:
    pairs = eligibility.pairs
    for row in np.flatnonzero(~eligibility.allowed.any(axis=1)).tolist():
        person = pairs.people[row]
        if person.id not in pairs.claims:
            yield NoMatch(
                id=person.id,
                broken=_most_first({rule: int(of[row]) for rule, of in eligibility.broken.items()}),
                of=len(pairs.dwellings),
            )


def dwellings_without(eligibility: Eligibility) -> Iterator[NoMatch]:
    """Dwellings with a free unit that suit none of the people without a claim."""
    pairs = eligibility.pairs
    waiting = pairs.who(lambda person: person.id not in pairs.claims)
    unwanted = ~eligibility.allowed.any(axis=0) & (pairs.units_left[0] > 0)
    broken = {rule: (~np.broadcast_to(RULES[rule](pairs), pairs.shape) & waiting).sum(axis=0) for rule in Rule}
    for column in np.flatnonzero(unwanted).tolist():
        counts = {rule: int(of[column]) for rule, of in broken.items()}
        yield NoMatch(id=pairs.dwellings[column].id, broken=_most_first(counts), of=int(waiting.sum()))


def _most_first(broken: dict[Rule, int]) -> tuple[tuple[Rule, int], ...]:
    counts = [(rule, number) for rule, number in broken.items() if number]
    return tuple(sorted(counts, key=lambda count: -count[1]))


def _full(model: Model) -> Iterator[Full]:
    """Maxima below the lightest of the people whom they concern."""
    free = model.problem.room > 0
    closed: dict[str, int] = {}
    for line in model.lines:
        concerned = [
            term for term in line.row.terms if (term.items > 0).any() and (term.places.astype(bool) & free).any()
        ]
        if line.rule in MAXIMA and line.row.upper is not None and concerned:
            lightest = min(units for term in concerned for units in term.items.tolist() if units > 0)
            if line.row.upper < lightest:
                closes = np.zeros_like(free)
                for term in concerned:
                    closes |= term.places.astype(bool) & free
                closed[line.id] = max(closed.get(line.id, 0), int(closes.sum()))
    yield from (Full(id=name, dwellings=dwellings) for name, dwellings in closed.items())


def _out_of_reach(model: Model) -> Iterator[OutOfReach]:
    for quota in model.pairs.round.quotas:
        term = quota_term(model.pairs, quota)
        before = quota.already + claimed(model.pairs, term)
        if quota.minimum > before:
            counting: Integers = np.outer(term.items, term.places)
            goal = replace(model.problem, objectives=(Objective(maximise=True, weights=counting),))
            result = engine.solve(goal, seconds=PATIENCE)
            bound = result.reached[0].bound if result.reached else None
            if bound is not None and before + bound < quota.minimum:
                yield OutOfReach(quota=quota.id, minimum=quota.minimum, reachable=before + bound)


def _odd_rents(round_: Round) -> Iterator[Oddity]:
    rents = [dwelling.rent for dwelling in round_.dwellings if dwelling.rent > 0]
    usual = median(rents) if rents else 0
    for dwelling in round_.dwellings:
        if dwelling.rent == 0 and dwelling.corporation is not None:
            yield Oddity(id=dwelling.id, sentence="De huur is € 0.")
        elif usual and not usual / FAR_OFF <= dwelling.rent <= usual * FAR_OFF and dwelling.rent:
            yield Oddity(
                id=dwelling.id,
                sentence=f"De huur is {_euros(dwelling.rent)}. De middelste huur is {_euros(int(usual))}.",
            )


def _euros(cents: int) -> str:
    return f"€ {cents // 100},{cents % 100:02}"


def _odd_dates(round_: Round) -> Iterator[Oddity]:
    first, last = round_.start - FAR_AWAY, round_.end + FAR_AWAY
    for person in round_.people:
        days = {"klaar om te verhuizen": person.ready_on, "aangemeld": person.registered_on}
        if person.deadline is not None:
            days["uiterlijk"] = person.deadline.on
        for what, day in days.items():
            if not first <= day <= last:
                yield Oddity(id=person.id, sentence=f"De datum '{what}' ligt ver van deze ronde: {day:%d-%m-%Y}.")
    for dwelling in round_.dwellings:
        if not first <= dwelling.available_from <= last:
            sentence = f"De datum 'vrij vanaf' ligt ver van deze ronde: {dwelling.available_from:%d-%m-%Y}."
            yield Oddity(id=dwelling.id, sentence=sentence)


def _twins(round_: Round) -> Iterator[Oddity]:
    """People who are equal in everything but their pseudonym, in which chance hardly ever has a hand."""
    alike: dict[Uitstromer, list[str]] = defaultdict(list)
    for person in round_.people:
        alike[replace(person, id="")].append(person.id)
    for names in alike.values():
        for name in names[1:]:
            yield Oddity(
                id=name, sentence=f"Deze aanmelding is in alles gelijk aan {names[0]}. Is dit dezelfde persoon?"
            )
