"""How long the boundaries of a whole country take to read, repair and compare, and how much memory.

    python -m benchmarks.boundaries [--buurten N] [--wijken N] [--gemeenten N]

The country is made up (`benchmarks.made_country`) and written as a GeoPackage first, outside the measurement. Then all
three levels are read as they are; the buurten with every hundredth ring crossing itself and every hundredth buurt in
two rows; and compared with a second year in which one border in twenty moved, and one in which every corner did a little.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from benchmarks.machine import load, machine, peak_mb
from benchmarks.made_country import made_country
from geodata.boundaries.changes import changes_between
from geodata.boundaries.names import MANY
from geodata.boundaries.read import RD, Boundaries, Level, read_boundaries

STRIP = 200.0
"""Metres over which a border moves."""
ROUNDED = 0.1
"""Metres to which the corners of a whole year are rounded."""

Result = TypeVar("Result")


def main() -> None:
    """Make, write, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--buurten", type=int, default=14_000)
    parser.add_argument("--wijken", type=int, default=3_300)
    parser.add_argument("--gemeenten", type=int, default=342)
    chosen = parser.parse_args()
    print(f"{machine()}\n{load()}")
    country = made_country(chosen.wijken, chosen.buurten, chosen.gemeenten)
    with tempfile.TemporaryDirectory() as folder:
        path, broken = Path(folder) / "land_2024.gpkg", Path(folder) / "stuk_2024.gpkg"
        for level, frame in country.items():
            frame.to_file(path, driver="GPKG", layer=MANY[level])
        with_faults(country[Level.BUURT]).to_file(broken, driver="GPKG", layer=MANY[Level.BUURT])
        print(
            f"a GeoPackage of {path.stat().st_size / 1e6:.0f} MB; memory, the making of it included: {peak_mb():.0f} MB"
        )
        _measure(path, broken)
    print(f"peak memory, the making of the country included: {peak_mb():.0f} MB")


def _measure(path: Path, broken: Path) -> None:
    for level in Level:
        read = _timed(f"read {MANY[level]}", lambda level=level: read_boundaries(path, level))  # type: ignore[misc]  # bound now
        assert not read.remarks, read.remarks
    buurten = read
    mended = _timed("read and repair buurten", lambda: read_boundaries(broken, Level.BUURT))
    assert mended.areas["code"].equals(buurten.areas["code"])
    print("  " + "\n  ".join(mended.remarks))
    moved, rounded = _moved(buurten), _rounded(buurten)
    for name, new in (("itself", buurten), ("moved borders", moved), ("rounded corners", rounded)):
        changes = _timed(f"compare buurten with {name}", lambda new=new: changes_between(buurten, new))  # type: ignore[misc]  # same
        print(f"  {len(changes)} changes")


def _timed(what: str, work: Callable[[], Result]) -> Result:
    started = time.perf_counter()
    result = work()
    print(f"{what}: {time.perf_counter() - started:.1f} s")
    return result


def with_faults(buurten: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Every hundredth buurt with two corners in the wrong order, and every hundredth after it cut in two rows."""
    shapes = buurten.geometry.to_numpy().copy()
    for number in range(0, len(shapes), 100):
        corners = shapely.get_coordinates(shapes[number])
        middle = len(corners) // 2
        corners[[1, middle]] = corners[[middle, 1]]
        shapes[number] = shapely.Polygon(corners)
    halves = buurten.iloc[50::100].copy()
    west, south, east, north = halves.bounds.to_numpy().T
    left = shapely.box(west, south, (west + east) / 2, north)
    whole = halves.geometry.to_numpy()
    shapes[50::100] = shapely.intersection(whole, left)
    halves = halves.set_geometry(shapely.difference(whole, left), crs=RD)
    return gpd.GeoDataFrame(pd.concat([buurten.set_geometry(shapes, crs=RD), halves], ignore_index=True), crs=RD)


def _moved(buurten: Boundaries) -> Boundaries:
    """One buurt in twenty lost a strip to a neighbour."""
    shapes = buurten.areas.geometry.to_numpy().copy()
    first, second = shapely.STRtree(shapes).query(shapes, predicate="touches")
    used: set[int] = set()
    for one, other in zip(first.tolist(), second.tolist(), strict=True):
        if len(used) >= len(shapes) / 10 or one in used or other in used:
            continue
        used |= {one, other}
        strip = shapely.intersection(shapes[one], shapely.buffer(shapes[other], STRIP))
        shapes[one], shapes[other] = shapely.difference(shapes[one], strip), shapely.union(shapes[other], strip)
    return replace(buurten, areas=buurten.areas.set_geometry(shapes, crs=RD))


def _rounded(buurten: Boundaries) -> Boundaries:
    shapes = np.asarray(shapely.set_precision(buurten.areas.geometry.to_numpy(), ROUNDED))
    return replace(buurten, areas=buurten.areas.set_geometry(shapes, crs=RD))


if __name__ == "__main__":
    main()
