"""The page in a real browser: alone, complete, readable by everybody, on a desk and on a phone."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from maps.render import draw_map
from maps.schematic import schematic_shapes
from tests.browser.chromium import Sheet
from tests.maps.worlds import drenthe_points, drenthe_round, drenthe_shapes, filled, squares
from tests.official import needs_geo

DESK, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


class Silent(SimpleHTTPRequestHandler):
    """A server that writes no log."""

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is the base class's
        """Nothing."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four squares, as kaart.html."""
    place = tmp_path_factory.mktemp("kaart")
    round_, proposal = filled([(20, 1), (20, 13), (20, 20)], name="Ronde oktober")
    text = draw_map(round_, proposal, squares(), schematic=True, source="Grenzen: eigen tekening")
    (place / "kaart.html").write_text(text, encoding="utf-8")
    return place


@pytest.fixture
def server(folder: Path) -> Iterator[str]:
    """The address of a local server with that folder."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Silent, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture
def drawn(sheet: Sheet, folder: Path) -> Page:
    """The page, opened from disk."""
    sheet.page.goto((folder / "kaart.html").as_uri())
    return sheet.page


def wijken(page: Page) -> int:
    return page.locator(".folium-map path.wijk").count()


def test_from_disk_it_asks_for_nothing_else(sheet: Sheet, drawn: Page, folder: Path) -> None:
    drawn.get_by_label("Terug of elders").check()
    drawn.get_by_label("Grens per wijk").check()
    assert sheet.requests == [(folder / "kaart.html").as_uri()]
    assert sheet.complaints == []


def test_served_it_asks_for_nothing_else(sheet: Sheet, server: str) -> None:
    sheet.page.goto(f"{server}/kaart.html")
    assert wijken(sheet.page) == 4
    assert sheet.requests == [f"{server}/kaart.html"]
    assert sheet.complaints == []


def test_layers_are_drawn_and_can_be_switched(drawn: Page) -> None:
    assert wijken(drawn) == 4
    assert drawn.locator(".naam-gemeente").all_text_contents() == ["Aadorp", "Beekstad"]
    drawn.get_by_role("checkbox", name="Ruimte per wijk").uncheck()
    assert wijken(drawn) == 0
    drawn.get_by_label("Grens per wijk").check()
    assert drawn.locator(".getal-grens").all_text_contents() == ["20", "20", "20"]
    drawn.get_by_label("Terug of elders").check()
    assert drawn.locator(".getal-stroom").first.text_content() == "Aadorpniet te tonen"


def test_a_full_wijk_is_hatched_with_a_dark_outline(drawn: Page) -> None:
    look = drawn.locator("path.wijk").nth(2)
    assert look.get_attribute("fill") == "url(#patroon-vol)"
    assert look.get_attribute("stroke") == "#0a2a2e"
    assert drawn.locator("pattern#patroon-vol path").count() == 1


def test_hover_shows_at_most_four_facts(drawn: Page) -> None:
    drawn.locator("path.wijk").nth(1).hover()
    facts = drawn.locator(".leaflet-tooltip > div > *").all_text_contents()
    assert facts == ["wijk b", "Aadorp", "Grens: 20", "Ruimte: krap"]


def test_table_and_map_agree(drawn: Page) -> None:
    told = drawn.locator("#wijken tbody tr td:last-child").all_text_contents()
    fills = [path.get_attribute("fill") for path in drawn.locator("path.wijk").all()]
    assert [text.strip() for text in told] == ["ruim", "krap", "vol", "geen grens"]
    assert fills == ["#d3e8e4", "url(#patroon-krap)", "url(#patroon-vol)", "#ffffff"]


def test_the_table_sorts_and_searches(drawn: Page) -> None:
    names = drawn.locator("#wijken tbody tr:not([hidden]) th")
    drawn.get_by_role("button", name="Ruimte").click()
    drawn.get_by_role("button", name="Ruimte").click()
    assert names.all_text_contents() == ["wijk d", "wijk c", "wijk b", "wijk a"]
    assert drawn.locator("th[aria-sort=descending]").text_content() == "Ruimte"
    drawn.get_by_label("Zoek een wijk of gemeente").fill("BEEK")
    assert names.all_text_contents() == ["wijk d", "wijk c"]
    assert drawn.locator("#gevonden-wijken").text_content() == "2 wijken"


def test_a_name_in_the_table_leads_to_the_map(drawn: Page) -> None:
    drawn.get_by_role("link", name="wijk c").click()
    assert drawn.locator(".leaflet-tooltip strong").text_content() == "wijk c"


def test_layers_and_zoom_are_reached_by_keyboard(drawn: Page) -> None:
    reached = []
    for _ in range(12):
        drawn.keyboard.press("Tab")
        reached.append(drawn.evaluate("document.activeElement.title || document.activeElement.id || 'laag'"))
    assert reached[1:5] == ["laag"] * 4
    assert {"zoom-gemeente", "Inzoomen", "Uitzoomen"} <= set(reached)


def test_zoom_to_a_municipality(drawn: Page) -> None:
    width = drawn.locator("path.wijk").first.bounding_box()
    drawn.get_by_label("Zoom naar").select_option("Aadorp")
    closer = drawn.locator("path.wijk").first.bounding_box()
    assert width
    assert closer
    assert closer["width"] > 1.5 * width["width"]


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_axe_finds_nothing_and_nothing_sticks_out(drawn: Page, size: dict[str, int]) -> None:
    drawn.set_viewport_size({"width": size["width"], "height": size["height"]})
    drawn.get_by_label("Terug of elders").check()
    assert Axe().run(drawn).generate_report().startswith("Found 0")
    assert drawn.evaluate("document.documentElement.scrollWidth") <= size["width"]
    box = drawn.locator(".folium-map").bounding_box()
    assert box
    assert 280 <= box["height"] <= size["height"] * 0.75


def test_print_puts_map_legend_and_source_on_one_sheet(drawn: Page) -> None:
    """An A4 less its margins is 703 by 1032 pixels."""
    drawn.set_viewport_size({"width": 703, "height": 1032})
    drawn.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    drawn.emulate_media(media="print")
    source = drawn.locator(".bron").bounding_box()
    assert source
    assert source["y"] + source["height"] < 1032
    assert drawn.locator(".bediening").is_hidden()
    ends = [box["x"] + box["width"] for path in drawn.locator("path.wijk").all() if (box := path.bounding_box())]
    assert max(ends) < 703


@needs_geo
@pytest.mark.parametrize("schematic", [False, True], ids=["true", "schematic"])
def test_drenthe_is_drawn_whole(sheet: Sheet, tmp_path: Path, schematic: bool) -> None:
    round_, proposal = drenthe_round()
    shapes = schematic_shapes(drenthe_points()) if schematic else drenthe_shapes()
    file = tmp_path / "kaart.html"
    file.write_text(
        draw_map(round_, proposal, shapes, schematic=schematic, source="Grenzen: CBS 2022"), encoding="utf-8"
    )
    sheet.page.goto(file.as_uri())
    assert wijken(sheet.page) == 189
    assert len(sheet.page.locator(".naam-gemeente").all()) == 12
    assert sheet.page.locator("#wijken tbody tr").count() == 189
    assert Axe().run(sheet.page).generate_report().startswith("Found 0")
    sheet.page.set_viewport_size({"width": PHONE["width"], "height": PHONE["height"]})
    assert sheet.page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert sheet.complaints == []
