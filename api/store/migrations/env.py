"""How Alembic gets at the database: by the connection that `migrate` hands it, or by `-x url=…` to write a new step."""

from __future__ import annotations

from alembic import context
from sqlalchemy import Connection

from api.store.database import Store
from api.store.schema import METADATA


def _run(connection: Connection) -> None:
    # Both databases undo tables that were made too, so a step is taken as a whole.
    context.configure(connection=connection, target_metadata=METADATA, render_as_batch=True, transactional_ddl=True)
    with context.begin_transaction():
        context.run_migrations()


given = context.config.attributes.get("connection")
if given is not None:
    _run(given)
else:
    with Store(context.get_x_argument(as_dictionary=True)["url"]).engine.connect() as opened:
        _run(opened)
