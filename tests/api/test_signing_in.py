"""Who sends a request, and whether they meant to: over HTTP, with everything that a browser and an attacker may send."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from fastapi import FastAPI
from fastapi.routing import APIRoute

from api.access.desk import Desk
from api.access.door import Door, DoorRules
from api.access.identity import SYSTEM, Role
from api.pages.sign_in import local
from api.signing_in import SAFE, checked, of_our_pages
from api.usecases.accounts import change_account, new_link
from tests.api.desk_app import ROUTERS, desk_app
from tests.doors import PASSWORD, clock_of, door_to, somebody
from tests.visitor import HOME, Visitor, hidden

CURRENT = "/v1/sessions/current"
SIGN_IN = "/v1/sessions"


@pytest.fixture
def app(sqlite_door: Door) -> FastAPI:
    return desk_app(sqlite_door)


@pytest.fixture
def ans(app: FastAPI, sqlite_door: Door) -> Visitor:
    """Somebody who is signed in as a coordinator."""
    somebody(sqlite_door)
    visitor = Visitor(app)
    assert visitor.sign_in("ans", PASSWORD).status_code == 303
    return visitor


def csrf_of(visitor: Visitor) -> str:
    return str(visitor.get(CURRENT).json()["csrf"])


def sign_out(visitor: Visitor, **headers: str) -> int:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return visitor.ask("DELETE", CURRENT, headers=names).status_code


def cookie_of(visitor: Visitor) -> str:
    return visitor.cookies["sessie"]


@pytest.mark.parametrize("secure", [False, True])
def test_the_cookie_is_for_the_browser_and_this_service_only(sqlite_door: Door, secure: bool) -> None:
    door = door_to(sqlite_door.store, DoorRules(secure=secure))
    somebody(door)
    given = Visitor(desk_app(door)).sign_in("ans", PASSWORD).headers["set-cookie"]
    parts = {part.strip().lower() for part in given.split(";")[1:]}
    assert parts == {"httponly", "path=/", "samesite=lax", *(["secure"] if secure else [])}
    assert re.fullmatch(r"sessie=[A-Za-z0-9_-]{43}", given.split(";")[0])


def test_a_token_that_was_planted_is_not_the_one_afterwards(app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    victim, attacker = Visitor(app), Visitor(app)
    victim.cookies.set("sessie", "planted", domain="127.0.0.1")
    attacker.cookies.set("sessie", "planted", domain="127.0.0.1")
    victim.sign_in("ans", PASSWORD)
    assert "planted" not in [cookie.value for cookie in victim.cookies.jar]
    assert attacker.get(CURRENT).status_code == 401


def test_a_session_of_an_attacker_is_not_the_one_afterwards(app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    somebody(sqlite_door, "eve")
    attacker = Visitor(app)
    attacker.sign_in("eve", PASSWORD)
    victim = Visitor(app, cookies=attacker.cookies)
    victim.post("/aanmelden", login="ans", password=PASSWORD)
    assert victim.get(CURRENT).json()["login"] == "ans"
    assert attacker.get(CURRENT).status_code == 401


def test_a_change_needs_the_token_of_the_session(ans: Visitor) -> None:
    token = csrf_of(ans)
    assert sign_out(ans) == 403
    assert sign_out(ans, x_csrf_token="") == 403
    assert sign_out(ans, x_csrf_token=token[:-1]) == 403
    assert ans.ask("DELETE", CURRENT, headers={"x-csrf-token": "é".encode()}).status_code == 403
    assert ans.get(CURRENT).status_code == 200
    assert sign_out(ans, x_csrf_token=token) == 204
    assert ans.get(CURRENT).status_code == 401


def test_the_token_of_somebody_else_is_no_token(ans: Visitor, app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door, "eve")
    eve = Visitor(app)
    eve.sign_in("eve", PASSWORD)
    assert sign_out(ans, x_csrf_token=csrf_of(eve)) == 403
    assert ans.post("/afmelden", csrf=csrf_of(eve)).status_code == 403
    assert ans.get(CURRENT).status_code == 200


def test_in_a_form_the_token_is_a_field(ans: Visitor) -> None:
    assert ans.post("/afmelden").status_code == 403
    assert ans.post("/afmelden", csrf="x").status_code == 403
    assert ans.press("/", "/afmelden").headers["location"] == "/aanmelden"
    assert ans.get(CURRENT).status_code == 401


@pytest.mark.parametrize("kind", ["text/plain", "multipart/form-data; boundary=x", "application/json", ""])
def test_a_token_in_another_kind_of_body_does_not_count(ans: Visitor, kind: str) -> None:
    content = f"csrf={csrf_of(ans)}"
    assert ans.ask("POST", "/afmelden", content=content, headers={"content-type": kind}).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "cross-site", "origin": HOME},
        {"origin": "https://evil.example"},
        {"origin": "http://127.0.0.1:81"},
        {"origin": "http://127.0.0.1.evil.example"},
        {"origin": "null"},
    ],
)
def test_what_a_page_of_another_website_sends_does_nothing(ans: Visitor, app: FastAPI, headers: dict[str, str]) -> None:
    token = csrf_of(ans)
    assert ans.ask("DELETE", CURRENT, headers={"x-csrf-token": token, **headers}).status_code == 403
    assert ans.get(CURRENT).status_code == 200
    stranger = Visitor(app)
    answer = stranger.ask("POST", SIGN_IN, json={"login": "ans", "password": PASSWORD}, headers=headers)
    assert answer.status_code == 403
    form = {"content-type": "application/x-www-form-urlencoded", **headers}
    sent = stranger.ask("POST", "/aanmelden", content=f"login=ans&password={quote(PASSWORD)}", headers=form)
    assert sent.status_code == 403
    assert not stranger.cookies


@pytest.mark.parametrize(
    "headers", [{}, {"origin": HOME}, {"sec-fetch-site": "same-origin"}, {"sec-fetch-site": "none"}]
)
def test_what_our_pages_and_programs_send_is_done(ans: Visitor, headers: dict[str, str]) -> None:
    assert ans.ask("DELETE", CURRENT, headers={"x-csrf-token": csrf_of(ans), **headers}).status_code == 204


def test_a_link_from_elsewhere_leads_to_its_page(ans: Visitor) -> None:
    assert ans.ask("GET", "/", headers={"sec-fetch-site": "cross-site"}).status_code == 200


def test_in_a_second_tab_the_page_of_before_is_old(ans: Visitor) -> None:
    first = hidden(ans.get("/").text, "/afmelden")
    ans.post("/aanmelden", login="ans", password=PASSWORD)
    answer = ans.post("/afmelden", **first)
    assert answer.status_code == 403
    assert "Laad de pagina opnieuw" in answer.text
    assert ans.press("/", "/afmelden").status_code == 303


def test_two_sign_in_pages_at_once_both_work(app: FastAPI, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    visitor = Visitor(app)
    tabs = [hidden(visitor.get("/aanmelden").text, "/aanmelden") for _ in range(2)]
    for tab in tabs:
        assert visitor.post("/aanmelden", login="ans", password=PASSWORD, **tab).headers["location"] == "/"
    assert visitor.get(CURRENT).status_code == 200


def test_who_is_blocked_while_signed_in_is_out(ans: Visitor, sqlite_door: Door) -> None:
    account = ans.get(CURRENT).json()["account"]
    token = csrf_of(ans)
    change_account(Desk(sqlite_door.store, SYSTEM), account, 1, blocked=True)
    assert ans.get(CURRENT).status_code == 401
    assert sign_out(ans, x_csrf_token=token) == 401
    assert ans.get("/").headers["location"] == "/aanmelden"


def test_who_gets_another_role_while_signed_in_has_nothing_of_the_old_one(app: FastAPI, sqlite_door: Door) -> None:
    account = somebody(sqlite_door, "bea", Role.BEHEERDER)
    somebody(sqlite_door, "cor", Role.BEHEERDER)
    bea = Visitor(app)
    bea.sign_in("bea", PASSWORD)
    assert bea.get("/v1/accounts").status_code == 200
    change_account(Desk(sqlite_door.store, SYSTEM), account.id, 1, role="coordinator")
    assert bea.get("/v1/accounts").status_code == 401
    bea.sign_in("bea", PASSWORD)
    assert bea.get("/v1/accounts").status_code == 403


def test_a_session_that_was_idle_too_long_is_over(ans: Visitor, sqlite_door: Door) -> None:
    clock_of(sqlite_door).forward(hours=8)
    assert ans.get(CURRENT).status_code == 401


def test_signing_out_takes_the_cookie_and_its_worth(ans: Visitor, app: FastAPI) -> None:
    thief = Visitor(app)
    thief.cookies.set("sessie", cookie_of(ans), domain="127.0.0.1")
    assert thief.get(CURRENT).status_code == 200
    ans.press("/", "/afmelden")
    assert "sessie" not in ans.cookies
    assert thief.get(CURRENT).status_code == 401


@pytest.mark.parametrize("value", ["x", "x" * 10_000, "%00", '"', "a; b", "\u00e9"])
def test_any_cookie_may_come(app: FastAPI, value: str) -> None:
    headers = {"cookie": f"sessie={value}".encode("latin-1")}
    assert Visitor(app).ask("GET", CURRENT, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "elsewhere",
    [
        "//evil.example", "///evil.example", "/\\evil.example", "\\\\evil.example", "https://evil.example", "https:evil.example",
        "http:/evil.example", "javascript:alert(1)", "/\t/evil.example", "/\n/evil.example", "\t//evil.example", " /", "", "x",
        "/\x00", "/é", "/a\r\nset-cookie: x=y", "/[::1]", "/a#b", "//", "/<script>",
    ],
)  # fmt: skip
def test_nobody_is_led_elsewhere(app: FastAPI, sqlite_door: Door, elsewhere: str) -> None:
    somebody(sqlite_door)
    assert local(elsewhere) == "/"
    visitor = Visitor(app)
    page = f"/aanmelden?verder={quote(elsewhere)}"
    assert hidden(visitor.get(page).text, "/aanmelden") == {"verder": "/"}
    answer = visitor.post("/aanmelden", login="ans", password=PASSWORD, verder=elsewhere)
    assert answer.headers["location"] == "/"
    assert visitor.get(page).headers["location"] == "/"


@pytest.mark.parametrize(
    "page", ["/voorstellen/v-1/", "/voorstellen/v-1/plaatsingen?zoek=p%2F1&wijk=a%20b", "/accounts"]
)
def test_who_was_on_the_way_gets_there(app: FastAPI, sqlite_door: Door, page: str) -> None:
    somebody(sqlite_door)
    visitor = Visitor(app)
    asked = visitor.get(f"/aanmelden?verder={quote(page)}").text
    answer = visitor.post("/aanmelden", login="ans", password=PASSWORD, **hidden(asked, "/aanmelden"))
    assert answer.headers["location"] == page


def test_a_page_sends_to_signing_in_and_remembers_itself(app: FastAPI) -> None:
    visitor = Visitor(app)
    assert visitor.get("/accounts?a=1&b=%2F").headers["location"] == "/aanmelden?verder=/accounts%3Fa%3D1%26b%3D%252F"
    assert visitor.get("/").headers["location"] == "/aanmelden"
    assert visitor.post("/accounts", login="x").headers["location"] == "/aanmelden"
    assert visitor.get(CURRENT).status_code == 401


@pytest.mark.parametrize("body", [b"csrf=%ff", b"\xff\xfe", b"&".join([b"a=1"] * 1000), b"csrf"])
def test_a_broken_form_is_no_form(ans: Visitor, body: bytes) -> None:
    headers = {"content-type": "application/x-www-form-urlencoded"}
    assert ans.ask("POST", "/afmelden", content=body, headers=headers).status_code in {400, 403}
    assert ans.get(CURRENT).status_code == 200


def test_every_unsafe_route_looks_whether_it_was_meant() -> None:
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, APIRoute)]
    unsafe = [route for route in routes if not SAFE.issuperset(route.methods or ())]
    assert len(unsafe) > 8
    for route in unsafe:
        assert {checked, of_our_pages} & set(calls(route)), route.path
    unmeant = {route.path for route in unsafe if checked not in set(calls(route))}
    assert unmeant == {"/sessions", "/aanmelden", "/aanmelden/{token}"}


def calls(route: APIRoute) -> list[object]:
    """Everything that a route depends on."""
    found: list[object] = []
    ahead = [route.dependant]
    while ahead:
        each = ahead.pop()
        found.append(each.call)
        ahead += each.dependencies
    return found


def test_a_used_link_and_an_old_one_say_the_same(app: FastAPI, sqlite_door: Door) -> None:
    account = somebody(sqlite_door)
    desk = Desk(sqlite_door.store, SYSTEM)
    used = new_link(desk, account.id)
    Visitor(app).post(used)
    old = new_link(desk, account.id)
    clock_of(sqlite_door).forward(hours=24)
    answers = [Visitor(app).post(link) for link in (used, old, "/aanmelden/made-up")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.text for answer in answers}) == 1
