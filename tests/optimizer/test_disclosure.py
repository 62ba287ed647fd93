"""What is told of a table, tried against a reader who has every published number and knows the method.

He runs the method on every table there can be, and keeps those that give what he sees.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from optimizer.counts import HIDDEN, CountRow, CountTable, PublishedTable
from optimizer.disclosure import suppressed
from optimizer.errors import InvalidInput
from optimizer.recheck.disclosed import feasible, feasible_whole

Counts = Sequence[Sequence[int | None]]


def table(*rows: Sequence[int | None], apart: int = 0, insiders: bool = False) -> CountTable:
    """Rows a, b, c …; columns A, B, C …, of which the last `apart` stand outside the totals."""
    names = tuple("ABCDEF"[: len(rows[0])])
    inside = len(names) - apart
    return CountTable(
        columns=names[:inside],
        apart=names[inside:],
        rows=tuple(CountRow(name=name, counts=tuple(row)) for name, row in zip("abcdefghij", rows, strict=False)),
        insiders=insiders,
    )


def dealt(people: int, cells: int) -> Iterator[tuple[int, ...]]:
    """Every way to deal people over cells."""
    if cells == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in dealt(people - first, cells - 1):
            yield (first, *rest)


def tables_of(people: int, rows: int, columns: int, *, insiders: bool) -> Iterator[CountTable]:
    for cells in dealt(people, rows * columns):
        yield table(*(cells[at : at + columns] for at in range(0, len(cells), columns)), insiders=insiders)


def figures(of: CountTable) -> tuple[int, ...]:
    """Every count, every total of a row and every total of a column that can be."""
    inside = len(of.columns)
    counts = [row.counts for row in of.rows]
    totals = [sum(count or 0 for count in row[:inside]) for row in counts if row[0] is not None]
    wholes = [sum(count or 0 for count in column) for column in zip(*counts, strict=True)]
    return (*(count for row in counts for count in row if count is not None), *totals, *wholes)


def behind(tables: Iterator[CountTable], small: int) -> dict[PublishedTable, list[CountTable]]:
    found: defaultdict[PublishedTable, list[CountTable]] = defaultdict(list)
    for each in tables:
        found[suppressed(each, small)].append(each)
    return found


def learned(alike: list[CountTable], small: int) -> list[set[int]]:
    """Of every figure that is small in one of these tables, the small values that it has in any of them."""
    values = [set(each) for each in zip(*map(figures, alike), strict=True)]
    return [{value for value in each if value < small} for each in values if min(each) < small]


CASES = [
    *((2, 2, small, people) for small, most in ((2, 12), (3, 14), (5, 20)) for people in range(small, most, 3)),
    *((2, 3, 2, people) for people in (2, 7, 9)),
    *((3, 2, 2, people) for people in (5, 8, 9)),
    *((3, 3, 2, people) for people in (2, 5, 6)),
    *((4, 2, 2, people) for people in (6, 8)),
    *((rows, 1, 3, people) for rows, people in ((3, 9), (3, 20), (4, 14), (5, 14), (5, 18), (6, 14))),
    *((4, 1, 5, people) for people in (22, 30)),
]


@pytest.mark.parametrize("insiders", [False, True])
@pytest.mark.parametrize(("rows", "columns", "small", "people"), CASES)
def test_who_knows_the_method_learns_of_a_small_count_no_more_than_that_it_is_small(
    rows: int, columns: int, small: int, people: int, insiders: bool
) -> None:
    for alike in behind(tables_of(people, rows, columns, insiders=insiders), small).values():
        assert all(values == set(range(small)) for values in learned(alike, small))


@pytest.mark.parametrize("small", [2, 3])
@pytest.mark.parametrize("insiders", [False, True])
def test_the_same_with_counts_that_cannot_be_and_a_column_apart(small: int, insiders: bool) -> None:
    """Two rows with a total and one without; everybody knows that the last column has as many as the second."""
    for people in (2 * small + 1, 3 * small + 1):
        tables = (
            table((a, b, c), (d, e, f), (None, None, b + e - c - f), apart=1, insiders=insiders)
            for a, b, d, e in dealt(people, 4)
            for c, f in product(range(b + e + 1), repeat=2)
            if c + f <= b + e
        )
        for alike in behind(tables, small).values():
            assert all(values == set(range(small)) for values in learned(alike, small))


def fewest_hidden(tables: Sequence[CountTable], small: int) -> dict[object, list[CountTable]]:
    """The usual way, by what it leaves to see.

    The fewest figures are hidden for which every small one, by the equations alone, can be 0 and can be `small`. The
    whole is told; of equally many the first in a fixed order.
    """
    every = tuple(map(figures, tables))
    places = range(len(every[0]))
    patterns = [frozenset(each) for size in range(len(places) + 1) for each in combinations(places, size)]
    fitting: dict[frozenset[int], defaultdict[object, list[tuple[int, ...]]]] = {}
    for hidden in patterns:
        fitting[hidden] = defaultdict(list)
        for each in every:
            fitting[hidden][seen(each, hidden)].append(each)
    found: defaultdict[object, list[CountTable]] = defaultdict(list)
    for given_, each in zip(tables, every, strict=True):
        smalls = {place for place in places if each[place] < small}
        hidden = next(
            hidden
            for hidden in patterns
            if smalls <= hidden
            and all({0, small} <= {fits[place] for fits in fitting[hidden][seen(each, hidden)]} for place in smalls)
        )
        found[hidden, seen(each, hidden)].append(given_)
    return found


def seen(each: tuple[int, ...], hidden: frozenset[int]) -> tuple[int | None, ...]:
    return tuple(None if place in hidden else number for place, number in enumerate(each))


def test_hiding_the_fewest_single_cells_gives_small_counts_away_to_who_knows_the_method() -> None:
    """Why it is not done: some of what it publishes fits several tables, but is published of one only."""
    given_away = [
        alike
        for alike in fewest_hidden(list(tables_of(8, 2, 2, insiders=False)), 2).values()
        if any(len(values) == 1 for values in learned(alike, 2))
    ]
    assert given_away


def test_nothing_is_told_of_fewer_people_than_small() -> None:
    nobody, few = suppressed(table((0, 0), (0, 0)), 5), suppressed(table((1, 1), (1, 1)), 5)
    assert nobody == few
    assert (few.groups, few.sums) == ((), ())
    assert (few.count("a", "A"), few.total("b"), few.whole("A"), few.everybody) == (HIDDEN,) * 4


def test_everything_is_told_where_nothing_is_small() -> None:
    told = suppressed(table((5, 6), (7, 8), (9, 10), insiders=True), 5)
    assert [[told.count(row, column) for column in "AB"] for row in "abc"] == [[5, 6], [7, 8], [9, 10]]
    assert [told.total(row) for row in "abc"] == [11, 15, 19]
    assert (told.whole("A"), told.whole("B"), told.everybody) == (21, 24, 45)


def test_rows_stand_alone_up_to_a_small_count() -> None:
    told = suppressed(table((30,), (20,), (5,), (4,)), 5)
    assert [(group.rows, group.counts) for group in told.groups] == [
        (("a",), (30,)),
        (("b",), (20,)),
        (("c", "d"), (9,)),
    ]
    assert (told.total("a"), told.total("c"), told.everybody) == (30, HIDDEN, 59)


def test_a_small_count_takes_along_all_that_follow() -> None:
    assert [group.rows for group in suppressed(table((30,), (4,), (20,)), 5).groups] == [("a",), ("b", "c")]


def test_totals_stand_alone_where_cells_can_not() -> None:
    told = suppressed(table((30, 40), (3, 9), (9, 3)), 5)
    assert [group.rows for group in told.groups] == [("a",), ("b", "c")]
    assert (told.count("b", "B"), told.total("b"), told.total("c")) == (HIDDEN, 12, 12)


def test_a_total_larger_than_what_is_outside_the_largest_column_is_not_told_alone() -> None:
    """Else the columns would say that most of this row are in one of them."""
    told = suppressed(table((1, 20), (5, 3)), 5)
    assert [group.counts for group in told.groups] == [(6, 23)]
    assert [each.rows for each in told.sums] == [("a", "b")]


def test_where_a_whole_column_is_small_only_totals_are_told() -> None:
    told = suppressed(table((1, 20), (2, 30)), 5)
    assert (told.whole("A"), told.total("a"), told.total("b"), told.everybody) == (HIDDEN, 21, 32, 53)


def test_a_group_is_large_enough_without_the_row_that_a_reader_knows() -> None:
    rows: Counts = ((30,), (20,), (20,), (20,), (1,), (2,))
    assert [len(group.rows) for group in suppressed(table(*rows), 5).groups] == [1, 1, 1, 3]
    assert [len(group.rows) for group in suppressed(table(*rows, insiders=True), 5).groups] == [1, 1, 4]


def test_what_can_not_be_is_no_small_count() -> None:
    told = suppressed(table((None, None, 6), (9, 9, 9), apart=1), 5)
    assert (told.count("a", "A"), told.total("a"), told.count("a", "C")) == (None, None, 6)
    assert (told.count("b", "A"), told.total("b")) == (9, 18)


ROWS = st.integers(1, 10).flatmap(
    lambda rows: st.integers(1, 4).flatmap(
        lambda columns: st.lists(
            st.lists(st.integers(0, 40) | st.integers(0, 6), min_size=columns, max_size=columns),
            min_size=rows,
            max_size=rows,
        )
    )
)


@given(ROWS, st.integers(2, 8), st.booleans())
def test_every_small_count_can_be_anything_from_0_to_small(rows: list[list[int]], small: int, insiders: bool) -> None:
    """The independent audit of tables of any size: intervals hold the truth, and reach from 0 to `small` and over."""
    given_ = table(*rows, insiders=insiders)
    told = suppressed(given_, small)
    for name, row in zip("abcdefghij", rows, strict=False):
        for column, truth in (*zip("ABCD", row, strict=False), (None, sum(row))):
            low, high = feasible(told, name, column)
            assert low <= truth
            assert high is None or truth <= high
            assert truth >= small or (low == 0 and (high is None or high >= small))
    for column, truths in zip("ABCD", zip(*rows, strict=True), strict=False):
        low, high = feasible_whole(told, column)
        assert sum(truths) >= small or (low == 0 and (high is None or high >= small))


@given(ROWS, st.integers(2, 8), st.booleans())
def test_what_is_told_is_true_never_small_and_adds_up(rows: list[list[int]], small: int, insiders: bool) -> None:
    given_ = table(*rows, insiders=insiders)
    told = suppressed(given_, small)
    by_name = dict(zip("abcdefghij", rows, strict=False))
    for group in told.groups:
        assert group.counts == tuple(map(sum, zip(*(by_name[name] for name in group.rows), strict=True)))
    for each in told.sums:
        assert each.total == sum(sum(by_name[name]) for name in each.rows)
    numbers = [*(count for group in told.groups for count in group.counts), *(each.total for each in told.sums)]
    assert all(number is not None and number >= small for number in numbers)
    whole = sum(map(sum, rows))
    assert told.everybody == (whole if whole >= small else HIDDEN)


@given(ROWS, st.integers(2, 8))
def test_who_knows_a_row_of_a_group_learns_nothing_small_of_the_others(rows: list[list[int]], small: int) -> None:
    told = suppressed(table(*rows, insiders=True), small)
    by_name = dict(zip("abcdefghij", rows, strict=False))
    merged = [group for group in told.groups if 1 < len(group.rows) < len(rows)]
    for group in merged:
        for name in group.rows:
            rest = [(count or 0) - own for count, own in zip(group.counts, by_name[name], strict=True)]
            assert min(rest) >= small


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"columns": ()}, "columns"),
        ({"rows": ()}, "rows"),
        ({"columns": ("A", "A")}, "columns"),
        ({"rows": (CountRow(name="a", counts=(1, 2)),) * 2}, "rows"),
        ({"rows": (CountRow(name="a", counts=(1,)),)}, "rows[0].counts"),
        ({"rows": (CountRow(name="a", counts=(1, -2)),)}, "rows[0].counts"),
        ({"rows": (CountRow(name="a", counts=(1, None)),)}, "rows[0].counts"),
    ],
)
def test_what_is_no_table_is_refused(changes: dict[str, object], place: str) -> None:
    values: dict[str, object] = {"columns": ("A", "B"), "rows": (CountRow(name="a", counts=(1, 2)),)}
    with pytest.raises(InvalidInput) as raised:
        CountTable(**{**values, **changes})  # type: ignore[arg-type] # each case spoils one field
    assert place in {fault.place() for fault in raised.value.faults}
