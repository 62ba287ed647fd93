"""Which counts of a table may be published: small ones are told together.

The promise, with `small` the policy's `small_count`: whoever sees everything that is published of a table, and knows
this method to the letter, can't exclude any of the values 0 to small − 1 for a cell, a total of a row or of a
column that is in fact one of these. He learns at most "fewer than small", and mostly not even that. 0 is small too:
that nobody went elsewhere would say of everybody that he went back, and if 0 were told, hiding would mean
"somebody". What can't be (None) is told, for everybody knows it.

Why not suppress single cells. The usual way is primary and complementary suppression with an audit of intervals
(Fischetti and Salazar, "Solving the Cell Suppression Problem on Tabular Data with Linear Constraints", Management
Science 47, 2001, with upper, lower and sliding protection levels; τ-ARGUS; HITAS, De Wolf 2002). It protects
against somebody who solves the equations. But which cells are the fewest to hide depends on the hidden numbers,
so who knows the method runs it on every table that fits. The tests do so with all 2 × 2 tables of 10 people and
`small` 2: of 78 different publications 24 give a small count away exactly. So a hidden number may decide nothing
here but whether a step is taken at all (the idea is that of "simulatable" auditing: Kenthapadi, Mishra and Nissim,
PODS 2005), and a step that is refused must fit every small value.

How. The rows lie in a public order. The first stands alone as long as it, and all that follow it together, may be
told; then the next. What is left is told together.

- *Cells*: rows may be told when each of their columns has at least `small` people.
- *Totals*: within what is left, totals stand alone in the same way, as far as each is at least `small`, and no more
  than the people of all these rows outside their largest column. Without the second, total and column would bound a
  cell from both sides.
- *Readers who know their own row* (`insiders`) learn the others of a group together. So a group of several rows
  has at least `small` people without any one of them, and 2 · `small` with it.

Why it holds: a step can be refused for one small count alone, in the row that would stand alone or in those after
it. Give that count any other small value, let the other rows on its side be empty there and let the other side take
up the difference: the same step is refused, all that was told before it stays as it was, and so the same is told.

Not covered, because it is asked for: all rows together. Whoever knows one row, or counts himself, and subtracts it
from the totals of the table knows all others together. Neither is covered what else somebody knows: who counts the
homes that are offered, and reads that nearly all are let, knows how many were let in each place.

The price: fewer counts stand alone than with single cells. What does not is told together, so nothing is lost. It is
least where the order has the rows with most people in front.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from optimizer.counts import CountRow, CountTable, PublishedTable, Sum, Together

Rows = tuple[CountRow, ...]


def suppressed(table: CountTable, small: int) -> PublishedTable:
    """What may be told of this table. The same table gives the same; nothing where it has fewer than `small` people."""
    people = sum(_total(table, row) for row in table.rows)
    told = people >= small
    whole = all(sum(column) >= small for column in _columns(table.rows) if column)
    groups = _apart(table.rows, lambda part: _tellable(table, part, small)) if told and whole else []
    blocks = [(group, _outside(table, group)) for group in groups] or [(table.rows, people)] * told
    return PublishedTable(
        columns=table.columns,
        apart=table.apart,
        rows=tuple(row.name for row in table.rows),
        absent=frozenset(
            (row.name, column)
            for row in table.rows
            for column, count in zip((*table.columns, *table.apart), row.counts, strict=True)
            if count is None
        ),
        groups=tuple(Together(rows=_names(group), counts=_together(group)) for group in groups),
        sums=tuple(each for group, most in blocks for each in _sums(table, group, small, most)),
    )


def _apart(rows: Rows, tellable: Callable[[Rows], bool]) -> list[Rows]:
    """Row by row as long as a row and the rest may be told, and then the rest."""
    for at in range(len(rows) - 1):
        if not tellable(rows[at : at + 1]) or not tellable(rows[at + 1 :]):
            return [*((row,) for row in rows[:at]), rows[at:]]
    return [(row,) for row in rows]


def _sums(table: CountTable, group: Rows, small: int, most: int) -> list[Sum]:
    """The totals within a group, as far as none is above `most`."""
    rows = tuple(row for row in group if row.counts[0] is not None)
    if not rows:
        return []

    def tellable(part: Rows) -> bool:
        totals = [_total(table, row) for row in part]
        return _enough(totals, small, insiders=table.insiders) and sum(totals) <= most

    return [Sum(rows=_names(part), total=sum(_total(table, row) for row in part)) for part in _apart(rows, tellable)]


def _tellable(table: CountTable, part: Rows, small: int) -> bool:
    return all(_enough(column, small, insiders=table.insiders) for column in _columns(part) if column)


def _enough(counts: list[int], small: int, *, insiders: bool) -> bool:
    """Whether these rows may be told together, also to somebody who knows one of them."""
    if not insiders or len(counts) == 1:
        return sum(counts) >= small
    return sum(counts) >= 2 * small and sum(counts) - max(counts) >= small


def _outside(table: CountTable, group: Rows) -> int:
    """How many people of a group are outside its largest column."""
    columns = [sum(column) for column in _columns(group)[: len(table.columns)]]
    return sum(columns) - max(columns)


def _columns(rows: Rows) -> list[list[int]]:
    """By column the counts that can be."""
    return [[count for count in column if count is not None] for column in _across(rows)]


def _together(rows: Rows) -> tuple[int | None, ...]:
    return tuple(sum(column) if column else None for column in _columns(rows))


def _across(rows: Rows) -> Iterable[tuple[int | None, ...]]:
    return zip(*(row.counts for row in rows), strict=True)


def _total(table: CountTable, row: CountRow) -> int:
    return sum(count or 0 for count in row.counts[: len(table.columns)])


def _names(rows: Rows) -> tuple[str, ...]:
    return tuple(row.name for row in rows)
