"""Server-sent events: what a listener hears as it happens, without a thread or a connection to the database each."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

import anyio
from fastapi import Request
from fastapi.responses import StreamingResponse

from api.http.media import EVENTS

# Seconds between two looks, and after which a silent line shows that it is still there.
EVERY, ALIVE_EVERY = 1.0, 15.0
# After so many seconds a listener must come back, as a browser does by itself: then it is looked at again who that is.
LONGEST = 300.0


@dataclass(frozen=True, slots=True)
class Event:
    """What is told; `last`: nothing comes after it."""

    name: str
    data: Mapping[str, Any]
    last: bool = False

    @property
    def id(self) -> str:
        """The same for what tells the same."""
        return sha256(f"{self.name}\n{self._written}".encode()).hexdigest()[:16]

    @property
    def _written(self) -> str:
        return json.dumps(self.data, ensure_ascii=False)

    def __str__(self) -> str:
        return f"id: {self.id}\nevent: {self.name}\ndata: {self._written}\n\n"


def telling(request: Request, first: Event, look: Callable[[], Awaitable[Event | None]]) -> StreamingResponse:
    """An answer that tells each new event until the last one. A listener that comes back is not told again what it heard.

    `look` gives None when there is nothing more to tell this listener.
    """
    heard = request.headers.get("last-event-id", "")
    return StreamingResponse(_told(heard, first, look), media_type=EVENTS)


async def _told(heard: str, first: Event, look: Callable[[], Awaitable[Event | None]]) -> AsyncIterator[str]:
    event: Event | None = first
    silent, ends = 0.0, anyio.current_time() + LONGEST
    while event is not None:
        if event.id != heard or event.last:
            heard, silent = event.id, 0.0
            yield str(event)
        elif silent >= ALIVE_EVERY:
            silent = 0.0
            yield ": nog bezig\n\n"
        if event.last or anyio.current_time() >= ends:
            return
        await anyio.sleep(EVERY)
        silent += EVERY
        event = await look()
