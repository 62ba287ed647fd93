"""Whether the service can do its work: a tiny round is really solved, and the database really written."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from threading import Lock

from api.logs import tell
from api.store.database import Store
from api.store.probing import can_be_written, is_at_head
from api.usecases.tiny_round import tiny_round
from optimizer.proposal import Status
from optimizer.solve import solve
from optimizer.verify import verify

# Whoever asks more often gets the same answer, so that asking loads nothing.
FOR_SECONDS = 5.0

Part = Callable[[], bool]


class Health:
    """Looks at each part at most once in a while. `workers`: whether those beside the service are there; None: elsewhere."""

    def __init__(self, store: Store, workers: Part | None = None, seconds: float = FOR_SECONDS) -> None:
        self._parts: dict[str, Part] = {
            "rekenen": solves,
            "tabellen": lambda: is_at_head(store),
            "schrijven": lambda: can_be_written(store),
        }
        if workers is not None:
            self._parts["rekenprocessen"] = workers
        self._seconds = seconds
        self._lock = Lock()
        self._looked: float | None = None
        self._found: Mapping[str, bool] = {}

    def look(self) -> Mapping[str, bool]:
        """Of each part whether it works."""
        with self._lock:
            if self._looked is None or time.monotonic() - self._looked >= self._seconds:
                self._found = {name: _works(name, part) for name, part in self._parts.items()}
                self._looked = time.monotonic()
            return self._found


def solves() -> bool:
    """Whether the solver finds the one best answer, and the checker agrees."""
    round_ = tiny_round()
    proposal = solve(round_)
    pairs = {(each.person, each.dwelling) for each in proposal.placements}
    return proposal.status is Status.PROVEN and pairs == {("A", "W-1"), ("B", "W-2")} and not verify(round_, proposal)


def _works(name: str, part: Part) -> bool:
    try:
        works = part()
    except Exception as error:  # noqa: BLE001 - whatever it is, it does not work
        tell("part of the service failed", logging.ERROR, error, {"part": name})
        return False
    return works
