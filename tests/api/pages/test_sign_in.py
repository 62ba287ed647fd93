"""The pages with which somebody comes in and chooses a password, without any JavaScript."""

from __future__ import annotations

import re

import pytest
from fastapi import FastAPI

from api.access.desk import Desk
from api.access.door import Door
from api.access.identity import SYSTEM
from api.usecases.accounts import add_account, first_link
from tests.api.desk_app import desk_app
from tests.doors import PASSWORD, somebody
from tests.visitor import Visitor

NEW = "twee kamers en een balkon"


@pytest.fixture
def app(sqlite_door: Door) -> FastAPI:
    return desk_app(sqlite_door)


def test_a_browser_knows_what_each_field_is_for(app: FastAPI) -> None:
    page = Visitor(app).get("/aanmelden").text
    assert re.search(r'<label for="login">', page)
    assert re.search(r'<input id="login" name="login" type="text" autocomplete="username"', page)
    assert re.search(r'<input id="password" name="password" type="password" autocomplete="current-password"', page)


def test_a_wrong_password_is_told_and_the_name_stays(app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    answer = Visitor(app).sign_in('"><b>', "een ander wachtwoord")
    assert answer.status_code == 401
    assert "<b>" not in answer.text
    answer = Visitor(app).sign_in("ans", "een ander wachtwoord")
    assert answer.status_code == 401
    assert 'role="alert"' in answer.text
    assert 'value="ans"' in answer.text
    assert "een ander wachtwoord" not in answer.text


def test_too_many_tries_say_how_long_to_wait(app: FastAPI) -> None:
    visitor = Visitor(app)
    answers = [visitor.post("/aanmelden", login="nobody", password=PASSWORD) for _ in range(31)]
    assert answers[-1].status_code == 429
    assert int(answers[-1].headers["retry-after"]) > 0


def test_the_first_beheerder_comes_in_and_chooses_a_password(app: FastAPI, sqlite_door: Door) -> None:
    link = first_link(sqlite_door.store)
    assert link is not None
    scanner, visitor = Visitor(app), Visitor(app)
    for _ in range(3):
        assert scanner.get(link).status_code == 200
        assert scanner.ask("HEAD", link).status_code == 405
    assert not scanner.cookies
    assert visitor.post(link).headers["location"] == "/wachtwoord"
    page = visitor.get("/wachtwoord").text
    assert 'name="old"' not in page
    assert visitor.get("/accounts").text.count("die maar één keer werkt") == 1
    answer = visitor.press("/wachtwoord", "/wachtwoord", new=NEW, again=NEW)
    assert "Uw wachtwoord is gekozen" in answer.text
    assert "die maar één keer werkt" not in visitor.get("/accounts").text
    assert 'name="old"' in visitor.get("/wachtwoord").text
    assert visitor.press("/accounts", "/afmelden").status_code == 303
    assert visitor.sign_in("Beheerder", NEW).headers["location"] == "/"
    assert scanner.get(link).status_code == 404


def test_a_link_ends_the_session_of_who_opens_it(app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    visitor = Visitor(app)
    visitor.sign_in("ans", PASSWORD)
    before = Visitor(app, cookies=visitor.cookies)
    _, link = add_account(Desk(sqlite_door.store, SYSTEM), "bob", "coordinator")
    visitor.cookies = before.cookies
    visitor.post(link)
    assert visitor.get("/v1/sessions/current").json()["login"] == "bob"
    assert before.get("/v1/sessions/current").status_code == 401


def test_what_is_wrong_with_a_password_stands_at_its_field(app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    visitor = Visitor(app)
    visitor.sign_in("ans", PASSWORD)
    answer = visitor.press("/wachtwoord", "/wachtwoord", old="een ander wachtwoord", new="kort", again="kort")
    assert answer.status_code == 400
    for field in ("old", "new"):
        assert f'<a href="#{field}">' in answer.text
        assert re.search(
            rf'<input id="{field}"[^>]*aria-describedby="{field}-fout[^>]*aria-invalid="true"', answer.text
        )
    assert "kort" not in answer.text.replace("korte", "")


def test_twice_the_same_must_be_the_same(app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    visitor = Visitor(app)
    visitor.sign_in("ans", PASSWORD)
    answer = visitor.press("/wachtwoord", "/wachtwoord", old=PASSWORD, new=NEW, again=NEW + "!")
    assert answer.status_code == 400
    assert '<a href="#again">' in answer.text
    assert Visitor(app).sign_in("ans", PASSWORD).status_code == 303


def test_guessing_the_old_password_has_to_wait(app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    visitor = Visitor(app)
    visitor.sign_in("ans", PASSWORD)
    sent = {"old": "een ander wachtwoord", "new": NEW, "again": NEW}
    statuses = [visitor.press("/wachtwoord", "/wachtwoord", **sent).status_code for _ in range(6)]
    assert statuses == [400] * 5 + [429]


def test_no_page_runs_or_loads_anything_inline(app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    visitor = Visitor(app)
    pages = [visitor.get("/aanmelden"), visitor.get("/aanmelden/x")]
    visitor.sign_in("ans", PASSWORD)
    pages += [visitor.get("/"), visitor.get("/wachtwoord")]
    for page in pages:
        assert "no-store" in page.headers["cache-control"]
        assert "script-src 'self'" in page.headers["content-security-policy"]
        assert not re.search(r"<script|<style|\sstyle=|\son\w+=", page.text)
