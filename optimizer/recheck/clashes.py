"""What a proposal says of demands that can't all be kept, checked as far as no search is needed.

A conflict of pins, maxima and contactuitsluitingen is checked whole: the pins break something, and without any
one of its demands nothing. With links and minima others choose where they go, so that all can't be kept is a
search; that the rest clashes by itself is not. A way out is proven by its placements; that no other is cheaper
is a search too.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from optimizer.agreements import Consent, Decision, Limit, Pin, Quota
from optimizer.proposal import Change, Conflict, Demand, JointRule, Proposal, Rule, Status, WayOut
from optimizer.recheck.figures import Count
from optimizer.recheck.joint_rules import binding, capacity_findings, findings, keepable, must_stay, quota_needs
from optimizer.recheck.rules import broken
from optimizer.recheck.world import World
from optimizer.round import Round

PLACING = (JointRule.QUOTA_MINIMUM, JointRule.DISRUPTION_BUDGET)
SEARCHED = (JointRule.LINKED_TOGETHER, *PLACING)
LET_GO = (JointRule.PIN_KEPT, JointRule.LINKED_TOGETHER)
CERTAIN = (JointRule.PERSON_ONCE, JointRule.UNIT_ONCE)


def clash_problems(world: World, proposal: Proposal) -> Iterator[tuple[str, str]]:
    """What is wrong in the conflicts and the way out: what it is about, and a Dutch sentence."""
    for conflict in proposal.conflicts:
        for sentence in _of_conflict(world, conflict):
            yield _named(conflict), sentence
    way_out = proposal.way_out
    if (way_out is not None) != (proposal.status is Status.CONFLICT):
        yield (
            proposal.round_id,
            f"De status is '{proposal.status}'; een uitweg hoort er alleen en altijd bij 'conflict'.",
        )
    if way_out is not None:
        for sentence in (*_of_pairing(proposal.conflicts, way_out), *_of_way_out(world, way_out)):
            yield proposal.round_id, sentence


def _named(conflict: Conflict) -> str:
    return ", ".join(" + ".join(filter(None, (demand.id, demand.dwelling))) for demand in conflict.demands)


def _of_conflict(world: World, conflict: Conflict) -> Iterator[str]:
    """Of demands that the round does not make nothing else is asked."""
    demands = conflict.demands
    if not demands or len(set(demands)) < len(demands):
        yield "Een conflict noemt geen of dubbele eisen; elke moet er precies één keer staan."
        return
    strangers = [demand for demand in demands if not made(world, demand)]
    for demand in strangers:
        yield f"Eis '{demand.rule}' {demand.id} {demand.dwelling} staat niet in deze ronde; een conflict gaat alleen over eisen die er zijn."
    if strangers:
        return
    if conflict.facts != _facts(world, demands):
        yield f"Deze eisen breken zonder meer {_facts(world, demands)}, niet {conflict.facts}; dat moet gelijk zijn."
    if not _asked(world, demands):
        yield "Zonder plaatsing worden deze eisen gehaald; een conflict is een kleinste groep die niet kan."
    if _kept_by_staying(world, demands):
        yield "Deze eisen worden gehaald als iedereen zijn plaats houdt; een conflict is een kleinste groep die niet kan."
    known = [demand for demand in demands if demand.rule not in SEARCHED]
    if _clash(world, known) == (len(known) < len(demands)):
        yield "Deze eisen kunnen samen, of ook zonder één ervan niet; een conflict is een kleinste groep die niet kan."
    elif len(known) == len(demands) and any(
        _clash(world, [*demands[:at], *demands[at + 1 :]]) for at in range(len(demands))
    ):
        yield "Ook zonder één van deze eisen kan de rest niet; een conflict is een kleinste groep die niet kan."


def made(world: World, demand: Demand) -> bool:
    """Whether the round makes this demand, and it can matter."""
    round_, name = world.round, demand.id
    if demand.rule is JointRule.PIN_KEPT:
        return (name, demand.dwelling) in world.pins
    makers = {
        JointRule.AREA_LIMIT: (limit.id for limit in round_.limits),
        JointRule.SUPPORT_HOURS: (capacity.id for capacity in round_.capacities),
        JointRule.QUOTA_MAXIMUM: (quota.id for quota in round_.quotas if quota.maximum is not None),
        JointRule.QUOTA_MINIMUM: (quota.id for quota in round_.quotas if quota_needs(Count(world, ()), quota) > 0),
        JointRule.DISRUPTION_BUDGET: ("" for _ in range(must_stay(world) > 0)),
        JointRule.CONTACT_APART: (apart.id for apart in round_.contact_exclusions if len(apart.people) > 1),
        JointRule.LINKED_TOGETHER: (link.id for link in round_.links if binding(world, link)),
    }
    return not demand.dwelling and name in makers.get(demand.rule, ())


def _pins(demands: Sequence[Demand]) -> list[tuple[str, str]]:
    return [(demand.id, demand.dwelling) for demand in demands if demand.rule is JointRule.PIN_KEPT]


def _clash(world: World, demands: Sequence[Demand]) -> bool:
    """Whether the pins break a rule, each other, or one of the maxima."""
    count = Count(world, _pins(demands))
    asked = {(demand.rule, demand.id) for demand in demands}
    joint = ((rule, name) for rule, name, _ in capacity_findings(count))
    return any(broken(pair) for pair in count.pairs) or any(
        rule in CERTAIN or (rule, name) in asked for rule, name in joint
    )


def _kept_by_staying(world: World, demands: Sequence[Demand]) -> bool:
    """Whether the pins, with everybody else where an earlier proposal placed her, keep all of these demands."""
    if all(demand.rule is not JointRule.DISRUPTION_BUDGET for demand in demands):
        return False
    pins = _pins(demands)
    pinned = {person for person, _ in pins}
    staying = [(person, min(homes)) for person, homes in keepable(world).items() if person not in pinned]
    count = Count(world, [*pins, *staying])
    asked = {(demand.rule, demand.id) for demand in demands}
    broke = (rule in CERTAIN or (rule, name) in asked for rule, name, _ in findings(count))
    return not any(broken(pair) for pair in count.pairs) and not any(broke)


def _asked(world: World, demands: Sequence[Demand]) -> bool:
    """Whether anybody must be placed, and every link is of somebody who then must be, through other links too."""
    if any(demand.rule in PLACING for demand in demands):
        return True
    placed = {person for person, _ in _pins(demands)}
    names = {demand.id for demand in demands if demand.rule is JointRule.LINKED_TOGETHER}
    links = [link for link in world.round.links if link.id in names]
    for _ in links:
        placed = placed.union(*(link.people for link in links if link.people & placed))
    return bool(placed) and all(link.people & placed for link in links)


def _facts(world: World, demands: Sequence[Demand]) -> tuple[Rule | JointRule, ...]:
    """What pins alone break: rules when it is one, else that a person or a unit is taken twice."""
    pins = _pins(demands)
    if len(pins) < len(demands):
        return ()
    if len(pins) == 1:
        return tuple(broken(world.pair(*pins[0])))
    found = {rule for rule, _, _ in capacity_findings(Count(world, pins))}
    return tuple(rule for rule in CERTAIN if rule in found)


def _of_pairing(conflicts: Sequence[Conflict], way_out: WayOut) -> Iterator[str]:
    """Each change ends a conflict that no other change ends."""
    changed = [change.demand for change in way_out.changes]
    ended = [[demand for demand in changed if demand in conflict.demands] for conflict in conflicts]
    if ended != [[demand] for demand in changed]:
        yield "Bij elke verandering hoort één conflict, in dezelfde volgorde; een andere verandering raakt dat niet."


def _of_way_out(world: World, way_out: WayOut) -> Iterator[str]:
    """Its placements keep all after the changes, and not when one is a step smaller."""
    wrong = [change for change in way_out.changes if not _sound(world, change)]
    for change in wrong:
        yield f"Verandering '{change.demand.rule}' {change.demand.id} met {change.by} kan niet in deze ronde."
    strangers = [name for pair in way_out.witness for name in pair if name not in world.people | world.dwellings]
    for name in strangers:
        yield f"De uitweg noemt '{name}'; dat staat niet in deze ronde."
    if wrong or strangers:
        return
    if _fails(world.round, way_out.changes, way_out):
        yield "De plaatsingen van de uitweg houden na de veranderingen niet alle eisen; dat moet wel."
    for at, change in enumerate(way_out.changes):
        less = (replace(change, by=change.by - 1),) if change.by > 1 else ()
        if not _fails(world.round, (*way_out.changes[:at], *less, *way_out.changes[at + 1 :]), way_out):
            yield f"Verandering '{change.demand.rule}' {change.demand.id} met {change.by} is niet nodig, of kan kleiner."


def _sound(world: World, change: Change) -> bool:
    """Pins and links are let go; of the others some units are, but a contactuitsluiting never gives way."""
    rule = change.demand.rule
    steps = change.by == 0 if rule in LET_GO else change.by > 0 and rule is not JointRule.CONTACT_APART
    return steps and made(world, change.demand)


def _fails(round_: Round, changes: Sequence[Change], way_out: WayOut) -> bool:
    count = Count(World(changed(round_, changes)), way_out.witness)
    return any(broken(pair) for pair in count.pairs) or any(findings(count))


def changed(round_: Round, changes: Sequence[Change]) -> Round:
    """The round in which these demands have given way."""
    by = {change.demand: change.by for change in changes}

    def units(rule: JointRule, name: str) -> int:
        return by.get(Demand(rule=rule, id=name), 0)

    def more(rule: JointRule, row: Limit | Quota) -> Consent | None:
        return _more(round_, row.consent, units(rule, row.id))

    budget = round_.policy.disruption_budget
    more_moves = units(JointRule.DISRUPTION_BUDGET, "")
    return replace(
        round_,
        policy=round_.policy if budget is None else replace(round_.policy, disruption_budget=budget + more_moves),
        pins=tuple(pin for pin in round_.pins if _demand_of(pin) not in by),
        links=tuple(row for row in round_.links if Demand(rule=JointRule.LINKED_TOGETHER, id=row.id) not in by),
        limits=tuple(replace(row, consent=more(JointRule.AREA_LIMIT, row)) for row in round_.limits),
        capacities=tuple(
            replace(row, hours=row.hours + units(JointRule.SUPPORT_HOURS, row.id)) for row in round_.capacities
        ),
        quotas=tuple(
            replace(
                row,
                consent=more(JointRule.QUOTA_MAXIMUM, row),
                minimum=max(0, row.minimum - units(JointRule.QUOTA_MINIMUM, row.id)),
            )
            for row in round_.quotas
        ),
    )


def _demand_of(pin: Pin) -> Demand:
    return Demand(rule=JointRule.PIN_KEPT, id=pin.person, dwelling=pin.dwelling)


def _more(round_: Round, consent: Consent | None, extra: int) -> Consent | None:
    """Consent to go so much further; whose it must be is for people."""
    if extra == 0:
        return consent
    decision = consent.decision if consent else Decision(by="nog te vragen", on=round_.start, motivation="")
    return Consent(extra=(consent.extra if consent else 0) + extra, decision=decision)
