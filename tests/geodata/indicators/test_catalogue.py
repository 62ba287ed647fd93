"""What the official files call the figures, and which are never read."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from geodata.indicators.catalogue import catalogue, is_about_origin, name_known_by, stem_of, stems_of

NAMES = (
    "pct_laag_inkomen", "pct_hoog_inkomen", "woz_waarde", "pct_koop", "pct_huur", "pct_huur_corporatie",
    "pct_arbeidsparticipatie", "pct_eenpersoons", "pct_bijstand", "pct_wmo", "pct_jeugdzorg", "pct_laag_opgeleid",
    "bevolkingsdichtheid", "stedelijkheid", "pct_leegstand", "lbm_afwijking", "lbm_klasse", "lbm_won", "lbm_fys",
    "lbm_vrz", "lbm_soc", "lbm_onv",
)  # fmt: skip


def topics(shared_geo: Path) -> list[dict[str, Any]]:
    """The columns of StatLine table 85984NED."""
    properties = json.loads((shared_geo / "kwb2024_DataProperties.json").read_text(encoding="utf-8"))
    return [block for block in properties if block["Type"] == "Topic"]


def test_every_fixed_name_is_there_once_with_its_unit() -> None:
    assert sorted(known.name for known in catalogue().indicators) == sorted(NAMES)
    assert all(known.unit and known.title and (known.formulas or known.score) for known in catalogue().indicators)


def test_a_stem_means_one_indicator() -> None:
    tops = Counter(stem for known in catalogue().indicators for way in known.formulas for stem in way.columns)
    assert not [stem for stem, count in tops.items() if count > 1]


@pytest.mark.parametrize("heading", ["AantalInwoners_5", "AantalInwoners_107", "aantal_inwoners", "Aantal inwoners"])
def test_a_stem_is_the_same_in_every_year_and_form(heading: str) -> None:
    assert stem_of(heading) == "aantalinwoners"


def test_statline_headings_are_known_by_their_last_part() -> None:
    assert "aantalinwoners" in stems_of("Bevolking/Aantal inwoners (aantal)")


def test_every_stem_is_one_topic_of_the_real_edition_and_none_is_missing(shared_geo: Path) -> None:
    """StatLine repeats some titles, such as "Nederland" and "Tussenwoning", under several topics."""
    stems = Counter(stem_of(block["Key"]) for block in topics(shared_geo))
    assert [stem for stem in catalogue().stems if stems[stem] > 1] == []
    for known in catalogue().indicators:
        for way in known.formulas[-1:]:
            assert sum(stems[stem] for stem in way.columns) == 1, known.name
            assert all(any(stems[stem] for stem in group) for group in way.per), known.name


def test_every_indicator_is_in_the_excel_edition(shared_geo: Path) -> None:
    header = {stem_of(word) for word in (shared_geo / "kwb_header_mnemonics.txt").read_text(encoding="utf-8").split()}
    for known in catalogue().indicators:
        for way in known.formulas[-1:]:
            assert len(header.intersection(way.columns)) == 1, known.name


def test_exactly_the_topics_on_origin_of_the_real_edition_are_refused(shared_geo: Path) -> None:
    blocks = topics(shared_geo)
    refused = {block["ID"] for block in blocks if is_about_origin(block["Key"])}
    assert refused == {24, 25, 26, 28, 29, 30, 32, 33}
    assert {block["ID"] for block in blocks if is_about_origin(block["Title"])} == refused


def test_exactly_the_mnemonics_on_origin_are_refused(shared_geo: Path) -> None:
    words = (shared_geo / "kwb_header_mnemonics.txt").read_text(encoding="utf-8").split("\n", 1)[1].split()
    assert {word for word in words if is_about_origin(word)} == {
        "a_nl_all", "a_eur_al", "a_neu_al", "a_geb_nl", "a_geb_eu", "a_geb_ne", "a_gbl_eu", "a_gbl_ne",
    }  # fmt: skip


@pytest.mark.parametrize(
    "heading",
    [
        "a_w_all", "a_nw_all", "p_nw_all", "P_WEST_AL", "P_MAROKKO", "Marokko_20", "percentage_uit_turkije",
        "percentage_niet_westerse_migratieachtergrond", "perc_geb_buiten_nl_met_herkomstlnd_buiten_europa",
        "Migratieachtergrond (%)", "Nationaliteit", "Geboorteland moeder", "niet-westerse allochtonen", "Herkomst",
        "Westers", "pct_westerse", "NietWestersTotaal_18", "Nederlandse Antillen en Aruba",
    ],
)  # fmt: skip
def test_origin_is_known_by_stem_and_by_word(heading: str) -> None:
    assert is_about_origin(heading)


@pytest.mark.parametrize(
    "heading",
    [
        "pct_bijstand", "a_geb", "p_geb", "GeboorteTotaal_25", "afwijking van Nederland", "natuurkwaliteit",
        "structuurkenmerk", "voorzieningen Noordwesterstraat", "a_inw", "algemene voorzieningen", "gebouwen",
    ],
)  # fmt: skip
def test_other_figures_are_not_refused(heading: str) -> None:
    assert not is_about_origin(heading)


def test_a_title_names_its_indicator() -> None:
    assert name_known_by("Personen met algemene bijstand") == "pct_bijstand"
    assert name_known_by("PCT_BIJSTAND") == "pct_bijstand"
    assert name_known_by("bijstand") is None  # a number of people, or a percentage
