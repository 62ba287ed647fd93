"""A plan made by hand, all or part of it, checked as it stands: nothing is searched for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.errors import Fault, InvalidInput
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, Proposal, Status
from optimizer.round import Round, digest
from optimizer.verify import Violation, goal_values, violations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalBeside:
    """What the plan reaches on a goal, and what the proposal beside it reaches; `beside` is None without one."""

    goal: Goal
    value: int
    beside: GoalValue | None

    @property
    def gain(self) -> int:
        """How much better the plan is than the proposal, in the goal's own unit; 0 without a proposal."""
        more = 0 if self.beside is None else self.value - self.beside.value
        return more if self.goal.maximise else -more


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """A person whose dwelling differs; None is no dwelling. `plan` holds more than one when the plan does."""

    person: str
    plan: tuple[str, ...]
    proposal: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanCheck:
    """What a plan breaks and what it reaches.

    - `placed` counts its pairs, `unnamed` the people without a live claim whom it does not place;
    - `violations`: everything that it breaks of the rules and joint rules, pins and links included;
    - `goals`: in the policy's order. What breaks rules may well reach more than what keeps them;
    - `proven`: whether the proposal beside it is proven to be the best; None without a proposal;
    - `differences`: everybody who lives elsewhere in the proposal, by id; nothing without a proposal.
    """

    placed: int
    unnamed: int
    violations: tuple[Violation, ...]
    goals: tuple[GoalBeside, ...]
    proven: bool | None
    differences: tuple[Difference, ...]

    @property
    def first(self) -> GoalBeside | None:
        """The first goal on which plan and proposal differ, which decides; None where there is none."""
        return next((goal for goal in self.goals if goal.gain), None)


def check_plan(round_: Round, pairs: Sequence[tuple[str, str]], proposal: Proposal | None = None) -> PlanCheck:
    """Check (person id, dwelling id) pairs against the round, beside a proposal for the same round if there is one.

    Who is not named is not placed. Of a proposal without placements because what lies fixed clashes, nothing is
    shown. Raises InvalidInput when the proposal is of another round.
    """
    if proposal is not None and proposal.round_digest != digest(round_):
        raise InvalidInput(
            [
                Fault(
                    ("voorstel",),
                    f"een voorstel bij ronde '{proposal.round_id}'",
                    "een voorstel bij precies deze ronde",
                )
            ]
        )
    beside = None if proposal is None or proposal.status is Status.CONFLICT else proposal
    reached = {} if beside is None else {goal.goal: goal for goal in beside.goals}
    named, claimed = {person for person, _ in pairs}, {claim.person for claim in round_.claims}
    return PlanCheck(
        placed=len(pairs),
        unnamed=sum(person.id not in named | claimed for person in round_.people),
        violations=violations_of(round_, pairs),
        goals=tuple(
            GoalBeside(goal=goal, value=value, beside=reached.get(goal))
            for goal, value in goal_values(round_, pairs).items()
        ),
        proven=None if beside is None else beside.status is Status.PROVEN,
        differences=() if beside is None else _differences(pairs, beside),
    )


def _differences(pairs: Sequence[tuple[str, str]], proposal: Proposal) -> tuple[Difference, ...]:
    theirs = {placement.person: placement.dwelling for placement in proposal.placements}
    ours: dict[str, list[str]] = {person: [] for person in theirs}
    for person, dwelling in pairs:
        ours.setdefault(person, []).append(dwelling)
    return tuple(
        Difference(person=person, plan=tuple(homes), proposal=theirs.get(person))
        for person, homes in sorted(ours.items())
        if homes != [theirs.get(person)]
    )
