"""Signing in and the accounts in a real browser: for everybody, with the keyboard, and without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import Page

from api.access.desk import Desk
from api.access.door import Door
from api.access.identity import SYSTEM, Role
from api.pages.home import shelf_of
from api.usecases.accounts import add_account
from tests.api.desk_app import desk_app
from tests.api.pages.test_home import FULL
from tests.browser.chromium import Chromium, Sheet
from tests.browser.test_pages import DESK, NARROW, OVERFLOW, PHONE, RULES, SMALL_TARGETS, check, of_ours, serving_app
from tests.doors import PASSWORD, somebody, with_organisations

NEW = "twee kamers en een balkon"


@pytest.fixture
def app(sqlite_door: Door) -> FastAPI:
    with_organisations(sqlite_door.store)
    app = desk_app(sqlite_door)
    app.dependency_overrides[shelf_of] = lambda: FULL
    return app


@pytest.fixture
def address(app: FastAPI) -> Iterator[str]:
    with serving_app(app) as found:
        yield found


def sign_in(sheet: Sheet, address: str, login: str, password: str = PASSWORD) -> None:
    sheet.page.goto(f"{address}/aanmelden")
    sheet.page.get_by_label("Inlognaam").fill(login)
    sheet.page.get_by_label("Wachtwoord").fill(password)
    with sheet.page.expect_navigation():
        sheet.page.keyboard.press("Enter")


def test_the_way_in_can_be_read_by_everybody(sheet: Sheet, address: str, sqlite_door: Door) -> None:
    _, link = add_account(Desk(sqlite_door.store, SYSTEM), "ans", "coordinator")
    for page in ("/aanmelden", link, "/aanmelden/made-up"):
        check(sheet, address + page)
    assert of_ours(sheet)


def test_a_wrong_password_is_told_to_everybody(sheet: Sheet, address: str) -> None:
    sign_in(sheet, address, "ans", "een ander wachtwoord")
    assert "horen niet bij elkaar" in sheet.page.get_by_role("alert").inner_text()
    assert sheet.page.title().startswith("Fout: ")
    assert sheet.page.get_by_label("Inlognaam").input_value() == "ans"
    read(sheet.page)


@pytest.mark.parametrize("role", [Role.COORDINATOR, Role.CORPORATIE, Role.PLANNER])
def test_the_first_page_can_be_read_by_everybody(sheet: Sheet, address: str, sqlite_door: Door, role: Role) -> None:
    somebody(sqlite_door, "ans.bakker@een-lange-naam.voorbeeld.nl", role, "C-1" if role is Role.CORPORATIE else "")
    sign_in(sheet, address, "Ans.Bakker@een-lange-naam.voorbeeld.nl")
    for page in ("/", "/wachtwoord"):
        check(sheet, address + page)
    assert not sheet.complaints
    assert of_ours(sheet)


def test_the_accounts_can_be_read_by_everybody(sheet: Sheet, address: str, sqlite_door: Door) -> None:
    somebody(sqlite_door, "bea", Role.BEHEERDER)
    somebody(sqlite_door, "ans.bakker@een-lange-naam.voorbeeld.nl", Role.CORPORATIE, "C-1")
    sign_in(sheet, address, "bea")
    check(sheet, f"{address}/accounts")
    assert not sheet.complaints
    sheet.page.get_by_label("Inlognaam").fill("an s")
    sheet.page.get_by_role("button", name="Voeg toe").click()
    read(sheet.page)
    sheet.page.get_by_role("alert").get_by_role("link").first.click()
    assert sheet.page.evaluate("document.activeElement.id") == "login"


@pytest.mark.parametrize("scripts", [True, False])
def test_somebody_comes_in_by_a_link_with_the_keyboard_alone(
    chromium: Chromium, address: str, sqlite_door: Door, scripts: bool
) -> None:
    _, link = add_account(Desk(sqlite_door.store, SYSTEM), "ans", "coordinator")
    context = chromium.browser().new_context(java_script_enabled=scripts, locale="nl-NL")
    page = context.new_page()
    page.goto(address + link)
    press(page, "Meld mij aan")
    page.get_by_label("Nieuw wachtwoord", exact=True).fill(NEW)
    page.keyboard.press("Tab")
    page.keyboard.type(NEW)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Uw wachtwoord is gekozen").wait_for()
    page.get_by_role("link", name="Verder").click()
    press(page, "Afmelden als ans")
    page.get_by_label("Inlognaam").fill("ans")
    page.keyboard.press("Tab")
    page.keyboard.type(NEW)
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Voorstellen en rondes").wait_for()
    context.close()


def test_who_opens_a_page_from_an_e_mail_signs_in_and_is_there(sheet: Sheet, address: str, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    sheet.page.goto(f"{address}/wachtwoord?van=e-mail")
    sheet.page.get_by_label("Inlognaam").fill("ans")
    sheet.page.get_by_label("Wachtwoord").fill(PASSWORD)
    sheet.page.keyboard.press("Enter")
    sheet.page.get_by_role("heading", name="Kies een wachtwoord").wait_for()
    assert sheet.page.url == f"{address}/wachtwoord?van=e-mail"


def test_a_form_of_another_website_does_nothing(sheet: Sheet, address: str, sqlite_door: Door) -> None:
    somebody(sqlite_door)
    # The same machine by another name: for a browser that is another website.
    elsewhere = address.replace("127.0.0.1", "localhost") + "/win"
    form = (
        f'<form method="post" action="{address}/aanmelden"><input name="login" value="ans">'
        f'<input name="password" value="{PASSWORD}"><button>Win een huis</button></form>'
    )
    sheet.page.route(elsewhere, lambda route: route.fulfill(body=form, content_type="text/html"))
    sheet.page.goto(elsewhere)
    sheet.page.get_by_role("button").click()
    sheet.page.get_by_text("andere website").wait_for()
    assert not sheet.page.context.cookies()


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name).focus()
    page.keyboard.press("Enter")


def read(page: Page) -> None:
    """The page that is there, as a reader, a phone and a screen reader find it."""
    for size in (*NARROW, DESK, PHONE):
        page.set_viewport_size(size)
        assert page.evaluate(OVERFLOW) <= 0, size
        assert page.evaluate(SMALL_TARGETS) == []
    found = Axe().run(page, options=RULES).response["violations"]
    assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == []
