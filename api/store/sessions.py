"""Who is signed in. Of the token that proves it only the SHA-256 is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import sha256

from sqlalchemy import Connection, delete, insert, or_, select, update

from api.store.database import Writing
from api.store.schema import SESSIONS


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptSession:
    """Somebody who is signed in. `expires_at`: when that ends whatever happens; `seen_at`: about when the last request came."""

    digest: str = field(repr=False)
    account: str
    csrf: str = field(repr=False)
    by_link: bool
    created_at: str
    seen_at: str
    expires_at: str


def digest_of(token: str) -> str:
    """Under what a secret that opens a door is kept: whoever reads the store can open nothing with it.

    No salt and no slow hash, for a secret of 256 random bits can't be guessed.
    """
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


def add_session(writing: Writing, session: KeptSession) -> None:
    """Keep that somebody is signed in."""
    values = {column.name: getattr(session, column.name) for column in SESSIONS.c}
    writing.connection.execute(insert(SESSIONS).values(**values))


def find_session(connection: Connection, digest: str) -> KeptSession | None:
    """The session, whether or not it is still good; None where there is none."""
    row = connection.execute(select(SESSIONS).where(SESSIONS.c.digest == digest)).mappings().first()
    return None if row is None else KeptSession(**row)


def keep_seen(writing: Writing, digest: str) -> None:
    """Keep that a request came."""
    writing.connection.execute(update(SESSIONS).where(SESSIONS.c.digest == digest).values(seen_at=writing.at))


def remove_session(writing: Writing, digest: str) -> bool:
    """End a session; whether there was one."""
    return writing.connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == digest)).rowcount > 0


def remove_sessions_of(writing: Writing, account: str) -> None:
    """End all sessions of an account."""
    writing.connection.execute(delete(SESSIONS).where(SESSIONS.c.account == account))


def remove_expired(writing: Writing, last_seen: str) -> None:
    """Remove sessions that are over, and those that were not seen since that moment."""
    over = or_(SESSIONS.c.expires_at <= writing.at, SESSIONS.c.seen_at <= last_seen)
    writing.connection.execute(delete(SESSIONS).where(over))
