"""Who has a home in each column of a comparison, by group; and the same without small numbers, for who sees no person."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.compare.comparison import Comparison, Outcome
from optimizer.fair.groups import Way


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupRow:
    """One group: `people` without a live claim, and how many of them are placed in each column.

    `gained` and `lost` per column, beside the first scenario; 0 for that one itself.
    """

    name: str
    people: int
    placed: tuple[int, ...]
    gained: tuple[int, ...]
    lost: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceRow:
    """Placements in a municipality or wijk, per column; `area` is its id."""

    area: str
    placed: tuple[int, ...]


def group_rows(comparison: Comparison, way: Way) -> tuple[GroupRow, ...]:
    """A row for each group of this way of grouping that anybody is in, in its order."""
    round_ = comparison.first.round
    claimed = {claim.person for claim in round_.claims}
    members: dict[str, set[str]] = {}
    for person in round_.people:
        if person.id not in claimed:
            members.setdefault(way.name_of(person), set()).add(person.id)
    return tuple(_row(comparison, name, members[name]) for name in way.names if name in members)


def places(comparison: Comparison, level: str) -> tuple[PlaceRow, ...]:
    """Placements by `municipality` or `wijk` of the dwelling, where there are any."""
    area_of = {home.id: getattr(home, level) for home in comparison.first.round.dwellings}
    counted = [[area_of[home] for home in outcome.homes.values()] for outcome in comparison.columns]
    areas = sorted({area for column in counted for area in column})
    return tuple(PlaceRow(area=area, placed=tuple(column.count(area) for column in counted)) for area in areas)


def shielded(rows: Iterable[GroupRow], small: int) -> tuple[GroupRow, ...]:
    """The rows without a count, or a difference of two counts, of 1 to `small` − 1 people; gains and losses not at all.

    Groups that can't be shown are taken together; where those can't either, or where one alone would follow from
    the total, there are no rows.
    """
    rows = tuple(rows)
    safe = [row for row in rows if _is_safe(row, small)]
    hidden = [row for row in rows if not _is_safe(row, small)]
    if not hidden:
        return tuple(map(_without_changes, safe))
    together = GroupRow(
        name="andere groepen samen",
        people=sum(row.people for row in hidden),
        placed=tuple(sum(counts) for counts in zip(*(row.placed for row in hidden), strict=True)),
        gained=(),
        lost=(),
    )
    if len(hidden) == 1 or not _is_safe(together, small):
        return ()
    return (*map(_without_changes, safe), together)


def _is_safe(row: GroupRow, small: int) -> bool:
    counts = (row.people, *row.placed)
    apart = {abs(one - other) for one in counts for other in counts}
    return not any(0 < count < small for count in (*counts, *apart))


def _without_changes(row: GroupRow) -> GroupRow:
    return GroupRow(name=row.name, people=row.people, placed=row.placed, gained=(), lost=())


def _row(comparison: Comparison, name: str, members: set[str]) -> GroupRow:
    def changed(outcome: Outcome, field: str) -> int:
        return len(members.intersection(getattr(outcome.changes, field))) if outcome.changes else 0

    columns = comparison.columns
    return GroupRow(
        name=name,
        people=len(members),
        placed=tuple(len(members & outcome.homes.keys()) for outcome in columns),
        gained=tuple(changed(outcome, "gained") for outcome in columns),
        lost=tuple(changed(outcome, "lost") for outcome in columns),
    )
