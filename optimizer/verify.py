"""The independent check of every proposal: nobody trusts the solver.

It shares no code with what it checks. `recheck.rules` and `recheck.joint_rules` hold the rules,
`recheck.figures` the figures, `recheck.clashes` what can't be kept, `recheck.differences` the comparison, `recheck.told` what is told beside the proposal; all are written from the docstrings of the
domain values alone. What is compared here is everything in a proposal except its settings and its version
names, which a round can't tell.

The texts name people and exclusions by id: they are for the coordinator and for whoever mends the software.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from optimizer.events import Event, Repair
from optimizer.explanations import Explanations
from optimizer.policy import Goal
from optimizer.proposal import GoalValue, JointRule, Placement, Proposal, Rule, Status
from optimizer.recheck.clashes import clash_problems
from optimizer.recheck.differences import field_differences, id_differences, row_differences
from optimizer.recheck.figures import Count, limit_use, quota_use, support_use, unplaced, values
from optimizer.recheck.joint_rules import binding, findings
from optimizer.recheck.repairs import repair_problems
from optimizer.recheck.rules import broken
from optimizer.recheck.told import told_problems
from optimizer.recheck.world import Pair, World, too_dear
from optimizer.round import Round, digest

# What only placements can keep.
DEMANDING = (JointRule.PIN_KEPT, JointRule.QUOTA_MINIMUM, JointRule.DISRUPTION_BUDGET)


@dataclass(frozen=True, slots=True, kw_only=True)
class Violation:
    """One thing that is wrong in a proposal.

    `code` is a `Rule` or `JointRule` value, or says which part is wrong: round_id, digest, unknown, placement,
    start, contract, rent_exception, pinned, limit_use, quota_use, support_use, unplaced, goal_value, bound,
    status, conflict, open, repair, explanation. `subject` is the id concerned, or "person + dwelling".
    """

    code: str
    subject: str
    message: str


def verify(round_: Round, proposal: Proposal) -> tuple[Violation, ...]:
    """Everything that is wrong in the proposal as an answer to this round; empty when nothing is.

    Never raises on a wrong proposal: what depends on an unknown id is skipped, the id itself is reported.
    """
    world = World(round_)
    pairs = [(placement.person, placement.dwelling) for placement in proposal.placements]
    count = Count(world, _known(world, pairs))
    return (
        *_of_identity(round_, proposal),
        *_of_unknown(world, pairs),
        *_of_rules(count),
        *_of_joint_rules(count, conflict=proposal.status is Status.CONFLICT),
        *_of_placements(world, proposal),
        *_of_uses(count, proposal),
        *_of_goals(count, proposal),
        *_of_bounds(proposal),
        *_of_status(proposal),
        *_of_unplaced(count, proposal),
        *_coded("conflict", clash_problems(world, proposal)),
    )


def verify_repair(round_: Round, proposal: Proposal, events: Sequence[Event], repair: Repair) -> tuple[Violation, ...]:
    """Everything that is wrong in a repair of this proposal after these events: both variants, and what it says."""
    variants = (repair.staying, repair.moving)
    return (
        *(each for variant in variants for each in verify(variant.round, variant.proposal)),
        *_coded("repair", repair_problems(round_, proposal, events, repair)),
    )


def verify_explanations(round_: Round, proposal: Proposal, explanations: Explanations) -> tuple[Violation, ...]:
    """Everything that is wrong in what is told about a proposal that itself has passed the checker."""
    return tuple(_coded("explanation", told_problems(round_, proposal, explanations)))


def violations_of(round_: Round, pairs: Sequence[tuple[str, str]]) -> tuple[Violation, ...]:
    """What these (person id, dwelling id) pairs break of the rules and joint rules, pins and links included."""
    world = World(round_)
    count = Count(world, _known(world, pairs))
    return (*_of_unknown(world, pairs), *_of_rules(count), *_of_joint_rules(count, conflict=False))


def broken_rules(round_: Round, person_id: str, dwelling_id: str) -> tuple[Rule, ...]:
    """The rules that this pair breaks, in `Rule` order; KeyError for ids that are not in the round."""
    return tuple(broken(World(round_).pair(person_id, dwelling_id)))


def goal_values(round_: Round, pairs: Sequence[tuple[str, str]]) -> dict[Goal, int]:
    """The value of each of the policy's goals, in its order; pairs with an unknown id add nothing."""
    world = World(round_)
    return values(Count(world, _known(world, pairs)))


def _known(world: World, pairs: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(person, dwelling) for person, dwelling in pairs if person in world.people and dwelling in world.dwellings]


def _named(pair: tuple[str, str]) -> str:
    return " + ".join(pair)


def _coded(code: str, differences: Iterable[tuple[str, str]]) -> Iterator[Violation]:
    for subject, message in differences:
        yield Violation(code=code, subject=subject, message=message)


def _of_identity(round_: Round, proposal: Proposal) -> Iterator[Violation]:
    """A proposal answers one frozen round and no other."""
    if proposal.round_id != round_.id:
        message = f"Het voorstel hoort bij ronde '{proposal.round_id}'; dat moet '{round_.id}' zijn."
        yield Violation(code="round_id", subject=round_.id, message=message)
    expected = digest(round_)
    if proposal.round_digest != expected:
        message = f"Het voorstel is gemaakt met gegevens '{proposal.round_digest}'; dat moet '{expected}' zijn."
        yield Violation(code="digest", subject=round_.id, message=message)


def _of_unknown(world: World, pairs: Sequence[tuple[str, str]]) -> Iterator[Violation]:
    for person, dwelling in pairs:
        if person not in world.people:
            message = f"'{person}' is geplaatst; er moet een aanmelding uit deze ronde staan."
            yield Violation(code="unknown", subject=person, message=message)
        if dwelling not in world.dwellings:
            message = f"{person} is geplaatst in '{dwelling}'; er moet een woning uit deze ronde staan."
            yield Violation(code="unknown", subject=dwelling, message=message)


def _of_rules(count: Count) -> Iterator[Violation]:
    for pair in count.pairs:
        for rule, sentence in broken(pair).items():
            yield Violation(code=rule.value, subject=_named(pair.ids), message=sentence)


def _of_joint_rules(count: Count, *, conflict: bool) -> Iterator[Violation]:
    """With status CONFLICT nobody is placed: pins and minima that are not kept are the answer, not a mistake."""
    for rule, name, sentence in findings(count):
        if not (conflict and rule in DEMANDING):
            yield Violation(code=rule.value, subject=name, message=sentence)


def _of_placements(world: World, proposal: Proposal) -> Iterator[Violation]:
    """Order, and what follows from each pair; that nobody is placed twice is a joint rule."""
    people = [placement.person for placement in proposal.placements]
    if people != sorted(people):
        message = "De plaatsingen staan niet op volgorde van aanmelding; dat moet wel."
        yield Violation(code="placement", subject=proposal.round_id, message=message)
    for found in proposal.placements:
        if found.person in world.people and found.dwelling in world.dwellings:
            yield from _of_placement(world.pair(found.person, found.dwelling), found)


def _of_placement(pair: Pair, found: Placement) -> Iterator[Violation]:
    """The first contract form that both accept; where they share none, `contract_shared` has reported it."""
    subject = _named(pair.ids)
    shared = pair.dwelling.contract_forms & pair.person.contract_forms
    first = next((form for form in pair.world.policy.contract_order if form in shared), None)
    if first is not None and found.contract != first:
        message = f"{subject}: de contractvorm is {found.contract}, maar moet {first} zijn."
        yield Violation(code="contract", subject=subject, message=message)
    expected = Placement(
        person=found.person,
        dwelling=found.dwelling,
        start=pair.start,
        contract=found.contract,
        rent_exception=pair.ids in pair.world.rent_exceptions and too_dear(pair),
        pinned=pair.ids in pair.world.pins,
    )
    for name, message in field_differences(subject, found, expected):
        yield Violation(code=name, subject=subject, message=message)


def _of_uses(count: Count, proposal: Proposal) -> Iterator[Violation]:
    """Each limit, quota and capacity exactly once, by id, with every figure."""
    round_ = count.world.round
    limits = [limit_use(count, limit) for limit in round_.limits]
    quotas = [quota_use(count, quota) for quota in round_.quotas]
    capacities = [support_use(count, capacity) for capacity in round_.capacities]
    yield from _coded("limit_use", row_differences(proposal.limits, limits, lambda row: row.limit))
    yield from _coded("quota_use", row_differences(proposal.quotas, quotas, lambda row: row.quota))
    yield from _coded("support_use", row_differences(proposal.capacities, capacities, lambda row: row.capacity))


def _of_goals(count: Count, proposal: Proposal) -> Iterator[Violation]:
    """The policy's goals in its order, each with its value; none with status CONFLICT."""
    expected = {} if proposal.status is Status.CONFLICT else values(count)
    yield from _coded(
        "goal_value", id_differences([row.goal.value for row in proposal.goals], [goal.value for goal in expected])
    )
    for row in proposal.goals:
        if row.goal in expected and row.value != expected[row.goal]:
            message = f"Doel '{row.goal}' heeft waarde {row.value}, maar moet {expected[row.goal]} zijn."
            yield Violation(code="goal_value", subject=row.goal.value, message=message)


def _of_bounds(proposal: Proposal) -> Iterator[Violation]:
    """What is called the best possible is never worse than what was reached."""
    for row in proposal.goals:
        if row.bound is None:
            continue
        if proposal.status is Status.BASELINE:
            message = f"Doel '{row.goal}' heeft grenswaarde {row.bound}; bij de huidige praktijk moet die leeg zijn."
            yield Violation(code="bound", subject=row.goal.value, message=message)
        elif not _possible(row, row.bound):
            message = f"Doel '{row.goal}' heeft waarde {row.value}; {row.bound} kan dan niet het beste haalbare zijn."
            yield Violation(code="bound", subject=row.goal.value, message=message)


def _possible(row: GoalValue, bound: int) -> bool:
    """A minimised goal is a sum of shortfalls or costs, so nothing below 0 can be reached."""
    return bound >= row.value if row.goal.maximise else 0 <= bound <= row.value


def _of_status(proposal: Proposal) -> Iterator[Violation]:
    """PROVEN exactly when every goal is, STOPPED when not; CONFLICT exactly when there are conflicts."""
    status, conflict = proposal.status, proposal.status is Status.CONFLICT
    if conflict and proposal.placements:
        message = f"Er zijn {len(proposal.placements)} plaatsingen; bij een conflict mogen er geen zijn."
        yield Violation(code="status", subject=proposal.round_id, message=message)
    if conflict != bool(proposal.conflicts):
        message = f"De status is '{status}' met {len(proposal.conflicts)} conflicten; die horen alleen bij 'conflict'."
        yield Violation(code="status", subject=proposal.round_id, message=message)
    if status in (Status.PROVEN, Status.STOPPED):
        expected = Status.PROVEN if all(row.proven for row in proposal.goals) else Status.STOPPED
        if status is not expected:
            message = f"De status is '{status}', maar moet bij deze doelen '{expected}' zijn."
            yield Violation(code="status", subject=proposal.round_id, message=message)


def _of_unplaced(count: Count, proposal: Proposal) -> Iterator[Violation]:
    """Everybody without a live claim who is not placed, with every count."""
    world = count.world
    placed = {placement.person for placement in proposal.placements}
    missed = [person for person in world.round.people if person.id not in placed and person.id not in world.claim_of]
    expected = [unplaced(count, person) for person in missed]
    yield from _coded("unplaced", row_differences(proposal.unplaced, expected, lambda row: row.person))
    if proposal.status is not Status.PROVEN or not _placing_is_better(world.policy.goals):
        return
    linked = {name for link in world.round.links if binding(world, link) for name in link.people}
    for row in expected:
        if row.open > 0 and row.person not in linked:
            message = f"{row.person} is niet geplaatst, maar {row.open} woningen zijn open; plaatsen is dus beter."
            yield Violation(code="open", subject=row.person, message=message)


def _placing_is_better(goals: tuple[Goal, ...]) -> bool:
    """Whether one more placement always is a better proposal: only OVERDUE comes before it, which never suffers."""
    return goals[:1] == (Goal.PLACEMENTS,) or goals[:2] == (Goal.OVERDUE, Goal.PLACEMENTS)
