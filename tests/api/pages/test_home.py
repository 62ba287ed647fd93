"""The first page of each role."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from api.access.door import Door
from api.access.identity import Identity, Role
from api.pages.home import Line, Shelf, shelf_of
from api.pages.tables import Tag
from api.signing_in import At
from api.usecases.rounds import list_rounds
from tests.api.desk_app import desk_app
from tests.api.pages.served import Served, proposal_of, served
from tests.api.region import CORPORATION, MUNICIPALITY, PLANNER, PROVIDER, changed, desk
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


@pytest.fixture
def here(sqlite_door: Door) -> Served:
    return served(sqlite_door)


def test_the_coordinator_sees_every_proposal_and_what_became_of_it(here: Served) -> None:
    kept, ans = proposal_of(here), here.visitor()
    page = ans.get("/").text
    assert f'<a href="/voorstellen/{kept.id}/">Ronde &lt;najaar&gt;</a>' in page
    assert "berekend" in page
    assert "1 oktober 2026, 11.00 uur" in page
    here.send(kept)
    assert "verstuurd" in ans.get("/").text
    assert "uit het register" in page


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER, PLANNER, MUNICIPALITY])
def test_others_see_what_was_sent_to_them(here: Served, by: Identity) -> None:
    kept, other = proposal_of(here), here.visitor(by)
    assert kept.id not in other.get("/").text
    here.send(kept)
    page = other.get("/").text
    assert f'<a href="/voorstellen/{kept.id}/">' in page
    assert other.get(f"/voorstellen/{kept.id}/").status_code == 200
    assert "Ronde maken" not in page


def test_a_round_is_made_with_a_form(here: Served) -> None:
    ans = here.visitor()
    made = ans.press("/", "/rondes", name="Ronde voorjaar", start="2026-10-01", end="2026-12-31")
    assert made.status_code == 303
    [shown] = list_rounds(desk(here.door.store))
    assert made.headers["location"] == f"/#{shown.id}"
    assert shown.name == "Ronde voorjaar"
    assert f'action="/rondes/{shown.id}/berekenen"' in ans.get("/").text


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": " ", "start": "", "end": "gisteren"}, ("Naam: niets", "Begin: niets", "Einde: &#39;gisteren&#39;")),
        ({"name": "R", "start": "2026-10-02", "end": "2026-10-01"}, ("Einde: een dag voor het begin",)),
    ],
)
def test_everything_that_is_wrong_is_told_and_what_was_typed_stays(
    here: Served, fields: dict[str, str], words: tuple[str, ...]
) -> None:
    answer = here.visitor().press("/", "/rondes", **fields)
    assert answer.status_code == 400
    for each in words:
        assert each in answer.text
    assert f'value="{fields["end"]}"' in answer.text
    assert not list_rounds(desk(here.door.store))


def test_faults_of_the_register_are_told_all_at_once(here: Served) -> None:
    ans = here.visitor()
    for code in ("h1", "h2"):
        changed(here.door.store, "woningen", {"code": code}, corporatie="corp-9")
    answer = ans.press("/", "/rondes", name="Ronde", start="2026-10-01", end="2026-12-31")
    assert answer.status_code == 400
    assert "In het register staan fouten." in answer.text
    assert answer.text.count("corp-9") >= 2
