"""Accounts as they are kept, and the one-time links with which somebody comes in without a password.

What the history keeps of an account is what its page shows: never the password, and nothing of wrong tries.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from sqlalchemy import Connection, Select, delete, insert, select, update

from api.access.identity import Identity, Role
from api.store.audit import Action, Noted
from api.store.database import Writing
from api.store.ids import new_id
from api.store.schema import ACCOUNTS, REGISTER, SIGN_IN_LINKS

KIND = "accounts"
# Where the organisation of an account stands in the register.
ORGANISATIONS = {
    Role.CORPORATIE: "corporaties",
    Role.ZORGAANBIEDER: "zorgaanbieders",
    Role.PLANNER: "gemeenten",
}
_SHOWN = ("login", "role", "organisation", "blocked")


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptAccount:
    """An account. `password`: its hash, None as long as none was chosen; `failures`: wrong passwords since the last good one."""

    id: str
    login: str
    role: Role
    organisation: str
    password: str | None = field(repr=False)
    blocked: bool
    failures: int
    locked_until: str | None
    created_at: str
    version: int

    @property
    def identity(self) -> Identity:
        """Who asks, when it is this account."""
        return Identity(account=self.id, role=self.role, organisation=self.organisation)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptLink:
    """A one-time link, of which nobody can tell the token any more."""

    digest: str = field(repr=False)
    account: str
    expires_at: str
    used_at: str | None


def add_account(writing: Writing, login: str, role: Role, organisation: str) -> KeptAccount:
    """Add an account, that has no password yet. Raises IntegrityError when the login is taken."""
    kept = KeptAccount(
        id=new_id("a"),
        login=login,
        role=role,
        organisation=organisation,
        password=None,
        blocked=False,
        failures=0,
        locked_until=None,
        created_at=writing.at,
        version=1,
    )
    writing.connection.execute(insert(ACCOUNTS).values(**_columns(kept)))
    writing.change(Noted(action=Action.ADDED, kind=KIND, subjects=[kept.id], after=_shown(kept)))
    return kept


def find_account(connection: Connection, account: str) -> KeptAccount | None:
    """The account with this id; None where there is none."""
    return _first(connection, select(ACCOUNTS).where(ACCOUNTS.c.id == account))


def find_login(connection: Connection, login: str) -> KeptAccount | None:
    """The account with this login, which is folded; None where there is none."""
    return _first(connection, select(ACCOUNTS).where(ACCOUNTS.c.login == login))


def kept_accounts(connection: Connection) -> tuple[KeptAccount, ...]:
    """All accounts, by login."""
    rows = connection.execute(select(ACCOUNTS)).mappings()
    # Databases order letters each in their own way.
    return tuple(sorted((_kept(dict(row)) for row in rows), key=lambda kept: kept.login))


def change_account(writing: Writing, before: KeptAccount, after: KeptAccount) -> KeptAccount:
    """Keep what somebody changed of an account; the result has the next version."""
    kept = replace(after, version=before.version + 1)
    _write(writing, kept)
    changed = Noted(action=Action.CHANGED, kind=KIND, subjects=[kept.id], before=_shown(before), after=_shown(kept))
    writing.change(changed)
    return kept


def keep_tries(writing: Writing, account: KeptAccount, failures: int, locked_until: str | None) -> None:
    """Keep how often somebody was wrong, and until when that account waits."""
    if (failures, locked_until) != (account.failures, account.locked_until):
        _write(writing, replace(account, failures=failures, locked_until=locked_until))


def keep_password(writing: Writing, account: KeptAccount, password: str) -> None:
    """Keep another hash."""
    _write(writing, replace(account, password=password, failures=0, locked_until=None))


def add_link(writing: Writing, account: str, digest: str, expires_at: str) -> None:
    """Keep a link; earlier ones of the account that were not used are gone."""
    remove_links(writing, account)
    values = {"digest": digest, "account": account, "expires_at": expires_at, "used_at": None}
    writing.connection.execute(insert(SIGN_IN_LINKS).values(**values))
    writing.note(Noted(action=Action.ADDED, kind="aanmeldlinks", subjects=[account]))


def find_link(connection: Connection, digest: str) -> KeptLink | None:
    """The link; None where there is none."""
    row = connection.execute(select(SIGN_IN_LINKS).where(SIGN_IN_LINKS.c.digest == digest)).mappings().first()
    return None if row is None else KeptLink(**row)


def use_link(writing: Writing, digest: str) -> None:
    """From now on the link opens nothing any more."""
    writing.connection.execute(update(SIGN_IN_LINKS).where(SIGN_IN_LINKS.c.digest == digest).values(used_at=writing.at))


def remove_links(writing: Writing, account: str) -> None:
    """Take away the links of an account that were not used."""
    of_account = (SIGN_IN_LINKS.c.account == account, SIGN_IN_LINKS.c.used_at.is_(None))
    writing.connection.execute(delete(SIGN_IN_LINKS).where(*of_account))


def organisations(connection: Connection) -> dict[Role, dict[str, str]]:
    """The codes and names of the organisations that accounts of each role can be of; nothing else of the register."""
    return {role: _names(connection, table) for role, table in ORGANISATIONS.items()}


def _names(connection: Connection, table: str) -> dict[str, str]:
    columns = REGISTER[table].c
    return {row.code: row.naam for row in connection.execute(select(columns.code, columns.naam).order_by(columns.code))}


def _first(connection: Connection, query: Select[tuple[object, ...]]) -> KeptAccount | None:
    row = connection.execute(query).mappings().first()
    return None if row is None else _kept(dict(row))


def _kept(values: dict[str, object]) -> KeptAccount:
    return KeptAccount(**{**values, "role": Role(str(values["role"]))})  # type: ignore[arg-type] # a row of the table


def _columns(kept: KeptAccount) -> dict[str, object]:
    return {column.name: getattr(kept, column.name) for column in ACCOUNTS.c}


def _write(writing: Writing, kept: KeptAccount) -> None:
    writing.connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.id == kept.id).values(**_columns(kept)))


def _shown(kept: KeptAccount) -> dict[str, object]:
    return {name: getattr(kept, name) for name in _SHOWN}
