"""How long a region of the whole country takes: boundaries and figures in, a draagkracht for every wijk out.

    python -m benchmarks.region [--buurten N] [--wijken N] [--gemeenten N]

A made-up country is written as the files of CBS first, outside the measurement: a GeoPackage and the Excel edition of
the Kerncijfers. Then all three levels are read with their figures and become the tables of a region, and each wijk gets
an index, a class, a proposed cap and how sure that is. The bar, 15 seconds and 1 GB, is for the default sizes.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from datetime import date
from pathlib import Path

from benchmarks.indicators import write_kwb
from benchmarks.machine import load, machine, peak_mb
from benchmarks.made_country import made_country
from geodata.boundaries.names import MANY
from geodata.boundaries.read import Level, read_boundaries
from geodata.draagkracht.derive import derive
from geodata.indicators.read import read_indicators
from geodata.region import bundled_draagkracht
from geodata.region_maker import made_region

BAR_SECONDS, BAR_MB = 15, 1_000
ON = date(2026, 10, 1)


def main() -> None:
    """Make, write, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--buurten", type=int, default=14_000)
    parser.add_argument("--wijken", type=int, default=3_300)
    parser.add_argument("--gemeenten", type=int, default=342)
    chosen = parser.parse_args()
    print(f"{machine()}\n{load()}")
    with tempfile.TemporaryDirectory() as folder:
        path, figures = Path(folder) / "land_2024.gpkg", Path(folder) / "kwb-2024.xlsx"
        _write(path, figures, chosen)
        _measure(path, figures)


def _measure(path: Path, figures: Path) -> None:
    written, watch = peak_mb(), _Watch()
    boundaries = {level: read_boundaries(path, level) for level in Level}
    watch.tell(", ".join(f"{len(each.areas)} {MANY[level]}" for level, each in boundaries.items()) + " read")
    indicators = read_indicators(figures)
    watch.tell(f"{len(indicators.frame)} figures read")
    areas = boundaries[Level.GEMEENTE].areas
    register = made_region(boundaries, indicators, areas["code"].tolist(), "het land").register
    watch.tell("tables made, neighbours and points included")
    derived = derive(register, bundled_draagkracht(), ON)
    watch.tell("a draagkracht for each wijk, with how sure it is")
    assert [each.area for each in derived] == boundaries[Level.WIJK].areas["code"].tolist()
    seconds = watch.tell("together", whole=True)
    print(f"{seconds / BAR_SECONDS:.2f} × the bar of {BAR_SECONDS} s")
    print(f"peak memory {peak_mb():.0f} MB, {peak_mb() / BAR_MB:.2f} × the bar; after writing it was {written:.0f} MB")


class _Watch:
    """Tells how long each step took, by the clock and of the processor."""

    def __init__(self) -> None:
        self.start = self.last = (time.perf_counter(), time.process_time())

    def tell(self, what: str, *, whole: bool = False) -> float:
        """Print the time since the step before, or since the start; the result is the seconds by the clock."""
        now = (time.perf_counter(), time.process_time())
        clock, processor = (end - begin for end, begin in zip(now, self.start if whole else self.last, strict=True))
        print(f"{what}: {clock:.1f} s ({processor:.1f} s of the processor)")
        self.last = now
        return clock


def _write(path: Path, figures: Path, chosen: argparse.Namespace) -> None:
    country = made_country(chosen.wijken, chosen.buurten, chosen.gemeenten)
    for level, frame in country.items():
        frame.to_file(path, driver="GPKG", layer=MANY[level])
    kinds = {Level.GEMEENTE: "Gemeente", Level.WIJK: "Wijk", Level.BUURT: "Buurt"}
    codes = ((code, kinds[level]) for level, frame in country.items() for code in frame[f"{level}code"])
    write_kwb(figures, codes)


if __name__ == "__main__":
    main()
