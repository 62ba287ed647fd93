"""The made-up country: areas nest, borders fit, and the same seed gives the same."""

from __future__ import annotations

import pytest
import shapely

from benchmarks.made_country import made_country
from geodata.boundaries.read import Level

COUNTRY = made_country(wijken=30, buurten=120, gemeenten=5)


def test_there_are_as_many_areas_as_asked_each_under_its_own_official_code() -> None:
    codes = {level: frame.iloc[:, 0] for level, frame in COUNTRY.items()}
    assert {level: len(found) for level, found in codes.items()} == {
        Level.GEMEENTE: 5,
        Level.WIJK: 30,
        Level.BUURT: 120,
    }
    for level, pattern in ((Level.GEMEENTE, "GM[0-9]{4}"), (Level.WIJK, "WK[0-9]{6}"), (Level.BUURT, "BU[0-9]{8}")):
        assert codes[level].is_unique
        assert codes[level].str.fullmatch(pattern).all()


@pytest.mark.parametrize("level", Level)
def test_borders_fit_without_gaps_or_overlaps(level: Level) -> None:
    shapes = COUNTRY[level].geometry.to_numpy()
    assert shapely.is_valid(shapes).all()
    assert shapely.coverage_is_valid(shapes)
    assert shapely.coverage_union_all(shapes).geom_type == "Polygon"


def test_a_wijk_is_its_buurten_together() -> None:
    areas = COUNTRY[Level.BUURT].assign(area=COUNTRY[Level.BUURT].area).groupby("wijkcode")["area"].sum()
    assert areas.to_numpy() == pytest.approx(COUNTRY[Level.WIJK].area.to_numpy())


def test_a_border_winds() -> None:
    assert shapely.get_num_coordinates(COUNTRY[Level.BUURT].geometry.to_numpy()).mean() > 100


def test_the_seed_makes_the_country() -> None:
    again, other = (made_country(wijken=30, buurten=120, gemeenten=5, seed=seed) for seed in (1, 2))
    assert COUNTRY[Level.BUURT].geometry.geom_equals(again[Level.BUURT].geometry).all()
    assert not COUNTRY[Level.BUURT].geometry.geom_equals(other[Level.BUURT].geometry).any()
