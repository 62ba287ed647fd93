"""Groups, and what of them a planner may see."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from optimizer.compare.comparison import compare
from optimizer.compare.group_changes import GroupRow, group_rows, places, shielded
from optimizer.compare.scenarios import CapChange, Scenario
from optimizer.fair.groups import Grouping, ways_of
from tests.optimizer.compare.test_comparison import two_homes

SMALL = 5


def row(name: str, people: int, *placed: int) -> GroupRow:
    return GroupRow(name=name, people=people, placed=placed, gained=(1,), lost=(2,))


def test_everybody_is_in_one_group_of_each_kind() -> None:
    closed = Scenario(name="dicht", caps=(CapChange(area="wijk-c", percent=-100),))
    found = compare(two_homes(), [Scenario(name="nu"), closed])
    ways = ways_of(found.first.round)
    for way in ways:
        rows = group_rows(found, way)
        assert sum(each.people for each in rows) == 3
        assert [sum(each.placed[column] for each in rows) for column in range(3)] == [2, 2, 1]
        assert [sum(each.lost[column] for each in rows) for column in range(3)] == [0, 0, 1]
    (only,) = group_rows(found, next(way for way in ways if way.grouping is Grouping.HERKOMST))
    assert only.name == "Aadorp"
    assert {each.area: each.placed for each in places(found, "wijk")} == {"wijk-a": (1, 1, 1), "wijk-c": (1, 1, 0)}


def test_large_groups_are_shown_without_who_gains_and_loses() -> None:
    rows = shielded([row("licht", 40, 20, 30), row("zwaar", 20, 10, 10)], SMALL)
    assert [(each.name, each.people, each.placed, each.gained, each.lost) for each in rows] == [
        ("licht", 40, (20, 30), (), ()), ("zwaar", 20, (10, 10), (), ()),
    ]  # fmt: skip


def test_small_groups_are_taken_together() -> None:
    rows = shielded([row("a", 40, 20, 30), row("b", 8, 4, 4), row("c", 9, 3, 3)], SMALL)
    assert [(each.name, each.people, each.placed) for each in rows] == [
        ("a", 40, (20, 30)), ("andere groepen samen", 17, (7, 7)),
    ]  # fmt: skip


def test_one_small_group_would_follow_from_the_total() -> None:
    assert shielded([row("a", 40, 20), row("b", 8, 4)], SMALL) == ()


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 30)), max_size=5))
def test_no_count_and_no_difference_is_small(counts: list[tuple[int, int, int]]) -> None:
    rows = [row(str(number), max(each), *sorted(each)[:2]) for number, each in enumerate(counts)]
    shown = shielded(rows, SMALL)
    for each in shown:
        numbers = (each.people, *each.placed)
        assert not any(0 < abs(one - other) < SMALL for one in (*numbers, 0) for other in numbers)
    assert not shown or sum(each.people for each in shown) == sum(each.people for each in rows)
