"""From a choice to a Proposal: placements with their start and contract, the unplaced with reasons, uses."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.agreements import Limit, Quota, SupportCapacity
from optimizer.assignment import Integers, activity_of
from optimizer.conflicts import Clash
from optimizer.eligibility import Eligibility
from optimizer.engine.backend import SOLVER
from optimizer.facts import contract_for, needs_decision, rent_ceiling
from optimizer.ledger import Ledger
from optimizer.lines import capacity_terms, claimed, extra_of, hours_term, load_term, quota_term
from optimizer.model import Model
from optimizer.pairs import Pairs
from optimizer.people import Uitstromer
from optimizer.proposal import (
    Blocked,
    Cause,
    GoalValue,
    LimitUse,
    Placement,
    Proposal,
    QuotaUse,
    RuleCount,
    Settings,
    Status,
    SupportUse,
    Unplaced,
)
from optimizer.round import Round, digest
from optimizer.supply import Dwelling

RULES_VERSION = "1"
NO_CLASH = Clash()


def compose(
    model: Model,
    choice: Integers,
    status: Status,
    settings: Settings,
    *,
    goals: tuple[GoalValue, ...] = (),
    clash: Clash = NO_CLASH,
) -> Proposal:
    """Everything a Proposal says about a choice: (people,) the dwelling of each person, or −1."""
    pairs = model.pairs
    round_ = pairs.round
    return Proposal(
        round_id=round_.id,
        round_digest=digest(round_),
        status=status,
        placements=tuple(_placements(pairs, choice)),
        unplaced=tuple(_unplaced(model, choice)),
        limits=tuple(_limit_use(pairs, limit, choice) for limit in round_.limits),
        quotas=tuple(_quota_use(pairs, quota, choice) for quota in round_.quotas),
        capacities=tuple(_support_use(pairs, capacity, choice) for capacity in round_.capacities),
        goals=goals,
        conflicts=clash.conflicts,
        settings=settings,
        rules_version=RULES_VERSION,
        solver="geen" if status is Status.BASELINE else SOLVER,
        way_out=clash.way_out,
    )


def _placements(pairs: Pairs, choice: Integers) -> Iterator[Placement]:
    round_ = pairs.round
    pinned = {(pin.person, pin.dwelling) for pin in round_.pins}
    for row, column in enumerate(choice.tolist()):
        if column < 0:
            continue
        person, dwelling = pairs.people[row], pairs.dwellings[column]
        yield Placement(
            person=person.id,
            dwelling=dwelling.id,
            start=round_.lease_start(person, dwelling),
            contract=contract_for(person, dwelling, round_.policy),
            rent_exception=_needs_exception(pairs.round, person, dwelling),
            pinned=(person.id, dwelling.id) in pinned,
        )


def _needs_exception(round_: Round, person: Uitstromer, dwelling: Dwelling) -> bool:
    """Whether the rent is above the ceiling, so that only an exception allows it."""
    year = max(dwelling.available_from, round_.start).year
    amounts = next(amounts for amounts in round_.policy.amounts if amounts.year == year)
    return dwelling.corporation is not None and dwelling.rent > rent_ceiling(person, amounts, round_.policy.household)


def _unplaced(model: Model, choice: Integers) -> Iterator[Unplaced]:
    pairs, ledger = model.pairs, Ledger(model)
    placed = choice.tolist()
    for row, column in enumerate(placed):
        if column >= 0:
            ledger.put(row, column)
    for row, person in enumerate(pairs.people):
        if placed[row] < 0 and person.id not in pairs.claims:
            yield _reasons(model.eligibility, ledger, row)


def _reasons(eligibility: Eligibility, ledger: Ledger, row: int) -> Unplaced:
    """Why one person has no home, as counts of dwellings; the meaning stands with `Unplaced`."""
    pairs, eligible = eligibility.pairs, eligibility.allowed[row]
    with_unit = eligible & (ledger.units > 0)
    closed = {name: over & with_unit for name, over in ledger.closed(row).items()}
    blocked = tuple(
        Blocked(rule=rule, id=name, dwellings=int(over.sum()))
        for (rule, name), over in sorted(closed.items())
        if over.any()
    )
    still_open = int((eligible & ledger.open(row)).sum())
    cause = Cause.OTHER_GOAL if still_open else Cause.ALL_TAKEN if eligible.any() else Cause.NO_DWELLING
    return Unplaced(
        person=pairs.people[row].id,
        cause=cause,
        rules=tuple(
            RuleCount(rule=rule, dwellings=int(counts[row]))
            for rule, counts in eligibility.broken.items()
            if counts[row]
        ),
        eligible=int(eligible.sum()),
        taken=int((eligible & (ledger.units <= 0)).sum()),
        blocked_by=blocked,
        open=still_open,
        needs_decision=needs_decision(pairs.people[row], pairs.round),
    )


def _limit_use(pairs: Pairs, limit: Limit, choice: Integers) -> LimitUse:
    term = load_term(pairs, limit)
    return LimitUse(
        limit=limit.id,
        cap=limit.gross_cap + extra_of(limit.consent),
        used=limit.used,
        claimed=claimed(pairs, term),
        planned=activity_of((term,), choice),
    )


def _quota_use(pairs: Pairs, quota: Quota, choice: Integers) -> QuotaUse:
    term = quota_term(pairs, quota)
    before, planned = claimed(pairs, term), activity_of((term,), choice)
    return QuotaUse(
        quota=quota.id,
        minimum=quota.minimum,
        maximum=None if quota.maximum is None else quota.maximum + extra_of(quota.consent),
        already=quota.already,
        claimed=before,
        planned=planned,
        shortfall=max(0, quota.minimum - quota.already - before - planned),
    )


def _support_use(pairs: Pairs, capacity: SupportCapacity, choice: Integers) -> SupportUse:
    return SupportUse(
        capacity=capacity.id,
        hours=capacity.hours,
        used=capacity.used,
        claimed=claimed(pairs, hours_term(pairs, capacity)),
        planned=activity_of(capacity_terms(pairs, capacity), choice),
    )
