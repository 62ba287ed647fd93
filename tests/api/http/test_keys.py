"""A key that a client chose: what it may look like, and the answer that comes twice."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api.access.identity import Role
from api.store.database import Store
from tests.service import Client, client_of, fill, service_of

ROWS = "/v1/register/corporaties"
ROW = {"values": {"code": "C-2", "naam": "Nog een", "bron": "voorbeeld"}}


@pytest.fixture
def client(sqlite_store: Store) -> Client:
    fill(sqlite_store)
    return client_of(service_of(sqlite_store), Role.COORDINATOR)


def add(client: Client, key: str, path: str = ROWS, row: Any = ROW) -> httpx.Response:
    return client.ask("POST", path, {"idempotency-key": key}, json=row)


def test_an_answer_comes_twice_with_all_that_belongs_to_it(client: Client) -> None:
    first, second = add(client, "k-1"), add(client, "k-1")
    assert first.status_code == second.status_code == 201
    assert first.content == second.content
    for name in ("location", "etag", "content-type", "api-version"):
        assert first.headers[name] == second.headers[name]
    assert client.get(ROWS).json()["total"] == 2


def test_without_a_key_the_same_is_done_again(client: Client) -> None:
    assert client.ask("POST", ROWS, json=ROW).status_code == 201
    assert client.ask("POST", ROWS, json=ROW).status_code == 400


def test_quotes_belong_to_the_header_and_not_to_the_key(client: Client) -> None:
    assert add(client, '"k-1"').content == add(client, "k-1").content


@pytest.mark.parametrize("row", [{**ROW, "motivation": "anders"}, {"values": {}}])
def test_another_body_is_another_request(client: Client, row: Any) -> None:
    add(client, "k-1")
    assert add(client, "k-1", row=row).status_code in (400, 422)
    other = add(client, "k-1", row={**ROW, "motivation": "anders"})
    assert (other.status_code, other.json()["title"]) == (422, "Dit verzoek past niet bij het vorige")


def test_another_address_is_another_request(client: Client) -> None:
    add(client, "k-1")
    assert add(client, "k-1", "/v1/register/zorgaanbieders").status_code == 422


def test_a_form_may_have_other_boundaries_the_second_time(client: Client) -> None:
    def send(content: bytes) -> httpx.Response:
        files = [("files", ("corporaties.csv", content))]
        return client.ask("POST", "/v1/imports", {"idempotency-key": "k-1"}, files=files)

    content = b"code;naam;bron\r\nC-2;Nog een;voorbeeld\r\n"
    first, second = send(content), send(content)
    assert first.json()["tables"][0]["added"] == 1
    assert first.content == second.content
    assert send(content + b"C-3;En nog een;voorbeeld\r\n").status_code == 422


@pytest.mark.parametrize("key", ["", "a b", "x" * 101, '"'])
def test_what_can_be_no_key(client: Client, key: str) -> None:
    answer = add(client, key)
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["path"] == ["Idempotency-Key"]
