"""Demands that can't all be kept: the smallest sets that clash, and the cheapest way out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from optimizer.assignment import Integers, activity_of
from optimizer.demands import Held, demands_of, possible
from optimizer.elastic import WHOLE, give_way
from optimizer.eligibility import broken_rules
from optimizer.model import Model
from optimizer.proposal import Change, Conflict, JointRule, Rule, WayOut

Possible = Callable[[tuple[Held, ...]], bool]
# Left out first: without these nearly everybody concerned is pinned, and then no search is needed.
SEARCHED = (
    (JointRule.LINKED_TOGETHER, JointRule.QUOTA_MINIMUM, JointRule.DISRUPTION_BUDGET),
    (JointRule.QUOTA_MINIMUM, JointRule.DISRUPTION_BUDGET),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Clash:
    """A conflict for each change of the way out; neither where all demands can be kept."""

    conflicts: tuple[Conflict, ...] = ()
    way_out: WayOut | None = None


def clash_of(model: Model) -> Clash:
    """What clashes, and what would end that.

    Without one of the changes, whatever the others give, something clashes: else fewer changes would do. So each
    change has a conflict of its own, of demands that are not changed otherwise.
    """
    held = demands_of(model)
    if possible(model, held):
        return Clash()
    given, choice = give_way(model, held)
    kept = [each for each in held if each not in given]
    conflicts = (_conflict(model, _smallest(partial(possible, model), each, kept)) for each in given)
    return Clash(conflicts=tuple(conflicts), way_out=_way_out(model, given, choice))


def _smallest(possible: Possible, given: Held, kept: list[Held]) -> list[Held]:
    """One demand and as few of the kept ones as it needs to clash; no links and minima where it can be without."""
    for searched in SEARCHED:
        known = [each for each in kept if each.demand.rule not in searched]
        if not possible((given, *known)):
            return smallest(possible, [given], known)
    return smallest(possible, [given], kept)


def smallest(possible: Possible, fixed: list[Held], more: list[Held]) -> list[Held]:
    """The fixed, and so few of the others that they still clash and none of those can be left out.

    What is told to be impossible is all of them together. Halves what may matter (QuickXplain, Junker 2004).
    """
    return [*fixed, *_needed(possible, fixed, more, unknown=True)]


def _needed(possible: Possible, fixed: list[Held], more: list[Held], *, unknown: bool) -> list[Held]:
    """`unknown`: whether the fixed alone may clash already."""
    if unknown and not possible(tuple(fixed)):
        return []
    if len(more) == 1:
        return more
    left, right = more[: len(more) // 2], more[len(more) // 2 :]
    late = _needed(possible, [*fixed, *left], right, unknown=True)
    return [*_needed(possible, [*fixed, *late], left, unknown=bool(late)), *late]


def _conflict(model: Model, clashing: list[Held]) -> Conflict:
    demands = tuple(each.demand for each in sorted(clashing, key=lambda each: each.place))
    return Conflict(demands=demands, facts=_facts(model, clashing))


def _facts(model: Model, clashing: list[Held]) -> tuple[Rule | JointRule, ...]:
    """What pins break without another demand: rules when it is one, else a person or a dwelling is in all of them."""
    pins = [each.demand for each in clashing]
    if any(pin.rule is not JointRule.PIN_KEPT for pin in pins):
        return ()
    if len(pins) == 1:
        return broken_rules(model.pairs, pins[0].id, pins[0].dwelling)
    return (JointRule.PERSON_ONCE,) if len({pin.id for pin in pins}) == 1 else (JointRule.UNIT_ONCE,)


def _way_out(model: Model, given: tuple[Held, ...], choice: Integers) -> WayOut:
    people, dwellings = model.pairs.people, model.pairs.dwellings
    placed = [(row, column) for row, column in enumerate(choice.tolist()) if column >= 0]
    return WayOut(
        changes=tuple(Change(demand=each.demand, by=_by(each, choice)) for each in given),
        witness=tuple((people[row].id, dwellings[column].id) for row, column in placed),
    )


def _by(held: Held, choice: Integers) -> int:
    """How far a demand must give way for a choice; a maximum that was exceeded before, by that as well."""
    if held.kind in WHOLE:
        return 0
    beyond = []
    for line in held.lines:
        units = activity_of(line.row.terms, choice)
        if line.row.upper is None:
            beyond.append((line.row.lower or 0) - units)
        elif units > line.row.upper:
            beyond.append(units - line.row.upper + line.over)
    return max(beyond)
