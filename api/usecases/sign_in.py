"""Signing in, with a password or with a one-time link.

Nobody learns from an answer, or from how long it takes, whether an account exists: an unknown name, a wrong password, a
blocked account and one that waits get the same answer after one look at a password. A guess is only judged in the transaction
that counts it, so that many at once get no more guesses than one after the other.
"""

from __future__ import annotations

from enum import StrEnum

from api.access.door import Door
from api.access.identity import SYSTEM
from api.access.logins import folded, is_login
from api.errors import NotSignedIn, NotThere, TooManyTries
from api.store.accounts import (
    KeptAccount,
    KeptLink,
    find_account,
    find_link,
    find_login,
    keep_password,
    keep_tries,
    use_link,
)
from api.store.audit import Action, Noted
from api.store.database import Store, Writing, moment
from api.store.sessions import digest_of
from api.usecases.sessions import KIND, SignedIn, begin, note_signed_in

WRONG = (
    "Deze naam en dit wachtwoord horen niet bij elkaar, of u kunt nu niet aanmelden. "
    "Na vijf keer een fout wachtwoord moet u even wachten: eerst 1 minuut, later tot 15 minuten. "
    "Wachtwoord kwijt? Vraag de beheerder om een nieuwe link."
)
BUSY = "Vanaf deze plek is te vaak geprobeerd om aan te melden. Wacht even en probeer het dan opnieuw."
NO_LINK = "Deze link werkt niet, of niet meer. Een link werkt één keer en niet lang. Vraag de beheerder om een nieuwe."


class Why(StrEnum):
    """Why somebody was not let in: for the audit, never for who tried."""

    UNKNOWN = "onbekende naam"
    WRONG = "wachtwoord onjuist"
    WAITS = "moet wachten"
    BLOCKED = "geblokkeerd"
    OLD_LINK = "link verlopen of gebruikt"


def sign_in(door: Door, login: str, password: str, remote: str, former: str = "") -> SignedIn:
    """Let in who knows the password. `remote`: the address of who asks; `former`: the token that came along, which ends.

    Raises NotSignedIn, or TooManyTries for who tries too often from one address.
    """
    seconds = door.brake.wait(remote, door.store.clock())
    if seconds:
        raise TooManyTries(BUSY, seconds)
    found = _named(door.store, folded(login))
    right, renewed = door.passwords.fits(password, None if found is None else found.password)
    with door.store.writing(SYSTEM) as writing:
        account = None if found is None else find_account(writing.connection, found.id)
        still_right = right and account is not None and found is not None and account.password == found.password
        why = why_not(account, writing.at, right=still_right)
        signed_in = None
        if account is None or why is not None:
            turn_away(door, writing, account, why or Why.UNKNOWN)
        else:
            signed_in = _let_in(door, writing, account, renewed, former)
    if signed_in is None:
        raise NotSignedIn(WRONG)
    door.brake.forgive(remote)
    return signed_in


def link_opens(door: Door, token: str) -> bool:
    """Whether the link would let somebody in; looking does not use it."""
    with door.store.reading() as connection:
        link = find_link(connection, digest_of(token))
        account = None if link is None else find_account(connection, link.account)
    return _opens(link, account, door.store.now)


def sign_in_by_link(door: Door, token: str, former: str = "") -> SignedIn:
    """Let in who has a one-time link, which is used with that. Raises NotThere where it opens nothing."""
    digest = digest_of(token)
    with door.store.reading() as connection:
        known = find_link(connection, digest) is not None
    # Whoever makes up links gets no further: neither a writer's turn nor a line in the audit.
    signed_in = _by_known_link(door, digest, former) if known else None
    if signed_in is None:
        raise NotThere(NO_LINK)
    return signed_in


def why_not(account: KeptAccount | None, at: str, *, right: bool) -> Why | None:
    """Why this password doesn't let somebody in; None when it does."""
    if account is None:
        return Why.UNKNOWN
    if account.blocked:
        return Why.BLOCKED
    if account.locked_until is not None and at < account.locked_until:
        return Why.WAITS
    return None if right else Why.WRONG


def turn_away(door: Door, writing: Writing, account: KeptAccount | None, why: Why) -> None:
    """Count a wrong password, and add to the audit that somebody was not let in."""
    if account is not None and why is Why.WRONG:
        failures = account.failures + 1
        wait = door.rules.wait_after(failures)
        keep_tries(writing, account, failures, None if wait is None else moment(door.store.clock() + wait))
    subjects = [] if account is None else [account.id]
    writing.note(Noted(action=Action.REFUSED, kind=KIND, subjects=subjects, reason=why))


def _named(store: Store, login: str) -> KeptAccount | None:
    # What can't be a login may hold signs that a database can't.
    if not is_login(login):
        return None
    with store.reading() as connection:
        return find_login(connection, login)


def _let_in(door: Door, writing: Writing, account: KeptAccount, renewed: str | None, former: str) -> SignedIn:
    if renewed is None:
        keep_tries(writing, account, 0, None)
    else:
        keep_password(writing, account, renewed)
    note_signed_in(writing, account, "met wachtwoord")
    return begin(door, writing, account, former=former)


def _by_known_link(door: Door, digest: str, former: str) -> SignedIn | None:
    with door.store.writing(SYSTEM) as writing:
        link = find_link(writing.connection, digest)
        account = None if link is None else find_account(writing.connection, link.account)
        if account is None or not _opens(link, account, writing.at):
            why = Why.BLOCKED if account is not None and account.blocked else Why.OLD_LINK
            turn_away(door, writing, account, why)
            return None
        use_link(writing, digest)
        keep_tries(writing, account, 0, None)
        note_signed_in(writing, account, "met een link")
        return begin(door, writing, account, by_link=True, former=former)


def _opens(link: KeptLink | None, account: KeptAccount | None, at: str) -> bool:
    return (
        link is not None
        and account is not None
        and not account.blocked
        and link.used_at is None
        and at < link.expires_at
    )
