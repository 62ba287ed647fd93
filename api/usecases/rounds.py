"""Rounds: freeze the register, put another policy on a round, go on after what was decided."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.access.desk import Desk
from api.access.identity import Role
from api.access.proposal_access import WHOLE, Share, whole_of
from api.errors import Clash, NotAllowed, NotThere
from api.store.audit import Action, Noted
from api.store.database import Reading
from api.store.ids import new_id
from api.store.proposals import find_proposal
from api.store.register import rows_naming
from api.store.reviews import reviews_of_proposal
from api.store.rounds import KIND, KeptRound, Origin, add_round, find_round, kept_rounds, open_round
from api.usecases.documents import held_rules
from api.usecases.frozen import Heading, frozen_now
from api.usecases.listing import Listing, Page
from api.usecases.opened import opened
from api.usecases.paging import Plain, paged
from api.usecases.seen_proposals import NO_PROPOSAL, seen_proposals
from api.usecases.standings import standings_of
from optimizer.agreements import BanScope
from optimizer.compare.scenarios import Scenario, applied
from optimizer.errors import Fault, InvalidInput
from optimizer.events import Declined, Event
from optimizer.mend.next_round import next_round
from optimizer.policy import Policy
from optimizer.review import events_of
from optimizer.round import Round

NO_ROUND = "Deze ronde is er niet, of niet voor u."
ERASED = "Deze ronde is gewist na de bewaartermijn."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownRound:
    """A round as somebody sees it. `kept`, `round`: for the coordinator; `policy`, `round`: None when it was erased."""

    id: str
    name: str
    start: date
    end: date
    policy: Policy | None
    kept: KeptRound | None = None
    round: Round | None = None


def freeze_round(desk: Desk, name: str, start: date, end: date) -> KeptRound:
    """Freeze all that is known now. Raises NotAllowed, and InvalidInput with table, row and column of every fault."""
    only_for_coordinators(desk)
    with desk.store.reading() as connection:
        held = held_rules(connection)
        heading = Heading(
            id=new_id("ronde"),
            name=_named(name),
            start=start,
            end=end,
            policy=held.rules.policy,
            draagkracht=held.draagkracht,
        )
        frozen = frozen_now(connection, heading)
    with desk.store.writing(desk.by) as writing:
        return add_round(writing, frozen.round, Origin.REGISTER, frozen.seq)


def make_scenario(desk: Desk, round_id: str, policy: Policy, name: str) -> KeptRound:
    """The same round with another policy. Raises NotAllowed, NotThere, Clash, InvalidInput."""
    only_for_coordinators(desk)
    named = _named(name)
    with desk.store.reading() as connection:
        kept, round_ = _open(connection, round_id)
    scenario = applied(round_, Scenario(name=named, policy=policy))
    made = replace(scenario, id=new_id("ronde"), name=named)
    with desk.store.writing(desk.by) as writing:
        return add_round(writing, made, Origin.SCENARIO, kept.register_seq, parent=kept.id)


def follow(desk: Desk, proposal_id: str) -> KeptRound:
    """The round after a sent proposal: what was declined is banned, what is under way is pinned.

    Raises NotAllowed, NotThere, and Clash for a proposal that was not sent, or was erased.
    """
    only_for_coordinators(desk)
    with desk.store.writing(desk.by) as writing:
        proposal = find_proposal(writing.connection, proposal_id)
        if proposal is None:
            raise NotThere(NO_PROPOSAL)
        if proposal.sent_at is None:
            raise Clash("Dit voorstel is nog niet verstuurd. Er is nog niets besloten om op verder te gaan.")
        found = opened(desk.store, proposal)
        kept, _ = _open(writing.connection, proposal.round)
        events = _events(writing.connection, proposal.id)
        round_ = next_round(found.round, found.proposal, events)
        return add_round(writing, round_, Origin.VERVOLG, kept.register_seq, parent=kept.id, follows=proposal.id)


def list_rounds(desk: Desk) -> tuple[ShownRound, ...]:
    """The rounds, the newest first; for a planner those of which a proposal was sent. Raises NotAllowed."""
    with desk.store.reading() as connection:
        seen = _seen(connection, desk)
    return tuple(_shown(desk, kept, None) for kept in seen)


def page_of_rounds(desk: Desk, listing: Listing) -> Page[ShownRound]:
    """A page of them. Raises NotAllowed, InvalidInput."""
    return paged(list_rounds(desk), _COLUMNS, listing)


def read_round(desk: Desk, round_id: str) -> ShownRound:
    """One round, with everything in it for the coordinator. Raises NotAllowed, NotThere."""
    with desk.store.reading() as connection:
        kept = next((each for each in _seen(connection, desk) if each.id == round_id), None)
        if kept is None:
            raise NotThere(NO_ROUND)
        round_ = open_round(connection, round_id)
    if round_ is not None and desk.by.role is Role.COORDINATOR:
        with desk.store.writing(desk.by) as writing:
            people = [person.id for person in round_.people]
            writing.note(Noted(action=Action.READ, kind=KIND, subjects=[round_id, *people]))
    return _shown(desk, kept, round_)


_COLUMNS: Mapping[str, Callable[[ShownRound], Plain]] = {
    "name": lambda each: each.name,
    "start": lambda each: each.start,
    "end": lambda each: each.end,
}


def _seen(connection: Reading, desk: Desk) -> tuple[KeptRound, ...]:
    if desk.by.role in WHOLE:
        return kept_rounds(connection)
    if desk.by.role is not Role.PLANNER:
        raise NotAllowed("Voor uw rol zijn er geen rondes.")
    sent = {kept.round for kept in seen_proposals(connection, desk.by)}
    return tuple(kept for kept in kept_rounds(connection) if kept.id in sent)


def _shown(desk: Desk, kept: KeptRound, round_: Round | None) -> ShownRound:
    whole = desk.by.role in WHOLE
    return ShownRound(
        id=kept.id,
        name=kept.name,
        start=kept.start,
        end=kept.end,
        policy=None if round_ is None else round_.policy,
        kept=kept if whole else None,
        round=round_ if whole else None,
    )


def _events(connection: Reading, proposal_id: str) -> tuple[Event, ...]:
    """What was decided about the placements of a proposal, with the day on which each ban ends."""
    sent = reviews_of_proposal(connection, Share(), proposal_id)
    until = _ends_of_bans(connection, (review.person for review in sent))
    dwelling = {review.person: review.dwelling for review in sent}
    found = events_of(standings_of(connection, sent).values())
    return tuple(
        replace(event, until=until.get((event.person, dwelling[event.person])))
        if isinstance(event, Declined)
        else event
        for event in found
    )


def _ends_of_bans(connection: Reading, people: Iterable[str]) -> dict[tuple[str, str], date | None]:
    rows = rows_naming(connection, whole_of("weigeringen"), "uitstromer", people)
    return {
        (row.values["uitstromer"], row.values["doel"]): row.values["tot"]
        for row in rows
        if row.values["soort"] == BanScope.WONING
    }


def _open(connection: Reading, round_id: str) -> tuple[KeptRound, Round]:
    kept = find_round(connection, round_id)
    if kept is None:
        raise NotThere(NO_ROUND)
    round_ = open_round(connection, round_id)
    if round_ is None:
        raise Clash(ERASED)
    return kept, round_


def _named(name: str) -> str:
    if not name.strip():
        raise InvalidInput([Fault(("name",), "niets", "een naam waaraan u de ronde herkent")])
    return name.strip()


def only_for_coordinators(desk: Desk) -> None:
    """Raises NotAllowed for who makes no rounds."""
    if desk.by.role not in WHOLE:
        raise NotAllowed("Alleen de coördinator maakt rondes.")
