"""What reads or writes within a writing takes part in it."""

from __future__ import annotations

import pytest

from api.access.identity import SYSTEM
from api.store.audit import Action, Noted, head
from api.store.database import Store


def note(store: Store) -> None:
    with store.writing(SYSTEM) as writing:
        writing.note(Noted(action=Action.READ, kind="x", subjects=[]))


def entries(store: Store) -> int:
    with store.reading() as connection:
        return head(connection)[0]


def test_within_a_writing_what_was_written_is_seen(store: Store) -> None:
    with store.writing(SYSTEM):
        note(store)
        assert entries(store) == 1
        note(store)
    assert entries(store) == 2


def test_what_fails_outside_takes_what_is_inside_with_it(store: Store) -> None:
    def fail() -> None:
        with store.writing(SYSTEM):
            note(store)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert entries(store) == 0


def test_what_fails_inside_leaves_the_rest(store: Store) -> None:
    def fail() -> None:
        with store.writing(SYSTEM):
            note(store)
            raise RuntimeError

    with store.writing(SYSTEM):
        note(store)
        with pytest.raises(RuntimeError):
            fail()
        note(store)
    assert entries(store) == 2
