"""From a class and a number of dwellings to the gross cap that is proposed."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP

from geodata.draagkracht.policy import CapRule, Caps, DraagkrachtPolicy, Rounding
from optimizer.draagkracht import Colour

THOUSAND = 1_000
WAYS = {Rounding.AF: ROUND_FLOOR, Rounding.DICHTST: ROUND_HALF_UP, Rounding.OP: ROUND_CEILING}


@dataclass(frozen=True, slots=True, kw_only=True)
class CapSteps:
    """How a cap was counted: base + for_size, at least `least` and at most `most`."""

    dwellings: int
    rule: CapRule
    for_size: int
    least: int
    most: int
    cap: int


def cap_of(colour: Colour, dwellings: int | None, policy: DraagkrachtPolicy) -> CapSteps | None:
    """The steps to the cap; None where the wijk is too small for them, so that the fixed small cap holds."""
    if dwellings is None or dwellings < policy.small.least:
        return None
    caps = policy.caps
    rule = _rule_of(colour, caps)
    for_size = int((rule.per_thousand * dwellings / THOUSAND).to_integral_value(WAYS[caps.rounding]))
    least = caps.least_sizeable if dwellings >= caps.sizeable else caps.least
    cap = min(max(rule.base + for_size, least), caps.most)
    return CapSteps(dwellings=dwellings, rule=rule, for_size=for_size, least=least, most=caps.most, cap=cap)


def _rule_of(colour: Colour, caps: Caps) -> CapRule:
    return {
        Colour.GROEN: caps.groen, Colour.ORANJE: caps.oranje, Colour.ROOD: caps.rood, Colour.ONBEKEND: caps.onbekend,
    }[colour]  # fmt: skip
