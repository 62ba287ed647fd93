"""Key figures of a proposal, each with the number it is part of."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.agreements import LimitKind
from optimizer.facts import is_overdue, target_municipality
from optimizer.proposal import Proposal
from optimizer.round import Round


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Rounded to whole percents; None of nothing."""
        return None if self.whole == 0 else round(100 * self.part / self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class BusiestArea:
    """The area at the policy's spread level whose `stand` limit is used most, in percent of its cap.

    Consent counts in the cap.
    """

    area: str
    percent: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """What a proposal amounts to.

    - `placed` of all people without a live claim; `overdue` of those among them who are overdue;
    - `returned`: placed in their target municipality, of the placed people who have one;
    - `quotas_met`: of the quotas with a minimum;
    - `units_used` of the units that no live claim holds;
    - `busiest`: None where no area has a cap above 0;
    - `needs_decision`: unplaced people about whom a named owner must decide now.
    """

    placed: Share
    overdue: Share
    returned: Share
    quotas_met: Share
    quota_shortfall: int
    units_used: Share
    busiest: BusiestArea | None
    needs_decision: int


def figures_of(round_: Round, proposal: Proposal) -> Figures:
    """The key figures of a proposal for this round."""
    claimed = {claim.person for claim in round_.claims}
    people = {person.id: person for person in round_.people if person.id not in claimed}
    homes = {dwelling.id: dwelling for dwelling in round_.dwellings}
    placed = [(people[placement.person], homes[placement.dwelling]) for placement in proposal.placements]
    targets = [(target_municipality(person), home.municipality) for person, home in placed]
    with_minimum = [quota for quota in proposal.quotas if quota.minimum > 0]
    return Figures(
        placed=Share(len(placed), len(people)),
        overdue=Share(
            sum(is_overdue(person, round_) for person, _ in placed),
            sum(is_overdue(person, round_) for person in people.values()),
        ),
        returned=Share(
            sum(target == municipality for target, municipality in targets),
            sum(target is not None for target, _ in targets),
        ),
        quotas_met=Share(sum(quota.shortfall == 0 for quota in with_minimum), len(with_minimum)),
        quota_shortfall=sum(quota.shortfall for quota in proposal.quotas),
        units_used=Share(len(placed), sum(home.units for home in round_.dwellings) - len(round_.claims)),
        busiest=_busiest(round_, proposal),
        needs_decision=sum(unplaced.needs_decision for unplaced in proposal.unplaced),
    )


def _busiest(round_: Round, proposal: Proposal) -> BusiestArea | None:
    level = round_.policy.spread_level
    areas = {area.id for area in round_.areas if area.level is level}
    stand = {limit.id: limit.area for limit in round_.limits if limit.kind is LimitKind.STAND and limit.area in areas}
    used = [
        BusiestArea(area=stand[use.limit], percent=round(100 * (use.used + use.claimed + use.planned) / use.cap))
        for use in proposal.limits
        if use.limit in stand and use.cap > 0
    ]
    return max(used, key=lambda area: area.percent, default=None)
