"""Sees to it that every run comes to an end: offers what waits, and takes over where a worker fell silent."""

from __future__ import annotations

import logging
from time import monotonic

from api.access.identity import SYSTEM
from api.jobs.handing import Handing
from api.store.database import Store
from api.store.runs import RunState, Unfinished, take_over, unfinished

# Runs that are looked after at once; the others wait longer.
MOST = 100
# Seconds to wait for the turn to write after which others may have waited as well, and could not say that they are alive.
HELD_UP = 1.0

log = logging.getLogger(__name__)


class Minder:
    """Each worker has one; they may all look at once. `silence`: seconds without a sign of life after which it is taken over.

    Silence is measured by this machine's own clock, as the time in which nothing was seen to change: clocks of several
    machines need not agree, and time in which a machine slept does not count.
    """

    def __init__(self, store: Store, handing: Handing, silence: float) -> None:
        self._store, self._handing, self._silence = store, handing, silence
        self._since: dict[Unfinished, float] = {}

    def look(self) -> None:
        """Look after all runs once."""
        with self._store.reading() as connection:
            runs = unfinished(connection, MOST)
        offered = self._handing.waiting([(run.id, run.attempt) for run in runs if run.state is RunState.WACHTEND])
        silent: list[Unfinished] = []
        for run in runs:
            waits = offered.get((run.id, run.attempt))
            if run.state is RunState.WACHTEND and waits is None:
                self._handing.offer(run.id, run.attempt)
            elif run.state is RunState.BEZIG or waits is False:
                silent.append(run)
        now = monotonic()
        self._since = {run: self._since.get(run, now) for run in silent}
        for run, since in self._since.items():
            if now - since >= self._silence and not self._take_over(run):
                break

    def forget(self) -> None:
        """Begin anew with measuring: others could not be heard for a while."""
        self._since = {}

    def _take_over(self, run: Unfinished) -> bool:
        """False when somebody else wrote for long."""
        asked = monotonic()
        with self._store.writing(SYSTEM) as writing:
            if monotonic() - asked >= HELD_UP:
                self.forget()
                return False
            if take_over(writing, run):
                log.warning("run %s, attempt %d: its worker fell silent", run.id, run.attempt)
        return True
