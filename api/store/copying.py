"""What a store holds as lines, table after table, and back; the same lines from either kind of database."""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

from sqlalchemy import Connection, Table

from api.backup_file import Line, line_of
from api.store.dump import Row, continue_after, fill, last_number, rows_of, tables_in
from optimizer.errors import Fault, InvalidInput


def lines_of(connection: Connection) -> Iterator[Line]:
    """For each table a line with its name and columns, a line per row, and a line with how many and their digest."""
    for table in tables_in(connection):
        yield {"table": table.name, "columns": _names(table)}
        tally = _Tally()
        for row in rows_of(connection, table):
            tally.add(row)
            yield row
        yield tally.end(last_number(connection, table))


def put_back(connection: Connection, lines: Iterator[Line]) -> dict[str, int]:
    """Fill the empty tables from lines; the result is the number of rows of each.

    What was filled is read again and must give the same digests. Raises InvalidInput where it doesn't.
    """
    tables = {table.name: table for table in tables_in(connection)}
    counts: dict[str, int] = {}
    for beginning in lines:
        table = tables.pop(beginning["table"], None)
        if table is None or beginning["columns"] != _names(table):
            raise InvalidInput([_strange(beginning["table"])])
        rows = _Rows(lines)
        fill(connection, table, rows)
        continue_after(connection, table, rows.end["last"])
        tally = _Tally()
        for row in rows_of(connection, table):
            tally.add(row)
        if tally.end(last_number(connection, table)) != rows.end:
            raise InvalidInput([_strange(table.name)])
        counts[table.name] = rows.end["rows"]
    if tables:
        raise InvalidInput([_strange(name) for name in tables])
    return counts


class _Rows:
    """The rows up to the line that ends them, which is kept in `end`."""

    def __init__(self, lines: Iterator[Line]) -> None:
        self._lines = lines
        self.end: dict[str, Any] = {}

    def __iter__(self) -> Iterator[Row]:
        for line in self._lines:
            if isinstance(line, dict):
                self.end = line
                return
            yield line


class _Tally:
    """Counts rows and makes the digest of them."""

    def __init__(self) -> None:
        self._count, self._digest = 0, sha256()

    def add(self, row: Row) -> None:
        self._count += 1
        self._digest.update(line_of(row))

    def end(self, last: int | None) -> dict[str, Any]:
        return {"rows": self._count, "digest": self._digest.hexdigest(), "last": last}


def _names(table: Table) -> list[str]:
    return [column.name for column in table.columns]


def _strange(name: str) -> Fault:
    return Fault(
        ("reservekopie", name), "een tabel die anders is dan deze versie hem kent", "een reservekopie van dit programma"
    )
