"""Tables that are handed in, instead of what is known or row by row beside it."""

from __future__ import annotations

from typing import Any

from geodata.beside import beside, filled, instead, keys_of
from geodata.columns import frame_of, rows_of
from geodata.tables import TABLES

STEPS = "afbouw"


def steps(*pairs: tuple[int, int]) -> Any:
    return frame_of(TABLES[STEPS], [{"vanaf_maanden": months, "procent": share} for months, share in pairs])


def pairs(frames: Any) -> list[tuple[int, int]]:
    return [(row["vanaf_maanden"], row["procent"]) for row in rows_of(frames[STEPS])]


KNOWN = {STEPS: steps((0, 100), (12, 50))}


def test_instead_takes_the_place_of_the_whole_table() -> None:
    assert pairs(instead(KNOWN, {STEPS: steps((6, 80))})) == [(6, 80)]
    assert pairs(instead(KNOWN, {STEPS: steps()})) == []
    assert pairs(instead(KNOWN, {})) == [(0, 100), (12, 50)]


def test_beside_takes_the_place_of_the_row_with_its_key_and_comes_last() -> None:
    assert pairs(beside(KNOWN, {STEPS: steps((6, 80), (0, 90))})) == [(12, 50), (6, 80), (0, 90)]
    assert pairs(beside(KNOWN, {STEPS: steps()})) == [(0, 100), (12, 50)]
    assert pairs(beside({}, {STEPS: steps((6, 80))})) == [(6, 80)]


def test_the_frames_keep_the_types_of_their_columns() -> None:
    together = beside(KNOWN, {STEPS: steps((6, 80))})[STEPS]
    assert together.dtypes.equals(KNOWN[STEPS].dtypes)
    assert list(together.index) == [0, 1, 2]


def test_a_table_without_rows_says_nothing() -> None:
    assert list(filled({STEPS: steps(), "gemeenten": steps((0, 1))})) == ["gemeenten"]


def test_a_key_is_all_of_its_columns() -> None:
    wish = {"uitstromer": "ans", "wens": "voorkeur", "gebied": "WK-A", "reden": "anders"}
    assert keys_of("gebiedswensen", frame_of(TABLES["gebiedswensen"], [wish])) == [("ans", "voorkeur", "WK-A")]
