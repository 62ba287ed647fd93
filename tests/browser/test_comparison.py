"""The pages of a comparison in a real browser: readable by everybody, and asking for nothing."""

from __future__ import annotations

from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe

from api.reports.comparison_page import comparison_page
from tests.api.commands.test_vergelijk import compared
from tests.browser.chromium import Sheet


@pytest.mark.parametrize("planner", [False, True], ids=["coordinator", "planner"])
@pytest.mark.parametrize("width", [1280, 390], ids=["desk", "phone"])
def test_the_page_can_be_read_by_everybody(sheet: Sheet, tmp_path: Path, width: int, *, planner: bool) -> None:
    path = tmp_path / "vergelijking.html"
    path.write_text(comparison_page(compared(), planner=planner), encoding="utf-8")
    sheet.page.set_viewport_size({"width": width, "height": 900})
    sheet.page.goto(path.as_uri())
    assert sheet.complaints == []
    assert [address for address in sheet.requests if not address.startswith("data:")] == [path.as_uri()]
    sheet.page.locator("details.all summary").click()
    assert Axe().run(sheet.page).generate_report().startswith("Found 0")
    assert sheet.page.evaluate("document.documentElement.scrollWidth") <= width
