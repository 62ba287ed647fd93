"""Signing in and out for programs."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from api.access.door import Door
from tests.api.desk_app import desk_app
from tests.doors import PASSWORD, somebody, with_organisations
from tests.visitor import Visitor


@pytest.fixture
def app(sqlite_door: Door) -> FastAPI:
    return desk_app(sqlite_door)


def test_a_program_signs_in_looks_and_goes(app: FastAPI, sqlite_door: Door) -> None:
    with_organisations(sqlite_door.store)
    account = somebody(sqlite_door, "ans", organisation="C-1", role="corporatie")  # type: ignore[arg-type] # a role's text
    program = Visitor(app)
    made = program.ask("POST", "/v1/sessions", json={"login": "Ans", "password": PASSWORD})
    assert made.status_code == 201
    assert made.headers["location"] == "/v1/sessions/current"
    told = made.json()
    csrf = told.pop("csrf")
    assert told == {"account": account.id, "login": "ans", "role": "corporatie", "organisation": "C-1"}
    assert program.get("/v1/sessions/current").json() == {**told, "csrf": csrf}
    gone = program.ask("DELETE", "/v1/sessions/current", headers={"x-csrf-token": csrf})
    assert (gone.status_code, gone.content) == (204, b"")
    assert program.get("/v1/sessions/current").status_code == 401


@pytest.mark.parametrize("login", ["ans", "nobody", ""])
def test_a_wrong_password_says_nothing_of_the_account(app: FastAPI, sqlite_door: Door, login: str) -> None:
    somebody(sqlite_door)
    program = Visitor(app)
    answer = program.ask("POST", "/v1/sessions", json={"login": login, "password": "een ander wachtwoord"})
    expected = program.ask("POST", "/v1/sessions", json={"login": "unknown", "password": PASSWORD})
    assert (answer.status_code, answer.text) == (401, expected.text)
    assert not program.cookies


def test_too_many_tries_from_one_address_are_told_when_to_come_back(app: FastAPI) -> None:
    program = Visitor(app)
    asked = {"login": "nobody", "password": PASSWORD}
    statuses = [program.ask("POST", "/v1/sessions", json=asked).status_code for _ in range(31)]
    assert statuses == [401] * 30 + [429]
    answer = program.ask("POST", "/v1/sessions", json=asked)
    assert 0 < int(answer.headers["retry-after"]) <= 300
    assert Visitor(app, remote="192.0.2.8").ask("POST", "/v1/sessions", json=asked).status_code == 401


@pytest.mark.parametrize("body", [{}, {"login": 1, "password": "x"}, {"login": "a", "password": "b", "more": 1}, []])
def test_the_body_is_strict(app: FastAPI, body: object) -> None:
    assert Visitor(app).ask("POST", "/v1/sessions", json=body).status_code == 400
