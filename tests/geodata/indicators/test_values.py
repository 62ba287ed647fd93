"""The newest figure per area and indicator."""

from __future__ import annotations

import time
from typing import Any

import numpy as np
import pandas as pd
import pytest

from geodata.columns import frame_of
from geodata.indicators.values import values_of_indicators
from geodata.tables import TABLES

MARSDIJK, CENTRUM, PEELO = "WK010607", "WK010600", "WK010603"


def row(
    code: str, year: int, value: float | None, status: str | None = None, name: str = "pct_bijstand"
) -> dict[str, Any]:
    return {"gebied": code, "indicator": name, "waarde": value, "status": status, "bron": f"CBS {year}", "jaar": year}


def table(*rows: dict[str, Any]) -> pd.DataFrame:
    return frame_of(TABLES["indicatoren"], rows)


def test_the_newest_year_wins_and_brings_its_year_and_source() -> None:
    found = values_of_indicators(
        table(row(MARSDIJK, 2023, 4.0), row(MARSDIJK, 2022, 3.0)), ["pct_bijstand"], [MARSDIJK]
    )
    assert found.values.loc[MARSDIJK, "pct_bijstand"] == 4.0
    assert found.years.loc[MARSDIJK, "pct_bijstand"] == 2023
    assert found.sources.loc[MARSDIJK, "pct_bijstand"] == "CBS 2023"
    assert found.status.loc[MARSDIJK, "pct_bijstand"] == "bekend"


def test_a_year_leaves_later_figures_out() -> None:
    figures = table(row(MARSDIJK, 2023, 4.0), row(MARSDIJK, 2022, 3.0), row(CENTRUM, 2023, 9.0))
    found = values_of_indicators(figures, ["pct_bijstand"], [MARSDIJK, CENTRUM], 2022)
    assert found.values.loc[MARSDIJK, "pct_bijstand"] == 3.0
    assert found.status.loc[CENTRUM, "pct_bijstand"] == "ontbreekt"


@pytest.mark.parametrize("status", ["nog niet gepubliceerd", "ontbreekt"])
def test_a_year_without_a_figure_does_not_hide_an_older_one(status: str) -> None:
    found = values_of_indicators(
        table(row(MARSDIJK, 2022, 3.0), row(MARSDIJK, 2024, None, status)), ["pct_bijstand"], [MARSDIJK]
    )
    assert (found.values.iloc[0, 0], found.years.iloc[0, 0]) == (3.0, 2022)
    alone = values_of_indicators(table(row(MARSDIJK, 2024, None, status)), ["pct_bijstand"], [MARSDIJK])
    assert (alone.status.iloc[0, 0], alone.years.iloc[0, 0]) == (status, 2024)
    assert alone.values.isna().iloc[0, 0]


def test_a_secret_figure_hides_an_older_one() -> None:
    found = values_of_indicators(
        table(row(MARSDIJK, 2022, 3.0), row(MARSDIJK, 2024, None, "geheim")), ["pct_bijstand"], [MARSDIJK]
    )
    assert (found.status.iloc[0, 0], found.years.iloc[0, 0]) == ("geheim", 2024)
    assert found.values.isna().iloc[0, 0]


def test_a_row_that_claims_to_be_known_without_a_value_is_absent() -> None:
    found = values_of_indicators(table(row(MARSDIJK, 2022, None)), ["pct_bijstand"], [MARSDIJK])
    assert found.status.iloc[0, 0] == "ontbreekt"


def test_zero_is_a_value() -> None:
    found = values_of_indicators(table(row(MARSDIJK, 2022, 0.0)), ["pct_bijstand"], [MARSDIJK])
    assert (found.values.iloc[0, 0], found.status.iloc[0, 0]) == (0.0, "bekend")


def test_every_frame_has_the_asked_codes_sorted_and_the_asked_names_in_order() -> None:
    found = values_of_indicators(
        table(row(PEELO, 2022, 1.0), row("WK999999", 2022, 2.0), row(PEELO, 2022, 7.0, name="pct_koop")),
        ["pct_wmo", "pct_bijstand"],
        [PEELO, CENTRUM, PEELO],
    )
    for frame in (found.values, found.status, found.years, found.sources):
        assert list(frame.index) == [CENTRUM, PEELO]
        assert list(frame.columns) == ["pct_wmo", "pct_bijstand"]
    assert (found.values.dtypes == "float64").all()
    assert (found.years.dtypes == "Int64").all()
    assert (found.sources.dtypes == "string").all()
    assert found.values.notna().to_numpy().sum() == 1
    assert found.years.loc[CENTRUM].isna().all()


def test_without_rows_everything_is_absent() -> None:
    found = values_of_indicators(table(), ["pct_bijstand"], [MARSDIJK])
    assert found.status.iloc[0, 0] == "ontbreekt"
    assert found.values.isna().to_numpy().all()


def test_the_whole_country_takes_a_moment() -> None:
    codes = [f"BU{number:08}" for number in range(14_000)]
    names = [f"indicator_{number}" for number in range(20)]
    years = (2022, 2023, 2024)
    figures = pd.DataFrame(
        {
            "gebied": pd.Series(np.tile(np.repeat(codes, len(names)), len(years)), dtype="string"),
            "indicator": pd.Series(np.tile(names, len(codes) * len(years)), dtype="string"),
            "waarde": pd.Series(np.arange(len(codes) * len(names) * len(years)), dtype="Float64"),
            "status": pd.Series(pd.NA, index=range(len(codes) * len(names) * len(years)), dtype="string"),
            "bron": pd.Series("CBS", index=range(len(codes) * len(names) * len(years)), dtype="string"),
            "jaar": pd.Series(np.repeat(years, len(codes) * len(names)), dtype="Int64"),
        }
    )
    start = time.process_time()
    found = values_of_indicators(figures, names, codes)
    assert time.process_time() - start < 3  # half a second on a quiet machine
    assert (found.years == 2024).to_numpy().all()
