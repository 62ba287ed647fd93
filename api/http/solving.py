"""Calculations that a request waits for: a few at once, each ended when nobody waits any more."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import BoundedSemaphore, Event
from typing import TypeVar

from anyio import to_thread
from fastapi import Request

from api.errors import TooManyTries
from api.usecases.solve_once import Bounds

Result = TypeVar("Result")

# Seconds.
AGAIN_AFTER = 10
BUSY = "Er wordt al gerekend, zo veel als deze machine aankan. Probeer het zo opnieuw."


class Solving:
    """At most `at_once` calculations for requests, each within these bounds."""

    def __init__(self, at_once: int, bounds: Bounds) -> None:
        self.bounds = bounds
        self._turns = BoundedSemaphore(at_once)

    @contextmanager
    def turn(self) -> Iterator[None]:
        """A turn to calculate. Raises TooManyTries when there is none."""
        if not self._turns.acquire(blocking=False):
            raise TooManyTries(BUSY, AGAIN_AFTER)
        try:
            yield
        finally:
            self._turns.release()


async def while_waited_for(request: Request, do: Callable[[Callable[[], bool]], Result]) -> Result:
    """What `do` gives, from a thread; the function that it gets tells whether the client has gone away."""
    left = Event()

    async def watch() -> None:
        while (await request.receive())["type"] != "http.disconnect":
            continue
        left.set()

    watching = asyncio.create_task(watch())
    try:
        return await to_thread.run_sync(do, left.is_set)
    finally:
        watching.cancel()
