"""The first page of each role."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from api.access.door import Door
from api.access.identity import Role
from api.pages.home import Line, Shelf, shelf_of
from api.pages.tables import Tag
from api.signing_in import At
from tests.api.desk_app import desk_app
from tests.doors import PASSWORD, somebody, with_organisations
from tests.visitor import Visitor

FULL = Shelf(
    proposals=(
        Line(name="Najaar <2026>", state=Tag("verstuurd"), when="3 oktober 2026", address="/voorstellen/v-1/"),
        Line(name="Zomer 2026", state=Tag("in de maak"), when="3 juli 2026"),
    ),
    rounds=(Line(name="Ronde najaar", state=Tag("vast"), when="1 oktober 2026"),),
)
ROLES = (
    (Role.COORDINATOR, "", "Voorstellen en rondes"),
    (Role.CORPORATIE, "C-1", "Uw voorstellen"),
    (Role.ZORGAANBIEDER, "Z-1", "Uw voorstellen"),
    (Role.PLANNER, "GM0106", "Cijfers per voorstel"),
)


@pytest.fixture
def app(sqlite_door: Door) -> FastAPI:
    with_organisations(sqlite_door.store)
    return desk_app(sqlite_door)


def home_of(app: FastAPI, door: Door, role: Role, organisation: str) -> str:
    somebody(door, role.value, role, organisation)
    visitor = Visitor(app)
    visitor.sign_in(role.value, PASSWORD)
    return visitor.get("/").text


@pytest.mark.parametrize(("role", "organisation", "title"), ROLES)
def test_who_has_nothing_yet_is_told_when_there_will_be(
    app: FastAPI, sqlite_door: Door, role: Role, organisation: str, title: str
) -> None:
    page = home_of(app, sqlite_door, role, organisation)
    assert f"<h1>{title}</h1>" in page
    assert 'class="nothing"' in page
    assert ("Rondes" in page) == (role is Role.COORDINATOR)


@pytest.mark.parametrize(("role", "organisation", "title"), ROLES)
def test_what_lies_ready_is_listed_with_its_address(
    app: FastAPI, sqlite_door: Door, role: Role, organisation: str, title: str
) -> None:
    asked: list[Role] = []

    def shelf(desk: At) -> Shelf:
        asked.append(desk.by.role)
        return FULL

    app.dependency_overrides[shelf_of] = shelf
    page = home_of(app, sqlite_door, role, organisation)
    assert title in page
    assert '<a href="/voorstellen/v-1/">Najaar &lt;2026&gt;</a>' in page
    assert "Zomer 2026" in page
    assert asked == [role]
