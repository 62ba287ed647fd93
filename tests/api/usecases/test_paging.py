"""Lists in memory are filtered, sorted and cut by what their reader sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date

import pytest

from api.usecases.listing import Filter, Listing, Order
from api.usecases.paging import Plain, paged
from optimizer.errors import InvalidInput

Item = dict[str, Plain]
ITEMS: list[Item] = [
    {"name": "c", "size": 2, "on": date(2026, 10, 2), "yes": True, "tags": ("x", "y")},
    {"name": "a", "size": None, "on": date(2026, 10, 1), "yes": False, "tags": ()},
    {"name": "b", "size": 10, "on": None, "yes": True, "tags": ("y",)},
]
COLUMNS: Mapping[str, Callable[[Item], Plain]] = {
    "name": lambda item: item["name"],
    "size": lambda item: item["size"],
    "on": lambda item: item["on"],
    "yes": lambda item: item["yes"],
    "tags": lambda item: item["tags"],
}


def names(**listing: object) -> list[Plain]:
    return [item["name"] for item in paged(ITEMS, COLUMNS, Listing(**listing)).items]  # type: ignore[arg-type] # by name


@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("name", "a", ["a"]), ("size", "10", ["b"]), ("size", "", ["a"]), ("on", "2026-10-02", ["c"]), ("on", "", ["b"]),
        ("yes", "true", ["c", "b"]), ("tags", "y", ["c", "b"]), ("tags", "", ["a"]), ("name", "onzin", []),
    ],
)  # fmt: skip
def test_filters_hold_what_is_shown(column: str, value: str, found: list[str]) -> None:
    assert names(filters=(Filter(column, value),)) == found


def test_what_is_missing_comes_last_both_ways() -> None:
    assert names(sort=(Order("size"),)) == ["c", "b", "a"]
    assert names(sort=(Order("size", down=True),)) == ["b", "c", "a"]
    assert names(sort=(Order("yes", down=True), Order("name"))) == ["b", "c", "a"]


def test_a_page_tells_how_many_there_are() -> None:
    page = paged(ITEMS, COLUMNS, Listing(page=2, size=2))
    assert ([item["name"] for item in page.items], page.total) == (["b"], 3)
    assert not paged(ITEMS, COLUMNS, Listing(page=9, size=2)).items


def test_every_column_that_is_not_there_is_told() -> None:
    with pytest.raises(InvalidInput) as refused:
        names(filters=(Filter("x", "1"),), sort=(Order("y"),))
    assert [fault.path for fault in refused.value.faults] == [("filter", "x"), ("sort", "y")]
