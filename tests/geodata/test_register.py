"""The frames of the Register, and their rows as plain values."""

from __future__ import annotations

from geodata.columns import frame_of, rows_of
from geodata.tables import TABLES
from tests.geodata.tiny import home, register


def test_rows_are_made_once() -> None:
    found = register(woningen=[home("huis")])
    assert found.rows is found.rows
    assert found.rows.keys() == found.frames().keys()
    assert found.rows["woningen"] == tuple(rows_of(found.woningen))


def test_a_table_that_is_replaced_has_rows_of_its_own() -> None:
    before = register(woningen=[home("huis")])
    assert [row["code"] for row in before.rows["woningen"]] == ["huis"]
    after = before.updated({"woningen": frame_of(TABLES["woningen"], [home("flat")])})
    assert [row["code"] for row in after.rows["woningen"]] == ["flat"]
    assert [row["code"] for row in before.rows["woningen"]] == ["huis"]
