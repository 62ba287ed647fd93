"""Answers to requests that somebody may send again, under the key that they came with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, insert, select

from api.store.database import Writing, moment
from api.store.schema import IDEMPOTENCY

# Long enough for who tries again after a bad night, and no longer: answers hold values of people.
KEPT = timedelta(hours=24)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAnswer:
    """What was answered; `request` is a digest of what was asked."""

    request: str
    status: int
    headers: Mapping[str, str]
    body: str


def find_answer(connection: Connection, account: str, key: str, now: datetime) -> KeptAnswer | None:
    """What this account was answered under this key; None where it asked nothing, or too long ago."""
    columns = (IDEMPOTENCY.c.request, IDEMPOTENCY.c.status, IDEMPOTENCY.c.headers, IDEMPOTENCY.c.body)
    its = (IDEMPOTENCY.c.account == account, IDEMPOTENCY.c.key == key, IDEMPOTENCY.c.at > moment(now - KEPT))
    row = connection.execute(select(*columns).where(*its)).mappings().first()
    return None if row is None else KeptAnswer(**row)


def keep_answer(writing: Writing, key: str, answer: KeptAnswer) -> None:
    """Keep an answer in the transaction of what it tells; those of more than a day ago go."""
    too_old = moment(datetime.fromisoformat(writing.at) - KEPT)
    writing.connection.execute(delete(IDEMPOTENCY).where(IDEMPOTENCY.c.at <= too_old))
    values = {"account": writing.by.account, "key": key, "at": writing.at}
    writing.connection.execute(
        insert(IDEMPOTENCY).values(
            **values, request=answer.request, status=answer.status, headers=dict(answer.headers), body=answer.body
        )
    )
