"""Open the database, and the two ways to use it: read from one moment, or write all or nothing.

SQLite by default, in a file; PostgreSQL when the address says so. On both, one writer writes at a time: what it finds is
then still so when it writes, and the audit is one chain. Readers wait for nobody.

What reads or writes while the same task has a writing open takes part in that one: it sees what was written so far, and all
of it is kept or nothing. So several use cases can be one step.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, insert, make_url, text

from api.access.identity import Identity
from api.store.audit import Noted, append
from api.store.schema import HISTORY

# Any number will do, as long as all writers of one database use the same.
WRITER_LOCK = 7_115
# Threads of the service that may use the database at once; others wait their turn.
CONNECTIONS = 20
WAIT_SECONDS = 30

# What is read with, for those who know no SQL.
Reading = Connection
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The moment, in UTC."""
    return datetime.now(UTC)


def moment(at: datetime) -> str:
    """A moment as the store writes it: texts of one length, so that they sort as the moments do."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


@dataclass(frozen=True, slots=True)
class Writing:
    """A transaction that writes: who does it, when it began, and its connection."""

    connection: Connection
    by: Identity
    at: str

    def note(self, noted: Noted) -> int:
        """Add to the audit that something was read or done; the result is the number of the entry."""
        (seq,) = append(self.connection, self.by, self.at, [noted])
        return seq

    def change(self, noted: Noted, motivation: str = "") -> int:
        """Add a change of one subject to the audit, and its values to the history."""
        (seq,) = self.changes([noted], motivation)
        return seq

    def changes(self, noted: Sequence[Noted], motivation: str = "") -> tuple[int, ...]:
        """Add changes, each of one subject, in this order."""
        numbers = append(self.connection, self.by, self.at, noted)
        rows = [
            {"seq": seq, "kind": one.kind, "subject": subject, "before": one.before, "after": one.after}
            for seq, one in zip(numbers, noted, strict=True)
            for subject in one.subjects
        ]
        if rows:
            self.connection.execute(insert(HISTORY), [{**row, "motivation": motivation} for row in rows])
        return numbers


class Store:
    """A database that is open. `clock` tells the time of what is written."""

    def __init__(self, url: str, clock: Clock = utc_now) -> None:
        self.engine = _engine(url)
        self.clock = clock
        self._open: ContextVar[Connection | None] = ContextVar("open", default=None)
        self._step: ContextVar[ExitStack | None] = ContextVar("step", default=None)
        # Writers of this process wait here and hold no connection meanwhile, which readers need. At the database itself
        # waiting goes by chance with SQLite: it looks again after a pause, and some then wait for seconds.
        self._turn = Lock()

    @property
    def url(self) -> str:
        """The address, with the password in it."""
        return self.engine.url.render_as_string(hide_password=False)

    @property
    def now(self) -> str:
        """The moment as the store writes it."""
        return moment(self.clock())

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """Read from one moment: what others write meanwhile is not seen."""
        around = self._open.get()
        if around is not None:
            yield around
            return
        with self.engine.connect() as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"))
            yield connection

    @contextmanager
    def writing(self, by: Identity) -> Iterator[Writing]:
        """Write all or nothing, as the only writer. What is written is on disk when this ends without an error.

        Within another writing it is on disk when that one ends, and within one step when that ends.
        """
        around, step = self._open.get(), self._step.get()
        if around is None and step is not None:
            around = step.enter_context(self._transaction())
        if around is not None:
            with around.begin_nested():
                yield Writing(around, by, self.now)
            return
        with self._transaction() as connection:
            yield Writing(connection, by, self.now)

    @contextmanager
    def one_step(self) -> Iterator[None]:
        """All that is written within this is kept at its end, together, or nothing of it.

        The first writing goes on until then; what takes long and comes before it holds nobody up.
        """
        with ExitStack() as step:
            token = self._step.set(step)
            try:
                yield
            finally:
                self._step.reset(token)

    @contextmanager
    def _transaction(self) -> Iterator[Connection]:
        with self._turn, self.engine.connect().execution_options(writes=True) as connection, connection.begin():
            if connection.dialect.name == "postgresql":
                connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": WRITER_LOCK})
            token = self._open.set(connection)
            try:
                yield connection
            finally:
                self._open.reset(token)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def _engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() == "sqlite":
        engine = create_engine(
            parsed,
            pool_size=CONNECTIONS,
            max_overflow=0,
            pool_timeout=WAIT_SECONDS,
            connect_args={"timeout": WAIT_SECONDS},
            hide_parameters=True,
        )
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        return engine
    return create_engine(
        parsed.set(drivername="postgresql+psycopg"),
        pool_size=CONNECTIONS,
        max_overflow=0,
        pool_timeout=WAIT_SECONDS,
        pool_pre_ping=True,
        hide_parameters=True,
    )


def _prepare_sqlite(connection: Any, _record: object) -> None:  # noqa: ANN401 - a connection of the driver
    # The driver begins transactions by its own rules; see `_begin_sqlite`.
    connection.isolation_level = None
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _begin_sqlite(connection: Connection) -> None:
    # A transaction that reads before it writes would fail when somebody else wrote in between.
    options: Mapping[str, Any] = connection.get_execution_options()
    connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes") else "BEGIN")
