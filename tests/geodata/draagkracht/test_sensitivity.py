"""How sure a class is, and what would give another one."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geodata.draagkracht.derive import moved_by
from geodata.draagkracht.policy import Standardisation, Trials
from optimizer.draagkracht import Colour
from tests.geodata.draagkracht.worlds import HOOG, LAAG, derived_of, figure, one_wijk, policy, region


def causes(**changes: object) -> dict[str, Colour]:
    return {turn.cause: turn.colour for turn in one_wijk(**changes).turns}  # type: ignore[arg-type]  # any field


def test_a_wijk_far_from_every_border_is_sure() -> None:
    one = one_wijk(laag=5, hoog=95)
    assert (one.colour, one.certainty, one.turns) == (Colour.GROEN, 100, ())


def test_a_wijk_of_which_the_figures_disagree_is_not() -> None:
    one = one_wijk(laag=20, hoog=0)
    assert one.colour is Colour.GROEN
    assert one.certainty is not None
    assert one.certainty < 100


def test_leaving_out_doubling_and_halving_a_figure_are_tried() -> None:
    found = causes(laag=20, hoog=0)
    assert found["Zonder het cijfer over lage inkomens"] is Colour.ROOD
    assert found["Met een dubbel gewicht voor het cijfer over hoge inkomens"] is Colour.ORANJE
    assert "Met een dubbel gewicht voor het cijfer over lage inkomens" not in found
    assert "Zonder het cijfer over hoge inkomens" not in found


def test_the_largest_change_comes_first() -> None:
    turns = one_wijk(laag=20, hoog=0).turns
    assert [turn.colour for turn in turns] == sorted(
        (turn.colour for turn in turns), key=(Colour.ROOD, Colour.ORANJE).index
    )
    assert turns[0].by < 0


def test_the_only_figure_cannot_be_left_out() -> None:
    found = derived_of(region({"WK-A": 900}, {"WK-A": 60}, {}), policy(indicators=(LAAG,)))["WK-A"]
    assert (found.certainty, found.turns) == (100, ())


def test_the_year_before_is_tried_where_there_is_one() -> None:
    older = figure("WK-A", "pct_laag", 90, year=2022)
    found = derived_of(region({"WK-A": 900}, {"WK-A": 20}, {"WK-A": 60}, older))["WK-A"]
    assert {turn.cause: turn.colour for turn in found.turns}[
        "Met het cijfer van 2022 over lage inkomens"
    ] is Colour.ROOD
    assert not any("2022" in cause for cause in causes(laag=20, hoog=60))


@pytest.mark.parametrize(("source", "tried"), [("Leefbaarometer 3.0", True), ("Leefbaarometer 2.0", False)])
def test_scores_of_another_version_of_the_leefbaarometer_are_not_compared(source: str, *, tried: bool) -> None:
    rows = [
        figure("WK-A", "lbm_afwijking", 95, bron="Leefbaarometer 3.0"),
        figure("WK-A", "lbm_afwijking", 0, year=2022, bron=source),
    ]
    rules = policy(indicators=(LAAG, replace(HOOG, name="lbm_afwijking", title="leefbaarheid", weight=9)))
    one = derived_of(region({"WK-A": 900}, {"WK-A": 20}, {}, *rows), rules)["WK-A"]
    assert ("Met het cijfer van 2022 over leefbaarheid" in [turn.cause for turn in one.turns]) is tried


def test_other_methods_leave_as_many_wijken_in_every_class() -> None:
    plain = {"method": None, "low": None, "high": None, "reference": ""}
    rules = policy(indicators=(replace(LAAG, **plain), replace(HOOG, **plain)), standardisation=Standardisation())  # type: ignore[arg-type]  # any field
    codes = [f"WK-{letter}" for letter in "ABCDEF"]
    laag = dict(zip(codes, (10.0, 20.0, 30.0, 40.0, 50.0, 95.0), strict=True))
    hoog = dict(zip(codes, (60.0, 10.0, 55.0, 20.0, 50.0, 5.0), strict=True))
    ones = derived_of(region(dict.fromkeys(codes, 900), laag, hoog), rules)
    by_rank = {one.area: turn.colour for one in ones.values() for turn in one.turns if "'rang'" in turn.cause}
    before = sorted(one.colour for one in ones.values())
    assert by_rank
    assert sorted(by_rank.get(one.area, one.colour) for one in ones.values()) == before


def test_the_seed_decides_and_nothing_else() -> None:
    sure = [
        one_wijk(laag=20, hoog=0, trials=Trials(seed=seed, draws=40, spread=80)).certainty for seed in (1, 1, 2, 3, 4)
    ]
    assert sure[0] == sure[1]
    assert len(set(sure)) > 1


def test_without_draws_the_stated_changes_count() -> None:
    # Left out: low (rood) and high (groen); two other methods, which leave the only wijk in its class.
    assert one_wijk(laag=20, hoog=0, trials=Trials(draws=0)).certainty == 75


def test_what_a_change_does_in_the_region() -> None:
    found = region({"WK-A": 900, "WK-B": 900}, {"WK-A": 20, "WK-B": 20}, {"WK-A": 0, "WK-B": 100})
    moved = {each.cause: each.wijken for each in moved_by(tuple(derived_of(found).values()))}
    assert moved["Zonder het cijfer over lage inkomens"] == (("WK-A", Colour.GROEN, Colour.ROOD),)
    assert all("WK-B" not in str(wijken) for wijken in moved.values())
