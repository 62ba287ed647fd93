"""The Kerncijfers in each of the forms that CBS and PDOK give."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import pytest

from geodata.columns import rows_of
from geodata.indicators.read import read_indicators
from geodata.indicators.values import values_of_indicators
from geodata.register import Register
from tests.geodata.figures import CENTRUM, LARIKS, MARSDIJK, book, faults, figure, layers, odata, text, values_by_name

# As the Excel edition writes it: padded texts, decimal comma and point side by side, a space after a heading.
EXCEL: list[list[Any]] = [
    ["gwb_code_10", "gwb_code_8", "regio", "recs", "a_inw", "a_nl_all", "a_hh", "a_1p_hh", "g_wozbag ", "p_wcorpw",
     "p_ink_li", "a_soz_wb", "p_wmo_t", "ste_mvs", "p_jz_tn"],
    ["NL00", "00", "Nederland", "Land      ", 17_900_000, 1, 8_000_000, 3_000_000, "379", "28", "40,0", 400_000, "60", ".", "."],
    ["GM0106", "0106", "Assen", "Gemeente  ", 70_000, 1, 33_000, 13_000, "300", "  31", "41,2", 2_000, "61", 3, "."],
    [CENTRUM, "010600", "Wijk 00", "Wijk      ", 7_165, 1, 4_000, 2_600, "237", "35.5", "40,6", 250, "      80", 2, "."],
    [MARSDIJK, "010607", "Wijk 07", "Wijk      ", 12_000, 1, 5_000, 1_000, "310", "20", "       .", 0, "", 3, "."],
    ["WK010609", "010609", "Wijk 09", "Wijk      ", 0, 0, 0, 0, ".", ".", ".", ".", ".", 5, "."],
]  # fmt: skip


def test_the_excel_edition_by_its_mnemonics(tmp_path: Path) -> None:
    found = read_indicators(book(tmp_path / "kwb-2024.xlsx", EXCEL))
    assert values_by_name(found, CENTRUM) == {
        "pct_laag_inkomen": 40.6,
        "woz_waarde": 237_000,
        "pct_huur_corporatie": 35.5,
        "pct_eenpersoons": 65,
        "pct_bijstand": pytest.approx(250 / 7_165 * 100),
        "pct_wmo": 8.0,
        "pct_jeugdzorg": None,
        "stedelijkheid": 2,
    }
    assert set(found.frame["bron"]) == {"CBS Kerncijfers wijken en buurten 2024"}
    assert set(found.frame["jaar"]) == {2024}


def test_secret_not_yet_and_absent_stay_apart_and_zero_is_a_value(tmp_path: Path) -> None:
    found = read_indicators(book(tmp_path / "kwb-2024.xlsx", EXCEL))
    assert figure(found, MARSDIJK, "pct_laag_inkomen") == (None, "geheim", 2024)
    assert figure(found, MARSDIJK, "pct_wmo") == (None, "ontbreekt", 2024)
    assert figure(found, MARSDIJK, "pct_jeugdzorg") == (None, "nog niet gepubliceerd", 2024)
    assert figure(found, MARSDIJK, "pct_bijstand") == (0, "bekend", 2024)
    assert figure(found, "WK010609", "pct_eenpersoons") == (None, "ontbreekt", 2024)  # nobody lives there
    assert figure(found, "WK010609", "pct_bijstand") == (None, "geheim", 2024)
    assert any("p_jz_tn" in remark and "nog niet gepubliceerd" in remark for remark in found.remarks)


def test_counts_go_to_the_facts_and_the_country_is_left_out(tmp_path: Path) -> None:
    found = read_indicators(book(tmp_path / "kwb-2024.xlsx", EXCEL))
    facts = {row["code"]: row for row in rows_of(found.facts)}
    assert facts[CENTRUM]["inwoners"] == 7_165
    assert facts[CENTRUM]["woningen"] is None
    assert facts["WK010609"]["inwoners"] == 0
    assert "NL00" not in facts
    assert any("heel Nederland" in remark for remark in found.remarks)


def test_origin_is_not_read_and_that_is_said(tmp_path: Path) -> None:
    found = read_indicators(book(tmp_path / "kwb-2024.xlsx", EXCEL))
    assert not found.frame["indicator"].str.contains("nl_all|herkomst").any()
    assert any("1 kolom over herkomst" in remark for remark in found.remarks)


def test_each_remark_says_which_column_was_read_as_what(tmp_path: Path) -> None:
    found = read_indicators(book(tmp_path / "kwb-2024.xlsx", EXCEL))
    assert "woz_waarde uit g_wozbag (keer 1000)" in found.remarks[0]
    assert "pct_wmo uit p_wmo_t (keer 0,1)" in found.remarks[0]


def test_the_real_subset_gives_the_real_figures(shared_geo: Path) -> None:
    path = shared_geo / "drenthe_kwb2024_subset.csv"
    found = read_indicators(path, year=2024)
    with path.open(encoding="utf-8") as lines:
        real = {row["code"].strip(): row for row in csv.DictReader(lines)}
    facts = {row["code"]: row for row in rows_of(found.facts)}
    assert set(facts) == set(real)
    assert len(facts) == 201
    for code, row in real.items():
        assert facts[code]["inwoners"] == int(row["AantalInwoners_5"])
        assert facts[code]["woningen"] == int(row["Woningvoorraad_35"])
        assert figure(found, code, "bevolkingsdichtheid")[0] == float(row["Bevolkingsdichtheid_34"])


@pytest.mark.parametrize("shift", [0, 1, 11])
def test_odata_by_stem_whatever_the_number(tmp_path: Path, shift: int) -> None:
    record = {
        "ID": 1, "WijkenEnBuurten": "WK010600  ", f"AantalInwoners_{5 + shift}": "   7165",
        f"Nederland_{17 + shift}": "  6000", f"Nederland_{20 + shift}": " 6100",
        f"Tussenwoning_{55 + shift}": "2100", f"Tussenwoning_{63 + shift}": "900", f"Koopwoningen_{47 + shift}": "    40",
        f"k_40PersonenMetLaagsteInkomen_{84 + shift}": "   40.6", f"k_40HuishoudensMetLaagsteInkomen_{87 + shift}": "50.1",
        f"HuishoudensMetEenLaagInkomen_{89 + shift}": "9.9", f"PersonenPerSoortUitkeringBijstand_{94 + shift}": "       .",
        f"PersonenPerSoortUitkeringAO_{95 + shift}": "   300",
    }  # fmt: skip
    other = {**record, "WijkenEnBuurten": "WK010601  ", f"PersonenPerSoortUitkeringBijstand_{94 + shift}": "   100"}
    found = read_indicators(odata(tmp_path / "antwoord.json", record, other))
    assert values_by_name(found, CENTRUM) == {"pct_koop": 40, "pct_laag_inkomen": 40.6, "pct_bijstand": None}
    assert figure(found, CENTRUM, "pct_bijstand")[1:] == ("geheim", 2024)
    assert any("2 kolommen over herkomst" in remark for remark in found.remarks)


def test_a_typed_data_set_leaves_empty_what_others_mark(tmp_path: Path) -> None:
    records = [
        {"WijkenEnBuurten": "WK010600  ", "AantalInwoners_5": 7165, "Koopwoningen_47": None},
        {"WijkenEnBuurten": "WK010601  ", "AantalInwoners_5": 5385, "Koopwoningen_47": 40.0},
    ]
    found = read_indicators(odata(tmp_path / "antwoord.json", *records))
    assert figure(found, CENTRUM, "pct_koop") == (None, "geheim", 2024)


def test_statline_with_keys(tmp_path: Path) -> None:
    content = (
        '"ID";"WijkenEnBuurten";"Gemeentenaam_1";"AantalInwoners_5";"Woningvoorraad_35";"MateVanStedelijkheid_127"\n'
        '"1";"WK010600  ";"Assen      ";"    7165";"    4361";"       2"\n'
        '"2";"WK010601  ";"Assen      ";"    5385";"       .";"       3"\n'
    )
    found = read_indicators(text(tmp_path / "85984NED_UntypedDataSet_26112026_101500.csv", content))
    assert figure(found, LARIKS, "stedelijkheid") == (3, "bekend", 2024)
    assert [row["woningen"] for row in rows_of(found.facts)] == [4361, None]


def test_statline_with_dutch_titles_over_several_rows(tmp_path: Path) -> None:
    content = (
        '"Kerncijfers wijken en buurten 2022"\n'
        '"";"Regioaanduiding";"Bevolking";"Wonen en vastgoed"\n'
        '"";"Codering";"Aantal inwoners";"Koopwoningen"\n'
        '"Wijken en buurten";"code";"aantal";"%"\n'
        '"Assen centrum";"WK010600  ";"6820";"40"\n'
        '"Lariks";"WK010601  ";"5455";"."\n'
        '"© Centraal Bureau voor de Statistiek, Den Haag/Heerlen 26-11-2026"\n'
    )
    found = read_indicators(text(tmp_path / "tabel.csv", content))
    assert figure(found, CENTRUM, "pct_koop") == (40, "bekend", 2022)
    assert figure(found, LARIKS, "pct_koop") == (None, "geheim", 2022)


def test_statline_with_paths_as_headings(tmp_path: Path) -> None:
    content = (
        '"Wijken en buurten";"Regioaanduiding/Codering (code)";"Bevolking/Aantal inwoners (aantal)";'
        '"Inkomen/Inkomen van personen/40% personen met laagste inkomen (%)"\n"Lariks";"WK010601  ";"5455";"45,5"\n'
    )
    found = read_indicators(text(tmp_path / "Kerncijfers_wijken_en_buurten_2022_26112026_101500.csv", content))
    assert figure(found, LARIKS, "pct_laag_inkomen") == (45.5, "bekend", 2022)


def test_the_layers_of_a_geopackage_with_its_special_values(tmp_path: Path) -> None:
    wijken = {
        "wijkcode": [CENTRUM, LARIKS, MARSDIJK], "gemeentecode": ["GM0106"] * 3, "water": ["NEE", "NEE", "JA"],
        "jaar": [2024] * 3, "aantal_inwoners": [7165, 5385, 0], "gemiddelde_woningwaarde": [237, -99997, -99997],
        "percentage_personen_met_laag_inkomen": [-99995, -99995, -99995], "percentage_koopwoningen": [-99991, 40, 0],
        "percentage_met_herkomstland_nederland": [80, 80, 80],
    }  # fmt: skip
    gemeenten = {
        "gemeentecode": ["GM0106"],
        "jaar": [2024],
        "aantal_inwoners": [70_000],
        "percentage_koopwoningen": [60],
    }
    path = layers(tmp_path / "wijkenbuurten_2024_v1.gpkg", gemeenten=gemeenten, wijken=wijken)
    found = read_indicators(path)
    assert set(found.frame["bron"]) == {"CBS Wijk- en buurtkaart 2024"}
    assert figure(found, "GM0106", "pct_koop") == (60, "bekend", 2024)
    assert figure(found, CENTRUM, "woz_waarde") == (237_000, "bekend", 2024)
    assert figure(found, LARIKS, "woz_waarde") == (None, "geheim", 2024)
    assert figure(found, LARIKS, "pct_laag_inkomen") == (None, "nog niet gepubliceerd", 2024)
    assert figure(found, CENTRUM, "pct_koop") == (None, "ontbreekt", 2024)
    assert MARSDIJK not in set(found.frame["gebied"])
    assert any("1 rij met water" in remark for remark in found.remarks)


CAPITALS = ("WK_CODE", "AANT_INW", "P_KOOPWON", "P_LAAGINKP")
CAMEL = ("wijkcode", "aantalInwoners", "percentageKoopwoningen", "percentagePersonenMetLaagInkomen")
SNAKE = ("wijkcode", "aantal_inwoners", "percentage_koopwoningen", "percentage_personen_met_laag_inkomen")


@pytest.mark.parametrize(
    ("names", "kind"),
    [(CAPITALS, "shp"), *((names, kind) for names in (CAPITALS, CAMEL, SNAKE) for kind in ("gpkg", "geojson"))],
)
def test_attributes_by_each_of_their_names(tmp_path: Path, names: tuple[str, ...], kind: str) -> None:
    attributes = dict(zip(names, ([CENTRUM], [6820], [40], [40.6]), strict=True))
    found = read_indicators(layers(tmp_path / f"wijkenbuurten_2022.{kind}", wijken=attributes))
    assert values_by_name(found, CENTRUM) == {"pct_koop": 40, "pct_laag_inkomen": 40.6}


def test_codes_with_letters_are_codes(tmp_path: Path) -> None:
    """Amsterdam has them since 2023."""
    rows = [["gwb_code_10", "a_inw", "p_koopw"], ["WK0363MB", 5000, 30], ["BU0363MB01", 900, 31]]
    found = read_indicators(book(tmp_path / "kwb-2024.xlsx", rows))
    assert set(found.frame["gebied"]) == {"WK0363MB", "BU0363MB01"}


def test_a_missing_year_is_asked_for_with_the_option(tmp_path: Path) -> None:
    path = book(tmp_path / "kwb.xlsx", EXCEL, "Blad1")
    assert faults(path) == ["kwb.xlsx.Blad1: gevonden geen jaar; verwacht een jaar: geef dat mee met --jaar"]
    assert set(read_indicators(path, year=2023).frame["jaar"]) == {2023}


def test_a_year_against_that_in_the_file_is_a_fault(tmp_path: Path) -> None:
    attributes = {"wijkcode": [CENTRUM], "jaar": [2022], "aantal_inwoners": [6820], "percentage_koopwoningen": [40]}
    path = layers(tmp_path / "kaart.geojson", wijken=attributes)
    assert faults(path, year=2024, source="CBS") == [
        "kaart.geojson: gevonden het jaar 2022; verwacht het jaar 2024, zoals gevraagd"
    ]


def test_a_map_without_marks_of_cbs_needs_a_source(tmp_path: Path) -> None:
    attributes = {"wijkcode": [CENTRUM], "aantal_inwoners": [6820], "percentage_koopwoningen": [40]}
    path = layers(tmp_path / "kaart.geojson", wijken=attributes)
    assert faults(path, year=2024) == ["kaart.geojson: gevonden geen bron; verwacht een bron: geef die mee met --bron"]
    assert set(read_indicators(path, year=2024, source="CBS").frame["bron"]) == {"CBS"}


def test_a_table_of_others_in_the_words_of_cbs_is_theirs(tmp_path: Path) -> None:
    path = text(tmp_path / "onze.csv", "gebied;aantal inwoners;koopwoningen;bijstand\nWK010600;7165;40;5\n")
    found = read_indicators(path, year=2024, source="gemeente Assen")
    assert values_by_name(found, CENTRUM) == {"pct_koop": 40, "bijstand": 5}
    assert set(found.frame["bron"]) == {"gemeente Assen"}


def test_real_figures_in_the_official_form_are_those_of_the_bundled_region(
    tmp_path: Path, shared_geo: Path, drenthe: Register
) -> None:
    names = {
        "code": "gwb_code_10", "population": "a_inw", "dwelling_total": "a_woning", "dwelling_value": "g_wozbag",
        "dwelling_ownership": "p_koopw", "employment_rate": "p_arb_pp", "income_low": "p_ink_li",
        "income_high": "p_ink_hi",
    }  # fmt: skip
    with (shared_geo / "drenthe_kwb2022_tmap.csv").open(encoding="utf-8") as lines:
        real = list(csv.DictReader(lines))
    rows = [[row[name].replace(".", ",") if row[name] not in ("", "NA") else "." for name in names] for row in real]
    found = read_indicators(book(tmp_path / "kwb-2022.xlsx", [list(names.values()), *rows]))
    columns = ["woz_waarde", "pct_koop", "pct_arbeidsparticipatie", "pct_laag_inkomen", "pct_hoog_inkomen"]
    values = values_of_indicators(found.frame, columns, [row["code"] for row in real])
    region = values_of_indicators(drenthe.indicatoren, columns, drenthe.wijken["code"].tolist())
    assert list(values.values.index) == list(region.values.index)
    for column in columns:
        known = values.values[column].notna()
        assert (known == region.values[column].notna()).all()
        assert (values.values[column][known] == region.values[column][known]).all()
        assert set(values.status[column][~known]) <= {"geheim"}


def test_every_cell_that_is_no_figure_is_named_at_once(tmp_path: Path) -> None:
    rows = [*EXCEL, ["Wijk 10", "", "", "", 100, 1, 50, 10, "veel", "1", "1", 1, "1", 1, "1"],
            ["WK010611", "", "", "", 100, 1, 50, 10, "veel", "1", "1", 1, "1", 1, "1"]]  # fmt: skip
    assert faults(book(tmp_path / "kwb-2024.xlsx", rows)) == [
        "kwb-2024.xlsx.KWB2024.rij 7.gwb_code_10: gevonden 'WIJK 10'; verwacht een CBS-code, zoals WK010600",
        "kwb-2024.xlsx.KWB2024.rij 8.g_wozbag: gevonden 'veel'; verwacht een getal",
    ]


def test_a_topic_that_is_there_twice_is_a_fault(tmp_path: Path) -> None:
    record = {"WijkenEnBuurten": "WK010600", "AantalInwoners_5": "1", "AantalInwoners_6": "2", "Koopwoningen_47": "3"}
    assert faults(odata(tmp_path / "a.json", record)) == [
        "a.json.AantalInwoners_5: gevonden meer dan één kolom met deze naam; verwacht elk onderwerp één keer"
    ]


def test_names_instead_of_codes_are_one_fault(tmp_path: Path) -> None:
    content = '"Wijken en buurten";"Aantal inwoners";"Koopwoningen"\n"Lariks";"5455";"40"\n"Marsdijk";"1";"40"\n'
    path = text(tmp_path / "Kerncijfers_wijken_en_buurten_2022.csv", content)
    assert faults(path) == [
        (
            "Kerncijfers_wijken_en_buurten_2022.csv.Wijken en buurten: gevonden geen enkele CBS-code; "
            "verwacht codes, zoals WK010600"
        )
    ]


def test_a_row_of_a_csv_that_does_not_fit_is_a_fault(tmp_path: Path) -> None:
    content = "WijkenEnBuurten;AantalInwoners_5;Koopwoningen_47\nWK010600;7165\nWK010601;5385;40\n"
    assert faults(text(tmp_path / "kwb-2024.csv", content)) == [
        "kwb-2024.csv.rij 2: gevonden 2 cellen; verwacht evenveel cellen als de kopregel"
    ]
