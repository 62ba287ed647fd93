"""What one reader may see and change of one table of the register, as data that the store turns into SQL.

Nothing reads a row of the register without a scope, and only `register_access` and this module make one.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Every:
    """Every row."""


@dataclass(frozen=True, slots=True)
class Own:
    """The rows whose `column` holds `value`."""

    column: str
    value: str


@dataclass(frozen=True, slots=True)
class Open:
    """The rows whose yes-or-no `column` is not yes."""

    column: str


@dataclass(frozen=True, slots=True)
class Through:
    """The rows whose `column` names the `key` of a row of `table` for which `rows` holds; in a list, one of them."""

    column: str
    table: str
    rows: Rows
    key: str = "code"


Rows = Every | Own | Open | Through


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """`columns`: what is shown, filtered and sorted on; other columns do not exist for this reader.

    `writes`: whether rows that `rows` holds for may be added, changed and removed.
    """

    table: str
    rows: Rows
    columns: tuple[str, ...]
    writes: bool = False


# For what the command line, a calculation and the clock do.
def whole(table: str, columns: tuple[str, ...]) -> Scope:
    """All of a table."""
    return Scope(table=table, rows=Every(), columns=columns, writes=True)
