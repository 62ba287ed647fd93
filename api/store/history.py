"""What happened to one subject: who, when, from what to what, and why. The values go when their term is over."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, select

from api.store.schema import AUDIT, HISTORY


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change. `before` and `after`: all values as JSON has them; None where there was no row, or they were erased."""

    seq: int
    at: str
    account: str
    role: str
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    motivation: str


def changes_of(connection: Connection, kind: str, subject: str) -> tuple[Change, ...]:
    """The changes of a subject, the first one first."""
    columns = (AUDIT.c.seq, AUDIT.c.at, AUDIT.c.account, AUDIT.c.role, AUDIT.c.action)
    found = (
        select(*columns, HISTORY.c.before, HISTORY.c.after, HISTORY.c.motivation)
        .join(HISTORY, HISTORY.c.seq == AUDIT.c.seq)
        .where(HISTORY.c.kind == kind, HISTORY.c.subject == subject)
        .order_by(AUDIT.c.seq)
    )
    return tuple(Change(**row) for row in connection.execute(found).mappings())
