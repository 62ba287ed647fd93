"""The planner's map within a web application."""

from __future__ import annotations

from pathlib import Path

import maps
from maps.render import draw_map
from maps.within import HERE, WIJK, within
from tests.maps.worlds import filled, squares
from tests.worlds import dwelling

SCRIPT = (Path(maps.__file__).parent / "assets" / "pointing.js").read_text(encoding="utf-8")


def drawn(home: str) -> str:
    round_, proposal = filled([(20, 1), (20, 13), (20, 20)], dwellings=[dwelling(home, "a")])
    return draw_map(round_, proposal, squares(), schematic=True, source=f"{HERE} {WIJK}")


def test_what_is_replaced_is_what_the_script_says() -> None:
    assert (SCRIPT.count(HERE), SCRIPT.count(WIJK)) == (1, 1)


def test_without_an_address_it_is_the_file() -> None:
    assert within(drawn("een"), "") == drawn("een")


def test_only_the_script_changes() -> None:
    html = drawn("een")
    assert (html.count(HERE), html.count(WIJK)) == (1, 1)
    moved = within(html, "/voorstellen/1")
    assert 'location.pathname === "/voorstellen/1/kaart"' in moved
    assert 'link.href = "/voorstellen/1/wijken/"' in moved
    assert moved.replace("/voorstellen/1", "") == html


def test_an_address_stays_text() -> None:
    assert "</script>" not in within(SCRIPT, '/"</script>')
