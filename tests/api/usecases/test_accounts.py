"""Accounts: who may make and change them, and what can't be."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from api.access.desk import Desk
from api.access.door import Door
from api.access.identity import SYSTEM, Identity, Role
from api.errors import Clash, NotAllowed, NotThere, Overtaken
from api.store.audit import broken
from api.usecases.accounts import (
    add_account,
    change_account,
    first_link,
    list_accounts,
    new_link,
    organisations,
    read_account,
)
from api.usecases.sessions import identity_of
from api.usecases.sign_in import link_opens, sign_in_by_link
from optimizer.errors import InvalidInput
from tests.doors import PASSWORD, admin, clock_of, signed_in, somebody, with_organisations


def token(link: str) -> str:
    assert link.startswith("/aanmelden/")
    return link.rpartition("/")[2]


def places(error: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str | int, ...]]:
    return [fault.path for fault in error.value.faults]


def test_an_account_is_added_with_a_link_that_lets_in(door: Door) -> None:
    with_organisations(door.store)
    desk = admin(door)
    account, link = add_account(desk, "Ans@Voorbeeld.nl", "corporatie", "C-1")
    assert (account.login, account.role, account.organisation) == ("ans@voorbeeld.nl", Role.CORPORATIE, "C-1")
    assert not account.ready
    assert read_account(desk, account.id) == account
    session = sign_in_by_link(door, token(link)).session
    assert session.identity == Identity(account=account.id, role=Role.CORPORATIE, organisation="C-1")


@pytest.mark.parametrize(
    ("role", "organisation"),
    [("coordinator", ""), ("beheerder", ""), ("planner", ""), ("planner", "GM0106"), ("zorgaanbieder", "Z-1")],
)
def test_each_role_goes_with_its_own_kind_of_organisation(sqlite_door: Door, role: str, organisation: str) -> None:
    with_organisations(sqlite_door.store)
    account, _ = add_account(Desk(sqlite_door.store, SYSTEM), "ans", role, organisation)
    assert (account.role, account.organisation) == (role, organisation)


@pytest.mark.parametrize(
    ("role", "organisation"),
    [
        ("corporatie", ""),
        ("corporatie", "Z-1"),
        ("corporatie", "C-1\x00"),
        ("zorgaanbieder", ""),
        ("zorgaanbieder", "C-1"),
        ("planner", "C-1"),
        ("planner", "GM9999"),
        ("coordinator", "C-1"),
        ("beheerder", "GM0106"),
    ],
)
def test_another_organisation_is_a_fault(sqlite_door: Door, role: str, organisation: str) -> None:
    with_organisations(sqlite_door.store)
    with pytest.raises(InvalidInput) as error:
        add_account(Desk(sqlite_door.store, SYSTEM), "ans", role, organisation)
    assert places(error) == [("organisation",)]


@pytest.mark.parametrize("role", ["systeem", "", "COORDINATOR", "baas", "\x00" * 100])
def test_there_are_no_other_roles(sqlite_door: Door, role: str) -> None:
    with pytest.raises(InvalidInput) as error:
        add_account(Desk(sqlite_door.store, SYSTEM), "ans", role)
    assert places(error) == [("role",)]


def test_all_faults_are_told_at_once(sqlite_door: Door) -> None:
    with pytest.raises(InvalidInput) as error:
        add_account(Desk(sqlite_door.store, SYSTEM), "a b", "corporatie", "C-9")
    assert places(error) == [("login",), ("organisation",)]


@pytest.mark.parametrize("login", ["ans", "ANS", " Ans "])
def test_a_login_is_given_once(door: Door, login: str) -> None:
    somebody(door, "ans")
    with pytest.raises(InvalidInput) as error:
        add_account(Desk(door.store, SYSTEM), login, "baas")
    assert places(error) == [("login",), ("role",)]
    assert len(list_accounts(Desk(door.store, SYSTEM))) == 1


@pytest.mark.parametrize("role", [role for role in Role if role not in (Role.BEHEERDER, Role.SYSTEEM)])
def test_nobody_else_goes_about_accounts(sqlite_door: Door, role: Role) -> None:
    account = somebody(sqlite_door)
    desk = Desk(sqlite_door.store, Identity(account="a-2", role=role))
    for ask in (
        lambda: add_account(desk, "x", "coordinator"),
        lambda: list_accounts(desk),
        lambda: read_account(desk, account.id),
        lambda: organisations(desk),
        lambda: change_account(desk, account.id, 1, blocked=True),
        lambda: new_link(desk, account.id),
        lambda: read_account(desk, "a-nobody"),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_accounts_come_by_login_and_without_any_password(door: Door) -> None:
    desk = admin(door)
    somebody(door, "zoë")
    somebody(door, "ans")
    accounts = list_accounts(desk)
    assert [account.login for account in accounts] == ["ans", "bea", "zoë"]
    assert "argon2" not in str([asdict(account) for account in accounts])


@pytest.mark.parametrize("account", ["a-222222222222", "a-1", "", "a-\x00", "a-22222222222\ud800", "'; --"])
def test_what_is_no_account_is_not_there(door: Door, account: str) -> None:
    desk = Desk(door.store, SYSTEM)
    for ask in (
        lambda: read_account(desk, account),
        lambda: change_account(desk, account, 1, blocked=True),
        lambda: new_link(desk, account),
    ):
        with pytest.raises(NotThere):
            ask()


def test_a_colleague_who_was_first_is_not_overwritten(door: Door) -> None:
    desk, account = admin(door), somebody(door)
    changed = change_account(desk, account.id, 1, blocked=True)
    assert changed.version == 2
    with pytest.raises(Overtaken):
        change_account(desk, account.id, 1, blocked=False)
    assert read_account(desk, account.id).blocked


def test_who_is_blocked_is_out_at_once_and_stays_out(door: Door) -> None:
    desk, account = admin(door), somebody(door)
    session = signed_in(door)
    link = new_link(desk, account.id)
    change_account(desk, account.id, 1, blocked=True)
    assert identity_of(door, session.token) is None
    assert not link_opens(door, token(link))
    with pytest.raises(Clash, match="geblokkeerd"):
        new_link(desk, account.id)
    change_account(desk, account.id, 2, blocked=False)
    assert identity_of(door, session.token) is None
    assert not link_opens(door, token(link))
    assert identity_of(door, signed_in(door).token) is not None


def test_another_role_ends_all_sessions(door: Door) -> None:
    with_organisations(door.store)
    desk, account = admin(door), somebody(door)
    tokens = [signed_in(door).token for _ in range(2)]
    change_account(desk, account.id, 1, role="corporatie", organisation="C-1")
    assert [identity_of(door, token) for token in tokens] == [None, None]
    assert signed_in(door).session.identity.role is Role.CORPORATIE


def test_another_role_must_go_with_the_organisation_that_stays(sqlite_door: Door) -> None:
    with_organisations(sqlite_door.store)
    account = somebody(sqlite_door, "ans", Role.CORPORATIE, "C-1")
    desk = Desk(sqlite_door.store, SYSTEM)
    with pytest.raises(InvalidInput) as error:
        change_account(desk, account.id, 1, role="coordinator")
    assert places(error) == [("organisation",)]
    assert change_account(desk, account.id, 1, role="coordinator", organisation="").role is Role.COORDINATOR


def test_a_change_of_nothing_ends_no_session(door: Door) -> None:
    account = somebody(door)
    session = signed_in(door)
    assert change_account(Desk(door.store, SYSTEM), account.id, 1, blocked=False, role="coordinator").version == 1
    assert identity_of(door, session.token) is not None


def test_the_last_beheerder_can_not_be_shut_out(door: Door) -> None:
    desk = admin(door)
    last = desk.by.account
    for change in ({"blocked": True}, {"role": "coordinator"}):
        with pytest.raises(Clash, match="laatste beheerder"):
            change_account(desk, last, 1, **change)
    add_account(desk, "cor", "beheerder")
    with pytest.raises(Clash, match="laatste beheerder"):
        change_account(desk, last, 1, blocked=True)
    other = somebody(door, "dirk", Role.BEHEERDER)
    assert change_account(desk, last, 1, blocked=True).blocked
    with pytest.raises(Clash):
        change_account(Desk(door.store, SYSTEM), other.id, 1, blocked=True)


def test_a_beheerder_who_never_came_can_be_blocked(door: Door) -> None:
    desk = admin(door)
    account, _ = add_account(desk, "cor", "beheerder")
    assert change_account(desk, account.id, 1, blocked=True).blocked


def test_a_new_link_takes_the_place_of_the_one_before(door: Door) -> None:
    desk, account = admin(door), somebody(door)
    old, new = new_link(desk, account.id), new_link(desk, account.id)
    assert [link_opens(door, token(link)) for link in (old, new)] == [False, True]


def test_a_link_lasts_as_long_as_was_said(door: Door) -> None:
    link = new_link(Desk(door.store, SYSTEM), somebody(door).id, timedelta(hours=1))
    clock_of(door).forward(minutes=59)
    assert link_opens(door, token(link))
    clock_of(door).forward(minutes=1)
    assert not link_opens(door, token(link))


def test_an_empty_store_lets_the_first_beheerder_in_by_a_link(door: Door) -> None:
    link = first_link(door.store)
    assert link is not None
    session = sign_in_by_link(door, token(link)).session
    assert (session.login, session.identity.role) == ("beheerder", Role.BEHEERDER)


def test_each_start_gives_a_new_link_until_a_beheerder_has_a_password(door: Door) -> None:
    old, new = first_link(door.store), first_link(door.store)
    assert old is not None
    assert new is not None
    assert [link_opens(door, token(link)) for link in (old, new)] == [False, True]
    sign_in_by_link(door, token(new))
    assert first_link(door.store) is not None
    assert len(list_accounts(Desk(door.store, SYSTEM))) == 1
    somebody(door, "bea", Role.BEHEERDER)
    assert first_link(door.store) is None


def test_the_first_beheerder_gets_a_name_that_is_free(door: Door) -> None:
    somebody(door, "beheerder", Role.COORDINATOR)
    assert first_link(door.store) is not None
    assert [(one.login, one.role) for one in list_accounts(Desk(door.store, SYSTEM))] == [
        ("beheerder", Role.COORDINATOR),
        ("beheerder-2", Role.BEHEERDER),
    ]


def test_a_blocked_beheerder_gets_no_link_at_start(door: Door) -> None:
    account, _ = add_account(Desk(door.store, SYSTEM), "beheerder", "beheerder")
    with door.store.engine.begin() as connection:
        connection.execute(text("UPDATE accounts SET blocked = true"))
    link = first_link(door.store)
    assert link is not None
    assert sign_in_by_link(door, token(link)).session.identity.account != account.id


def test_of_links_passwords_and_logins_nothing_is_in_the_audit(door: Door) -> None:
    with_organisations(door.store)
    desk = admin(door)
    account, link = add_account(desk, "ans.bakker", "corporatie", "C-1")
    change_account(desk, account.id, 1, blocked=True)
    with door.store.reading() as connection:
        audit = str(connection.execute(text("SELECT * FROM audit")).all())
        kept = str([connection.execute(text(f"SELECT * FROM {table}")).all() for table in ("history", "sign_in_links")])  # noqa: S608 - our own tables
        assert not list(broken(connection))
    assert account.id in audit
    for secret in ("ans.bakker", token(link), PASSWORD, "argon2"):
        assert secret not in audit
    for secret in (token(link), PASSWORD, "argon2"):
        assert secret not in kept
    assert "ans.bakker" in kept


def test_the_page_of_a_beheerder_knows_names_of_organisations_only(sqlite_door: Door) -> None:
    with_organisations(sqlite_door.store)
    assert organisations(admin(sqlite_door)) == {
        Role.CORPORATIE: {"C-1": "Woonvast"},
        Role.ZORGAANBIEDER: {"Z-1": "Onder Dak"},
        Role.PLANNER: {"GM0106": "Assen"},
    }


def test_who_changed_an_account_is_in_the_history(door: Door) -> None:
    desk, account = admin(door), somebody(door)
    change_account(desk, account.id, 1, blocked=True)
    with door.store.reading() as connection:
        row = connection.execute(
            text(
                "SELECT a.account, h.before, h.after FROM history h JOIN audit a ON a.seq = h.seq "
                "WHERE h.subject = :subject ORDER BY h.seq DESC LIMIT 1"
            ),
            {"subject": account.id},
        ).one()
    assert row.account == desk.by.account
    assert replace(account, blocked=True, version=2) == replace(read_account(desk, account.id), ready=False)
