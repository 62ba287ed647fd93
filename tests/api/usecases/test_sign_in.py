"""Signing in: who knows the password gets in, and nobody else learns anything."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from pwdlib import PasswordHash
from sqlalchemy import text

from api.access.brake import Brake
from api.access.desk import Desk
from api.access.door import Door
from api.access.identity import SYSTEM, Role
from api.access.passwords import LONGEST, Passwords
from api.errors import NotSignedIn, NotThere, TooManyTries
from api.store.accounts import KeptAccount, find_login
from api.store.audit import broken
from api.store.database import Store
from api.usecases.accounts import add_account, change_account, new_link
from api.usecases.sessions import identity_of
from api.usecases.sign_in import link_opens, sign_in, sign_in_by_link
from tests.doors import ELSEWHERE, PASSWORD, clock_of, door_to, fast, looked_at, signed_in, somebody
from tests.stores import opened

WRONG = "een heel ander wachtwoord"


def turned_away(door: Door, login: str = "ans", password: str = WRONG) -> str:
    with pytest.raises(NotSignedIn) as error:
        sign_in(door, login, password, ELSEWHERE)
    return str(error.value)


def kept(door: Door, login: str = "ans") -> KeptAccount:
    with door.store.reading() as connection:
        found = find_login(connection, login)
    assert found is not None
    return found


def noted(door: Door) -> list[tuple[str, str, str, str]]:
    with door.store.reading() as connection:
        assert not list(broken(connection))
        rows = connection.execute(text("SELECT * FROM audit WHERE kind = 'sessies' ORDER BY seq")).all()
        return [(row.account, row.action, str(row.subjects).strip("[]\"'"), row.reason) for row in rows]


def test_who_knows_the_password_gets_in(door: Door) -> None:
    account = somebody(door)
    let_in = signed_in(door)
    assert let_in.session.identity.account == account.id
    assert let_in.session.identity.role is Role.COORDINATOR
    assert not let_in.session.by_link
    assert identity_of(door, let_in.token) == let_in.session


@pytest.mark.parametrize("login", ["Renée", "RENÉE", " rene\u0301e "])
def test_a_login_may_be_typed_as_it_comes(sqlite_door: Door, login: str) -> None:
    somebody(sqlite_door, "renée")
    assert signed_in(sqlite_door, login).session.login == "renée"


def test_each_time_the_token_is_another_one(door: Door) -> None:
    somebody(door)
    one, other = signed_in(door), signed_in(door)
    assert one.token != other.token
    assert one.session.csrf != other.session.csrf
    assert len(one.token) >= 43


def test_the_token_that_came_along_is_worth_nothing_afterwards(door: Door) -> None:
    somebody(door)
    before = signed_in(door)
    after = sign_in(door, "ans", PASSWORD, ELSEWHERE, before.token)
    assert identity_of(door, before.token) is None
    assert identity_of(door, after.token) is not None


def test_a_token_that_somebody_else_made_up_is_not_taken_over(door: Door) -> None:
    somebody(door)
    after = sign_in(door, "ans", PASSWORD, ELSEWHERE, "made-up")
    assert after.token != "made-up"  # noqa: S105 - of nobody
    assert identity_of(door, "made-up") is None


def shut(door: Door) -> None:
    for _ in range(5):
        turned_away(door)


def blocked(door: Door) -> None:
    change_account(Desk(door.store, SYSTEM), kept(door).id, 1, blocked=True)


def nothing(_door: Door) -> None:
    pass


@pytest.mark.parametrize(
    ("prepare", "login", "password"),
    [
        (nothing, "ans", WRONG),
        (nothing, "nobody", PASSWORD),
        (nothing, "new", ""),
        (nothing, "a\x00b", PASSWORD),
        (nothing, "", ""),
        (nothing, "half\ud800", "half\ud800"),
        (nothing, "ans", "x" * 1_000_000),
        (nothing, "x" * 1_000_000, PASSWORD),
        (nothing, "ans", PASSWORD + "\x00"),
        (shut, "ans", PASSWORD),
        (shut, "ans", WRONG),
        (blocked, "ans", PASSWORD),
        (blocked, "ans", WRONG),
    ],
)
def test_every_refusal_says_the_same_and_takes_one_look(
    door: Door, prepare: Callable[[Door], None], login: str, password: str
) -> None:
    somebody(door)
    add_account(Desk(door.store, SYSTEM), "new", "coordinator")
    somebody(door, "other")
    expected = turned_away(door, "other")
    prepare(door)
    before = looked_at(door)
    assert turned_away(door, login, password) == expected
    assert looked_at(door) == before + 1


def test_after_five_wrong_passwords_the_right_one_waits_a_minute(door: Door) -> None:
    somebody(door)
    for _ in range(4):
        turned_away(door)
    signed_in(door)
    shut(door)
    turned_away(door, password=PASSWORD)
    clock_of(door).forward(minutes=1)
    signed_in(door)
    assert kept(door).failures == 0


def test_the_wait_doubles_and_ends(door: Door) -> None:
    somebody(door)
    shut(door)
    for minutes in (1, 2, 4, 8, 15, 15):
        clock_of(door).forward(minutes=minutes, seconds=-10)
        turned_away(door, password=PASSWORD)
        clock_of(door).forward(seconds=10)
        turned_away(door)
    clock_of(door).forward(minutes=15)
    signed_in(door)


def test_tries_while_it_waits_do_not_make_the_wait_longer(door: Door) -> None:
    somebody(door)
    shut(door)
    until = kept(door).locked_until
    turned_away(door)
    assert kept(door).locked_until == until


def test_the_wait_survives_a_restart(door: Door) -> None:
    somebody(door)
    shut(door)
    with closing(opened(door.store.url, clock_of(door))) as again:
        turned_away(door_to(again), password=PASSWORD)


def test_one_account_that_waits_keeps_nobody_else_out(door: Door) -> None:
    somebody(door)
    somebody(door, "bob")
    shut(door)
    signed_in(door, "bob")


def test_many_guesses_at_once_are_no_more_guesses(door: Door) -> None:
    somebody(door)

    def guess(number: int) -> bool:
        try:
            sign_in(door, "ans", PASSWORD if number == 19 else f"{WRONG} {number}", f"192.0.2.{number}")
        except NotSignedIn:
            return False
        return True

    with ThreadPoolExecutor(max_workers=8) as pool:
        right = list(pool.map(guess, range(20)))
    account = kept(door)
    reasons = [reason for _, _, _, reason in noted(door)]
    # Before the right one is judged at most four can have been wrong; else it waits as all others do.
    assert reasons.count("wachtwoord onjuist") <= (9 if any(right) else 5)
    assert account.failures <= 5
    assert len(reasons) == 20


def test_a_link_passes_the_wait_and_ends_it(door: Door) -> None:
    account = somebody(door)
    shut(door)
    link = new_link(Desk(door.store, SYSTEM), account.id)
    sign_in_by_link(door, link.rpartition("/")[2])
    signed_in(door)


def test_one_address_that_tries_many_accounts_is_slowed_down(sqlite_store: Store) -> None:
    door = Door(sqlite_store, passwords=door_to(sqlite_store).passwords, brake=Brake(most=3))
    somebody(door)
    for number in range(3):
        turned_away(door, f"nobody{number}")
    before = looked_at(door), len(noted(door))
    for login in ("ans", "nobody9"):
        with pytest.raises(TooManyTries) as error:
            sign_in(door, login, PASSWORD, ELSEWHERE)
        assert 0 < error.value.seconds <= 300
    assert (looked_at(door), len(noted(door))) == before
    assert sign_in(door, "ans", PASSWORD, "192.0.2.8")
    clock_of(door).forward(minutes=5)
    signed_in(door)


def test_a_whole_office_signs_in_from_one_address(sqlite_store: Store) -> None:
    door = Door(sqlite_store, passwords=door_to(sqlite_store).passwords, brake=Brake(most=2))
    somebody(door)
    for _ in range(5):
        signed_in(door)


def test_a_password_is_kept_anew_when_the_parameters_change(door: Door) -> None:
    somebody(door)
    old = kept(door).password
    stronger = Door(door.store, passwords=Passwords(PasswordHash((fast(time_cost=2),))))
    signed_in(stronger)
    new = kept(door).password
    assert new != old
    assert new is not None
    assert ",t=2," in new
    signed_in(stronger)
    assert kept(door).password == new


def test_who_comes_and_who_does_not_is_in_the_audit_by_ids(door: Door) -> None:
    account = somebody(door)
    signed_in(door)
    turned_away(door)
    turned_away(door, PASSWORD, "ans")
    link = new_link(Desk(door.store, SYSTEM), account.id).rpartition("/")[2]
    sign_in_by_link(door, link)
    with pytest.raises(NotThere):
        sign_in_by_link(door, link)
    assert noted(door) == [
        (account.id, "aangemeld", account.id, "met wachtwoord"),
        ("systeem", "aanmelden geweigerd", account.id, "wachtwoord onjuist"),
        ("systeem", "aanmelden geweigerd", "", "onbekende naam"),
        (account.id, "aangemeld", account.id, "met een link"),
        ("systeem", "aanmelden geweigerd", account.id, "link verlopen of gebruikt"),
    ]
    with door.store.reading() as connection:
        assert PASSWORD not in str(connection.execute(text("SELECT * FROM audit")).all())


def test_a_link_is_used_once_however_often_it_is_looked_at(door: Door) -> None:
    account = somebody(door)
    link = new_link(Desk(door.store, SYSTEM), account.id).rpartition("/")[2]
    assert [link_opens(door, link) for _ in range(3)] == [True] * 3
    assert sign_in_by_link(door, link).session.by_link
    assert not link_opens(door, link)
    with pytest.raises(NotThere):
        sign_in_by_link(door, link)


def test_of_two_who_use_a_link_at_once_one_gets_in(door: Door) -> None:
    link = new_link(Desk(door.store, SYSTEM), somebody(door).id).rpartition("/")[2]

    def try_it(_: int) -> bool:
        try:
            sign_in_by_link(door, link)
        except NotThere:
            return False
        return True

    with ThreadPoolExecutor(max_workers=4) as pool:
        assert sorted(pool.map(try_it, range(4))) == [False, False, False, True]


@pytest.mark.parametrize("link", ["", "x", "\x00", "\ud800", "x" * 100_000])
def test_a_made_up_link_opens_nothing_and_writes_nothing(door: Door, link: str) -> None:
    assert not link_opens(door, link)
    with pytest.raises(NotThere):
        sign_in_by_link(door, link)
    assert not noted(door)


def test_the_longest_password_is_as_good_as_any(door: Door) -> None:
    somebody(door, password="é" * LONGEST)
    signed_in(door, password="e\u0301" * LONGEST)
