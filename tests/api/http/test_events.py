"""What a listener hears: each new state once, and none of them left out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from fastapi import Request

from api.http import events
from api.http.events import Event, telling
from tests.asking import waited_for

WAITS: dict[str, Any] = {"state": "wachtend", "goals": []}
WORKS: dict[str, Any] = {"state": "bezig", "goals": []}
DONE: dict[str, Any] = {"state": "klaar", "goals": []}


def heard(states: list[dict[str, Any]], last_id: str = "") -> list[str]:
    """The names of the events that are told while these states follow on each other."""
    told: Iterator[Event] = (Event(str(state["state"]), state, last=state is DONE) for state in states)
    headers = [(b"last-event-id", last_id.encode())]

    async def listen() -> list[str]:
        async def look() -> Event:
            return next(told)

        answer = telling(Request({"type": "http", "headers": headers}), next(told), look)
        return [str(part) async for part in answer.body_iterator]

    return [
        line.removeprefix("event: ") for part in waited_for(listen()) for line in part.split("\n") if "event:" in line
    ]


def test_each_new_state_is_told_once(monkeypatch: Any) -> None:
    monkeypatch.setattr(events, "EVERY", 0.0)
    assert heard([WAITS, WAITS, WORKS, WORKS, DONE]) == ["wachtend", "bezig", "klaar"]


def test_who_comes_back_does_not_hear_again_what_it_heard(monkeypatch: Any) -> None:
    monkeypatch.setattr(events, "EVERY", 0.0)
    assert heard([WORKS, WORKS, DONE], Event("bezig", WORKS).id) == ["klaar"]
    assert heard([WORKS, DONE], Event("bezig", WAITS).id) == ["bezig", "klaar"]
