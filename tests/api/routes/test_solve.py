"""A round in, a proposal out, and nothing is kept."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import httpx
import pytest
from fastapi import FastAPI
from starlette.routing import Mount

from api.access.identity import Role
from api.http.solving import Solving
from api.store.audit import head
from api.store.database import Store
from api.wire import dumps_proposal, dumps_round, loads_round
from optimizer.proposal import Settings
from optimizer.solve import solve
from tests.service import PEOPLE, Client, client_of, service_of
from tests.worlds import dwelling, person, world

ROUND = files("api.routes").joinpath("examples/round.json").read_text("utf-8")
PROPOSAL = files("api.routes").joinpath("examples/proposal.json").read_text("utf-8")
JSON = {"content-type": "application/json"}


@pytest.fixture
def coordinator(sqlite_store: Store) -> Client:
    return client_of(service_of(sqlite_store, solve_pairs=6, solve_seconds=30), Role.COORDINATOR)


def ask(client: Client, content: str = ROUND, query: str = "") -> httpx.Response:
    return client.ask("POST", f"/v1/solve{query}", JSON, content=content)


def faults(answer: httpx.Response) -> dict[str, Any]:
    assert answer.status_code == 400
    return {fault["place"]: fault["expected"] for fault in answer.json()["faults"]}


def solving_of(app: FastAPI) -> Solving:
    (api,) = (route.app for route in app.routes if isinstance(route, Mount) and route.path == "/v1")
    solving: Solving = api.state.solving  # type: ignore[attr-defined] # an application
    return solving


def test_the_answer_is_the_proposal_of_the_codec(coordinator: Client) -> None:
    answer = ask(coordinator, query="?seed=7&timeLimit=20")
    assert answer.status_code == 200
    assert answer.text == dumps_proposal(solve(loads_round(ROUND), Settings(seed=7, time_limit=20)))


def test_the_examples_of_the_document_belong_together() -> None:
    assert dumps_proposal(solve(loads_round(ROUND))) == PROPOSAL


def test_nothing_is_kept(coordinator: Client, sqlite_store: Store) -> None:
    with sqlite_store.reading() as connection:
        before = head(connection)
    ask(coordinator)
    with sqlite_store.reading() as connection:
        assert head(connection) == before


def test_what_is_wrong_with_a_round_is_told_as_the_codec_tells_it(coordinator: Client) -> None:
    broken = json.loads(ROUND)
    broken["round"]["people"][0]["origin"] = "nergens"
    broken["round"]["dwellings"][0]["rent"] = "veel"
    told = faults(ask(coordinator, json.dumps(broken), "?seed=x"))
    assert {"seed", "people[0].origin", "dwellings[0].rent"} == set(told)


def test_too_much_is_told_with_what_is_allowed(coordinator: Client) -> None:
    big = world([person(f"p{number}") for number in range(4)], [dwelling("w1"), dwelling("w2")])
    told = faults(ask(coordinator, dumps_round(big), "?timeLimit=31"))
    assert told["round"].startswith("hooguit 6 paren")
    assert told["timeLimit"] == "hooguit 30 seconden"


def test_who_comes_while_all_turns_are_taken_hears_when_to_come_back(coordinator: Client) -> None:
    with solving_of(coordinator.app).turn():
        busy = ask(coordinator)
    assert (busy.status_code, busy.headers["retry-after"]) == (429, "10")
    assert ask(coordinator).status_code == 200


@pytest.mark.parametrize("role", [role for role in PEOPLE if role is not Role.COORDINATOR])
def test_it_is_for_coordinators(coordinator: Client, role: Role) -> None:
    assert ask(client_of(coordinator.app, role)).status_code == 403
