"""Rounds as they are kept: frozen, each with where it came from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import Connection, insert, select

from api.store.audit import Action, Noted
from api.store.database import Writing
from api.store.ids import new_id
from api.store.schema import ROUNDS
from api.wire import dumps_round, loads_round
from optimizer.round import Round, digest

KIND = "rondes"


class Origin(StrEnum):
    """How a round came to be: from the register, from another round with another policy, or after a proposal."""

    REGISTER = "register"
    SCENARIO = "scenario"
    VERVOLG = "vervolg"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRound:
    """What is known of a round without opening it.

    `register_seq`: the last entry of the audit when the register was read; `parent`: the round of which it is a scenario or
    on which it follows; `follows`: the proposal on which it follows.
    """

    id: str
    name: str
    origin: Origin
    parent: str | None
    follows: str | None
    register_seq: int
    start: date
    end: date
    digest: str
    created_at: str
    created_by: str
    erased_at: str | None


_KNOWN = [column for column in ROUNDS.c if column.name != "content"]


def add_round(
    writing: Writing,
    round_: Round,
    origin: Origin,
    register_seq: int,
    parent: str | None = None,
    follows: str | None = None,
) -> KeptRound:
    """Keep a round; its own id stays inside it, the store gives another."""
    kept = KeptRound(
        id=new_id("r"),
        name=round_.name,
        origin=origin,
        parent=parent,
        follows=follows,
        register_seq=register_seq,
        start=round_.start,
        end=round_.end,
        digest=digest(round_),
        created_at=writing.at,
        created_by=writing.by.account,
        erased_at=None,
    )
    values = {column.name: getattr(kept, column.name) for column in _KNOWN}
    writing.connection.execute(insert(ROUNDS).values(**values, content=dumps_round(round_)))
    writing.note(Noted(action=Action.ADDED, kind=KIND, subjects=[kept.id], after=kept.digest))
    return kept


def find_round(connection: Connection, round_id: str) -> KeptRound | None:
    """What is known of a round; None where there is none."""
    row = connection.execute(select(*_KNOWN).where(ROUNDS.c.id == round_id)).mappings().first()
    return None if row is None else _kept(dict(row))


def kept_rounds(connection: Connection) -> tuple[KeptRound, ...]:
    """All rounds, the newest first."""
    rows = connection.execute(select(*_KNOWN).order_by(ROUNDS.c.created_at.desc(), ROUNDS.c.id)).mappings()
    return tuple(_kept(dict(row)) for row in rows)


def open_round(connection: Connection, round_id: str) -> Round | None:
    """The round itself; None where there is none, or it was erased after its term."""
    content = connection.execute(select(ROUNDS.c.content).where(ROUNDS.c.id == round_id)).scalar()
    return None if content is None else loads_round(content)


def _kept(values: dict[str, object]) -> KeptRound:
    return KeptRound(**{**values, "origin": Origin(str(values["origin"]))})  # type: ignore[arg-type] # a row of the table
