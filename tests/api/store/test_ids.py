"""Ids, and what can't be one."""

from __future__ import annotations

import pytest

from api.store.ids import is_id, new_id


def test_an_id_is_one_of_its_kind() -> None:
    made = new_id("a")
    assert is_id("a", made)
    assert not is_id("r", made)


@pytest.mark.parametrize(
    "text", ["", "a-", "a-1", "a-22222222222\x00", "a-222222222222\n", " a-222222222222", "a-٢٢٢٢٢٢٢٢٢٢٢٢"]
)
def test_anything_else_is_not(text: str) -> None:
    assert not is_id("a", text)
