"""Proposals as they are kept: one for each calculation, never edited."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, insert, select

from api.store.audit import Action, Noted
from api.store.database import Writing
from api.store.ids import new_id
from api.store.schema import PROPOSALS
from api.wire import dumps_proposal, loads_proposal
from optimizer.proposal import Proposal
from optimizer.round import digest

KIND = "voorstellen"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptProposal:
    """What is known of a proposal without opening it; `version` counts what people did with it."""

    id: str
    round: str
    run: str
    status: str
    digest: str
    version: int
    created_at: str
    sent_at: str | None
    sent_by: str | None
    erased_at: str | None


# Large, and there are as many proposals as there were calculations: whoever lists them reads none of it.
_CONTENTS = ("content", "practice", "figures")
_KNOWN = [column for column in PROPOSALS.c if column.name not in _CONTENTS]


def add_proposal(
    writing: Writing, *, round_id: str, run: str, proposal: Proposal, practice: Proposal | None, figures: dict[str, Any]
) -> KeptProposal:
    """Keep the proposal of a calculation. Raises IntegrityError when the calculation has one already.

    `figures`: what planners may see of it, which stays when the proposal is erased.
    """
    kept = KeptProposal(
        id=new_id("v"),
        round=round_id,
        run=run,
        status=proposal.status,
        digest=digest(proposal),
        version=1,
        created_at=writing.at,
        sent_at=None,
        sent_by=None,
        erased_at=None,
    )
    values = {column.name: getattr(kept, column.name) for column in _KNOWN}
    contents = {
        "content": dumps_proposal(proposal),
        "practice": None if practice is None else dumps_proposal(practice),
        "figures": figures,
    }
    writing.connection.execute(insert(PROPOSALS).values(**values, **contents))
    writing.note(Noted(action=Action.ADDED, kind=KIND, subjects=[kept.id], after=kept.digest))
    return kept


def find_proposal(connection: Connection, proposal_id: str) -> KeptProposal | None:
    """What is known of a proposal; None where there is none."""
    row = connection.execute(select(*_KNOWN).where(PROPOSALS.c.id == proposal_id)).mappings().first()
    return None if row is None else KeptProposal(**row)


def kept_proposals(connection: Connection) -> tuple[KeptProposal, ...]:
    """All proposals, the newest first."""
    rows = connection.execute(select(*_KNOWN).order_by(PROPOSALS.c.created_at.desc(), PROPOSALS.c.id)).mappings()
    return tuple(KeptProposal(**row) for row in rows)


def open_proposal(connection: Connection, proposal_id: str) -> tuple[Proposal, Proposal | None] | None:
    """The proposal and today's practice; None where there is none, or it was erased after its term."""
    columns = (PROPOSALS.c.content, PROPOSALS.c.practice)
    row = connection.execute(select(*columns).where(PROPOSALS.c.id == proposal_id)).first()
    if row is None or row.content is None:
        return None
    return loads_proposal(row.content), None if row.practice is None else loads_proposal(row.practice)


def figures_of(connection: Connection, proposal_id: str) -> dict[str, Any]:
    """What planners may see of a proposal that is there."""
    figures: dict[str, Any] = connection.execute(
        select(PROPOSALS.c.figures).where(PROPOSALS.c.id == proposal_id)
    ).scalar_one()
    return figures
