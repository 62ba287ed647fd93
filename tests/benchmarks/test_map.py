"""The measurement of the map, at a size that takes no time."""

from __future__ import annotations

from pathlib import Path

from benchmarks.map import Moved, country, measure
from maps.render import draw_map
from tests.browser.chromium import Chromium
from tests.maps.reading import derivations_of, tables_of


def test_a_country_has_so_many_wijken_each_with_a_derivation() -> None:
    round_, proposal, shapes = country(60, 6)
    text = draw_map(round_, proposal, shapes, schematic=False, source="verzonnen")
    assert len(tables_of(text)["klassen"]) == len(derivations_of(text)) == len(shapes) == 60
    assert len(tables_of(text)["stromen"]) == 7


def test_slow_frames_are_counted() -> None:
    moved = Moved("panning", (16.0,) * 98 + (100.0, 200.0))
    assert moved.told == "| panning | 100 | 16.0 | 16.0 | 2.0% |"


def test_a_page_is_opened_moved_and_timed(chromium: Chromium, tmp_path: Path) -> None:
    round_, proposal, shapes = country(60, 6)
    file = tmp_path / "kaart.html"
    file.write_text(draw_map(round_, proposal, shapes, schematic=False, source="verzonnen"), encoding="utf-8")
    drawn, moves = measure(chromium.browser(), file)
    assert 0 < drawn < 60
    assert [move.what.split(",")[0] for move in moves] == ["panning", "zooming", "panning", "zooming", "panning"]
    assert all(len(move.frames) > 2 for move in moves)
