"""All tables as plain rows, the same from every database, and back into an empty one.

The tables are taken as the database has them, so that a copy of an older version can be read and put back. Sessions and
one-time links are left out: a copy opens no door, and after putting one back everybody signs in again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import islice
from typing import Any

from sqlalchemy import (
    JSON,
    Column,
    Connection,
    Date,
    MetaData,
    Table,
    Text,
    bindparam,
    cast,
    column,
    delete,
    func,
    insert,
    inspect,
    select,
    table,
    text,
    update,
)

from api.store.schema import METADATA, SESSIONS, SIGN_IN_LINKS

Row = list[Any]
BATCH = 200
VERSIONS = "alembic_version"
LEFT_OUT = frozenset({SESSIONS.name, SIGN_IN_LINKS.name})


def tables_in(connection: Connection) -> tuple[Table, ...]:
    """The tables that a copy holds, those that others refer to first."""
    found = MetaData()
    names = [name for name in inspect(connection).get_table_names() if name in METADATA.tables]
    found.reflect(connection, only=names)
    for each in found.tables.values():
        for item in each.columns:
            if isinstance(item.type, JSON):
                # Both kinds of nothing are kept: no value, and the value null.
                item.type = JSON(none_as_null=True)
    return tuple(each for each in found.sorted_tables if each.name not in LEFT_OUT)


def rows_of(connection: Connection, kept: Table) -> Iterator[Row]:
    """The rows, ordered by their keys; JSON as the text that is kept, dates as texts."""
    columns = [cast(item, Text) if isinstance(item.type, JSON) else item for item in kept.columns]
    keys = [
        item.collate("C") if isinstance(item.type, Text) and connection.dialect.name == "postgresql" else item
        for item in kept.primary_key
    ]
    statement = select(*columns).order_by(*keys)
    for row in connection.execute(statement, execution_options={"yield_per": BATCH}):
        yield [value.isoformat() if isinstance(value, date) else value for value in row]


def fill(connection: Connection, kept: Table, rows: Iterable[Row]) -> None:
    """Put rows into an empty table; what refers to a row of the same table is put in when all rows are there."""
    own = {key.parent.name for key in kept.foreign_keys if key.column.table is kept}
    number = _number(kept).name
    later: list[dict[str, Any]] = []
    remaining = iter(rows)
    while batch := [_values(kept, row) for row in islice(remaining, BATCH)]:
        later += [{"b_" + name: values[name] for name in (number, *own)} for values in batch if own]
        connection.execute(insert(kept), [{**values, **dict.fromkeys(own)} for values in batch])
    if later:
        changed: dict[str, Any] = {name: bindparam("b_" + name) for name in own}
        connection.execute(update(kept).where(kept.c[number] == bindparam("b_" + number)).values(changed), later)


def last_number(connection: Connection, kept: Table) -> int | None:
    """The last number that the database gave to a row, or that was brought along; None where it gives none."""
    given = _given(connection, kept)
    if given is None:
        return None
    highest: int | None = connection.execute(select(func.max(_number(kept)))).scalar()
    return max(given, highest or 0)


def continue_after(connection: Connection, kept: Table, number: int | None) -> None:
    """Let the database number new rows after this number."""
    if not number:
        return
    if connection.dialect.name == "postgresql":
        connection.execute(select(func.setval(_sequence(connection, kept), number)))
        return
    connection.execute(delete(_GIVEN).where(_GIVEN.c.name == kept.name))
    connection.execute(insert(_GIVEN).values(name=kept.name, seq=number))


def nothing_in(connection: Connection) -> bool:
    """Whether the database holds no row of ours."""
    return not any(connection.execute(select(each).limit(1)).first() for each in tables_in(connection))


def set_aside(connection: Connection, schema: str) -> None:
    """Move all tables of ours in a PostgreSQL, and what belongs to them, to a schema of their own."""
    connection.execute(text(f'CREATE SCHEMA "{schema}"'))
    names = [name for name in inspect(connection).get_table_names() if name in (*METADATA.tables, VERSIONS)]
    for name in names:
        connection.execute(text(f'ALTER TABLE "{name}" SET SCHEMA "{schema}"'))
    for function in _functions(connection):
        connection.execute(text(f'ALTER FUNCTION "{function}"() SET SCHEMA "{schema}"'))


# What SQLite keeps of the numbers that it gave.
_GIVEN = table("sqlite_sequence", column("name", Text), column("seq"))
_MASTER = table("sqlite_master", column("name", Text), column("sql", Text))


def _given(connection: Connection, kept: Table) -> int | None:
    if connection.dialect.name == "sqlite":
        made = connection.execute(select(_MASTER.c.sql).where(_MASTER.c.name == kept.name)).scalar()
        if "AUTOINCREMENT" not in str(made):
            return None
        return connection.execute(select(_GIVEN.c.seq).where(_GIVEN.c.name == kept.name)).scalar() or 0
    sequence = _sequence(connection, kept)
    if sequence is None:
        return None
    last, called = connection.execute(text(f"SELECT last_value, is_called FROM {sequence}")).one()  # noqa: S608 - the database gave the name
    return int(last) if called else 0


def _sequence(connection: Connection, kept: Table) -> str | None:
    return connection.execute(select(func.pg_get_serial_sequence(f'"{kept.name}"', _number(kept).name))).scalar()


def _number(kept: Table) -> Column[Any]:
    return next(iter(kept.primary_key))


def _functions(connection: Connection) -> Sequence[str]:
    """What the migrations made besides tables: the functions of their triggers."""
    found = connection.execute(
        text(
            "SELECT DISTINCT p.proname FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace "
            "JOIN pg_trigger t ON t.tgfoid = p.oid WHERE n.nspname = current_schema() AND NOT t.tgisinternal"
        )
    )
    return found.scalars().all()


def _values(kept: Table, row: Row) -> Mapping[str, Any]:
    return {item.name: _value(item.type, value) for item, value in zip(kept.columns, row, strict=True)}


def _value(kind: object, value: Any) -> Any:  # noqa: ANN401 - a cell holds any kind
    if value is None:
        return None
    if isinstance(kind, JSON):
        read = json.loads(value)
        return JSON.NULL if read is None else read
    return date.fromisoformat(value) if isinstance(kind, Date) else value
