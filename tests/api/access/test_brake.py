"""One address gets so many tries, and after a while again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from api.access.brake import Brake

START = datetime(2026, 10, 1, 9, tzinfo=UTC)


def after(seconds: float) -> datetime:
    return START + timedelta(seconds=seconds)


def test_too_many_tries_wait_until_the_first_is_long_ago() -> None:
    brake = Brake(most=2, span=timedelta(seconds=60))
    assert [brake.wait("a", after(at)) for at in (0, 10, 20)] == [0, 0, 40]
    assert brake.wait("a", after(60)) == 0
    assert brake.wait("a", after(61)) == 9


def test_waiting_tries_do_not_make_the_wait_longer() -> None:
    brake = Brake(most=1, span=timedelta(seconds=60))
    brake.wait("a", START)
    assert [brake.wait("a", after(at)) for at in (30, 59)] == [30, 1]
    assert brake.wait("a", after(60)) == 0


def test_other_addresses_go_on() -> None:
    brake = Brake(most=1)
    brake.wait("a", START)
    assert brake.wait("b", START) == 0
    assert brake.wait("a", START) > 0


def test_a_good_try_is_not_counted() -> None:
    brake = Brake(most=1)
    for _ in range(3):
        assert brake.wait("a", START) == 0
        brake.forgive("a")
    brake.forgive("b")


def test_it_remembers_no_more_addresses_than_it_may() -> None:
    brake = Brake(most=1, remembered=2)
    for remote in ("a", "b", "c"):
        brake.wait(remote, START)
    assert brake.wait("c", START) > 0
    assert brake.wait("a", START) == 0
