"""Whether what is kept is still what the audit holds the digests of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, select

from api.access.scope import whole
from api.store.audit import Action, digest_of
from api.store.register import rows_naming
from api.store.schema import AUDIT, HISTORY
from geodata.plain import plain_row
from geodata.tables import TABLES


def has_entry(connection: Connection, hash_: str) -> bool:
    """Whether an entry of the audit has this hash."""
    return connection.execute(select(AUDIT.c.seq).where(AUDIT.c.hash == hash_)).first() is not None


def changed_history(connection: Connection) -> Iterator[int]:
    """The numbers of changes whose values are others than when they were written; those that were erased are not told."""
    columns = (
        AUDIT.c.seq,
        AUDIT.c.before.label("was"),
        AUDIT.c.after.label("became"),
        HISTORY.c.before,
        HISTORY.c.after,
    )
    found = select(*columns).join(HISTORY, HISTORY.c.seq == AUDIT.c.seq).order_by(AUDIT.c.seq)
    for row in connection.execute(found, execution_options={"yield_per": 500}):
        kept = (digest_of(row.before), digest_of(row.after))
        if kept not in ((row.was, row.became), (None, None)):
            yield row.seq


def changed_rows(connection: Connection) -> Iterator[tuple[str, int]]:
    """The tables and numbers of rows of the register that are not as their last change left them.

    A column that came later, and a change whose values were erased, say nothing.
    """
    left = _left_behind(connection)
    for name, table in TABLES.items():
        known = left[name]
        for row in rows_naming(connection, whole(name, table.names), None, ()):
            if str(row.id) not in known:
                yield name, row.id
                continue
            values, last = plain_row(row.values), known.pop(str(row.id))
            if last is not None and any(values.get(column) != value for column, value in last.items()):
                yield name, row.id
        yield from ((name, int(number)) for number in known)


def _left_behind(connection: Connection) -> Mapping[str, dict[str, Mapping[str, Any] | None]]:
    """By table and number, the values that the last change left, of rows that should be there."""
    columns = (AUDIT.c.kind, AUDIT.c.action, AUDIT.c.subjects, HISTORY.c.after)
    found = select(*columns).join(HISTORY, HISTORY.c.seq == AUDIT.c.seq, isouter=True).order_by(AUDIT.c.seq)
    left: defaultdict[str, dict[str, Mapping[str, Any] | None]] = defaultdict(dict)
    changing = found.where(AUDIT.c.kind.in_(list(TABLES)), AUDIT.c.action != Action.READ)
    for row in connection.execute(changing, execution_options={"yield_per": 500}):
        for subject in row.subjects:
            if row.action in (Action.REMOVED, Action.ERASED):
                left[row.kind].pop(subject, None)
            else:
                left[row.kind][subject] = row.after
    return left
