"""Put a store in the place of another, all of it or nothing, with the other kept beside it."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection, text

from api.store.database import WRITER_LOCK, Store
from api.store.dump import nothing_in, set_aside
from api.store.migrate import revision_of
from api.store.opening import PLACE, open_kept, sqlite_file, sqlite_url
from optimizer.errors import Fault, InvalidInput

# What SQLite keeps beside a database that is open.
BESIDE = ("-wal", "-shm")
# Where `api.jobs` keeps what it handed out: a file with this at the end of its name, or a schema.
HANDED_OUT, HANDED_OUT_SCHEMA = ".uitgedeeld", "dbos"
# For the others to let go of it.
MOMENT_SECONDS = 2.0


@contextmanager
def replacing(store: Store, *, keep: bool) -> Iterator[Connection]:
    """A transaction on an empty database, which takes the place of the store when it ends without an error.

    A store that holds something is refused, or with `keep` kept under another name. The store may not be open elsewhere.
    """
    file = sqlite_file(store.url)
    if file is None:
        with _replacing_tables(store, keep=keep) as connection:
            yield connection
        return
    store.close()
    empty = _is_empty(file)
    if not empty and not keep:
        raise InvalidInput([_not_empty(file.name)])
    made = file.with_name(file.name + ".nieuw")
    try:
        _remove(made)
        with (
            closing(Store(sqlite_url(made), store.clock)) as fresh,
            fresh.engine.connect().execution_options(writes=True) as connection,
            connection.begin(),
        ):
            yield connection
        _settle(made)
        _put_in_place(made, file, None if empty else _aside(file, store.now))
    finally:
        _remove(made)


def _is_empty(file: Path) -> bool:
    if not file.exists():
        return True
    try:
        with closing(open_kept(sqlite_url(file))) as kept, kept.reading() as connection:
            return nothing_in(connection)
    except InvalidInput:
        # What can't be opened may hold everything.
        return False


def _put_in_place(made: Path, file: Path, aside: Path | None) -> None:
    if aside is not None:
        _close_old(file)
        # Under two names for a moment, so that there is a database at every moment.
        os.link(file, aside)
        for end in BESIDE:
            if _beside(file, end).exists():
                _beside(file, end).rename(_beside(aside, end))
    elif file.exists():
        _close_old(file)
    # What was handed out of the old store says nothing of the new one.
    _remove(_beside(file, HANDED_OUT))
    made.replace(file)
    folder = os.open(file.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def _close_old(file: Path) -> None:
    """See to it that all of the old database is in its one file, which fails while somebody uses it."""
    try:
        _settle(file)
    except sqlite3.OperationalError as error:
        raise InvalidInput(
            [Fault((file.name,), "een bestand dat in gebruik is", "een dienst die gestopt is")]
        ) from error
    except sqlite3.DatabaseError:
        # It is damaged, so nothing can be done with it but keep it as it is.
        return


def _settle(file: Path) -> None:
    with closing(sqlite3.connect(file, timeout=MOMENT_SECONDS)) as connection:
        connection.execute("PRAGMA journal_mode=DELETE")


@contextmanager
def _replacing_tables(store: Store, *, keep: bool) -> Iterator[Connection]:
    with store.engine.connect() as connection, connection.begin():
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER_LOCK})
        connection.execute(text(f"DROP SCHEMA IF EXISTS {HANDED_OUT_SCHEMA} CASCADE"))
        if revision_of(connection) is not None:
            empty = nothing_in(connection)
            if not empty and not keep:
                raise InvalidInput([_not_empty("de database")])
            schema = "voor_" + _digits(store.now)
            set_aside(connection, schema)
            if empty:
                connection.execute(text(f'DROP SCHEMA "{schema}" CASCADE'))
        yield connection


def _not_empty(name: str) -> Fault:
    return Fault(
        PLACE,
        f"{name}, waar al gegevens in staan",
        "een lege opslag, of --vervang: wat er staat wordt dan ernaast bewaard",
    )


def _aside(file: Path, now: str) -> Path:
    return file.with_name(f"{file.stem}-voor-{_digits(now)}{file.suffix}")


def _digits(moment: str) -> str:
    return "".join(sign for sign in moment if sign.isdigit())[:14]


def _beside(file: Path, end: str) -> Path:
    return file.with_name(file.name + end)


def _remove(file: Path) -> None:
    for path in (file, *(_beside(file, end) for end in BESIDE)):
        path.unlink(missing_ok=True)
