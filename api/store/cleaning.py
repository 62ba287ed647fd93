"""See to it that what was deleted is gone from the disk too."""

from __future__ import annotations

from api.store.database import Store


def sweep(store: Store) -> bool:
    """Write an SQLite file anew, without what was deleted; False where somebody still reads the old, who must end first.

    SQLite leaves what was deleted in its file and in the log beside it, until something else is written there. PostgreSQL
    clears its tables by itself.
    """
    with store.engine.connect() as connection:
        if connection.dialect.name != "sqlite":
            return True
        driver = connection.connection.driver_connection
        assert driver is not None  # noqa: S101 - the pool has just given it
        driver.execute("VACUUM")
        busy, _, _ = driver.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        return not busy
