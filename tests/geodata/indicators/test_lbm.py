"""The scores of the Leefbaarometer in each of its forms."""

from __future__ import annotations

import csv
from pathlib import Path

from geodata.indicators.read import read_indicators
from tests.geodata.figures import book, faults, figure, layers, text, values_by_name

YEARS = (
    "bu_code,jaar,versie,lbm,afw,fys,onv,soc,vrz,won\n"
    "BU01060000,2022,Leefbaarometer 3.0,4.1,-0.03,0.05,-0.15,-0.01,0.08,-0.02\n"
    "BU01060000,2024,Leefbaarometer 3.0,4.2,-0.05,7.9e-05,-0.16,0,0.09,-0.03\n"
    "BU01060001,2024,Leefbaarometer 3.0,,,,,,,\n"
)


def test_the_real_scores_of_buurten_are_read_exactly(shared_geo: Path) -> None:
    path = shared_geo / "drenthe_buurten_lbm2024.csv"
    by_code = read_indicators(path).frame.pivot_table(index="gebied", columns="indicator", values="waarde")
    with path.open(encoding="utf-8") as lines:
        real = list(csv.DictReader(lines))
    assert len(by_code) == len(real) == 525
    for row in real:
        found = by_code.loc[row["statcode"]]
        assert found["lbm_afwijking"] == float(row["afw"])
        assert found["lbm_klasse"] == int(row["kscore"])
        for name in ("won", "fys", "vrz", "soc", "onv"):
            assert found[f"lbm_{name}"] == float(row[name])


def test_the_real_scores_of_gemeenten_have_their_year_in_another_column(shared_geo: Path) -> None:
    found = read_indicators(shared_geo / "drenthe_gemeenten_lbm2024.csv")
    assert figure(found, "GM0106", "lbm_klasse") == (7, "bekend", 2024)
    assert len(set(found.frame["gebied"])) == 12


def test_a_file_of_all_years_keeps_them_apart(tmp_path: Path) -> None:
    found = read_indicators(text(tmp_path / "Leefbaarometer-scores buurten 2002-2024.csv", YEARS))
    rows = found.frame[(found.frame["gebied"] == "BU01060000") & (found.frame["indicator"] == "lbm_afwijking")]
    assert dict(zip(rows["jaar"], rows["waarde"], strict=True)) == {2022: -0.03, 2024: -0.05}
    assert set(found.frame["bron"]) == {"Leefbaarometer (Ministerie van BZK), Leefbaarometer 3.0"}
    assert "lbm_klasse" not in set(found.frame["indicator"])  # the total of this file is on another scale


def test_no_score_is_absent_not_secret_and_zero_is_a_score(tmp_path: Path) -> None:
    found = read_indicators(text(tmp_path / "scores.csv", YEARS))
    assert figure(found, "BU01060001", "lbm_soc") == (None, "ontbreekt", 2024)
    assert any("lbm_soc heeft geen score in 1 rij:" in remark for remark in found.remarks)
    rows = found.frame[(found.frame["indicator"] == "lbm_soc") & (found.frame["jaar"] == 2024)]
    assert rows["waarde"].to_list()[0] == 0


def test_the_map_service_has_classes_and_takes_its_year_from_the_option(tmp_path: Path) -> None:
    attributes = {"wk_code": ["WK010600", "WK010601"], "kscore": [6, 0], "kafw": [4, 5], "afw": [-0.05, 0.1]}
    path = layers(tmp_path / "wijkscore.geojson", wijken=attributes)
    assert faults(path) == ["wijkscore.geojson: gevonden geen jaar; verwacht een jaar: geef dat mee met --jaar"]
    found = read_indicators(path, year=2024)
    assert figure(found, "WK010600", "lbm_klasse") == (6, "bekend", 2024)
    assert figure(found, "WK010601", "lbm_klasse") == (None, "ontbreekt", 2024)


def test_the_workbook_of_the_scores(tmp_path: Path) -> None:
    rows = [["gm_code", "jaar", "lbm", "afw", "won"], ["GM0106", 2024, 4.2, 0.03, 0.01]]
    found = read_indicators(book(tmp_path / "scores.xlsx", rows))
    assert values_by_name(found, "GM0106") == {"lbm_afwijking": 0.03, "lbm_won": 0.01}


def test_every_wrong_cell_is_a_fault(tmp_path: Path) -> None:
    path = text(tmp_path / "s.csv", "bu_code,jaar,afw,won\nBU01060000,dit jaar,0.1,0.2\nBU1,2024,goed,0.2\n")
    assert faults(path) == [
        "s.csv.rij 2.jaar: gevonden 'dit jaar'; verwacht een jaar",
        "s.csv.rij 3.bu_code: gevonden 'BU1'; verwacht een CBS-code, zoals WK010600",
        "s.csv.rij 3.afw: gevonden 'goed'; verwacht een getal",
    ]
