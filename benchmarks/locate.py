"""How long it takes to find where things lie, in a made-up country of the size of the Netherlands.

    python -m benchmarks.locate [--points N] [--buurten N] [--wijken N] [--gemeenten N] [--addresses N] [--seed N]

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

import numpy as np
import shapely

from benchmarks.machine import load, machine, peak_mb
from benchmarks.made_country import made_country
from geodata.boundaries.inner_points import inner_points
from geodata.boundaries.read import Level
from geodata.locating.locate import locate_points
from geodata.locating.postcodes import Address, places_of

ASKED = 1_000
"""Addresses looked up at once."""
NUMBERS = 18
"""House numbers of one postcode."""
HEADING = "PC6;Huisnummer;Buurt2023;Wijk2023;Gemeente2023\n"


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
    parser.add_argument("--wijken", type=int, default=3_300)
    parser.add_argument("--gemeenten", type=int, default=342)
    parser.add_argument("--addresses", type=int, default=8_000_000, help="rows of the address table")
    parser.add_argument("--seed", type=int, default=1)
    chosen = parser.parse_args()
    print(f"{machine()}, {load()}\n")
    country = made_country(chosen.wijken, chosen.buurten, chosen.gemeenten, chosen.seed)[Level.BUURT]
    buurten = country.rename(columns={"buurtcode": "code", "buurtnaam": "naam"})
    west, south, east, north = buurten.total_bounds
    x, y = np.random.default_rng(chosen.seed).uniform((west, south), (east, north), (chosen.points, 2)).T
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
