"""How long it takes to find where things lie, in a made-up country of the size of the Netherlands.

    python -m benchmarks.locate [--points N] [--buurten N] [--addresses N] [--seed N]

100,000 points against 14,000 buurten must take 5 s at most; the address table of CBS has about 8 million rows.
"""

from __future__ import annotations

import argparse
import string
import tempfile
import time
from collections.abc import Iterator
from itertools import product
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.machine import load, machine, peak_mb
from geodata.boundaries.inner_points import inner_points
from geodata.locating.locate import locate_points
from geodata.locating.postcodes import Address, places_of

WEST, SOUTH, EAST, NORTH = 20_000, 310_000, 275_000, 615_000
"""RD, metres: within these lies the Netherlands."""
STEP = 40
"""Metres between the corners of a border: about 150 corners a buurt, as the wijk- en buurtkaart has."""
ASKED = 1_000
"""Addresses looked up at once."""
NUMBERS = 18
"""House numbers of one postcode."""
HEADING = "PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023\n"


def made_buurten(count: int, seed: int) -> gpd.GeoDataFrame:
    """Cells around scattered points, with many corners to their borders."""
    rng = np.random.default_rng(seed)
    points = rng.uniform((WEST, SOUTH), (EAST, NORTH), (count, 2))
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), ordered=True))
    cells = shapely.intersection(shapely.segmentize(cells, STEP), shapely.box(WEST, SOUTH, EAST, NORTH))
    codes = [f"{at:08d}" for at in range(count)]
    return gpd.GeoDataFrame(
        {
            "code": [f"BU{code}" for code in codes],
            "wijkcode": [f"WK{code[:6]}" for code in codes],
            "gemeentecode": [f"GM{code[:4]}" for code in codes],
        },
        geometry=cells,
        crs="EPSG:28992",
    )


def write_addresses(path: Path, count: int) -> list[Address]:
    """A table of CBS with so many rows; the result is a sample of its addresses, spread over the file."""
    asked: list[Address] = []
    every = max(1, count // ASKED)
    with path.open("w", encoding="ascii") as file:
        file.write(HEADING)
        for at, (postcode, number) in zip(range(count), _addresses(), strict=False):
            file.write(
                f"{postcode};{number};{at % 14_000 + 1_000_000};{(at % 14_000 + 1_000_000) // 100};{postcode[:4]}\n"
            )
            if at % every == 0:
                asked.append((postcode, number))
    return asked


def _addresses() -> Iterator[Address]:
    letters = string.ascii_uppercase
    for digits, first, second in product(range(1_000, 10_000), letters, letters):
        yield from ((f"{digits}{first}{second}", number) for number in range(1, NUMBERS + 1))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--points", type=int, default=100_000)
    parser.add_argument("--buurten", type=int, default=14_000)
    parser.add_argument("--addresses", type=int, default=8_000_000, help="rows of the address table")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(f"{machine()}, {load()}\n")
    buurten = made_buurten(chosen.buurten, chosen.seed)
    x, y = np.random.default_rng(chosen.seed).uniform((WEST, SOUTH), (EAST, NORTH), (chosen.points, 2)).T
    started = time.perf_counter()
    found = locate_points(x, y, buurten).frame
    seconds = time.perf_counter() - started
    corners = shapely.get_num_coordinates(buurten.geometry.to_numpy()).sum()
    print(f"{chosen.points} points in {len(buurten)} buurten of {corners} corners: {seconds:.2f} s")
    print(f"  located {int(found['buurt'].notna().sum())}, reported {int(found['buurt'].isna().sum())}")
    started = time.perf_counter()
    rounded = inner_points(buurten)["afgerond"].value_counts().to_dict()
    print(f"points inside {len(buurten)} buurten: {time.perf_counter() - started:.2f} s, rounded to {rounded} m")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "pc6hnr20230801_gwb.csv"
        asked = write_addresses(path, chosen.addresses)
        started = time.perf_counter()
        places = places_of(path, asked)
        seconds = time.perf_counter() - started
        print(f"{len(places)} of {len(asked)} addresses in a table of {chosen.addresses} rows: {seconds:.2f} s")
    print(f"peak memory {peak_mb():.0f} MB")


if __name__ == "__main__":
    main()
