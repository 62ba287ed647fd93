"""A service erases by itself, and goes on when that fails once."""

from __future__ import annotations

import time

from sqlalchemy import select, text

from api.access.identity import SYSTEM
from api.settings import ServiceSettings
from api.store.database import Store
from api.store.rounds import Origin, add_round
from api.store.schema import AUDIT, ROUNDS
from api.usecases.daily import Daily
from tests.stores import TickingClock
from tests.worlds import world

PATIENCE = 30.0


def old_round(store: Store) -> None:
    with store.writing(SYSTEM) as writing:
        add_round(writing, world(), Origin.REGISTER, 1)
    assert isinstance(store.clock, TickingClock)
    store.clock.forward(days=1_000)


def erased(store: Store) -> bool:
    with store.reading() as connection:
        return connection.execute(select(ROUNDS.c.content)).scalar() is None


def wait_until_erased(store: Store) -> None:
    end = time.monotonic() + PATIENCE
    while not erased(store):
        assert time.monotonic() < end
        time.sleep(0.02)


def test_it_erases_after_a_while(store: Store) -> None:
    old_round(store)
    with Daily(store, ServiceSettings(), first=0):
        wait_until_erased(store)


def test_two_at_once_note_it_once(store: Store) -> None:
    old_round(store)
    with Daily(store, ServiceSettings(), first=0), Daily(store, ServiceSettings(), first=0):
        wait_until_erased(store)
    with store.reading() as connection:
        notes = connection.execute(select(AUDIT.c.kind).where(AUDIT.c.action == "gewist na de bewaartermijn"))
        assert list(notes.scalars()) == ["rondes"]


def test_it_ends_at_once_and_a_failure_does_not_end_the_service(sqlite_store: Store) -> None:
    with sqlite_store.engine.begin() as connection:
        connection.execute(text("DROP TABLE idempotency_keys"))
    began = time.monotonic()
    with Daily(sqlite_store, ServiceSettings(), first=0):
        pass
    assert time.monotonic() - began < PATIENCE
