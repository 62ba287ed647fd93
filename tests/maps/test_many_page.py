"""A region of many wijken in a real browser: long tables in parts, and no name over another."""

from __future__ import annotations

from pathlib import Path

import geopandas
import pytest
import shapely
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from maps.render import draw_map
from optimizer.policy import AreaLevel
from optimizer.round import Round
from optimizer.supply import Area, Municipality
from tests.browser.chromium import Sheet
from tests.maps.test_marks_page import PHONE, boxes, crossing
from tests.maps.worlds import proposal_of, with_draagkracht
from tests.worlds import world

ROWS, COLUMNS = 20, 26


def grid() -> geopandas.GeoDataFrame:
    """Twenty gemeenten of 26 wijken of a square kilometre each."""
    places = [(row, column) for row in range(ROWS) for column in range(COLUMNS)]
    return geopandas.GeoDataFrame(
        {
            "code": [f"WK{row:04}{column:02}" for row, column in places],
            "naam": [f"Dorp {row}.{column}" for row, column in places],
            "gemeentecode": [f"GM{row:04}" for row, _ in places],
            "gemeentenaam": [f"Gemeente met een lange naam {row}" for row, _ in places],
        },
        geometry=[
            shapely.box(
                200_000 + 1_000 * column, 500_000 + 1_000 * row, 201_000 + 1_000 * column, 501_000 + 1_000 * row
            )
            for row, column in places
        ],
        crs="EPSG:28992",
    )


def many(shapes: geopandas.GeoDataFrame) -> Round:
    """A round without people over these wijken."""
    names = dict(zip(shapes["gemeentecode"], shapes["gemeentenaam"], strict=True))
    round_ = world(
        municipalities=[Municipality(id=code, name=name) for code, name in names.items()],
        areas=[
            Area(id=row["code"], name=row["naam"], level=AreaLevel.WIJK, municipality=row["gemeentecode"])
            for _, row in shapes.iterrows()
        ],
        capacities=(),
        convenanten=(),
    )
    return with_draagkracht(round_)


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """520 wijken."""
    round_ = many(grid())
    path = tmp_path_factory.mktemp("kaart") / "kaart.html"
    path.write_text(draw_map(round_, proposal_of(round_), grid(), schematic=False, source="raster"), encoding="utf-8")
    return path


@pytest.fixture
def drawn(sheet: Sheet, file: Path) -> Page:
    """The page, opened from disk."""
    sheet.page.emulate_media(reduced_motion="reduce")
    sheet.page.goto(file.as_uri())
    return sheet.page


def test_a_long_table_shows_its_first_rows_and_says_so(drawn: Page) -> None:
    rows = drawn.locator("#klassen tbody tr")
    assert rows.count() == 520
    assert drawn.locator("#klassen tbody tr:visible").count() == 200
    assert drawn.locator("#gevonden-klassen").text_content() == "520 wijken, u ziet de eerste 200"


def test_all_rows_come_when_somebody_asks(drawn: Page) -> None:
    section = drawn.locator("#draagkracht")
    next_one = drawn.locator("#klassen tbody tr").nth(200).get_attribute("data-code")
    section.get_by_role("button", name="Toon alle 520 wijken").click()
    assert drawn.locator("#klassen tbody tr:visible").count() == 520
    assert section.locator(".alles").is_hidden()
    assert drawn.evaluate("document.activeElement.closest('tr').dataset.code") == next_one
    assert drawn.locator("#wijken tbody tr:visible").count() == 200


def test_searching_and_sorting_go_through_all_rows(drawn: Page) -> None:
    drawn.locator("#zoek-draagkracht").fill("Dorp 19.25")
    assert drawn.locator("#klassen tbody tr:visible th").all_inner_texts() == ["Dorp 19.25"]
    assert drawn.locator("#gevonden-klassen").text_content() == "1 wijk"
    drawn.locator("#zoek-draagkracht").fill("")
    drawn.locator("#klassen").get_by_role("button", name="Gemeente").click()
    assert drawn.locator("#klassen tbody tr:visible").first.locator("td").first.inner_text().endswith(" 19")
    assert drawn.locator("#klassen tbody tr:visible").count() == 200


def test_names_that_do_not_fit_wait_until_somebody_is_closer(drawn: Page) -> None:
    drawn.set_viewport_size(PHONE)
    shown = drawn.locator(".naam-gemeente:not([hidden]) > span")
    whole = boxes(shown)
    assert 0 < len(whole) < ROWS
    assert crossing(whole) == 0
    drawn.get_by_label("Zoom naar").select_option("GM0019")
    assert "Gemeente met een lange naam 19" in shown.all_text_contents()


def test_without_script_every_row_is_there(sheet: Sheet, file: Path) -> None:
    context = sheet.page.context.browser
    assert context
    page = context.new_page(java_script_enabled=False)
    page.goto(file.as_uri())
    assert page.locator("#klassen tbody tr:visible").count() == 520
    page.close()


def test_axe_finds_nothing(drawn: Page) -> None:
    assert Axe().run(drawn).generate_report().startswith("Found 0")
