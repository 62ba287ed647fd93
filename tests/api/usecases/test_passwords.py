"""Choosing a password: with the old one, or after a one-time link."""

from __future__ import annotations

import pytest

from api.access.desk import Desk
from api.access.door import Door
from api.access.identity import SYSTEM
from api.errors import NotSignedIn, TooManyTries
from api.usecases.accounts import add_account, change_account, new_link
from api.usecases.passwords import set_password
from api.usecases.sessions import SignedIn, identity_of, sign_out
from api.usecases.sign_in import link_opens, sign_in_by_link
from optimizer.errors import InvalidInput
from tests.doors import PASSWORD, clock_of, signed_in, somebody

NEW = "twee kamers en een balkon"


def by_link(door: Door) -> SignedIn:
    _, link = add_account(Desk(door.store, SYSTEM), "ans", "coordinator")
    return sign_in_by_link(door, link.rpartition("/")[2])


def places(error: pytest.ExceptionInfo[InvalidInput]) -> list[tuple[str | int, ...]]:
    return [fault.path for fault in error.value.faults]


def test_after_a_link_no_old_password_is_needed(door: Door) -> None:
    after = set_password(door, by_link(door).session, "", NEW)
    assert not after.session.by_link
    assert signed_in(door, password=NEW)


def test_the_next_time_it_is(door: Door) -> None:
    after = set_password(door, by_link(door).session, "", NEW)
    with pytest.raises(InvalidInput) as error:
        set_password(door, after.session, "", PASSWORD)
    assert places(error) == [("old",)]


def test_another_password_ends_all_sessions_and_links_and_begins_one(door: Door) -> None:
    account = somebody(door)
    one, other = signed_in(door), signed_in(door)
    link = new_link(Desk(door.store, SYSTEM), account.id).rpartition("/")[2]
    after = set_password(door, one.session, PASSWORD, NEW)
    assert [identity_of(door, each.token) for each in (one, other)] == [None, None]
    assert identity_of(door, after.token) is not None
    assert not link_opens(door, link)
    with pytest.raises(NotSignedIn):
        signed_in(door)
    assert signed_in(door, password=NEW)


def test_all_faults_are_told_at_once_and_nothing_changes(door: Door) -> None:
    somebody(door)
    let_in = signed_in(door)
    with pytest.raises(InvalidInput) as error:
        set_password(door, let_in.session, "iets anders dan dat", "kort")
    assert places(error) == [("old",), ("new",)]
    assert identity_of(door, let_in.token) is not None
    assert signed_in(door)


def test_guessing_the_old_password_is_slowed_down_as_at_the_door(door: Door) -> None:
    somebody(door)
    session = signed_in(door).session
    for _ in range(5):
        with pytest.raises(InvalidInput):
            set_password(door, session, "iets anders dan dat", NEW)
    with pytest.raises(TooManyTries) as error:
        set_password(door, session, PASSWORD, NEW)
    assert 0 < error.value.seconds <= 60
    clock_of(door).forward(minutes=1)
    assert set_password(door, session, PASSWORD, NEW)


def test_who_is_out_meanwhile_chooses_nothing(door: Door) -> None:
    account = somebody(door)
    session = signed_in(door).session
    sign_out(door.store, session)
    with pytest.raises(NotSignedIn):
        set_password(door, session, PASSWORD, NEW)
    link = new_link(Desk(door.store, SYSTEM), account.id).rpartition("/")[2]
    linked = sign_in_by_link(door, link).session
    change_account(Desk(door.store, SYSTEM), account.id, 1, blocked=True)
    with pytest.raises(NotSignedIn):
        set_password(door, linked, "", NEW)
    change_account(Desk(door.store, SYSTEM), account.id, 2, blocked=False)
    assert signed_in(door)
