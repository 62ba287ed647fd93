"""The page of a beheerder."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI

from api.access.door import Door, DoorRules
from api.access.identity import Role
from tests.api.desk_app import desk_app
from tests.doors import PASSWORD, door_to, somebody, with_organisations
from tests.visitor import Visitor, hidden

SHOWN = re.compile(r"<strong>(https?://127\.0\.0\.1)(/aanmelden/[^<]+)</strong>")


@pytest.fixture
def app(sqlite_door: Door) -> FastAPI:
    with_organisations(sqlite_door.store)
    return desk_app(sqlite_door)


@pytest.fixture
def bea(app: FastAPI, sqlite_door: Door) -> Visitor:
    somebody(sqlite_door, "bea", Role.BEHEERDER)
    visitor = Visitor(app)
    visitor.sign_in("bea", PASSWORD)
    return visitor


def add(visitor: Visitor, **fields: str) -> str:
    return visitor.press("/accounts", "/accounts", **fields).text


def test_a_beheerder_begins_at_the_accounts(bea: Visitor) -> None:
    assert bea.get("/").headers["location"] == "/accounts"
    page = bea.get("/accounts").text
    assert "bea" in page
    assert "argon2" not in page
    assert "Woonvast (C-1)" in page


def test_an_account_is_added_and_its_link_is_shown_once(app: FastAPI, bea: Visitor) -> None:
    page = add(bea, login="Ans", role="corporatie", organisation="C-1")
    link = SHOWN.search(page)
    assert link is not None
    assert "24 uur lang" in page
    assert link[2] not in bea.get("/accounts").text
    assert "nog geen wachtwoord" in bea.get("/accounts").text
    assert Visitor(app).post(link[2]).headers["location"] == "/wachtwoord"


def test_behind_https_the_link_says_so(sqlite_door: Door) -> None:
    door = door_to(sqlite_door.store, DoorRules(secure=True))
    somebody(door, "bea", Role.BEHEERDER)
    bea = Visitor(desk_app(door))
    # The cookie goes over https only, and a test has none.
    given = bea.post("/aanmelden", login="bea", password=PASSWORD).headers["set-cookie"]
    bea.cookies.clear()
    bea.cookies.set("sessie", given.split(";")[0].removeprefix("sessie="), domain="127.0.0.1")
    link = SHOWN.search(add(bea, login="ans", role="coordinator"))
    assert link is not None
    assert link[1] == "https://127.0.0.1"


def test_all_faults_stand_at_their_fields_and_what_was_typed_stays(bea: Visitor) -> None:
    page = add(bea, login="an s", role="corporatie", organisation="GM0106")
    for field in ("login", "organisation"):
        assert f'<a href="#{field}">' in page
    assert 'value="an s"' in page
    assert re.search(r'<option value="corporatie" selected>', page)
    assert re.search(r'<option value="GM0106" selected>', page)
    assert page.count('<th scope="row"') == 1


def test_blocking_and_the_way_back(app: FastAPI, bea: Visitor, sqlite_door: Door) -> None:
    account = somebody(sqlite_door)
    ans = Visitor(app)
    ans.sign_in("ans", PASSWORD)
    address = f"/accounts/{account.id}"
    before = hidden(bea.get("/accounts").text, f"{address}/blokkeren")
    assert bea.post(f"{address}/blokkeren", **before).headers["location"] == "/accounts"
    assert ans.get("/").headers["location"] == "/aanmelden"
    assert "geblokkeerd" in bea.get("/accounts").text
    again = bea.post(f"{address}/blokkeren", **before)
    assert again.status_code == 412
    assert "Iemand anders" in again.text
    assert bea.press("/accounts", f"{address}/vrijgeven").headers["location"] == "/accounts"
    assert ans.sign_in("ans", PASSWORD).status_code == 303


def test_the_last_beheerder_is_told_why_not(bea: Visitor) -> None:
    account = re.search(r"/accounts/(a-\w+)/blokkeren", bea.get("/accounts").text)
    assert account is not None
    answer = bea.press("/accounts", account[0])
    assert answer.status_code == 409
    assert "laatste beheerder" in answer.text


def test_a_new_link_is_shown_once(app: FastAPI, bea: Visitor, sqlite_door: Door) -> None:
    account = somebody(sqlite_door)
    page = bea.press("/accounts", f"/accounts/{account.id}/link").text
    link = SHOWN.search(page)
    assert link is not None
    assert "Link voor ans" in page
    assert Visitor(app).post(link[2]).status_code == 303


@pytest.mark.parametrize("version", ["", "x", "-1", "1" * 40, "²"])
def test_a_form_without_a_sound_version_changes_nothing(bea: Visitor, sqlite_door: Door, version: str) -> None:
    account = somebody(sqlite_door)
    csrf = hidden(bea.get("/accounts").text, "/accounts")
    assert bea.post(f"/accounts/{account.id}/blokkeren", version=version, **csrf).status_code == 412


def test_names_can_not_break_out_of_the_page(bea: Visitor, sqlite_door: Door) -> None:
    somebody(sqlite_door, "o'brien+\"".replace('"', ""))
    assert "o&#39;brien" in bea.get("/accounts").text


@pytest.mark.parametrize("path", ["/accounts", "/accounts/a-222222222222/link", "/accounts/a-222222222222/blokkeren"])
def test_other_roles_see_no_accounts(app: FastAPI, sqlite_door: Door, path: str) -> None:
    somebody(sqlite_door)
    ans = Visitor(app)
    ans.sign_in("ans", PASSWORD)
    csrf = hidden(ans.get("/").text, "/afmelden")
    answer = ans.post(path, login="x", role="beheerder", version="1", **csrf)
    assert answer.status_code == 403
    assert "Alleen een beheerder" in answer.text
    assert ans.get("/accounts").status_code == 403
