"""What planners see of groups: no small count, and none that follows from what is shown."""

from __future__ import annotations

from random import Random

from optimizer.fair.fairness import NOTHING, Group
from optimizer.fair.published import Published, published
from optimizer.metrics import Share

SMALL = 5


def group(name: str, placed: int, whole: int) -> Group:
    return Group(
        name=name,
        placed=Share(placed, whole),
        practice=None,
        returned=NOTHING,
        wait_placed=10,
        wait_unplaced=20,
        longest_unplaced=30,
        enough=whole >= SMALL,
    )


def test_large_groups_are_shown_as_they_are() -> None:
    both = [group("BW", 10, 20), group("MO", 5, 10)]
    assert published(both, SMALL) == (
        Published(names=("BW",), placed=Share(10, 20), wait_placed=10, wait_unplaced=20),
        Published(names=("MO",), placed=Share(5, 10), wait_placed=10, wait_unplaced=20),
    )


def test_a_small_count_takes_the_smallest_other_group_along() -> None:
    three = [group("BW", 10, 20), group("MO", 6, 12), group("GGZ", 1, 3)]
    assert published(three, SMALL) == (
        Published(names=("BW",), placed=Share(10, 20), wait_placed=10, wait_unplaced=20),
        Published(names=("MO", "GGZ"), placed=Share(7, 15)),
    )


def test_few_without_a_home_and_nobody_are_small_too() -> None:
    assert published([group("BW", 18, 20), group("MO", 6, 12)], SMALL) == (
        Published(names=("BW", "MO"), placed=Share(24, 32)),
    )
    assert published([group("BW", 20, 20), group("MO", 6, 12)], SMALL)[0].names == ("BW", "MO")


def test_where_nothing_is_safe_nothing_is_shown() -> None:
    assert published([group("BW", 1, 20), group("MO", 1, 12)], SMALL) == ()
    assert published([group("BW", 1, 20)], SMALL) == ()
    assert published([], SMALL) == ()


def test_no_small_count_follows_from_the_whole_and_what_is_shown() -> None:
    dice = Random(5)  # noqa: S311 - no secret
    for _ in range(5_000):
        sizes = [dice.randrange(1, 40) for _ in range(dice.randrange(1, 6))]
        groups = [group(str(at), dice.randint(0, size), size) for at, size in enumerate(sizes)]
        rows = published(groups, SMALL)
        for row in rows:
            assert min(row.placed.part, row.placed.whole - row.placed.part) >= SMALL
            assert len(row.names) == 1 or row.wait_placed is None
        if rows:
            assert sum(row.placed.whole for row in rows) == sum(sizes)
            assert {name for row in rows for name in row.names} == {each.name for each in groups}
