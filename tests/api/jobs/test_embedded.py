"""Workers come and go with the service that they belong to."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

from api.jobs.embedded import Workers
from api.store.database import Store
from tests.api.jobs.working import SILENCE, until

SERVICE = f"""
import sys
from threading import Event
from api.jobs.embedded import Workers

with Workers(sys.argv[1], 1, {SILENCE}) as workers:
    while not workers.pids:
        pass
    print(*workers.pids, flush=True)
    Event().wait()
"""


def there(pid: int) -> bool:
    """Whether the process is there and is more than the memory of one that ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


def test_a_worker_that_ends_is_followed_by_another_and_all_end_with_the_service(sqlite_store: Store) -> None:
    with Workers(sqlite_store.url, 2, SILENCE) as workers:
        first = until(lambda: workers.pids if len(workers.pids) == 2 else None)
        os.kill(first[0], signal.SIGKILL)
        after = until(lambda: workers.pids if len({*workers.pids, *first}) == 3 else None)
        assert first[1] in after
    assert not workers.pids
    assert not any(there(pid) for pid in (*first, *after))


def test_a_worker_ends_when_the_service_is_killed(sqlite_store: Store) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", SERVICE, sqlite_store.url], stdout=subprocess.PIPE, text=True
    ) as service:
        assert service.stdout is not None
        worker = int(service.stdout.readline())
        assert there(worker)
        service.kill()
    until(lambda: not there(worker))
