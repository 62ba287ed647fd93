"""DBOS as the one that hands out runs: each to one worker, the first come first."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Mapping

from dbos import DBOS, DBOSConfig, SetWorkflowID
from sqlalchemy import make_url

from api.store.replacing import HANDED_OUT, HANDED_OUT_SCHEMA

QUEUE = "berekeningen"
# What an entry says, a run and its attempt, is the same in all versions of the service.
ENTRIES_VERSION = "1"
POLLING_SECONDS = 0.25
CONNECTIONS = 3
# DBOS has a clock for tasks of its own, and waits for news of others; we use neither.
SELDOM_SECONDS = 3_600.0
ENQUEUED = "ENQUEUED"

Work = Callable[[str, int], None]


class Handing:
    """Hands out what is offered, to this worker or another; for one worker in a process, until the process ends."""

    def __init__(self, store_url: str, worker: str, work: Work) -> None:
        quiet = logging.getLogger("dbos")
        # With a handler it adds none of its own, and then tells what it has to tell where all others do.
        quiet.addHandler(logging.NullHandler())

        @DBOS.workflow(name="berekening")
        def handed_out(run_id: str, attempt: int) -> None:
            work(run_id, attempt)

        self._handed_out = handed_out
        DBOS(config=_config(store_url, worker))
        DBOS.launch()
        DBOS.register_queue(
            QUEUE, worker_concurrency=1, polling_interval_sec=POLLING_SECONDS, on_conflict="always_update"
        )

    def offer(self, run_id: str, attempt: int) -> None:
        """Let somebody do it; when it was offered before, nothing changes."""
        with SetWorkflowID(_entry(run_id, attempt)):
            DBOS.enqueue_workflow(QUEUE, self._handed_out, run_id, attempt)

    def waiting(self, runs: Collection[tuple[str, int]]) -> Mapping[tuple[str, int], bool]:
        """Of the runs that were offered: whether that waits for a worker still."""
        entries = {_entry(*run): run for run in runs}
        if not entries:
            return {}
        found = DBOS.list_workflows(workflow_ids=list(entries), load_input=False, load_output=False)
        return {entries[each.workflow_id]: each.status == ENQUEUED for each in found}


def _entry(run_id: str, attempt: int) -> str:
    return f"{run_id}.{attempt}"


def _config(store_url: str, worker: str) -> DBOSConfig:
    return DBOSConfig(
        name="zachte-landing",
        system_database_url=_address(store_url),
        executor_id=worker,
        application_version=ENTRIES_VERSION,
        log_level="WARNING",
        enable_otlp=False,
        dbos_system_schema=HANDED_OUT_SCHEMA,
        sys_db_pool_size=CONNECTIONS,
        scheduler_polling_interval_sec=SELDOM_SECONDS,
    )


def _address(store_url: str) -> str:
    """On PostgreSQL a schema of its own in the same database; on SQLite a file beside it, which no backup needs."""
    url = make_url(store_url)
    if url.get_backend_name() == "sqlite":
        url = url.set(database=f"{url.database}{HANDED_OUT}")
    return url.render_as_string(hide_password=False)
