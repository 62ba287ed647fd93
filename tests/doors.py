"""Doors for tests: with passwords that are checked fast, and accounts of each role behind them."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from pwdlib import PasswordHash
from pwdlib.hashers.argon2 import Argon2Hasher
from sqlalchemy import insert

from api.access.desk import Desk
from api.access.door import Door, DoorRules
from api.access.identity import SYSTEM, Role
from api.access.passwords import Passwords
from api.store.accounts import find_account, keep_password
from api.store.database import Store
from api.store.schema import REGISTER
from api.usecases.accounts import Account, add_account
from api.usecases.sessions import SignedIn
from api.usecases.sign_in import sign_in
from tests.stores import TickingClock

PASSWORD = "een zacht bed voor ans"  # noqa: S105 - of accounts that exist in tests only
ELSEWHERE = "192.0.2.7"


def fast(time_cost: int = 1) -> Argon2Hasher:
    return Argon2Hasher(time_cost=time_cost, memory_cost=8, parallelism=1)


@dataclass
class Counting(PasswordHash):
    """Counts how often a password is looked at."""

    looked: int = field(default=0)

    def __post_init__(self) -> None:
        super().__init__((fast(),))

    def verify_and_update(self, password: str | bytes, hash: str | bytes) -> tuple[bool, str | None]:  # noqa: A002 - the library's name
        self.looked += 1
        return super().verify_and_update(password, hash)


def door_to(store: Store, rules: DoorRules | None = None) -> Door:
    return Door(store, rules or DoorRules(), Passwords(Counting()))


@pytest.fixture
def door(store: Store) -> Door:
    """The door to an empty store, on each kind of database."""
    return door_to(store)


@pytest.fixture
def sqlite_door(sqlite_store: Store) -> Door:
    """The door to an empty store, for what is the same on every database."""
    return door_to(sqlite_store)


def clock_of(door: Door) -> TickingClock:
    clock = door.store.clock
    assert isinstance(clock, TickingClock)
    return clock


def looked_at(door: Door) -> int:
    """How often a password was looked at."""
    hasher = door.passwords.hasher
    assert isinstance(hasher, Counting)
    return hasher.looked


def with_organisations(store: Store) -> None:
    """A corporation, a provider and a municipality that accounts can be of."""
    with store.writing(SYSTEM) as writing:
        for table, code, name in (
            ("corporaties", "C-1", "Woonvast"),
            ("zorgaanbieders", "Z-1", "Onder Dak"),
            ("gemeenten", "GM0106", "Assen"),
        ):
            values = {"code": code, "naam": name, "bron": "voorbeeld"}
            many: dict[str, list[str]] = {
                column.name: [] for column in REGISTER[table].c if column.name == "werkgebied"
            }
            writing.connection.execute(insert(REGISTER[table]).values(**values, **many))


def somebody(
    door: Door, login: str = "ans", role: Role = Role.COORDINATOR, organisation: str = "", password: str = PASSWORD
) -> Account:
    """An account that has chosen this password."""
    account, _ = add_account(Desk(door.store, SYSTEM), login, role, organisation)
    with door.store.writing(SYSTEM) as writing:
        kept = find_account(writing.connection, account.id)
        assert kept is not None
        keep_password(writing, kept, door.passwords.kept(password))
    return account


def signed_in(door: Door, login: str = "ans", password: str = PASSWORD) -> SignedIn:
    return sign_in(door, login, password, ELSEWHERE)


def admin(door: Door) -> Desk:
    """The desk of a beheerder who has chosen a password."""
    account = somebody(door, "bea", Role.BEHEERDER)
    return Desk(door.store, signed_in(door, account.login).session.identity)
