"""Names of attributes and layers by year and service, years, and what a wrong code should be."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata.boundaries.names import (
    MANY,
    Attributes,
    Level,
    attributes_in,
    code_meant,
    is_code,
    layer_for,
    listed,
    year_in,
)
from optimizer.errors import Fault

# As they stand in the editions: CBS shapefile 2009-2019, PDOK GeoPackage and OGC API, WFS, gebiedsindelingen, cut names.
CBS_SHAPE = ["BU_CODE", "JRSTATCODE", "BU_NAAM", "WK_CODE", "GM_CODE", "GM_NAAM", "IND_WBI", "H2O"]
PDOK = ["buurtcode", "buurtnaam", "wijkcode", "gemeentecode", "gemeentenaam", "water", "jaar"]
WFS = [
    "buurtcode",
    "buurtnaam",
    "wijkcode",
    "gemeentecode",
    "gemeentenaam",
    "indelingswijzigingWijkenEnBuurten",
    "water",
]
DIVISIONS = ["statcode", "jrstatcode", "statnaam", "rubriek"]
CUT = ["BUURTCODE", "BUURTNAAM", "WIJKCODE", "GEMEENTECO", "GEMEENTENA", "WATER"]


def empty(columns: list[str]) -> pd.DataFrame:
    return pd.DataFrame({column: pd.Series(dtype="string") for column in columns})


@pytest.mark.parametrize(
    "columns", [CBS_SHAPE, PDOK, WFS, DIVISIONS, CUT], ids=["cbs", "pdok", "wfs", "divisions", "cut"]
)
def test_every_edition_is_understood(columns: list[str]) -> None:
    found = attributes_in(empty(columns), Level.BUURT, "kaart")
    assert isinstance(found, Attributes)
    assert found.code in ("BU_CODE", "buurtcode", "statcode", "BUURTCODE")
    assert found.naam in ("BU_NAAM", "buurtnaam", "statnaam", "BUURTNAAM")
    assert (found.gemeentecode is None) == (columns is DIVISIONS)
    assert (found.water is None) == (columns is DIVISIONS)
    assert (found.year is None) == (columns in (WFS, CUT))


def test_without_a_code_or_a_name_the_columns_are_told() -> None:
    fault = attributes_in(empty(["WK_CODE", "OPP"]), Level.WIJK, "kaart")
    assert fault == Fault(
        ("kaart",),
        "de kolommen WK_CODE, OPP",
        "een kolom met de code van de wijk (statcode, wijkcode of wk_code) en met de naam (statnaam, wijknaam of wk_naam)",
    )


def test_the_level_that_a_statcode_states_goes_before_other_codes_beside_it() -> None:
    frame = pd.DataFrame(
        {"statcode": ["WK010600"], "statnaam": ["Centrum"], "gm_code": ["GM0106"], "gm_naam": ["Assen"]}
    )
    assert isinstance(attributes_in(frame, Level.WIJK, "kaart"), Attributes)
    for level in (Level.GEMEENTE, Level.BUURT):
        expected = Fault(("kaart",), "grenzen van wijken", f"grenzen van {MANY[level]}")
        assert attributes_in(frame, level, "kaart") == expected


def test_a_gemeente_is_its_own_gemeente() -> None:
    found = attributes_in(empty(["statcode", "statnaam"]), Level.GEMEENTE, "kaart")
    assert isinstance(found, Attributes)
    assert (found.gemeentecode, found.gemeentenaam) == ("statcode", "statnaam")


@pytest.mark.parametrize(
    ("level", "names", "found"),
    [
        (Level.GEMEENTE, ["gem_2015", "wijk_2015"], ("gem_2015",)),
        (Level.BUURT, ["wijkenbuurten:buurten", "wijkenbuurten:wijken"], ("wijkenbuurten:buurten",)),
        (Level.WIJK, ["wijkenbuurten_2023"], ("wijkenbuurten_2023",)),
        (Level.WIJK, ["Wijkpark", "wijk_labelpoint"], ()),
    ],
)
def test_a_layer_is_known_by_the_words_of_its_name(level: Level, names: list[str], found: tuple[str, ...]) -> None:
    assert layer_for(level, names) == found


@pytest.mark.parametrize(
    ("values", "names", "year"),
    [
        (["2022", "2022"], [], 2022),
        (["2019WK010600", None], [], 2019),
        ([None], ["wijken", "wijken_2021"], 2021),
        (None, ["28992", "kaart 12024"], None),
        (None, ["van_2020_tot_2021", "2022"], 2022),
    ],
)
def test_a_year_is_read_from_the_attribute_or_else_a_name(
    values: list[str | None] | None, names: list[str], year: int | None
) -> None:
    column = None if values is None else pd.Series(values, dtype="string")
    assert year_in(column, "kaart", names) == year


@pytest.mark.parametrize(("values", "found"), [(["2022", "2023"], "als jaar 2022, 2023"), (["oud"], "als jaar oud")])
def test_no_single_year_is_a_fault(values: list[str], found: str) -> None:
    assert year_in(pd.Series(values, dtype="string"), "kaart_2022", ["kaart_2022"]) == Fault(
        ("kaart_2022",), found, "grenzen van één jaar"
    )


@pytest.mark.parametrize(
    ("found", "level", "meant"),
    [
        ("10600", Level.WIJK, "WK010600, als tekst"),
        ("10600.0", Level.WIJK, "WK010600, als tekst"),
        ("106", Level.GEMEENTE, "GM0106, als tekst"),
        ("bu01060000", Level.BUURT, "BU01060000, als tekst"),
        ("GM0106", Level.WIJK, "een CBS-code van een wijk, zoals WK010600"),
    ],
)
def test_of_a_wrong_code_is_told_what_it_should_be(found: str, level: Level, meant: str) -> None:
    assert not is_code(pd.Series([found], dtype="string"), level).any()
    assert code_meant(found, level) == meant


def test_a_long_list_is_cut_where_it_stays_readable() -> None:
    assert listed(["b", "a", "b"]) == "a, b"
    assert listed("gfedcba") == "a, b, c, d, e …"
