"""The audit: who did what to whom, in a chain in which nothing can be changed without it showing.

Each entry holds the hash of the one before it. The first follows on `BEGIN`. Whoever keeps the hash of the last entry
elsewhere (a backup holds it, and `zachte-landing controle` prints it) can prove later that nothing before it was changed or
taken out. Entries hold ids and digests, never values, for they stay when the values are gone.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from enum import StrEnum
from hashlib import sha256

from sqlalchemy import ColumnElement, Connection, exists, func, insert, literal, select

from api.access.identity import Identity
from api.store.schema import AUDIT

BEGIN = "0" * 64
SUBJECT = "subject"


class Action(StrEnum):
    """What was done."""

    READ = "gelezen"
    ADDED = "toegevoegd"
    CHANGED = "gewijzigd"
    REMOVED = "verwijderd"
    ERASED = "gewist na de bewaartermijn"
    SIGNED_IN = "aangemeld"
    REFUSED = "aanmelden geweigerd"
    SIGNED_OUT = "afgemeld"
    RESTORED = "teruggezet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry. `kind`: which table or what else; `subjects`: ids; `before`, `after`: SHA-256 of the values."""

    seq: int
    at: str
    account: str
    role: str
    action: str
    kind: str
    subjects: tuple[str, ...]
    before: str | None
    after: str | None
    reason: str
    previous: str

    @property
    def hash(self) -> str:
        """What the next entry holds of this one."""
        return _digest(_columns(self))


@dataclass(frozen=True, slots=True, kw_only=True)
class Noted:
    """What is to be noted; the values themselves are digested here and kept elsewhere."""

    action: Action
    kind: str
    subjects: Sequence[str]
    before: object = None
    after: object = None
    reason: str = ""


def append(connection: Connection, by: Identity, at: str, noted: Sequence[Noted]) -> tuple[int, ...]:
    """Add entries and return their numbers. The transaction must be the only one that writes."""
    seq, previous = head(connection)
    rows: list[dict[str, object]] = []
    for one in noted:
        seq += 1
        entry = Entry(
            seq=seq,
            at=at,
            account=by.account,
            role=by.role,
            action=one.action,
            kind=one.kind,
            subjects=tuple(one.subjects),
            before=digest_of(one.before),
            after=digest_of(one.after),
            reason=one.reason,
            previous=previous,
        )
        previous = entry.hash
        rows.append({**_columns(entry), "hash": previous})
    if rows:
        connection.execute(insert(AUDIT), rows)
    return tuple(range(seq - len(rows) + 1, seq + 1))


def head(connection: Connection) -> tuple[int, str]:
    """The number and the hash of the last entry."""
    last = connection.execute(select(AUDIT.c.seq, AUDIT.c.hash).order_by(AUDIT.c.seq.desc()).limit(1)).first()
    return (last.seq, last.hash) if last else (0, BEGIN)


def entries(
    connection: Connection, wanted: Sequence[tuple[str, str]], first: int, size: int
) -> tuple[tuple[Entry, ...], int]:
    """So many entries from the `first` on, the newest first, and how many there are in all.

    `wanted`: columns with their values, which all must hold; `subject` is an id that stands among the subjects.
    """
    holds = [
        _among_subjects(connection, value) if name == SUBJECT else AUDIT.c[name] == value for name, value in wanted
    ]
    total = connection.execute(select(func.count()).select_from(AUDIT).where(*holds)).scalar_one()
    asked = select(AUDIT).where(*holds).order_by(AUDIT.c.seq.desc()).offset(first).limit(size)
    return tuple(_entry(row._mapping) for row in connection.execute(asked)), total  # noqa: SLF001 - see `broken`


def _among_subjects(connection: Connection, subject: str) -> ColumnElement[bool]:
    each = func.json_array_elements_text if connection.dialect.name == "postgresql" else func.json_each
    parts = each(AUDIT.c.subjects).table_valued("value")
    return exists(select(literal(1)).select_from(parts).where(parts.c["value"] == subject))


def broken(connection: Connection) -> Iterator[int]:
    """The numbers of entries that are not what was written, or that do not follow on the one before."""
    previous, expected = BEGIN, 1
    for row in connection.execute(select(AUDIT).order_by(AUDIT.c.seq)):
        entry = _entry(row._mapping)  # noqa: SLF001 - the documented way to the columns of a row
        if entry.seq != expected or entry.previous != previous or entry.hash != row.hash:
            yield entry.seq
        previous, expected = row.hash, entry.seq + 1


# Not `asdict`: at an import of 25,000 rows copying every text deeply takes longer than all else.
_NAMES = tuple(item.name for item in fields(Entry))


def _entry(values: object) -> Entry:
    kept = dict(values)  # type: ignore[call-overload] # a row's mapping
    kept.pop("hash")
    return Entry(**{**kept, "subjects": tuple(kept["subjects"])})


def _columns(entry: Entry) -> dict[str, object]:
    return {**{name: getattr(entry, name) for name in _NAMES}, "subjects": list(entry.subjects)}


def digest_of(value: object) -> str | None:
    """What an entry holds of a value."""
    return None if value is None else _digest(value)


def _digest(value: object) -> str:
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
    return sha256(text.encode()).hexdigest()
