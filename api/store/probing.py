"""Whether a database that was open is of use still."""

from __future__ import annotations

from sqlalchemy import insert, select

from api.store.database import Store
from api.store.migrate import known_revisions, revision_of
from api.store.schema import DOCUMENTS

PROBE = "proef"


def is_at_head(store: Store) -> bool:
    """Whether it has the tables of this program, and can be read."""
    with store.reading() as connection:
        return revision_of(connection) == known_revisions()[0]


def can_be_written(store: Store) -> bool:
    """Whether a row can be written, which is then undone. Raises what the database complains of."""
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin() as transaction:
        connection.execute(insert(DOCUMENTS).values(name=PROBE, version=0, content=""))
        written = connection.execute(select(DOCUMENTS.c.name).where(DOCUMENTS.c.name == PROBE)).scalar()
        transaction.rollback()
    return written == PROBE
