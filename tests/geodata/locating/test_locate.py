"""Points in buurten: well inside one, and otherwise reported."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from pyproj import Transformer

from geodata.locating.locate import ON_BORDER, How, Placed, locate_points
from tests.geodata.made_places import (
    NORTH_EAST,
    NORTH_WEST,
    SOUTH_EAST,
    SOUTH_WEST,
    buurten,
    middle,
    water,
)


def placed(x: float, y: float) -> tuple[str, object, tuple[str, ...]]:
    """Outcome, buurt and candidates of one point."""
    row = locate_points([x], [y], buurten(), water()).frame.iloc[0]
    return row["outcome"], None if pd.isna(row["buurt"]) else row["buurt"], row["between"]


def test_a_point_inside_a_buurt_gets_buurt_wijk_and_gemeente() -> None:
    row = locate_points([middle(SOUTH_WEST)[0]], [middle(SOUTH_WEST)[1]], buurten()).frame.iloc[0]
    assert row[["buurt", "wijk", "gemeente"]].tolist() == [SOUTH_WEST, "WK000100", "GM0001"]
    assert (row["how"], row["outcome"], row["between"]) == (How.COORDINATES, Placed.BINNEN, ())


@pytest.mark.parametrize(
    ("x", "y", "outcome", "between"),
    [
        (231_000, 550_500, Placed.OP_DE_GRENS, (SOUTH_WEST, SOUTH_EAST)),
        (231_000.4, 550_500, Placed.OP_DE_GRENS, (SOUTH_WEST, SOUTH_EAST)),
        (231_000, 551_000, Placed.OP_DE_GRENS, (SOUTH_WEST, NORTH_WEST, SOUTH_EAST, NORTH_EAST)),
        (230_000.2, 550_500, Placed.OP_DE_GRENS, (SOUTH_WEST,)),
        (229_999.8, 550_500, Placed.OP_DE_GRENS, (SOUTH_WEST,)),
        (229_000, 550_500, Placed.BUITEN_DE_REGIO, ()),
        (232_500, 550_500, Placed.IN_WATER, ()),
        (232_500, 551_500, Placed.BUITEN_DE_REGIO, ()),
        (550_500, 230_500, Placed.VERWISSELD, ()),
        (1, 1, Placed.GEEN_PUNT, ()),
        (np.nan, np.nan, Placed.NIETS, ()),
    ],
)
def test_what_is_not_well_inside_one_buurt_is_reported(
    x: float, y: float, outcome: Placed, between: tuple[str, ...]
) -> None:
    assert placed(x, y) == (outcome, None, between)


def test_just_inside_the_tolerance_is_the_border_and_just_outside_is_not() -> None:
    assert placed(231_000 + ON_BORDER + 0.01, 550_500) == (Placed.BINNEN, SOUTH_EAST, ())
    assert placed(231_000 + ON_BORDER - 0.01, 550_500)[0] == Placed.OP_DE_GRENS


def test_degrees_get_a_wider_border_as_they_are_less_sure() -> None:
    to_degrees = Transformer.from_crs("EPSG:28992", "EPSG:4326", always_xy=True)
    assert placed(*to_degrees.transform(*middle(NORTH_EAST))) == (Placed.BINNEN, NORTH_EAST, ())
    assert placed(231_000.8, 550_500)[0] == Placed.BINNEN
    assert placed(*to_degrees.transform(231_000.8, 550_500))[0] == Placed.OP_DE_GRENS


def test_where_buurten_overlap_a_point_lies_between_them() -> None:
    twice = pd.concat([buurten(), buurten().head(1).assign(code="BU00010009")], ignore_index=True)
    row = locate_points([230_500], [550_500], gpd.GeoDataFrame(twice, crs="EPSG:28992")).frame.iloc[0]
    assert (row["outcome"], row["between"]) == (Placed.OP_DE_GRENS, (SOUTH_WEST, "BU00010009"))


def test_the_index_of_what_is_handed_in_stays() -> None:
    x, y = pd.Series([230_500.0, 1.0], index=["a", "b"]), pd.Series([550_500.0, 1.0], index=["a", "b"])
    assert locate_points(x, y, buurten()).frame["buurt"].isna().to_dict() == {"a": False, "b": True}


@given(seed=st.integers(0, 10_000), count=st.integers(4, 40))
def test_a_point_in_a_cell_is_located_there_and_one_on_a_shared_border_nowhere(seed: int, count: int) -> None:
    rng = np.random.default_rng(seed)
    seeds = shapely.MultiPoint(rng.uniform((200_000, 500_000), (210_000, 510_000), (count, 2)))
    cells = shapely.get_parts(shapely.voronoi_polygons(seeds))
    codes = [f"BU{at:08d}" for at in range(len(cells))]
    frame = gpd.GeoDataFrame(
        {"code": codes, "wijkcode": "WK000000", "gemeentecode": "GM0000"}, geometry=cells, crs="EPSG:28992"
    )
    insides = shapely.get_coordinates(shapely.maximum_inscribed_circle(cells))[::2]
    wide = shapely.length(shapely.maximum_inscribed_circle(cells)) > 2
    found = locate_points(insides[:, 0], insides[:, 1], frame).frame
    assert found["buurt"][wide].tolist() == [code for code, is_wide in zip(codes, wide, strict=True) if is_wide]
    left, right = shapely.STRtree(cells).query(cells, predicate="touches")
    borders = shapely.line_interpolate_point(
        shapely.intersection(cells[left], cells[right]), rng.uniform(0, 1, len(left)), normalized=True
    )
    x, y = shapely.get_x(borders), shapely.get_y(borders)
    on = locate_points(x[~np.isnan(x)], y[~np.isnan(x)], frame).frame
    assert set(on["outcome"]) == {Placed.OP_DE_GRENS}
    assert on["buurt"].isna().all()
    named = [{codes[one], codes[other]} for one, other, at in zip(left, right, x, strict=True) if not np.isnan(at)]
    assert all(pair <= set(between) for pair, between in zip(named, on["between"], strict=True))


def test_the_inner_point_of_every_wijk_of_drenthe_lies_in_that_wijk_in_rd_and_in_degrees(shared_geo: Path) -> None:
    wijken = gpd.read_file(shared_geo / "drenthe_wijken_2022_rd.geojson")
    areas = wijken.assign(code=wijken["statcode"], wijkcode=wijken["statcode"], gemeentecode=wijken["gm_code"])
    facts = pd.read_csv(shared_geo / "wijk_facts.csv")
    for x, y in (("punt_x_rd", "punt_y_rd"), ("punt_lon", "punt_lat")):
        found = locate_points(facts[x], facts[y], areas).frame
        assert found["buurt"].tolist() == facts["wijkcode"].tolist()
        assert found["gemeente"].tolist() == facts["gemeentecode"].tolist()
    centroids = locate_points(facts["centroid_x_rd"], facts["centroid_y_rd"], areas).frame
    assert (centroids["buurt"] != facts["wijkcode"]).fillna(value=True).sum() == 10
