"""Inhabitants, dwellings and other figures of local areas from those of their parts."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.columns import rows_of
from geodata.local_figures import facts_of_local_areas, indicators_of_local_areas
from tests.geodata.test_local_areas import BUURTTEAMS, area, assen, part
from tests.geodata.tiny import PLACES, VOORBEELD, register

Row = dict[str, Any]
COUNTS = {"WK-A": (1_000, 400), "WK-B": (3_000, 1_200), "WK-C": (None, None)}
WIJKEN = [{**row, "inwoners": COUNTS[row["code"]][0], "woningen": COUNTS[row["code"]][1]} for row in PLACES["wijken"]]


def figure(area_code: str, indicator: str, value: float | None, year: int = 2024, **more: Any) -> Row:
    return {"gebied": area_code, "indicator": indicator, "waarde": value, **VOORBEELD, "jaar": year, **more}


def test_inhabitants_and_dwellings_add_up_by_wholes_and_shares() -> None:
    found = register(
        wijken=WIJKEN, gebieden=[area("heel", "WK-A"), area("deels", "WK-A")], gebiedsdelen=[part("deels", "WK-B", 25)]
    )
    assert rows_of(facts_of_local_areas(found)) == [
        {"code": "heel", "inwoners": 1_000, "woningen": 400, "geschat": False, "onbekend": ()},
        {"code": "deels", "inwoners": 1_750, "woningen": 700, "geschat": True, "onbekend": ()},
    ]


def test_a_part_without_figures_leaves_the_sum_unknown_and_is_named() -> None:
    found = register(wijken=WIJKEN, gebieden=[area("west", "WK-A", "WK-C", "BU-B")])
    assert rows_of(facts_of_local_areas(found)) == [
        {"code": "west", "inwoners": None, "woningen": None, "geschat": False, "onbekend": ("WK-C", "BU-B")}
    ]


def test_a_buurt_has_its_numbers_among_the_indicators_of_the_last_year() -> None:
    figures = [figure("BU-B", "woningen", 90, 2023), figure("BU-B", "woningen", 100), figure("BU-B", "inwoners", 210)]
    found = register(wijken=WIJKEN, gebieden=[area("west", "WK-A", "BU-B")], indicatoren=figures)
    (row,) = rows_of(facts_of_local_areas(found))
    assert (row["inwoners"], row["woningen"]) == (1_210, 500)


def test_a_buurt_of_a_wijk_that_is_whole_in_the_same_area_counts_once() -> None:
    found = register(wijken=WIJKEN, gebieden=[area("west", "WK-A", "BU-A")])
    assert rows_of(facts_of_local_areas(found))[0]["inwoners"] == 1_000


def test_an_indicator_is_the_mean_weighed_by_dwellings() -> None:
    found = register(
        wijken=WIJKEN,
        gebieden=[area("west", "WK-A")],
        gebiedsdelen=[part("west", "WK-B", 50)],
        indicatoren=[figure("WK-A", "pct_huur", 20.0), figure("WK-B", "pct_huur", 50.0)],
    )
    (row,) = rows_of(indicators_of_local_areas(found))
    assert (row["gebied"], row["indicator"], row["jaar"], row["geschat"]) == ("west", "pct_huur", 2024, True)
    assert row["waarde"] == pytest.approx((400 * 20 + 600 * 50) / 1_000)
    assert row["bekend"] == 100


def test_how_much_of_the_weight_is_known_is_told_and_nothing_is_filled_in() -> None:
    figures = [figure("WK-A", "pct_huur", 20.0), figure("WK-B", "pct_huur", None, status="geheim")]
    found = register(wijken=WIJKEN, gebieden=[area("west", "WK-A", "WK-B"), area("leeg", "WK-C")], indicatoren=figures)
    (row,) = rows_of(indicators_of_local_areas(found))
    assert (row["waarde"], row["bekend"]) == (20.0, 25.0)


def test_without_the_dwellings_of_every_part_nobody_knows_how_much_is_known() -> None:
    found = register(
        wijken=WIJKEN, gebieden=[area("west", "WK-A", "BU-C")], indicatoren=[figure("WK-A", "pct_huur", 20.0)]
    )
    (row,) = rows_of(indicators_of_local_areas(found))
    assert (row["waarde"], row["bekend"]) == (20.0, None)


def test_years_stay_apart_and_classes_have_no_mean() -> None:
    figures = [
        figure("WK-A", "pct_huur", 20.0, 2023),
        figure("WK-B", "pct_huur", 50.0, 2024),
        figure("WK-A", "lbm_klasse", 5.0),
        figure("WK-A", "stedelijkheid", 3.0),
    ]
    found = register(wijken=WIJKEN, gebieden=[area("west", "WK-A", "WK-B")], indicatoren=figures)
    assert [(row["jaar"], row["waarde"], row["bekend"]) for row in rows_of(indicators_of_local_areas(found))] == [
        (2023, 20.0, 25.0),
        (2024, 50.0, 75.0),
    ]


def test_the_buurtteams_of_assen_together_have_all_its_inhabitants() -> None:
    facts = facts_of_local_areas(assen()).set_index("code")
    assert facts["inwoners"].sum() == pytest.approx(69_700, abs=5)
    # 5385 + 3625 (Lariks and Pittelo), and 9300 with 70% of the 1220 in the countryside.
    assert (facts.loc["Pittelo & Lariks", "inwoners"], facts.loc["Assen-Oost", "inwoners"]) == (9_010, 10_154)
    assert facts["geschat"].to_dict() == {name: name in ("Assen-Oost", "Kloosterveen") for name in BUURTTEAMS}
