"""The rows of a supplier beside those of the register: as they become, and what the reader may not write.

A row is known by its key. What its file has no column for stays as it was; what the reader may not fill does so too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from api.access.identity import Identity
from api.access.register_access import scope_for
from api.access.scope import Every, Own, Scope, Through, whole
from api.store import register as kept
from api.store.database import Reading as Connection
from api.store.register import KeptRow, Values
from api.usecases.row_checks import deciding, shown
from geodata.columns import frame_of, rows_of
from geodata.locating.tables import FORGOTTEN
from geodata.plain import is_code, why_not_kept
from geodata.reading import Reading, label_of
from geodata.tables import TABLES
from optimizer.errors import Fault

Key = tuple[object, ...]
SETTLED_ELSEWHERE = "geen waarde: het transferpunt vult dit in"


@dataclass(frozen=True, slots=True, kw_only=True)
class There:
    """What is in the register: all rows of every table by key, and the numbers of those that the reader sees."""

    rows: Mapping[str, Mapping[Key, KeptRow]]
    seen: Mapping[str, frozenset[int]]


def key_of(table: str, values: Values) -> Key:
    """What a row is known by."""
    return tuple(values[name] for name in TABLES[table].key)


def there(connection: Connection, by: Identity) -> There:
    """What is in the register, of one moment."""
    rows, seen = {}, {}
    for table in TABLES.values():
        everything = whole(table.name, table.names)
        found = kept.rows_naming(connection, everything, None, ())
        scope = scope_for(by, table.name)
        theirs = (
            found if scope == everything else () if scope is None else kept.rows_naming(connection, scope, None, ())
        )
        rows[table.name] = {key_of(table.name, row.values): row for row in found}
        seen[table.name] = frozenset(row.id for row in theirs)
    return There(rows=rows, seen=seen)


def fitted(connection: Connection, by: Identity, reading: Reading, there_: There) -> Reading:
    """The reading with every row as it becomes, and a fault for all that this reader may not write or nobody can keep."""
    frames = dict(reading.frames)
    faults: list[Fault] = []
    for name, frame in reading.frames.items():
        scope = scope_for(by, name)
        if not len(frame):
            continue
        if scope is None or scope.writes is None:
            faults += _no_table(reading, name)
            continue
        work = _Table(connection, reading, scope, there_)
        frames[name] = frame_of(TABLES[name], [work.row(at, values) for at, values in enumerate(rows_of(frame))])
        faults += work.faults
    return replace(reading, frames=frames, faults=(*reading.faults, *faults))


def _no_table(reading: Reading, name: str) -> Iterator[Fault]:
    alone = len(reading.sources[name]) == 1
    for source in reading.sources[name]:
        label = label_of(source, source.header_row, alone=alone)
        yield Fault((name, label), "een tabel die u niet kunt vullen", "alleen tabellen van uzelf")


class _Table:
    """One table while its rows are fitted."""

    def __init__(self, connection: Connection, reading: Reading, scope: Scope, there_: There) -> None:
        self._connection, self._reading, self._scope = connection, reading, scope
        self._table = TABLES[scope.table]
        self._rows, self._seen = there_.rows[scope.table], there_.seen[scope.table]
        self._texts = [column for column in self._table.columns if column.dtype == "string" or column.many]
        self._may_all = isinstance(scope.writes, Every)
        self.faults: list[Fault] = []

    def row(self, at: int, values: Mapping[str, Any]) -> dict[str, Any]:
        """The row as it becomes."""
        was = self._rows.get(key_of(self._scope.table, values))
        if was is not None and was.id not in self._seen:
            # What that row holds is not for this reader, not even by what changes beside it.
            self._tell(at, self._table.key[-1], values, "een andere code: deze kan hier niet worden gebruikt")
            was = None
        after = self._completed(at, values, was)
        self._unkeepable(at, after)
        if not self._may_all:
            after = self._own(at, after, was)
        return after

    def _completed(self, at: int, values: Mapping[str, Any], was: KeptRow | None) -> dict[str, Any]:
        """What the file has no column for stays as it was, and so does what it may hold but is not kept of it."""
        if was is None:
            return dict(values)
        headers = self._reading.origins[self._scope.table][at].source.headers
        return {
            name: was.values[name] if value in (None, ()) and name not in headers else value
            for name, value in values.items()
        }

    def _unkeepable(self, at: int, values: Mapping[str, Any]) -> None:
        for column in self._texts:
            value = values[column.name]
            for text in value if column.many else (value,):
                if isinstance(text, str):
                    why = why_not_kept(column, text, code=is_code(self._table, column))
                    if why:
                        self._tell(at, column.name, values, why)

    def _own(self, at: int, values: dict[str, Any], was: KeptRow | None) -> dict[str, Any]:
        """The row with only what the reader fills; whether it is one of those that it may write."""
        rows, after = self._scope.writes, dict(values)
        if isinstance(rows, Own) and after[rows.column] is None:
            after[rows.column] = rows.value
        for column in self._table.columns:
            if column.name not in self._scope.fills:
                after[column.name] = self._not_filled(at, column.name, values, was)
        if isinstance(rows, Through):
            # Whom a row names is looked for among what the reader sees, and may be somebody in the same file.
            return after
        if rows is None or not kept.holds(self._connection, self._scope.table, rows, after):
            expected = f"'{rows.value}', uw eigen code" if isinstance(rows, Own) else "iets van uzelf"
            self._tell(at, deciding(rows) if rows is not None else self._table.key[0], after, expected)
        elif was is not None and not kept.holds(self._connection, self._scope.table, rows, was.values):
            self._tell(at, self._table.key[-1], after, "een rij die u kunt wijzigen")
        return after

    def _not_filled(self, at: int, name: str, values: Mapping[str, Any], was: KeptRow | None) -> Any:  # noqa: ANN401 - a cell holds any kind
        missing: Any = () if isinstance(values[name], tuple) else None
        had = missing if was is None else was.values[name]
        # Of a column that the reader does not see, no answer may depend on what is in it.
        same = values[name] == had and name in self._scope.columns
        if values[name] not in (None, ()) and not same and name not in FORGOTTEN.get(self._scope.table, ()):
            headers = self._reading.origins[self._scope.table][at].source.headers
            if name in headers:
                self._tell(at, name, values, SETTLED_ELSEWHERE)
        return had

    def _tell(self, at: int, column: str, values: Mapping[str, Any], expected: str) -> None:
        path = self._reading.path_to(self._scope.table, at, column)
        self.faults.append(Fault(path, shown(values[column]), expected))


def missing(scope: Scope, there_: There, given: Sequence[Values]) -> tuple[Key, ...]:
    """The rows that the reader may write and that are not in its file, by key. They stay."""
    keys = {key_of(scope.table, values) for values in given}
    rows = there_.rows[scope.table].items()
    return tuple(key for key, row in rows if row.id in there_.seen[scope.table] and key not in keys)
