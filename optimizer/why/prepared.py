"""A proposal opened for questions: once per proposal, so that each question after it takes no time worth naming."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.agreements import Consent, Decision, Limit
from optimizer.assignment import Booleans, Integers, Objective
from optimizer.eligibility import RULES, Eligibility
from optimizer.explanations import Effect
from optimizer.facts import load_of
from optimizer.goals import OBJECTIVES
from optimizer.lines import binds
from optimizer.model import Model, build_model
from optimizer.pairs import Pairs
from optimizer.policy import Goal
from optimizer.proposal import Proposal, Rule
from optimizer.round import Round
from optimizer.why.meters import Meters, meters_of


@dataclass(frozen=True)
class Slots:
    """Where somebody could go: every placed person's unit, and one free unit of each dwelling that has one.

    `place` (slots,) its dwelling; `holder` (slots,) who has it, or the number of people for nobody.
    """

    place: Integers
    holder: Integers


@dataclass(frozen=True)
class Prepared:
    """`choice` (people,) the dwelling of each person, or −1. `fails` per rule where it is broken (people, dwellings)."""

    round: Round
    proposal: Proposal
    model: Model
    fails: dict[Rule, Booleans]
    choice: Integers
    weights: tuple[Integers, ...]
    meters: Meters
    activity: Integers
    slots: Slots

    @property
    def pairs(self) -> Pairs:
        """The people and dwellings."""
        return self.model.pairs

    @property
    def goals(self) -> tuple[Goal, ...]:
        """In the policy's order."""
        return self.round.policy.goals

    @cached_property
    def units(self) -> Integers:
        """(dwellings,) units that neither a live claim nor a placement takes."""
        placed = self.choice[self.choice >= 0]
        return np.asarray(self.model.problem.room - np.bincount(placed, minlength=len(self.model.problem.room)))

    @cached_property
    def unplaced(self) -> Integers:
        """The people without a home and without a live claim."""
        claimed = self.pairs.claims
        return np.array(
            [row for row, person in enumerate(self.pairs.people) if self.choice[row] < 0 and person.id not in claimed],
            dtype=np.int64,
        )

    @cached_property
    def entries(self) -> Entries:
        """What the slots touch."""
        return _entries(self.meters, self.slots)

    @cached_property
    def by_home(self) -> Entries:
        """The same of one unit more of each dwelling, which nobody has."""
        homes = np.arange(len(self.pairs.dwellings))
        return _entries(self.meters, Slots(homes, np.full(len(homes), len(self.choice))))

    @cached_property
    def tied(self) -> frozenset[int]:
        """Those who are placed together with others, or not at all."""
        links = (link for link in self.round.links if binds(self.pairs, link))
        return frozenset(self.pairs.row[name] for link in links for name in link.people)

    def effects(self, values: Integers) -> tuple[Effect, ...]:
        """One number per goal as effects."""
        return tuple(Effect(goal=goal, by=int(by)) for goal, by in zip(self.goals, values, strict=True))


@dataclass(frozen=True)
class Entries:
    """Per slot the terms that its dwelling counts for, by meter: flat arrays, and where each group begins.

    `taken` (entries,) is what its holder adds there; `first` (groups,) the first entry, `slot` and `meter` (groups,)
    whose it is.
    """

    item: Integers
    worth: Integers
    taken: Integers
    first: Integers
    slot: Integers
    meter: Integers


def prepare(round_: Round, proposal: Proposal) -> Prepared:
    """Open a proposal, which must have passed the checker as an answer to this round."""
    pairs = Pairs(round_)
    fails = {rule: ~np.broadcast_to(RULES[rule](pairs), pairs.shape) for rule in Rule}
    model = build_model(_eligibility(pairs, fails), proposal.settings.seed)
    choice = np.full(len(pairs.people), -1, dtype=np.int64)
    for placement in proposal.placements:
        choice[pairs.row[placement.person]] = pairs.column[placement.dwelling]
    goals = tuple(OBJECTIVES[goal](Pairs(_roomy(round_))) for goal in round_.policy.goals)
    meters = meters_of([line.row for line in model.lines], goals, *pairs.shape)
    return Prepared(
        round=round_,
        proposal=proposal,
        model=model,
        fails=fails,
        choice=choice,
        weights=tuple(_whole(goal, pairs.shape) for goal in goals),
        meters=meters,
        activity=meters.activity(choice),
        slots=_slots(model, choice),
    )


def _eligibility(pairs: Pairs, fails: dict[Rule, Booleans]) -> Eligibility:
    broken = np.zeros(pairs.shape, dtype=bool)
    for each in fails.values():
        broken |= each
    return Eligibility(pairs, ~broken, {rule: each.sum(axis=1) for rule, each in fails.items()})


def _roomy(round_: Round) -> Round:
    """With caps so far away that a goal knows what load beyond them costs; a goal does not read consent otherwise."""
    heaviest = max((load_of(person, round_.policy) for person in round_.people), default=0)
    decision = Decision(by="", on=round_.start, motivation="")

    def roomier(limit: Limit) -> Limit:
        extra = limit.used + heaviest * (len(round_.claims) + 1) + (limit.consent.extra if limit.consent else 0)
        return replace(limit, consent=Consent(extra=extra, decision=decision))

    return replace(round_, limits=tuple(map(roomier, round_.limits)))


def _whole(goal: Objective, shape: tuple[int, int]) -> Integers:
    """(people + 1, dwellings + 1) the weights of a goal; nobody and nowhere are worth nothing."""
    weights = np.zeros((shape[0] + 1, shape[1] + 1), dtype=np.int64)
    weights[:-1, :-1] = goal.weights
    return weights


def _slots(model: Model, choice: Integers) -> Slots:
    placed = np.flatnonzero(choice >= 0)
    left = model.problem.room - np.bincount(choice[placed], minlength=len(model.problem.room))
    free = np.flatnonzero(left > 0)
    nobody = np.full(len(free), len(choice))
    return Slots(np.concatenate([choice[placed], free]), np.concatenate([placed, nobody]).astype(np.int64))


def _entries(meters: Meters, slots: Slots) -> Entries:
    here = meters.places[:, slots.place]
    vector, slot = np.nonzero(here)
    by_vector = np.argsort(meters.place, kind="stable")
    bounds = np.searchsorted(meters.place[by_vector], np.arange(len(meters.places) + 1))
    times = (bounds[1:] - bounds[:-1])[vector]
    offset = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    term = by_vector[np.repeat(bounds[vector], times) + offset]
    slot, worth = np.repeat(slot, times), np.repeat(here[vector, slot], times)
    order = np.lexsort((term, slot))
    term, slot, worth = term[order], slot[order], worth[order]
    meter = meters.of[term]
    new = np.ones(len(term), dtype=bool)
    new[1:] = (slot[1:] != slot[:-1]) | (meter[1:] != meter[:-1])
    first = np.flatnonzero(new)
    taken = meters.items[meters.item[term], slots.holder[slot]] * worth
    return Entries(meters.item[term], worth, taken, first, slot[first], meter[first])
