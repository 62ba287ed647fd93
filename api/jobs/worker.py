"""A worker: a process that does calculations, one at a time, until it is told to leave.

It leaves when it is told so by a signal, and when it was started by the service and that ends, however it does: then its
standard input closes. What it was doing it gives back, and another begins anew on it.
"""

from __future__ import annotations

import logging
import os
import signal
import sys
from socket import gethostname
from threading import Event, Thread
from typing import NoReturn

from sqlalchemy.exc import SQLAlchemyError

from api.jobs.bench import Bench
from api.jobs.handing import Handing
from api.jobs.minder import Minder
from api.jobs.pace import DATABASE
from api.logs import configure_logs
from api.store.database import Store
from api.store.ids import new_id

LOOK_SECONDS = 0.5

log = logging.getLogger(__name__)


def work(url: str, silence: float, leave: Event) -> NoReturn:
    """Work until `leave` is set; then the process ends, for a calculation can't be broken off from within."""
    store = Store(url)
    worker = f"{gethostname()}-{os.getpid()}-{new_id('w')}"
    bench = Bench(store, worker)
    minder = Minder(store, Handing(store.url, worker, bench.work), silence)
    log.info("worker %s is ready", worker)
    while not leave.wait(LOOK_SECONDS):
        try:
            minder.look()
        except SQLAlchemyError as error:
            minder.forget()
            log.warning("worker %s can't reach the database: %s", worker, type(error).__name__)
    try:
        bench.close()
    except SQLAlchemyError as error:
        log.warning("worker %s could not give back its work: %s", worker, type(error).__name__)
    os._exit(0)


def leave_on_signals() -> Event:
    """What is set when somebody asks the process to end."""
    leave = Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: leave.set())
    return leave


def _embedded(silence: float) -> NoReturn:
    """Work for the service that started this process."""
    leave = leave_on_signals()

    def listen() -> None:
        # Not by `sys.stdin`: a reader that waits there keeps the process from ending when something else goes wrong.
        while os.read(0, 1):
            pass
        leave.set()

    Thread(target=listen, daemon=True).start()
    work(os.environ[DATABASE], silence, leave)


if __name__ == "__main__":
    configure_logs("info")
    _embedded(float(sys.argv[1]))
