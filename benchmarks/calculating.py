"""Calculations without a pause: as soon as one has ended the next is asked for."""

from __future__ import annotations

import asyncio
import json
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from benchmarks.asking import NO_ANSWER, Client, Sample, Sent

LOOK_SECONDS = 1.0
# Seconds for the last calculation to end after everybody has left, and after which a silent line of events is broken.
TO_END, SILENT = 120.0, 60.0
ENDED = frozenset({"klaar", "gestopt", "mislukt", "geannuleerd"})
DATA = "data: "


@dataclass
class Calculated:
    """How the calculations ended, and how many events were heard of them."""

    states: Counter[str] = field(default_factory=Counter)
    events: int = 0

    def __str__(self) -> str:
        ended = ", ".join(f"{count} {state}" for state, count in sorted(self.states.items())) or "none"
        return f"{ended}; {self.events} events heard"


async def calculate(clients: Sequence[Client], round_: str, end: float) -> Calculated:
    """Calculate until the end; the first of them listens to what happens, the others come to look each second."""
    calculated = Calculated()
    await asyncio.gather(
        *(_without_pause(client, round_, end, calculated, listens=at == 0) for at, client in enumerate(clients))
    )
    return calculated


async def _without_pause(client: Client, round_: str, end: float, calculated: Calculated, *, listens: bool) -> None:
    while time.perf_counter() < end:
        answer = await client.ask("submission of a run", "POST", "/runs", Sent(body={"round": round_, "mode": "solve"}))
        if not answer.good:
            await asyncio.sleep(LOOK_SECONDS)
            continue
        run = answer.json()["id"]
        following = asyncio.create_task(_heard(client, run, calculated) if listens else _seen(client, run))
        await asyncio.wait([following], timeout=max(0.0, end - time.perf_counter()))
        if not following.done():
            await client.ask("stop of a run", "POST", f"/runs/{run}/stop")
        calculated.states[await asyncio.wait_for(following, TO_END)] += 1


async def _seen(client: Client, run: str) -> str:
    """Come back until it has ended."""
    while True:
        answer = await client.ask("run", "GET", f"/runs/{run}")
        state: str = answer.json()["state"] if answer.good else ""
        if state in ENDED:
            return state
        await asyncio.sleep(LOOK_SECONDS)


async def _heard(client: Client, run: str, calculated: Calculated) -> str:
    """Listen until it has ended. What is timed is how long the first event takes, for that is all there is to wait for."""
    began, state, first = time.perf_counter(), "", True
    try:
        async with client.http.stream("GET", f"/v1/runs/{run}/events", timeout=SILENT) as answer:
            async for line in answer.aiter_lines():
                if line.startswith(DATA):
                    if first:
                        client.note(
                            Sample(
                                "first event of a run",
                                writes=False,
                                at=began,
                                seconds=time.perf_counter() - began,
                                status=answer.status_code,
                            )
                        )
                        first = False
                    calculated.events += 1
                    state = json.loads(line.removeprefix(DATA))["state"]
    except httpx.HTTPError:
        client.note(
            Sample("events of a run", writes=False, at=began, seconds=time.perf_counter() - began, status=NO_ANSWER)
        )
    return state if state in ENDED else await _seen(client, run)
