"""Official cells as values with their status."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.indicators.cells import divided, figures_of, marks_secrets, only_marks


@pytest.mark.parametrize(
    ("cell", "value"),
    [(" 26,4", 26.4), ("1.2", 1.2), ("  120", 120.0), (0, 0.0), ("0", 0.0), ("-0,05", -0.05), ("7.9e-05", 7.9e-05)],
)
def test_numbers_are_read_with_either_decimal_mark(cell: Any, value: float) -> None:
    found = figures_of([cell])
    assert (found.values[0], found.status[0], found.wrong) == (value, "bekend", ())


@pytest.mark.parametrize(
    ("cell", "status"),
    [
        ("       .", "geheim"), ("x", "geheim"), (-99997, "geheim"), ("-99997", "geheim"),
        (-99995, "nog niet gepubliceerd"), (-99991, "ontbreekt"), (-99999999, "ontbreekt"), (-99999.0, "ontbreekt"),
        ("", "ontbreekt"), ("-", "ontbreekt"), (float("nan"), "ontbreekt"), ("       NaN", "ontbreekt"),
    ],
)  # fmt: skip
def test_what_has_no_value_stays_apart(cell: Any, status: str) -> None:
    found = figures_of([cell])
    assert (math.isnan(found.values[0]), found.status[0], found.wrong) == (True, status, ())


@pytest.mark.parametrize("cell", ["veel", "12 %", "1.234.567", True, float("inf"), None])
def test_what_is_no_figure_is_named(cell: Any) -> None:
    assert figures_of([1, cell]).wrong == (1,)


def test_a_column_without_a_single_figure_is_seen() -> None:
    assert only_marks([".", "", " . "])
    assert not only_marks([".", "0"])
    assert not only_marks([".", -99997])


def test_a_file_that_marks_secrets_is_seen() -> None:
    assert marks_secrets(["1", "."])
    assert marks_secrets([1, -99997])
    assert not marks_secrets(["1", ""])


def test_a_rate_takes_the_first_reason_why_it_is_not_known() -> None:
    people, all_people = figures_of([5, ".", 5, 0, 0]), figures_of([100, 100, "", 0, 50])
    found = divided(people, [all_people])
    assert list(found.status) == ["bekend", "geheim", "ontbreekt", "ontbreekt", "bekend"]
    assert found.values[0] == 0.05
    assert found.values[4] == 0
    assert np.isnan(found.values[1:4]).all()


def test_several_parts_are_added_below() -> None:
    found = divided(figures_of([1]), [figures_of([1]), figures_of([2]), figures_of([1])])
    assert found.values[0] == 0.25


@given(st.lists(st.one_of(st.text(max_size=8), st.floats(), st.integers(), st.booleans(), st.none())))
def test_any_cells_give_a_status_or_are_named(cells: list[Any]) -> None:
    found = figures_of(cells)
    assert len(found.values) == len(found.status) == len(cells)
    for at in range(len(cells)):
        assert (found.status[at] == "bekend") == (not math.isnan(found.values[at]))
        assert at not in found.wrong or found.status[at] != "bekend"
