"""What was opened stays at hand, as long as there is room, and goes when it was erased."""

from __future__ import annotations

from dataclasses import replace

import pytest

from api.errors import NotThere
from api.store.database import Store
from api.usecases.opened import Shelf, opened
from tests.api.region import frozen, home, person, solved, stored


def test_a_shelf_makes_a_thing_once_and_lets_the_oldest_go() -> None:
    made: list[str] = []

    def make(key: str) -> str:
        made.append(key)
        return key.upper()

    def get(key: str) -> str:
        return shelf.get(key, lambda: make(key))

    shelf: Shelf[str] = Shelf(2)
    assert [get(key) for key in ("a", "b", "a", "c", "a", "b")] == ["A", "B", "A", "C", "A", "B"]
    assert made == ["a", "b", "c", "b"]


def test_a_proposal_is_parsed_once_and_not_shown_when_erased(sqlite_store: Store) -> None:
    stored(sqlite_store, uitstromers=[person("ans")], woningen=[home("h1")])
    kept = solved(sqlite_store, frozen(sqlite_store))
    found = opened(sqlite_store, kept)
    assert opened(sqlite_store, kept) is found
    assert set(found.book.placements) == {"ans"}
    with pytest.raises(NotThere, match="gewist"):
        opened(sqlite_store, replace(kept, erased_at=kept.created_at))
