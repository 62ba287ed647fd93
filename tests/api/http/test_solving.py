"""Calculations that a request waits for."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from fastapi import Request
from starlette.types import Message

from api.errors import TooManyTries
from api.http.solving import Solving, while_waited_for
from api.usecases.solve_once import Bounds
from tests.asking import waited_for

BOUNDS = Bounds(seconds=1, pairs=1)


def request_of(*messages: Message) -> Request:
    """A request of which these messages come in, one after the other."""
    ahead = iter(messages)

    async def receive() -> Message:
        return next(ahead)

    return Request({"type": "http", "method": "POST", "path": "/", "headers": []}, receive)


def until(left: Callable[[], bool]) -> str:
    ends = time.monotonic() + 20
    while not left():
        assert time.monotonic() < ends
        time.sleep(0.01)
    return "weg"


def test_who_goes_away_ends_the_calculation() -> None:
    request = request_of({"type": "http.request", "body": b""}, {"type": "http.disconnect"})
    assert waited_for(while_waited_for(request, until)) == "weg"


def test_no_more_are_done_at_once_than_allowed() -> None:
    solving = Solving(2, BOUNDS)
    with solving.turn():
        with solving.turn(), pytest.raises(TooManyTries) as refused, solving.turn():
            pass
        assert refused.value.seconds > 0
        with solving.turn():
            pass
