"""What must hold whatever the figures are."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.draagkracht.policy import BorderKind, Borders, Method, Standardisation, Trials
from tests.geodata.draagkracht.worlds import HOOG, LAAG, derived_of, policy, region

PLAIN: dict[str, Any] = {"method": None, "low": None, "high": None, "reference": ""}
CODES = tuple(f"WK-{letter}" for letter in "ABCDE")
FIGURES = st.lists(st.one_of(st.none(), st.integers(0, 1_000).map(lambda tenths: tenths / 10)), min_size=5, max_size=5)
DWELLINGS = st.lists(st.sampled_from([50, 150, 450, 900, 2_500, 13_000, None]), min_size=5, max_size=5)
FIXED = policy(trials=Trials(draws=0))
QUIET = settings(max_examples=25, deadline=None, derandomize=True)


def world(dwellings: list[Any], laag: list[Any], hoog: list[Any]) -> Any:
    return region(*(dict(zip(CODES, values, strict=True)) for values in (dwellings, laag, hoog)))


@given(DWELLINGS, FIGURES, FIGURES, st.integers(0, 4), st.integers(1, 500))
@QUIET
def test_a_worse_figure_never_gives_a_higher_cap(
    dwellings: list[Any], laag: list[Any], hoog: list[Any], at: int, tenths: int
) -> None:
    worse = list(laag)
    if worse[at] is not None:
        worse[at] = min(100.0, round(worse[at] + tenths / 10, 1))
    before = derived_of(world(dwellings, laag, hoog), FIXED)[CODES[at]]
    after = derived_of(world(dwellings, worse, hoog), FIXED)[CODES[at]]
    assert after.proposed <= before.proposed
    assert (after.final or 0) <= (before.final or 0)


@pytest.mark.parametrize("method", [Method.SPREIDING, Method.RANG, Method.BEREIK])
@given(laag=FIGURES, hoog=FIGURES, at=st.integers(0, 4), tenths=st.integers(1, 500))
@QUIET
def test_nor_a_higher_index_when_wijken_are_compared_with_each_other(
    method: Method, laag: list[Any], hoog: list[Any], at: int, tenths: int
) -> None:
    """But for a tenth: the mean and the spread that it is compared with are rounded, and the wijk is among them."""
    rules = policy(
        indicators=(replace(LAAG, **PLAIN), replace(HOOG, **PLAIN)),
        standardisation=Standardisation(method=method),
        trials=Trials(draws=0),
    )
    worse = list(laag)
    if worse[at] is not None:
        worse[at] = min(100.0, round(worse[at] + tenths / 10, 1))
    sizes = [2_000] * 5
    before = derived_of(world(sizes, laag, hoog), rules)[CODES[at]]
    after = derived_of(world(sizes, worse, hoog), rules)[CODES[at]]
    assert (after.final or 0) <= (before.final or 0) + (method is Method.SPREIDING)


@given(DWELLINGS, FIGURES, FIGURES, st.permutations(range(5)))
@QUIET
def test_the_order_of_rows_changes_nothing(
    dwellings: list[Any], laag: list[Any], hoog: list[Any], order: list[int]
) -> None:
    rules = policy(
        indicators=(replace(LAAG, **PLAIN), HOOG),
        borders=Borders(kind=BorderKind.AANDEEL, oranje=Decimal(20), groen=Decimal(50)),
        trials=Trials(draws=5),
    )
    found = world(dwellings, laag, hoog)
    shuffled = found.updated(
        {
            "wijken": found.wijken.iloc[order].reset_index(drop=True),
            "indicatoren": found.indicatoren.iloc[::-1].reset_index(drop=True),
        }
    )
    assert derived_of(found, rules) == derived_of(shuffled, rules)


@given(DWELLINGS, FIGURES, FIGURES)
@QUIET
def test_unknown_never_counts_as_nought(dwellings: list[Any], laag: list[Any], hoog: list[Any]) -> None:
    for one in derived_of(world(dwellings, laag, hoog), FIXED).values():
        scores = [figure.score for figure in one.figures if figure.score is not None]
        for figure in one.figures:
            assert (figure.value is None) == (figure.score is None) == (figure.contribution is None)
        if one.index is not None:
            assert min(scores) <= one.index <= max(scores)
