"""A Proposal: the answer to a Round. It is checked by `verify` before anyone sees it, and never edited.

It holds no clock time, machine or Python version: the same round gives the same bytes, unless a clock or a
person ended the calculation, and then `status` says so.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from optimizer.policy import ContractForm, Goal


class Rule(StrEnum):
    """The hard rules for one person and one dwelling, in the order in which people check them.

    Each is a function of the same name in `eligibility`, holds or does not hold for a pair, and has a Dutch
    sentence in `explain`. A pair that breaks none is eligible.

    - unit_free: the dwelling has a unit without a live claim;
    - person_free: the person has no live claim;
    - in_time: the dwelling is free on or before the end of the round, and the person is ready at most
      `max_hold_days` after it is free, also where that lies before the round;
    - rooms_enough, bedrooms_enough: at least as many as needed (`HouseholdRules`);
    - persons_allowed: adults + children + expected between min_persons and max_persons;
    - rent_within_ceiling: see `RentAmounts`; dwellings without a corporation and pairs with a
      `RentException` always pass;
    - level_access, lift_or_ground, wheelchair, low_stimulus: the need (GELIJKVLOERS, LIFT, ROLSTOEL,
      PRIKKELARM) is absent or in `offers`; a dwelling on floor 0 or lower needs no lift;
    - woonvorm_fits: the dwelling's woonvorm is among those that the ZRM outcome allows;
    - contract_shared: at least one contract form that both accept;
    - label_fits: no label, or the person's whole age band is within it and the doelgroep is in its
      doelgroepen where it names any;
    - shared_accepted: the dwelling is not shared, or the person accepts that and is alone;
    - area_not_excluded: none of the dwelling's areas is excluded by the person;
    - contact_exclusion: see `ContactExclusion`: protected dwellings, the other's home or live claim;
    - support_asked: a provider was asked, or no hours are needed;
    - support_contracted: no hours are needed or nobody was asked, or that provider has a `SupportCapacity`
      that covers one of the dwelling's areas and has started when the lease starts;
    - convenant_covers: dwellings of a corporation: some convenant names its municipality, its corporation
      and the person's doelgroep, and runs when the lease starts;
    - nuisance_file: no nuisance file, or the person's care intensity is not in `nuisance_binds`;
    - not_banned: no `Ban` binds.
    """

    UNIT_FREE = "unit_free"
    PERSON_FREE = "person_free"
    IN_TIME = "in_time"
    ROOMS_ENOUGH = "rooms_enough"
    BEDROOMS_ENOUGH = "bedrooms_enough"
    PERSONS_ALLOWED = "persons_allowed"
    RENT_WITHIN_CEILING = "rent_within_ceiling"
    LEVEL_ACCESS = "level_access"
    LIFT_OR_GROUND = "lift_or_ground"
    WHEELCHAIR = "wheelchair"
    LOW_STIMULUS = "low_stimulus"
    WOONVORM_FITS = "woonvorm_fits"
    CONTRACT_SHARED = "contract_shared"
    LABEL_FITS = "label_fits"
    SHARED_ACCEPTED = "shared_accepted"
    AREA_NOT_EXCLUDED = "area_not_excluded"
    CONTACT_EXCLUSION = "contact_exclusion"
    SUPPORT_ASKED = "support_asked"
    SUPPORT_CONTRACTED = "support_contracted"
    CONVENANT_COVERS = "convenant_covers"
    NUISANCE_FILE = "nuisance_file"
    NOT_BANNED = "not_banned"


class JointRule(StrEnum):
    """The hard rules over placements together; live claims count along in all but the last four.

    - unit_once: no more placements in a dwelling than it has units without a live claim;
    - person_once: a person is placed at most once;
    - area_limit: no `Limit` is exceeded (in `blocked_by`: the limit's id);
    - support_hours: no `SupportCapacity` is exceeded (its id);
    - quota_maximum: already + claims + placements ≤ maximum + consent, or nothing new where that is
      exceeded already (the quota's id);
    - quota_minimum: already + claims + placements ≥ minimum of a `binding` quota (its id);
    - contact_apart: no two people of a `ContactExclusion` get dwellings that they may not share (its id);
    - linked_together: all people of a `Link` are placed, or none; for a scope other than RONDE all in one
      municipality, wijk, buurt or complex (its id; dwellings without a complex share none with others). A link
      of which somebody has a live claim binds nobody;
    - pin_kept: each pinned person has the pinned dwelling;
    - disruption_budget: of the people with a `Previous` that breaks no rule, all but at most the policy's
      `disruption_budget` are placed in such a dwelling; one demand for the whole round (id "").
    """

    UNIT_ONCE = "unit_once"
    PERSON_ONCE = "person_once"
    AREA_LIMIT = "area_limit"
    SUPPORT_HOURS = "support_hours"
    QUOTA_MAXIMUM = "quota_maximum"
    QUOTA_MINIMUM = "quota_minimum"
    CONTACT_APART = "contact_apart"
    LINKED_TOGETHER = "linked_together"
    PIN_KEPT = "pin_kept"
    DISRUPTION_BUDGET = "disruption_budget"


class Status(StrEnum):
    """How the calculation ended."""

    PROVEN = "bewezen"
    STOPPED = "gestopt"
    CONFLICT = "conflict"
    BASELINE = "huidige praktijk"


class Cause(StrEnum):
    """Why somebody was not placed.

    - NO_DWELLING: no dwelling is eligible;
    - ALL_TAKEN: each eligible dwelling is full, or one of the joint rules closes it for this person;
    - OTHER_GOAL: an eligible dwelling is open, but an earlier goal, or a linked registration that can't be
      placed as well, or the end of the calculation stood in the way.
    """

    NO_DWELLING = "geen passende woning"
    ALL_TAKEN = "alles bezet of begrensd"
    OTHER_GOAL = "een ander doel ging voor"


@dataclass(frozen=True, slots=True, kw_only=True)
class Placement:
    """One person in one dwelling. `rent_exception` and `pinned` tell that such a decision was used."""

    person: str
    dwelling: str
    start: date
    contract: ContractForm
    rent_exception: bool = False
    pinned: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCount:
    """How many dwellings (rows, not units) break this rule for a person; one may break several."""

    rule: Rule
    dwellings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocked:
    """How many eligible dwellings with a unit left are closed for a person by this joint rule.

    A dwelling counts once for every limit (`id`) that adding the person there would exceed, given all
    placements of the proposal. quota_minimum, linked_together, pin_kept and
    disruption_budget never stand here.
    """

    rule: JointRule
    id: str
    dwellings: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """A person without a home in this round (people with a live claim are neither placed nor unplaced).

    `rules` lists every rule with a count above 0, in the order of `Rule`; `eligible` counts dwellings that
    break none; `taken` those of them without a unit left after claims and placements; `blocked_by` what
    closes the others, sorted by the text of rule and id; `open` those that nothing closes. `needs_decision`: rounds_missed
    + 1 ≥ escalate_after_rounds, or deadline.on ≤ end of the round + escalate_days.
    """

    person: str
    cause: Cause
    rules: tuple[RuleCount, ...]
    eligible: int
    taken: int
    blocked_by: tuple[Blocked, ...]
    open: int
    needs_decision: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class LimitUse:
    """Load in an area: `used` before, `claimed` by live claims, `planned` here; `cap` includes consent."""

    limit: str
    cap: int
    used: int
    claimed: int
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotaUse:
    """Households that count for a quota; `maximum` includes consent."""

    quota: str
    minimum: int
    maximum: int | None
    already: int
    claimed: int
    planned: int
    shortfall: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportUse:
    """Hours a week of a support capacity."""

    capacity: str
    hours: int
    used: int
    claimed: int
    planned: int


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalValue:
    """What was reached on a goal, and the best that is possible given the values of the goals before it.

    `bound` is None when nothing was proven about it (always so for a baseline); proven means bound = value.
    Where an earlier goal is unproven the bound holds on condition of that goal's value.
    """

    goal: Goal
    value: int
    bound: int | None

    @property
    def proven(self) -> bool:
        """Whether nothing better exists."""
        return self.bound == self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Demand:
    """What this round must keep: a pin of person `id` in `dwelling`, or the limit, quota … link with this id."""

    rule: JointRule
    id: str
    dwelling: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """A smallest set of demands that can't all be kept: without any one of them the others can.

    That every pair keeps the rules, nobody has two homes and no unit two tenants is not a demand: that always
    holds. `facts` names which of these the demands break when they are pins only: all rules that one pin
    breaks, or else person_once or unit_once; otherwise it is empty.
    """

    demands: tuple[Demand, ...]
    facts: tuple[Rule | JointRule, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """How a demand gives way: `by` is what its consent, hours or minimum change; a pin or link is let go, `by` 0."""

    demand: Demand
    by: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """The cheapest changes (`demands.GIVING`) after which all demands can be kept; placements that then keep them."""

    changes: tuple[Change, ...]
    witness: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How the calculation was set. `time_limit` in whole seconds; None: until proven."""

    seed: int = 1
    time_limit: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """Placements by person id, unplaced by person id, uses by id, goals in the policy's order.

    With status CONFLICT there are no placements, every candidate is in `unplaced`, `goals` is empty, and there is a
    way out with one of the `conflicts` for each of its changes, in the same order.
    """

    round_id: str
    round_digest: str
    status: Status
    placements: tuple[Placement, ...]
    unplaced: tuple[Unplaced, ...]
    limits: tuple[LimitUse, ...]
    quotas: tuple[QuotaUse, ...]
    capacities: tuple[SupportUse, ...]
    goals: tuple[GoalValue, ...]
    conflicts: tuple[Conflict, ...]
    settings: Settings
    rules_version: str
    solver: str
    way_out: WayOut | None = None
