"""What the table of contenders says."""

from __future__ import annotations

import pytest

from tests.benchmarks.extra import needs

needs("matplotlib")

from benchmarks.report import Figures, Result, report_of  # noqa: E402 - only where it is installed

SIZE = (60, 60)


def figures(*results: Result) -> Figures:
    return Figures(("one", "other"), results)


def test_a_gap_is_to_the_best_bound_of_anybody() -> None:
    best, worse = Result("one", SIZE, 1, 1.0, 90.0, 100, 104), Result("other", SIZE, 1, 2.0, 80.0, 80, 120)
    both = figures(best, worse, Result("other", SIZE, 2, 2.0, 80.0, 80, 90))
    assert both.best_bound(worse) == 104
    assert both.gap(worse) == pytest.approx(0.3)


def test_without_a_value_or_a_bound_there_is_no_gap() -> None:
    nothing, unknown = Result("one", SIZE, 1, 1.0, 90.0, None, 104), Result("other", SIZE, 2, 2.0, 80.0, 80, None)
    assert figures(nothing, unknown).gap(nothing) is None
    assert figures(nothing, unknown).gap(unknown) is None


def test_only_its_own_bound_proves() -> None:
    proved, reached = Result("one", SIZE, 1, 1.0, 90.0, 100, 100), Result("other", SIZE, 1, 2.0, 80.0, 100, None)
    both = figures(proved, reached)
    assert [both.proven(each) for each in both.results] == [True, False]


def test_a_bound_below_what_somebody_placed_is_told_and_not_used() -> None:
    wrong, better = Result("one", SIZE, 1, 1.0, 90.0, 90, 90), Result("other", SIZE, 1, 2.0, 80.0, 100, 101)
    both = figures(wrong, better)
    assert [both.wrong(each) for each in both.results] == [True, False]
    assert not both.proven(wrong)
    assert both.best_bound(wrong) == 101
    assert "Wrong bound: Result(contender='one'" in report_of(both, "a machine", "a command", 60)
    assert "Wrong" not in report_of(Figures(("other",), (better,)), "a machine", "a command", 60)


def test_figures_are_medians_and_none_where_one_is_missing() -> None:
    seeds = [Result("one", SIZE, seed, float(seed), 90.0, 100, 100) for seed in (1, 2, 6)]
    silent = [Result("other", SIZE, seed, float("nan"), None, None, None) for seed in (1, 2, 6)]
    table = report_of(figures(*seeds, *silent), "a machine", "a command", 60)
    assert "| 60 × 60 | one | 2.00 | 90 | 100 | 100 | 0.00% | 3 of 3 |" in table
    assert "| 60 × 60 | other | none | none | none | none | none | 0 of 3 |" in table
    assert "\n3 of each size" in table
