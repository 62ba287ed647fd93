"""Accounts for programs of a beheerder."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from api.access.door import Door
from api.access.identity import Role
from tests.api.desk_app import desk_app
from tests.doors import PASSWORD, somebody, with_organisations
from tests.visitor import Visitor

ACCOUNTS = "/v1/accounts"


@pytest.fixture
def app(sqlite_door: Door) -> FastAPI:
    with_organisations(sqlite_door.store)
    return desk_app(sqlite_door)


def program(
    app: FastAPI, door: Door, role: Role = Role.BEHEERDER, organisation: str = ""
) -> tuple[Visitor, dict[str, str]]:
    somebody(door, role.value, role, organisation)
    visitor = Visitor(app)
    csrf = visitor.ask("POST", "/v1/sessions", json={"login": role.value, "password": PASSWORD}).json()["csrf"]
    return visitor, {"x-csrf-token": csrf}


def test_an_account_from_first_to_last(app: FastAPI, sqlite_door: Door) -> None:
    bea, headers = program(app, sqlite_door)
    asked = {"login": "Ans", "role": "corporatie", "organisation": "C-1"}
    added = bea.ask("POST", ACCOUNTS, json=asked, headers=headers)
    account = added.json()["account"]
    assert (added.status_code, added.headers["etag"]) == (201, '"1"')
    assert added.headers["location"] == f"{ACCOUNTS}/{account['id']}"
    assert account == {
        "id": account["id"], "login": "ans", "role": "corporatie", "organisation": "C-1",
        "blocked": False, "ready": False, "version": 1,
    }  # fmt: skip
    assert bea.get(added.headers["location"]).json() == account
    assert [one["login"] for one in bea.get(ACCOUNTS).json()["items"]] == ["ans", "beheerder"]
    changed = bea.ask(
        "PATCH", added.headers["location"], json={"blocked": True}, headers={**headers, "if-match": '"1"'}
    )
    assert changed.json() == {**account, "blocked": True, "version": 2}
    assert changed.headers["etag"] == '"2"'
    link = bea.ask("POST", f"{added.headers['location']}/links", headers=headers)
    assert link.status_code == 409
    assert Visitor(app).post(added.json()["link"]).status_code == 404


def test_a_new_link_lets_in(app: FastAPI, sqlite_door: Door) -> None:
    bea, headers = program(app, sqlite_door)
    account = somebody(sqlite_door)
    link = bea.ask("POST", f"{ACCOUNTS}/{account.id}/links", headers=headers)
    assert link.status_code == 201
    assert Visitor(app).post(link.json()["link"]).headers["location"] == "/wachtwoord"


@pytest.mark.parametrize(
    ("tag", "status"), [("", 428), ("1", 400), ("*", 400), ('W/"1"', 412), ('"7"', 412), ('"x"', 412)]
)
def test_a_change_must_name_the_version_that_it_changes(app: FastAPI, sqlite_door: Door, tag: str, status: int) -> None:
    bea, headers = program(app, sqlite_door)
    account = somebody(sqlite_door)
    sent = {**headers, **({"if-match": tag} if tag else {})}
    assert bea.ask("PATCH", f"{ACCOUNTS}/{account.id}", json={"blocked": True}, headers=sent).status_code == status


@pytest.mark.parametrize(
    ("role", "organisation"),
    [(Role.COORDINATOR, ""), (Role.CORPORATIE, "C-1"), (Role.ZORGAANBIEDER, "Z-1"), (Role.PLANNER, "")],
)
def test_other_roles_learn_nothing_of_accounts(app: FastAPI, sqlite_door: Door, role: Role, organisation: str) -> None:
    visitor, headers = program(app, sqlite_door, role, organisation)
    other = somebody(sqlite_door)
    answers = [
        visitor.ask(method, path, json=body, headers={**headers, "if-match": '"1"'})
        for method, path, body in (
            ("GET", ACCOUNTS, None),
            ("POST", ACCOUNTS, {"login": "x", "role": "beheerder"}),
            ("GET", f"{ACCOUNTS}/{other.id}", None),
            ("GET", f"{ACCOUNTS}/a-222222222222", None),
            ("PATCH", f"{ACCOUNTS}/{other.id}", {"blocked": True}),
            ("POST", f"{ACCOUNTS}/{other.id}/links", None),
        )
    ]
    assert {answer.status_code for answer in answers} == {403}
    assert len({answer.text for answer in answers}) == 1


@pytest.mark.parametrize("account", ["a-222222222222", "a-%00", "%F0%9F%8F%A0"])
def test_what_is_no_account_is_not_found(app: FastAPI, sqlite_door: Door, account: str) -> None:
    bea, headers = program(app, sqlite_door)
    assert bea.get(f"{ACCOUNTS}/{account}").status_code == 404
    assert bea.ask("POST", f"{ACCOUNTS}/{account}/links", headers=headers).status_code == 404


@pytest.mark.parametrize("body", [{"blocked": "ja"}, {"password": "x"}, {"version": 3}, {"role": 7}])
def test_a_change_is_strict(app: FastAPI, sqlite_door: Door, body: dict[str, object]) -> None:
    bea, headers = program(app, sqlite_door)
    account = somebody(sqlite_door)
    sent = {**headers, "if-match": '"1"'}
    assert bea.ask("PATCH", f"{ACCOUNTS}/{account.id}", json=body, headers=sent).status_code == 400
