"""Bring a database to the tables of this version."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text

from api.store.database import Store

MIGRATIONS = Path(__file__).parent / "migrations"
NEWEST = "head"
# Any number will do, as long as it is not that of the writers.
MIGRATING_LOCK = 7_116


def migrate(store: Store) -> None:
    """Make what is not there yet, all of it or nothing; an empty database gets all tables. One process at a time does so."""
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        if connection.dialect.name == "postgresql":
            connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": MIGRATING_LOCK})
        upgrade(connection)


def upgrade(connection: Connection, revision: str = NEWEST) -> None:
    """Bring the database to this revision, in the transaction that the connection has open."""
    config = _config()
    config.attributes["connection"] = connection
    command.upgrade(config, revision)


def revision_of(connection: Connection) -> str | None:
    """The revision that the database is at; None for a database without tables of ours."""
    return MigrationContext.configure(connection).get_current_revision()


def known_revisions() -> tuple[str, ...]:
    """Every revision that this program knows, the newest first."""
    return tuple(step.revision for step in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return config
