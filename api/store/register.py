"""The rows of the register: the only SQL that reads and writes them.

Whoever reads or writes brings a scope: what it does not hold is not there. Columns are those of the tables, compared by
equality; texts are sorted by their signs on every database, and what is missing comes last.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import (
    BindParameter,
    ColumnElement,
    Connection,
    RowMapping,
    Select,
    String,
    and_,
    bindparam,
    cast,
    delete,
    exists,
    false,
    func,
    insert,
    literal,
    or_,
    select,
    true,
    update,
)

from api.access.scope import AllOf, AnyOf, Every, Open, Own, Rows, Scope, Through, Unnamed
from api.errors import NotAllowed
from api.store.audit import Action, Noted, head
from api.store.database import Writing
from api.store.schema import HISTORY, REGISTER, ROW, VERSION
from api.usecases.listing import Listing, Page
from geodata.columns import Column, frame_of
from geodata.plain import plain_row
from geodata.register import Register, register_of
from geodata.tables import TABLES

Values = Mapping[str, Any]
# The cells of a row that conditions are about, by column.
Cells = Mapping[str, ColumnElement[Any]]
# What an empty list is kept as.
NO_VALUES = "[]"
# Rows in one statement: the driver of PostgreSQL takes a statement of hundreds of rows apart more slowly than it sends it.
ROWS_AT_ONCE = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptRow:
    """A row as a reader sees it: its values as in a frame, only of the columns of the scope.

    `id` is never given again; `version` is 1 more with every change.
    """

    id: int
    version: int
    values: Values


@dataclass(frozen=True, slots=True)
class Changed:
    """A row that gets other values; both are all of its values."""

    id: int
    before: Values
    after: Values


def rows(connection: Connection, scope: Scope, listing: Listing) -> Page[KeptRow]:
    """The rows that are asked for. Columns of filters and order must be of the scope, and values of their kind."""
    table = REGISTER[scope.table]
    found = and_(_held(_cells(scope.table), scope.rows), *_filters(connection, scope, listing))
    total = connection.execute(select(func.count()).select_from(table).where(found)).scalar_one()
    asked = _seen(scope).where(found).order_by(*_order(connection, scope, listing), table.c[ROW])
    page = asked.limit(listing.size).offset((listing.page - 1) * listing.size)
    return Page(items=tuple(_kept(scope, row) for row in connection.execute(page).mappings()), total=total)


def row(connection: Connection, scope: Scope, row_id: int) -> KeptRow | None:
    """One row; None where there is none, or not for this reader."""
    return _first(connection, scope, REGISTER[scope.table].c[ROW] == row_id)


def row_by_key(connection: Connection, scope: Scope, key: Values) -> KeptRow | None:
    """The row with these values."""
    table = REGISTER[scope.table]
    return _first(connection, scope, and_(*(table.c[name] == value for name, value in key.items())))


def holds(connection: Connection, table: str, rows: Rows, values: Values) -> bool:
    """Whether a row with these values would be among the rows."""
    if isinstance(rows, Every):
        return True
    kinds = REGISTER[table].c
    cells = {name: literal(value, kinds[name].type) for name, value in values.items()}
    return bool(connection.execute(select(_held(cells, rows))).scalar_one())


def add(writing: Writing, scope: Scope, added: Sequence[Values], motivation: str = "") -> tuple[int, ...]:
    """Add rows with all their values, checked before; the result is their numbers. Raises NotAllowed."""
    kept = REGISTER[scope.table]
    for values in added:
        _must_hold(writing.connection, scope, values)
    if not added:
        return ()
    adding = insert(kept).returning(kept.c[ROW], sort_by_parameter_order=True)
    options = {"insertmanyvalues_page_size": ROWS_AT_ONCE}
    rows = [{VERSION: 1, **values} for values in added]
    numbers = tuple(writing.connection.execute(adding, rows, execution_options=options).scalars())
    noted = [
        Noted(action=Action.ADDED, kind=scope.table, subjects=[str(number)], after=plain_row(values))
        for number, values in zip(numbers, added, strict=True)
    ]
    writing.changes(noted, motivation)
    return numbers


def change(writing: Writing, scope: Scope, changed: Sequence[Changed], motivation: str = "") -> None:
    """Give rows other values. Raises NotAllowed."""
    kept = REGISTER[scope.table]
    for one in changed:
        _must_hold(writing.connection, scope, one.before)
        _must_hold(writing.connection, scope, one.after)
    if not changed:
        return
    values: dict[str, BindParameter[Any]] = {name: bindparam(f"new_{name}") for name in TABLES[scope.table].names}
    changing = update(kept).where(kept.c[ROW] == bindparam("number")).values({VERSION: kept.c[VERSION] + 1, **values})
    rows = [{"number": one.id, **{f"new_{name}": one.after[name] for name in values}} for one in changed]
    writing.connection.execute(changing, rows)
    noted = [
        Noted(
            action=Action.CHANGED,
            kind=scope.table,
            subjects=[str(one.id)],
            before=plain_row(one.before),
            after=plain_row(one.after),
        )
        for one in changed
    ]
    writing.changes(noted, motivation)


def remove(writing: Writing, scope: Scope, row_id: int, before: Values, motivation: str = "") -> None:
    """Take a row out. Raises NotAllowed."""
    kept = REGISTER[scope.table]
    _must_hold(writing.connection, scope, before)
    writing.connection.execute(delete(kept).where(kept.c[ROW] == row_id))
    noted = Noted(action=Action.REMOVED, kind=scope.table, subjects=[str(row_id)], before=plain_row(before))
    writing.change(noted, motivation)


def _must_hold(connection: Connection, scope: Scope, values: Values) -> None:
    if scope.writes is None or not holds(connection, scope.table, scope.writes, values):
        raise NotAllowed("U kunt deze rij niet wijzigen.")


def known_codes(connection: Connection, scope: Scope, codes: Iterable[str], column: str = "code") -> frozenset[str]:
    """Which of these codes a row of the scope has."""
    if column not in scope.columns:
        return frozenset()
    kept = REGISTER[scope.table].c[column]
    held = and_(kept.in_(sorted(codes)), _held(_cells(scope.table), scope.rows))
    return frozenset(connection.execute(select(kept).where(held)).scalars())


def rows_naming(connection: Connection, scope: Scope, column: str | None, codes: Iterable[str]) -> tuple[KeptRow, ...]:
    """The rows that hold one of these codes in a column of one value; without a column all of them."""
    table = REGISTER[scope.table]
    named = true() if column is None else table.c[column].in_(sorted(codes))
    found = _seen(scope).where(named, _held(_cells(scope.table), scope.rows)).order_by(table.c[ROW])
    return tuple(_kept(scope, row) for row in connection.execute(found).mappings())


def naming(connection: Connection, scope: Scope, column: str, code: str) -> tuple[KeptRow, ...]:
    """The rows that name this code in a column, also in a list."""
    found = _seen(scope).where(_names(connection, scope.table, column, code), _held(_cells(scope.table), scope.rows))
    return tuple(_kept(scope, row) for row in connection.execute(found).mappings())


def last_change(connection: Connection) -> int:
    """The number of the last entry of the audit that changed the register or a document; 0 when none did."""
    return connection.execute(select(func.max(HISTORY.c.seq))).scalar_one() or 0


def current_register(connection: Connection) -> tuple[Register, int]:
    """The whole register as frames, and the number of the last entry of the audit, of the same moment.

    For calculations, which see everything: nobody's page or answer is made of it.
    """
    frames = {
        name: frame_of(table, (_values(table.columns, row) for row in _all(connection, name)))
        for name, table in TABLES.items()
    }
    return register_of(frames), head(connection)[0]


def _all(connection: Connection, name: str) -> Iterable[RowMapping]:
    table = REGISTER[name]
    columns = [table.c[column] for column in TABLES[name].names]
    return connection.execute(select(*columns).order_by(table.c[ROW])).mappings()


def _first(connection: Connection, scope: Scope, where: ColumnElement[bool]) -> KeptRow | None:
    held = _held(_cells(scope.table), scope.rows)
    found = connection.execute(_seen(scope).where(where, held)).mappings().first()
    return None if found is None else _kept(scope, found)


def _seen(scope: Scope) -> Select[Any]:
    table = REGISTER[scope.table]
    return select(*(table.c[name] for name in (ROW, VERSION, *scope.columns)))


def _kept(scope: Scope, row: RowMapping) -> KeptRow:
    columns = [column for column in TABLES[scope.table].columns if column.name in scope.columns]
    return KeptRow(id=row[ROW], version=row[VERSION], values=_values(columns, row))


def _values(columns: Sequence[Column], row: RowMapping) -> dict[str, Any]:
    """The values as a frame has them: several as a tuple."""
    return {column.name: tuple(row[column.name] or ()) if column.many else row[column.name] for column in columns}


def _cells(name: str) -> Cells:
    return dict(REGISTER[name].c.items())


def _held(cells: Cells, rows: Rows) -> ColumnElement[bool]:  # noqa: PLR0911 - one for each kind
    """The rows as a condition on the cells of a table, or of a row to be: the one place where a scope becomes SQL."""
    match rows:
        case Every():
            return true()
        case Own(column, value):
            own: ColumnElement[bool] = cells[column] == value
            return own
        case Open(column):
            return func.coalesce(cells[column], false()) == false()
        case Unnamed(column):
            return cast(cells[column], String) == NO_VALUES
        case Through(column, other, of_other):
            return cells[column].in_(select(REGISTER[other].c["code"]).where(_held(_cells(other), of_other)))
        case AnyOf(ways):
            return or_(false(), *(_held(cells, way) for way in ways))
        case AllOf(ways):
            return and_(true(), *(_held(cells, way) for way in ways))


def _filters(connection: Connection, scope: Scope, listing: Listing) -> Iterable[ColumnElement[bool]]:
    by_name = {column.name: column for column in TABLES[scope.table].columns}
    for asked in listing.filters:
        column = by_name[asked.column]
        yield _names(connection, scope.table, column.name, asked.value)


def _names(connection: Connection, name: str, column: str, value: object) -> ColumnElement[bool]:
    """The rows that hold a value in a column, or name it in a list; None or (): that hold nothing there."""
    kept, many = REGISTER[name].c[column], _column(name, column).many
    if value is None or value == ():
        return cast(kept, String) == NO_VALUES if many else kept.is_(None)
    if not many:
        return kept == value
    if connection.dialect.name == "postgresql":
        parts = func.json_array_elements_text(kept).table_valued("value")
        return exists(select(literal(1)).select_from(parts).where(parts.c["value"] == str(value)))
    parts = func.json_each(kept).table_valued("value")
    return exists(select(literal(1)).select_from(parts).where(parts.c["value"] == value))


def _column(name: str, column: str) -> Column:
    return next(item for item in TABLES[name].columns if item.name == column)


def _order(connection: Connection, scope: Scope, listing: Listing) -> Iterable[ColumnElement[Any]]:
    signs = "C" if connection.dialect.name == "postgresql" else "BINARY"
    for order in listing.sort:
        kept: ColumnElement[Any] = REGISTER[scope.table].c[order.column]
        if _column(scope.table, order.column).dtype == "string":
            kept = kept.collate(signs)
        yield (kept.desc() if order.down else kept.asc()).nulls_last()
