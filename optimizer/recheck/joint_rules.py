"""The hard rules over placements together, written a second time for the checker.

Each rule yields what is broken: the rule, the id of what it concerns (a dwelling, a person, or the row of the
round that is exceeded), and one Dutch sentence with what was found and what should have been.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from optimizer.agreements import Link, LinkScope, Quota
from optimizer.proposal import JointRule
from optimizer.recheck.figures import Count
from optimizer.recheck.rules import broken
from optimizer.recheck.world import World, may_not_share
from optimizer.supply import Dwelling

Finding = tuple[JointRule, str, str]


def findings(count: Count) -> Iterator[Finding]:
    """Everything that the placements of this count break together, pins and links included."""
    yield from capacity_findings(count)
    yield from quota_minimum(count)
    yield from linked_together(count)
    yield from pin_kept(count)
    yield from disruption_budget(count)


def capacity_findings(count: Count) -> Iterator[Finding]:
    """What too many placements break: these rules stay broken, whatever is placed besides."""
    yield from unit_once(count)
    yield from person_once(count)
    yield from area_limit(count)
    yield from support_hours(count)
    yield from quota_maximum(count)
    yield from contact_apart(count)


def unit_once(count: Count) -> Iterator[Finding]:
    """Claims of other rounds hold units too."""
    for name, placed in sorted(count.placed_in.items()):
        if count.units_left(name) < 0:
            free = count.units_left(name) + placed
            sentence = f"In woning {name} zijn {placed} mensen geplaatst; er is plek voor hooguit {free}."
            yield JointRule.UNIT_ONCE, name, sentence


def person_once(count: Count) -> Iterator[Finding]:
    """A live claim is a placement already."""
    for name, placed in sorted(count.times_placed.items()):
        times = placed + (name in count.world.claim_of)
        if times > 1:
            sentence = f"{name} heeft {times} plaatsingen, lopende meegeteld; dat mag er hooguit één zijn."
            yield JointRule.PERSON_ONCE, name, sentence


def area_limit(count: Count) -> Iterator[Finding]:
    """Where a limit was exceeded before, nothing may be added, and nothing need go."""
    for limit in count.world.round.limits:
        planned, room = count.planned.load[limit.id], count.room(limit)
        light, light_room = count.planned.load_not_zwaar[limit.id], count.room_not_zwaar(limit)
        if planned > room:
            sentence = f"Bij grens {limit.id} komt er {planned} belasting bij; dat mag hooguit {room} zijn."
            yield JointRule.AREA_LIMIT, limit.id, sentence
        elif light > light_room:
            sentence = f"Bij grens {limit.id} komt er {light} belasting bij die niet zwaar is; dat mag hooguit {light_room} zijn."
            yield JointRule.AREA_LIMIT, limit.id, sentence


def support_hours(count: Count) -> Iterator[Finding]:
    """Only hours of leases that start once the capacity has started."""
    for capacity in count.world.round.capacities:
        planned, free = count.planned.hours[capacity.id], count.free_hours(capacity)
        if planned > free:
            sentence = f"Bij begeleiding {capacity.id} komt er {planned} uur per week bij; dat mag hooguit {free} zijn."
            yield JointRule.SUPPORT_HOURS, capacity.id, sentence


def quota_maximum(count: Count) -> Iterator[Finding]:
    """Where a maximum was exceeded before, nothing new may count."""
    for quota in count.world.round.quotas:
        planned, room = count.planned.households[quota.id], count.room_in_quota(quota)
        if room is not None and planned > room:
            sentence = f"Bij afspraak {quota.id} komen er {planned} huishoudens bij; dat mogen er hooguit {room} zijn."
            yield JointRule.QUOTA_MAXIMUM, quota.id, sentence


def quota_minimum(count: Count) -> Iterator[Finding]:
    """Of a quota that binds."""
    for quota in count.world.round.quotas:
        planned, needed = count.planned.households[quota.id], quota_needs(count, quota)
        if planned < needed:
            sentence = (
                f"Bij afspraak {quota.id} komen er {planned} huishoudens bij; dat moeten er minstens {needed} zijn."
            )
            yield JointRule.QUOTA_MINIMUM, quota.id, sentence


def quota_needs(count: Count, quota: Quota) -> int:
    """Households that must come before the placements; none where the minimum does not bind."""
    before = quota.already + count.claimed.households[quota.id]
    return max(0, quota.minimum - before) if quota.binding else 0


def contact_apart(count: Count) -> Iterator[Finding]:
    """Every placement of the two counts, also of somebody who is wrongly placed twice."""
    for exclusion in count.world.round.contact_exclusions:
        placed = [pair for pair in count.pairs if pair.person.id in exclusion.people]
        for first, second in combinations(placed, 2):
            if first.person.id != second.person.id and may_not_share(exclusion, first.dwelling, second.dwelling):
                dwellings = f"{first.dwelling.id} en {second.dwelling.id}"
                sentence = f"De woningen {dwellings} liggen te dicht bij elkaar voor contactuitsluiting {exclusion.id}."
                yield JointRule.CONTACT_APART, exclusion.id, sentence
                break


def linked_together(count: Count) -> Iterator[Finding]:
    """All or none, and near enough."""
    for link in count.world.round.links:
        homes = [count.dwelling_of[name] for name in sorted(link.people) if name in count.dwelling_of]
        if not homes or not binding(count.world, link):
            continue
        if len(homes) < len(link.people):
            sentence = (
                f"Van koppeling {link.id} zijn {len(homes)} van de {len(link.people)} mensen geplaatst; dat moet samen."
            )
            yield JointRule.LINKED_TOGETHER, link.id, sentence
        elif not near_enough(link.scope, homes):
            sentence = f"De mensen van koppeling {link.id} komen niet in dezelfde {link.scope}; dat moet wel."
            yield JointRule.LINKED_TOGETHER, link.id, sentence


def binding(world: World, link: Link) -> bool:
    """A link of which somebody has a live claim binds nobody."""
    return not any(name in world.claim_of for name in link.people)


def near_enough(scope: LinkScope, homes: list[Dwelling]) -> bool:
    """Whether all homes lie in one municipality, wijk, buurt or complex; without a complex one is shared with nobody else."""
    if scope is LinkScope.RONDE:
        return True
    if scope is LinkScope.GEMEENTE:
        return len({home.municipality for home in homes}) == 1
    if scope is LinkScope.WIJK:
        return len({home.wijk for home in homes}) == 1
    if scope is LinkScope.BUURT:
        return len({home.buurt for home in homes}) == 1
    if len({home.id for home in homes}) == 1:
        return True
    complexes = {home.complex for home in homes}
    return len(complexes) == 1 and None not in complexes


def pin_kept(count: Count) -> Iterator[Finding]:
    """Each pin is a placement."""
    kept = {pair.ids for pair in count.pairs}
    for person, dwelling in sorted(count.world.pins - kept):
        sentence = f"{person} is niet geplaatst in woning {dwelling}; dat is wel vastgelegd."
        yield JointRule.PIN_KEPT, person, sentence


def disruption_budget(count: Count) -> Iterator[Finding]:
    """Who had more than one place before may have any of them."""
    before = keepable(count.world)
    kept = {pair.person.id for pair in count.pairs if pair.dwelling.id in before.get(pair.person.id, ())}
    if len(kept) < must_stay(count.world):
        moved, budget = len(before) - len(kept), count.world.policy.disruption_budget
        sentence = f"{moved} mensen houden hun plaats uit het vorige voorstel niet; dat mogen er hooguit {budget} zijn."
        yield JointRule.DISRUPTION_BUDGET, "", sentence


def keepable(world: World) -> dict[str, set[str]]:
    """The dwellings of an earlier proposal that somebody may still have, by person."""
    found: dict[str, set[str]] = {}
    for row in world.round.previous:
        if not broken(world.pair(row.person, row.dwelling)):
            found.setdefault(row.person, set()).add(row.dwelling)
    return found


def must_stay(world: World) -> int:
    """How many people must keep such a dwelling; none without a budget."""
    budget = world.policy.disruption_budget
    return 0 if budget is None else max(0, len(keepable(world)) - budget)
