"""The audit holds everything, in order, and shows it when somebody changes it."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from api.access.identity import Identity, Role
from api.store.audit import BEGIN, Action, Noted, broken, head
from api.store.database import Store

COORDINATOR = Identity(account="A-1", role=Role.COORDINATOR)


def noted(store: Store, *subjects: str) -> None:
    with store.writing(COORDINATOR) as writing:
        writing.note(Noted(action=Action.READ, kind="uitstromers", subjects=subjects))


def test_an_empty_audit_is_whole(store: Store) -> None:
    with store.reading() as connection:
        assert head(connection) == (0, BEGIN)
        assert not list(broken(connection))


def test_every_entry_follows_on_the_one_before(store: Store) -> None:
    noted(store, "U-1")
    noted(store, "U-2", "U-3")
    with store.reading() as connection:
        assert head(connection)[0] == 2
        assert not list(broken(connection))


@pytest.mark.parametrize("statement", ["UPDATE audit SET account = 'x'", "DELETE FROM audit"])
def test_the_database_itself_refuses_to_change_the_audit(store: Store, statement: str) -> None:
    noted(store, "U-1")
    with (
        pytest.raises(DatabaseError, match="only grow"),
        store.engine.begin() as connection,
    ):
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE audit SET account = 'A-2' WHERE seq = 2",
        "UPDATE audit SET at = '2026-01-01T00:00:00.000000Z' WHERE seq = 2",
        "DELETE FROM audit WHERE seq = 2",
    ],
)
def test_what_somebody_changes_behind_the_triggers_shows(sqlite_store: Store, statement: str) -> None:
    for number in range(1, 4):
        noted(sqlite_store, f"U-{number}")
    with sqlite_store.engine.begin() as connection:
        connection.execute(text("DROP TRIGGER audit_no_update"))
        connection.execute(text("DROP TRIGGER audit_no_delete"))
        connection.execute(text(statement))
    with sqlite_store.reading() as connection:
        assert list(broken(connection))


def test_what_fails_leaves_nothing(store: Store) -> None:
    def fail() -> None:
        with store.writing(COORDINATOR) as writing:
            writing.note(Noted(action=Action.READ, kind="uitstromers", subjects=["U-1"]))
            writing.note(Noted(action=Action.READ, kind="uitstromers", subjects=[object()]))  # type: ignore[list-item]

    with pytest.raises(Exception, match="not JSON serializable"):
        fail()
    with store.reading() as connection:
        assert head(connection) == (0, BEGIN)


def test_a_change_keeps_values_apart_from_the_audit(store: Store) -> None:
    with store.writing(COORDINATOR) as writing:
        writing.change(
            Noted(action=Action.CHANGED, kind="woningen", subjects=["7"], before={"huur": 1}, after={"huur": 2})
        )
    with store.reading() as connection:
        assert "huur" not in str(connection.execute(text("SELECT * FROM audit")).all())
        assert "huur" in str(connection.execute(text("SELECT * FROM history")).all())
