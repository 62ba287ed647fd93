"""What a round tries to reach: one function per goal, with the formulas of `policy.Goal`."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from optimizer.agreements import LimitKind
from optimizer.assignment import Convex, Integers, Objective
from optimizer.facts import bedrooms_needed, is_overdue, placement_points, target_municipality
from optimizer.lines import claimed, extra_of, load_term, quota_term
from optimizer.pairs import Pairs
from optimizer.policy import Goal
from optimizer.supply import Dwelling


def overdue(pairs: Pairs) -> Objective:
    """People past their deadline or the longest wait."""
    return Objective(maximise=True, weights=pairs.of_people(lambda person: is_overdue(person, pairs.round)))


def placements(pairs: Pairs) -> Objective:
    """Placements by urgency and waiting."""
    return Objective(maximise=True, weights=pairs.of_people(lambda person: placement_points(person, pairs.round)))


def quota_shortfall(pairs: Pairs) -> Objective:
    """What parties take less than agreed: each household that counts takes one off, down to nothing."""
    short = []
    for quota in pairs.round.quotas:
        term = quota_term(pairs, quota)
        need = max(0, quota.minimum - quota.already - claimed(pairs, term))
        short.append((need, Convex((term,), (-1,) * min(need, len(pairs.people)), 0)))
    costs = tuple(convex for need, convex in short if need)
    return Objective(maximise=False, weights=_nothing(), convex=costs, constant=sum(need for need, _ in short))


def origin(pairs: Pairs) -> Objective:
    """People who return to their target municipality."""
    back = pairs.overlap(lambda person: filter(None, [target_municipality(person)]), lambda home: (home.municipality,))
    return Objective(maximise=True, weights=back.astype(np.int64))


def spread(pairs: Pairs) -> Objective:
    """Each unit of load costs the percentage of the cap that its area has then reached."""
    level = {area.id: area.level for area in pairs.round.areas}
    costs = []
    for limit in pairs.round.limits:
        spreads = limit.kind is LimitKind.STAND and level.get(limit.area) is pairs.round.policy.spread_level
        # Most areas have no dwelling in a round, and a cost that nothing can add to only takes time.
        if spreads and limit.gross_cap > 0 and pairs.within(limit.area).any():
            term = load_term(pairs, limit)
            present = limit.used + claimed(pairs, term)
            room = max(0, min(limit.gross_cap + extra_of(limit.consent) - present, int(term.items.sum())))
            slopes = tuple(100 * (present + unit) // limit.gross_cap for unit in range(1, room + 1))
            costs.append(Convex((term,), slopes, beyond=slopes[-1] if slopes else 0))
    return Objective(maximise=False, weights=_nothing(), convex=tuple(costs))


def fit(pairs: Pairs) -> Objective:
    """Near the anchor places, of the right size, in a preferred area."""
    points, rules = pairs.round.policy.fit_points, pairs.round.policy.household
    needed = pairs.of_people(lambda person: bedrooms_needed(person.household, rules))
    spare = np.maximum(0, pairs.of_dwellings(lambda dwelling: dwelling.bedrooms) - needed)
    total = np.maximum(0, points.size - spare)
    for row, person in enumerate(pairs.people):
        liked = np.zeros(len(pairs.dwellings), dtype=bool)
        for wish in person.preferred:
            liked |= pairs.within(wish.area)[0]
        total[row] += points.preferred * liked
        for anchor in person.anchors:
            band = {item.area: item.band for item in anchor.bands}
            total[row] += pairs.of_dwellings(lambda home: max(0, points.far - _band(band, home, points.far)))[0]  # noqa: B023 - used at once
    return Objective(maximise=True, weights=total)


def _band(bands: dict[str, int], dwelling: Dwelling, far: int) -> int:
    """The band of the smallest area that has one: buurt, wijk or municipality."""
    return next((bands[area] for area in (dwelling.buurt, dwelling.wijk, dwelling.municipality) if area in bands), far)


def stability(pairs: Pairs) -> Objective:
    """Pairs of an earlier proposal that are kept."""
    kept = np.zeros(pairs.shape, dtype=np.int64)
    for previous in pairs.round.previous:
        kept[pairs.row[previous.person], pairs.column[previous.dwelling]] = 1
    return Objective(maximise=True, weights=kept)


def _nothing() -> Integers:
    return np.zeros((1, 1), dtype=np.int64)


OBJECTIVES: dict[Goal, Callable[[Pairs], Objective]] = {
    Goal.OVERDUE: overdue,
    Goal.PLACEMENTS: placements,
    Goal.QUOTA: quota_shortfall,
    Goal.ORIGIN: origin,
    Goal.SPREAD: spread,
    Goal.FIT: fit,
    Goal.STABILITY: stability,
}
