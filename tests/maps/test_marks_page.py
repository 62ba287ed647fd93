"""Marks, the card of a wijk and the two forms, in a real browser: on a desk, on a phone and on paper."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import FloatRect, Locator, Page, ViewportSize

from maps.facilities import Facility
from maps.render import draw_map
from maps.schematic import cells_of
from tests.browser.chromium import Sheet
from tests.maps.worlds import drenthe_round, drenthe_shapes, filled, proposal_of, squares, with_offers
from tests.official import needs_geo
from tests.worlds import dwelling

DESK: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
SIZES = pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
FACILITIES = (
    Facility(name="Nachtopvang", kind="nachtopvang", places=8, wijk="wijk-a", closes=date(2026, 11, 30)),
    Facility(name="Inloop", kind="inloop", wijk="wijk-a", meeting=True),
    Facility(secret=True),
)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four squares with homes and facilities, and the same as equal cells."""
    homes = [
        dwelling("een", "a", units=3),
        dwelling("twee", "a", corporation="corp-2"),
        dwelling("drie", "d", corporation=None, provider="zorg-1"),
    ]
    round_, proposal = filled([(20, 1), (20, 13), (20, 20)], name="Ronde oktober", dwellings=homes)
    text = draw_map(
        round_,
        proposal,
        squares(),
        schematic=False,
        source="Grenzen: eigen tekening",
        cells=cells_of(squares()),
        facilities=FACILITIES,
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


def switch(page: Page, layer: str) -> None:
    page.get_by_role("checkbox", name=layer).click()


def both(page: Page) -> None:
    switch(page, "Woningen per corporatie")
    switch(page, "Voorzieningen")


def boxes(found: Locator) -> list[FloatRect]:
    return [box for each in found.all() if (box := each.bounding_box())]


def overlap(first: FloatRect, second: FloatRect) -> bool:
    return (
        first["x"] < second["x"] + second["width"]
        and second["x"] < first["x"] + first["width"]
        and first["y"] < second["y"] + second["height"]
        and second["y"] < first["y"] + first["height"]
    )


def crossing(found: list[FloatRect]) -> int:
    return sum(overlap(first, second) for index, first in enumerate(found) for second in found[:index])


def facts(page: Page) -> list[str]:
    return page.locator(".leaflet-tooltip > div > *").all_text_contents()


def test_new_layers_are_off_and_so_is_their_legend(drawn: Page) -> None:
    assert drawn.locator(".merk").count() == 0
    assert drawn.get_by_role("heading", name="Woningen per corporatie").is_hidden()
    assert drawn.locator(".legenda").get_by_text("opvang of wonen").is_hidden()


def test_a_legend_is_there_as_long_as_its_layer(drawn: Page) -> None:
    switch(drawn, "Woningen per corporatie")
    legend = drawn.locator(".legenda li[data-merk]:visible")
    assert legend.locator(".aantal").all_text_contents() == ["3 woningen", "1 woning", "1 woning"]
    switch(drawn, "Woningen per corporatie")
    assert legend.count() == 0
    switch(drawn, "Ruimte per wijk")
    assert drawn.locator(".legenda .vakje:visible").count() == 0


def test_marks_and_tables_agree(drawn: Page) -> None:
    switch(drawn, "Woningen per corporatie")
    marks = drawn.locator(".merk").all_inner_texts()
    rows = drawn.locator("#aanbod tbody tr").all()
    cells = [[cell.inner_text() for cell in row.locator("td").all()] for row in rows]
    assert [text.split() for text in marks] == [[who.split()[0], number] for _, who, number in cells]
    switch(drawn, "Woningen per corporatie")
    switch(drawn, "Voorzieningen")
    signs = drawn.locator(".merk svg").evaluate_all("all => all.map(each => each.outerHTML)")
    assert signs == drawn.locator("#plekken tbody th svg").evaluate_all("all => all.map(each => each.outerHTML)")
    assert len(signs) == 2


def test_hover_tells_the_facts_of_a_mark(drawn: Page) -> None:
    switch(drawn, "Woningen per corporatie")
    drawn.locator(".merk").first.hover()
    assert facts(drawn) == ["wijk a", "Corporatie 1", "3 woningen"]
    switch(drawn, "Voorzieningen")
    drawn.locator(".merk").last.hover()
    assert facts(drawn) == ["Nachtopvang", "nachtopvang", "wijk a", "8 plekken, tot en met 30 november 2026"]


@SIZES
def test_marks_in_one_wijk_stand_apart_and_within_the_map(drawn: Page, size: ViewportSize) -> None:
    drawn.set_viewport_size(size)
    both(drawn)
    found, frame = boxes(drawn.locator(".merk")), drawn.locator(".folium-map").bounding_box()
    assert len(found) == 5
    assert crossing(found) == 0
    assert frame
    assert all(frame["x"] <= box["x"] and box["x"] + box["width"] <= frame["x"] + frame["width"] for box in found)
    assert drawn.locator(".leaflet-stelen-pane path").first.get_attribute("d") != "M0 0"


def test_everything_follows_the_choice_of_form(sheet: Sheet, drawn: Page) -> None:
    both(drawn)
    drawn.get_by_label("Grens per wijk").check()
    before = drawn.locator("path.wijk").first.get_attribute("d")
    told = drawn.locator(".merk, .getal-grens, .naam-gemeente").all_text_contents()
    drawn.get_by_label("gelijke vakken").check()
    assert drawn.locator("path.wijk").first.get_attribute("d") != before
    assert drawn.locator("path.wijk").count() == 4
    assert drawn.locator(".merk, .getal-grens, .naam-gemeente").all_text_contents() == told
    assert "Die zijn schematisch" in drawn.locator(".bron").inner_text()
    drawn.get_by_label("echte grenzen").check()
    assert drawn.locator("path.wijk").first.get_attribute("d") == before
    assert "schematisch" not in drawn.locator(".bron").inner_text()
    assert sheet.complaints == []


def test_zoom_and_the_tables_work_in_cells(drawn: Page) -> None:
    drawn.get_by_label("gelijke vakken").check()
    whole = boxes(drawn.locator("path.wijk"))[0]
    drawn.get_by_label("Zoom naar").select_option("Aadorp")
    assert boxes(drawn.locator("path.wijk"))[0]["width"] > 1.2 * whole["width"]
    drawn.locator("#wijken").get_by_role("link", name="wijk c").click()
    assert drawn.locator("#kaartje h2").inner_text() == "wijk c"


def test_a_click_on_a_wijk_keeps_its_facts(drawn: Page) -> None:
    drawn.locator("path.wijk").first.click(position={"x": 20, "y": 20})
    card = drawn.locator("#kaartje")
    assert card.locator("h2").inner_text() == "wijk a"
    assert card.locator("li").all_inner_texts() == [
        "Aadorp",
        "Grens: 20",
        "Ruimte: ruim",
        "Corporatie 1: 3 woningen",
        "Corporatie 2: 1 woning",
        "Inloop: inloop",
        "Nachtopvang: nachtopvang",
    ]
    drawn.mouse.move(5, 5)
    assert card.is_visible()
    card.get_by_role("button", name="Sluiten").click()
    assert card.is_hidden()


def test_the_keyboard_goes_to_the_card_and_back(drawn: Page) -> None:
    name = drawn.locator("#wijken").get_by_role("link", name="wijk b")
    name.focus()
    drawn.keyboard.press("Enter")
    assert drawn.evaluate("document.activeElement.id") == "kaartje"
    drawn.keyboard.press("Escape")
    assert drawn.locator("#kaartje").is_hidden()
    assert drawn.evaluate("document.activeElement.textContent") == "wijk b"


def test_a_name_in_another_table_brings_its_layer_along(drawn: Page) -> None:
    drawn.locator("#aanbod").get_by_role("link", name="wijk d").click()
    assert drawn.get_by_role("checkbox", name="Woningen per corporatie").is_checked()
    assert drawn.locator("#kaartje h2").inner_text() == "wijk d"


def test_on_disk_there_is_no_way_out(sheet: Sheet, drawn: Page, file: Path) -> None:
    both(drawn)
    drawn.locator("#wijken").get_by_role("link", name="wijk a").click()
    assert drawn.locator("#kaartje a").count() == 0
    drawn.get_by_label("gelijke vakken").check()
    assert sheet.requests == [file.as_uri()]
    assert sheet.complaints == []


@SIZES
def test_axe_finds_nothing_and_nothing_sticks_out(drawn: Page, size: ViewportSize) -> None:
    drawn.set_viewport_size(size)
    both(drawn)
    drawn.locator("#wijken").get_by_role("link", name="wijk a").click()
    assert Axe().run(drawn).generate_report().startswith("Found 0")
    assert drawn.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_print_has_the_legend_of_what_is_on_and_the_source_on_one_sheet(drawn: Page) -> None:
    """An A4 less its margins is 703 by 1032 pixels."""
    drawn.set_viewport_size({"width": 703, "height": 1032})
    both(drawn)
    drawn.locator("#wijken").get_by_role("link", name="wijk a").click()
    drawn.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    drawn.emulate_media(media="print")
    source = drawn.locator(".bron").bounding_box()
    assert source
    assert source["y"] + source["height"] < 1032
    assert drawn.locator(".legenda li[data-merk]:visible").count() == 5
    assert drawn.locator("#kaartje").is_hidden()


@needs_geo
@SIZES
def test_a_full_round_of_drenthe_stays_readable(sheet: Sheet, tmp_path: Path, size: ViewportSize) -> None:
    """Eight corporations with forty offers, in every fifth wijk."""
    round_ = with_offers(drenthe_round()[0], number=40, corporations=8)
    proposal = proposal_of(round_)
    shapes = drenthe_shapes()
    path = tmp_path / "kaart.html"
    text = draw_map(round_, proposal, shapes, schematic=False, source="CBS 2022", cells=cells_of(shapes))
    path.write_text(text, encoding="utf-8")
    sheet.page.set_viewport_size(size)
    sheet.page.goto(path.as_uri())
    switch(sheet.page, "Woningen per corporatie")
    for form in ("echte grenzen", "gelijke vakken"):
        sheet.page.get_by_label(form).check()
        found = boxes(sheet.page.locator(".merk"))
        assert len(found) == sheet.page.locator("#aanbod tbody tr").count() == 40
        assert crossing(found) == 0
    assert Axe().run(sheet.page).generate_report().startswith("Found 0")
    assert sheet.page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert sheet.complaints == []
