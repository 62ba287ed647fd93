"""A run at work: it says all the while that it is alive, tells how far it is, and hears whether to stop."""

from __future__ import annotations

import logging
from threading import Event, Thread
from types import TracebackType
from typing import Self

from sqlalchemy.exc import SQLAlchemyError

from api.access.identity import SYSTEM
from api.store.database import Store
from api.store.runs import KeptRun, RunProgress, beat
from optimizer.policy import Goal
from optimizer.solve import Standing

BEAT_SECONDS = 0.5
PREPARING = "zet de ronde klaar"

log = logging.getLogger(__name__)


class Watch:
    """While it is open, a thread beats; `phase` says in Dutch what is being done."""

    def __init__(self, store: Store, run: KeptRun) -> None:
        self.phase = PREPARING
        self.stop_asked = False
        self._store, self._run = store, run
        self._goals: dict[Goal, Standing] = {}
        self._taken_away = False
        self._over = Event()
        self._thread = Thread(target=self._beat, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._thread.join()

    @property
    def goals(self) -> tuple[Standing, ...]:
        """How far each goal is that was begun on."""
        return tuple(self._goals.values())

    def tell(self, standing: Standing) -> None:
        """How far a goal is."""
        self._goals = {**self._goals, standing.goal.goal: standing}

    def stopped(self) -> bool:
        """Whether to end with what there is: somebody asked, or it is for nothing because another does it now."""
        return self.stop_asked or self._taken_away

    def _beat(self) -> None:
        while not self._over.wait(BEAT_SECONDS) and not self._taken_away:
            progress = RunProgress(phase=self.phase, goals=self.goals)
            try:
                with self._store.writing(SYSTEM) as writing:
                    heard = beat(writing, self._run.id, self._run.attempt, progress)
            except SQLAlchemyError as error:
                # The database is away or busy. When it stays so, another takes over, and this one hears it then.
                log.warning("run %s: no beat, %s", self._run.id, type(error).__name__)
                continue
            self._taken_away = heard is None
            self.stop_asked = bool(heard)
