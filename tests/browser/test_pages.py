"""The web application in a real browser: readable by everybody, alone, on a desk and on a phone."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import uvicorn
from axe_playwright_python.sync_playwright import Axe
from fastapi import FastAPI
from playwright.sync_api import ViewportSize

from api.app import create_app
from api.shown import Shown
from geodata.assemble import assemble
from geodata.region import bundled, bundled_draagkracht, read_period, read_policy
from geodata.synthetic import with_synthetic_round
from optimizer.solve import practice, solve
from tests.api.small_round import MAP, clashing, small
from tests.api.stored import stored
from tests.browser.chromium import Sheet

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
LISTS = ("/plaatsingen", "/niet-geplaatst", "/woningen", "/wijken", "/afspraken", "/afspraken/begeleiding")
# All limits of the region at once keep the checker busy for half a minute and tell nothing more.
PAGES = (
    "/",
    "/plaatsingen",
    "/niet-geplaatst",
    "/woningen",
    "/wijken?nieuw=ja",
    *LISTS[4:],
    "/wijken/kaart",
    "/handleiding",
    "/handleiding/draagkracht",
    "/nergens",
)
# A phone at 200%, and the narrowest screen on which tables are tables.
NARROW: tuple[ViewportSize, ...] = ({"width": 320, "height": 640}, {"width": 1217, "height": 900})
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# WCAG 2.2, 2.5.8: links within a sentence may be smaller.
SMALL_TARGETS = """[...document.querySelectorAll('button, input, select, summary, nav a, th a')]
  .filter(each => each.offsetParent && (each.offsetWidth < 24 || each.offsetHeight < 24)
    && getComputedStyle(each.closest('thead') || each).position !== 'absolute')
  .map(each => each.outerHTML)"""


def serving(shown: Shown) -> AbstractContextManager[str]:
    """The address of the application of one proposal, as long as it is needed."""
    return serving_app(create_app(shown))


@contextmanager
def serving_app(app: FastAPI) -> Iterator[str]:
    """The address of any application, as long as it is needed."""
    listener = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, log_level="error", lifespan="off", ws="none")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join()
    listener.close()


@pytest.fixture(scope="module")
def drenthe() -> Iterator[str]:
    """A round of the size of the region."""
    period = read_period()
    round_ = assemble(
        with_synthetic_round(bundled(), seed=1),
        read_policy(),
        id="drenthe-1",
        name="Ronde najaar 2026",
        start=period.start,
        end=period.end,
        origin_of_data="synthetisch, zaad 1",
        draagkracht=bundled_draagkracht(),
    )
    with serving(Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP)) as address:
        yield address


@pytest.fixture(scope="module")
def odd() -> Iterator[str]:
    """A small round with names that try to break out."""
    with serving(small()) as address:
        yield address


def check(sheet: Sheet, url: str) -> None:
    """The page as a reader, a phone and a screen reader find it."""
    sheet.page.goto(url)
    for size in NARROW:
        sheet.page.set_viewport_size(size)
        assert sheet.page.evaluate(OVERFLOW) <= 0, (url, size)
    for size in (DESK, PHONE):
        sheet.page.set_viewport_size(size)
        sheet.page.goto(url)
        assert sheet.page.evaluate(OVERFLOW) <= 0, (url, size)
        assert sheet.page.evaluate(SMALL_TARGETS) == []
        found = Axe().run(sheet.page, options=RULES).response["violations"]
        assert [(each["id"], [node["html"] for node in each["nodes"]]) for each in found] == [], (url, size)


def of_ours(sheet: Sheet) -> bool:
    return all(url.startswith(("http://127.0.0.1:", "data:")) for url in sheet.requests)


@pytest.mark.parametrize("path", PAGES)
def test_every_page_can_be_read_by_everybody(sheet: Sheet, drenthe: str, path: str) -> None:
    check(sheet, drenthe + path)
    expected = ["404"] if path == "/nergens" else []
    assert all(any(word in text for word in expected) for text in sheet.complaints), sheet.complaints
    assert of_ours(sheet)


@pytest.mark.parametrize("path", ["/plaatsingen", "/niet-geplaatst", "/woningen", "/woningen?bij=niemand", "/wijken"])
def test_the_page_of_a_person_a_dwelling_or_a_wijk_too(sheet: Sheet, drenthe: str, path: str) -> None:
    sheet.page.goto(drenthe + path)
    link = sheet.page.locator("tbody th a").first
    name = link.inner_text()
    link.click()
    assert sheet.page.locator("h1").inner_text().startswith(name)
    check(sheet, sheet.page.url)
    assert sheet.complaints == []


def test_from_a_person_to_the_dwelling_the_wijk_and_back(sheet: Sheet, drenthe: str) -> None:
    sheet.page.goto(f"{drenthe}/plaatsingen")
    person = sheet.page.locator("tbody th a").first
    name = person.inner_text()
    person.click()
    for _ in ("woning", "wijk"):
        sheet.page.locator(".summary a").first.click()
    assert "/wijken/WK" in sheet.page.url
    sheet.page.get_by_role("link", name=name, exact=True).first.click()
    assert sheet.page.locator("h1").inner_text().startswith(name)


@pytest.mark.parametrize("path", ["/", *LISTS, "/woningen/w5", "/wijken/GM-A"])
def test_hostile_names_do_nothing(sheet: Sheet, odd: str, path: str) -> None:
    sheet.page.on("dialog", lambda dialog: pytest.fail(dialog.message))
    check(sheet, odd + path)
    assert sheet.complaints == []


def test_clashing_pins_can_be_read_by_everybody(sheet: Sheet) -> None:
    with serving(clashing()) as address:
        check(sheet, address)
        check(sheet, f"{address}/niet-geplaatst")


@pytest.mark.parametrize("path", ["/handleiding", "/voorstellen/nergens/"])
def test_a_page_of_no_proposal_can_be_read_by_everybody(sheet: Sheet, path: str) -> None:
    with serving_app(stored({"1": small()})) as address:
        check(sheet, address + path)
    assert sheet.page.locator("header nav").count() == 0
    assert of_ours(sheet)


def test_the_map_draws_itself_in_its_sandbox(sheet: Sheet, drenthe: str) -> None:
    sheet.page.goto(f"{drenthe}/wijken/kaart")
    assert sheet.page.frame_locator("iframe").locator("#hier").inner_text() == "getekend"
    sheet.page.goto(f"{drenthe}/kaart")
    assert sheet.page.locator("#hier").inner_text() == "getekend"
    assert sheet.complaints == []


def test_sorting_by_a_click_on_a_column(sheet: Sheet, drenthe: str) -> None:
    sheet.page.goto(f"{drenthe}/plaatsingen")
    for direction in ("ascending", "descending"):
        sheet.page.get_by_role("columnheader", name="Huur per maand").get_by_role("link").click()
        assert sheet.page.locator("th[aria-sort]").get_attribute("aria-sort") == direction
        rents = sheet.page.locator('td[data-label="Huur per maand"]').all_inner_texts()
        assert rents == sorted(rents, reverse=direction == "descending")


def test_searching_with_the_keyboard_on_a_phone(sheet: Sheet, drenthe: str) -> None:
    sheet.page.set_viewport_size(PHONE)
    sheet.page.goto(f"{drenthe}/plaatsingen")
    sheet.page.get_by_label("Zoeken", exact=True).fill("studio")
    with sheet.page.expect_navigation():
        sheet.page.keyboard.press("Enter")
    shown = sheet.page.locator("tbody tr")
    assert shown.count() > 0
    assert all("studio" in text for text in shown.all_inner_texts())
    assert " van " in sheet.page.get_by_role("status").inner_text()
    sheet.page.get_by_role("link", name="Wis keuzes").click()
    assert sheet.page.get_by_label("Zoeken", exact=True).input_value() == ""


def test_without_a_mouse_the_content_is_one_key_away(sheet: Sheet, drenthe: str) -> None:
    sheet.page.goto(drenthe)
    sheet.page.keyboard.press("Tab")
    assert sheet.page.evaluate("document.activeElement.textContent") == "Naar de inhoud"
    sheet.page.keyboard.press("Enter")
    assert sheet.page.evaluate("document.activeElement.id") == "inhoud"


def test_the_font_is_our_own(sheet: Sheet, drenthe: str) -> None:
    sheet.page.goto(drenthe)
    assert sheet.page.evaluate(
        "document.fonts.ready.then(() => document.fonts.check('17px \"Atkinson Hyperlegible Next\"'))"
    )
    assert any(url.endswith(".woff2") for url in sheet.requests)
