"""What reads or writes within a writing takes part in it, and who waits for a turn to write holds nobody up."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from api.access.identity import SYSTEM
from api.store.audit import Action, Noted, head
from api.store.database import CONNECTIONS, Store


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


def test_all_that_is_written_within_one_step_is_kept_or_nothing(store: Store) -> None:
    def fail() -> None:
        with store.one_step():
            note(store)
            note(store)
            assert entries(store) == 2
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert entries(store) == 0
    with store.one_step():
        note(store)
        note(store)
    assert entries(store) == 2


def test_others_write_until_the_first_writing_of_a_step_and_not_after_it(store: Store) -> None:
    with ThreadPoolExecutor(1) as threads:
        with store.one_step():
            threads.submit(note, store).result(20)
            assert entries(store) == 1
            note(store)
            waits = threads.submit(note, store)
            assert entries(store) == 2
        waits.result(20)
    assert entries(store) == 3


def test_a_step_within_a_writing_is_part_of_it(store: Store) -> None:
    def fail() -> None:
        with store.writing(SYSTEM):
            with store.one_step():
                note(store)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert entries(store) == 0


def test_however_many_wait_to_write_others_read_meanwhile(store: Store) -> None:
    many = 2 * CONNECTIONS
    begun = Barrier(many + 1)

    def write() -> None:
        begun.wait(20)
        note(store)

    with ThreadPoolExecutor(many + 1) as threads:
        with store.writing(SYSTEM):
            writers = [threads.submit(write) for _ in range(many)]
            begun.wait(20)
            # Again and again, for writers must have come to where they wait.
            assert {threads.submit(entries, store).result(20) for _ in range(200)} == {0}
        for writer in writers:
            writer.result(20)
    assert entries(store) == many
