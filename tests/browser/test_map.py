"""The map within the web application: from a wijk on it, one click leads to the page of that wijk."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FrameLocator, Page, ViewportSize

from api.shown import Shown
from maps.render import draw_map
from tests.api.stored import stored
from tests.browser.chromium import Sheet
from tests.browser.test_pages import serving, serving_app
from tests.maps.load_worlds import page as page_of_loads
from tests.maps.worlds import filled, squares
from tests.worlds import dwelling

SIZES: tuple[ViewportSize, ...] = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
LINK = "Naar de pagina van deze wijk"


def mapped() -> Shown:
    """A round with a map of four squares."""
    round_, proposal = filled([(20, 1), (20, 13), (20, 20)], dwellings=[dwelling("een", "a")])
    html = draw_map(round_, proposal, squares(), schematic=True, source="eigen tekening")
    return Shown(round=round_, proposal=proposal, practice=None, map_html=html, loads_html=page_of_loads())


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """The application of that round."""
    with serving(mapped()) as running:
        yield running


@pytest.fixture(scope="module")
def kept() -> Iterator[str]:
    """The same round as one of the proposals of an application."""
    with serving_app(stored({"1": mapped()})) as running:
        yield f"{running}/voorstellen/1"


@pytest.fixture(autouse=True)
def still(sheet: Sheet) -> None:
    """Without smooth scrolling, in which a click may miss."""
    sheet.page.emulate_media(reduced_motion="reduce")


def frame_in(page: Page) -> FrameLocator:
    """The frame of the map, in view: a browser may leave one undrawn, and its map not begun, until somebody sees it."""
    page.locator("iframe").scroll_into_view_if_needed()
    frame = page.frame_locator("iframe")
    frame.locator("path.wijk:not([d='M0 0'])").first.wait_for()
    return frame


def choose(page: Page | FrameLocator, name: str) -> None:
    page.locator("#wijken").get_by_role("link", name=name).click()


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_a_wijk_on_the_map_leads_to_its_page(sheet: Sheet, address: str, size: ViewportSize) -> None:
    sheet.page.set_viewport_size(size)
    sheet.page.goto(f"{address}/wijken/kaart")
    frame = frame_in(sheet.page)
    choose(frame, "wijk a")
    with sheet.page.expect_navigation():
        frame.get_by_role("link", name=LINK).click()
    assert sheet.page.url == f"{address}/wijken/wijk-a"
    assert sheet.page.locator("iframe").count() == 0
    assert sheet.complaints == []


def test_a_click_in_the_map_itself_does_too(sheet: Sheet, address: str) -> None:
    sheet.page.goto(f"{address}/kaart")
    sheet.page.locator("path.wijk").first.click(position={"x": 20, "y": 20})
    assert sheet.page.get_by_role("link", name=LINK).get_attribute("target") == "_top"
    with sheet.page.expect_navigation():
        sheet.page.get_by_role("link", name=LINK).click()
    assert sheet.page.url == f"{address}/wijken/wijk-a"


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_a_wijk_leads_to_its_page_of_the_same_proposal(sheet: Sheet, kept: str, size: ViewportSize) -> None:
    sheet.page.set_viewport_size(size)
    sheet.page.goto(f"{kept}/wijken/kaart")
    frame = frame_in(sheet.page)
    frame.locator("path.wijk").first.click(position={"x": 20, "y": 20})
    link = frame.get_by_role("link", name=LINK)
    with sheet.page.expect_navigation():
        link.click()
    assert sheet.page.url.startswith(f"{kept}/wijken/wijk-")
    assert sheet.page.locator("h1").inner_text().startswith("wijk ")
    assert sheet.complaints == []


def test_the_map_alone_knows_its_proposal_too(sheet: Sheet, kept: str) -> None:
    sheet.page.goto(f"{kept}/kaart")
    choose(sheet.page, "wijk a")
    with sheet.page.expect_navigation():
        sheet.page.get_by_role("link", name=LINK).click()
    assert sheet.page.url == f"{kept}/wijken/wijk-a"
    assert sheet.complaints == []


def test_the_map_alone_asks_for_nothing_and_can_be_read_by_everybody(sheet: Sheet, address: str) -> None:
    sheet.page.goto(f"{address}/kaart")
    choose(sheet.page, "wijk b")
    assert sheet.requests == [f"{address}/kaart"]
    assert sheet.complaints == []
    assert Axe().run(sheet.page).generate_report().startswith("Found 0")


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
def test_the_coordinators_map_works_in_its_sandbox(sheet: Sheet, address: str, size: ViewportSize) -> None:
    sheet.page.set_viewport_size(size)
    sheet.page.goto(f"{address}/wijken/kaart")
    sheet.page.get_by_role("link", name="Kaart voor u").click()
    frame = frame_in(sheet.page)
    frame.get_by_label("wat verandert").check()
    assert frame.locator("#kaart-1 path.wijk").count() == 4
    frame.locator("#titel-1").get_by_text("Dit voorstel: wat verandert er?", exact=True).wait_for()
    assert Axe().run(sheet.page).generate_report().startswith("Found 0")
    assert sheet.complaints == []


@pytest.mark.parametrize("path", ["/kaart", "/kaart/coordinator"])
def test_a_map_in_a_frame_without_a_size_begins_when_it_has_one(sheet: Sheet, address: str, path: str) -> None:
    sheet.page.goto(f"{address}/handleiding")
    sheet.page.evaluate(
        """path => {
            const frame = document.createElement("iframe");
            frame.src = path;
            frame.style.cssText = "width: 0; height: 0; border: 0";
            document.body.append(frame);
        }""",
        path,
    )
    sheet.page.frame_locator("iframe").locator("path.wijk").first.wait_for(state="attached")
    sheet.page.evaluate("() => { document.querySelector('iframe').style.cssText = 'width: 900px; height: 700px' }")
    frame = frame_in(sheet.page)
    # The edges of a wijk are drawn with numbers once the map has been fitted.
    frame.locator("path.wijk[d^='M']:not([d*='NaN'])").first.wait_for()
    frame.locator("#zoom-gemeente").select_option(index=1)
    assert sheet.complaints == []
