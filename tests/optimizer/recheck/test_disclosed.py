"""The bounds of a hidden count, against every table of whole numbers that fits what is told."""

from __future__ import annotations

from itertools import product

import pytest

from optimizer.counts import PublishedTable, Sum, Together
from optimizer.recheck.disclosed import feasible, feasible_whole


def published(
    rows: str,
    columns: str,
    groups: dict[str, tuple[int | None, ...]],
    sums: dict[str, int],
    apart: str = "",
    absent: str = "",
) -> PublishedTable:
    """Groups and sums by the names of their rows; `absent` as in "aA bB"."""
    return PublishedTable(
        columns=tuple(columns),
        apart=tuple(apart),
        rows=tuple(rows),
        absent=frozenset((each[0], each[1]) for each in absent.split()),
        groups=tuple(Together(rows=tuple(names), counts=counts) for names, counts in groups.items()),
        sums=tuple(Sum(rows=tuple(names), total=total) for names, total in sums.items()),
    )


TOLD = [
    published("ab", "AB", {"ab": (3, 4)}, {"ab": 7}),
    published("ab", "AB", {"ab": (3, 4)}, {"a": 5, "b": 2}),
    published("abc", "AB", {"abc": (2, 4)}, {"ab": 5, "c": 1}),
    published("abc", "AB", {"ab": (2, 1), "c": (1, 3)}, {"a": 2, "b": 1, "c": 4}),
    published("ab", "AB", {}, {"a": 3, "b": 2}),
    published("ab", "AB", {}, {"ab": 4}),
    published("abc", "A", {"a": (4,), "bc": (3,)}, {"a": 4, "bc": 3}),
    published("ab", "AB", {"ab": (2, 2, 3)}, {"a": 3, "b": 1}, apart="C"),
    published("abc", "AB", {"ab": (2, 2, 3), "c": (1, 1, 2)}, {"a": 3, "b": 1, "c": 2}, apart="C"),
    published("ab", "AB", {"ab": (2, 2, 3)}, {"b": 4}, apart="C", absent="aA aB"),
    published("ab", "AB", {"ab": (2, 2, 3)}, {"ab": 4}, apart="C", absent="aC"),
]


def fitting(told: PublishedTable) -> list[dict[tuple[str, str], int]]:
    columns = (*told.columns, *told.apart)
    cells = [cell for cell in product(told.rows, columns) if cell not in told.absent]
    most = max([each.total for each in told.sums] + [count or 0 for group in told.groups for count in group.counts])
    found = []
    for numbers in product(range(most + 1), repeat=len(cells)):
        table = dict.fromkeys(product(told.rows, columns), 0) | dict(zip(cells, numbers, strict=True))
        if all(
            sum(table[row, column] for row in group.rows) == (count or 0)
            for group in told.groups
            for column, count in zip(columns, group.counts, strict=True)
        ) and all(
            sum(table[row, column] for row in each.rows for column in told.columns) == each.total for each in told.sums
        ):
            found.append(table)
    return found


@pytest.mark.parametrize("told", TOLD)
def test_the_bounds_are_those_of_every_table_that_fits(told: PublishedTable) -> None:
    tables = fitting(told)
    assert tables
    for row in told.rows:
        for column in (*told.columns, *told.apart):
            values = [table[row, column] for table in tables]
            assert feasible(told, row, column) == (min(values), max(values))
        totals = [sum(table[row, column] for column in told.columns) for table in tables]
        assert feasible(told, row) == (min(totals), max(totals))
    for column in told.columns:
        wholes = [sum(table[row, column] for row in told.rows) for table in tables]
        assert feasible_whole(told, column) == (min(wholes), max(wholes))


def test_where_nothing_is_told_there_is_no_highest() -> None:
    nothing = published("ab", "AB", {}, {}, apart="C")
    assert feasible(nothing, "a") == feasible(nothing, "a", "A") == feasible(nothing, "a", "C") == (0, None)
    assert feasible_whole(nothing, "A") == feasible_whole(nothing, "C") == (0, None)


def test_apart_from_the_totals_nothing_follows_from_them() -> None:
    totals = published("ab", "AB", {}, {"a": 3, "b": 2}, apart="C")
    assert feasible(totals, "a", "C") == feasible_whole(totals, "C") == (0, None)
