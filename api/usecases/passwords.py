"""Choosing a password."""

from __future__ import annotations

from datetime import datetime
from math import ceil

from api.access import passwords
from api.access.door import Door
from api.access.identity import SYSTEM
from api.access.session import Session
from api.errors import NotSignedIn, TooManyTries
from api.store.accounts import KeptAccount, find_account, keep_password, remove_links
from api.store.audit import Action, Noted
from api.store.database import Writing
from api.store.sessions import find_session, remove_sessions_of
from api.usecases.sessions import SignedIn, begin
from api.usecases.sign_in import Why, turn_away, why_not
from optimizer.errors import Fault, InvalidInput

KIND = "wachtwoorden"
OVER = "U bent niet meer aangemeld. Meld u opnieuw aan."
WAIT = "Het oude wachtwoord was te vaak fout. Wacht even en probeer het dan opnieuw."


def set_password(door: Door, session: Session, old: str, new: str) -> SignedIn:
    """Choose a password; all sessions of the account end, and who chose it gets a new one.

    `old` doesn't count in a session that began with a one-time link. Raises InvalidInput with every fault, TooManyTries when
    the old one was wrong too often, NotSignedIn when the session or the old password is not there any more.
    """
    with door.store.reading() as connection:
        before = find_account(connection, session.identity.account)
    faults = list(passwords.faults_of(new, session.login, "new"))
    if before is None or not (session.by_link or _right(door, before, old)):
        faults.insert(0, Fault(("old",), "een ander wachtwoord", "uw wachtwoord van nu"))
    if faults:
        raise InvalidInput(faults)
    kept = door.passwords.kept(new)
    with door.store.writing(session.identity) as writing:
        account = find_account(writing.connection, session.identity.account)
        found = find_session(writing.connection, session.digest)
        if found is None or account is None or account.blocked or before is None or account.password != before.password:
            raise NotSignedIn(OVER)
        keep_password(writing, account, kept)
        return _anew(door, writing, account)


def _anew(door: Door, writing: Writing, account: KeptAccount) -> SignedIn:
    remove_sessions_of(writing, account.id)
    remove_links(writing, account.id)
    writing.note(Noted(action=Action.CHANGED, kind=KIND, subjects=[account.id]))
    return begin(door, writing, account)


def _right(door: Door, before: KeptAccount, old: str) -> bool:
    """Whether the old password is right; wrong ones count, as at signing in."""
    right, _ = door.passwords.fits(old, before.password)
    with door.store.writing(SYSTEM) as writing:
        account = find_account(writing.connection, before.id)
        why = why_not(account, writing.at, right=right)
        if why is not None:
            turn_away(door, writing, account, why)
    if why is Why.WAITS and account is not None and account.locked_until is not None:
        left = datetime.fromisoformat(account.locked_until) - door.store.clock()
        raise TooManyTries(WAIT, max(ceil(left.total_seconds()), 1))
    return why is None
