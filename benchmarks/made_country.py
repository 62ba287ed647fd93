"""A made-up country of gemeenten, wijken and buurten with borders that fit, at any size up to the Netherlands.

Nothing in it is real: cells around scattered points, smaller round made-up towns, with winding borders that both
neighbours share point by point. Attributes are those of the wijk- en buurtkaart 2024 of CBS, as PDOK gives it.
"""

from __future__ import annotations

import geopandas as gpd
import numpy as np
import numpy.typing as npt
import pandas as pd
import shapely

from geodata.boundaries.read import RD, Level

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

YEAR = 2024
WEST, SOUTH, EAST, NORTH = 20_000.0, 310_000.0, 275_000.0, 615_000.0
"""RD, metres: within these lies the Netherlands."""
JITTER = 0.3
"""Of the side of a cell, so that no two points come close to each other and no angle gets sharp."""
TOWNS = 40
TOWN_RADIUS = 15_000.0
TOWN_PULL = 0.75
"""The distance to the middle of a town, as a share of its radius, is raised to 1 / this: below 1 it draws cells in."""
STEP = 60.0
"""Metres between the corners of a winding border."""
WINDING = 0.12
"""How far a border strays at most, per metre to its nearest end: narrow enough to meet no other border."""
GM, WK, BU = "gemeentecode", "wijkcode", "buurtcode"


def made_country(
    wijken: int = 3_300, buurten: int = 14_000, gemeenten: int = 342, seed: int = 1
) -> dict[Level, gpd.GeoDataFrame]:
    """The layers of one country in RD: every area once, without water; the same seed gives the same country.

    The numbers must not decrease from gemeenten through wijken to buurten, and a gemeente has at most 100 wijken.
    """
    assert 1 <= gemeenten <= wijken <= buurten, "from few and large to many and small"
    rng = np.random.default_rng(seed)
    centres, cells = _cells(buurten, rng)
    gemeente = _nearest(centres, centres[rng.choice(buurten, gemeenten, replace=False)])
    wijk = _wijken(centres, gemeente, wijken, rng)
    layer = _buurten(gemeente, wijk, cells)
    return {
        Level.GEMEENTE: _dissolved(layer, [GM, "gemeentenaam"]),
        Level.WIJK: _dissolved(layer, [WK, "wijknaam", GM, "gemeentenaam"]),
        Level.BUURT: layer.drop(columns="wijknaam"),
    }


def _buurten(gemeente: Integers, wijk: Integers, cells: npt.NDArray[np.object_]) -> gpd.GeoDataFrame:
    """The buurten with codes of their gemeente, wijk within it and number within that; sorted by code."""
    frame = pd.DataFrame({"gemeente": gemeente + 1, "wijk": wijk})
    frame["buurt"] = frame.groupby(["gemeente", "wijk"]).cumcount()
    assert frame["wijk"].max() < 100 and frame["buurt"].max() < 100, "two digits"  # noqa: PLR2004, PT018 - read as one
    number = frame["gemeente"].map("{:04d}".format)
    wijk_number = number + frame["wijk"].map("{:02d}".format)
    layer = gpd.GeoDataFrame(
        {
            BU: "BU" + wijk_number + frame["buurt"].map("{:02d}".format),
            "buurtnaam": "Buurt " + frame["buurt"].astype(str),
            WK: "WK" + wijk_number,
            "wijknaam": "Wijk " + frame["wijk"].map("{:02d}".format) + " Gehucht " + frame["wijk"].astype(str),
            GM: "GM" + number,
            "gemeentenaam": "Verzonnen " + frame["gemeente"].astype(str),
            "water": "NEE",
            "jaar": YEAR,
        },
        geometry=cells,
        crs=RD,
    )
    return layer.sort_values(BU, ignore_index=True)


def _dissolved(layer: gpd.GeoDataFrame, by: list[str]) -> gpd.GeoDataFrame:
    # The borders fit exactly, so that the quick way to join them is right.
    parts = layer[[*by, "water", "jaar", "geometry"]].dissolve([*by, "water", "jaar"], method="coverage")
    return parts.reset_index().set_geometry("geometry").sort_values(by[0], ignore_index=True)


def _cells(count: int, rng: np.random.Generator) -> tuple[Floats, npt.NDArray[np.object_]]:
    """The points (count, 2) and the cell around each (count,), with a ring of points left out as abroad."""
    columns = max(1, round((count * (EAST - WEST) / (NORTH - SOUTH)) ** 0.5))
    rows = -(-count // columns)
    grid = np.stack(np.meshgrid(np.arange(-1, columns + 1), np.arange(-1, rows + 1)), axis=-1).reshape(-1, 2)
    inside = ((grid >= 0) & (grid < (columns, rows))).all(axis=1)
    # The last row may be too long.
    inside &= np.cumsum(inside) <= count
    # Half a cell is left free at every side, for the outer cells reach out of the grid.
    side = np.array([(EAST - WEST) / (columns + 1), (NORTH - SOUTH) / (rows + 1)])
    points = (WEST, SOUTH) + (grid + 1 + rng.uniform(-JITTER, JITTER, grid.shape)) * side
    points = _drawn_to_towns(points, rng)
    cells = shapely.get_parts(shapely.voronoi_polygons(shapely.MultiPoint(points), ordered=True))[inside]
    return points[inside], _winding(cells, rng)


def _drawn_to_towns(points: Floats, rng: np.random.Generator) -> Floats:
    for _ in range(TOWNS):
        middle = rng.uniform((WEST, SOUTH), (EAST, NORTH))
        away = points - middle
        share = np.hypot(*away.T) / TOWN_RADIUS
        near = (share > 0) & (share < 1)
        points = points.copy()
        points[near] = middle + away[near] * (share[near] ** (1 / TOWN_PULL - 1))[:, None]
    return points


def _winding(cells: npt.NDArray[np.object_], rng: np.random.Generator) -> npt.NDArray[np.object_]:
    """The cells with winding borders; the border of two cells is wound once, so that both keep the same corners."""
    corners, cell = shapely.get_coordinates(cells, return_index=True)
    starts = np.flatnonzero(cell[1:] == cell[:-1])
    ends = starts + 1
    _, name = np.unique(corners.round(3), axis=0, return_inverse=True)
    name = name.reshape(-1)
    low, high = np.minimum(name[starts], name[ends]), np.maximum(name[starts], name[ends])
    _, first, border = np.unique(np.stack([low, high], axis=1), axis=0, return_index=True, return_inverse=True)
    where = np.zeros((name.max() + 1, 2))
    where[name] = corners.round(3)
    wound = [_wound(where[low[at]], where[high[at]], rng) for at in first]
    lines = [
        wound[number] if forward else wound[number][::-1]
        for number, forward in zip(border.reshape(-1), name[starts] == low, strict=True)
    ]
    # Without the last corner of each line, which is the first of the next.
    sizes = np.array([len(line) - 1 for line in lines])
    of_cell = np.repeat(cell[starts], sizes)
    rings = shapely.linearrings(np.concatenate([line[:-1] for line in lines]), indices=of_cell)
    return np.asarray(shapely.polygons(rings))


def _wound(start: Floats, end: Floats, rng: np.random.Generator) -> Floats:
    """From start to end (corners, 2), straying to either side by less than `WINDING` per metre to the nearest of them."""
    length = float(np.hypot(*(end - start)))
    if length < 2 * STEP:
        return np.stack([start, end])
    along = np.linspace(0, 1, int(length / STEP) + 1)[:, None]
    room = WINDING * length * np.minimum(along, 1 - along)
    aside = np.array([start[1] - end[1], end[0] - start[0]]) / length
    wound = start + along * (end - start) + rng.uniform(-1, 1, along.shape) * room * aside
    # Whole millimetres, and the ends as they were, so that borders meet.
    wound = wound.round(3)
    wound[0], wound[-1] = start, end
    return wound


def _nearest(points: Floats, seeds: Floats) -> Integers:
    """(points,): the number of the seed that is nearest."""
    return np.asarray(
        shapely.STRtree(list(np.asarray(shapely.points(seeds)))).nearest(shapely.points(points)), dtype=np.int64
    )


def _wijken(centres: Floats, gemeente: Integers, wijken: int, rng: np.random.Generator) -> Integers:
    """(buurten,): the number of the wijk within its gemeente, in proportion to its buurten and at least one."""
    sizes = np.bincount(gemeente)
    counts = _shared_out(wijken, sizes)
    wijk = np.zeros(len(centres), dtype=np.int64)
    for number, count in enumerate(counts):
        own = np.flatnonzero(gemeente == number)
        wijk[own] = _nearest(centres[own], centres[rng.choice(own, count, replace=False)])
    return wijk


def _shared_out(total: int, sizes: Integers) -> Integers:
    """`total` wijken over gemeenten by size: each at least one and at most its size; what is left to the roundest."""
    exact = 1 + (sizes - 1) * ((total - len(sizes)) / max(1, sizes.sum() - len(sizes)))
    counts: Integers = np.floor(exact).astype(np.int64)
    counts[np.argsort(counts - exact, kind="stable")[: total - counts.sum()]] += 1
    return counts


if __name__ == "__main__":
    print({level.value: len(frame) for level, frame in made_country().items()})
