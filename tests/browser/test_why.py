"""A region with draagkracht in a real browser: its limits and the page of a wijk, readable by everybody."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from api.shown import Shown
from geodata.assemble import assemble
from geodata.region import bundled, read_period, read_policy
from geodata.synthetic import with_synthetic_round
from optimizer.solve import practice, solve
from tests.api.small_round import MAP
from tests.browser.chromium import Sheet
from tests.browser.test_pages import PHONE, check, serving
from tests.maps.worlds import with_draagkracht


@pytest.fixture(scope="module")
def region() -> Iterator[str]:
    """A small round in the bundled region; two of every three caps are only proposed."""
    period = read_period()
    round_ = assemble(
        with_synthetic_round(bundled(), seed=1, people=5, dwellings=5),
        read_policy(),
        id="drenthe-1",
        name="Ronde najaar 2026",
        start=period.start,
        end=period.end,
        origin_of_data="synthetisch, zaad 1",
    )
    round_ = with_draagkracht(round_)
    with serving(Shown(round=round_, proposal=solve(round_), practice=practice(round_), map_html=MAP)) as address:
        yield address


@pytest.mark.parametrize("path", ["/wijken?zoek=Emmen&draagkracht=rood+(R)", "/wijken/WK011401"])
def test_every_page_can_be_read_by_everybody(sheet: Sheet, region: str, path: str) -> None:
    check(sheet, region + path)
    assert sheet.complaints == []


def test_the_limits_are_sorted_and_filtered_by_class(sheet: Sheet, region: str) -> None:
    sheet.page.goto(f"{region}/wijken?zoek=Meppel")
    sheet.page.get_by_role("columnheader", name="Draagkracht").get_by_role("link").click()
    found = sheet.page.locator('td[data-label="Draagkracht"]').all_inner_texts()
    order = ["groen (G)", "oranje (O)", "rood (R)", "niet te bepalen", ""]
    assert found == sorted(found, key=order.index)
    sheet.page.goto(f"{region}/wijken")
    sheet.page.get_by_label("Draagkracht").select_option("rood (R)")
    with sheet.page.expect_navigation():
        sheet.page.get_by_role("button", name="Toon").click()
    assert set(sheet.page.locator('td[data-label="Draagkracht"]').all_inner_texts()) == {"rood (R)"}


def test_a_proposed_cap_is_told_as_one_on_a_phone_too(sheet: Sheet, region: str) -> None:
    sheet.page.set_viewport_size(PHONE)
    sheet.page.goto(f"{region}/wijken?zoek=nog+niet+vastgesteld")
    assert sheet.page.locator("tbody tr .tag", has_text="voorstel, nog niet vastgesteld").count() > 1
    sheet.page.locator("tbody tr th a[href*=WK]").first.click()
    assert sheet.page.get_by_role("heading", name="Waarom deze grens?").is_visible()
    assert "nog niet vastgesteld" in sheet.page.locator(".chain").inner_text()
