"""A region of a handful of wijken with figures, and a policy that a reader can work out in the head.

Two figures: `pct_laag` (lower is better, weight 2) and `pct_hoog` (higher is better, weight 1), each scored from 0 to
100 by fixed values, so that a figure of 40% low gives 60 and one of 40% high gives 40.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from geodata.draagkracht.derive import derive
from geodata.draagkracht.derived import Derived
from geodata.draagkracht.policy import (
    Borders,
    CapRule,
    Caps,
    Direction,
    DraagkrachtPolicy,
    Indicator,
    Method,
    SmallRule,
    Trials,
)
from geodata.register import Register
from tests.geodata.tiny import VOORBEELD, register

ON = date(2026, 10, 1)
BOUNDS: dict[str, Any] = {"method": Method.VAST, "low": Decimal(0), "high": Decimal(100), "reference": "voorbeeld"}
LAAG = Indicator(name="pct_laag", title="lage inkomens", direction=Direction.LAGER, weight=2, **BOUNDS)
HOOG = Indicator(name="pct_hoog", title="hoge inkomens", direction=Direction.HOGER, weight=1, **BOUNDS)
ONE = Decimal(1)
CAPS = Caps(
    groen=CapRule(base=2, per_thousand=ONE),
    oranje=CapRule(base=1, per_thousand=ONE),
    rood=CapRule(base=0, per_thousand=ONE),
    onbekend=CapRule(base=1, per_thousand=ONE),
    least=2,
    sizeable=500,
    least_sizeable=3,
    most=12,
)
POLICY = DraagkrachtPolicy(
    name="afspraken",
    indicators=(LAAG, HOOG),
    small=SmallRule(dwellings=500, strength=250, least=100, cap=1),
    borders=Borders(oranje=Decimal(35), groen=Decimal(50)),
    caps=CAPS,
    trials=Trials(seed=1, draws=20, spread=50),
)


def policy(**changes: Any) -> DraagkrachtPolicy:
    return replace(POLICY, **changes)


def wijk(code: str, dwellings: int | None, gemeente: str = "GM-A") -> dict[str, Any]:
    return {"code": code, "naam": f"Wijk {code[-1]}", "gemeente": gemeente, "woningen": dwellings, **VOORBEELD}


def figure(area: str, indicator: str, value: float | None, year: int = 2024, **changes: Any) -> dict[str, Any]:
    return {"gebied": area, "indicator": indicator, "waarde": value, "jaar": year, "bron": "CBS", **changes}


def region(
    dwellings: Mapping[str, int | None],
    laag: Mapping[str, float | None],
    hoog: Mapping[str, float | None],
    *more: dict[str, Any],
) -> Register:
    """Wijken of gemeente A with their dwellings and both figures."""
    rows = [figure(area, "pct_laag", value) for area, value in laag.items()]
    rows += [figure(area, "pct_hoog", value) for area, value in hoog.items()]
    wijken = [wijk(code, number) for code, number in dwellings.items()]
    return register(wijken=wijken, buurten=[], indicatoren=[*rows, *more])


def derived_of(found: Register, rules: DraagkrachtPolicy = POLICY) -> dict[str, Derived]:
    return {one.area: one for one in derive(found, rules, ON)}


def one_wijk(
    laag: float | None = 40, hoog: float | None = 40, dwellings: int | None = 2_000, **changes: Any
) -> Derived:
    """The derivation of a region with one wijk."""
    return derived_of(region({"WK-A": dwellings}, {"WK-A": laag}, {"WK-A": hoog}), policy(**changes))["WK-A"]
