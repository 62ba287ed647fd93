"""One shown round, opened where you need it: by person, dwelling, area and name."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property

from api.shown import Shown
from optimizer.agreements import Claim
from optimizer.draagkracht import Draagkracht
from optimizer.eligibility import Eligibility, check_pairs
from optimizer.explain import names_of_limits
from optimizer.explanations import Grounds, Hope, Vacancy
from optimizer.facts import rent_ceiling
from optimizer.fair.fairness import Fairness, fairness
from optimizer.metrics import Figures, figures_of
from optimizer.outlook import NoMatch, dwellings_without
from optimizer.people import Uitstromer
from optimizer.policy import AreaLevel
from optimizer.proposal import LimitUse, Placement, Proposal, Status, Unplaced
from optimizer.round import Round
from optimizer.supply import Area, Dwelling
from optimizer.verify import Violation, verify
from optimizer.why.explaining import grounds_of, hope_of
from optimizer.why.prepared import Prepared, prepare
from optimizer.why.resolving import smallest_resolved
from optimizer.why.vacancies import vacancy_of

# Seconds for one calculation that somebody waits for.
PATIENCE = 5


@dataclass(frozen=True)
class Book:
    """What pages look up; everything is worked out once, when it is first asked for.

    `address`: what stands before the address of every page, such as "/voorstellen/1"; empty where nothing does.
    """

    shown: Shown
    address: str = ""

    def at(self, page: str) -> str:
        """The whole address of a page, such as that of "/wijken"."""
        return self.address + page

    @property
    def round(self) -> Round:
        """The round."""
        return self.shown.round

    @property
    def proposal(self) -> Proposal:
        """The proposal."""
        return self.shown.proposal

    @cached_property
    def people(self) -> dict[str, Uitstromer]:
        """By id."""
        return {person.id: person for person in self.round.people}

    @cached_property
    def homes(self) -> dict[str, Dwelling]:
        """By id."""
        return {dwelling.id: dwelling for dwelling in self.round.dwellings}

    @cached_property
    def placements(self) -> dict[str, Placement]:
        """By person."""
        return {placement.person: placement for placement in self.proposal.placements}

    @cached_property
    def unplaced(self) -> dict[str, Unplaced]:
        """By person."""
        return {unplaced.person: unplaced for unplaced in self.proposal.unplaced}

    @cached_property
    def names(self) -> dict[str, str]:
        """Of municipalities, areas, corporations and providers by id."""
        held = (self.round.municipalities, self.round.areas, self.round.corporations, self.round.providers)
        return {each.id: each.name for group in held for each in group}

    @cached_property
    def limit_names(self) -> dict[str, str]:
        """Of limits, capacities and quotas by id."""
        return names_of_limits(self.round)

    @cached_property
    def limit_uses(self) -> dict[str, LimitUse]:
        """How much of each limit is used, by its id."""
        return {use.limit: use for use in self.proposal.limits}

    @cached_property
    def areas(self) -> dict[str, Area]:
        """Below the municipality, by id."""
        return {area.id: area for area in self.round.areas}

    @cached_property
    def levels(self) -> dict[str, AreaLevel]:
        """How large an area is, by id."""
        own = {municipality.id: AreaLevel.GEMEENTE for municipality in self.round.municipalities}
        return own | {area.id: area.level for area in self.round.areas}

    @cached_property
    def municipality_of(self) -> dict[str, str]:
        """The name of the municipality of each area, by id."""
        own = {municipality.id: municipality.name for municipality in self.round.municipalities}
        return own | {area.id: own[area.municipality] for area in self.round.areas}

    @cached_property
    def draagkracht(self) -> dict[str, Draagkracht]:
        """By area."""
        return {each.area: each for each in self.round.draagkracht}

    @cached_property
    def figures(self) -> Figures:
        """Key figures of the proposal."""
        return figures_of(self.round, self.proposal)

    @cached_property
    def practice_figures(self) -> Figures | None:
        """Key figures of today's practice."""
        return figures_of(self.round, self.shown.practice) if self.shown.practice else None

    @cached_property
    def fairness(self) -> Fairness:
        """How every group fares, beside the whole and today's practice."""
        return fairness(self.round, self.proposal, self.shown.practice)

    @cached_property
    def violations(self) -> tuple[Violation, ...]:
        """What the independent check objects to."""
        return verify(self.round, self.proposal)

    @cached_property
    def prepared(self) -> Prepared | None:
        """The proposal opened for questions; None where what lies fixed clashes, so that there is none."""
        return None if self.proposal.status is Status.CONFLICT else prepare(self.round, self.proposal)

    def grounds(self, person: str) -> Grounds:
        """Why somebody got this dwelling: as worked out before, or else what takes no new calculation."""
        known = self._told_of_placed.get(person)
        if known is not None:
            return known
        prepared = self.prepared or prepare(self.round, self.proposal)
        return grounds_of(prepared, prepared.pairs.row[person])

    def hope(self, person: str) -> Hope | None:
        """What would help somebody without a home; the same."""
        known = self._told_of_unplaced.get(person)
        if known is None and self.prepared is not None:
            return hope_of(self.prepared, self.prepared.pairs.row[person])
        return known

    def calculated(self, person: str) -> Hope | None:
        """The same, and what the calculation itself would do; each time anew, for some seconds at most."""
        hope = self.hope(person)
        if hope is None:
            return None
        openings = smallest_resolved(self.round, self.proposal, hope.openings, PATIENCE)
        return replace(hope, openings=openings)

    def vacancy(self, home: str) -> Vacancy | None:
        """Why nobody gets a unit of a dwelling; None where none is left."""
        if self.prepared is None or self.units_left[home] <= 0:
            return None
        return vacancy_of(self.prepared, self.prepared.pairs.column[home])

    @cached_property
    def _told_of_placed(self) -> dict[str, Grounds]:
        told = self.shown.explanations
        return {each.person: each for each in told.placed} if told else {}

    @cached_property
    def _told_of_unplaced(self) -> dict[str, Hope]:
        told = self.shown.explanations
        return {each.person: each for each in told.unplaced} if told else {}

    @cached_property
    def lives_in(self) -> dict[str, str]:
        """The dwelling of each placed person."""
        return {placement.person: placement.dwelling for placement in self.proposal.placements}

    @cached_property
    def given_to(self) -> dict[str, list[str]]:
        """Who gets a dwelling, by its id."""
        found: dict[str, list[str]] = {}
        for placement in self.proposal.placements:
            found.setdefault(placement.dwelling, []).append(placement.person)
        return found

    @cached_property
    def claims_on(self) -> dict[str, list[Claim]]:
        """Placements that were under way already, by dwelling."""
        found: dict[str, list[Claim]] = {}
        for claim in self.round.claims:
            found.setdefault(claim.dwelling, []).append(claim)
        return found

    @cached_property
    def claim_of(self) -> dict[str, Claim]:
        """The placement that was under way already, by person."""
        return {claim.person: claim for claim in self.round.claims}

    @cached_property
    def units_left(self) -> Counter[str]:
        """Units that neither a live claim nor this proposal takes, by dwelling."""
        left = Counter({dwelling.id: dwelling.units for dwelling in self.round.dwellings})
        left.subtract(claim.dwelling for claim in self.round.claims)
        left.subtract(placement.dwelling for placement in self.proposal.placements)
        return left

    def suitable(self, person: str) -> tuple[Dwelling, ...]:
        """The dwellings that break no rule for somebody."""
        row = self._eligibility.allowed[self._eligibility.pairs.row[person]]
        return tuple(home for home, allowed in zip(self.round.dwellings, row, strict=True) if allowed)

    def suiting(self, home: str) -> tuple[Uitstromer, ...]:
        """The people for whom a dwelling breaks no rule."""
        column = self._eligibility.allowed[:, self._eligibility.pairs.column[home]]
        return tuple(person for person, allowed in zip(self.round.people, column, strict=True) if allowed)

    @cached_property
    def fitting(self) -> dict[str, int]:
        """How many people each dwelling suits, by its id."""
        counts: list[int] = self._eligibility.allowed.sum(axis=0).tolist()
        return {home.id: fitting for home, fitting in zip(self.round.dwellings, counts, strict=True)}

    @cached_property
    def suits_nobody(self) -> dict[str, NoMatch]:
        """The dwellings with a free unit that suit nobody, by id."""
        return {each.id: each for each in dwellings_without(self._eligibility)}

    def homes_in(self, area: str) -> tuple[Dwelling, ...]:
        """The dwellings of this round in an area."""
        return tuple(home for home in self.round.dwellings if area in home.areas)

    def ceiling(self, person: Uitstromer, home: Dwelling) -> int | None:
        """The highest rent in cents for this pair; None where no ceiling holds."""
        year = max(home.available_from, self.round.start).year
        amounts = next((each for each in self.round.policy.amounts if each.year == year), None)
        if home.corporation is None or amounts is None:
            return None
        return rent_ceiling(person, amounts, self.round.policy.household)

    def place(self, home: Dwelling) -> str:
        """Wijk and municipality; one name where they share it."""
        wijk, municipality = self.names[home.wijk], self.names[home.municipality]
        return wijk if wijk == municipality else f"{wijk}, {municipality}"

    def landlord(self, home: Dwelling) -> str:
        """Who lets the dwelling, or runs it."""
        return self.names.get(home.corporation or home.provider or "", "onbekend")

    @cached_property
    def _eligibility(self) -> Eligibility:
        return check_pairs(self.round)
