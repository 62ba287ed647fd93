"""Accounts and links in the store."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy.exc import IntegrityError

from api.access.identity import SYSTEM, Identity, Role
from api.store.accounts import (
    KeptAccount,
    add_account,
    add_link,
    change_account,
    find_account,
    find_link,
    find_login,
    keep_password,
    keep_tries,
    organisations,
    remove_links,
    use_link,
)
from api.store.audit import head
from api.store.database import Store
from tests.doors import with_organisations

LATER = "2030-01-01T00:00:00.000000Z"


def added(store: Store, login: str = "ans") -> KeptAccount:
    with store.writing(SYSTEM) as writing:
        return add_account(writing, login, Role.PLANNER, "GM0106")


def found(store: Store, account: str) -> KeptAccount | None:
    with store.reading() as connection:
        return find_account(connection, account)


def test_an_account_is_found_by_id_and_by_login(store: Store) -> None:
    account = added(store)
    assert found(store, account.id) == account
    assert account.identity == Identity(account=account.id, role=Role.PLANNER, organisation="GM0106")
    with store.reading() as connection:
        assert find_login(connection, "ans") == account
        assert find_login(connection, "bob") is None
        assert find_account(connection, "a-1") is None


def test_the_database_gives_no_login_twice(store: Store) -> None:
    added(store)
    with pytest.raises(IntegrityError):
        added(store)


def test_a_change_counts_on_and_leaves_the_rest(store: Store) -> None:
    account = added(store)
    with store.writing(SYSTEM) as writing:
        changed = change_account(writing, account, replace(account, blocked=True))
    assert changed == replace(account, blocked=True, version=2) == found(store, account.id)


def test_wrong_tries_and_passwords_are_no_change_of_the_account(store: Store) -> None:
    account = added(store)
    with store.reading() as connection:
        before = head(connection)
    with store.writing(SYSTEM) as writing:
        keep_tries(writing, account, 5, LATER)
    assert found(store, account.id) == replace(account, failures=5, locked_until=LATER)
    with store.writing(SYSTEM) as writing:
        keep_password(writing, account, "hash")
    assert found(store, account.id) == replace(account, password="hash")  # noqa: S106 - stands for one
    with store.reading() as connection:
        assert head(connection) == before


def test_only_links_that_were_not_used_are_removed(store: Store) -> None:
    account = added(store)
    with store.writing(SYSTEM) as writing:
        add_link(writing, account.id, "one", LATER)
        use_link(writing, "one")
        add_link(writing, account.id, "two", LATER)
        remove_links(writing, account.id)
    with store.reading() as connection:
        one = find_link(connection, "one")
        assert one is not None
        assert one.used_at is not None
        assert find_link(connection, "two") is None


def test_organisations_are_told_by_role(store: Store) -> None:
    with_organisations(store)
    with store.reading() as connection:
        assert organisations(connection)[Role.PLANNER] == {"GM0106": "Assen"}
