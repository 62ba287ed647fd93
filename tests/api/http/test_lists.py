"""Lists: pages, links between them, order, filters, and CSV in which nothing is a formula."""

from __future__ import annotations

import csv
import io

import pytest

from api.access.identity import Role
from api.http.lists import as_csv
from api.store.database import Store
from tests.service import Client, add_row, client_of, service_of

ROWS = "/v1/register/corporaties"


@pytest.fixture
def client(sqlite_store: Store) -> Client:
    for number in range(5):
        add_row(sqlite_store, "corporaties", code=f"C-{number}", naam=f"Naam {number % 2}", bron="voorbeeld")
    return client_of(service_of(sqlite_store), Role.COORDINATOR)


def codes(client: Client, query: str) -> list[str]:
    return [item["values"]["code"] for item in client.get(f"{ROWS}?{query}").json()["items"]]


def test_a_page_tells_how_much_there_is(client: Client) -> None:
    answer = client.get(f"{ROWS}?page=2&pageSize=2")
    told = answer.json()
    assert [item["values"]["code"] for item in told.pop("items")] == ["C-2", "C-3"]
    assert told == {"total": 5, "page": 2, "pageSize": 2}
    links = answer.headers["link"].split(", ")
    assert links == [
        f'<{ROWS}?pageSize=2&page=1>; rel="first"',
        f'<{ROWS}?pageSize=2&page=1>; rel="prev"',
        f'<{ROWS}?pageSize=2&page=3>; rel="next"',
        f'<{ROWS}?pageSize=2&page=3>; rel="last"',
    ]


def test_past_the_end_there_is_nothing(client: Client) -> None:
    assert codes(client, "page=1000000000&pageSize=200") == []
    assert client.get(f"{ROWS}?page=1000000001").status_code == 400


def test_filters_and_order(client: Client) -> None:
    assert codes(client, "filter=naam:Naam 1&sort=-code") == ["C-3", "C-1"]
    assert codes(client, "filter=naam:Naam 1&filter=code:C-3") == ["C-3"]
    assert codes(client, "sort=-naam,code&pageSize=3") == ["C-1", "C-3", "C-0"]


def test_a_list_as_csv(client: Client) -> None:
    answer = client.get(f"{ROWS}?pageSize=1", accept="text/csv")
    assert answer.headers["content-type"] == "text/csv; charset=utf-8"
    (row,) = csv.DictReader(io.StringIO(answer.text))
    assert (row["id"], row["version"], row["code"], row["naam"]) == ("1", "1", "C-0", "Naam 0")
    assert 'rel="next"' in answer.headers["link"]


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "\tx", "\rx"])
def test_no_text_begins_a_formula(text: str) -> None:
    _, cells = csv.reader(io.StringIO(as_csv(["naam"], [{"naam": text}]), newline=""))
    assert cells == [f"'{text}"]


def test_cells_of_every_kind() -> None:
    row = {"leeg": None, "ja": True, "getal": -5, "lijst": ["=a", "b"], "tekst": 'met "aanhaling", en\nregel'}
    written = as_csv(list(row), [row])
    assert written.startswith("leeg,ja,getal,lijst,tekst\r\n")
    assert list(csv.reader(io.StringIO(written, newline="")))[1] == ["", "ja", "-5", "'=a;b", row["tekst"]]
