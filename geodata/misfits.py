"""What can't be true of rows of a register, alone or together, whatever the policy and the period of a round.

What follows from a whole round is not looked at: amounts of a year, decisions that lapsed, and whether a protected place
has dwellings near it.
"""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import TYPE_CHECKING, cast

from geodata.assemble import collections_of
from geodata.register import Register
from geodata.row_faults import faults_of_rows
from geodata.rows import limits_of, rows_in
from optimizer.consistency import COLLECTIONS, faults_of
from optimizer.errors import Fault
from optimizer.policy import Policy

if TYPE_CHECKING:
    from optimizer.round import Round

ANY_DAY = date(2000, 1, 1)


def misfits_of(register: Register) -> tuple[Fault, ...]:
    """Every fault, with a path in the register or in its round: see `round_paths.cells_of`.

    Rows must refer to rows that are there; the register need not be whole.
    """
    faults = tuple(faults_of_rows(register))
    if faults:
        return faults
    limits = rows_in(register, "grenswaarden")
    stand_in = SimpleNamespace(
        id="register",
        start=ANY_DAY,
        end=ANY_DAY,
        policy=Policy(name="", amounts=()),
        limits=limits_of(limits, {row["code"]: 0 for row in limits}),
        draagkracht=(),
        **collections_of(register),
    )
    return tuple(fault for fault in faults_of(cast("Round", stand_in)) if _of_rows(fault))


def _of_rows(fault: Fault) -> bool:
    return fault.path[0] in COLLECTIONS and not (
        fault.path[0] == "contact_exclusions" and fault.path[-1] == "protected"
    )
