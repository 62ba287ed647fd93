"""Accounts: made, changed and blocked by a beheerder, who sees nothing else."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from itertools import chain, count

from api.access import logins
from api.access.desk import Desk
from api.access.door import DoorRules
from api.access.identity import OF_AN_ORGANISATION, SYSTEM, Role
from api.access.logins import folded
from api.errors import Clash, NotAllowed, NotThere, Overtaken
from api.store import accounts as store
from api.store.accounts import KeptAccount, add_link, find_account, find_login, kept_accounts, remove_links
from api.store.database import Store, Writing, moment
from api.store.ids import is_id
from api.store.sessions import digest_of, remove_sessions_of
from api.usecases.sessions import TOKEN_BYTES
from optimizer.errors import Fault, InvalidInput

FIRST = "beheerder"
LINK = DoorRules().link
ROLES = tuple(role for role in Role if role is not Role.SYSTEEM)
_KINDS = {
    Role.CORPORATIE: "de code van een corporatie uit het register",
    Role.ZORGAANBIEDER: "de code van een zorgaanbieder uit het register",
    Role.PLANNER: "niets, of de CBS-code van een gemeente uit het register",
}

NOT_YOURS = "Alleen een beheerder gaat over accounts."
NO_ACCOUNT = "Dit account is er niet."
CHANGED = "Iemand anders heeft dit account intussen gewijzigd. Bekijk het opnieuw."
LAST = "Dit is de laatste beheerder die kan aanmelden. Maak eerst een andere beheerder, die een wachtwoord kiest."
BLOCKED = "Dit account is geblokkeerd. Hef de blokkade op voordat u een link maakt."


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account as a beheerder sees it. `ready`: whether a password was chosen."""

    id: str
    login: str
    role: Role
    organisation: str
    blocked: bool
    ready: bool
    created_at: str
    version: int


def add_account(
    desk: Desk, login: str, role: str, organisation: str = "", valid: timedelta = LINK
) -> tuple[Account, str]:
    """Add an account, with the address of a one-time link to sign in with. Raises InvalidInput with every fault."""
    _only_for_beheerders(desk)
    name = folded(login)
    with desk.store.writing(desk.by) as writing:
        faults = list(logins.faults_of(login))
        if not faults and find_login(writing.connection, name):
            faults.append(Fault(("login",), f"de naam '{name}', die al bestaat", "een andere naam"))
        chosen = _valid(store.organisations(writing.connection), role, organisation, faults)
        kept = store.add_account(writing, name, chosen, organisation)
        return _account(kept), _fresh_link(desk.store, writing, kept, valid)


def list_accounts(desk: Desk) -> tuple[Account, ...]:
    """All accounts, by login."""
    _only_for_beheerders(desk)
    with desk.store.reading() as connection:
        return tuple(_account(kept) for kept in kept_accounts(connection))


def read_account(desk: Desk, account: str) -> Account:
    """One account. Raises NotThere."""
    _only_for_beheerders(desk)
    with desk.store.reading() as connection:
        return _account(_there(find_account(connection, account) if is_id("a", account) else None))


def organisations(desk: Desk) -> dict[Role, dict[str, str]]:
    """By role, the code and name of the organisations that an account can be of."""
    _only_for_beheerders(desk)
    with desk.store.reading() as connection:
        return store.organisations(connection)


def change_account(
    desk: Desk,
    account: str,
    version: int,
    *,
    blocked: bool | None = None,
    role: str | None = None,
    organisation: str | None = None,
) -> Account:
    """Block an account or not, or give it another role or organisation; what is None stays. All its sessions end.

    Raises NotThere, Overtaken, InvalidInput with every fault, and Clash when no beheerder would be left that can sign in.
    """
    _only_for_beheerders(desk)
    with desk.store.writing(desk.by) as writing:
        before = _there(find_account(writing.connection, account) if is_id("a", account) else None)
        if before.version != version:
            raise Overtaken(CHANGED)
        moved = _moved(writing, before, role, organisation)
        after = replace(moved, blocked=before.blocked if blocked is None else blocked)
        if after == before:
            return _account(before)
        _keep_a_beheerder(kept_accounts(writing.connection), before, after)
        remove_sessions_of(writing, before.id)
        if after.blocked:
            remove_links(writing, before.id)
        return _account(store.change_account(writing, before, after))


def new_link(desk: Desk, account: str, valid: timedelta = LINK) -> str:
    """The address of a new one-time link, in place of an earlier one. Raises NotThere, or Clash for a blocked account."""
    _only_for_beheerders(desk)
    with desk.store.writing(desk.by) as writing:
        kept = _there(find_account(writing.connection, account) if is_id("a", account) else None)
        if kept.blocked:
            raise Clash(BLOCKED)
        return _fresh_link(desk.store, writing, kept, valid)


def first_link(opened: Store, valid: timedelta = LINK) -> str | None:
    """The address of a one-time link for the first beheerder; None as soon as there is one that can sign in.

    At each start a new one, in place of the one before: so nobody stays outside who missed it.
    """
    with opened.writing(SYSTEM) as writing:
        accounts = kept_accounts(writing.connection)
        if any(map(_can_sign_in, _beheerders(accounts))):
            return None
        kept = next(_beheerders(accounts), None)
        if kept is None:
            taken = {account.login for account in accounts}
            name = next(name for name in _names() if name not in taken)
            kept = store.add_account(writing, name, Role.BEHEERDER, "")
        return _fresh_link(opened, writing, kept, valid)


def _only_for_beheerders(desk: Desk) -> None:
    if desk.by.role not in (Role.BEHEERDER, Role.SYSTEEM):
        raise NotAllowed(NOT_YOURS)


def _there(kept: KeptAccount | None) -> KeptAccount:
    if kept is None:
        raise NotThere(NO_ACCOUNT)
    return kept


def _valid(known: Mapping[Role, Mapping[str, str]], role: str, organisation: str, faults: list[Fault]) -> Role:
    """The role, where it goes with the organisation. Raises InvalidInput with these faults and what is wrong with the two."""
    chosen = next((each for each in ROLES if each == role), None)
    if chosen is None:
        faults.append(Fault(("role",), f"de rol '{role[:60]}'", f"één van {', '.join(ROLES)}"))
    elif organisation not in known.get(chosen, {}) and (organisation or chosen in OF_AN_ORGANISATION):
        found = f"de code '{organisation[:60]}'" if organisation else "niets"
        faults.append(Fault(("organisation",), found, _KINDS.get(chosen, "niets, want deze rol is van de hele regio")))
    if faults or chosen is None:
        raise InvalidInput(faults)
    return chosen


def _moved(writing: Writing, before: KeptAccount, role: str | None, organisation: str | None) -> KeptAccount:
    if role is None and organisation is None:
        return before
    of = before.organisation if organisation is None else organisation
    chosen = _valid(store.organisations(writing.connection), before.role if role is None else role, of, [])
    return replace(before, role=chosen, organisation=of)


def _beheerders(accounts: Iterable[KeptAccount]) -> Iterator[KeptAccount]:
    return (kept for kept in accounts if kept.role is Role.BEHEERDER and not kept.blocked)


def _can_sign_in(kept: KeptAccount) -> bool:
    return kept.password is not None


def _keep_a_beheerder(accounts: Iterable[KeptAccount], before: KeptAccount, after: KeptAccount) -> None:
    """Raises Clash when after this change there would be no beheerder left that can sign in."""
    others = [kept for kept in _beheerders(accounts) if kept.id != before.id]
    if any(_beheerders([before])) and not any(map(_can_sign_in, [*others, *_beheerders([after])])):
        raise Clash(LAST)


def _fresh_link(opened: Store, writing: Writing, kept: KeptAccount, valid: timedelta) -> str:
    token = secrets.token_urlsafe(TOKEN_BYTES)
    add_link(writing, kept.id, digest_of(token), moment(opened.clock() + valid))
    return f"/aanmelden/{token}"


def _names() -> Iterator[str]:
    return chain([FIRST], (f"{FIRST}-{number}" for number in count(2)))


def _account(kept: KeptAccount) -> Account:
    return Account(
        id=kept.id,
        login=kept.login,
        role=kept.role,
        organisation=kept.organisation,
        blocked=kept.blocked,
        ready=kept.password is not None,
        created_at=kept.created_at,
        version=kept.version,
    )
