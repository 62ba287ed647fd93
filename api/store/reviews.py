"""What people decide about sent placements: of each what it needs besides its row in `plaatsingen`, and every step.

How far a placement is stands in `plaatsingen` only, under the same code, and only `decide` moves it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Select, func, insert, select, true, update

from api.access.identity import Role
from api.access.proposal_access import Share
from api.store.audit import Action, Noted
from api.store.database import Writing
from api.store.schema import DECISIONS, PROPOSALS, REGISTER, REVIEWS, SENT
from optimizer.agreements import Claim, PlacementStatus

KIND = "besluiten"
PLAATSINGEN = REGISTER["plaatsingen"]


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptReview:
    """A sent placement. `corporation` lets the dwelling, or is empty where the provider `run_by` runs it.

    `provider` registered the person; `contract` is a text of `ContractForm`; `refusal` the code of the last step, where that
    was a refusal; `version` is 1 more with every step.
    """

    placement: str
    proposal: str
    person: str
    dwelling: str
    corporation: str
    provider: str
    run_by: str
    contract: str
    start: date
    refusal: str | None
    version: int
    status: PlacementStatus
    sent_at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptDecision:
    """A step that somebody took; `from_status` None: it was sent. `seq`: its entry in the audit."""

    id: int
    placement: str
    step: str
    from_status: PlacementStatus | None
    to_status: PlacementStatus
    refusal: str | None
    motivation: str
    account: str
    role: Role
    at: str
    seq: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step as it is written down."""

    placement: str
    step: str
    from_status: PlacementStatus | None
    to_status: PlacementStatus
    refusal: str | None = None
    motivation: str = ""


_SELECTED = (
    select(*REVIEWS.c, PLAATSINGEN.c["status"], PROPOSALS.c.sent_at)
    .join_from(REVIEWS, PLAATSINGEN, REVIEWS.c.placement == PLAATSINGEN.c["code"])
    .join(PROPOSALS, PROPOSALS.c.id == REVIEWS.c.proposal)
)


def reviews(connection: Connection, share: Share) -> tuple[KeptReview, ...]:
    """All of a share, the first sent first."""
    return _found(connection, share)


def reviews_of_proposal(connection: Connection, share: Share, proposal: str) -> tuple[KeptReview, ...]:
    """Those that a proposal was sent with: its own, and those of earlier ones that it keeps."""
    inside = select(SENT.c.placement).where(SENT.c.proposal == proposal)
    return _found(connection, share, REVIEWS.c.placement.in_(inside))


def proposals_of(connection: Connection, share: Share) -> frozenset[str]:
    """The sent proposals with a placement of a share."""
    found = select(SENT.c.proposal).join(REVIEWS, REVIEWS.c.placement == SENT.c.placement).where(_of(share))
    return frozenset(connection.execute(found).scalars())


def find_review(connection: Connection, share: Share, placement: str) -> KeptReview | None:
    """One placement; None where there is none, or it is not of this share."""
    found = _found(connection, share, REVIEWS.c.placement == placement)
    return found[0] if found else None


def under_review(connection: Connection, codes: Iterable[str]) -> frozenset[str]:
    """Which rows of `plaatsingen` were sent from here: their values only change by decisions."""
    found = select(REVIEWS.c.placement).where(REVIEWS.c.placement.in_(sorted(codes)))
    return frozenset(connection.execute(found).scalars())


def live_claims(connection: Connection) -> tuple[Claim, ...]:
    """All placements that take a person and a unit, of every round and of the register."""
    live = [status.value for status in PlacementStatus if status.live]
    columns = (PLAATSINGEN.c["uitstromer"], PLAATSINGEN.c["woning"], PLAATSINGEN.c["status"])
    rows = connection.execute(select(*columns).where(PLAATSINGEN.c["status"].in_(live)).order_by(PLAATSINGEN.c["code"]))
    return tuple(
        Claim(person=person, dwelling=dwelling, status=PlacementStatus(status))
        for person, dwelling, status in rows
        if person is not None and dwelling is not None
    )


def decisions(connection: Connection, share: Share) -> tuple[KeptDecision, ...]:
    """Every step in the placements of a share, the newest first."""
    return _steps(connection, _of(share))


def decisions_on(connection: Connection, placements: Iterable[str]) -> dict[str, KeptDecision]:
    """The last step in each of these placements."""
    wanted = sorted(placements)
    last = select(func.max(DECISIONS.c.id)).where(DECISIONS.c.placement.in_(wanted)).group_by(DECISIONS.c.placement)
    return {each.placement: each for each in _steps(connection, DECISIONS.c.id.in_(last))}


def steps_of(connection: Connection, placement: str) -> tuple[KeptDecision, ...]:
    """Every step in a placement, the newest first."""
    return _steps(connection, DECISIONS.c.placement == placement)


def mark_sent(writing: Writing, proposal: str, version: int, placements: Iterable[str]) -> None:
    """Write down that a proposal of this version was sent, with these placements."""
    values = {"sent_at": writing.at, "sent_by": writing.by.account, "version": version + 1}
    writing.connection.execute(update(PROPOSALS).where(PROPOSALS.c.id == proposal).values(**values))
    inside = [{"proposal": proposal, "placement": placement} for placement in placements]
    if inside:
        writing.connection.execute(insert(SENT), inside)
    writing.note(
        Noted(
            action=Action.CHANGED,
            kind="voorstellen",
            subjects=[proposal],
            before={"version": version},
            after={"version": version + 1},
            reason="verstuurd",
        )
    )


def add_review(writing: Writing, review: KeptReview) -> None:
    """Keep what a sent placement needs; its row in `plaatsingen` is there already."""
    values = {name: value for name, value in asdict(review).items() if name in REVIEWS.c}
    writing.connection.execute(insert(REVIEWS).values(**values))


def move_review(writing: Writing, review: KeptReview, refusal: str | None) -> None:
    """Count a step, and keep the reason of a refusal."""
    values = {"refusal": refusal, "version": review.version + 1}
    writing.connection.execute(update(REVIEWS).where(REVIEWS.c.placement == review.placement).values(**values))


def add_decision(writing: Writing, taken: Taken) -> None:
    """Write a step down. What people wrote stays out of the audit."""
    seq = writing.note(
        Noted(
            action=Action.ADDED,
            kind=KIND,
            subjects=[taken.placement],
            before=taken.from_status,
            after={**asdict(taken), "motivation": ""},
            reason=taken.step,
        )
    )
    who = {"account": writing.by.account, "role": writing.by.role.value, "at": writing.at, "seq": seq}
    writing.connection.execute(insert(DECISIONS).values(**asdict(taken), **who))


def _found(connection: Connection, share: Share, *where: ColumnElement[bool]) -> tuple[KeptReview, ...]:
    asked = _SELECTED.where(_of(share), *where).order_by(PROPOSALS.c.sent_at, REVIEWS.c.placement)
    return tuple(_kept(row) for row in connection.execute(asked).mappings())


def _of(share: Share) -> ColumnElement[bool]:
    if share.corporation is not None:
        return REVIEWS.c.corporation == share.corporation
    return true() if share.provider is None else REVIEWS.c.provider == share.provider


def _kept(row: RowMapping) -> KeptReview:
    values: dict[str, Any] = dict(row)
    return KeptReview(**{**values, "status": PlacementStatus(values["status"])})


def _steps(connection: Connection, *where: ColumnElement[bool]) -> tuple[KeptDecision, ...]:
    asked: Select[Any] = select(DECISIONS).join(REVIEWS, REVIEWS.c.placement == DECISIONS.c.placement)
    rows = connection.execute(asked.where(*where).order_by(DECISIONS.c.id.desc())).mappings()
    return tuple(_decision(row) for row in rows)


def _decision(row: RowMapping) -> KeptDecision:
    found = KeptDecision(**row)
    before = None if found.from_status is None else PlacementStatus(found.from_status)
    return replace(found, from_status=before, to_status=PlacementStatus(found.to_status), role=Role(found.role))
