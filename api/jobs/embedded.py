"""Workers beside the service, as its children: started, started again when they end, and ended with it."""

from __future__ import annotations

import logging
import os
import subprocess
import sys
from contextlib import suppress
from threading import Event, Thread
from time import monotonic
from types import TracebackType
from typing import Self

from api.jobs.pace import DATABASE, SILENCE_SECONDS

# Seconds before a worker that ended is started again: longer each time, unless it lived for a while.
FIRST_PAUSE, LONGEST_PAUSE, LIVED = 0.5, 30.0, 60.0
# Seconds for a worker to give back what it was doing.
TO_LEAVE = 10.0

log = logging.getLogger(__name__)


class Workers:
    """While it is open, `count` workers are there for the database at `url`; see `worker` for `silence`."""

    def __init__(self, url: str, count: int = 1, silence: float = SILENCE_SECONDS) -> None:
        self._url, self._silence = url, silence
        self._closing = Event()
        self._processes: dict[int, subprocess.Popen[bytes]] = {}
        self._keepers = [Thread(target=self._keep, args=(place,), daemon=True) for place in range(count)]

    def __enter__(self) -> Self:
        for keeper in self._keepers:
            keeper.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        processes = list(self._processes.values())
        for process in processes:
            _let_go(process)
        for process in processes:
            _see_out(process)
        for keeper in self._keepers:
            keeper.join()

    @property
    def pids(self) -> tuple[int, ...]:
        """The processes that are there now."""
        return tuple(process.pid for process in list(self._processes.values()) if process.poll() is None)

    def _keep(self, place: int) -> None:
        """One worker, and the next when it ends."""
        pause = FIRST_PAUSE
        while not self._closing.is_set():
            began = monotonic()
            process = self._processes[place] = _started(self._url, self._silence)
            if self._closing.is_set():
                _let_go(process)
            code = process.wait()
            _let_go(process)
            if self._closing.is_set():
                break
            if monotonic() - began >= LIVED:
                pause = FIRST_PAUSE
            log.warning("a worker ended (code %d); the next starts in %.1f s", code, pause)
            self._closing.wait(pause)
            pause = min(2 * pause, LONGEST_PAUSE)


def _started(url: str, silence: float) -> subprocess.Popen[bytes]:
    """A worker in a session of its own: Ctrl-C in the terminal is for the service alone, which lets it leave."""
    return subprocess.Popen(  # noqa: S603 - our own module
        [sys.executable, "-P", "-m", "api.jobs.worker", str(silence)],
        stdin=subprocess.PIPE,
        env={**os.environ, DATABASE: url, "PYTHONPATH": os.pathsep.join(sys.path)},
        start_new_session=True,
    )


def _let_go(process: subprocess.Popen[bytes]) -> None:
    """Its input closes, so it leaves."""
    if process.stdin is not None:
        with suppress(OSError):
            process.stdin.close()


def _see_out(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(TO_LEAVE)
    except subprocess.TimeoutExpired:
        process.kill()
