"""The frames of the Register, and their rows as plain values."""

from __future__ import annotations

from pandas.testing import assert_frame_equal

from geodata.columns import frame_of, rows_of
from geodata.region import bundled
from geodata.register import register_of_rows
from geodata.synthetic import with_synthetic_round
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


def test_a_register_of_rows_is_the_one_of_their_frames() -> None:
    made = with_synthetic_round(bundled(), seed=1, people=6, dwellings=6)
    tables = {name: rows for name, rows in made.rows.items() if name not in ("vorige", "vastgezet")}
    found = register_of_rows(tables)
    assert found.rows == made.rows
    for name, frame in made.frames().items():
        assert_frame_equal(found.frames()[name], frame)
