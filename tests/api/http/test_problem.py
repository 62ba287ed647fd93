"""What goes wrong is told as a problem, with everything that is wrong at once, and never with what is inside."""

from __future__ import annotations

from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from api.access.identity import Role
from api.errors import STATUS, TooManyTries
from api.http.problem import PROBLEM, add_problems
from api.store.database import Store
from optimizer.errors import Fault, InvalidInput, ZachteLandingError
from tests.service import Client, client_of, fill, service_of

ROWS = "/v1/register/corporaties"
SECRET = "U-17 heeft een wond"  # noqa: S105 - what nobody may read in an answer or a log


@pytest.fixture
def coordinator(sqlite_store: Store) -> Client:
    fill(sqlite_store)
    return client_of(service_of(sqlite_store), Role.COORDINATOR)


def told(answer: httpx.Response, status: int) -> dict[str, Any]:
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == PROBLEM
    content: dict[str, Any] = answer.json()
    assert {"type", "title", "status", "detail"} <= set(content)
    assert content["status"] == status
    return content


def paths(answer: httpx.Response) -> list[list[str | int]]:
    return [fault["path"] for fault in told(answer, 400)["faults"]]


def broken_app(error: Exception) -> FastAPI:
    app = FastAPI()
    add_problems(app)

    @app.get("/")
    async def fail() -> None:
        raise error

    return app


@pytest.mark.parametrize("kind", [kind for kind, status in STATUS.items() if status < 500])
def test_each_error_has_its_status(kind: type[ZachteLandingError]) -> None:
    if kind is InvalidInput:
        error: ZachteLandingError = InvalidInput([Fault(("people", 3, "rent"), "niets", "een bedrag")])
    elif kind is TooManyTries:
        error = TooManyTries("Even wachten.", 7)
    else:
        error = kind("Dit kan niet.")
    answer = Client(broken_app(error)).get("/")
    content = told(answer, STATUS[kind])
    if kind is InvalidInput:
        fault = {"path": ["people", 3, "rent"], "place": "people[3].rent", "found": "niets", "expected": "een bedrag"}
        assert content["faults"] == [fault]
    elif kind is TooManyTries:
        assert answer.headers["retry-after"] == "7"
    else:
        assert content["detail"] == "Dit kan niet."


@pytest.mark.parametrize(
    "error", [RuntimeError(SECRET), *(kind(SECRET) for kind, status in STATUS.items() if status == 500)]
)
def test_what_nobody_foresaw_has_a_number_that_is_in_the_log_too(
    error: Exception, caplog: pytest.LogCaptureFixture
) -> None:
    answer = Client(broken_app(error)).get("/")
    number = told(answer, 500)["id"]
    (line,) = caplog.records
    assert line.__dict__["facts"] == {"fault": number}
    assert SECRET not in answer.text
    assert SECRET not in line.getMessage()


def test_an_address_that_does_not_exist(coordinator: Client) -> None:
    told(coordinator.get("/v1/nothing"), 404)
    told(coordinator.get("/v1/register/"), 404)
    told(coordinator.get("/v1/register/corporaties/%00"), 404)


def test_what_can_be_done_at_an_address_is_told(coordinator: Client) -> None:
    rows = coordinator.ask("DELETE", ROWS)
    told(rows, 405)
    assert rows.headers["allow"] == "GET, POST"
    row = coordinator.ask("POST", f"{ROWS}/1")
    told(row, 405)
    assert row.headers["allow"] == "DELETE, GET, PUT"


@pytest.mark.parametrize(
    ("accept", "status"),
    [
        ("", 200),
        ("*/*", 200),
        ("application/*", 200),
        ("text/html, */*;q=0.1", 200),
        ("text/html", 406),
        ("application/json;q=0", 406),
    ],
)
def test_an_answer_comes_in_a_form_that_is_wanted(coordinator: Client, accept: str, status: int) -> None:
    answer = coordinator.get("/v1/register", accept=accept)
    assert answer.status_code == status
    if status == 406:
        assert "application/json" in told(answer, 406)["detail"]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b'{"values": {}}', "text/plain", 415),
        (b'{"values": {}}', "", 415),
        (b"", "application/json", 400),
        (b"{", "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"[" * 100_000, "application/json", 400),
        (b"[]", "application/json; charset=utf-8", 400),
    ],
)
def test_a_body_that_is_none(coordinator: Client, body: bytes, kind: str, status: int) -> None:
    told(coordinator.ask("POST", ROWS, {"content-type": kind} if kind else {}, content=body), status)


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ('{"values": {}, "values": {}}', [["values"]]),
        ('{"values": {"jaar": 1' + "0" * 30 + "}}", [["values", "jaar"]]),
        ('{"values": {}, "more": 1}', [["more"]]),
        ('{"motivation": 7}', [["motivation"], ["values"]]),
        ('{"values": {"naam": "a\\u0000b"}}', [["values", "naam"]]),
        ('{"values": {"naam": "\\ud800"}}', [["values", "naam"]]),
    ],
)
def test_a_body_is_strict(coordinator: Client, body: str, expected: list[list[str]]) -> None:
    json_ = {"content-type": "application/json"}
    assert paths(coordinator.ask("POST", ROWS, json_, content=body)) == expected


def test_all_faults_are_told_at_once_in_dutch(coordinator: Client) -> None:
    answer = coordinator.get(f"{ROWS}?page=nul&pageSize=900&more=1&sort=code&sort=naam")
    faults = {fault["path"][0]: fault for fault in told(answer, 400)["faults"]}
    assert set(faults) == {"page", "pageSize", "more", "sort"}
    assert faults["page"] == {
        "path": ["page"],
        "place": "page",
        "found": "de tekst 'nul'",
        "expected": "een geheel getal",
    }
    assert faults["pageSize"]["expected"] == "200 of minder"
    assert faults["more"]["found"].startswith("een onbekend veld")


def test_query_and_body_are_told_together(coordinator: Client) -> None:
    answer = coordinator.ask("POST", f"{ROWS}?more=1", json={"motivation": 7})
    assert paths(answer) == [["more"], ["motivation"], ["values"]]


def test_what_is_sent_to_a_route_that_takes_nothing(coordinator: Client) -> None:
    (run,) = coordinator.get("/v1/runs").json()["items"]
    told(coordinator.ask("POST", f"/v1/runs/{run['id']}/stop", json={"x": 1}), 400)


def test_who_is_not_known_or_may_not_hears_that_first(coordinator: Client) -> None:
    broken = {"content-type": "text/plain"}
    told(Client(coordinator.app).ask("POST", ROWS, broken, content=b"{"), 401)
    told(client_of(coordinator.app, Role.BEHEERDER).ask("POST", ROWS, broken, content=b"{"), 403)


def test_a_request_is_never_too_big(sqlite_store: Store) -> None:
    app = service_of(sqlite_store, largest_body_mb=1)
    client = client_of(app, Role.COORDINATOR)
    sent = {"content-type": "application/json"}
    told(client.ask("POST", ROWS, sent, content=b" " * 1_000_001), 413)

    async def pieces() -> Any:
        for _ in range(11):
            yield b" " * 100_000

    told(client.ask("POST", ROWS, sent, content=pieces()), 413)


def test_every_answer_has_the_version_and_is_not_kept(coordinator: Client) -> None:
    for path in ("/v1/register", "/v1/nothing", "/v1/openapi.json", "/api"):
        headers = coordinator.get(path).headers
        assert (headers["api-version"], headers["cache-control"]) == ("1.0.0", "no-store")
        assert "strict-transport-security" not in headers


def test_over_https_a_browser_is_told_to_stay_there(sqlite_store: Store) -> None:
    app = service_of(sqlite_store, https=True)
    assert "max-age=" in Client(app).get("/v1/openapi.json").headers["strict-transport-security"]
