"""Tables of a gemeente, as people keep them."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
import xlsxwriter

from geodata.columns import rows_of
from geodata.indicators.free import name_of
from geodata.indicators.read import read_indicators
from tests.geodata.figures import CENTRUM, LARIKS, MARSDIJK, book, faults, figure, text, values_by_name
from tests.geodata.sheets import ods

WIDE = (
    "Wijkcode;Wijknaam;Bijstand (%) 2023;Ervaren gezondheid goed 2022\nWK010600;Centrum;5,2;78\nWK010601;Lariks;.;81\n"
)
LONG = (
    "gebied;indicator;waarde;jaar;bron\n"
    "WK010600;pct_beschermingsbewind;1,5;2023;Kredietbank\nWK010601;pct_beschermingsbewind;<5;2023;Kredietbank\n"
    "WK010601;Algemene voorzieningen;3;2024;gemeente Assen\n"
)


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Ervaren gezondheid goed (%) 2022", "ervaren_gezondheid_goed"), ("Bijstand 2023", "bijstand"),
        ("pct_beschermingsbewind", "pct_beschermingsbewind"), ("Cliënten Wmo", "clienten_wmo"),
        ("PCT_KOOP", "pct_koop"), ("Koopwoningen", "pct_koop"), ("2023", ""),
    ],
)  # fmt: skip
def test_a_heading_becomes_a_name_by_one_rule(heading: str, name: str) -> None:
    assert name_of(heading) == name


def test_a_column_per_figure_with_the_year_in_its_heading(tmp_path: Path) -> None:
    found = read_indicators(text(tmp_path / "cijfers.csv", WIDE), source="gemeente Assen")
    assert figure(found, CENTRUM, "bijstand") == (5.2, "bekend", 2023)
    assert figure(found, LARIKS, "bijstand") == (None, "geheim", 2023)
    assert figure(found, LARIKS, "ervaren_gezondheid_goed") == (81, "bekend", 2022)
    assert set(found.frame["bron"]) == {"gemeente Assen"}
    assert "bijstand uit 'Bijstand (%) 2023'" in found.remarks[0]
    assert any("niet gebruikt: Wijknaam" in remark for remark in found.remarks)


def test_a_row_per_figure_with_its_own_year_and_source(tmp_path: Path) -> None:
    found = read_indicators(text(tmp_path / "cijfers.csv", LONG))
    assert figure(found, CENTRUM, "pct_beschermingsbewind") == (1.5, "bekend", 2023)
    assert figure(found, LARIKS, "pct_beschermingsbewind") == (None, "geheim", 2023)
    assert figure(found, LARIKS, "algemene_voorzieningen") == (3, "bekend", 2024)
    assert [row["bron"] for row in rows_of(found.frame)] == ["Kredietbank", "Kredietbank", "gemeente Assen"]


def test_the_table_of_the_register_itself_is_read_with_its_statuses(tmp_path: Path) -> None:
    content = (
        "gebied,indicator,waarde,status,bron,jaar\nWK010600,pct_wmo,,nog niet gepubliceerd,CBS,2024\n"
        "WK010601,pct_wmo,8.5,bekend,CBS,2024\nWK010607,pct_wmo,,,CBS,2024\n"
    )
    found = read_indicators(text(tmp_path / "indicatoren.csv", content))
    assert figure(found, CENTRUM, "pct_wmo") == (None, "nog niet gepubliceerd", 2024)
    assert figure(found, LARIKS, "pct_wmo") == (8.5, "bekend", 2024)
    assert figure(found, MARSDIJK, "pct_wmo") == (None, "ontbreekt", 2024)


def test_a_title_above_the_table_gives_the_year(tmp_path: Path) -> None:
    rows = [["Wmo in Assen, 2023"], [], ["code", "pct_wmo"], [CENTRUM, 8], [LARIKS, 0]]
    found = read_indicators(book(tmp_path / "wmo.xlsx", rows, "Blad1"), source="gemeente")
    assert figure(found, LARIKS, "pct_wmo") == (0, "bekend", 2023)


def test_lines_above_the_table_are_no_heading(tmp_path: Path) -> None:
    rows = [
        ["Gebied", "gemeente Assen"],
        ["Gemaakt op", "1 maart"],
        [],
        ["code", "niveau", "wmo"],
        [CENTRUM, "wijk", 8],
    ]
    found = read_indicators(book(tmp_path / "wmo.xlsx", rows, "Blad1"), year=2024, source="gemeente")
    assert values_by_name(found, CENTRUM) == {"wmo": 8}


def test_a_heading_over_several_columns_tells_of_origin_as_well(tmp_path: Path) -> None:
    rows = [["", "Herkomst", ""], ["code", "Europa", "elders"], [CENTRUM, 8, 9]]
    assert "over herkomst" in faults(book(tmp_path / "g.xlsx", rows, "Blad1"), year=2024, source="gemeente")[0]


def test_a_percentage_of_excel_reads_as_it_is_shown(tmp_path: Path) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content) as workbook:
        sheet = workbook.add_worksheet("Blad1")
        shown = workbook.add_format({"num_format": "0.0%"})
        sheet.write_row(0, 0, ["code", "gezondheid goed 2022"])
        for at, (code, value) in enumerate([(CENTRUM, 0.45), (LARIKS, 0.781), (MARSDIJK, 0.004)], 1):
            sheet.write(at, 0, code)
            sheet.write(at, 1, value, shown)
    (tmp_path / "g.xlsx").write_bytes(content.getvalue())
    found = read_indicators(tmp_path / "g.xlsx", source="GGD")
    assert [row["waarde"] for row in rows_of(found.frame)] == [45, 78.1, 0.4]


def test_a_fraction_among_percentages_is_not_guessed(tmp_path: Path) -> None:
    rows = [["code", "gezondheid 2022"], [CENTRUM, "45%"], [LARIKS, 0.45]]
    assert faults(book(tmp_path / "g.xlsx", rows, "Blad1"), source="GGD") == [
        (
            "g.xlsx.Blad1.rij 3.gezondheid 2022: gevonden 0,45 zonder %, in een kolom met procenten; "
            "verwacht een getal met %"
        )
    ]


def test_an_ods_is_read_as_well(tmp_path: Path) -> None:
    (tmp_path / "g.ods").write_bytes(ods({"Blad1": [["gebied", "bijstand 2023"], [CENTRUM, 5.5]]}))
    assert values_by_name(read_indicators(tmp_path / "g.ods", source="gemeente"), CENTRUM) == {"bijstand": 5.5}


def test_counts_of_people_and_dwellings_are_facts(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", "gebied;inwoners;bijstand\nWK010600;7165;5\nWK010601;.;4\n")
    found = read_indicators(path, year=2024, source="gemeente")
    assert [row["inwoners"] for row in rows_of(found.facts)] == [7165, None]
    assert set(found.frame["indicator"]) == {"bijstand"}


@pytest.mark.parametrize(
    "heading", ["Niet-westerse migratieachtergrond", "p_nw_all", "Geboren in Nederland", "Herkomst"]
)
def test_a_column_on_origin_is_a_fault(tmp_path: Path, heading: str) -> None:
    path = text(tmp_path / "g.csv", f"gebied;bijstand;{heading}\nWK010600;5;20\n")
    assert faults(path, year=2024, source="gemeente") == [
        (
            f"g.csv.{heading}: gevonden een cijfer over herkomst of nationaliteit van inwoners; verwacht geen cijfers over "
            "herkomst of nationaliteit: daar wordt hier nooit op gestuurd"
        )
    ]


def test_a_row_on_origin_is_a_fault(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", LONG + "WK010600;pct_turkije;5;2024;x\n")
    assert len(faults(path)) == 1
    assert "herkomst of nationaliteit" in faults(path)[0]


def test_a_name_is_never_taken_for_a_code_but_the_fault_tells_it(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", "wijk;bijstand\nLariks;5\n10607;6\nTotaal;7\n;8\n")
    names = {LARIKS: "Lariks", MARSDIJK: "Marsdijk"}
    assert faults(path, year=2024, source="gemeente", names=names) == [
        "g.csv.rij 2.wijk: gevonden 'Lariks'; verwacht een CBS-code, zoals WK010600; waarschijnlijk WK010601",
        "g.csv.rij 3.wijk: gevonden '10607'; verwacht een CBS-code, zoals WK010600; waarschijnlijk WK010607",
        "g.csv.rij 4.wijk: gevonden 'Totaal'; verwacht een CBS-code, zoals WK010600",
        "g.csv.rij 5.wijk: gevonden niets; verwacht een CBS-code, zoals WK010600",
    ]


def test_codes_of_the_gemeente_do_not_stand_in_for_the_wijken(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", "gemeentecode;wijk;bijstand\nGM0106;Lariks;5\nGM0106;Marsdijk;6\n")
    assert [fault.split(":")[0] for fault in faults(path, year=2024, source="gemeente")] == [
        "g.csv.rij 2.wijk",
        "g.csv.rij 3.wijk",
    ]


def test_what_is_missing_and_what_cannot_be_read_comes_at_once(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", "gebied;niveau;bijstand;wmo\nWK010600;wijk;5;veel\nWK010601;wijk;1.234;3\n")
    assert faults(path) == [
        "g.csv: gevonden geen bron; verwacht een kolom bron, of de bron met --bron",
        (
            "g.csv.rij 3.bijstand: gevonden '1.234', dat 1234 of 1,234 kan zijn; verwacht een getal, zonder punt of komma "
            "voor duizend, of een teken voor geheim (.) of onbekend (-)"
        ),
        "g.csv.bijstand: gevonden geen jaar; verwacht een kolom jaar, een kop zoals 'bijstand 2023', of het jaar met --jaar",
        "g.csv.rij 2.wmo: gevonden 'veel'; verwacht een getal, of een teken voor geheim (.) of onbekend (-)",
        "g.csv.wmo: gevonden geen jaar; verwacht een kolom jaar, een kop zoals 'bijstand 2023', of het jaar met --jaar",
    ]


def test_one_name_in_two_years_is_two_figures_and_in_one_year_a_fault(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", "gebied;bijstand 2022;bijstand 2023\nWK010600;5;6\n")
    found = read_indicators(path, source="gemeente")
    assert dict(zip(found.frame["jaar"], found.frame["waarde"], strict=True)) == {2022: 5, 2023: 6}
    path = text(tmp_path / "h.csv", "gebied;bijstand;Bijstand (%)\nWK010600;5;6\n")
    assert faults(path, year=2023, source="gemeente") == [
        (
            "h.csv.Bijstand (%): gevonden een tweede kolom voor bijstand; "
            "verwacht elke kolom een eigen naam, met het jaar erin als dat verschilt"
        )
    ]


@pytest.mark.parametrize(
    ("cell", "status"),
    [("", "ontbreekt"), ("-", "ontbreekt"), ("n.b.", "ontbreekt"), ("x", "geheim"), ("< 10", "geheim"),
     ("nog niet gepubliceerd", "nog niet gepubliceerd")],
)  # fmt: skip
def test_the_marks_people_use_stay_apart(tmp_path: Path, cell: str, status: str) -> None:
    path = text(tmp_path / "g.csv", f"gebied;bijstand\nWK010600;{cell}\nWK010601;0\n")
    found = read_indicators(path, year=2024, source="gemeente")
    assert figure(found, CENTRUM, "bijstand") == (None, status, 2024)
    assert figure(found, LARIKS, "bijstand") == (0, "bekend", 2024)


def test_a_formula_without_an_outcome_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "f.xlsx"
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("Blad1")
        sheet.write_row(0, 0, ["code", "bijstand"])
        sheet.write(1, 0, CENTRUM)
        sheet.write_formula(1, 1, "=1/0", value="#DIV/0!")
    assert faults(path, year=2024, source="g") == [
        "f.xlsx.Blad1.rij 2.bijstand: gevonden '#DIV/0!'; verwacht een getal"
    ]


def test_a_status_that_does_not_go_with_its_value_is_a_fault(tmp_path: Path) -> None:
    content = (
        "gebied;indicator;waarde;status\nWK010600;wmo;5;geheim\nWK010601;wmo;;bekend\nWK010607;wmo;;misschien\n"
        "WK010603;wmo;;geheim\n"
    )
    found = faults(text(tmp_path / "g.csv", content), year=2024, source="gemeente")
    assert [fault.split(";")[0] for fault in found] == [
        "g.csv.rij 2.status: gevonden 'geheim' met een waarde",
        "g.csv.rij 3.status: gevonden 'bekend' zonder waarde",
        "g.csv.rij 4.status: gevonden 'misschien' zonder waarde",
    ]


def test_a_column_with_names_of_figures_needs_one_with_values(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", "gebied;indicator;bijstand\nWK010600;bijstand;5\n")
    assert faults(path, year=2024, source="gemeente") == [
        "g.csv: gevonden een kolom indicator zonder kolom waarde; verwacht de kolommen indicator en waarde"
    ]


def test_a_second_column_for_the_year_is_a_fault(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", "gebied;jaar;peiljaar;bijstand\nWK010600;2023;2024;5\n")
    assert faults(path, source="gemeente") == [
        "g.csv.peiljaar: gevonden een tweede kolom voor jaar; verwacht elke kolom één keer"
    ]


def test_counts_of_two_years_keep_their_own_year(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", "gebied;inwoners 2022;woningen 2023\nWK010600;7165;4361\n")
    rows = rows_of(read_indicators(path, source="gemeente").facts)
    assert [(row["jaar"], row["inwoners"], row["woningen"]) for row in rows] == [(2022, 7165, None), (2023, None, 4361)]


def test_one_cell_that_is_clear_tells_the_decimal_mark_of_the_whole_table(tmp_path: Path) -> None:
    path = text(tmp_path / "g.csv", "gebied;bijstand;wmo\nWK010600;1,234;3\nWK010601;2;4,5\n")
    found = read_indicators(path, year=2024, source="gemeente")
    assert figure(found, CENTRUM, "bijstand")[0] == 1.234
