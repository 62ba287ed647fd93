"""What the colours of the map say, and why a wijk has its cap, in a real browser: on a desk, on a phone and on paper."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from maps.render import draw_map
from maps.schematic import cells_of
from tests.browser.chromium import Sheet
from tests.maps.worlds import drenthe_round, drenthe_shapes, filled, proposal_of, squares, with_draagkracht
from tests.official import needs_geo

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four squares: oranje and decided, groen, rood, and groen without a cap."""
    round_ = with_draagkracht(filled([(20, 1), (20, 13), (20, 20)], name="Ronde oktober")[0])
    text = draw_map(
        round_,
        proposal_of(round_),
        squares(),
        schematic=False,
        source="Grenzen: eigen tekening",
        cells=cells_of(squares()),
    )
    path = tmp_path_factory.mktemp("kaart") / "kaart.html"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def drawn(sheet: Sheet, file: Path) -> Page:
    """The page, opened from disk, without smooth scrolling: in that a click may miss."""
    sheet.page.emulate_media(reduced_motion="reduce")
    sheet.page.goto(file.as_uri())
    return sheet.page


def colour(page: Page, name: str) -> None:
    page.get_by_role("radio", name=name, exact=True).check()


def fills(page: Page) -> list[str | None]:
    return [path.get_attribute("fill") for path in page.locator("path.wijk").all()]


def letters(page: Page) -> list[str]:
    return [text for each in page.locator(".letter:not([hidden])").all() if (text := each.inner_text())]


def test_the_map_opens_with_room_and_says_one_thing_at_a_time(drawn: Page) -> None:
    assert fills(drawn) == ["#d3e8e4", "url(#patroon-krap)", "url(#patroon-vol)", "#ffffff"]
    assert letters(drawn) == []
    colour(drawn, "draagkracht")
    assert fills(drawn) == ["url(#patroon-oranje)", "#cfe3bd", "url(#patroon-rood)", "#cfe3bd"]
    assert letters(drawn) == ["O", "G", "R", "G"]
    colour(drawn, "hoe zeker is dat?")
    assert fills(drawn) == ["#413a80", "#413a80", "#8078b6", "url(#patroon-wisselt-van-kleur)"]
    assert letters(drawn) == ["93%", "100%", "81%", "38%"]
    colour(drawn, "ruimte")
    assert fills(drawn) == ["#d3e8e4", "url(#patroon-krap)", "url(#patroon-vol)", "#ffffff"]
    assert letters(drawn) == []


def test_the_title_is_the_question_that_the_colours_answer(drawn: Page) -> None:
    title = drawn.locator("h1")
    assert title.inner_text() == "Hoeveel ruimte is er nog per wijk?"
    colour(drawn, "draagkracht")
    assert title.inner_text() == "Wat kan elke wijk aan?"
    colour(drawn, "ruimte")
    assert title.inner_text() == "Hoeveel ruimte is er nog per wijk?"


def test_the_legend_goes_with_the_colours(drawn: Page) -> None:
    legend = drawn.locator(".legenda strong:visible")
    assert legend.all_inner_texts() == ["ruim", "krap", "vol", "geen grens"]
    colour(drawn, "draagkracht")
    assert legend.all_inner_texts() == ["groen", "oranje", "rood"]
    colour(drawn, "hoe zeker is dat?")
    assert legend.all_inner_texts() == ["bijna altijd", "meestal", "wisselt van kleur"]


def test_hover_says_what_the_colour_says(drawn: Page) -> None:
    told = drawn.locator(".leaflet-tooltip > div > *")
    colour(drawn, "draagkracht")
    drawn.locator("path.wijk").nth(1).hover()
    assert told.all_text_contents() == ["wijk b", "Aadorp", "Draagkracht: groen (G)", "Grens: 20 (voorstel)"]
    colour(drawn, "hoe zeker is dat?")
    # What is pointed at is drawn last, so that its outline is whole: wijk c has moved up.
    drawn.locator("path.wijk").nth(1).hover()
    zeker = "Zekerheid: blijft meestal rood (81%)"
    assert told.all_text_contents() == ["wijk c", "Beekstad", "Draagkracht: rood (R)", zeker]


def test_a_click_tells_the_proposed_and_the_decided_cap_and_why(drawn: Page) -> None:
    drawn.locator("path.wijk").nth(1).click(position={"x": 20, "y": 20})
    card = drawn.locator("#kaartje")
    assert card.locator("> ul > li").all_inner_texts() == [
        "Aadorp",
        "Ruimte: krap",
        "Draagkracht: groen (G)",
        "Voorgestelde grens: 12",
        "Vastgestelde grens: nog niet vastgesteld",
        "Zekerheid: blijft bijna altijd groen (100%)",
    ]
    assert card.locator("ol li").count() == 0
    card.get_by_text("Waarom deze grens?").click()
    card.locator("ol li").first.wait_for()
    assert card.locator("ol li").first.inner_text().startswith("Laag inkomen: 31,2% van de huishoudens")
    assert card.get_by_role("heading", name="Wat geeft een andere kleur?").is_visible()
    assert card.locator("details ul li").count() == 2


def test_another_wijk_opens_with_its_own_derivation_closed(drawn: Page) -> None:
    drawn.locator("path.wijk").nth(1).click(position={"x": 20, "y": 20})
    drawn.locator("#kaartje summary").click()
    drawn.locator("#kaartje ol li").first.wait_for()
    drawn.locator("path.wijk").nth(0).click(position={"x": 20, "y": 20})
    assert not drawn.locator("#kaartje details").evaluate("each => each.open")
    drawn.locator("#kaartje summary").click()
    drawn.locator("#kaartje").get_by_text("Laag inkomen: 30,2%").wait_for()


def test_the_keyboard_reaches_the_derivation_and_comes_back(drawn: Page) -> None:
    name = drawn.locator("#klassen").get_by_role("link", name="wijk c")
    name.focus()
    drawn.keyboard.press("Enter")
    assert drawn.get_by_role("radio", name="draagkracht", exact=True).is_checked()
    assert drawn.evaluate("document.activeElement.id") == "kaartje"
    drawn.keyboard.press("Tab")
    drawn.keyboard.press("Enter")
    drawn.locator("#kaartje ol li").first.wait_for()
    drawn.keyboard.press("Escape")
    assert drawn.evaluate("document.activeElement.textContent") == "wijk c"


def test_the_table_sorts_by_class_and_certainty_and_searches(drawn: Page) -> None:
    names = drawn.locator("#klassen tbody tr:not([hidden]) th")
    drawn.locator("#klassen").get_by_role("button", name="Draagkracht").click()
    assert names.all_text_contents() == ["wijk b", "wijk d", "wijk a", "wijk c"]
    drawn.locator("#klassen").get_by_role("button", name="Hoe zeker?").click()
    assert names.all_text_contents() == ["wijk d", "wijk c", "wijk a", "wijk b"]
    drawn.locator("#zoek-draagkracht").fill("aadorp")
    assert names.all_text_contents() == ["wijk a", "wijk b"]
    assert drawn.locator("#gevonden-klassen").text_content() == "2 wijken"
    assert drawn.locator("#wijken tbody tr:not([hidden])").count() == 4


def test_colours_and_letters_follow_the_choice_of_form(sheet: Sheet, drawn: Page) -> None:
    colour(drawn, "draagkracht")
    before = fills(drawn)
    drawn.get_by_label("gelijke vakken").check()
    assert fills(drawn) == before
    assert sorted(letters(drawn)) == ["G", "G", "O", "R"]
    assert sheet.complaints == []


def test_a_number_that_does_not_fit_waits_for_a_closer_look(drawn: Page) -> None:
    colour(drawn, "draagkracht")
    shown = drawn.locator(".letter:not([hidden])")
    assert shown.count() == 4
    drawn.evaluate(
        "() => { const map = window[JSON.parse(document.getElementById('gegevens').textContent).kaart];"
        " map.setMinZoom(0); map.setZoom(map.getZoom() - 5, { animate: false }); }"
    )
    assert shown.count() == 0


@SIZES
@pytest.mark.parametrize("way", ["draagkracht", "hoe zeker is dat?"])
def test_axe_finds_nothing_and_nothing_sticks_out(drawn: Page, size: ViewportSize, way: str) -> None:
    drawn.set_viewport_size(size)
    colour(drawn, way)
    drawn.locator("#klassen").get_by_role("link", name="wijk a").click()
    drawn.locator("#kaartje summary").click()
    drawn.locator("#kaartje ol li").first.wait_for()
    assert Axe().run(drawn).generate_report().startswith("Found 0")
    assert drawn.evaluate("document.documentElement.scrollWidth") <= size["width"]


@needs_geo
@pytest.mark.parametrize("way", ["ruimte", "draagkracht", "hoe zeker is dat?"])
def test_print_has_map_legend_and_source_on_one_sheet(sheet: Sheet, tmp_path: Path, way: str) -> None:
    """An A4 less its margins is 703 by 1032 pixels. Drenthe has every class."""
    path = tmp_path / "kaart.html"
    round_ = with_draagkracht(drenthe_round()[0])
    text = draw_map(round_, proposal_of(round_), drenthe_shapes(), schematic=False, source="Grenzen: CBS 2022")
    path.write_text(text, encoding="utf-8")
    page = sheet.page
    page.set_viewport_size({"width": 703, "height": 1032})
    page.goto(path.as_uri())
    colour(page, way)
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    page.emulate_media(media="print")
    source = page.locator(".bron").bounding_box()
    assert source
    assert source["y"] + source["height"] < 1032
    assert page.locator(".legenda strong:visible").count() >= 3
    assert page.locator(".bediening").is_hidden()
