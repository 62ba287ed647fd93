"""How smoothly a reader moves over the map of a whole country.

    python -m benchmarks.map [--wijken N] [--gemeenten N] [--cells] [--keep FILE] [--screenshots FOLDER]

3,300 wijken in 342 gemeenten are the Netherlands; all of them are made up, and so are their draagkracht and its
derivation. The page is written, opened from disk in Chromium without a graphics card, dragged in three directions
and zoomed, by mouse and by script, at the whole country and closer. A frame is the time between two callbacks of
`requestAnimationFrame`: 16.7 ms where nothing holds the browser up.

The bar, for the default sizes: a page of 12 MB, drawn in 5 s, a median frame of 20 ms while panning, and 50 ms at
the 95th percentile.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import geopandas
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.machine import machine
from benchmarks.made_country import made_country
from geodata.boundaries.read import Level
from geodata.region import read_policy
from maps.render import draw_map
from maps.schematic import cells_of
from optimizer.agreements import Decision, Limit, LimitKind
from optimizer.draagkracht import Colour, Draagkracht
from optimizer.policy import AreaLevel
from optimizer.proposal import LimitUse, Proposal, Settings, Status
from optimizer.round import Round
from optimizer.supply import Area, Municipality

BAR_MB, BAR_DRAWN, BAR_MEDIAN, BAR_MOST, SLOW = 12, 5.0, 20.0, 50.0, 50.0
"""Megabytes, seconds, and three times milliseconds."""
MINUS = "\N{MINUS SIGN}"
CHROMIUM = "/usr/bin/chromium"
COLOURS = (Colour.GROEN, Colour.GROEN, Colour.ORANJE, Colour.GROEN, Colour.ORANJE, Colour.ROOD, Colour.ONBEKEND)
WATCH = """() => {
  window.frames_ = []; let last = performance.now(); window.watching = true;
  (function tick(now) { frames_.push(now - last); last = now; if (window.watching) requestAnimationFrame(tick); })(last);
}"""
STOP = "() => { window.watching = false; return window.frames_.slice(2); }"
DRAWN = """() => new Promise(done => requestAnimationFrame(() => setTimeout(() => done(performance.now()), 0)))"""


@dataclass(frozen=True)
class Moved:
    """Frames (ms) while the map moved."""

    what: str
    frames: tuple[float, ...]

    @property
    def told(self) -> str:
        """Median, 95th percentile and the share that is slow."""
        slow = sum(frame > SLOW for frame in self.frames) / len(self.frames)
        return (
            f"| {self.what} | {len(self.frames)} | {statistics.median(self.frames):.1f} | {self.most:.1f} "
            f"| {100 * slow:.1f}% |"
        )

    @property
    def most(self) -> float:
        """The 95th percentile."""
        return statistics.quantiles(self.frames, n=20)[-1]


def country(wijken: int, gemeenten: int) -> tuple[Round, Proposal, geopandas.GeoDataFrame]:
    """A round without people, its empty proposal, and the shapes of its wijken."""
    layer = made_country(wijken=wijken, buurten=wijken * 14_000 // 3_300, gemeenten=gemeenten)[Level.WIJK]
    shapes = layer.rename(columns={"wijkcode": "code", "wijknaam": "naam"})
    names = dict(zip(shapes["gemeentecode"], shapes["gemeentenaam"], strict=True))
    codes = list(shapes["code"])
    round_ = Round(
        id="land",
        name="Heel het land",
        start=date(2026, 10, 1),
        end=date(2026, 12, 31),
        policy=read_policy(),
        municipalities=tuple(Municipality(id=code, name=name) for code, name in names.items()),
        areas=tuple(
            Area(id=row["code"], name=row["naam"], level=AreaLevel.WIJK, municipality=row["gemeentecode"])
            for _, row in shapes.iterrows()
        ),
        corporations=(), providers=(), people=(), dwellings=(), capacities=(), quotas=(), convenanten=(), claims=(),
        pins=(), bans=(), rent_exceptions=(), links=(), contact_exclusions=(), previous=(),
        limits=tuple(_limit(code, number) for number, code in enumerate(codes)),
        draagkracht=tuple(_draagkracht(code, number) for number, code in enumerate(codes)),
        origin_of_data="verzonnen",
    )  # fmt: skip
    return round_, _no_placements(round_), shapes


def _limit(code: str, number: int) -> Limit:
    decision = Decision(by="gemeente en corporatie", on=date(2026, 9, 1), motivation="voorbeeld")
    cap = 4 + number * 7 % 40
    return Limit(
        id=f"grens {code}", area=code, kind=LimitKind.STAND, gross_cap=cap, used=cap * (number * 37 % 101) // 95,
        decision=decision, provisional=number % 3 > 0,
    )  # fmt: skip


def _draagkracht(code: str, number: int) -> Draagkracht:
    """As long a derivation as a real one."""
    colour, share = COLOURS[number * 5 % len(COLOURS)], number * 13 % 60
    known = colour is not Colour.ONBEKEND
    indicators = (
        "laag inkomen",
        "corporatiewoningen",
        "bijstand",
        "eenpersoonshuishoudens",
        "werkenden",
        "Wmo",
        "jeugdzorg",
    )
    return Draagkracht(
        area=code,
        colour=colour,
        proposed=4 + number * 7 % 40 if known else None,
        certainty=40 + share if known else None,
        steps=(
            *(
                f"Aandeel {name}: {share},{number % 10}% (2024; CBS, Kerncijfers wijken en buurten). Hoger is slechter. "
                f"Het laagste is 2,1 en het hoogste 61,4 (van de wijken). Score: 100 × (61,4 {MINUS} {share},{number % 10}) / "
                f"(61,4 {MINUS} 2,1) = {number % 97},{number % 7}. Gewicht: {3 + number % 4}." for name in indicators
            ),
            f"Samen is dat een index van 0,{share}. Vanaf 0,40 is de klasse oranje, vanaf 0,65 rood.",
            "De Leefbaarometer is een signaal en geen oorzaak: een voorspelling uit kenmerken van de omgeving.",
            "Waar weinig mensen wonen, is de score van de Leefbaarometer niet betrouwbaar.",
            f"De klasse is {colour}. Daar horen 2 punten per 100 woningen bij.",
            f"Er staan {1_000 + number} woningen. De voorgestelde grens is {4 + number * 7 % 40} punten.",
        ),
        turns=("Zonder het aandeel bijstand wordt de klasse groen.", "Met de cijfers van 2022 wordt de klasse rood."),
    )  # fmt: skip


def _no_placements(round_: Round) -> Proposal:
    return Proposal(
        round_id=round_.id, round_digest="", status=Status.BASELINE, placements=(), unplaced=(),
        limits=tuple(
            LimitUse(limit=each.id, cap=each.gross_cap, used=each.used, claimed=0, planned=0) for each in round_.limits
        ),
        quotas=(), capacities=(), goals=(), conflicts=(), settings=Settings(), rules_version="1", solver="meting",
    )  # fmt: skip


def measure(browser: Browser, file: Path, folder: Path | None = None) -> tuple[float, list[Moved]]:
    """Seconds from opening until drawn, and the frames of each movement."""
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.goto(file.as_uri())
    drawn = page.evaluate(DRAWN) / 1000
    moves = [_panned(page, "whole country"), _zoomed(page, "whole country")]
    for _ in range(3):
        page.locator(".leaflet-control-zoom-in").click()
        page.wait_for_timeout(600)
    moves += [_panned(page, "8 times closer"), _zoomed(page, "8 times closer")]
    page.get_by_role("radio", name="draagkracht", exact=True).check()
    moves.append(_panned(page, "8 times closer, draagkracht"))
    if folder:
        _screenshots(page, file, folder)
    page.close()
    return drawn, moves


def _panned(page: Page, where: str) -> Moved:
    """Dragged to and fro by mouse, and let go thrice."""
    box = page.locator(".folium-map").bounding_box()
    assert box
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.evaluate(WATCH)
    for across, down in ((220, 40), (-260, -90), (60, 120)):
        page.mouse.move(x, y)
        page.mouse.down()
        for step in range(1, 41):
            page.mouse.move(x + across * step / 40, y + down * step / 40)
            page.wait_for_timeout(12)
        page.mouse.up()
        page.wait_for_timeout(250)
    return Moved(f"panning, {where}", tuple(page.evaluate(STOP)))


def _zoomed(page: Page, where: str) -> Moved:
    """In and out again, twice, by the buttons."""
    page.evaluate(WATCH)
    for name in ("in", "out", "in", "out"):
        page.locator(f".leaflet-control-zoom-{name}").click()
        page.wait_for_timeout(700)
    return Moved(f"zooming, {where}", tuple(page.evaluate(STOP)))


def _screenshots(page: Page, file: Path, folder: Path) -> None:
    page.screenshot(path=folder / "closer.png")
    for width, height in ((1280, 900), (390, 844)):
        page.set_viewport_size({"width": width, "height": height})
        page.goto(file.as_uri())
        page.evaluate(DRAWN)
        page.screenshot(path=folder / f"country-{width}.png")


def main() -> None:
    """Write, open, move and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--wijken", type=int, default=3_300)
    parser.add_argument("--gemeenten", type=int, default=342)
    parser.add_argument("--cells", action="store_true", help="with the second form, of equal cells")
    parser.add_argument("--keep", type=Path, help="where the page stays")
    parser.add_argument("--screenshots", type=Path)
    chosen = parser.parse_args()
    round_, proposal, shapes = country(chosen.wijken, chosen.gemeenten)
    started = time.perf_counter()
    cells = cells_of(shapes) if chosen.cells else None
    text = draw_map(round_, proposal, shapes, schematic=False, source="Grenzen: verzonnen", cells=cells)
    written = time.perf_counter() - started
    with tempfile.TemporaryDirectory() as folder:
        file = chosen.keep or Path(folder) / "kaart.html"
        file.write_text(text, encoding="utf-8")
        with sync_playwright() as driver:
            browser = driver.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            drawn, moves = measure(browser, file.resolve(), chosen.screenshots)
            browser.close()
    print(f"{machine()}\n{len(shapes)} wijken, {len(round_.municipalities)} gemeenten; written in {written:.1f} s")
    print(f"page: {len(text.encode()) / 1e6:.1f} MB (bar {BAR_MB}); drawn in {drawn:.1f} s (bar {BAR_DRAWN:g})\n")
    print(f"| frames | number | median ms (bar {BAR_MEDIAN:g}) | 95% ms (bar {BAR_MOST:g}) | over {SLOW:g} ms |")
    print("|---|---|---|---|---|")
    print("\n".join(move.told for move in moves))


if __name__ == "__main__":
    main()
