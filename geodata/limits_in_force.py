"""Which caps hold in a round: what was decided and has not lapsed, and otherwise what the draagkracht proposes.

A row of `grenswaarden` is a decision. It goes before a proposal, whatever it says; it has lapsed when its
`geldig_tot` lies before the start of the round. Never is an area left without a cap because a decision lapsed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from geodata.draagkracht.derived import Derived
from geodata.draagkracht.sentences import in_short
from geodata.register import Register, Row
from geodata.rows import rows_in
from geodata.tables import FIRST_ROW
from geodata.toml_file import DRAAGKRACHT_FILE
from optimizer.agreements import Decision, Limit, LimitKind
from optimizer.errors import Fault
from optimizer.words import day

TABLE = "grenswaarden"
PROPOSED_BY = "voorstel uit de draagkracht, nog door niemand vastgesteld"


def rows_in_force(register: Register, start: date) -> dict[int, Row]:
    """The decisions that hold on the first day of a round, by their place in the table, counted from 0."""
    return {at: row for at, row in enumerate(rows_in(register, TABLE)) if _holds(row, start)}


def lapsed(register: Register, start: date) -> tuple[Row, ...]:
    """The decisions that hold no more when a round starts."""
    return tuple(row for row in rows_in(register, TABLE) if not _holds(row, start))


def ending(register: Register, start: date, end: date) -> tuple[Row, ...]:
    """The decisions that hold when a round starts, and end before it does."""
    rows = rows_in_force(register, start).values()
    return tuple(row for row in rows if row["geldig_tot"] is not None and row["geldig_tot"] < end)


def faults_of_lapsed(register: Register, start: date, derived: Sequence[Derived]) -> Iterator[Fault]:
    """A decision that lapsed where nothing takes its place: no other decision and no proposal."""
    replaced = {(row["gebied"], row["soort"]) for row in rows_in_force(register, start).values()}
    replaced |= {(one.area, LimitKind.STAND.value) for one in derived}
    for number, row in enumerate(rows_in(register, TABLE), FIRST_ROW):
        if not _holds(row, start) and (row["gebied"], row["soort"]) not in replaced:
            yield Fault(
                (TABLE, f"rij {number}", "geldig_tot"),
                f"{day(row['geldig_tot'])}, dus dit besluit geldt niet meer als de ronde begint",
                f"een besluit dat op {day(start)} nog geldt",
            )


def at_their_rows(faults: Iterable[Fault], register: Register, start: date) -> Iterator[Fault]:
    """Faults of the limits of a round, with the place of their row in the table instead of that in the round."""
    places = list(rows_in_force(register, start))
    for fault in faults:
        collection, *rest = fault.path
        if collection != "limits" or not rest or not isinstance(rest[0], int):
            yield fault
        elif rest[0] < len(places):
            yield replace(fault, path=(collection, places[rest[0]], *rest[1:]))
        else:
            yield replace(fault, path=(DRAAGKRACHT_FILE, "caps"))


def _holds(row: Row, start: date) -> bool:
    return row["geldig_tot"] is None or row["geldig_tot"] >= start


def provisional_limits(
    register: Register, start: date, derived: Sequence[Derived], load: Mapping[str, int]
) -> tuple[Limit, ...]:  # fmt: skip
    """The proposal for every wijk of which nobody decided the `stand`; `load`: what weighs on each area already."""
    rows = rows_in_force(register, start).values()
    decided = {row["gebied"] for row in rows if row["soort"] == LimitKind.STAND}
    return tuple(
        Limit(
            id=f"voorstel {one.area}",
            area=one.area,
            kind=LimitKind.STAND,
            gross_cap=one.proposed,
            used=load[one.area],
            provisional=True,
            decision=Decision(by=PROPOSED_BY, on=start, motivation=f"{in_short(one)}."),
        )
        for one in derived
        if one.area not in decided
    )
