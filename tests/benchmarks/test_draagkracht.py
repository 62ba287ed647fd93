"""The agreement with the Leefbaarometer is that of the figures, and more than chance gives."""

from __future__ import annotations

import csv
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from benchmarks.draagkracht import country, measured
from geodata.draagkracht.agreement import Pairs, per_buurt, per_wijk, rank_correlation
from geodata.draagkracht.derive import derive
from geodata.draagkracht.policy import Indicator
from geodata.region import bundled, bundled_draagkracht, read_period
from tests.geodata.draagkracht.worlds import HOOG
from tests.official import GEO, needs_geo

POLICY, ON = bundled_draagkracht(), read_period().start


@pytest.fixture(scope="module")
def buurten() -> Pairs:
    return per_buurt(bundled(), POLICY, ON)


@needs_geo
def test_the_pairs_are_those_of_the_file(buurten: Pairs) -> None:
    with (GEO / "drenthe_buurten_lbm2024.csv").open(encoding="utf-8", newline="") as file:
        rows = [(row["wk_code"], float(row["afw"])) for row in csv.DictReader(file) if row["afw"]]
    index = {one.area: one.final / 10 for one in derive(bundled(), POLICY, ON) if one.final is not None}
    beside = pd.DataFrame([(index[wijk], score) for wijk, score in rows if wijk in index], columns=["index", "score"])
    assert len(beside) == len(buurten.index)
    assert buurten.correlation == pytest.approx(beside["index"].corr(beside["score"], method="spearman"))


@pytest.mark.parametrize("level", ["buurt", "wijk"])
def test_the_index_ranks_more_like_the_score_than_chance_does(buurten: Pairs, level: str) -> None:
    pairs = buurten if level == "buurt" else per_wijk(buurten)
    found = measured(level, pairs, draws=200, seed=1)
    assert 0 < found.chance < found.correlation
    assert 0 < found.low < found.correlation < found.high < 1


def test_an_index_by_chance_does_not(buurten: Pairs) -> None:
    dice = np.random.default_rng(5)
    wijken = np.unique(buurten.wijk, return_inverse=True)[1]
    random = replace(buurten, index=dice.random(wijken.max() + 1)[wijken])
    found = measured("buurt", random, draws=200, seed=1)
    assert found.low < 0 < found.high
    assert abs(found.correlation) < measured("buurt", buurten, draws=200, seed=1).low


def test_one_wijk_is_one_pair(buurten: Pairs) -> None:
    wijken = per_wijk(buurten)
    assert len(wijken.index) == len(set(buurten.wijk.tolist()))
    first = buurten.wijk == wijken.wijk[0]
    assert wijken.score[0] == pytest.approx(buurten.score[first].mean())


def test_an_index_that_holds_the_score_is_refused() -> None:
    lbm: Indicator = replace(HOOG, name="lbm_afwijking")
    with pytest.raises(ValueError, match="lbm_afwijking"):
        per_buurt(bundled(), replace(POLICY, indicators=(*POLICY.indicators, lbm)), ON)


def test_ranks() -> None:
    assert rank_correlation([1, 2, 3], [10, 20, 30]) == pytest.approx(1)
    assert rank_correlation([1, 2, 3], [3, 2, 1]) == pytest.approx(-1)
    assert rank_correlation([1, 1, 2, 3], [1, 2, 3, 4]) == pytest.approx(0.9486833)
    assert np.isnan(rank_correlation([1, 1], [1, 2]))
    assert np.isnan(rank_correlation([], []))


def test_a_country_is_as_large_as_asked() -> None:
    assert len(derive(country(400), POLICY, ON)) == 400
