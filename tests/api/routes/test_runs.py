"""Runs over HTTP: asked for, followed by many at once, and stopped."""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from threading import Thread
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import FastAPI

from api.access.identity import SYSTEM, Role
from api.http.events import EVERY
from api.store.database import Store
from api.store.runs import Ending, RunProgress, RunState, beat, find_run, finish, take_run
from tests.asking import waited_for
from tests.service import HOST, PEOPLE, Client, client_of, fill, service_of

LISTENERS = 50


@pytest.fixture
def client(store: Store) -> Client:
    fill(store)
    return client_of(service_of(store), Role.COORDINATOR)


def first_run(client: Client) -> dict[str, Any]:
    (run,) = client.get("/v1/runs").json()["items"]
    assert isinstance(run, dict)
    return run


def end(store: Store, run: str) -> None:
    with store.writing(SYSTEM) as writing:
        kept = find_run(writing.connection, run)
        assert kept is not None
        assert finish(writing, kept, Ending(state=RunState.KLAAR))


def begin(store: Store, run: str) -> None:
    with store.writing(SYSTEM) as writing:
        assert take_run(writing, run, 1, "worker")
        assert beat(writing, run, 1, RunProgress(phase="rekent")) is False


def heard(text: str) -> list[dict[str, str]]:
    """The events of a stream."""
    blocks = [block.splitlines() for block in text.split("\n\n") if block and not block.startswith(":")]
    return [dict(line.split(": ", 1) for line in block) for block in blocks]


def test_a_run_is_asked_for_and_can_be_followed(client: Client) -> None:
    asked = {"round": first_run(client)["round"], "settings": {"time_limit": 5}}
    answer = client.ask("POST", "/v1/runs", json=asked)
    assert answer.status_code == 202
    read = client.get(answer.headers["location"])
    assert read.json() == answer.json()
    assert (read.json()["state"], read.json()["settings"]) == ("wachtend", {"seed": 1, "time_limit": 5})
    assert client.get("/v1/runs?filter=state:wachtend").json()["total"] == 2


def test_asked_twice_with_one_key_there_is_one_run(client: Client) -> None:
    asked = {"round": first_run(client)["round"]}
    answers = [client.ask("POST", "/v1/runs", {"idempotency-key": "k"}, json=asked) for _ in range(2)]
    assert answers[0].content == answers[1].content
    assert client.get("/v1/runs").json()["total"] == 2


def test_everything_wrong_with_a_run_at_once(client: Client) -> None:
    asked = {"round": 7, "mode": "raden", "settings": {"seed": "x"}, "plan": [["U-1"]]}
    answer = client.ask("POST", "/v1/runs", json=asked)
    assert answer.status_code == 400
    paths = [fault["place"] for fault in answer.json()["faults"]]
    assert paths == ["round", "mode", "settings.seed", "plan[0][1]"]


def test_a_round_or_a_run_that_is_not_there(client: Client) -> None:
    assert client.ask("POST", "/v1/runs", json={"round": "r-nergens"}).status_code == 404
    for path in ("/v1/runs/b-nergens", "/v1/runs/b-nergens/events"):
        assert client.get(path).status_code == 404
    assert client.ask("POST", "/v1/runs/b-nergens/stop").status_code == 404


def test_what_is_stopped_before_it_began_has_ended(client: Client) -> None:
    run = first_run(client)["id"]
    for _ in range(2):
        stopped = client.ask("POST", f"/v1/runs/{run}/stop")
        assert (stopped.status_code, stopped.json()["state"]) == (200, "geannuleerd")


def test_of_what_has_ended_the_end_is_told_and_then_nothing(client: Client) -> None:
    run = first_run(client)["id"]
    client.ask("POST", f"/v1/runs/{run}/stop")
    answer = client.get(f"/v1/runs/{run}/events")
    assert answer.headers["content-type"].startswith("text/event-stream")
    (event,) = heard(answer.text)
    assert (event["event"], json.loads(event["data"])["state"]) == ("klaar", "geannuleerd")


@pytest.mark.parametrize("role", [role for role in PEOPLE if role is not Role.COORDINATOR])
def test_runs_are_for_coordinators(client: Client, role: Role) -> None:
    run = first_run(client)["id"]
    other = client_of(client.app, role)
    paths = ("/v1/runs", f"/v1/runs/{run}", f"/v1/runs/{run}/events")
    assert {other.get(path).status_code for path in paths} == {403}


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The application behind a real server, for what streams."""
    server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="critical", lifespan="off"))
    thread = Thread(target=server.run)
    thread.start()
    try:
        ends = time.monotonic() + 20
        while not server.started:
            assert time.monotonic() < ends
            time.sleep(0.01)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(20)


@asynccontextmanager
async def asking(client: Client, home: str) -> AsyncIterator[httpx.AsyncClient]:
    limits = httpx.Limits(max_connections=2 * LISTENERS)
    headers = {**client.headers, "host": HOST}
    async with httpx.AsyncClient(base_url=home, headers=headers, timeout=60, limits=limits) as opened:
        yield opened


def test_many_follow_a_run_and_nobody_else_waits_for_them(client: Client, store: Store) -> None:
    run = first_run(client)["id"]

    async def follow(opened: httpx.AsyncClient, ready: asyncio.Semaphore) -> str:
        text = ""
        async with opened.stream("GET", f"/v1/runs/{run}/events") as answer:
            async for piece in answer.aiter_text():
                text += piece
                ready.release()
        return text

    async def look(opened: httpx.AsyncClient) -> float:
        began = time.monotonic()
        assert (await opened.get("/v1/register/woningen")).status_code == 200
        return time.monotonic() - began

    async def all_of_it(home: str) -> tuple[list[str], list[float]]:
        async with asking(client, home) as opened:
            ready = asyncio.Semaphore(0)
            followers = [asyncio.create_task(follow(opened, ready)) for _ in range(LISTENERS)]
            for _ in range(LISTENERS):
                await asyncio.wait_for(ready.acquire(), 30)
            begin(store, run)
            waits = [await look(opened) for _ in range(20)]
            for _ in range(LISTENERS):
                await asyncio.wait_for(ready.acquire(), 30)
            end(store, run)
            return list(await asyncio.wait_for(asyncio.gather(*followers), 60)), waits

    with served(client.app) as home:
        texts, waits = waited_for(all_of_it(home))
    for text in texts:
        assert [event["event"] for event in heard(text)] == ["voortgang", "voortgang", "klaar"]
    # A listener that held a thread or a connection would keep others waiting for as long as it listens.
    assert sorted(waits)[len(waits) // 2] < EVERY


def test_who_comes_back_does_not_hear_the_same_again(client: Client, store: Store) -> None:
    run = first_run(client)["id"]

    async def listen(opened: httpx.AsyncClient, last: str, *, whole: bool) -> str:
        text = ""
        async with opened.stream("GET", f"/v1/runs/{run}/events", headers={"last-event-id": last}) as answer:
            async for piece in answer.aiter_text():
                text += piece
                if not whole:
                    break
        return text

    async def twice(home: str) -> tuple[str, str]:
        async with asking(client, home) as opened:
            first = await listen(opened, "", whole=False)
            again = asyncio.create_task(listen(opened, heard(first)[0]["id"], whole=True))
            await asyncio.sleep(0)
            begin(store, run)
            end(store, run)
            return first, await asyncio.wait_for(again, 30)

    with served(client.app) as home:
        first, again = waited_for(twice(home))
    assert [event["event"] for event in heard(first)] == ["voortgang"]
    assert heard(first)[0]["id"] not in [event["id"] for event in heard(again)]
    assert heard(again)[-1]["event"] == "klaar"
