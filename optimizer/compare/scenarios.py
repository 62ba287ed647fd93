"""The same round with another policy, other caps or other agreements: what a scenario is, and what it must come to."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction

from optimizer.agreements import Limit, LimitKind, Quota
from optimizer.draagkracht import Colour
from optimizer.errors import Fault, InvalidInput
from optimizer.metrics import Figures
from optimizer.policy import Policy
from optimizer.proposal import LimitUse
from optimizer.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class CapChange:
    """Other gross caps, of every limit of an area, of all areas of a colour, or (with neither) of all limits.

    New cap: cap · (100 + percent) // 100 + by, at least 0. What is reserved for zwaar stays, up to the new cap.
    """

    area: str | None = None
    colour: Colour | None = None
    percent: int = 0
    by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaChange:
    """Another minimum or maximum of an agreement; None leaves it."""

    quota: str
    minimum: int | None = None
    maximum: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """A name and what differs from the round as it is; `policy` None: the round's own.

    Changes come one after the other. Load that is already there stays as it was counted, also where the policy has
    other care weights.
    """

    name: str
    policy: Policy | None = None
    caps: tuple[CapChange, ...] = ()
    quotas: tuple[QuotaChange, ...] = ()


class KeyFigure(StrEnum):
    """Key figures that a criterion may be about; `metrics.Figures` says what they count, the busiest area in percent."""

    PLACED = "geplaatst"
    OVERDUE = "te laat, nu geplaatst"
    RETURNED = "terug naar herkomst"
    QUOTAS_MET = "afspraken gehaald"
    SHORTFALL = "tekort op afspraken"
    BUSIEST = "drukste wijk"
    NEEDS_DECISION = "besluit nodig"

    def of(self, figures: Figures) -> int:
        """The figure; 0 where no area has a cap."""
        return {
            KeyFigure.PLACED: figures.placed.part,
            KeyFigure.OVERDUE: figures.overdue.part,
            KeyFigure.RETURNED: figures.returned.part,
            KeyFigure.QUOTAS_MET: figures.quotas_met.part,
            KeyFigure.SHORTFALL: figures.quota_shortfall,
            KeyFigure.BUSIEST: figures.busiest.percent if figures.busiest else 0,
            KeyFigure.NEEDS_DECISION: figures.needs_decision,
        }[self]


class Than(StrEnum):
    """What a criterion counts from: today's practice, or the first scenario."""

    PRACTICE = "zoals het nu gaat"
    FIRST = "het eerste scenario"


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """A key figure between bounds, both included; with `than` these count from that one's figure."""

    figure: KeyFigure
    at_least: int | None = None
    at_most: int | None = None
    than: Than | None = None


def applied(round_: Round, scenario: Scenario) -> Round:
    """The round of a scenario. Raises InvalidInput with every fault: what it changes must be in the round."""
    faults = [*_unknown(round_, scenario)]
    if faults:
        raise InvalidInput(faults)
    limits, quotas = round_.limits, round_.quotas
    for change in scenario.caps:
        limits = tuple(_with_cap(limit, change) if _concerns(round_, change, limit) else limit for limit in limits)
    for wanted in scenario.quotas:
        quotas = tuple(_with_bounds(quota, wanted) if quota.id == wanted.quota else quota for quota in quotas)
    return replace(round_, policy=scenario.policy or round_.policy, limits=limits, quotas=quotas)


def _unknown(round_: Round, scenario: Scenario) -> Iterator[Fault]:
    for number, change in enumerate(scenario.caps):
        path = (scenario.name, "grenzen", number)
        if change.area is not None and change.area not in {limit.area for limit in round_.limits}:
            yield Fault((*path, "gebied"), f"'{change.area}'", "een gebied met een grens in deze ronde")
        if change.colour is not None and not any(_concerns(round_, change, limit) for limit in round_.limits):
            yield Fault((*path, "kleur"), f"'{change.colour}'", "een kleur van een gebied met een grens in deze ronde")
    for number, wanted in enumerate(scenario.quotas):
        if wanted.quota not in {quota.id for quota in round_.quotas}:
            path = (scenario.name, "afspraken", number)
            yield Fault((*path, "afspraak"), f"'{wanted.quota}'", "een afspraak van deze ronde")


def _concerns(round_: Round, change: CapChange, limit: Limit) -> bool:
    if change.area is not None and limit.area != change.area:
        return False
    colours = {row.area for row in round_.draagkracht if row.colour is change.colour}
    return change.colour is None or limit.area in colours


def _with_cap(limit: Limit, change: CapChange) -> Limit:
    cap = max(0, limit.gross_cap * (100 + change.percent) // 100 + change.by)
    return replace(limit, gross_cap=cap, reserved_for_zwaar=min(limit.reserved_for_zwaar, cap))


def _with_bounds(quota: Quota, change: QuotaChange) -> Quota:
    minimum = quota.minimum if change.minimum is None else change.minimum
    return replace(quota, minimum=minimum, maximum=quota.maximum if change.maximum is None else change.maximum)


def one_less(round_: Round, uses: tuple[LimitUse, ...], name: str) -> tuple[str, Scenario] | None:
    """The busiest area of a proposal, and the scenario in which it has one unit of load less than in that proposal.

    Busiest of the areas at the spread level in which the proposal places somebody; None where there is none.
    """
    at_level = {area.id for area in round_.areas if area.level is round_.policy.spread_level}
    limits = {limit.id: limit for limit in round_.limits if limit.kind is LimitKind.STAND and limit.area in at_level}
    busy = [use for use in uses if use.limit in limits and use.planned and use.cap]
    if not busy:
        return None
    use = max(busy, key=lambda use: (Fraction(_present(use), use.cap), use.limit))
    change = CapChange(area=limits[use.limit].area, by=_present(use) - 1 - use.cap)
    return limits[use.limit].area, Scenario(name=name, policy=round_.policy, caps=(change,))


def _present(use: LimitUse) -> int:
    return use.used + use.claimed + use.planned
