"""The coordinator's page in a real browser: both maps move together, for mouse, keyboard, phone and paper."""

from __future__ import annotations

import math
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize

from maps.schematic import schematic_shapes
from maps.side_by_side import draw_loads, ground_of
from tests.browser.chromium import Sheet
from tests.maps.load_worlds import ABOUT, page, states
from tests.maps.worlds import drenthe_points, drenthe_round, drenthe_shapes
from tests.official import needs_geo

SIZES: tuple[ViewportSize, ...] = ({"width": 1280, "height": 900}, {"width": 390, "height": 844})
# An A4 less its margins, in pixels, both ways.
PAPER: tuple[ViewportSize, ...] = ({"width": 703, "height": 1032}, {"width": 1032, "height": 703})
# Where both names stand on each map, in pixels from its corner, shown or not.
PLACES = """[0, 1].map(function (at) {
    var map = document.getElementById("kaart-" + at);
    var pane = map.querySelector(".leaflet-map-pane")._leaflet_pos;
    return Array.from(map.querySelectorAll(".naam-gemeente")).map(function (name) {
        return [name._leaflet_pos.x + pane.x, name._leaflet_pos.y + pane.y];
    });
})"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """The page of four squares, on disk."""
    path = tmp_path / "kaart-coordinator.html"
    path.write_text(page(known=True), encoding="utf-8")
    return path


@pytest.fixture
def drawn(sheet: Sheet, file: Path) -> Page:
    """The page, opened from disk, without smooth scrolling."""
    sheet.page.emulate_media(reduced_motion="reduce")
    sheet.page.goto(file.as_uri())
    return sheet.page


def places(page: Page) -> list[list[list[float]]]:
    found: list[list[list[float]]] = page.evaluate(PLACES)
    return found


def linked(page: Page) -> tuple[float, float, float]:
    """How far apart the names are, and where the first is: on both maps the same, to a pixel."""
    (first, second), other = places(page)
    assert [first, second] == [pytest.approx(place, abs=1.5) for place in other]
    return math.dist(first, second), first[0], first[1]


def facts(page: Page) -> list[list[str]]:
    tips = page.locator(".leaflet-tooltip > div").all()
    return [tip.locator("> *").all_text_contents() for tip in tips]


def test_from_disk_it_asks_for_nothing_else(sheet: Sheet, drawn: Page, file: Path) -> None:
    for view in ("verschil", "plek", "vol"):
        drawn.locator(f"[name=beeld][value={view}]").check()
    assert sheet.requests == [file.as_uri()]
    assert sheet.complaints == []


@pytest.mark.parametrize("at", [0, 1], ids=["first", "second"])
def test_zooming_and_dragging_one_map_moves_the_other(drawn: Page, at: int) -> None:
    before = linked(drawn)
    drawn.locator(f"#kaart-{at} .leaflet-control-zoom-in").click()
    closer = linked(drawn)
    assert closer[0] > 1.5 * before[0]
    box = drawn.locator(f"#kaart-{at}").bounding_box()
    assert box
    drawn.mouse.move(box["x"] + 300, box["y"] + 300)
    drawn.mouse.down()
    drawn.mouse.move(box["x"] + 360, box["y"] + 250, steps=4)
    drawn.wait_for_timeout(250)
    drawn.mouse.up()
    moved = linked(drawn)
    assert moved[1] == pytest.approx(closer[1] + 60, abs=3)
    assert moved[2] == pytest.approx(closer[2] - 50, abs=3)


def test_the_keyboard_moves_both(drawn: Page) -> None:
    before = linked(drawn)
    drawn.locator("#kaart-1").focus()
    drawn.keyboard.press("+")
    assert linked(drawn)[0] > 1.5 * before[0]
    here = linked(drawn)
    drawn.keyboard.press("ArrowRight")
    drawn.wait_for_timeout(600)
    assert linked(drawn)[1] < here[1] - 20


def test_everything_is_reached_by_keyboard(drawn: Page) -> None:
    reached = []
    for _ in range(14):
        drawn.keyboard.press("Tab")
        reached.append(drawn.evaluate("document.activeElement.title || document.activeElement.id || 'iets'"))
    assert {"zoom-gemeente", "kaart-0", "kaart-1", "Inzoomen", "Uitzoomen", "zoek"} <= set(reached)
    drawn.locator("[name=beeld][value=vol]").focus()
    drawn.keyboard.press("ArrowRight")
    assert drawn.locator("#titel-1").text_content() == "Dit voorstel: wat verandert er?"


def test_when_the_window_changes_they_stay_together(drawn: Page) -> None:
    for size in ({"width": 900, "height": 700}, {"width": 700, "height": 900}, {"width": 1280, "height": 1100}):
        drawn.set_viewport_size({"width": size["width"], "height": size["height"]})
        drawn.wait_for_timeout(400)
        linked(drawn)


def test_zoom_to_a_municipality_moves_both(drawn: Page) -> None:
    before = linked(drawn)
    drawn.get_by_label("Zoom naar").select_option("Beekstad")
    assert linked(drawn)[0] > 1.5 * before[0]
    drawn.get_by_label("Zoom naar").select_option("de hele regio")
    assert linked(drawn)[0] == pytest.approx(before[0], abs=1)


def test_pointing_tells_both_sides(drawn: Page) -> None:
    drawn.locator("#kaart-0 path.wijk").nth(1).hover()
    assert facts(drawn) == [
        ["wijk b, Aadorp", "Grens: 20", "Bezet: 17 (85%)", "Vrij: 3"],
        ["wijk b, Aadorp", "Grens: 20", "Bezet: 15 (75%)", "Vrij: 5", "Verschil met nu: 2 eraf"],
    ]
    drawn.mouse.move(5, 5)
    assert facts(drawn) == []


def test_the_colours_follow_the_choice_and_so_does_the_legend(drawn: Page) -> None:
    looks = drawn.locator("#kaart-1 path.wijk")
    assert looks.nth(2).get_attribute("fill") == "url(#patroon-vol-meer)"
    assert looks.nth(3).get_attribute("fill") == "#ffffff"
    assert drawn.locator("#kaart-1 .getal-grens").all_text_contents() == ["16", "5", "−2"]
    drawn.get_by_label("wat één plek meer oplevert").check()
    assert looks.nth(2).get_attribute("fill") == "#ffffff"
    assert drawn.locator("#kaart-1 .getal-grens").all_text_contents() == ["+1"]
    assert drawn.get_by_text("Witte wijken zijn niet nagerekend").is_visible()
    assert drawn.locator("[data-legenda=vol]").is_hidden()
    for pattern in ("vol-meer", "meer-3", "plek-placements"):
        assert drawn.locator(f"#vakje-{pattern}").count() == 1


def test_from_the_table_to_the_maps_and_back(drawn: Page) -> None:
    link = drawn.get_by_role("link", name="wijk c")
    link.focus()
    drawn.keyboard.press("Enter")
    assert [lines[0] for lines in facts(drawn)] == ["wijk c, Beekstad"] * 2
    assert drawn.evaluate("document.activeElement.id") == "kaart-0"
    drawn.keyboard.press("Escape")
    assert facts(drawn) == []
    assert link.evaluate("link => link === document.activeElement")


def test_the_table_sorts_and_searches(drawn: Page) -> None:
    names = drawn.locator("#bezetting tbody tr:not([hidden]) th")
    drawn.get_by_role("button", name="Verschil").click()
    assert names.all_text_contents() == ["wijk b", "wijk c", "wijk d", "wijk a"]
    drawn.get_by_role("button", name="Vrij bij voorstel").click()
    assert names.all_text_contents() == ["wijk c", "wijk b", "wijk a", "wijk d"]
    drawn.get_by_label("Zoek een wijk of gemeente").fill("beek")
    assert names.all_text_contents() == ["wijk c", "wijk d"]
    assert drawn.locator("output").text_content() == "2 wijken"


@pytest.mark.parametrize("size", SIZES, ids=["desk", "phone"])
@pytest.mark.parametrize("view", ["vol", "verschil", "plek"])
def test_axe_finds_nothing_and_nothing_sticks_out(drawn: Page, size: ViewportSize, view: str) -> None:
    drawn.set_viewport_size(size)
    drawn.locator(f"[name=beeld][value={view}]").check()
    assert Axe().run(drawn).generate_report().startswith("Found 0")
    assert drawn.evaluate("document.documentElement.scrollWidth") <= size["width"]
    left, right = (drawn.locator(f"#kaart-{at}").bounding_box() for at in (0, 1))
    assert left
    assert right
    if size["width"] < 500:
        assert right["y"] > left["y"] + left["height"]
    else:
        assert right["y"] == left["y"]


@needs_geo
@pytest.mark.parametrize("paper", PAPER, ids=["portrait", "landscape"])
@pytest.mark.parametrize("schematic", [False, True], ids=["true", "schematic"])
def test_drenthe_fits_one_sheet_either_way(
    sheet: Sheet, tmp_path: Path, paper: ViewportSize, *, schematic: bool
) -> None:
    round_, proposal = drenthe_round()
    shapes = schematic_shapes(drenthe_points()) if schematic else drenthe_shapes()
    ground = ground_of(shapes, schematic=schematic, source="Grenzen: CBS 2022")
    path = tmp_path / "kaart.html"
    text = draw_loads(round_, states(round_, {}, {proposal.limits[0].limit: 2}), ground, about=ABOUT, without=ABOUT)
    path.write_text(text, encoding="utf-8")
    sheet.page.goto(path.as_uri())
    assert sheet.page.locator("#kaart-1 path.wijk").count() == 189
    assert sheet.page.locator("#bezetting tbody tr").count() == 189
    assert Axe().run(sheet.page).generate_report().startswith("Found 0")
    sheet.page.set_viewport_size(paper)
    sheet.page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    sheet.page.emulate_media(media="print")
    source = sheet.page.locator(".bron").bounding_box()
    legend = sheet.page.locator(".legenda").bounding_box()
    assert source
    assert legend
    assert max(source["y"] + source["height"], legend["y"] + legend["height"]) < paper["height"]
    for part in ("#kaart-0", "#kaart-1", ".legenda", "#bezetting"):
        box = sheet.page.locator(part).bounding_box()
        assert box
        assert box["x"] + box["width"] <= paper["width"]
    names = places(sheet.page)
    assert all(0 < x < 340 and 0 < y < 371 for side in names for x, y in side)
    assert sheet.complaints == []
