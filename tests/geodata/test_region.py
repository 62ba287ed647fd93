"""The bundled region: its facts, its examples, and regions of one's own."""

from __future__ import annotations

import csv
import re
from datetime import date
from importlib.resources import files
from pathlib import Path

import pytest

from geodata.columns import rows_of
from geodata.draagkracht.derive import derive
from geodata.draagkracht.sentences import in_short
from geodata.indicators.values import values_of_indicators
from geodata.region import bundled, bundled_draagkracht, read_period, read_policy, read_region
from geodata.register import Register
from geodata.tables import TABLES, faults_of
from optimizer.errors import InvalidInput
from optimizer.policy import Goal, Policy
from tests.worlds import AMOUNTS_2026

FOLDER = Path(str(files("geodata") / "regions" / "drenthe"))
# Rounded to fives by CBS, per wijk; the municipalities are rounded apart from them.
ROUNDING = 50
REAL_NAMES = ("Actium", "Domesta", "Lefier", "Woonborg", "Woonconcept", "Woonservice", "Volmacht", "Leger des Heils",
              "Cosis", "GGZ Drenthe", "WerkPro", "VNN")  # fmt: skip


def test_drenthe_has_12_municipalities_and_189_wijken(drenthe: Register) -> None:
    assert len(drenthe.gemeenten) == 12
    assert len(drenthe.wijken) == 189
    assert len(drenthe.buurten) == 525
    assert set(drenthe.wijken["gemeente"]) == set(drenthe.gemeenten["code"])
    assert drenthe.gemeenten.groupby("regio").size().to_dict() == {"Assen": 9, "Zuidoost-Drenthe": 3}


def test_wijken_add_up_to_their_municipality(drenthe: Register) -> None:
    for column in ("inwoners", "woningen"):
        sums = drenthe.wijken.groupby("gemeente")[column].sum()
        totals = drenthe.gemeenten.set_index("code")[column]
        assert (sums - totals).abs().max() <= ROUNDING
    assert drenthe.wijken["inwoners"].sum() == 504_105
    assert drenthe.wijken["woningen"].sum() == 229_268


def test_every_code_is_known_and_well_formed(drenthe: Register) -> None:
    assert faults_of(drenthe.frames()) == []
    for table, pattern in (("gemeenten", r"GM\d{4}"), ("wijken", r"WK\d{6}"), ("buurten", r"BU\d{8}")):
        assert drenthe.frames()[table]["code"].str.fullmatch(pattern).all()
    assert (drenthe.wijken["gemeente"].str[2:] == drenthe.wijken["code"].str[2:6]).all()
    assert (drenthe.buurten["wijk"].str[2:] == drenthe.buurten["code"].str[2:8]).all()


def test_names_come_without_their_number(drenthe: Register) -> None:
    assert not drenthe.wijken["naam"].str.contains(r"^Wijke? ", regex=True).any()
    assert {"Fluitenberg", "Marsdijk", "Koedijkslanden"} <= set(drenthe.wijken["naam"])


def test_neighbours_are_mutual(drenthe: Register) -> None:
    buren = dict(zip(drenthe.wijken["code"], drenthe.wijken["buren"], strict=True))
    assert all(code in buren[other] for code, others in buren.items() for other in others)
    assert sum(len(others) for others in buren.values()) == 996


def test_points_are_rounded_to_a_hundred_metres(drenthe: Register) -> None:
    for column in ("punt_x", "punt_y"):
        assert (drenthe.wijken[column] % 100 == 0).all()


def test_the_facts_are_those_of_the_figures(drenthe: Register, shared_geo: Path) -> None:
    with (shared_geo / "wijk_facts.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["wijkcode"]: row for row in csv.DictReader(file)}
    for wijk in rows_of(drenthe.wijken):
        fact = facts.pop(wijk["code"])
        assert (wijk["gemeente"], str(wijk["inwoners"]), str(wijk["woningen"])) == (
            fact["gemeentecode"], fact["inwoners_2024"], fact["woningvoorraad_2024"],
        )  # fmt: skip
        assert sorted(wijk["buren"]) == sorted(fact["buren"].split())
        assert abs(wijk["punt_x"] - int(fact["punt_x_rd"])) <= 50
        assert abs(wijk["punt_y"] - int(fact["punt_y_rd"])) <= 50
    assert not facts


def figures(register: Register, indicator: str) -> dict[str, tuple[float | None, int]]:
    """Value and year of an indicator by area."""
    rows = register.indicatoren[register.indicatoren["indicator"] == indicator]
    return {row["gebied"]: (row["waarde"], row["jaar"]) for row in rows_of(rows)}


@pytest.mark.parametrize(
    ("indicator", "column", "times"),
    [
        ("woz_waarde", "woz_x1000_2022", 1_000), ("pct_koop", "pct_koop_2022", 1),
        ("pct_arbeidsparticipatie", "pct_arbeidsparticipatie_2022", 1), ("pct_laag_inkomen", "pct_laag_inkomen_2022", 1),
        ("pct_hoog_inkomen", "pct_hoog_inkomen_2022", 1), ("bevolkingsdichtheid", "bevolkingsdichtheid_2024", 1),
    ],
)  # fmt: skip
def test_figures_of_wijken_are_those_of_the_source(
    drenthe: Register, shared_geo: Path, indicator: str, column: str, times: int
) -> None:
    with (shared_geo / "wijk_facts.csv").open(encoding="utf-8", newline="") as file:
        facts = {row["wijkcode"]: float(row[column]) * times if row[column] else None for row in csv.DictReader(file)}
    year = int(column[-4:])
    found = {code: value for code, value in figures(drenthe, indicator).items() if code in facts}
    assert found == {code: (fact, year) for code, fact in facts.items()}


@pytest.mark.parametrize(("indicator", "column"), [("lbm_klasse", "kscore"), ("lbm_afwijking", "afw")])
def test_scores_of_buurten_are_those_of_the_source(
    drenthe: Register, shared_geo: Path, indicator: str, column: str
) -> None:
    facts: dict[str, float | None] = {}
    for file, code in (("drenthe_buurten_lbm2024.csv", "statcode"), ("drenthe_gemeenten_lbm2024.csv", "gm_code")):
        with (shared_geo / file).open(encoding="utf-8", newline="") as lines:
            facts |= {row[code]: float(row[column]) if row[column] else None for row in csv.DictReader(lines)}
    assert figures(drenthe, indicator) == {code: (fact, 2024) for code, fact in facts.items()}


def test_urbanity_follows_cbs(drenthe: Register) -> None:
    found = figures(drenthe, "stedelijkheid")
    assert {value for value, _ in found.values()} == {2, 3, 4, 5}
    assert found["WK010600"] == (2, 2022)


def test_what_is_unknown_is_missing_and_never_nought(drenthe: Register) -> None:
    names = ("pct_laag_inkomen", "woz_waarde", "pct_koop")
    found = values_of_indicators(drenthe.indicatoren, names, drenthe.wijken["code"].tolist())
    missing = found.status == "ontbreekt"
    assert missing.sum().to_dict() == {"pct_laag_inkomen": 14, "woz_waarde": 4, "pct_koop": 4}
    assert found.values[missing].isna().all(axis=None)
    assert (found.values == 0).sum().sum() == 0
    assert found.years.notna().all(axis=None)


def test_nothing_is_said_about_the_origin_of_inhabitants(drenthe: Register) -> None:
    assert not drenthe.indicatoren["indicator"].str.contains("herkomst|nationaliteit|migratie|a_nl|a_neu").any()
    for name in ("gemeenten", "wijken", "buurten"):
        heading = (FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines()[0]
        assert not re.search(r"herkomst|nationaliteit|migratie|a_nl|a_neu", heading)


def test_every_row_has_a_source(drenthe: Register) -> None:
    for name, frame in drenthe.frames().items():
        if "bron" in frame:
            assert frame["bron"].notna().all(), name
            assert frame["jaar"].notna().all(), name


def test_no_real_organisation_gets_invented_supply(drenthe: Register) -> None:
    for name in ("corporaties", "zorgaanbieders"):
        assert drenthe.frames()[name]["naam"].str.startswith("Voorbeeld").all()
    for path in FOLDER.iterdir():
        text = path.read_text(encoding="utf-8")
        if path.name != "voorzieningen.csv":
            assert not [real for real in REAL_NAMES if real in text], path.name


def test_every_example_says_that_it_is_one(drenthe: Register) -> None:
    for name in (
        "gebieden",
        "corporaties",
        "zorgaanbieders",
        "begeleiding",
        "grenswaarden",
        "convenanten",
        "afspraken",
    ):
        assert set(drenthe.frames()[name]["bron"]) == {"voorbeeld"}, name
    assert drenthe.grenswaarden["motivering"].str.startswith("Voorbeeld. ").all()
    assert drenthe.voorzieningen["toelichting"].str.contains("voorbeeld").all()


def test_no_geometry_comes_along() -> None:
    assert {path.suffix for path in FOLDER.iterdir()} == {".csv", ".toml"}
    assert "geometry" not in {name for table in TABLES.values() for name in table.names}


def test_caps_are_as_proposed_but_for_a_handful_that_say_why(drenthe: Register) -> None:
    derived = {one.area: one for one in derive(drenthe, bundled_draagkracht(), read_period().start)}
    caps = {row["gebied"]: row for row in rows_of(drenthe.grenswaarden) if row["code"].startswith("wijk ")}
    assert set(derived) - set(caps) == {"WK011407", "WK169000"}
    other = {code for code, row in caps.items() if row["grens"] != derived[code].proposed}
    assert other == {"WK010600", "WK010601", "WK010603", "WK011443", "WK011850", "WK011900"}
    for code, row in caps.items():
        higher = "Hoger" if row["grens"] > derived[code].proposed else "Lager"
        said = (
            f"{higher} dan het voorstel van {derived[code].proposed}"
            if code in other
            else f"{in_short(derived[code])}."
        )
        assert row["motivering"].startswith(f"Voorbeeld. {said}")


def test_no_decision_of_the_example_has_lapsed(drenthe: Register) -> None:
    assert drenthe.grenswaarden["geldig_tot"].isna().all()


def test_the_container_homes_are_no_general_supply(drenthe: Register) -> None:
    facilities = {row["code"]: row for row in rows_of(drenthe.voorzieningen)}
    assert not facilities["containerwoningen"]["algemeen_aanbod"]
    assert {code: row["plekken"] for code, row in facilities.items() if row["algemeen_aanbod"]} == {
        "de-wouden": 6, "resedastraat": 11, "noordermaat": 18, "ggz-terrein": 12,
    }  # fmt: skip


def test_jeugd_and_detentie_are_covered_only_where_agreed(drenthe: Register) -> None:
    convenanten = {row["code"]: row for row in rows_of(drenthe.convenanten)}
    assert len(convenanten["weer-thuis"]["gemeenten"]) == 12
    assert set(convenanten["weer-thuis"]["doelgroepen"]) == {"BW", "MO", "GGZ"}
    assert convenanten["jeugd-en-detentie"]["gemeenten"] == ("GM0106", "GM0114", "GM0118")


def test_the_policy_is_whole() -> None:
    policy = read_policy("drenthe")
    assert policy.goals == tuple(Goal)
    assert [amounts.year for amounts in policy.amounts] == [2026]
    assert "controleer voor gebruik" in policy.amounts[0].source
    assert policy == Policy(name=policy.name, amounts=policy.amounts)
    assert policy.amounts[0].cap_young == AMOUNTS_2026.cap_young
    assert policy.amounts[0].cap_low == AMOUNTS_2026.cap_low


def test_the_period_is_a_quarter() -> None:
    period = read_period("drenthe")
    assert (period.start, period.end) == (date(2026, 10, 1), date(2026, 12, 31))


def test_an_unknown_region_is_told_which_there_are() -> None:
    with pytest.raises(InvalidInput, match="'friesland'; verwacht een van: drenthe"):
        bundled("friesland")


def test_a_region_of_ones_own_may_be_faulty_in_its_toml(tmp_path: Path) -> None:
    (tmp_path / "convenant.toml").write_text(
        'rente = 1\n[[convenanten]]\ncode = "a"\nnaam = "A"\ndoelgroepen = ["BW", "student"]\nbegin = 2026-01-01\n'
        'eind = "later"\nbron = "voorbeeld"\nafgesproken = true\n',
        encoding="utf-8",
    )
    with pytest.raises(InvalidInput) as caught:
        read_region(tmp_path)
    assert [fault.place() for fault in caught.value.faults] == [
        "convenant.toml.rente", "convenanten.nummer 1 van convenant.toml.afgesproken",
        "convenanten.nummer 1 van convenant.toml.doelgroepen", "convenanten.nummer 1 van convenant.toml.eind",
    ]  # fmt: skip


def test_a_toml_that_is_no_toml_is_named(tmp_path: Path) -> None:
    (tmp_path / "beleid.toml").write_text("name = ", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"beleid\.toml: gevonden tekst die niet te lezen is"):
        read_region(tmp_path)


def test_tables_of_csv_and_toml_refer_to_each_other(tmp_path: Path) -> None:
    (tmp_path / "convenant.toml").write_text(
        '[[convenanten]]\ncode = "a"\nnaam = "A"\ngemeenten = ["GM0106", "GM0000"]\nbegin = 2026-01-01\n'
        'eind = 2026-12-31\nbron = "voorbeeld"\n',
        encoding="utf-8",
    )
    (tmp_path / "gemeenten.csv").write_text("code,naam,bron\nGM0106,Assen,CBS\n", encoding="utf-8")
    with pytest.raises(InvalidInput, match=r"convenanten\.rij 2\.gemeenten: gevonden 'GM0000'"):
        read_region(tmp_path)
