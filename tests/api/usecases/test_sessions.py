"""A session lasts as long as it may, and is written about seldom."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from api.access.door import Door
from api.usecases.sessions import identity_of, sign_out
from tests.doors import clock_of, signed_in, somebody


def seen(door: Door) -> list[str]:
    with door.store.reading() as connection:
        return [str(at) for at in connection.execute(text("SELECT seen_at FROM sessions")).scalars()]


def test_without_a_request_it_ends_after_eight_hours(door: Door) -> None:
    somebody(door)
    token = signed_in(door).token
    clock_of(door).forward(hours=7, minutes=59)
    assert identity_of(door, token) is not None
    clock_of(door).forward(hours=7, minutes=59)
    assert identity_of(door, token) is None


def test_after_eight_idle_hours_it_is_over(door: Door) -> None:
    somebody(door)
    token = signed_in(door).token
    clock_of(door).forward(hours=8)
    assert identity_of(door, token) is None


def test_with_requests_it_ends_after_fourteen_hours(door: Door) -> None:
    somebody(door)
    token = signed_in(door).token
    for _ in range(6):
        clock_of(door).forward(hours=2, minutes=19)
        assert identity_of(door, token) is not None
    clock_of(door).forward(minutes=10)
    assert identity_of(door, token) is None


def test_that_somebody_was_seen_is_written_once_a_minute_at_most(door: Door) -> None:
    somebody(door)
    token = signed_in(door).token
    before = seen(door)
    for _ in range(5):
        identity_of(door, token)
    assert seen(door) == before
    clock_of(door).forward(minutes=1)
    identity_of(door, token)
    assert seen(door) > before


def test_of_the_token_only_a_digest_is_kept(door: Door) -> None:
    somebody(door)
    token = signed_in(door).token
    with door.store.reading() as connection:
        assert token not in str(connection.execute(text("SELECT * FROM sessions")).all())


def test_signing_out_ends_this_session_and_no_other(door: Door) -> None:
    somebody(door)
    one, other = signed_in(door), signed_in(door)
    sign_out(door.store, one.session)
    sign_out(door.store, one.session)
    assert identity_of(door, one.token) is None
    assert identity_of(door, other.token) is not None
    with door.store.reading() as connection:
        out = connection.execute(text("SELECT count(*) FROM audit WHERE action = 'afgemeld'")).scalar()
    assert out == 1


def test_sessions_that_are_over_go_when_somebody_signs_in(door: Door) -> None:
    somebody(door)
    signed_in(door)
    clock_of(door).forward(hours=8)
    signed_in(door)
    assert len(seen(door)) == 1


@pytest.mark.parametrize("token", ["", "x", "\x00", "\ud800", "x" * 100_000])
def test_what_is_no_token_is_nobody(door: Door, token: str) -> None:
    assert identity_of(door, token) is None


def test_secrets_do_not_show_where_a_session_is_printed(sqlite_door: Door) -> None:
    somebody(sqlite_door)
    let_in = signed_in(sqlite_door)
    assert let_in.token not in repr(let_in)
    assert let_in.session.csrf is not None
    assert let_in.session.csrf not in repr(let_in)
