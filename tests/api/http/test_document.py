"""The document of the API: it passes the rules of the Dutch government, tells of every route, and fits on one page."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from api.access.identity import Role
from api.http.document import ROLES
from api.http.problem import PROBLEM
from api.http.strict import Route
from api.routes.every import ROUTERS
from api.store.database import Store
from tests.service import PEOPLE, Client, client_of, service_of

ROOT = Path(__file__).parents[3]
RULES = ROOT.parent / "shared" / "standards" / "nlgov-adr-ruleset.yaml"
LINTER = "node_modules/.bin/spectral"
MISSING = "Spectral is niet geïnstalleerd: npm install --prefix .tools @stoplight/spectral-cli"
MOST_OPERATIONS = 40


@pytest.fixture
def client(sqlite_store: Store) -> Client:
    return Client(service_of(sqlite_store))


@pytest.fixture
def document(client: Client) -> dict[str, Any]:
    answer = client.get("/v1/openapi.json")
    assert (answer.status_code, answer.headers["access-control-allow-origin"]) == (200, "*")
    told: dict[str, Any] = answer.json()
    return told


def operations(document: dict[str, Any]) -> list[tuple[str, str, dict[str, Any]]]:
    return [(method, path, one) for path, methods in document["paths"].items() for method, one in methods.items()]


def test_the_rules_of_the_government_find_nothing(document: dict[str, Any], tmp_path: Path) -> None:
    here = ROOT / ".tools" / LINTER
    linter = str(here) if here.exists() else shutil.which("spectral")
    ready = linter is not None and RULES.is_file()
    if not ready and os.environ.get("CI"):
        pytest.fail(MISSING)
    if not ready:
        pytest.skip(MISSING)
    file = tmp_path / "openapi.json"
    file.write_text(json.dumps(document), encoding="utf-8")
    done = subprocess.run(
        [str(linter), "lint", "--fail-severity", "warn", "--ruleset", str(RULES), str(file)],
        cwd=tmp_path, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr


def test_every_route_is_told_of_once(document: dict[str, Any]) -> None:
    routes = sum(isinstance(route, Route) for router in ROUTERS for route in router.routes)
    told = operations(document)
    assert len(told) == routes
    assert len({one["operationId"] for _, _, one in told}) == routes
    assert all(one["summary"] for _, _, one in told)


def test_the_whole_api_stays_small(document: dict[str, Any]) -> None:
    assert len(operations(document)) <= MOST_OPERATIONS


def test_every_operation_tells_who_may_use_it_and_what_can_go_wrong(document: dict[str, Any]) -> None:
    unknown = [(method, path) for method, path, one in operations(document) if not one["security"]]
    assert unknown == [("post", "/sessions")]
    for method, path, one in operations(document):
        problems = {status for status, told in one["responses"].items() if PROBLEM in told.get("content", {})}
        assert {"400", "500"} <= problems, (method, path)
        if one["security"]:
            assert set(one[ROLES]) <= set(Role), path
            assert {"401", "403"} <= problems, path
        if method in ("put", "patch", "delete") and "{" in path:
            assert {"412", "428"} <= problems, path


def test_every_body_and_answer_has_an_example(document: dict[str, Any]) -> None:
    for method, path, one in operations(document):
        contents = [one.get("requestBody", {}).get("content", {})]
        contents += [told.get("content", {}) for told in one["responses"].values()]
        for form, content in ((form, content) for each in contents for form, content in each.items()):
            assert "example" in content, (method, path, form)


class _Page(HTMLParser):
    """What a page shows, and from where it takes anything."""

    def __init__(self) -> None:
        super().__init__()
        self.codes: list[str] = []
        self.sources: list[str] = []
        self._code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._code = tag == "code"
        self.sources += [str(value) for name, value in attrs if name in ("src", "href")]

    def handle_data(self, data: str) -> None:
        if self._code:
            self.codes.append(data)
            self._code = False


def test_the_page_tells_the_same_and_takes_nothing_from_elsewhere(client: Client, document: dict[str, Any]) -> None:
    answer = client.get("/api")
    assert answer.status_code == 200
    page = _Page()
    page.feed(answer.text)
    for method, path, _ in operations(document):
        assert f"{method.upper()} /v1{path}" in page.codes
    assert all(source.startswith(("/", "#")) for source in page.sources)
    assert "<script" not in answer.text


def test_the_roles_in_the_document_are_those_that_get_in(client: Client, document: dict[str, Any]) -> None:
    unknown = [(method, path) for method, path, one in operations(document) if one["security"]]
    for method, path in unknown:
        assert client.ask(method.upper(), f"/v1{path}").status_code == 401, (method, path)
    for role in PEOPLE:
        somebody = client_of(client.app, role)
        for method, path, one in operations(document):
            if one["operationId"] != "endSession":
                refused = somebody.ask(method.upper(), f"/v1{path}").status_code == 403
                assert refused == bool(one["security"] and role not in one[ROLES]), (role, method, path)
