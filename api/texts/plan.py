"""What the check of a plan made by hand says, for the coordinator."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from api.pages.goals import UNITS
from api.pages.words import capital, count, number, signed
from optimizer.explain import GOAL_TEXTS, Audience, rule_text
from optimizer.plan import Difference, GoalBeside, PlanCheck
from optimizer.proposal import JointRule, Rule
from optimizer.round import Round
from optimizer.verify import Violation

UNKNOWN = "unknown"
BEST = {True: "bewezen best haalbaar", False: "beste tot nu toe", None: "geen voorstel"}
ORDER = (UNKNOWN, *Rule, *JointRule)


def plan_lines(check: PlanCheck, round_: Round) -> Iterator[str]:
    """The answer first, then what is broken, what is reached, and who lives elsewhere in the proposal."""
    yield f"{round_.name}: {count(check.placed, 'plaatsing', 'plaatsingen')} in dit plan, {count(check.unnamed, 'mens', 'mensen')} zonder woning."
    yield from _violations(check.violations)
    yield ""
    yield from _goals(check)
    if check.proven is not None:
        yield ""
        yield from _differences(check.differences)


def _violations(violations: tuple[Violation, ...]) -> Iterator[str]:
    """By rule, in the order in which people check them."""
    if not violations:
        yield "✓ Het plan houdt alle regels, grenzen en afspraken."
        return
    yield f"! Het plan kan zo niet: {count(len(violations), 'overtreding', 'overtredingen')}."
    ordered = sorted(violations, key=lambda each: ORDER.index(each.code))
    for code, group in groupby(ordered, key=lambda each: each.code):
        found = list(group)
        yield f"{title_of(code)} ({len(found)})"
        for violation in found:
            pair = f"{violation.subject}: " if code in tuple(Rule) else ""
            yield f"  {pair}{violation.message}"


def title_of(code: str) -> str:
    """What a kind of violation is called."""
    if code == UNKNOWN:
        return "Staat niet in deze ronde"
    rule = Rule(code) if code in tuple(Rule) else JointRule(code)
    return capital(rule_text(rule, Audience.COORDINATOR).short)


def _goals(check: PlanCheck) -> Iterator[str]:
    yield _row("Doelen, het belangrijkste eerst", "plan", BEST[check.proven], "verschil")
    for place, goal in enumerate(check.goals, 1):
        low = "" if goal.goal.maximise else " (laag is goed)"
        beside = "" if goal.beside is None else number(goal.beside.value)
        more = "" if goal.beside is None else signed(goal.value - goal.beside.value)
        yield _row(f"{place}. {GOAL_TEXTS[goal.goal].short}{low}", number(goal.value), beside, more)
    yield _verdict(check)


def _row(name: str, plan: str, beside: str, more: str) -> str:
    return f"{name:42}{plan:>10}{beside:>24}{more:>12}"


def _verdict(check: PlanCheck) -> str:
    if check.proven is None:
        return "Er is geen voorstel om mee te vergelijken. Geef er een op met --voorstel."
    first = check.first
    if first is None:
        return "Op elk doel is het plan even goed als het voorstel."
    name, how_much = GOAL_TEXTS[first.goal].short, _how_much(first)
    if first.gain < 0:
        return f"Het eerste doel dat verschilt, beslist: op '{name}' is het voorstel {how_much} beter."
    if check.violations:
        return f"Op '{name}' is het plan {how_much} beter, maar het houdt niet alle regels."
    return f"Het eerste doel dat verschilt, beslist: op '{name}' is het plan {how_much} beter."


def _how_much(goal: GoalBeside) -> str:
    one, more = UNITS[goal.goal]
    return count(abs(goal.gain), one, more)


def _differences(differences: tuple[Difference, ...]) -> Iterator[str]:
    if not differences:
        yield "Iedereen woont in het plan waar hij in het voorstel woont."
        return
    yield f"Anders dan in het voorstel: {count(len(differences), 'mens', 'mensen')}"
    for each in differences:
        yield f"  {each.person}: plan {', '.join(each.plan) or 'geen woning'}, voorstel {each.proposal or 'geen woning'}"
