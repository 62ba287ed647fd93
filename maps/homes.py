"""The homes that this round offers, per wijk and corporation.

Supply only: which homes are offered is known before anything is proposed, and says nothing about who gets one.
So nothing here may look at a proposal, a placement or a claim: a home under offer counts like any other.
Never a point at an address: homes lie in their wijk. Homes that providers run are taken together without a name,
for the provider's name can give away what somebody comes out of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from maps.marks import PROVIDER_RUN, Mark, corporation_marks
from maps.rows import Row
from optimizer.round import Round

OF_PROVIDERS = "tussenvorm of beschermd wonen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Homes:
    """The homes of one corporation in one wijk, or of all providers in it."""

    row: Row
    landlord: str
    number: int
    mark: Mark

    @property
    def number_text(self) -> str:
        """The number in words."""
        return homes_text(self.number)


def homes_of(round_: Round, rows: Iterable[Row]) -> tuple[Homes, ...]:
    """All homes of the round, in the order of the rows and then of the marks, those of providers last."""
    marks = corporation_marks(round_.corporations)
    names = {each.id: each.name for each in round_.corporations}
    found: Counter[tuple[str, str | None]] = Counter()
    for dwelling in round_.dwellings:
        found[dwelling.wijk, dwelling.corporation] += dwelling.units
    return tuple(
        Homes(row=row, landlord=names.get(owner or "", OF_PROVIDERS), number=found[row.code, owner], mark=mark)
        for row in rows
        for owner, mark in (*marks.items(), (None, PROVIDER_RUN))
        if (row.code, owner) in found
    )


def by_mark(homes: Iterable[Homes]) -> tuple[tuple[Mark, str, int], ...]:
    """Each mark with whose it is and how many homes it stands for, in the order of the legend."""
    counts: Counter[tuple[bool, Mark, str]] = Counter()
    for each in homes:
        counts[each.mark is PROVIDER_RUN, each.mark, each.landlord] += each.number
    ordered = sorted(counts.items(), key=lambda item: (item[0][0], len(item[0][1].key), item[0][1].key))
    return tuple((mark, landlord, number) for (_, mark, landlord), number in ordered)


def homes_text(number: int) -> str:
    """1 woning, 2 woningen."""
    return f"{number} {'woning' if number == 1 else 'woningen'}"
