"""Being signed in: begun, recognised at each request, and ended."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from api.access.door import Door, DoorRules
from api.access.identity import SYSTEM
from api.access.session import Session
from api.store.accounts import KeptAccount, find_account
from api.store.audit import Action, Noted
from api.store.database import Store, Writing, moment
from api.store.sessions import (
    KeptSession,
    add_session,
    digest_of,
    find_session,
    keep_seen,
    remove_expired,
    remove_session,
)

KIND = "sessies"
# 256 bits.
TOKEN_BYTES = 32
# That somebody was seen is written no more often, so that reading a page is seldom a write.
SEEN_EVERY = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Somebody who has just signed in, with the secret that proves it from now on."""

    token: str = field(repr=False)
    session: Session


def identity_of(door: Door, token: str) -> Session | None:
    """Who has this token; None when nobody, or not any more."""
    now, digest = door.store.clock(), digest_of(token)
    with door.store.reading() as connection:
        kept = find_session(connection, digest)
        account = None if kept is None else find_account(connection, kept.account)
    if kept is None or account is None or account.blocked or not _lasts(kept, door.rules, now):
        return None
    if kept.seen_at <= moment(now - SEEN_EVERY):
        with door.store.writing(SYSTEM) as writing:
            keep_seen(writing, digest)
    return _session(kept, account)


def begin(door: Door, writing: Writing, account: KeptAccount, *, by_link: bool = False, former: str = "") -> SignedIn:
    """Let somebody in, always with a new token; the session of the `former` token ends."""
    now = door.store.clock()
    token = secrets.token_urlsafe(TOKEN_BYTES)
    kept = KeptSession(
        digest=digest_of(token),
        account=account.id,
        csrf=secrets.token_urlsafe(TOKEN_BYTES),
        by_link=by_link,
        created_at=writing.at,
        seen_at=writing.at,
        expires_at=moment(now + door.rules.longest),
    )
    remove_expired(writing, moment(now - door.rules.idle))
    remove_session(writing, digest_of(former))
    add_session(writing, kept)
    return SignedIn(token, _session(kept, account))


def sign_out(store: Store, session: Session) -> None:
    """End a session."""
    with store.writing(session.identity) as writing:
        if remove_session(writing, session.digest):
            writing.note(Noted(action=Action.SIGNED_OUT, kind=KIND, subjects=[session.identity.account]))


def note_signed_in(writing: Writing, account: KeptAccount, reason: str) -> None:
    """Add to the audit that somebody came in, and how."""
    noted = Noted(action=Action.SIGNED_IN, kind=KIND, subjects=[account.id], reason=reason)
    replace(writing, by=account.identity).note(noted)


def _lasts(kept: KeptSession, rules: DoorRules, now: datetime) -> bool:
    return moment(now) < kept.expires_at and moment(now - rules.idle) < kept.seen_at


def _session(kept: KeptSession, account: KeptAccount) -> Session:
    return Session(
        identity=account.identity, login=account.login, csrf=kept.csrf, digest=kept.digest, by_link=kept.by_link
    )
