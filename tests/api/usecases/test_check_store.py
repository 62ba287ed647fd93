"""Whatever somebody changes behind the program shows."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from api.access.desk import Desk
from api.access.identity import SYSTEM
from api.settings import ServiceSettings
from api.store.audit import Action, Noted, head
from api.store.database import Store
from api.usecases.backup import back_up
from api.usecases.check_store import MOST_TOLD, check_store
from api.usecases.register import remove_row
from api.usecases.restore import put_back_backup
from api.usecases.retain import retain
from optimizer.agreements import PlacementStatus
from tests.api.usecases.test_retain import AGO, add, answered, desk, later, place, register
from tests.stores import Databases, opened

__all__ = ["desk"]


@pytest.fixture
def kept(store: Store, desk: Desk) -> Store:
    """A store in which much was done, by the program alone."""
    at = register(desk, "U-0")
    remove_row(desk, "uitstromers", at, 1)
    for who in "12":
        register(desk, f"U-{who}")
    add(desk, "gebiedswensen", uitstromer="U-1", wens="voorkeur", gebied="WK-A", reden="netwerk")
    place(desk, "p-1", "U-1", PlacementStatus.VERHUURD)
    answered(store, "ronde")
    return store


def behind(store: Store, *statements: str) -> tuple[str, ...]:
    """What a check tells after somebody changed the database itself."""
    with store.engine.begin() as connection:
        for statement in statements:
            connection.execute(text(statement))
    return check_store(store).wrong


def test_what_the_program_did_is_well(kept: Store) -> None:
    done = check_store(kept)
    assert done.wrong == ()
    with kept.reading() as connection:
        assert (done.audit_seq, done.audit_hash) == head(connection)
    assert check_store(kept, done.audit_hash).wrong == ()


def test_it_is_well_after_erasing_and_after_restoring(
    kept: Store, desk: Desk, databases: Databases, tmp_path: Path
) -> None:
    place(desk, "p-2", "U-2", PlacementStatus.GEWEIGERD)
    before = check_store(kept).audit_hash
    later(kept, **AGO)
    retain(kept, ServiceSettings())
    assert check_store(kept, before).wrong == ()
    back_up(kept, tmp_path / "kopie.zlb")
    with closing(opened(databases.new("sqlite"))) as target:
        put_back_backup(target, tmp_path / "kopie.zlb")
        assert check_store(target, before).wrong == ()


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("UPDATE uitstromers SET grondslag = 'x' WHERE code = 'U-1'", "Register, uitstromers, rij 2"),
        ("DELETE FROM gebiedswensen", "Register, gebiedswensen, rij 1"),
        ("UPDATE history SET after = '{}' WHERE kind = 'woningen'", "Geschiedenis, regel"),
        ("UPDATE rounds SET content = replace(content, 'zwaluw', 'merel')", "Ronde r-"),
        ("UPDATE rounds SET content = 'x'", "Ronde r-"),
        ("UPDATE proposals SET content = replace(content, 'zwaluw', 'merel')", "Voorstel v-"),
        ("UPDATE proposals SET content = '{}'", "Voorstel v-"),
        ("UPDATE rounds SET digest = 'x'", "Voorstel v-"),
    ],
)
def test_what_was_changed_behind_the_program_is_told(kept: Store, statement: str, told: str) -> None:
    assert any(sentence.startswith(told) for sentence in behind(kept, statement))


def test_a_row_that_nobody_added_is_told(kept: Store) -> None:
    wrong = behind(kept, "INSERT INTO zorgaanbieders (code, naam, bron, _version) VALUES ('x', 'X', 'x', 1)")
    assert wrong == ("Register, zorgaanbieders, rij 2: buiten het programma om toegevoegd, gewijzigd of weggehaald",)


def test_an_audit_that_was_cut_off_shows_by_an_entry_of_before(sqlite_store: Store) -> None:
    for who in "12":
        with sqlite_store.writing(SYSTEM) as writing:
            writing.note(Noted(action=Action.READ, kind="uitstromers", subjects=[who]))
    before = check_store(sqlite_store).audit_hash
    assert behind(sqlite_store, "DROP TRIGGER audit_no_delete", "DELETE FROM audit WHERE seq = 2") == ()
    [sentence] = check_store(sqlite_store, before).wrong
    assert before in sentence


def test_somebody_or_a_dwelling_given_out_twice_is_told(kept: Store) -> None:
    wrong = behind(kept, "UPDATE plaatsingen SET code = 'p-9'", _again("U-1", "W-2"), _again("U-2", "W-1"))
    assert "Uitstromer U-1: meer dan één lopende plaatsing" in wrong
    assert "Woning W-1: meer lopende plaatsingen dan er woningen zijn" in wrong


def _again(who: str, home: str) -> str:
    columns = "code, uitstromer, woning, status, gebieden, _version"
    values = f"'{who} {home}', '{who}', '{home}', 'aangeboden', '[]', 1"
    return f"INSERT INTO plaatsingen ({columns}) VALUES ({values})"  # noqa: S608 - this test's own words


def test_of_many_the_first_are_told(sqlite_store: Store) -> None:
    row = "INSERT INTO zorgaanbieders (code, naam, bron, _version) VALUES ('{0}', 'X', 'x', 1)"
    wrong = behind(sqlite_store, *(row.format(number) for number in range(MOST_TOLD + 5)))
    assert len(wrong) == MOST_TOLD + 1
    assert "en nog 5" in wrong[-1]
