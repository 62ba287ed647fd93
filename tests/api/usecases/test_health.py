"""Health tells which part does not work, and asking it often loads nothing."""

from __future__ import annotations

import asyncio
from contextlib import closing
from dataclasses import dataclass, replace

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy import text

from api.routes.health import health_router
from api.store.database import Store
from api.usecases import health as module
from api.usecases.health import Health, solves
from api.usecases.tiny_round import tiny_round
from optimizer.solve import solve
from optimizer.verify import verify
from tests.stores import Databases

ALL = {"rekenen": True, "tabellen": True, "schrijven": True}


@dataclass
class Counted:
    """A part that counts how often it is looked at."""

    works: bool = True
    times: int = 0

    def __call__(self) -> bool:
        self.times += 1
        return self.works


def test_all_is_well_on_either_database(store: Store) -> None:
    assert Health(store, seconds=0).look() == ALL
    assert Health(store, lambda: True, seconds=0).look() == {**ALL, "rekenprocessen": True}


def test_nothing_stays_of_what_was_written(store: Store) -> None:
    health = Health(store, seconds=0)
    health.look()
    assert health.look() == ALL
    with store.reading() as connection:
        assert connection.execute(text("SELECT count(*) FROM documents")).scalar() == 0


def test_the_tiny_round_is_really_solved_and_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    assert solves()
    round_ = tiny_round()
    assert not verify(round_, solve(round_))
    # With a dwelling less there is another answer, which is noticed.
    monkeypatch.setattr(module, "tiny_round", lambda: replace(round_, dwellings=round_.dwellings[:1]))
    assert not solves()


def test_workers_that_are_gone_are_told(sqlite_store: Store) -> None:
    assert Health(sqlite_store, lambda: False, seconds=0).look() == {**ALL, "rekenprocessen": False}


@pytest.mark.parametrize(
    ("statement", "part"),
    [("UPDATE alembic_version SET version_num = '0001'", "tabellen"), ("DROP TABLE documents", "schrijven")],
)
def test_a_database_that_is_no_longer_right_is_told(store: Store, statement: str, part: str) -> None:
    with store.engine.begin() as connection:
        connection.execute(text(statement))
    assert Health(store, seconds=0).look() == {**ALL, part: False}


def test_a_database_that_went_away_is_told(databases: Databases) -> None:
    with closing(Store(databases.new("postgresql"))) as store:
        broken = Store(f"{store.url.partition('?')[0].rpartition('/')[0]}/weg?{store.url.partition('?')[2]}")
        with closing(broken):
            assert Health(broken, seconds=0).look() == {"rekenen": True, "tabellen": False, "schrijven": False}


def test_it_looks_once_in_a_while(sqlite_store: Store) -> None:
    workers = Counted()
    health = Health(sqlite_store, workers)
    for _ in range(50):
        health.look()
    assert workers.times == 1


@pytest.mark.parametrize(("works", "status", "told"), [(True, 200, "goed"), (False, 503, "fout")])
def test_the_route_needs_nobody_to_sign_in(sqlite_store: Store, works: bool, status: int, told: str) -> None:
    app = FastAPI()
    app.include_router(health_router(Health(sqlite_store, Counted(works))))

    async def ask() -> httpx.Response:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://test") as client:
            return await client.get("/health")

    answer = asyncio.run(ask())
    assert (answer.status_code, answer.json()) == (
        status,
        {"status": told, "parts": {**ALL, "rekenprocessen": works}},
    )
