"""Proposals as each reader may see them: which there are, whose placements are in them, and what is told about each."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial
from typing import Any

from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.access.proposal_access import ACTORS, OF_PLACEMENTS, WHOLE, Share, ever_sees, sees, share_of
from api.access.visible import Fact
from api.errors import NotAllowed, NotThere
from api.pages.words import household
from api.reports.placed import COLUMNS, Pair, late, origin_of, pairs_of
from api.reports.unplaced import Waiting
from api.store.audit import Action, Noted
from api.store.database import Reading
from api.store.proposals import KeptProposal
from api.store.proposals import figures_of as kept_figures
from api.store.reviews import KeptDecision, KeptReview, decisions_on, reviews_of_proposal
from api.store.rounds import KeptRound, find_round, kept_rounds
from api.usecases.decisions import ShownDecision, shown_decision, steps_now
from api.usecases.listing import Listing, Page
from api.usecases.named import named_in
from api.usecases.opened import OpenedProposal, opened
from api.usecases.paging import Plain, paged
from api.usecases.seen_proposals import seen_proposal, seen_proposals
from api.usecases.standings import standings_of
from optimizer.agreements import PlacementStatus
from optimizer.explain import CAUSE_TEXTS, why_unplaced
from optimizer.explanations import Grounds, Hope
from optimizer.planner_figures import OwnLimit, own_figures
from optimizer.policy import Policy
from optimizer.review import Standing, Step, shown
from optimizer.round import canonical

NOBODY = "Deze persoon staat niet in dit voorstel, of niet voor u."
NO_PERSONS = "Voor uw rol zijn er geen gegevens van personen."
KIND = "voorstellen"
FITS, FITS_NONE = (
    "Er waren woningen die passen, maar nog geen plek in deze ronde.",
    "Er was geen woning die past.",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A proposal in a list. `kept` is for the coordinator: how it was calculated, and counts of what people did."""

    id: str
    round: str
    name: str
    start: date
    end: date
    sent_at: str | None
    kept: KeptProposal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownProposal:
    """A proposal with the policy that it was made by; None of one that was erased."""

    summary: Summary
    policy: Policy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacementRow:
    """What one reader sees of a placement: values by `Fact`, and, once it was sent, how far it is and what it can do now.

    `last`: the last step that was taken with it.
    """

    values: Mapping[str, Plain]
    placement: str | None
    status: PlacementStatus | None
    version: int | None
    steps: tuple[Step, ...]
    last: ShownDecision | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers of a proposal: `figures` as planners see them, and exact loads for who decides the limit.

    `names`: of municipalities and areas by code; none of a proposal that was erased.
    """

    figures: Mapping[str, Any]
    limits: tuple[OwnLimit, ...]
    names: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class _Placed:
    """A placement with its review, where it was sent."""

    by: Identity
    pair: Pair
    review: KeptReview | None
    standing: Standing | None
    last: KeptDecision | None

    @property
    def status(self) -> PlacementStatus | None:
        return None if self.review is None else self.review.status

    @property
    def shown_status(self) -> PlacementStatus | None:
        return shown(self.status, ACTORS[self.by.role])

    def value(self, fact: Fact) -> Plain:
        """What is told of it; None where this reader may not see that now."""
        return COLUMNS[fact].value(self.pair) if sees(self.by, fact, self.status) else None

    def row(self) -> PlacementRow:
        seen = [fact for fact in COLUMNS if sees(self.by, fact, self.status)]
        steps: tuple[Step, ...] = ()
        if self.review is not None and self.standing is not None:
            steps = steps_now(self.by, self.review, self.standing)
        return PlacementRow(
            values={fact.value: self.value(fact) for fact in seen},
            placement=self.review.placement if self.review else None,
            status=self.shown_status,
            version=self.review.version if self.review else None,
            steps=steps,
            last=None if self.last is None else shown_decision(self.by, self.last),
        )


def list_proposals(desk: Desk) -> tuple[Summary, ...]:
    """The proposals that somebody sees, the newest first. Raises NotAllowed."""
    with desk.store.reading() as connection:
        rounds = {kept.id: kept for kept in kept_rounds(connection)}
        seen = seen_proposals(connection, desk.by)
    return tuple(_summary(desk.by, kept, rounds[kept.round]) for kept in seen)


def page_of_proposals(desk: Desk, listing: Listing) -> Page[Summary]:
    """A page of them. Raises NotAllowed, InvalidInput."""
    return paged(list_proposals(desk), _SUMMARY_COLUMNS, listing)


def read_proposal(desk: Desk, proposal_id: str) -> ShownProposal:
    """One of them. Raises NotAllowed, NotThere."""
    with desk.store.reading() as connection:
        kept = seen_proposal(connection, desk.by, proposal_id)
        round_ = find_round(connection, kept.round)
    if round_ is None:
        raise NotThere(NOBODY)
    policy = None if kept.erased_at is not None else opened(desk.store, kept).round.policy
    return ShownProposal(summary=_summary(desk.by, kept, round_), policy=policy)


def placements_of(desk: Desk, proposal_id: str, listing: Listing) -> Page[PlacementRow]:
    """The placements that somebody may see. Raises NotAllowed, NotThere, InvalidInput."""
    with desk.store.reading() as connection:
        found = _seen_with_people(connection, desk, proposal_id)
        placed = _placed(connection, desk.by, found)
    page = paged(placed, _columns(desk.by), listing)
    note_read(desk, [each.pair.person.id for each in page.items])
    return Page(items=tuple(each.row() for each in page.items), total=page.total)


def standings_now(desk: Desk, proposal_id: str) -> tuple[PlacementStatus, ...]:
    """How far each placement is with which a proposal was sent; of nobody in particular. Raises NotAllowed, NotThere."""
    if desk.by.role not in WHOLE:
        raise NotAllowed(NO_PERSONS)
    with desk.store.reading() as connection:
        kept = seen_proposal(connection, desk.by, proposal_id)
        return tuple(review.status for review in reviews_of_proposal(connection, Share(), kept.id))


def placement_columns(desk: Desk) -> tuple[str, ...]:
    """The facts that somebody may see of some placement, in the order of the workbooks."""
    return tuple(fact.value for fact in COLUMNS if ever_sees(desk.by, fact))


def unplaced_columns(desk: Desk) -> tuple[str, ...]:
    """The same of people without a home: a provider reads of its own only that they have none yet."""
    return tuple(fact.value for fact in _seen_of_waiting(desk.by))


def unplaced_of(desk: Desk, proposal_id: str, listing: Listing) -> Page[Mapping[str, Plain]]:
    """The people without a home that somebody may see. Raises NotAllowed, NotThere, InvalidInput."""
    with desk.store.reading() as connection:
        found = _seen_with_people(connection, desk, proposal_id)
    columns = {fact.value: partial(_of_waiting, found, desk.by, fact) for fact in _seen_of_waiting(desk.by)}
    page = paged(_waiting(desk.by, found), columns, listing)
    note_read(desk, [each.person.id for each in page.items])
    items = tuple({name: value(each) for name, value in columns.items()} for each in page.items)
    return Page(items=items, total=page.total)


def explanation_of(desk: Desk, proposal_id: str, person: str) -> Grounds | Hope:
    """Why somebody got this dwelling, or what would help who has none. Raises NotAllowed, NotThere."""
    if desk.by.role not in WHOLE:
        raise NotAllowed("Alleen de coördinator ziet waarom, want dat kan over anderen gaan.")
    with desk.store.reading() as connection:
        found = opened(desk.store, seen_proposal(connection, desk.by, proposal_id))
    book = found.book
    told: Grounds | Hope | None = None
    if person in book.placements:
        told = book.grounds(person)
    elif person in book.unplaced:
        told = book.hope(person)
    if told is None:
        raise NotThere(NOBODY)
    # What would help somebody moves others.
    note_read(desk, [person, *named_in(canonical(told), book.people)])
    return told


def figures_of(desk: Desk, proposal_id: str) -> Figures:
    """The numbers of a proposal, which stay when it is erased. Raises NotAllowed, NotThere."""
    if desk.by.role not in WHOLE | {Role.PLANNER}:
        raise NotAllowed("Voor uw rol zijn er geen cijfers over de hele ronde.")
    with desk.store.reading() as connection:
        kept = seen_proposal(connection, desk.by, proposal_id)
        figures = kept_figures(connection, kept.id)
    if kept.erased_at is not None:
        return Figures(figures=figures, limits=(), names={})
    found = opened(desk.store, kept)
    names = {each.id: each.name for group in (found.round.municipalities, found.round.areas) for each in group}
    return Figures(figures=figures, limits=own_limits(desk.by, found), names=names)


def own_limits(by: Identity, found: OpenedProposal) -> tuple[OwnLimit, ...]:
    """The exact loads that somebody may see: a gemeente those of its own areas, the coordinator all."""
    seen = [each.id for each in found.round.municipalities if by.role in WHOLE or by.organisation == each.id]
    if not sees(by, Fact.OWN_LIMITS):
        return ()
    return tuple(limit for code in seen for limit in own_figures(found.round, found.proposal, code))


def note_read(desk: Desk, people: Iterable[str]) -> None:
    """Who reads what is kept of a person is noted, with whom it was about."""
    named = sorted(set(people))
    if named and desk.by.role is not Role.SYSTEEM:
        with desk.store.writing(desk.by) as writing:
            writing.note(Noted(action=Action.READ, kind=KIND, subjects=named))


_SUMMARY_COLUMNS: Mapping[str, Callable[[Summary], Plain]] = {
    "round": lambda each: each.round,
    "name": lambda each: each.name,
    "start": lambda each: each.start,
    "end": lambda each: each.end,
    "sent_at": lambda each: each.sent_at,
}


def _summary(by: Identity, kept: KeptProposal, round_: KeptRound) -> Summary:
    return Summary(
        id=kept.id,
        round=kept.round,
        name=round_.name,
        start=round_.start,
        end=round_.end,
        sent_at=kept.sent_at,
        kept=kept if by.role in WHOLE else None,
    )


def _seen_with_people(connection: Reading, desk: Desk, proposal_id: str) -> OpenedProposal:
    if desk.by.role not in OF_PLACEMENTS:
        raise NotAllowed(NO_PERSONS)
    return opened(desk.store, seen_proposal(connection, desk.by, proposal_id))


def _placed(connection: Reading, by: Identity, found: OpenedProposal) -> list[_Placed]:
    """In the order of the workbooks; who is not the coordinator sees what was sent, of its own."""
    share = share_of(by)
    sent = () if share is None else reviews_of_proposal(connection, share, found.kept.id)
    standings = standings_of(connection, sent)
    last = decisions_on(connection, (review.placement for review in sent))
    by_pair = {(review.person, review.dwelling): review for review in sent}
    placed = []
    for pair in pairs_of(found.book):
        review = by_pair.get((pair.person.id, pair.home.id))
        if review is not None or by.role in WHOLE:
            code = review.placement if review else ""
            placed.append(_Placed(by, pair, review, standings.get(code), last.get(code)))
    return placed


def _columns(by: Identity) -> dict[str, Callable[[_Placed], Plain]]:
    facts = {fact.value: partial(_of_placed, fact) for fact in COLUMNS if ever_sees(by, fact)}
    return {
        **facts,
        "placement": lambda each: each.review.placement if each.review else None,
        "status": lambda each: each.shown_status,
    }


def _of_placed(fact: Fact, placed: _Placed) -> Plain:
    return placed.value(fact)


def _waiting(by: Identity, found: OpenedProposal) -> list[Waiting]:
    """Who needs a decision first, then who waits longest; a provider's own people by their code."""
    book = found.book
    rows = [Waiting(each, book.people[each.person], book) for each in found.proposal.unplaced]
    if by.role in WHOLE:
        return sorted(rows, key=lambda row: (not row.unplaced.needs_decision, -row.days, row.person.id))
    own = by.organisation if by.role is Role.ZORGAANBIEDER else None
    return [row for row in rows if own and row.person.provider == own]


def _seen_of_waiting(by: Identity) -> tuple[Fact, ...]:
    seen = WAITING_COLUMNS if by.role in WHOLE else (Fact.PERSON, Fact.NO_HOME_YET)
    return tuple(fact for fact in seen if sees(by, fact))


def _of_waiting(found: OpenedProposal, by: Identity, fact: Fact, waiting: Waiting) -> Plain:
    """A provider reads why not in words that are the same whoever else is there, and whatever binds them."""
    if fact is Fact.NO_HOME_YET and by.role not in WHOLE:
        return FITS if waiting.person.id in found.fitting else FITS_NONE
    return WAITING_COLUMNS[fact](waiting)


WAITING_COLUMNS: Mapping[Fact, Callable[[Waiting], Plain]] = {
    Fact.PERSON: lambda row: row.person.id,
    Fact.NO_HOME_YET: lambda row: CAUSE_TEXTS[row.unplaced.cause].short,
    Fact.WHY_NOT: lambda row: " ".join(why_unplaced(row.unplaced, row.book.round)),
    Fact.WAITING: lambda row: row.days,
    Fact.DEADLINE: lambda row: late(row.person, row.book),
    Fact.HISTORY: lambda row: row.person.rounds_missed,
    Fact.CARE: lambda row: row.person.care.value,
    Fact.DOELGROEP: lambda row: row.person.doelgroep.value,
    Fact.HOUSEHOLD: lambda row: household(row.person.household),
    Fact.ORIGIN: lambda row: origin_of(row.person, row.book),
}
