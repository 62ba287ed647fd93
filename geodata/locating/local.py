"""The dorpen and local areas in which a point lies, where somebody gave the shapes of these."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping

import geopandas as gpd

from geodata.locating.coordinates import RdPoints
from geodata.locating.locate import Placed, near
from geodata.locating.lookups import Lookups
from geodata.locating.rows import Work, fault_of
from geodata.locating.ways import Unsettled
from geodata.reading import Reading
from optimizer.errors import Fault, InvalidInput

Codes = Mapping[int, frozenset[str]]


def check_shapes(shapes: gpd.GeoDataFrame, known: Collection[str], file: str) -> None:
    """Every shape is that of an area that is known. Raises InvalidInput."""
    strange = [code for code in shapes["code"] if code not in known]
    if strange:
        raise InvalidInput(Fault((file, "code"), f"'{code}'", "een code uit de tabel gebieden") for code in strange)


def put_in_local_areas(work: Work, reading: Reading, lookups: Lookups, shapes: gpd.GeoDataFrame) -> None:
    """Fill in the local areas of every row with a point, and add a fault where the row says something else.

    On the border of an area its point says nothing.
    """
    shaped = frozenset(shapes["code"])
    inside, may = _held(work.name, lookups, shapes)
    for at, row in enumerate(work.rows):
        said = frozenset(row["lokale_gebieden"])
        wrong = said & shaped - may[at] if at in may else frozenset[str]()
        for area in sorted(wrong):
            found = f"'{area}', en een punt dat daar niet in ligt"
            why = Unsettled("lokale_gebieden", found, "een gebied waar het punt in ligt", Placed.BUITEN_DE_REGIO)
            work.faults.append(fault_of(reading, work.name, at, why))
        row["lokale_gebieden"] = (*row["lokale_gebieden"], *sorted(inside.get(at, frozenset()) - said))


def _held(table: str, lookups: Lookups, shapes: gpd.GeoDataFrame) -> tuple[Codes, Codes]:
    """Per row with a point the areas that hold it well inside, and those that may hold it."""
    codes = shapes["code"].to_list()
    inside: defaultdict[int, frozenset[str]] = defaultdict(frozenset)
    may: dict[int, frozenset[str]] = {}
    for points in _points(table, lookups):
        may |= {at: may.get(at, frozenset()) for at in points.known.nonzero()[0].tolist()}
        (areas, rows), well = near(points, shapes)
        for area, at, is_inside in zip(areas.tolist(), rows.tolist(), well.tolist(), strict=True):
            may[at] |= {codes[area]}
            inside[at] |= {codes[area]} if is_inside else frozenset()
    return inside, may


def _points(table: str, lookups: Lookups) -> Iterator[RdPoints]:
    yield from (points.rd for (name, _), points in lookups.points.items() if name == table)
