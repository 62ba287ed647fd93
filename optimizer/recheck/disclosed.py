"""What somebody can work out from a published table: between which values a hidden count lies.

Independent of what decided to hide it: only the numbers that are told, that all counts are whole and at least 0, and which
can't be. In a group of rows the totals and the columns make a table with two margins, for which the bounds of Fréchet
are exact: a cell is at most the smaller of its margins, and at least what they have together above the whole.
"""

from __future__ import annotations

from optimizer.counts import PublishedTable, Together


def feasible(published: PublishedTable, row: str, column: str | None = None) -> tuple[int, int | None]:
    """The lowest and the highest value that fit this count, or the total of the row; None: there is no highest.

    Of a count that can't be: (0, 0).
    """
    if (row, column or published.columns[0]) in published.absent:
        return 0, 0
    if column is None:
        return _of_total(published, row)
    group = published.group_of(row)
    if group is not None and column in published.apart:
        return _among(group, column, row, published)
    return _of_cell(published, row, column, group)


def feasible_whole(published: PublishedTable, column: str) -> tuple[int, int | None]:
    """The same for everybody in a column."""
    if published.groups:
        at = (*published.columns, *published.apart).index(column)
        told = sum(group.counts[at] or 0 for group in published.groups)
        return told, told
    if not published.sums or column in published.apart:
        return 0, None
    return 0, sum(each.total for each in published.sums)


def _of_total(published: PublishedTable, row: str) -> tuple[int, int | None]:
    found = published.sum_of(row)
    if found is None:
        return 0, None
    return (found.total if found.rows == (row,) else 0), found.total


def _among(group: Together, column: str, row: str, published: PublishedTable) -> tuple[int, int]:
    """One of the rows of a group that share a count."""
    count = group.counts[(*published.columns, *published.apart).index(column)] or 0
    others = [name for name in group.rows if name != row and (name, column) not in published.absent]
    return (0 if others else count), count


def _of_cell(published: PublishedTable, row: str, column: str, group: Together | None) -> tuple[int, int | None]:
    lowest, highest = _of_total(published, row)
    if highest is None or column in published.apart:
        return 0, None
    if group is None:
        return 0, highest
    counts = [count or 0 for count in group.counts[: len(published.columns)]]
    here = counts[published.columns.index(column)]
    return max(0, lowest + here - sum(counts)), min(highest, here)
