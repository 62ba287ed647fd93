"""Imports over HTTP: the form, its names, and that nothing is kept when something is wrong."""

from __future__ import annotations

from typing import Any

import httpx
import pytest

from api.access.identity import Role
from api.store.database import Store
from tests.service import Client, client_of, fill, service_of

GOOD = b"code;naam;bron\r\nC-2;Nog een;voorbeeld\r\n"
BAD = b"code;naam;bron\r\nC-3;;voorbeeld\r\nC-4;Goed;voorbeeld\r\n"


@pytest.fixture
def client(sqlite_store: Store) -> Client:
    fill(sqlite_store)
    return client_of(service_of(sqlite_store), Role.COORDINATOR)


def send(client: Client, *files: tuple[str, bytes], query: str = "", **fields: Any) -> httpx.Response:
    return client.ask("POST", f"/v1/imports{query}", files=[("files", file) for file in files], data=fields)


def codes(client: Client) -> list[str]:
    rows = client.get("/v1/register/corporaties?sort=code").json()["items"]
    return [row["values"]["code"] for row in rows]


def test_tables_are_taken_in_with_why(client: Client) -> None:
    answer = send(client, ("corporaties.csv", GOOD), motivation="maandelijkse levering")
    assert answer.status_code == 200
    table = {"name": "corporaties", "added": 1, "changed": 0, "same": 0, "missing": ["C-1"]}
    assert answer.json()["tables"] == [table]
    assert codes(client) == ["C-1", "C-2"]
    history = client.get("/v1/register/corporaties/2/history").json()["items"]
    assert history[0]["motivation"] == "maandelijkse levering"


def test_with_a_fault_nothing_is_kept(client: Client) -> None:
    answer = send(client, ("corporaties.csv", BAD))
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["path"][-1] == "naam"
    assert codes(client) == ["C-1"]


def test_partly_leaves_out_what_is_wrong_and_says_so(client: Client) -> None:
    told = send(client, ("corporaties.csv", BAD), query="?partly=true").json()
    assert (len(told["left_out"]), len(told["faults"])) == (1, 1)
    assert codes(client) == ["C-1", "C-4"]


@pytest.mark.parametrize("name", ["../corporaties.csv", "a\\corporaties.csv", "..", "x" * 201, "C:corporaties.csv"])
def test_a_name_that_is_more_than_a_name(client: Client, name: str) -> None:
    answer = send(client, (name, GOOD))
    assert answer.status_code == 400
    assert answer.json()["faults"][0]["path"] == ["files", 0]
    assert codes(client) == ["C-1"]


def test_all_that_is_wrong_with_a_form_at_once(client: Client) -> None:
    files = [("files", ("a.csv", GOOD)), ("files", ("a.csv", GOOD)), ("more", ("b.csv", GOOD))]
    answer = client.ask("POST", "/v1/imports", files=files, data={"why": "x"})
    assert [fault["path"] for fault in answer.json()["faults"]] == [["why"], ["more"], ["files", 1]]


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("multipart/form-data", b"--x--"),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nno header\r\n\r\n1\r\n--x--"),
        ("multipart/form-data; boundary=x", b"before\r\n--x--"),
        ("multipart/form-data; boundary=x", b'--x\r\nContent-Disposition: form-data; name="files"\r\n\r\nno end'),
        ("multipart/form-data; boundary=x", b"--x" + b"\r\n--x" * 200 + b"--"),
        (
            "multipart/form-data; boundary=x",
            b'--x\r\nContent-Disposition: form-data; name="motivation"\r\n\r\n\xff\r\n--x--',
        ),
        ("multipart/form-data; boundary=x", b"--x--"),
    ],
)
def test_a_form_that_is_none(client: Client, kind: str, body: bytes) -> None:
    assert client.ask("POST", "/v1/imports", {"content-type": kind}, content=body).status_code == 400


def test_json_is_no_form(client: Client) -> None:
    assert client.ask("POST", "/v1/imports", json={}).status_code == 415
