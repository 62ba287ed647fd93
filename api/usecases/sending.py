"""Send a proposal: its placements become live claims, all of them or none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from api.access.desk import Desk
from api.access.proposal_access import WHOLE, Share, whole_of
from api.errors import Clash, NotAllowed, NotThere, Overtaken
from api.store import register as rows
from api.store.database import Reading, Writing
from api.store.ids import new_id
from api.store.proposals import KeptProposal, find_proposal
from api.store.reviews import (
    KeptReview,
    Taken,
    add_decision,
    add_review,
    live_claims,
    mark_sent,
    reviews,
)
from api.usecases.documents import held_rules
from api.usecases.frozen import Frozen, Heading, frozen_now
from api.usecases.opened import OpenedProposal, opened
from api.usecases.seen_proposals import NO_PROPOSAL
from geodata.tables_region import AREAS
from optimizer.agreements import PlacementStatus
from optimizer.errors import InvalidInput
from optimizer.mend.changed import changes_under
from optimizer.proposal import Placement, Status
from optimizer.review import Actor, NotPossible, Step, decide, standing_of
from optimizer.round import Round
from optimizer.verify import violations_of

ONLY_COORDINATOR = "Alleen de coördinator verstuurt voorstellen."
NEW_ROUND = "Het voorstel is niet verstuurd. Leg een nieuwe ronde vast en laat die berekenen."
STAYS = frozenset({*(status for status in PlacementStatus if status.live), PlacementStatus.AFGEROND})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is sent: new placements, and the ones that lie fixed because an earlier proposal was sent with them."""

    new: tuple[Placement, ...]
    kept: tuple[str, ...]

    @property
    def pairs(self) -> tuple[tuple[str, str], ...]:
        return tuple((each.person, each.dwelling) for each in self.new)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """What one landlord gets: placements to decide about, and those that were sent before and stay as they are."""

    landlord: str
    new: int
    kept: int


def parcels_of(desk: Desk, proposal_id: str) -> tuple[Parcel, ...]:
    """What sending would do, by name of the landlord. Raises NotAllowed, NotThere."""
    if desk.by.role not in WHOLE:
        raise NotAllowed(ONLY_COORDINATOR)
    with desk.store.reading() as connection:
        kept = find_proposal(connection, proposal_id)
        if kept is None:
            raise NotThere(NO_PROPOSAL)
        found = opened(desk.store, kept)
        plan = _plan(connection, found)
    landlord = {home.id: found.book.landlord(home) for home in found.round.dwellings}
    all_ = Counter(landlord[each.dwelling] for each in found.proposal.placements)
    new = Counter(landlord[each.dwelling] for each in plan.new)
    return tuple(Parcel(landlord=name, new=new[name], kept=all_[name] - new[name]) for name in sorted(all_))


def send(desk: Desk, proposal_id: str, version: int) -> KeptProposal:
    """Send a proposal to whom it concerns. Raises NotAllowed, NotThere, Overtaken.

    Clash, with everything at once, when a person or a unit has a live placement already, when something that the
    placements rest on changed since the round was frozen, or when a limit does not hold any more.
    """
    if desk.by.role not in WHOLE:
        raise NotAllowed(ONLY_COORDINATOR)
    with desk.store.writing(desk.by) as writing:
        kept = find_proposal(writing.connection, proposal_id)
        if kept is None:
            raise NotThere(NO_PROPOSAL)
        _refuse_at_once(kept, version)
        found = opened(desk.store, kept)
        plan = _plan(writing.connection, found)
        now = _now(writing.connection, found)
        objections = tuple(dict.fromkeys(_objections(writing.connection, found.round, now.round, plan)))
        if objections:
            raise Clash(" ".join((*objections, NEW_ROUND)), objections)
        placed = [_place(writing, kept, found.round, now, each) for each in plan.new]
        mark_sent(writing, kept.id, kept.version, (*plan.kept, *placed))
        return replace(kept, version=version + 1, sent_at=writing.at, sent_by=desk.by.account)


def _refuse_at_once(kept: KeptProposal, version: int) -> None:
    if kept.version != version:
        done = f" Het is verstuurd op {kept.sent_at[:10]}." if kept.sent_at else ""
        raise Overtaken(f"Iemand anders was u voor met dit voorstel.{done} Haal het opnieuw op.")
    if kept.sent_at is not None:
        raise Clash("Dit voorstel is al verstuurd.")
    if kept.erased_at is not None:
        raise Clash("Dit voorstel is gewist na de bewaartermijn.")
    if kept.status == Status.CONFLICT:
        raise Clash("Dit is geen voorstel: wat vastligt, kan niet samen. Los dat eerst op en bereken opnieuw.")


def _plan(connection: Reading, found: OpenedProposal) -> _Plan:
    """Which placements were sent before and stay as they are: the same person and dwelling, pinned."""
    pinned = {(each.person, each.dwelling) for each in found.proposal.placements if each.pinned}
    there = {
        (review.person, review.dwelling): review.placement
        for review in reviews(connection, Share())
        if review.status in STAYS and (review.person, review.dwelling) in pinned
    }
    new = tuple(each for each in found.proposal.placements if (each.person, each.dwelling) not in there)
    return _Plan(new=new, kept=tuple(there.values()))


def _now(connection: Reading, found: OpenedProposal) -> Frozen:
    """The same round as it would be frozen now."""
    old = found.round
    heading = Heading(
        id=old.id,
        name=old.name,
        start=old.start,
        end=old.end,
        policy=old.policy,
        draagkracht=held_rules(connection).draagkracht,
    )
    try:
        return frozen_now(connection, heading)
    except InvalidInput as error:
        faults = tuple(map(str, error.faults))
        raise Clash(f"In het register staan nu fouten. Los die eerst op: {'; '.join(faults)}.", faults) from None


def _objections(connection: Reading, old: Round, now: Round, plan: _Plan) -> Iterator[str]:
    changed = changes_under(old, now, plan.pairs)
    taken = tuple(_taken(connection, now, plan.new))
    if changed:
        yield "Sinds deze ronde is vastgelegd, is er iets veranderd."
    yield from changed
    yield from taken
    if not changed and not taken:
        today = replace(now, pins=(), previous=())
        yield from (violation.message for violation in violations_of(today, plan.pairs))


def _taken(connection: Reading, now: Round, placements: Sequence[Placement]) -> Iterator[str]:
    """A person and a unit have one live placement at most, over all rounds."""
    claims = list(live_claims(connection))
    homes = {home.id: home for home in now.dwellings}
    for each in placements:
        if each.dwelling not in homes:
            continue
        home = homes[each.dwelling]
        sent = decide(standing_of(each, home), Step.SEND, Actor.COORDINATOR, claims=claims, units=home.units)
        if isinstance(sent, NotPossible):
            yield sent.message
        elif sent.claim is not None:
            claims.append(sent.claim)


def _place(writing: Writing, kept: KeptProposal, old: Round, now: Frozen, placement: Placement) -> str:
    """Keep one sent placement; the result is its code."""
    person = next(each for each in old.people if each.id == placement.person)
    home = next(each for each in old.dwellings if each.id == placement.dwelling)
    code = new_id("p")
    values = {
        "code": code,
        "uitstromer": person.id,
        "woning": home.id,
        "status": PlacementStatus.VOORGESTELD.value,
        "begin": placement.start,
        "gebieden": _areas(now, home.areas),
        "begeleiding": person.care.value,
        "begeleide_personen": person.supported_persons,
    }
    rows.add(writing, whole_of("plaatsingen"), [values])
    review = KeptReview(
        placement=code,
        proposal=kept.id,
        person=person.id,
        dwelling=home.id,
        corporation=home.corporation or "",
        provider=person.provider,
        run_by=home.provider or "" if home.corporation is None else "",
        contract=placement.contract.value,
        start=placement.start,
        refusal=None,
        version=1,
        status=PlacementStatus.VOORGESTELD,
        sent_at=writing.at,
    )
    add_review(writing, review)
    add_decision(writing, Taken(placement=code, step=Step.SEND, from_status=None, to_status=review.status))
    return code


def _areas(now: Frozen, areas: frozenset[str]) -> tuple[str, ...]:
    """Those that stay known when the dwelling leaves the register: there the placement goes on counting."""
    known = frozenset[str]().union(*(now.register.frames()[table]["code"] for table in AREAS))
    return tuple(sorted(areas & known))
