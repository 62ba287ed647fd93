"""From facts about a wijk to the cap that is proposed for it, with every step kept for display.

A cap is a decision of people; this is only where the conversation starts. The example region takes every
proposal over as it is, and says so.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class IncomeStep:
    """From this percentage of households with a low income on, so much less."""

    percentage: int
    less: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CapRule:
    """`base` + 1 per `dwellings_each` dwellings − the highest step reached, kept within bounds.

    The lower bound is `least`, or `least_sizeable` in a wijk of at least `sizeable` dwellings: there somebody
    with heavy care must fit too.
    """

    base: int
    dwellings_each: int
    low_income: tuple[IncomeStep, ...]
    least: int
    sizeable: int
    least_sizeable: int
    most: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ProposedCap:
    """A proposed cap and the Dutch sentence that derives it."""

    cap: int
    derivation: str


def proposed_cap(rule: CapRule, dwellings: int, low_income: float | None) -> ProposedCap:
    """The cap that the rule proposes; an unknown share of low incomes takes nothing off, and is named."""
    for_size = dwellings // rule.dwellings_each
    reached = [step.less for step in rule.low_income if low_income is not None and low_income >= step.percentage]
    less = max(reached, default=0)
    least = rule.least_sizeable if dwellings >= rule.sizeable else rule.least
    cap = min(max(rule.base + for_size - less, least), rule.most)
    income = "onbekend" if low_income is None else f"{low_income:.1f}%".replace(".", ",")
    derivation = (
        f"{rule.base} + {for_size} ({dwellings} woningen, 1 per {rule.dwellings_each}) − {less} (laag inkomen {income}), "
        f"minstens {least} en hoogstens {rule.most}: {cap}"
    )
    return ProposedCap(cap=cap, derivation=derivation)
