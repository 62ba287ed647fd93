"""The made-up region: nested areas, and each rule of who may live where."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from benchmarks.synthetic import Areas, Dwellings, Uitstromers, allowed, areas_for, dwellings_in, uitstromers_from
from optimizer.assignment import Integers


def ints(*numbers: int) -> Integers:
    return np.array(numbers, dtype=np.int64)


# Gemeente 0 with wijk 0 is in region 0, gemeente 1 with wijk 1 in region 1; one complex in each wijk.
AREAS = Areas(
    region=ints(0, 1), share=np.array([0.5, 0.5]), gemeente=ints(0, 1), wijk=ints(0, 1), buurt=ints(0, 1),
    corporatie=ints(0, 0), rent=ints(1, 1), accessible=np.array([False, True]), label=ints(0, 1),
)  # fmt: skip


def home(complex_: int, **given: Any) -> Dwellings:
    where = ints(complex_)
    return replace(Dwellings(where, where, where, where, rooms=ints(2), quarter=ints(1)), **given)


def person(**given: Any) -> Uitstromers:
    """Somebody of gemeente 0 whom the dwelling of complex 0 suits exactly."""
    someone = Uitstromers(
        origin=ints(0), second=ints(-1), care=ints(1), rooms=ints(2), rent=ints(1), accessible=np.array([False]),
        age=ints(1), ready=ints(1), urgency=ints(5), not_home=np.array([False]),
        avoided=np.array([[False, False]]), anchor=ints(0),
    )  # fmt: skip
    return replace(someone, **given)


@pytest.mark.parametrize(
    ("who", "where"),
    [
        (person(), home(0)),
        (person(rooms=ints(1)), home(0)),
        (person(ready=ints(0)), home(0)),
        (person(second=ints(1)), home(1)),
        (person(second=ints(1), accessible=np.array([True])), home(1)),
        (person(not_home=np.array([True]), second=ints(1)), home(1)),
    ],
)
def test_who_may_live_there(who: Uitstromers, where: Dwellings) -> None:
    assert allowed(AREAS, who, where).tolist() == [[True]]


@pytest.mark.parametrize(
    ("who", "where"),
    [
        (person(), home(1)),
        (person(rooms=ints(3)), home(0)),
        (person(rooms=ints(1)), home(0, rooms=ints(3))),
        (person(rent=ints(0)), home(0)),
        (person(ready=ints(2)), home(0)),
        (person(accessible=np.array([True])), home(0)),
        (person(second=ints(1), age=ints(2)), home(1)),
        (person(not_home=np.array([True])), home(0)),
        (person(avoided=np.array([[True, False]])), home(0)),
    ],
)
def test_who_may_not_live_there(who: Uitstromers, where: Dwellings) -> None:
    assert allowed(AREAS, who, where).tolist() == [[False]]


@pytest.mark.parametrize("dwellings", [1, 60, 1000])
def test_every_area_has_areas_within(dwellings: int) -> None:
    areas = areas_for(dwellings, np.random.default_rng(1))
    for outer, inner in ((areas.region, areas.gemeente), (areas.gemeente, areas.wijk)):
        assert set(inner.tolist()) == set(range(len(outer)))
    assert areas.share.sum() == pytest.approx(1)


def test_a_country_has_as_many_gemeenten_and_regions_as_the_netherlands() -> None:
    areas = areas_for(50_000, np.random.default_rng(1))
    assert (len(areas.region), len(set(areas.region.tolist()))) == (342, 43)


def test_shares_of_people() -> None:
    draw = np.random.default_rng(1)
    areas = areas_for(1000, draw)
    people = uitstromers_from(areas, 20_000, draw)
    assert (people.second >= 0).mean() == pytest.approx(0.1, abs=0.01)
    assert (people.not_home | people.avoided.any(axis=1)).mean() == pytest.approx(0.15, abs=0.01)
    assert np.max(people.avoided.sum(axis=1)) <= 3
    assert set(people.care.tolist()) == {1, 2, 3}


def test_a_dwelling_lies_in_the_areas_of_its_complex() -> None:
    draw = np.random.default_rng(1)
    areas = areas_for(200, draw)
    homes = dwellings_in(areas, 200, draw)
    assert homes.gemeente.tolist() == areas.gemeente[areas.wijk[areas.buurt[homes.complex]]].tolist()
