"""The pages of each role in a real browser, and the story of a round from its making to the round after it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass

import pytest
from playwright.sync_api import BrowserContext, Page, ViewportSize, expect

from api.access.door import Door
from api.access.identity import SYSTEM, Identity
from api.jobs.embedded import Workers
from api.store.database import Store
from api.store.runs import Ending, RunProgress, RunState, beat, finish, take_run
from optimizer.policy import Goal
from optimizer.proposal import GoalValue
from optimizer.solve import Standing
from tests.api.desk_app import desk_app
from tests.api.pages.served import Served, proposal_of, served
from tests.api.region import COORDINATOR, CORPORATION, MUNICIPALITY, PLANNER, PROVIDER, home, person, stored
from tests.browser.chromium import Chromium, Sheet
from tests.browser.test_pages import DESK, PHONE, check, of_ours, serving_app
from tests.browser.test_sign_in import read
from tests.doors import PASSWORD, door_to, somebody
from tests.geodata.tiny import cap
from tests.stores import Databases

# A calculation of three people, on a machine that is busy.
PATIENCE = 60_000


@dataclass(frozen=True)
class Site:
    """The service where a browser finds it."""

    served: Served
    address: str

    def sign_in(self, page: Page, by: Identity) -> None:
        """As somebody with an account of their own."""
        somebody(self.served.door, by.account, by.role, by.organisation)
        page.goto(f"{self.address}/aanmelden")
        page.get_by_label("Inlognaam").fill(by.account)
        page.get_by_label("Wachtwoord").fill(PASSWORD)
        with page.expect_navigation():
            page.keyboard.press("Enter")


@pytest.fixture
def site(sqlite_door: Door) -> Iterator[Site]:
    here = served(sqlite_door)
    with serving_app(here.app) as address:
        yield Site(here, address)


def press(page: Page, name: str) -> None:
    """With the keyboard, as who uses no mouse."""
    page.get_by_role("button", name=name).first.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_the_coordinators_pages_can_be_read_by_everybody(sheet: Sheet, site: Site) -> None:
    kept = proposal_of(site.served)
    site.sign_in(sheet.page, COORDINATOR)
    place = f"{site.address}/voorstellen/{kept.id}"
    for page in (f"{site.address}/", f"{place}/", f"{place}/versturen", f"{place}/besluiten"):
        check(sheet, page)
    site.served.send(kept)
    for page in (f"{place}/", f"{place}/besluiten", f"{place}/wijken/kaart/coordinator"):
        check(sheet, page)
    assert sheet.complaints == []
    assert of_ours(sheet)


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER, PLANNER, MUNICIPALITY])
def test_the_page_of_each_role_can_be_read_by_everybody(sheet: Sheet, site: Site, by: Identity) -> None:
    kept = site.served.send(proposal_of(site.served))
    site.sign_in(sheet.page, by)
    place = f"{site.address}/voorstellen/{kept.id}"
    maps = (f"{place}/kaart-en-cijfers",) if by in (PLANNER, MUNICIPALITY) else ()
    for page in (f"{site.address}/", f"{place}/", *maps):
        check(sheet, page)
    assert sheet.complaints == []
    assert of_ours(sheet)


def test_what_is_denied_can_be_read_by_everybody(sheet: Sheet, site: Site) -> None:
    kept = proposal_of(site.served)
    site.sign_in(sheet.page, CORPORATION)
    for page in (f"/voorstellen/{kept.id}/", "/voorstellen/v-onbekend/plaatsingen", "/berekeningen/b-x", "/nergens"):
        check(sheet, site.address + page)
        assert sheet.page.get_by_role("link", name="Naar het begin").get_attribute("href") == "/"


def test_the_map_of_a_planner_draws_itself_in_its_sandbox(sheet: Sheet, site: Site) -> None:
    kept = site.served.send(proposal_of(site.served))
    site.sign_in(sheet.page, PLANNER)
    sheet.page.goto(f"{site.address}/voorstellen/{kept.id}/kaart-en-cijfers")
    expect(sheet.page.frame_locator("iframe").get_by_role("heading", level=1)).to_be_visible()
    assert sheet.complaints == []


@pytest.mark.parametrize("scripts", [True, False])
def test_a_calculation_is_followed_with_and_without_scripts(chromium: Chromium, site: Site, scripts: bool) -> None:
    kept, store = proposal_of(site.served), site.served.door.store
    context = chromium.browser().new_context(java_script_enabled=scripts, locale="nl-NL", viewport=DESK)
    sheet = Sheet(context.new_page())
    sheet.listen()
    site.sign_in(sheet.page, COORDINATOR)
    place = f"{site.address}/berekeningen/{kept.run}"
    sheet.page.goto(place)
    if scripts:
        check(sheet, place)
    with store.writing(SYSTEM) as writing:
        run = take_run(writing, kept.run, 1, "w")
        assert run
        goal = Standing(goal=GoalValue(goal=Goal.PLACEMENTS, value=2, bound=None), settled=False)
        beat(writing, kept.run, 1, RunProgress(phase="rekent", goals=(goal,)))
    expect(sheet.page.get_by_text("1. Plaatsingen naar urgentie")).to_be_visible()
    with store.writing(SYSTEM) as writing:
        finish(writing, run, Ending(state=RunState.KLAAR))
    expect(sheet.page.get_by_role("link", name="Bekijk het voorstel")).to_be_visible()
    if scripts:
        check(sheet, place)
    assert sheet.complaints == []
    context.close()


@pytest.mark.parametrize("scripts", [True, False])
def test_a_corporation_declines_on_a_phone_with_the_keyboard(chromium: Chromium, site: Site, scripts: bool) -> None:
    kept = site.served.send(proposal_of(site.served))
    context = chromium.browser().new_context(java_script_enabled=scripts, locale="nl-NL", viewport=PHONE)
    page = context.new_page()
    site.sign_in(page, CORPORATION)
    page.get_by_role("link", name="Ronde <najaar>").click()
    page.locator("summary").first.focus()
    page.keyboard.press("Enter")
    page.get_by_label("Reden").select_option(label="Past niet in het complex")
    page.get_by_label("Toelichting").fill("Er wonen al drie mensen met begeleiding.")
    press(page, "Weiger deze plaatsing")
    expect(page.get_by_text("Reden: Past niet in het complex.")).to_be_visible()
    expect(page.get_by_text("niets wacht op u")).to_be_visible()
    assert page.url.startswith(f"{site.address}/voorstellen/{kept.id}/#p-")
    context.close()


def test_the_second_of_two_people_is_told_beside_the_placement(context: BrowserContext, site: Site) -> None:
    kept = site.served.send(proposal_of(site.served))
    one = context.new_page()
    site.sign_in(one, CORPORATION)
    other = context.new_page()
    for page in (one, other):
        page.goto(f"{site.address}/voorstellen/{kept.id}/")
    press(one, "Akkoord geven")
    press(other, "Akkoord geven")
    alert = other.locator("li").filter(has=other.get_by_role("alert"))
    expect(alert).to_contain_text("De corporatie heeft deze plaatsing intussen op 'akkoord corporatie' gezet.")
    read(other)


@pytest.fixture
def working(databases: Databases) -> Iterator[Site]:
    """The service with a worker beside it: two dwellings of one corporation and one of another, three people."""
    with closing(Store(databases.new("sqlite"))) as store:
        stored(
            store,
            uitstromers=[person("ans"), person("bea"), person("cas")],
            woningen=[home("h1"), home("h2"), home("h3", "C", corporatie="corp-2")],
            grenswaarden=[cap("WK-A"), cap("WK-C")],
        )
        door = door_to(store)
        app = desk_app(door)
        with Workers(store.url), serving_app(app) as address:
            yield Site(Served(door, app), address)


@pytest.fixture
def parties(chromium: Chromium, working: Site) -> Iterator[tuple[Sheet, Sheet]]:
    """The coordinator and a corporation, signed in."""
    browser = chromium.browser()
    sizes: tuple[ViewportSize, ...] = (DESK, PHONE)
    contexts = [browser.new_context(viewport=size, locale="nl-NL") for size in sizes]
    sheets = []
    for context, by in zip(contexts, (COORDINATOR, CORPORATION), strict=True):
        opened = Sheet(context.new_page())
        opened.listen()
        working.sign_in(opened.page, by)
        sheets.append(opened)
    yield sheets[0], sheets[1]
    for context in contexts:
        context.close()


def calculated(page: Page, round_: int) -> None:
    """Ask for a calculation of the round in this row, and follow it to its proposal."""
    page.get_by_role("button", name="Bereken").nth(round_).click()
    expect(page.get_by_role("heading", name="De berekening is klaar")).to_be_visible(timeout=PATIENCE)
    page.get_by_role("link", name="Bekijk het voorstel").click()


def test_a_round_from_its_making_to_the_one_after_it(parties: tuple[Sheet, Sheet]) -> None:
    coordinator, corporation = parties
    page = coordinator.page
    page.get_by_label("Naam").fill("Ronde najaar")
    page.get_by_label("Begin").fill("2026-10-01")
    page.get_by_label("Einde").fill("2026-12-31")
    press(page, "Maak de ronde")
    calculated(page, 0)
    page.get_by_role("link", name="Naar corporaties sturen").click()
    expect(page.get_by_text("Er gaan 3 plaatsingen naar wie erover beslist.")).to_be_visible()
    press(page, "Verstuur het voorstel")
    expect(page.locator("#stand")).to_contain_text("Verstuurd op")

    own = corporation.page
    own.reload()
    own.get_by_role("link", name="Ronde najaar").click()
    expect(own.get_by_text("2 plaatsingen, 2 wachten op u")).to_be_visible()
    titles = [each.split() for each in own.locator(".asked h2").all_inner_texts()]
    (kept_home, _, kept_person), (lost_home, _, lost_person) = titles
    press(own, f"Akkoord geven voor {kept_person} in {kept_home}")
    item = own.locator(".asked > li").filter(has_text=lost_home)
    item.locator("summary").click()
    item.get_by_label("Reden").select_option(label="Past niet in het complex")
    press(own, "Weiger deze plaatsing")
    check(corporation, own.url)

    page.reload()
    expect(page.locator(".chain")).to_contain_text("Geweigerd")
    press(page, "Vervolgronde maken")
    calculated(page, 0)
    page.get_by_role("link", name="Plaatsingen").first.click()
    row = page.get_by_role("row").filter(has_text=kept_person)
    expect(row).to_contain_text(kept_home)
    expect(row).to_contain_text("vast")
    expect(page.locator("main")).not_to_contain_text(lost_person)
    page.get_by_role("link", name="Niet geplaatst").click()
    expect(page.get_by_role("row").filter(has_text=lost_person)).to_be_visible()
    assert coordinator.complaints == []
    assert corporation.complaints == []
    assert of_ours(coordinator)
