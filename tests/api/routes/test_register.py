"""The register over HTTP: versions, codes of answers, and what exists for whom; who sees what is tested with the use cases."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api.access.identity import Role
from api.store.database import Store
from tests.service import Client, client_of, fill, service_of

ROWS = "/v1/register/corporaties"
VALUES = {"code": "C-2", "naam": "Nog een", "bron": "voorbeeld"}


@pytest.fixture
def client(store: Store) -> Client:
    fill(store)
    return client_of(service_of(store), Role.COORDINATOR)


def added(client: Client) -> httpx.Response:
    return client.ask("POST", ROWS, json={"values": VALUES, "motivation": "nieuw in de regio"})


def put(client: Client, tag: str | None, **values: Any) -> httpx.Response:
    headers = {} if tag is None else {"if-match": tag}
    return client.ask("PUT", added_place(client), headers, json={"values": {**VALUES, **values}})


def added_place(client: Client) -> str:
    (row,) = client.get(f"{ROWS}?filter=code:C-2").json()["items"]
    return f"{ROWS}/{row['id']}"


def test_a_row_is_added_read_changed_and_removed(client: Client) -> None:
    new = added(client)
    assert (new.status_code, new.headers["etag"]) == (201, '"1"')
    place = new.headers["location"]
    read = client.get(place)
    assert read.json() == new.json()
    assert read.headers["etag"] == '"1"'
    changed = put(client, '"1"', naam="Anders")
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    assert changed.json()["values"]["naam"] == "Anders"
    assert client.ask("DELETE", place, {"if-match": '"1"'}).status_code == 412
    gone = client.ask("DELETE", place, {"if-match": '"2"'})
    assert (gone.status_code, gone.content) == (204, b"")
    assert client.get(place).status_code == 404
    history = client.get(f"{place}/history").json()
    assert [change["action"] for change in history["items"]] == ["toegevoegd", "gewijzigd", "verwijderd"]
    assert history["items"][0]["motivation"] == "nieuw in de regio"


@pytest.mark.parametrize(
    ("tag", "status"),
    [(None, 428), ("1", 400), ("*", 400), ('"1", "2"', 400), ('W/"1"', 412), ('"x"', 412), ('"0"', 412), ('"2"', 412)],
)
def test_nobody_overwrites_a_colleague(client: Client, tag: str | None, status: int) -> None:
    added(client)
    assert put(client, tag, naam="Anders").status_code == status
    assert client.get(added_place(client)).json()["values"]["naam"] == "Nog een"


def test_of_two_who_change_the_same_version_one_hears_of_it(client: Client) -> None:
    added(client)
    assert put(client, '"1"', naam="De eerste").status_code == 200
    second = put(client, '"1"', naam="De tweede")
    assert second.status_code == 412
    assert "Iemand anders" in second.json()["detail"]


@pytest.mark.parametrize(
    "path",
    ["/v1/register/nietbestaand", "/v1/register/nietbestaand/1", f"{ROWS}/999", f"{ROWS}/0", f"{ROWS}/-1", f"{ROWS}/x",
     f"{ROWS}/1.0", f"{ROWS}/{'9' * 40}", f"{ROWS}/%D9%A1", f"{ROWS}/x/history"],
)  # fmt: skip
def test_what_is_not_there_is_the_same_for_every_reason(client: Client, path: str) -> None:
    assert client.get(path).status_code == 404


def test_a_table_that_a_role_does_not_see_is_as_one_that_nobody_has(client: Client) -> None:
    corporation = client_of(client.app, Role.CORPORATIE)
    hidden, unknown = corporation.get("/v1/register/uitstromers"), corporation.get("/v1/register/nietbestaand")
    assert (hidden.status_code, hidden.content) == (404, unknown.content)
    names = {table["name"] for table in corporation.get("/v1/register").json()["items"]}
    assert "uitstromers" not in names
    assert "woningen" in names


def test_every_fault_of_a_row_is_told_at_once(client: Client) -> None:
    answer = client.ask(
        "POST", "/v1/register/woningen", json={"values": {"code": "W-2", "huur": "veel", "kleur": "rood"}}
    )
    assert answer.status_code == 400
    assert {"huur", "kleur", "kamers"} <= {str(fault["path"][-1]) for fault in answer.json()["faults"]}
