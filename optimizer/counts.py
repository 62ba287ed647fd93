"""Tables of counts of people: with every number, and as they may be published."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from optimizer.errors import Fault, InvalidInput


class Hidden(StrEnum):
    """Stands where a count is not told; one word for all of them, so that it doesn't say which ones are small."""

    HIDDEN = "niet te tonen"


HIDDEN = Hidden.HIDDEN
# None: nobody can be there, and everybody knows that.
Told: TypeAlias = int | Hidden | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CountRow:
    """One count for every column; None where nobody can be, which everybody knows."""

    name: str
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class CountTable:
    """How many people are in each row and column.

    - `columns`: somebody is in one of these at most, so that they add up to the total of a row;
    - `apart`: more columns, outside the totals, of people who may be in another row as well;
    - `rows` in an order that is public and says nothing of the counts: the last are told together;
    - `insiders`: each row has readers who know its counts (a gemeente knows its own).

    A row has a count in all of `columns`, or in none. Raises InvalidInput for anything else.
    """

    columns: tuple[str, ...]
    rows: tuple[CountRow, ...]
    apart: tuple[str, ...] = ()
    insiders: bool = False

    def __post_init__(self) -> None:
        faults = tuple(self._faults())
        if faults:
            raise InvalidInput(faults)

    def _faults(self) -> Iterable[Fault]:
        if not self.columns:
            yield Fault(("columns",), "geen kolom", "minstens één kolom")
        if not self.rows:
            yield Fault(("rows",), "geen rij", "minstens één rij")
        for where, names in (
            ("columns", (*self.columns, *self.apart)),
            ("rows", tuple(row.name for row in self.rows)),
        ):
            twice = [name for name, times in Counter(names).items() if times > 1]
            if twice:
                yield Fault((where,), f"{twice[0]!r} staat er vaker", "elke naam één keer")
        for index, row in enumerate(self.rows):
            if len(row.counts) != len(self.columns) + len(self.apart):
                yield Fault(("rows", index, "counts"), str(len(row.counts)), "een getal voor elke kolom")
            if any(count is not None and count < 0 for count in row.counts):
                yield Fault(("rows", index, "counts"), "een getal onder 0", "0 of meer")
            if len({count is None for count in row.counts[: len(self.columns)]}) > 1:
                yield Fault(("rows", index, "counts"), "een deel leeg", "een getal in alle gewone kolommen, of in geen")


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """The counts of these rows together, by column; None where nobody of them can be."""

    rows: tuple[str, ...]
    counts: tuple[int | None, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sum:
    """The total of these rows together."""

    rows: tuple[str, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PublishedTable:
    """What may be told of a CountTable; there is nothing in it that may not.

    `groups` hold every row once, or there are none; so do `sums` with the rows that have a total. `absent`: row and
    column of the counts that can't be.
    """

    columns: tuple[str, ...]
    apart: tuple[str, ...]
    rows: tuple[str, ...]
    absent: frozenset[tuple[str, str]]
    groups: tuple[Together, ...]
    sums: tuple[Sum, ...]

    def count(self, row: str, column: str) -> Told:
        """What is told of one count."""
        if (row, column) in self.absent:
            return None
        group = self.group_of(row)
        return HIDDEN if group is None or len(group.rows) > 1 else group.counts[self._at(column)]

    def total(self, row: str) -> Told:
        """What is told of the total of a row."""
        if (row, self.columns[0]) in self.absent:
            return None
        found = self.sum_of(row)
        return HIDDEN if found is None or len(found.rows) > 1 else found.total

    def whole(self, column: str) -> int | Hidden:
        """What is told of everybody in a column."""
        return sum(group.counts[self._at(column)] or 0 for group in self.groups) if self.groups else HIDDEN

    @property
    def everybody(self) -> int | Hidden:
        """What is told of all totals together."""
        return sum(each.total for each in self.sums) if self.sums else HIDDEN

    def group_of(self, row: str) -> Together | None:
        """The rows together with which this one is told; itself where it stands alone."""
        return next((group for group in self.groups if row in group.rows), None)

    def sum_of(self, row: str) -> Sum | None:
        """The same for its total."""
        return next((each for each in self.sums if row in each.rows), None)

    def _at(self, column: str) -> int:
        return (*self.columns, *self.apart).index(column)
