"""Every figure of a proposal counted again, from the placements and the docstrings alone.

Loads, hours and households; what still fits; the goal values; and why somebody has no home.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain

from optimizer.agreements import Limit, LimitKind, Quota, QuotaBasis, SupportCapacity
from optimizer.people import Uitstromer
from optimizer.policy import AreaLevel, Begeleiding, Goal
from optimizer.proposal import Blocked, Cause, JointRule, LimitUse, QuotaUse, Rule, RuleCount, SupportUse, Unplaced
from optimizer.recheck.rules import broken
from optimizer.recheck.world import Pair, World, may_not_share


@dataclass(frozen=True, slots=True)
class Tally:
    """What a set of pairs takes, by the id of a limit, capacity or quota."""

    load: Counter[str] = field(default_factory=Counter)
    load_not_zwaar: Counter[str] = field(default_factory=Counter)
    hours: Counter[str] = field(default_factory=Counter)
    households: Counter[str] = field(default_factory=Counter)


class Count:
    """A world with these (known) pairs placed in it: what the claims take, and what the pairs take."""

    def __init__(self, world: World, pairs: Sequence[tuple[str, str]]) -> None:
        self.world = world
        self.pairs = [world.pair(*ids) for ids in pairs]
        self.claimed = tally((world.pair(*ids) for ids in world.claim_of.items()), claims=True)
        self.planned = tally(self.pairs, claims=False)
        self.placed_in = Counter(pair.dwelling.id for pair in self.pairs)
        self.times_placed = Counter(pair.person.id for pair in self.pairs)
        self.dwelling_of = {pair.person.id: pair.dwelling for pair in self.pairs}

    def units_left(self, dwelling_id: str) -> int:
        """Units after claims and placements; below 0 when too many were placed."""
        units = self.world.dwellings[dwelling_id].units
        return units - self.world.claims_in[dwelling_id] - self.placed_in[dwelling_id]

    def room(self, limit: Limit) -> int:
        """New load that the area can take, before the placements."""
        return max(0, cap_of(limit) - limit.used - self.claimed.load[limit.id])

    def room_not_zwaar(self, limit: Limit) -> int:
        """How much of that people who are not zwaar can take together."""
        if limit.reserved_for_zwaar == 0:
            return self.room(limit)
        rest = cap_of(limit) - limit.used - limit.reserved_for_zwaar - self.claimed.load_not_zwaar[limit.id]
        return min(self.room(limit), max(0, rest))

    def free_hours(self, capacity: SupportCapacity) -> int:
        """Hours that the provider can still give there, before the placements."""
        return max(0, capacity.hours - capacity.used - self.claimed.hours[capacity.id])

    def room_in_quota(self, quota: Quota) -> int | None:
        """New households that the quota can take before the placements; None without a maximum."""
        most = maximum_of(quota)
        return None if most is None else max(0, most - quota.already - self.claimed.households[quota.id])


def tally(pairs: Iterable[Pair], *, claims: bool) -> Tally:
    """What the pairs take. `claims`: of live claims the hours count whether or not a capacity has started."""
    result = Tally()
    for pair in pairs:
        for limit in limits_of(pair):
            result.load[limit.id] += load_on(limit, pair)
            if pair.person.care is not Begeleiding.ZWAAR:
                result.load_not_zwaar[limit.id] += load_on(limit, pair)
        for capacity in capacities_of(pair):
            if claims or capacity.start <= pair.start:
                result.hours[capacity.id] += pair.person.support.hours
        for quota in pair.world.round.quotas:
            result.households[quota.id] += counts_for(quota, pair)
    return result


def limits_of(pair: Pair) -> list[Limit]:
    """The limits of all areas that the dwelling lies in."""
    return list(chain.from_iterable(pair.world.limits_on.get(area, ()) for area in sorted(pair.areas)))


def capacities_of(pair: Pair) -> list[SupportCapacity]:
    """What the person's provider can give where the dwelling is, started or not."""
    rows = chain.from_iterable(pair.world.capacities_on.get(area, ()) for area in sorted(pair.areas))
    return [capacity for capacity in rows if capacity.provider == pair.person.support.provider]


def load_on(limit: Limit, pair: Pair) -> int:
    """Load that the pair adds to a limit of one of its areas."""
    home = pair.person.home
    if limit.kind is LimitKind.STAND and home is not None and home.counted and limit.area in home.areas:
        return 0
    return pair.world.policy.care_weights.of(pair.person.care) * pair.person.supported_persons


def counts_for(quota: Quota, pair: Pair) -> bool:
    """Whether the household counts; an empty selector selects everything, no woonvormen every final one."""
    person, dwelling = pair.person, pair.dwelling
    where = dwelling.municipality if quota.basis is QuotaBasis.LEVERING else person.origin
    return (
        quota.municipality in (None, where)
        and quota.corporation in (None, dwelling.corporation)
        and (not quota.doelgroepen or person.doelgroep in quota.doelgroepen)
        and (dwelling.woonvorm in quota.woonvormen if quota.woonvormen else dwelling.woonvorm.final)
    )


def cap_of(limit: Limit) -> int:
    """Gross cap with consent."""
    return limit.gross_cap + (limit.consent.extra if limit.consent else 0)


def maximum_of(quota: Quota) -> int | None:
    """Maximum with consent; None when there is no maximum."""
    if quota.maximum is None:
        return None
    return quota.maximum + (quota.consent.extra if quota.consent else 0)


def limit_use(count: Count, limit: Limit) -> LimitUse:
    """The use of a limit."""
    claimed, planned = count.claimed.load[limit.id], count.planned.load[limit.id]
    return LimitUse(limit=limit.id, cap=cap_of(limit), used=limit.used, claimed=claimed, planned=planned)


def support_use(count: Count, capacity: SupportCapacity) -> SupportUse:
    """The use of a support capacity."""
    return SupportUse(
        capacity=capacity.id,
        hours=capacity.hours,
        used=capacity.used,
        claimed=count.claimed.hours[capacity.id],
        planned=count.planned.hours[capacity.id],
    )


def quota_use(count: Count, quota: Quota) -> QuotaUse:
    """The use of a quota; the shortfall is what QUOTA minimises."""
    claimed, planned = count.claimed.households[quota.id], count.planned.households[quota.id]
    return QuotaUse(
        quota=quota.id,
        minimum=quota.minimum,
        maximum=maximum_of(quota),
        already=quota.already,
        claimed=claimed,
        planned=planned,
        shortfall=max(0, quota.minimum - quota.already - claimed - planned),
    )


def closed_by(count: Count, pair: Pair) -> list[tuple[JointRule, str]]:
    """The joint rules, with their ids, that adding this pair to the placements would break.

    Of a dwelling with a unit left, so unit_once is not looked at.
    """
    planned, found = count.planned, []
    for limit in limits_of(pair):
        load = load_on(limit, pair)
        over = planned.load[limit.id] + load > count.room(limit)
        if pair.person.care is not Begeleiding.ZWAAR:
            over = over or planned.load_not_zwaar[limit.id] + load > count.room_not_zwaar(limit)
        if load > 0 and over:
            found.append((JointRule.AREA_LIMIT, limit.id))
    hours = pair.person.support.hours
    for capacity in capacities_of(pair):
        over = planned.hours[capacity.id] + hours > count.free_hours(capacity)
        if hours > 0 and capacity.start <= pair.start and over:
            found.append((JointRule.SUPPORT_HOURS, capacity.id))
    for quota in pair.world.round.quotas:
        room = count.room_in_quota(quota)
        if room is not None and counts_for(quota, pair) and planned.households[quota.id] + 1 > room:
            found.append((JointRule.QUOTA_MAXIMUM, quota.id))
    for exclusion in pair.world.exclusions[pair.person.id]:
        others = [count.dwelling_of.get(other) for other in exclusion.people - {pair.person.id}]
        if any(other is not None and may_not_share(exclusion, pair.dwelling, other) for other in others):
            found.append((JointRule.CONTACT_APART, exclusion.id))
    return found


def unplaced(count: Count, person: Uitstromer) -> Unplaced:
    """Why this person has no home, given all placements."""
    rules: Counter[str] = Counter()
    blocked: Counter[tuple[JointRule, str]] = Counter()
    eligible = taken = opened = 0
    for dwelling in count.world.round.dwellings:
        pair = Pair(count.world, person, dwelling)
        reasons = broken(pair)
        rules.update(list(reasons))
        if reasons:
            continue
        eligible += 1
        if count.units_left(dwelling.id) <= 0:
            taken += 1
            continue
        closing = closed_by(count, pair)
        blocked.update(closing)
        opened += not closing
    return Unplaced(
        person=person.id,
        cause=Cause.NO_DWELLING if eligible == 0 else Cause.ALL_TAKEN if opened == 0 else Cause.OTHER_GOAL,
        rules=tuple(RuleCount(rule=rule, dwellings=rules[rule]) for rule in Rule if rules[rule]),
        eligible=eligible,
        taken=taken,
        blocked_by=tuple(Blocked(rule=rule, id=name, dwellings=blocked[rule, name]) for rule, name in sorted(blocked)),
        open=opened,
        needs_decision=needs_decision(count.world, person),
    )


def needs_decision(world: World, person: Uitstromer) -> bool:
    """Whether a named owner must decide, when this person stays without a home."""
    policy, deadline = world.policy, person.deadline
    often = person.rounds_missed + 1 >= policy.escalate_after_rounds
    soon = deadline is not None and (deadline.on - world.round.end).days <= policy.escalate_days
    return often or soon


def values(count: Count) -> dict[Goal, int]:
    """The value of each goal of the policy, in its order."""
    count_of = {
        Goal.OVERDUE: _overdue,
        Goal.PLACEMENTS: _placements,
        Goal.QUOTA: _quota,
        Goal.ORIGIN: _origin,
        Goal.SPREAD: _spread,
        Goal.FIT: _fit,
        Goal.STABILITY: _stability,
    }
    return {goal: count_of[goal](count) for goal in count.world.policy.goals}


def _waited(pair: Pair) -> int:
    """Days from ready to the start of the round; below 0 for who is ready later."""
    return (pair.world.round.start - pair.person.ready_on).days


def _overdue(count: Count) -> int:
    total = 0
    for pair in count.pairs:
        deadline = pair.person.deadline
        late = deadline is not None and deadline.on <= count.world.round.end
        total += late or _waited(pair) >= count.world.policy.max_wait_days
    return total


def _placements(count: Count) -> int:
    points, total = count.world.policy.placement_points, 0
    for pair in count.pairs:
        total += points.base + points.per_urgency * pair.person.urgency
        reached = [(step.days, step.points) for step in points.waiting if step.days <= max(0, _waited(pair))]
        if reached:
            total += max(reached)[1]
    return total


def _quota(count: Count) -> int:
    return sum(quota_use(count, quota).shortfall for quota in count.world.round.quotas)


def _origin(count: Count) -> int:
    total = 0
    for pair in count.pairs:
        person = pair.person
        target = person.designated.municipality if person.designated else person.origin
        total += person.returns and target is not None and target == pair.dwelling.municipality
    return total


def _spread(count: Count) -> int:
    levels = {municipality.id: AreaLevel.GEMEENTE for municipality in count.world.round.municipalities}
    levels.update({area.id: area.level for area in count.world.round.areas})
    total = 0
    for limit in count.world.round.limits:
        spread_here = levels[limit.area] is count.world.policy.spread_level
        if limit.kind is not LimitKind.STAND or not spread_here or limit.gross_cap == 0:
            continue
        before = limit.used + count.claimed.load[limit.id]
        for unit in range(1, count.planned.load[limit.id] + 1):
            total += 100 * (before + unit) // limit.gross_cap
    return total


def _fit(count: Count) -> int:
    points, total = count.world.policy.fit_points, 0
    for pair in count.pairs:
        dwelling = pair.dwelling
        for anchor in pair.person.anchors:
            bands = {band.area: band.band for band in anchor.bands}
            listed = [area for area in (dwelling.buurt, dwelling.wijk, dwelling.municipality) if area in bands]
            total += max(0, points.far - bands[listed[0]]) if listed else 0
        spare = max(0, dwelling.bedrooms - count.world.bedrooms[pair.person.id])
        total += max(0, points.size - spare)
        total += points.preferred if any(wish.area in pair.areas for wish in pair.person.preferred) else 0
    return total


def _stability(count: Count) -> int:
    kept = {pair.ids for pair in count.pairs}
    return sum((row.person, row.dwelling) in kept for row in count.world.round.previous)
