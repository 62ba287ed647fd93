"""The register at the desk: list, read, add, change and remove rows, and see what happened to them.

What a role may not see does not exist: such a table, row or column is answered as one that nobody knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.access.register_access import NAMES_PERSONS, scope_for
from api.access.scope import Every, Own, Rows, Scope, Through, whole
from api.errors import NotAllowed, NotThere, Overtaken
from api.store import register as kept
from api.store.audit import Action, Noted
from api.store.database import Reading, Writing
from api.store.history import Change, changes_of
from api.store.register import Changed, KeptRow, Values
from api.usecases.listing import Listing, Page, typed
from api.usecases.motivation import faults_of_motivation
from api.usecases.row_checks import row_of
from api.usecases.row_use import refuse_in_use
from geodata.tables import TABLES
from optimizer.errors import InvalidInput
from optimizer.words import day

NO_TABLE = "Deze tabel is er niet, of niet voor u."
NO_ROW = "Deze rij is er niet, of niet voor u."
LARGEST_ID = 2**62
Snapshot = Mapping[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class TableFor:
    """A table as a role knows it: which columns it sees, and which it may fill; none: it only reads."""

    name: str
    title: str
    columns: tuple[str, ...]
    fills: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowChange:
    """One change of a row; values as JSON has them, of the columns that the reader sees.

    `before` is None for a row that was added, `after` for one that was removed; both when the values were erased.
    """

    at: str
    account: str
    role: str
    action: str
    before: Snapshot
    after: Snapshot
    motivation: str


def tables_for(desk: Desk) -> tuple[TableFor, ...]:
    """The tables of the register for whoever asks."""
    scopes = (scope_for(desk.by, name) for name in TABLES)
    return tuple(
        TableFor(name=scope.table, title=TABLES[scope.table].title, columns=scope.columns, fills=scope.fills)
        for scope in scopes
        if scope is not None
    )


def list_rows(desk: Desk, table: str, listing: Listing) -> Page[KeptRow]:
    """The rows that are asked for. Raises NotThere, and InvalidInput for what can't be filtered or sorted on."""
    scope = _scope(desk, table)
    asked = typed(listing, TABLES[table], scope.columns)
    with desk.store.reading() as connection:
        page = kept.rows(connection, scope, asked)
    _note_read(desk, table, [row.values for row in page.items])
    return page


def read_row(desk: Desk, table: str, row: int) -> KeptRow:
    """One row. Raises NotThere."""
    scope = _scope(desk, table)
    with desk.store.reading() as connection:
        found = kept.row(connection, scope, _number(row))
    if found is None:
        raise NotThere(NO_ROW)
    _note_read(desk, table, [found.values])
    return found


def add_row(desk: Desk, table: str, values: Mapping[str, object], motivation: str = "") -> KeptRow:
    """Add a row; the values are as JSON has them. Raises NotThere, NotAllowed, and InvalidInput with every fault."""
    scope = _writing_scope(desk, table)
    with desk.store.writing(desk.by) as writing:
        filled = row_of(writing.connection, desk.by, scope, values, motivation=motivation)
        (number,) = kept.add(writing, scope, [filled], motivation)
    return _shown(scope, number, 1, filled)


def change_row(
    desk: Desk, table: str, row: int, version: int, values: Mapping[str, object], motivation: str = ""
) -> KeptRow:
    """Give a row these values; a column that is left out becomes empty, if the reader may fill it.

    Raises NotThere, NotAllowed, Overtaken, Clash, and InvalidInput with every fault.
    """
    scope = _writing_scope(desk, table)
    with desk.store.writing(desk.by) as writing:
        before = _row_to_write(writing, scope, row, version)
        after = row_of(writing.connection, desk.by, scope, values, before, motivation)
        refuse_in_use(writing.connection, desk.by, table, before.values, after)
        if after != before.values:
            kept.change(writing, scope, [Changed(row, before.values, after)], motivation)
        else:
            # Nothing changed, so all that was done is that it was read.
            _note_read(desk, table, [before.values])
    return _shown(scope, row, version + (after != before.values), after)


def remove_row(desk: Desk, table: str, row: int, version: int, motivation: str = "") -> None:
    """Take a row out. Raises NotThere, NotAllowed, Overtaken, and Clash while other rows name it."""
    scope = _writing_scope(desk, table)
    faults = tuple(faults_of_motivation(motivation))
    if faults:
        raise InvalidInput(faults)
    with desk.store.writing(desk.by) as writing:
        before = _row_to_write(writing, scope, row, version)
        refuse_in_use(writing.connection, desk.by, table, before.values, None)
        kept.remove(writing, scope, row, before.values, motivation)


def row_history(desk: Desk, table: str, row: int) -> tuple[RowChange, ...]:
    """The changes of a row, the first one first. Who sees a whole table sees those of removed rows too. Raises NotThere."""
    scope = _scope(desk, table)
    with desk.store.reading() as connection:
        found = kept.row(connection, scope, _number(row))
        changes = changes_of(connection, table, str(row))
        if found is None and not (changes and isinstance(scope.rows, Every)):
            raise NotThere(NO_ROW)
        since = 0 if found is None else _theirs_since(connection, scope.rows, found.values)
        seen = tuple(_seen(connection, (change for change in changes if change.seq > since), scope, desk.by))
    _note_read(
        desk, table, (values for change in seen for values in (change.before, change.after) if values is not None)
    )
    return seen


def _scope(desk: Desk, table: str) -> Scope:
    scope = scope_for(desk.by, table)
    if scope is None:
        raise NotThere(NO_TABLE)
    return scope


def _writing_scope(desk: Desk, table: str) -> Scope:
    scope = _scope(desk, table)
    if scope.writes is None:
        raise NotAllowed("U kunt deze tabel lezen, niet wijzigen.")
    return scope


def _number(row: int) -> int:
    """The number of a row, if it is one that a database can look for."""
    if not 0 < row < LARGEST_ID:
        raise NotThere(NO_ROW)
    return row


def _row_to_write(writing: Writing, scope: Scope, row: int, version: int) -> KeptRow:
    """All of a row that the reader sees and may write, if nobody changed it since that version."""
    connection = writing.connection
    if kept.row(connection, scope, _number(row)) is None:
        raise NotThere(NO_ROW)
    found = kept.row(connection, whole(scope.table, TABLES[scope.table].names), row)
    if found is None or scope.writes is None or not kept.holds(connection, scope.table, scope.writes, found.values):
        raise NotAllowed("U kunt deze rij lezen, niet wijzigen.")
    if found.version != version:
        raise Overtaken(_who_was_first(writing, scope.table, row))
    return found


def _who_was_first(writing: Writing, table: str, row: int) -> str:
    *_, last = (None, *changes_of(writing.connection, table, str(row)))
    who = "" if last is None else f" ({last.role}, op {_in_words(last.at)})"
    return f"Iemand anders heeft deze rij intussen gewijzigd{who}. Haal de rij opnieuw op en kijk of uw wijziging nog past."


def _in_words(at: str) -> str:
    moment = datetime.fromisoformat(at)
    return f"{day(moment)} om {moment:%H.%M} uur UTC"


def _shown(scope: Scope, row: int, version: int, values: Values) -> KeptRow:
    return KeptRow(id=row, version=version, values={name: values[name] for name in scope.columns})


def _note_read(desk: Desk, table: str, read: Iterable[Values]) -> None:
    """Who reads what is kept of a person is noted, with whom it was about."""
    column = NAMES_PERSONS.get(table)
    if column is None or desk.by.role is Role.SYSTEEM:
        return
    persons = set[str]()
    for values in read:
        named: Any = values[column]
        persons.update(named if isinstance(named, list | tuple) else () if named is None else (named,))
    if persons:
        with desk.store.writing(desk.by) as writing:
            writing.note(Noted(action=Action.READ, kind=table, subjects=sorted(persons)))


def _theirs_since(connection: Reading, rows: Rows, values: Values) -> int:
    """The last change by which what the row belongs to came to this reader; 0 where it always was theirs."""
    if not (isinstance(rows, Through) and isinstance(rows.rows, Own)):
        return 0
    other, column = rows.table, rows.rows.column
    named = kept.row_by_key(connection, whole(other, TABLES[other].names), {"code": values[rows.column]})
    changes = () if named is None else changes_of(connection, other, str(named.id))
    moved = (
        change.seq
        for change in changes
        if change.before is not None and change.after is not None and change.before[column] != change.after[column]
    )
    return max(moved, default=0)


def _seen(connection: Reading, changes: Iterable[Change], scope: Scope, by: Identity) -> Iterator[RowChange]:
    """Only changes in which something shows: that a column changed which the reader does not see is not told."""
    for change in changes:
        before, after = _snapshot(connection, change.before, scope), _snapshot(connection, change.after, scope)
        erased = change.before is None and change.after is None
        if before != after or (erased and isinstance(scope.rows, Every)):
            yield RowChange(
                at=change.at,
                account=change.account,
                role=change.role,
                action=change.action,
                before=before,
                after=after,
                # What another role wrote down may concern what this one does not see.
                motivation=change.motivation if by.role in (change.role, Role.COORDINATOR, Role.SYSTEEM) else "",
            )


def _snapshot(connection: Reading, values: Snapshot, scope: Scope) -> Snapshot:
    """What the reader sees of the values; nothing of a time when the row was not one that it sees."""
    if values is None or not kept.holds(connection, scope.table, scope.rows, values):
        return None
    return {name: values.get(name) for name in scope.columns}
