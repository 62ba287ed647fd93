"""The rules that hold: kept as they were supplied, checked, and never overwritten."""

from __future__ import annotations

import pytest

from api.errors import NotAllowed, NotThere, Overtaken
from api.store.database import Store
from api.usecases.documents import (
    change_document,
    document_history,
    held_rules,
    read_document,
)
from geodata.region import region_folder
from optimizer.errors import InvalidInput
from tests.api.registers import ADMINISTRATOR, COORDINATOR, CORPORATION, PLANNER, PROVIDER, desk

BELEID = """
[periode]
begin = 2027-01-01
eind = 2027-03-31

[beleid]
name = "Beleid van toen"
max_wait_days = 99
"""
DRAAGKRACHT = (region_folder() / "draagkracht.toml").read_text(encoding="utf-8")


def test_without_documents_the_example_holds_and_no_caps_are_proposed(store: Store) -> None:
    with store.reading() as connection:
        held = held_rules(connection)
    assert held.rules.example
    assert held.draagkracht is None
    assert read_document(desk(store), "beleid").version == 0


def test_what_the_coordinator_supplies_holds_and_everybody_reads_it(store: Store) -> None:
    kept = change_document(desk(store), "beleid", 0, BELEID, "vastgesteld")
    change_document(desk(store), "draagkracht", 0, DRAAGKRACHT)
    assert (kept.version, kept.content) == (1, BELEID)
    with store.reading() as connection:
        held = held_rules(connection)
    assert (held.rules.policy.max_wait_days, held.rules.example) == (99, False)
    assert held.draagkracht is not None
    for by in (COORDINATOR, PROVIDER, CORPORATION, PLANNER, ADMINISTRATOR):
        assert read_document(desk(store, by), "beleid") == kept


def test_a_change_has_a_history_and_overwrites_nobody(store: Store) -> None:
    change_document(desk(store), "beleid", 0, BELEID, "vastgesteld")
    change_document(desk(store), "beleid", 1, BELEID.replace("99", "60"), "korter wachten")
    with pytest.raises(Overtaken):
        change_document(desk(store), "beleid", 1, BELEID)
    assert change_document(desk(store), "beleid", 2, BELEID.replace("99", "60")).version == 2
    first, last = document_history(desk(store), "beleid")
    assert (first.before, first.motivation) == (None, "vastgesteld")
    assert last.before == {"content": BELEID}
    assert last.after == {"content": BELEID.replace("99", "60")}


@pytest.mark.parametrize("by", [PROVIDER, CORPORATION, PLANNER, ADMINISTRATOR])
def test_only_the_coordinator_changes_them(sqlite_store: Store, by: object) -> None:
    with pytest.raises(NotAllowed):
        change_document(desk(sqlite_store, by), "beleid", 0, BELEID)  # type: ignore[arg-type] # one of the identities
    with pytest.raises(NotAllowed):
        document_history(desk(sqlite_store, by), "beleid")  # type: ignore[arg-type] # same


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("beleid", "geen toml", "TOML"),
        ("beleid", "[beleid]\nname = 1\n", "periode"),
        ("beleid", BELEID + "\n[[afbouw]]\nvanaf_maanden = 0\nprocent = 100\n", "de tabel afbouw"),
        ("beleid", "a\x00b", "besturingstekens"),
        ("beleid", "half \ud83d", "besturingstekens"),
        ("draagkracht", "kleur = 'rood'", "kleur"),
    ],
)
def test_what_is_wrong_with_a_document_is_told(store: Store, name: str, content: str, told: str) -> None:
    with pytest.raises(InvalidInput, match=told):
        change_document(desk(store), name, 0, content)
    assert read_document(desk(store), name).version == 0


def test_another_document_is_not_there(sqlite_store: Store) -> None:
    with pytest.raises(NotThere):
        read_document(desk(sqlite_store), "notulen")
    with pytest.raises(NotThere):
        change_document(desk(sqlite_store), "notulen", 0, "")
