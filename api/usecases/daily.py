"""What a service does every day by itself: erase what is past its term."""

from __future__ import annotations

import logging
from threading import Event, Thread
from types import TracebackType
from typing import Self

from api.logs import tell
from api.settings import ServiceSettings
from api.store.database import Store
from api.usecases.retain import retain

# Long enough after the start that nobody waits for it.
FIRST_SECONDS = 60.0
DAY_SECONDS = 24 * 60 * 60.0


class Daily:
    """While it is open, a thread that erases. Several services on one database may: whoever comes second finds nothing."""

    def __init__(self, store: Store, settings: ServiceSettings, first: float = FIRST_SECONDS) -> None:
        self._store, self._settings, self._first = store, settings, first
        self._ended = Event()
        self._thread = Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._ended.set()
        self._thread.join()

    def _go_on(self) -> None:
        pause = self._first
        while not self._ended.wait(pause):
            pause = DAY_SECONDS
            try:
                erased = retain(self._store, self._settings)
            except Exception as error:  # noqa: BLE001 - tomorrow it is tried again
                tell("erasing failed", logging.ERROR, error)
            else:
                tell("erased what is past its term", facts={"counts": dict(erased.counts)})
