"""The work bench of one worker: at most one run lies on it."""

from __future__ import annotations

import logging
from threading import Lock

from sqlalchemy.exc import SQLAlchemyError

from api.access.identity import SYSTEM
from api.jobs.answers import Outcome, outcome_of
from api.jobs.watch import Watch
from api.store.database import Store
from api.store.proposals import add_proposal
from api.store.runs import KeptRun, finish, give_back, take_run
from api.usecases.figures import figures_of

log = logging.getLogger(__name__)


class Bench:
    """Does runs one at a time, under the name of one worker."""

    def __init__(self, store: Store, worker: str) -> None:
        self._store, self._worker = store, worker
        self._lock = Lock()
        self._run: KeptRun | None = None
        self._closed = False

    def work(self, run_id: str, attempt: int) -> None:
        """Do a run from begin to end, unless it is no longer there to be done.

        When the database goes away, the run is left as it is, and taken over when the database is back.
        """
        try:
            run = self._taken(run_id, attempt)
            if run is not None:
                with Watch(self._store, run) as watch:
                    keep(self._store, run, outcome_of(self._store, run, watch))
                self._put_away()
        except SQLAlchemyError as error:
            log.warning("run %s, attempt %d: no database, %s", run_id, attempt, type(error).__name__)

    def _taken(self, run_id: str, attempt: int) -> KeptRun | None:
        with self._lock:
            if self._closed:
                return None
            with self._store.writing(SYSTEM) as writing:
                self._run = take_run(writing, run_id, attempt, self._worker)
            return self._run

    def _put_away(self) -> None:
        with self._lock:
            self._run = None

    def close(self) -> None:
        """Take on nothing more, and give back what lies here. Afterwards the process must end, for the work goes on."""
        with self._lock:
            self._closed = True
            if self._run is not None:
                with self._store.writing(SYSTEM) as writing:
                    give_back(writing, self._run.id, self._run.attempt)


def keep(store: Store, run: KeptRun, outcome: Outcome) -> None:
    """End the run and keep what came of it, both or neither; nothing when the run was taken away meanwhile."""
    with store.writing(SYSTEM) as writing:
        ours = finish(writing, run, outcome.ending)
        if ours and outcome.answer is not None:
            answer = outcome.answer
            add_proposal(
                writing,
                round_id=run.round,
                run=run.id,
                proposal=answer.proposal,
                practice=answer.practice,
                figures=figures_of(answer.round, answer.proposal),
            )
