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
class Unnamed:
    """The rows of which the list in `column` names nothing."""

    column: str


@dataclass(frozen=True, slots=True)
class Through:
    """The rows whose `column` names the `code` of a row of `table` for which `rows` holds."""

    column: str
    table: str
    rows: Rows


@dataclass(frozen=True, slots=True)
class AnyOf:
    """The rows for which one of these holds."""

    ways: tuple[Rows, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """The rows for which all of these hold."""

    ways: tuple[Rows, ...]


Rows = Every | Own | Open | Unnamed | Through | AnyOf | AllOf


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a reader may see of a table, and what it may write.

    - `columns`: what is shown, filtered and sorted on; other columns do not exist for this reader;
    - `writes`: the rows that may be added, changed and removed: for such a row this holds before and after; or none;
    - `fills`: the columns that may then be filled; the others are shown only.
    """

    table: str
    rows: Rows
    columns: tuple[str, ...]
    writes: Rows | None = None
    fills: tuple[str, ...] = ()


# For what the command line, a calculation and the clock do.
def whole(table: str, columns: tuple[str, ...]) -> Scope:
    """All of a table."""
    return Scope(table=table, rows=Every(), columns=columns, writes=Every(), fills=columns)
