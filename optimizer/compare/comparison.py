"""Policies side by side: the same round under several, measured alike, with who would gain and who would lose a home.

A round often has many proposals that are equally good, and a lottery decides between these. Compared as they come,
two of them show gains and losses that no policy caused. So every scenario after the first is answered with the one of
its equally good proposals that leaves most people of the first one their home: the losses that remain are needed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np

from optimizer.assignment import Integers, Objective
from optimizer.baseline import place_by_hand
from optimizer.compare.scenarios import Criterion, Scenario, Than, applied
from optimizer.compose import compose
from optimizer.eligibility import check_pairs
from optimizer.engine import apart
from optimizer.engine import solve as engine
from optimizer.errors import Cancelled, RejectedProposal
from optimizer.metrics import Figures, figures_of
from optimizer.model import Model, build_model
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, LimitUse, Proposal, Settings, Status
from optimizer.round import Round
from optimizer.solve import AS_SET, Cancelling, Standing, practice, solve
from optimizer.verify import goal_values, verify, violations_of

Progress = Callable[[str, Standing], None]
Homes = Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """Beside the first scenario: who has a home only here (`gained`), or only there (`lost`), by id.

    - `fewest_lost`: no equally good proposal of this scenario has fewer losses than this, None where nothing is known;
    - `as_good_in_first`: this answer is permitted under the first scenario too, and as good there on every goal. So
      the first leaves open which of the two it is; this scenario does not.
    """

    gained: tuple[str, ...]
    lost: tuple[str, ...]
    fewest_lost: int | None
    as_good_in_first: bool

    @property
    def needed(self) -> bool:
        """Whether it is proven that fewer losses are not possible at this quality."""
        return len(self.lost) == self.fewest_lost


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What a scenario comes to. `round` and `proposal` are its own; the rest is measured in the first one's round.

    So caps, care weights and formulas are the same in every column. `goals` are those of the first policy, in its
    order. With status CONFLICT there are no figures.
    """

    name: str
    round: Round
    proposal: Proposal
    figures: Figures | None
    goals: tuple[tuple[Goal, int], ...]
    loads: tuple[LimitUse, ...]
    changes: Changes | None

    @property
    def homes(self) -> dict[str, str]:
        """The dwelling of each placed person."""
        return {placement.person: placement.dwelling for placement in self.proposal.placements}


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """A criterion for a scenario. `figure` and `bound`s are None where there is nothing to measure or to count from."""

    criterion: Criterion
    scenario: str
    figure: int | None
    at_least: int | None
    at_most: int | None

    @property
    def met(self) -> bool:
        """Not where there is nothing to measure."""
        if self.figure is None or (self.at_least is None and self.at_most is None):
            return False
        low = self.at_least is None or self.figure >= self.at_least
        return low and (self.at_most is None or self.figure <= self.at_most)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`practice`: today's practice, None where that can't keep what lies fixed; `outcomes` in the order of the scenarios."""

    practice: Outcome | None
    outcomes: tuple[Outcome, ...]
    judged: tuple[Judged, ...]

    @property
    def first(self) -> Outcome:
        """What the others are compared with."""
        return self.outcomes[0]

    @property
    def columns(self) -> tuple[Outcome, ...]:
        """Everything that is put side by side, today's practice first."""
        return (self.practice, *self.outcomes) if self.practice else self.outcomes


def compare(
    round_: Round,
    scenarios: Sequence[Scenario],
    criteria: Sequence[Criterion] = (),
    settings: Settings = AS_SET,
    *,
    workers: int = 1,
    progress: Progress | None = None,
    cancelled: Cancelling | None = None,
) -> Comparison:
    """Answer every scenario, and today's practice in the first one's round, and measure them alike.

    The first one is answered first, the others beside each other with at most `workers` processes; every answer has
    passed the checker. When `cancelled` says so each of them ends with the best so far. Raises InvalidInput for a
    scenario that does not fit the round, RejectedProposal, EngineError (also when a process died) and Cancelled.
    """
    rounds = [applied(round_, scenario) for scenario in scenarios]
    answering = _Answering(settings, progress, cancelled)
    first = answering.answer(scenarios[0].name, rounds[0], None)
    near = None if first.proposal.status is Status.CONFLICT else first.proposal
    with ThreadPoolExecutor(max(1, workers)) as pool:
        waiting = [
            pool.submit(answering.answer, scenario.name, changed, near)
            for scenario, changed in zip(scenarios[1:], rounds[1:], strict=True)
        ]
        answers = [first, *(each.result() for each in waiting)]
    measure = _Measure(rounds[0], first.proposal)
    by_hand = practice(rounds[0])
    today = None if by_hand is None else measure.outcome(Status.BASELINE.value, rounds[0], _Answer(by_hand, None))
    outcomes = tuple(
        measure.outcome(scenario.name, changed, answer, compared=number > 0)
        for number, (scenario, changed, answer) in enumerate(zip(scenarios, rounds, answers, strict=True))
    )
    judged = tuple(_judged(each, outcome, today, outcomes[0]) for each in criteria for outcome in outcomes)
    return Comparison(practice=today, outcomes=outcomes, judged=judged)


@dataclass(frozen=True)
class _Answer:
    """A proposal; `most_kept` people of the first one's can keep a home at this quality, None: not known."""

    proposal: Proposal
    most_kept: int | None


@dataclass(frozen=True)
class _Answering:
    settings: Settings
    progress: Progress | None
    cancelled: Cancelling | None

    def answer(self, name: str, round_: Round, near: Proposal | None) -> _Answer:
        """The proposal of a scenario; among equally good ones the one nearest to another."""
        if near is not None and self.cancelled is not None and self.cancelled():
            raise Cancelled("gestopt voordat elk scenario was berekend")
        model = build_model(check_pairs(round_), self.settings.seed)
        extra = () if near is None else (_likeness(model, near),)
        objectives = (*model.problem.objectives, *extra)
        result = self._reached(name, replace(model, problem=replace(model.problem, objectives=objectives)))
        goals = tuple(
            GoalValue(goal=goal, value=each.value, bound=each.bound)
            for goal, each in zip(round_.policy.goals, result.reached, strict=False)
        )
        status = Status.PROVEN if all(goal.proven for goal in goals) else Status.STOPPED
        if result.choice is None:
            return _Answer(solve(round_, self.settings), None)
        proposal = compose(model, result.choice, status, self.settings, goals=goals)
        violations = verify(round_, proposal)
        if violations:
            raise RejectedProposal(violation.message for violation in violations)
        bound = result.reached[-1].bound if extra and status is Status.PROVEN else None
        return _Answer(proposal, None if bound is None else bound // _per_person(model))

    def _reached(self, name: str, model: Model) -> engine.Result:
        start, seconds = place_by_hand(model), self.settings.time_limit
        goals = model.pairs.round.policy.goals

        def tell(step: engine.Step) -> None:
            if self.progress is not None and step.index < len(goals):
                reached = GoalValue(goal=goals[step.index], value=step.reached.value, bound=step.reached.bound)
                self.progress(name, Standing(goal=reached, settled=step.settled))

        if self.cancelled is None:
            return engine.solve(model.problem, start=start, seconds=seconds, progress=tell)
        return apart.solve(model.problem, start=start, seconds=seconds, progress=tell, cancelled=self.cancelled)


def _per_person(model: Model) -> int:
    """More than all kept pairs together."""
    return len(model.pairs.people) + 1


def _likeness(model: Model, near: Proposal) -> Objective:
    """First how many people keep a home, then how many keep the same one."""
    pairs = model.pairs
    weights: Integers = np.zeros(pairs.shape, dtype=np.int64)
    for placement in near.placements:
        weights[pairs.row[placement.person]] += _per_person(model)
        weights[pairs.row[placement.person], pairs.column[placement.dwelling]] += 1
    return Objective(maximise=True, weights=weights)


class _Measure:
    """Measures any proposal in one round."""

    def __init__(self, round_: Round, first: Proposal) -> None:
        self.round = round_
        self.first = {placement.person: placement.dwelling for placement in first.placements}
        self.model = build_model(check_pairs(round_), first.settings.seed)

    def outcome(self, name: str, round_: Round, answer: _Answer, *, compared: bool = True) -> Outcome:
        proposal = answer.proposal
        homes = {placement.person: placement.dwelling for placement in proposal.placements}
        conflict = proposal.status is Status.CONFLICT
        alike = None if conflict else self._as_here(homes)
        return Outcome(
            name=name,
            round=round_,
            proposal=proposal,
            figures=None if alike is None else figures_of(self.round, alike),
            goals=() if conflict else tuple(goal_values(self.round, list(homes.items())).items()),
            loads=() if alike is None else alike.limits,
            changes=self._changes(homes, answer) if compared and not conflict else None,
        )

    def _as_here(self, homes: Homes) -> Proposal:
        """The placements as a proposal for this round, whatever its rules say of them."""
        pairs = self.model.pairs
        choice = np.full(len(pairs.people), -1, dtype=np.int64)
        for person, dwelling in homes.items():
            choice[pairs.row[person]] = pairs.column[dwelling]
        return compose(self.model, choice, Status.STOPPED, AS_SET)

    def _changes(self, homes: Homes, answer: _Answer) -> Changes:
        here, there = list(homes.items()), list(self.first.items())
        same_value = goal_values(self.round, here) == goal_values(self.round, there)
        most = answer.most_kept
        return Changes(
            gained=tuple(sorted(homes.keys() - self.first.keys())),
            lost=tuple(sorted(self.first.keys() - homes.keys())),
            fewest_lost=None if most is None else len(self.first) - most,
            as_good_in_first=same_value and not violations_of(self.round, here),
        )


def _judged(criterion: Criterion, outcome: Outcome, today: Outcome | None, first: Outcome) -> Judged:
    reference = {None: None, Than.PRACTICE: today, Than.FIRST: first}[criterion.than]
    since = 0
    known = criterion.than is None
    if reference is not None and reference.figures is not None:
        since, known = criterion.figure.of(reference.figures), True
    low = criterion.at_least if known else None
    high = criterion.at_most if known else None
    return Judged(
        criterion=criterion,
        scenario=outcome.name,
        figure=None if outcome.figures is None else criterion.figure.of(outcome.figures),
        at_least=None if low is None else since + low,
        at_most=None if high is None else since + high,
    )
