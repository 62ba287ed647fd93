"""Figures → scores → index → class → cap: each rule, satisfied and not, in a region of one or two wijken."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from geodata.draagkracht.policy import (
    BorderKind,
    Borders,
    Level,
    Method,
    Missing,
    MissingRule,
    Rounding,
    SmallRule,
    Standardisation,
)
from geodata.tables_region import IndicatorStatus
from optimizer.draagkracht import Colour
from tests.geodata.draagkracht.worlds import (
    CAPS,
    HOOG,
    LAAG,
    POLICY,
    derived_of,
    figure,
    one_wijk,
    policy,
    region,
    wijk,
)
from tests.geodata.tiny import register

PLAIN: dict[str, Any] = {"method": None, "low": None, "high": None, "reference": ""}
REGIONAL = replace(LAAG, **PLAIN)
FOUR = {"WK-A": 1_000, "WK-B": 1_000, "WK-C": 1_000, "WK-D": 1_000}


def test_the_index_is_the_weighted_mean_of_the_scores() -> None:
    one = one_wijk(laag=40, hoog=30)
    assert [found.score for found in one.figures] == [600, 300]
    assert [found.contribution for found in one.figures] == [1_200, 300]
    assert one.index == one.final == 500


def test_halves_are_rounded_upwards() -> None:
    assert one_wijk(laag=40, hoog=30.1).index == 500
    assert one_wijk(laag=40, hoog=30.2).index == 501


@pytest.mark.parametrize(
    ("laag", "colour", "cap"),
    [
        (35, Colour.GROEN, 4),
        (46, Colour.GROEN, 4),
        (47, Colour.ORANJE, 3),
        (60, Colour.ORANJE, 3),
        (80, Colour.ROOD, 3),
    ],
)
def test_a_class_begins_at_its_border(laag: float, colour: Colour, cap: int) -> None:
    one = one_wijk(laag=laag, hoog=42)
    assert (one.colour, one.proposed) == (colour, cap)


@pytest.mark.parametrize(
    ("dwellings", "cap"),
    [(100, 2), (499, 2), (500, 3), (1_999, 3), (2_000, 4), (9_999, 11), (10_000, 12), (50_000, 12)],
)
def test_a_cap_grows_with_the_wijk_within_its_bounds(dwellings: int, cap: int) -> None:
    assert one_wijk(laag=0, hoog=100, dwellings=dwellings).proposed == cap


@pytest.mark.parametrize(("rounding", "cap"), [(Rounding.AF, 3), (Rounding.DICHTST, 4), (Rounding.OP, 4)])
def test_the_part_for_size_is_rounded_as_agreed(rounding: Rounding, cap: int) -> None:
    assert one_wijk(laag=0, hoog=100, dwellings=1_500, caps=replace(CAPS, rounding=rounding)).proposed == cap
    assert one_wijk(laag=0, hoog=100, dwellings=1_499, caps=replace(CAPS, rounding=Rounding.DICHTST)).proposed == 3


def test_an_unknown_figure_never_counts_as_nought() -> None:
    unknown, nought = one_wijk(hoog=None), one_wijk(hoog=0)
    assert unknown.index == 600
    assert nought.index == 400
    assert unknown.figures[1].score is None
    assert unknown.figures[1].status is IndicatorStatus.ONTBREEKT


def test_too_little_weight_gives_no_class_but_a_cap_of_its_own() -> None:
    one = one_wijk(laag=None, hoog=100)
    assert (one.colour, one.index, one.certainty) == (Colour.ONBEKEND, None, None)
    assert one.proposed == 3
    assert one_wijk(laag=None, hoog=100, missing=MissingRule(least_weight=33)).colour is Colour.GROEN


def test_a_secret_figure_is_secret_and_not_nought() -> None:
    rows = [figure("WK-A", "pct_laag", None, status=IndicatorStatus.GEHEIM), figure("WK-A", "pct_hoog", 80)]
    one = derived_of(register(wijken=[wijk("WK-A", 900)], buurten=[], indicatoren=rows))["WK-A"]
    assert one.figures[0].status is IndicatorStatus.GEHEIM
    assert one.figures[0].value is None


def test_the_figure_of_the_gemeente_may_take_its_place_and_is_told() -> None:
    found = region({"WK-A": 900}, {}, {"WK-A": 40}, figure("GM-A", "pct_laag", 30))
    assert derived_of(found)["WK-A"].figures[0].value is None
    one = derived_of(found, policy(missing=MissingRule(way=Missing.GEMEENTE)))["WK-A"]
    assert one.figures[0].value == 300
    assert one.figures[0].note == "cijfer van de gemeente, want dat van de wijk: ontbreekt"
    assert one.figures[0].status is IndicatorStatus.ONTBREEKT


def test_a_figure_may_be_that_of_the_gemeente_by_agreement() -> None:
    found = region({"WK-A": 900}, {"WK-A": 90}, {"WK-A": 40}, figure("GM-A", "pct_laag", 30))
    rules = policy(indicators=(replace(LAAG, level=Level.GEMEENTE), HOOG))
    assert derived_of(found, rules)["WK-A"].figures[0].value == 300


BUURTEN = [{"code": f"BU-{letter}", "naam": letter, "wijk": "WK-A"} for letter in "ABC"]
BY_BUURT = [figure("BU-A", "pct_laag", 10), figure("BU-B", "pct_laag", 40), figure("WK-A", "pct_hoog", 50)]
OF_BUURTEN = policy(indicators=(replace(LAAG, level=Level.BUURTEN), HOOG))


def test_buurten_are_taken_together_by_their_dwellings() -> None:
    sizes = [figure(f"BU-{letter}", "woningen", number) for letter, number in zip("ABC", (300, 100, 0), strict=True)]
    found = register(wijken=[wijk("WK-A", 900)], buurten=BUURTEN, indicatoren=[*BY_BUURT, *sizes])
    one = derived_of(found, OF_BUURTEN)["WK-A"]
    assert one.figures[0].value == 175
    assert one.figures[0].note == "gemiddelde van 2 van de 3 buurten, gewogen naar woningen"


def test_without_dwellings_all_buurten_count_alike_and_that_is_told() -> None:
    found = register(wijken=[wijk("WK-A", 900)], buurten=BUURTEN, indicatoren=BY_BUURT)
    one = derived_of(found, OF_BUURTEN)["WK-A"]
    assert one.figures[0].value == 250
    assert "ongewogen" in one.figures[0].note


def test_too_few_buurten_are_no_figure() -> None:
    found = register(wijken=[wijk("WK-A", 900)], buurten=BUURTEN, indicatoren=BY_BUURT)
    one = derived_of(found, replace(OF_BUURTEN, missing=MissingRule(least_buurten=70)))["WK-A"]
    assert (one.figures[0].value, one.figures[0].status) == (None, IndicatorStatus.ONTBREEKT)


def test_all_wijken_are_compared_over_one_year() -> None:
    rows = [figure("WK-A", "pct_laag", 40), figure("WK-B", "pct_laag", 20, year=2022)]
    found = region({"WK-A": 900, "WK-B": 900}, {}, {"WK-A": 40, "WK-B": 40}, *rows)
    assert [one.figures[0].value for one in derived_of(found).values()] == [400, None]
    older = policy(indicators=(replace(LAAG, year=2022), HOOG))
    assert [one.figures[0].value for one in derived_of(found, older).values()] == [None, 200]


def test_a_year_after_the_day_does_not_count_yet() -> None:
    found = region({"WK-A": 900}, {"WK-A": 40}, {"WK-A": 40}, figure("WK-A", "pct_laag", 90, year=2027))
    assert derived_of(found)["WK-A"].figures[0].year == 2024


def test_a_small_wijk_is_drawn_to_its_gemeente() -> None:
    found = region({"WK-A": 1_000, "WK-B": 250}, {"WK-A": 20, "WK-B": 80}, {"WK-A": 80, "WK-B": 20})
    large, small = derived_of(found).values()
    assert (large.pull, large.final) == (None, 800)
    assert small.pull is not None
    assert (small.index, small.pull.mean, small.final) == (200, 680, 440)


def test_a_wijk_that_is_large_enough_stays_what_it_is() -> None:
    found = region({"WK-A": 1_000, "WK-B": 500}, {"WK-A": 20, "WK-B": 80}, {"WK-A": 80, "WK-B": 20})
    assert derived_of(found)["WK-B"].final == 200


def test_a_very_small_wijk_has_no_class_and_a_fixed_cap() -> None:
    one = one_wijk(dwellings=99)
    assert (one.colour, one.caps, one.proposed) == (Colour.ONBEKEND, None, 1)
    assert one_wijk(dwellings=100).colour is not Colour.ONBEKEND


def test_an_unknown_number_of_dwellings_is_not_nought_nor_enough() -> None:
    one = one_wijk(dwellings=None, small=SmallRule(dwellings=0, strength=0, least=0, cap=1))
    assert (one.dwellings, one.colour, one.proposed) == (None, Colour.ONBEKEND, 1)


def test_spread_gives_50_to_the_mean_and_20_for_a_standard_deviation() -> None:
    found = region(FOUR, {"WK-A": 20, "WK-B": 40, "WK-C": 40, "WK-D": 60}, {})
    ones = derived_of(found, policy(indicators=(REGIONAL,))).values()
    assert [one.figures[0].score for one in ones] == [783, 500, 500, 217]


def test_what_lies_far_off_is_kept_within_0_and_100() -> None:
    rules = policy(indicators=(replace(REGIONAL, mean=Decimal(40), spread=Decimal(5), reference="CBS 2024"),))
    found = region(FOUR, {"WK-A": 20, "WK-B": 40, "WK-C": 45, "WK-D": 60}, {})
    assert [one.figures[0].score for one in derived_of(found, rules).values()] == [1_000, 500, 300, 0]


def test_ranks_count_those_that_do_worse_and_half_of_the_equals() -> None:
    rules = policy(indicators=(REGIONAL,), standardisation=Standardisation(method=Method.RANG))
    found = region(FOUR, {"WK-A": 20, "WK-B": 40, "WK-C": 40, "WK-D": 60}, {})
    assert [one.figures[0].score for one in derived_of(found, rules).values()] == [875, 500, 500, 125]


def test_the_range_goes_from_the_worst_to_the_best() -> None:
    rules = policy(indicators=(REGIONAL,), standardisation=Standardisation(method=Method.BEREIK))
    found = region(FOUR, {"WK-A": 20, "WK-B": 30, "WK-C": 40, "WK-D": 60}, {})
    assert [one.figures[0].score for one in derived_of(found, rules).values()] == [1_000, 750, 500, 0]


@pytest.mark.parametrize("method", [Method.SPREIDING, Method.RANG, Method.BEREIK])
def test_where_all_have_one_figure_all_get_50(method: Method) -> None:
    rules = policy(indicators=(REGIONAL,), standardisation=Standardisation(method=method))
    found = region({"WK-A": 900, "WK-B": 900}, {"WK-A": 30, "WK-B": 30}, {})
    assert [one.figures[0].score for one in derived_of(found, rules).values()] == [500, 500]


def test_very_small_wijken_are_no_part_of_what_others_are_compared_with() -> None:
    rules = policy(indicators=(REGIONAL,), standardisation=Standardisation(method=Method.BEREIK))
    found = region({**FOUR, "WK-D": 99}, {"WK-A": 20, "WK-B": 30, "WK-C": 40, "WK-D": 99}, {})
    assert derived_of(found, rules)["WK-C"].figures[0].score == 0


def test_borders_may_be_shares_of_the_wijken() -> None:
    rules = policy(borders=Borders(kind=BorderKind.AANDEEL, oranje=Decimal(25), groen=Decimal(50)))
    found = region(FOUR, {"WK-A": 10, "WK-B": 20, "WK-C": 30, "WK-D": 40}, {})
    colours = [one.colour for one in derived_of(found, rules).values()]
    assert colours == [Colour.GROEN, Colour.GROEN, Colour.ORANJE, Colour.ROOD]


def test_no_wijken_no_derivations() -> None:
    assert derived_of(register(wijken=[], buurten=[]), POLICY) == {}
