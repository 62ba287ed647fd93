"""The policy of a round: every choice that people make and that a region may make differently.

Nothing in the optimizer knows an amount, a cut-off or a weight that is not in here.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum


class Begeleiding(StrEnum):
    """Begeleidingsintensiteit: how much support a person gets after moving in."""

    LICHT = "licht"
    MIDDEN = "midden"
    ZWAAR = "zwaar"


class ContractForm(StrEnum):
    """What is signed."""

    HUUR = "huurcontract"
    OMKLAP = "omklapcontract"
    DRIEPARTIJEN = "driepartijencontract"
    OPSTAP = "opstapcontract"


class AreaLevel(StrEnum):
    """How large an area is; caps may be set at every level but the first."""

    GEMEENTE = "gemeente"
    WIJK = "wijk"
    BUURT = "buurt"
    DORP = "dorp"
    LOKAAL = "lokaal gebied"
    COMPLEX = "complex"
    PORTIEK = "portiek"


class Goal(StrEnum):
    """What a round tries to reach. The order is the policy's; each value is an integer.

    - OVERDUE (maximise): placed people who are overdue. Overdue is: `deadline.on` ≤ end of the round,
      or (start of the round − ready_on) ≥ `max_wait_days` days.
    - PLACEMENTS (maximise): sum over placed people of `base + per_urgency · urgency + waiting points`,
      see `PlacementPoints`.
    - QUOTA (minimise): sum over quotas of max(0, minimum − already − live claims − placements that count).
    - ORIGIN (maximise): placed people whose dwelling is in their target municipality: the designated one,
      or else the municipality of origin; people who chose not to return never count.
    - SPREAD (minimise): sum over the `stand` limits of areas at `spread_level` with gross_cap > 0 of
      sum for k = 1 … y of (100 · (l + k)) // gross_cap, where l is the load present before this proposal
      (used + live claims) and y the load that this proposal adds: each unit of load costs the percentage
      of the cap that the area has reached with it, so a busy area is dearer than a quiet one.
    - FIT (maximise): sum over placed people of the fit points of their dwelling, see `FitPoints`.
    - STABILITY (maximise): pairs of `Round.previous` that are kept.
    """

    OVERDUE = "te_laat"
    PLACEMENTS = "plaatsingen"
    QUOTA = "afspraken"
    ORIGIN = "herkomst"
    SPREAD = "spreiding"
    FIT = "passendheid"
    STABILITY = "stabiliteit"

    @property
    def maximise(self) -> bool:
        """Whether more is better."""
        return self not in (Goal.QUOTA, Goal.SPREAD)


@dataclass(frozen=True, slots=True, kw_only=True)
class CareWeights:
    """Load of one supported person by begeleidingsintensiteit."""

    licht: int = 1
    midden: int = 2
    zwaar: int = 3

    def of(self, care: Begeleiding) -> int:
        """The load of one person with this intensity."""
        return {Begeleiding.LICHT: self.licht, Begeleiding.MIDDEN: self.midden, Begeleiding.ZWAAR: self.zwaar}[care]


@dataclass(frozen=True, slots=True, kw_only=True)
class WaitingStep:
    """From this many days of waiting on, this many points (not added to those of steps with fewer days)."""

    days: int
    points: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementPoints:
    """What placing a person is worth.

    base + per_urgency · urgency + points of the highest step whose days ≤ waiting. Waiting is the days
    from `ready_on` to the start of the round, at least 0; below the first step it earns nothing.
    """

    base: int = 4
    per_urgency: int = 2
    waiting: tuple[WaitingStep, ...] = (
        WaitingStep(days=60, points=1),
        WaitingStep(days=120, points=2),
        WaitingStep(days=180, points=3),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class FitPoints:
    """How well a dwelling suits: anchors + size + preference, all at least 0.

    - anchors: per anchor of the person max(0, far − band), where band is the one listed for the dwelling's
      buurt, or else for its wijk, or else for its municipality; 0 when none is listed;
    - size: max(0, size − spare bedrooms), spare = bedrooms of the dwelling − bedrooms needed, at least 0;
    - preference: `preferred` when the dwelling lies in at least one preferred area.
    """

    far: int = 4
    size: int = 2
    preferred: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class HouseholdRules:
    """How children count.

    Bedrooms needed: 0 for one person alone (a studio will do), otherwise 1 for the adults, plus one per
    child of `own_room_from` years or older, plus one per two younger children (rounded up); an expected
    child counts as a young one. Who does not count is as if not there. Co-parented children count for bedrooms when `coparented_need_bedroom`,
    and for the household size in the rent table when `coparented_count_for_rent`. Rooms needed:
    bedrooms needed + 1.
    """

    own_room_from: int = 12
    coparented_need_bedroom: bool = True
    coparented_count_for_rent: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RentAmounts:
    """Passend toewijzen in one calendar year: euro cents of rent a month, whole euros of income a year.

    Ceiling for a person and a dwelling of a corporation (other landlords have none), in the year in which
    the dwelling is free (but not before the start of the round); a year without amounts has no ceiling:

    - income band reaching above the DAEB limit (`income.high > daeb_single / daeb_more`): 0, no social home;
    - income band wholly above the passend limit (`income.low > income_…`): `rent_limit`;
    - otherwise: `cap_young` when `age.low ≤ young_until` and no child counts for the size;
      else `cap_low` for a size of 1 or 2, `cap_high` for 3 or more.

    Single is a size of 1. The elderly limits hold when `age.low ≥ elderly_from`. Where a band crosses a
    limit the strictest reading holds. Size: adults + children that count for rent; expected ones do not.
    """

    year: int
    source: str
    income_single: int
    income_more: int
    income_single_elderly: int
    income_more_elderly: int
    daeb_single: int
    daeb_more: int
    cap_young: int
    cap_low: int
    cap_high: int
    rent_limit: int
    elderly_from: int
    young_until: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the parties agreed for this round.

    - `max_hold_days`: a dwelling may wait this many days for its person;
    - `max_wait_days`: who waits this long is overdue;
    - `escalate_after_rounds`, `escalate_days`: an unplaced person needs a decision by a named owner after
      this many rounds without a home (this one included), or when `deadline.on` is at most this many days
      after the end of the round;
    - `nuisance_binds`: for whom a nuisance file (overlastdossier) closes a dwelling;
    - `contract_order`: of the contract forms that both sides accept, the first in this order is proposed;
    - `spread_level`: at which level the load is spread;
    - `moves_for`: for what people may be moved in a repair. The first goals of `goals` that all stand in here
      go before staying put, every other goal comes after it;
    - `disruption_budget`: how many people at most may lose a place that an earlier proposal gave them
      (`Round.previous`), by another one or by none; None: as many as it takes, each with consent;
    - `small_count`: planners never see a count of people below this, and no share is told of a smaller group;
    - `false_alarms`: of 1,000 rounds in which chance alone decides, at most so many give any warning that a group
      does worse than the others.
    """

    name: str
    amounts: tuple[RentAmounts, ...]
    goals: tuple[Goal, ...] = tuple(Goal)
    care_weights: CareWeights = field(default_factory=CareWeights)
    placement_points: PlacementPoints = field(default_factory=PlacementPoints)
    fit_points: FitPoints = field(default_factory=FitPoints)
    household: HouseholdRules = field(default_factory=HouseholdRules)
    max_hold_days: int = 42
    max_wait_days: int = 180
    escalate_after_rounds: int = 2
    escalate_days: int = 30
    nuisance_binds: frozenset[Begeleiding] = frozenset({Begeleiding.ZWAAR})
    contract_order: tuple[ContractForm, ...] = tuple(ContractForm)
    spread_level: AreaLevel = AreaLevel.WIJK
    moves_for: frozenset[Goal] = frozenset({Goal.OVERDUE, Goal.PLACEMENTS})
    disruption_budget: int | None = None
    small_count: int = 5
    false_alarms: int = 10
