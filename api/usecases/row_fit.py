"""Whether a row fits with the rows around it, as a round would find: it is tried in a small register of those only."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from api.access.scope import Scope, whole
from api.store import register as kept
from api.store.database import Reading
from api.store.register import Values
from geodata.columns import frame_of
from geodata.indicators.rows import TABLE as INDICATORS
from geodata.indicators.rows import faults_of_indicators
from geodata.misfits import misfits_of
from geodata.register import Register, register_of_rows
from geodata.round_paths import cells_of
from geodata.sound import LOOSE
from geodata.tables import BY_DWELLING, TABLES
from geodata.tables_region import AREAS
from optimizer.errors import Fault

# Rows that a row stands or falls with besides those that it names: the column that names it.
WITH_IT: Mapping[str, tuple[tuple[str, str], ...]] = {
    "uitstromers": (("ankers", "uitstromer"), ("plaatsingen", "uitstromer")),
    "woningen": (("plaatsingen", "woning"),),
}
# What each holds of a wijk or buurt depends on what all others do.
AREAS_IN_PARTS = ("gebieden", "gebiedsdelen")
# Names rows without standing on them.
UNFOLLOWED = ("buren",)
Key = tuple[str, object]


def faults_of_fit(connection: Reading, scope: Scope, values: Values, row_id: int | None) -> Iterator[Fault]:
    """What is wrong with the row among others, as far as the reader sees it; what was wrong without it is not told."""
    if scope.table == INDICATORS:
        for fault in faults_of_indicators(frame_of(TABLES[INDICATORS], [values])):
            yield Fault((INDICATORS, fault.path[-1]), fault.found, fault.expected)
    around = _Around(connection, scope.table, row_id)
    around.follow(scope.table, [values])
    register = around.register(values)
    own = (scope.table, len(register.rows[scope.table]) - 1)
    found = [(fault, [cell for cell in cells_of(fault, register) if cell[:2] == own]) for fault in misfits_of(register)]
    before = misfits_of(around.register()) if any(not cells for _, cells in found) else ()
    said = {(fault.found, fault.expected) for fault in before}
    told = set[Fault]()
    for fault, cells in found:
        if cells:
            column = (cells[0].column,) if cells[0].column is not None and cells[0].column in scope.columns else ()
            told.add(Fault((scope.table, *column), fault.found, fault.expected))
        elif (fault.found, fault.expected) not in said:
            told.add(Fault((scope.table,), "een rij die niet past bij andere rijen", _why(scope, fault)))
    yield from sorted(told, key=str)


def _why(scope: Scope, fault: Fault) -> str:
    """What the whole register has of it is for those who see the whole register."""
    if scope == whole(scope.table, TABLES[scope.table].names):
        return f"{fault.expected}, maar gevonden {fault.found}"
    return "waarden die daar wel bij passen"


class _Around:
    """Gathers the rows around one, each once; the row itself, by its number, is left out."""

    def __init__(self, connection: Reading, table: str, row_id: int | None) -> None:
        self._connection, self._table, self._row_id = connection, table, row_id
        self._rows: dict[Key, Values] = {}

    def follow(self, table: str, rows: Iterable[Values]) -> None:
        """Gather what these rows name, and what stands or falls with them."""
        for other in AREAS_IN_PARTS if table in AREAS_IN_PARTS else ():
            self._gather(other, None, ())
        for row in rows:
            if table == "woningen":
                self._gather("gebiedsdelen", "deel", [row[name] for name in ("wijk", "buurt") if row[name] is not None])
            for column, other, codes in _named(table, row):
                self._gather(other, "code", codes)
                if column in ("gebied", "verblijf_in", "beschermde_gebieden", "gebieden") and other == AREAS[-1]:
                    for level in BY_DWELLING:
                        self._gather("woningen", level, codes)
            for other, column in WITH_IT.get(table, ()):
                if row.get("code") is not None:
                    self._gather(other, column, (row["code"],))

    def _gather(self, table: str, column: str | None, codes: Iterable[str]) -> None:
        found = kept.rows_naming(self._connection, whole(table, TABLES[table].names), column, codes)
        new = [
            row for row in found if (table, row.id) not in self._rows and (table, row.id) != (self._table, self._row_id)
        ]
        self._rows.update({(table, row.id): row.values for row in new})
        self.follow(table, [row.values for row in new]) if new else None

    def register(self, values: Values | None = None) -> Register:
        """The register of these rows, with the row itself as the last of its table: what does not fit is then in it."""
        tables: dict[str, list[Values]] = {}
        for (table, _), row in self._rows.items():
            tables.setdefault(table, []).append(row)
        if values is not None:
            tables.setdefault(self._table, []).append(values)
        return register_of_rows({name: tuple(found) for name, found in tables.items()})


def _named(table: str, row: Values) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Column, table and codes of what a row stands on."""
    loose = LOOSE.get(table, {})
    for column in TABLES[table].columns:
        value: Any = row[column.name]
        codes = value if column.many else () if value is None else (value,)
        for other in (*column.refers, *loose.get(column.name, ())) if codes and column.name not in UNFOLLOWED else ():
            yield column.name, other, codes
