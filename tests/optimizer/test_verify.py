"""A correct proposal built by hand passes; change anything in it and the checker says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from enum import Enum
from typing import Any

import pytest

from optimizer.agreements import (
    Claim,
    ContactExclusion,
    ContactLevel,
    Link,
    Pin,
    PinReason,
    PlacementStatus,
    Previous,
    Quota,
    QuotaBasis,
    RentException,
    SupportCapacity,
)
from optimizer.people import Deadline, DeadlineBasis
from optimizer.policy import ContractForm, Goal
from optimizer.proposal import (
    Blocked,
    Cause,
    Change,
    Conflict,
    Demand,
    GoalValue,
    JointRule,
    LimitUse,
    Placement,
    Proposal,
    QuotaUse,
    Rule,
    RuleCount,
    Settings,
    Status,
    SupportUse,
    Unplaced,
    WayOut,
)
from optimizer.round import Round, digest
from optimizer.supply import Woonvorm
from optimizer.verify import Violation, broken_rules, verify
from tests.worlds import DECISION, END, START, cap, dwelling, person, policy, world

# Ada is pinned, Bo needs a rent exception, Cas has a live claim; wijk a is full for Dirk, nothing suits Eva.
ROUND = world(
    [
        person("ada", deadline=Deadline(on=END, basis=DeadlineBasis.ONTSLAG)),
        person("bo", urgency=1, contract_forms=frozenset({ContractForm.OMKLAP}), ready_on=START + timedelta(days=5)),
        person("cas"),
        person("dirk", rounds_missed=1),
        person("eva", woonvormen=frozenset({Woonvorm.TUSSENVORM})),
    ],
    [dwelling("a1"), dwelling("a2"), dwelling("b1", wijk="b", rent=80_000), dwelling("c1", wijk="c")],
    limits=[cap("wijk-a", 2, used=1), cap("wijk-b", 4)],
    quotas=[Quota(id="afspraak", name="Afspraak", basis=QuotaBasis.LEVERING, minimum=4, maximum=6)],
    claims=[Claim(person="cas", dwelling="c1", status=PlacementStatus.AKKOORD)],
    pins=[Pin(person="ada", dwelling="a1", reason=PinReason.AKKOORD)],
    rent_exceptions=[
        RentException(person="ada", dwelling="a1", decision=DECISION),
        RentException(person="bo", dwelling="b1", decision=DECISION),
    ],
    previous=[Previous(person="ada", dwelling="a1")],
)
VALUES = {
    Goal.OVERDUE: 1,
    Goal.PLACEMENTS: 4 + 6,
    Goal.QUOTA: 4 - 1 - 2,
    Goal.ORIGIN: 2,
    Goal.SPREAD: 100 + 25,
    Goal.FIT: 1 + 1,
    Goal.STABILITY: 1,
}
GOOD = Proposal(
    round_id="ronde",
    round_digest=digest(ROUND),
    status=Status.PROVEN,
    placements=(
        Placement(person="ada", dwelling="a1", start=START, contract=ContractForm.HUUR, pinned=True),
        Placement(
            person="bo",
            dwelling="b1",
            start=START + timedelta(days=5),
            contract=ContractForm.OMKLAP,
            rent_exception=True,
        ),
    ),
    unplaced=(
        Unplaced(
            person="dirk",
            cause=Cause.ALL_TAKEN,
            rules=(RuleCount(rule=Rule.UNIT_FREE, dwellings=1), RuleCount(rule=Rule.RENT_WITHIN_CEILING, dwellings=1)),
            eligible=2,
            taken=1,
            blocked_by=(Blocked(rule=JointRule.AREA_LIMIT, id="grens wijk-a", dwellings=1),),
            open=0,
            needs_decision=True,
        ),
        Unplaced(
            person="eva",
            cause=Cause.NO_DWELLING,
            rules=(
                RuleCount(rule=Rule.UNIT_FREE, dwellings=1),
                RuleCount(rule=Rule.RENT_WITHIN_CEILING, dwellings=1),
                RuleCount(rule=Rule.WOONVORM_FITS, dwellings=4),
            ),
            eligible=0,
            taken=0,
            blocked_by=(),
            open=0,
            needs_decision=False,
        ),
    ),
    limits=(
        LimitUse(limit="grens wijk-a", cap=2, used=1, claimed=0, planned=1),
        LimitUse(limit="grens wijk-b", cap=4, used=0, claimed=0, planned=1),
    ),
    quotas=(QuotaUse(quota="afspraak", minimum=4, maximum=6, already=0, claimed=1, planned=2, shortfall=1),),
    capacities=(
        SupportUse(capacity="uren GM-A", hours=1_000, used=0, claimed=0, planned=4),
        SupportUse(capacity="uren GM-B", hours=1_000, used=0, claimed=2, planned=0),
    ),
    goals=tuple(GoalValue(goal=goal, value=value, bound=value) for goal, value in VALUES.items()),
    conflicts=(),
    settings=Settings(),
    rules_version="1",
    solver="met de hand",
)
ADA, BO = GOOD.placements
DIRK, EVA = GOOD.unplaced
COLLECTIONS = ("placements", "unplaced", "limits", "quotas", "capacities", "goals")


def codes(proposal: Proposal, round_: Round = ROUND) -> list[str]:
    return [violation.code for violation in verify(round_, proposal)]


def with_part(name: str, value: Any) -> Proposal:
    changes: dict[str, Any] = {name: value}
    return replace(GOOD, **changes)


def with_row(collection: str, index: int, **changes: Any) -> Proposal:
    rows = list(getattr(GOOD, collection))
    rows[index] = replace(rows[index], **changes)
    return with_part(collection, tuple(rows))


def other(value: Any) -> Any:
    """Another value of the same kind."""
    if value is None or isinstance(value, bool):
        return not value
    if isinstance(value, Enum):
        return next(member for member in type(value) if member is not value)
    if isinstance(value, date):
        return value + timedelta(days=1)
    if isinstance(value, tuple):
        return value[1:] if value else (Blocked(rule=JointRule.UNIT_ONCE, id="", dwellings=1),)
    return value + (1 if isinstance(value, int) else "x")


def test_a_correct_proposal_passes() -> None:
    assert verify(ROUND, GOOD) == ()


EVERY_FIELD = [
    (collection, index, item.name)
    for collection in COLLECTIONS
    for index, row in enumerate(getattr(GOOD, collection))
    for item in fields(row)
]


@pytest.mark.parametrize(("collection", "index", "name"), EVERY_FIELD)
def test_every_field_of_every_row_is_checked(collection: str, index: int, name: str) -> None:
    value = getattr(getattr(GOOD, collection)[index], name)
    found = verify(ROUND, with_row(collection, index, **{name: other(value)}))
    assert found
    assert all(violation.message.endswith(".") for violation in found)


@pytest.mark.parametrize("name", ["round_id", "round_digest", "status", *COLLECTIONS])
def test_every_part_is_checked(name: str) -> None:
    assert verify(ROUND, with_part(name, other(getattr(GOOD, name))))
    if name in COLLECTIONS:
        rows = getattr(GOOD, name)
        assert verify(ROUND, with_part(name, ()))
        assert verify(ROUND, with_part(name, (*rows, rows[-1])))
        assert verify(ROUND, with_part(name, rows[::-1])) or len(rows) == 1


def test_what_cannot_be_checked_is_known() -> None:
    checked = {"round_id", "round_digest", "status", "conflicts", "way_out", *COLLECTIONS}
    assert {item.name for item in fields(Proposal)} - checked == {"settings", "rules_version", "solver"}


@pytest.mark.parametrize(
    ("proposal", "code"),
    [
        (replace(GOOD, round_id="vorige"), "round_id"),
        (replace(GOOD, round_digest="0"), "digest"),
        (replace(GOOD, placements=(BO, ADA)), "placement"),
        (with_row("placements", 0, start=END), "start"),
        (with_row("placements", 0, contract=ContractForm.OMKLAP), "contract"),
        (with_row("placements", 0, rent_exception=True), "rent_exception"),
        (with_row("placements", 1, rent_exception=False), "rent_exception"),
        (with_row("placements", 0, pinned=False), "pinned"),
        (with_row("placements", 1, pinned=True), "pinned"),
        (replace(GOOD, unplaced=(EVA, DIRK)), "unplaced"),
        (replace(GOOD, unplaced=(DIRK,)), "unplaced"),
        (with_row("unplaced", 0, cause=Cause.OTHER_GOAL), "unplaced"),
        (with_row("unplaced", 0, rules=DIRK.rules[::-1]), "unplaced"),
        (with_row("limits", 0, planned=0), "limit_use"),
        (with_row("quotas", 0, maximum=None), "quota_use"),
        (with_row("capacities", 1, claimed=0), "support_use"),
        (with_row("goals", 1, value=9, bound=9), "goal_value"),
        (replace(GOOD, goals=(*GOOD.goals[1:], GOOD.goals[0])), "goal_value"),
    ],
)
def test_one_change_gives_one_violation(proposal: Proposal, code: str) -> None:
    assert codes(proposal) == [code]


def test_a_violation_says_what_was_found_and_expected() -> None:
    (violation,) = verify(ROUND, with_row("limits", 0, planned=7))
    assert violation == Violation(
        code="limit_use",
        subject="grens wijk-a",
        message="grens wijk-a: het deel van dit voorstel is 7, maar moet 1 zijn.",
    )


def test_rules_joint_rules_and_pins_are_checked() -> None:
    assert {"rent_within_ceiling", "pin_kept"} <= set(codes(with_row("placements", 0, dwelling="b1")))
    assert {"area_limit"} <= set(codes(with_row("placements", 1, dwelling="a2")))
    assert {"person_once"} <= set(codes(replace(GOOD, placements=(ADA, replace(ADA, dwelling="a2"), BO))))
    assert {"unit_once"} <= set(codes(with_row("placements", 1, dwelling="a1")))


def test_somebody_with_a_live_claim_is_neither_placed_nor_unplaced() -> None:
    cas = Placement(person="cas", dwelling="a2", start=START, contract=ContractForm.HUUR)
    assert {"person_free", "person_once"} <= set(codes(replace(GOOD, placements=(*GOOD.placements, cas))))
    assert codes(replace(GOOD, unplaced=(replace(DIRK, person="cas"), *GOOD.unplaced))) == ["unplaced"]


def test_nobody_is_placed_and_unplaced() -> None:
    assert codes(replace(GOOD, unplaced=(replace(DIRK, person="ada"), *GOOD.unplaced))) == ["unplaced"]


def test_unknown_ids_are_violations() -> None:
    stranger = Placement(person="zed", dwelling="z9", start=START, contract=ContractForm.HUUR)
    found = verify(ROUND, replace(GOOD, placements=(*GOOD.placements, stranger)))
    assert [(violation.code, violation.subject) for violation in found] == [("unknown", "zed"), ("unknown", "z9")]
    for collection, name in (
        ("unplaced", "person"),
        ("limits", "limit"),
        ("quotas", "quota"),
        ("capacities", "capacity"),
    ):
        assert verify(ROUND, with_row(collection, 0, **{name: "zed"}))


def with_bound(goal: Goal, bound: int | None, status: Status = Status.STOPPED) -> Proposal:
    goals = tuple(replace(row, bound=bound) if row.goal is goal else row for row in GOOD.goals)
    return replace(GOOD, goals=goals, status=status)


@pytest.mark.parametrize(
    ("goal", "bound", "possible"),
    [
        (Goal.PLACEMENTS, 11, True),
        (Goal.PLACEMENTS, 9, False),
        (Goal.PLACEMENTS, None, True),
        (Goal.SPREAD, 0, True),
        (Goal.SPREAD, -1, False),
        (Goal.SPREAD, 126, False),
        (Goal.QUOTA, 0, True),
        (Goal.QUOTA, 2, False),
    ],
)
def test_a_bound_is_never_worse_than_the_value(goal: Goal, bound: int | None, possible: bool) -> None:
    assert codes(with_bound(goal, bound)) == ([] if possible else ["bound"])
    assert "status" in codes(with_bound(goal, bound, Status.PROVEN))


def test_proven_means_that_every_goal_is() -> None:
    assert codes(replace(GOOD, status=Status.STOPPED)) == ["status"]
    assert codes(replace(GOOD, status=Status.CONFLICT, conflicts=())) != []


def test_a_baseline_proves_nothing() -> None:
    bare = replace(GOOD, status=Status.BASELINE, goals=tuple(replace(row, bound=None) for row in GOOD.goals))
    assert codes(bare) == []
    assert codes(replace(GOOD, status=Status.BASELINE)) == ["bound"] * len(VALUES)


# Eva can have e1, but nobody gives it to her.
def lonely(goals: tuple[Goal, ...], links: Sequence[Link] = ()) -> tuple[Round, Proposal]:
    claimed = [Claim(person="cas", dwelling="c1", status=PlacementStatus.VERHUURD)]
    fien = person("fien", woonvormen=frozenset({Woonvorm.TUSSENVORM}))
    people, homes = [person("cas"), person("eva"), fien], [dwelling("c1"), dwelling("e1")]
    round_ = world(people, homes, policy=policy(goals=goals), links=links, claims=claimed, capacities=[FREE])
    left = Unplaced(
        person="eva",
        cause=Cause.OTHER_GOAL,
        rules=(RuleCount(rule=Rule.UNIT_FREE, dwellings=1),),
        eligible=1,
        taken=0,
        blocked_by=(),
        open=1,
        needs_decision=False,
    )
    nothing = (RuleCount(rule=Rule.UNIT_FREE, dwellings=1), RuleCount(rule=Rule.WOONVORM_FITS, dwellings=2))
    blank = replace(left, person="fien", cause=Cause.NO_DWELLING, rules=nothing, eligible=0, open=0)
    proposal = replace(
        GOOD,
        round_digest=digest(round_),
        placements=(),
        unplaced=(left, blank),
        limits=(),
        quotas=(),
        capacities=(SupportUse(capacity="uren", hours=9, used=0, claimed=2, planned=0),),
        goals=tuple(GoalValue(goal=goal, value=0, bound=0) for goal in goals),
    )
    return round_, proposal


FREE = SupportCapacity(id="uren", provider="zorg-1", area="GM-A", hours=9, used=0, start=START)


@pytest.mark.parametrize(
    ("goals", "better"),
    [
        ((Goal.PLACEMENTS,), True),
        ((Goal.OVERDUE, Goal.PLACEMENTS, Goal.SPREAD), True),
        ((Goal.SPREAD, Goal.PLACEMENTS), False),
        ((Goal.OVERDUE, Goal.SPREAD, Goal.PLACEMENTS), False),
        ((Goal.SPREAD,), False),
    ],
)
def test_nobody_is_left_out_of_an_open_home(goals: tuple[Goal, ...], better: bool) -> None:
    round_, proposal = lonely(goals)
    assert codes(proposal, round_) == (["open"] if better else [])
    stopped = replace(proposal, status=Status.STOPPED, goals=tuple(replace(row, bound=None) for row in proposal.goals))
    assert codes(stopped, round_) == []


def test_only_a_link_that_binds_excuses_it() -> None:
    binding = Link(id="samen", people=frozenset({"eva", "fien"}))
    loose = Link(id="los", people=frozenset({"eva", "cas"}))
    for link, expected in ((binding, []), (loose, ["open"])):
        round_, proposal = lonely((Goal.PLACEMENTS,), [link])
        assert codes(proposal, round_) == expected


def test_blocked_by_counts_each_joint_rule_per_dwelling() -> None:
    """Bo's placement closes both homes for Ada in four ways; one home is also in a limit of its own."""
    round_ = world(
        [person("ada"), person("bo")],
        [dwelling("a1"), dwelling("a2"), dwelling("a3", complex=None)],
        limits=[cap("wijk-a", 1), cap("complex-a", 1)],
        quotas=[Quota(id="afspraak", name="Afspraak", basis=QuotaBasis.OPGAVE, municipality="GM-A", maximum=1)],
        capacities=[SupportCapacity(id="uren", provider="zorg-1", area="GM-A", hours=3, used=0, start=START)],
        contact_exclusions=[
            ContactExclusion(id="contact", people=frozenset({"ada", "bo"}), level=ContactLevel.COMPLEX),
        ],
        policy=policy(goals=()),
    )
    left = Unplaced(
        person="ada",
        cause=Cause.ALL_TAKEN,
        rules=(),
        eligible=3,
        taken=1,
        blocked_by=(
            Blocked(rule=JointRule.AREA_LIMIT, id="grens complex-a", dwellings=1),
            Blocked(rule=JointRule.AREA_LIMIT, id="grens wijk-a", dwellings=2),
            Blocked(rule=JointRule.CONTACT_APART, id="contact", dwellings=1),
            Blocked(rule=JointRule.QUOTA_MAXIMUM, id="afspraak", dwellings=2),
            Blocked(rule=JointRule.SUPPORT_HOURS, id="uren", dwellings=2),
        ),
        open=0,
        needs_decision=False,
    )
    proposal = replace(
        GOOD,
        round_digest=digest(round_),
        placements=(Placement(person="bo", dwelling="a1", start=START, contract=ContractForm.HUUR),),
        unplaced=(left,),
        limits=(
            LimitUse(limit="grens complex-a", cap=1, used=0, claimed=0, planned=1),
            LimitUse(limit="grens wijk-a", cap=1, used=0, claimed=0, planned=1),
        ),
        quotas=(QuotaUse(quota="afspraak", minimum=0, maximum=1, already=0, claimed=0, planned=1, shortfall=0),),
        capacities=(SupportUse(capacity="uren", hours=3, used=0, claimed=0, planned=2),),
        goals=(),
    )
    assert codes(proposal, round_) == []


@pytest.mark.parametrize(
    ("changes", "needed"),
    [
        ({}, False),
        ({"rounds_missed": 1}, True),
        ({"deadline": Deadline(on=END + timedelta(days=30), basis=DeadlineBasis.ONTSLAG)}, True),
        ({"deadline": Deadline(on=END + timedelta(days=31), basis=DeadlineBasis.ONTSLAG)}, False),
        ({"deadline": Deadline(on=date.max, basis=DeadlineBasis.ONTSLAG)}, False),
    ],
)
def test_needs_decision(changes: dict[str, Any], needed: bool) -> None:
    round_ = world([person("ada", **changes)], policy=policy(goals=()), capacities=[])
    left = replace(EVA, person="ada", rules=(), needs_decision=needed)
    bare = replace(GOOD, round_digest=digest(round_), placements=(), unplaced=(left,))
    assert codes(replace(bare, limits=(), quotas=(), capacities=(), goals=()), round_) == []


def test_a_whole_proposal_with_a_conflict() -> None:
    round_ = world([person("ada")], [dwelling("a1", nuisance_file=True, rent=80_000)], capacities=[], pins=[
        Pin(person="ada", dwelling="a1", reason=PinReason.EIGEN_KANDIDAAT),
    ])  # fmt: skip
    rules = (Rule.RENT_WITHIN_CEILING, Rule.SUPPORT_CONTRACTED)
    assert broken_rules(round_, "ada", "a1") == rules
    pin = Demand(rule=JointRule.PIN_KEPT, id="ada", dwelling="a1")
    left = replace(EVA, person="ada", rules=tuple(RuleCount(rule=rule, dwellings=1) for rule in rules))
    proposal = replace(
        GOOD,
        round_digest=digest(round_),
        status=Status.CONFLICT,
        placements=(),
        unplaced=(left,),
        limits=(),
        quotas=(),
        capacities=(),
        goals=(),
        conflicts=(Conflict(demands=(pin,), facts=rules),),
        way_out=WayOut(changes=(Change(demand=pin),), witness=()),
    )
    assert codes(proposal, round_) == []
    assert codes(replace(proposal, conflicts=(), way_out=None), round_) == ["status", "conflict"]
    assert codes(replace(proposal, way_out=None), round_) == ["conflict"]
    assert codes(replace(proposal, goals=GOOD.goals[:1]), round_) == ["goal_value"]
    assert "status" in codes(replace(proposal, placements=(ADA,)), round_)
    assert {"status", "pin_kept"} <= set(codes(replace(proposal, status=Status.STOPPED), round_))
