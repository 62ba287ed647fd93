"""What a planner may see of groups: no count of people that is small, and none that a difference gives away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.fair.fairness import Group
from optimizer.metrics import Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """One group, or several taken together; waiting only of a group by itself."""

    names: tuple[str, ...]
    placed: Share
    wait_placed: int | None = None
    wait_unplaced: int | None = None


def published(groups: Sequence[Group], small_count: int) -> tuple[Published, ...]:
    """The groups of one grouping as others than the coordinator may see them.

    A group with fewer than `small_count` people placed, or as few without a home, is taken together with others, the
    smallest first, until both counts of all of them together are large enough: the whole is known, so what is left out
    can be derived. 0 is small too. Where that can't be, nothing is shown of this grouping.
    """
    hidden = [group for group in groups if min(_counts(group)) < small_count]
    shown = sorted(
        (group for group in groups if group not in hidden), key=lambda group: (group.placed.whole, group.name)
    )
    while hidden and not _safe(hidden, small_count):
        if not shown:
            return ()
        hidden.append(shown.pop(0))
    alone = [group for group in groups if group in shown]
    rows = [
        Published(
            names=(each.name,), placed=each.placed, wait_placed=each.wait_placed, wait_unplaced=each.wait_unplaced
        )
        for each in alone
    ]
    if hidden:
        names = tuple(group.name for group in groups if group in hidden)
        placed = Share(sum(each.placed.part for each in hidden), sum(each.placed.whole for each in hidden))
        rows.append(Published(names=names, placed=placed))
    return tuple(rows)


def _counts(group: Group) -> tuple[int, int]:
    return group.placed.part, group.placed.whole - group.placed.part


def _safe(hidden: Sequence[Group], small_count: int) -> bool:
    """At least two groups, so that none stands alone, and both counts together large enough."""
    placed, rest = (sum(counts) for counts in zip(*map(_counts, hidden), strict=True))
    return len(hidden) > 1 and min(placed, rest) >= small_count
