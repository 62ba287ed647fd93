"""The log tells what went on and nothing of anybody."""

from __future__ import annotations

import io
import json
import logging
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from types import SimpleNamespace
from typing import Any

import httpx
import pytest
import uvicorn
from fastapi import APIRouter, FastAPI, Request
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from api.access.identity import Identity, Role
from api.logs import LOG, RequestLog, configure_logs, tell
from api.store.database import Store

SECRETS = ("zwaluw-pad", "zwaluw-vraag", "zwaluw-inhoud", "zwaluw-kop", "zwaluw-koekje", "zwaluw-fout", "zwaluw-deel")


@pytest.fixture
def lines() -> Iterator[io.StringIO]:
    """What is written by a process that logs."""
    written = io.StringIO()
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    configure_logs("debug", written)
    yield written
    logging.captureWarnings(capture=False)
    root.handlers[:], root.level = handlers, level


@pytest.fixture
def service() -> FastAPI:
    rows = APIRouter(prefix="/rows")

    @rows.post("/{row}")
    async def change(request: Request, row: str) -> dict[str, str]:
        request.state.session = SimpleNamespace(identity=Identity(account="a-zwaluw-pad", role=Role.COORDINATOR))
        await request.body()
        return {"row": row}

    @rows.get("/{row}/broken")
    def broken(row: str) -> None:
        raise ValueError(row)

    inner = FastAPI()
    inner.include_router(rows)
    outer = FastAPI()
    outer.mount("/v1", inner)
    outer.add_middleware(RequestLog)
    return outer


@contextmanager
def served(service: FastAPI) -> Iterator[str]:
    """The service as it is really served; when it has ended, every line has been written."""
    server = uvicorn.Server(uvicorn.Config(service, port=0, log_config=None, access_log=False))
    running = threading.Thread(target=server.run)
    running.start()
    while not server.started:
        assert running.is_alive()
    port = server.servers[0].sockets[0].getsockname()[1]
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        server.should_exit = True
        running.join()


def told(lines: io.StringIO) -> list[dict[str, Any]]:
    return [json.loads(line) for line in lines.getvalue().splitlines()]


def test_a_request_is_told_by_its_template(lines: io.StringIO, service: FastAPI) -> None:
    with served(service) as address:
        answer = httpx.post(f"{address}/v1/rows/U-1", content="x")
    (line,) = [line for line in told(lines) if line["event"] == "request"]
    assert line["request"] == answer.headers["x-request-id"]
    assert {name: line[name] for name in ("method", "route", "role", "status")} == {
        "method": "POST", "route": "/v1/rows/{row}", "role": "coordinator", "status": 200,
    }  # fmt: skip
    assert line["ms"] > 0


def test_nothing_of_a_request_is_in_the_log(lines: io.StringIO, service: FastAPI) -> None:
    headers = {"authorization": "zwaluw-kop", "cookie": "c=zwaluw-koekje", "x-request-id": "zwaluw-kop"}
    with served(service) as address, httpx.Client(base_url=address, headers=headers) as client:
        for path in ("/v1/rows/zwaluw-pad", "/zwaluw-pad"):
            client.post(f"{path}?q=zwaluw-vraag#zwaluw-deel", content="zwaluw-inhoud")
        client.request("ZWALUW-KOP", "/v1/rows/zwaluw-pad")
        client.get("/v1/rows/zwaluw-fout/broken?q=zwaluw-vraag")
    assert [line["status"] for line in told(lines) if line["event"] == "request"] == [200, 404, 405, 500]
    written = lines.getvalue().lower()
    assert not [secret for secret in SECRETS if secret in written]
    assert "127.0.0.1" not in written


def test_a_failure_is_told_by_its_kind_and_its_place(lines: io.StringIO, service: FastAPI) -> None:
    with served(service) as address:
        httpx.get(f"{address}/v1/rows/zwaluw-fout/broken")
    (line,) = [line for line in told(lines) if line["event"] == "request failed"]
    assert line["error"] == "builtins.ValueError"
    assert line["route"] == "/v1/rows/{row}/broken"
    assert "test_logs.py:" in line["frames"][-1]


def test_what_a_database_complains_of_is_not_told(lines: io.StringIO, store: Store) -> None:
    def fail() -> None:
        with store.engine.begin() as connection:
            connection.execute(text("SELECT * FROM uitstromers WHERE nergens = :code"), {"code": "zwaluw-fout"})

    with pytest.raises(DatabaseError) as caught:
        fail()
    tell("database failed", logging.ERROR, caught.value)
    logging.getLogger("sqlalchemy").error("zwaluw-fout: %s", "zwaluw-deel", exc_info=caught.value)
    assert "zwaluw" not in str(caught.value)
    assert "zwaluw" not in lines.getvalue()
    assert [line["event"] for line in told(lines)] == ["database failed", "bericht van een bibliotheek"]


def test_warnings_of_libraries_come_as_lines_too(lines: io.StringIO) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("always")
        warnings.warn("zwaluw-fout", stacklevel=1)
    (line,) = told(lines)
    assert line["logger"] == "py.warnings"
    assert "zwaluw" not in lines.getvalue()


def test_a_level_keeps_less_out(lines: io.StringIO) -> None:
    configure_logs("warning", lines)
    tell("begun")
    tell("failed", logging.ERROR)
    assert [line["event"] for line in told(lines)] == ["failed"]
    assert LOG.level == logging.WARNING
