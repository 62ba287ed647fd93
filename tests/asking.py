"""Ask the web application something without a server in between."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Answer = TypeVar("Answer")


def waited_for(question: Coroutine[Any, Any, Answer]) -> Answer:
    """The answer to a question that is asked while others are."""
    return apart(lambda: asyncio.run(question))


def apart(do: Callable[[], Answer]) -> Answer:
    """What is done in a thread of its own: a browser that is open in a test keeps this thread's loop running."""
    with ThreadPoolExecutor(max_workers=1) as alone:
        return alone.submit(do).result()
