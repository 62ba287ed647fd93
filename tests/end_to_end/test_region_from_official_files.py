"""A made-up region from the files of CBS to a proposal on its own map, with the commands people use, in order."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import geopandas as gpd
import pytest

from api.cli import DONE, WRONG_INPUT, main
from api.usecases.keep import MAP, PROPOSAL, ROUND, read_both
from benchmarks.made_country import made_country
from geodata.boundaries.names import MANY
from geodata.boundaries.read import Level
from geodata.locating.files import BOUNDARIES
from optimizer.draagkracht import Colour
from tests.geodata.made_places import write_postcodes
from tests.geodata.sheets import xlsx
from tests.geodata.tiny import person

Spoken = pytest.CaptureFixture[str]
Country = dict[Level, gpd.GeoDataFrame]
KINDS = {Level.GEMEENTE: "Gemeente", Level.WIJK: "Wijk", Level.BUURT: "Buurt"}
HEADING = ["gwb_code_10", "regio", "recs", "a_inw", "a_woning", "p_ink_li", "g_wozbag", "p_koopw", "p_arb_pp"]
LEFT_OUT = "GM0003"
POLICY = """
[periode]
begin = 2026-10-01
eind = 2026-12-31

[beleid]
name = "Afspraken van Landstreek"
goals = ["plaatsingen", "herkomst", "spreiding"]

[[afbouw]]
vanaf_maanden = 0
procent = 100

[[afstandsbanden]]
band = 0
tot_meters = 4_000
"""


@pytest.fixture(scope="module")
def country() -> Country:
    return made_country(wijken=12, buurten=40, gemeenten=3, seed=4)


@pytest.fixture
def files(country: Country, tmp_path: Path) -> Path:
    """What somebody downloaded: boundaries, Kerncijfers, scores and the table of addresses."""
    for level, frame in country.items():
        frame.to_file(tmp_path / "land_2024.gpkg", driver="GPKG", layer=MANY[level])
    areas = [(code, level) for level, frame in country.items() for code in frame[f"{level}code"]]
    rows = [
        [code, f"Gebied {code}", KINDS[level], 900 + at, 400 + at, *figures(at, level)]
        for at, (code, level) in enumerate(areas)
    ]
    (tmp_path / "kwb-2024.xlsx").write_bytes(xlsx({"KWB2024": [HEADING, *rows]}))
    buurten = country[Level.BUURT]["buurtcode"].tolist()
    scores = "".join(f"{code},2024,0.1,0.0{at % 10},0,0,0,0,0\n" for at, code in enumerate(buurten))
    (tmp_path / "lbm.csv").write_text(f"bu_code,jaar,lbm,afw,fys,onv,soc,vrz,won\n{scores}", encoding="utf-8")
    addresses = [("1234AB", at, code) for at, code in enumerate(buurten, 1)]
    write_postcodes(tmp_path / "pc6hnr20240801_gwb.csv", addresses)
    return tmp_path


def figures(at: int, level: Level) -> list[object]:
    """Low incomes, WOZ, owned homes and work; secret in one wijk."""
    if level is Level.WIJK and at % 12 == 5:
        return [".", ".", ".", "."]
    return [f"{30 + at % 25},5", 180 + 10 * (at % 20), 40 + at % 50, 55 + at % 20]


def make(files: Path, *more: str) -> int:
    return main(
        ["regio", "maak", str(files / "landstreek"), "--grenzen", str(files / "land_2024.gpkg"),
         "--cijfers", str(files / "kwb-2024.xlsx"), str(files / "lbm.csv"), "--naam", "Landstreek", *more]
    )  # fmt: skip


def rows_in(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8"))))


def fill_in(region: Path, files: Path) -> None:
    """What only people of the region know."""
    (region / "beleid.toml").write_text(POLICY, encoding="utf-8")
    towns = ";".join(row["code"] for row in rows_in(region / "gemeenten.csv"))
    (region / "corporaties.csv").write_text(f"code,naam,werkgebied,bron\ncorp,Corporatie,{towns},voorbeeld\n")
    (region / "zorgaanbieders.csv").write_text("code,naam,bron\nzorg,Zorg,voorbeeld\n")
    (region / "convenanten.csv").write_text(
        "code,naam,gemeenten,corporaties,doelgroepen,begin,eind,bron\n"
        f"weer-thuis,Weer Thuis,{towns},corp,BW,2026-01-01,2027-12-31,voorbeeld\n"
    )
    (files / "pc6hnr20240801_gwb.csv").rename(region / "pc6hnr20240801_gwb.csv")


def offer(files: Path, homes: int) -> Path:
    """A workbook with people, and homes by postcode and number."""
    people = [person(f"p{number}", uren=0) for number in range(homes + 1)]
    columns = list(people[0])
    typed = [[";".join(cell) if isinstance(cell, tuple) else cell for cell in row.values()] for row in people]
    heading = ["Code", "Corporatie", "Postcode", "Huisnummer", "Kale huur", "Kamers", "Slaapkamers", "Max personen",
               "Vrij vanaf", "Contractvormen"]  # fmt: skip
    flats = [[f"w{number}", "corp", "1234AB", number + 1, 550.5, 2, 1, 2, "01-10-2026", "huurcontract"]
             for number in range(homes)]  # fmt: skip
    path = files / "aanbod.xlsx"
    path.write_bytes(xlsx({"uitstromers": [columns, *typed], "woningen": [heading, *flats]}))
    return path


def test_from_official_files_to_a_proposal_on_the_map(files: Path, country: Country, capsys: Spoken) -> None:
    region, out = files / "landstreek", files / "uit"
    assert make(files, "--gemeenten", "GM0001,verzonnen 2") == DONE
    said = capsys.readouterr().out
    inside = country[Level.WIJK][country[Level.WIJK]["gemeentecode"] != LEFT_OUT]
    assert f"2 gemeenten, {len(inside)} wijken" in said
    assert re.search(r"pct_laag_inkomen: bekend in \d+ van de \d+ wijken \(1 geheim\)", said)
    assert "Tabel corporaties is nog leeg" in said
    wijken = rows_in(region / "wijken.csv")
    assert [row["code"] for row in wijken] == sorted(inside["wijkcode"])
    assert all(row["inwoners"] and row["woningen"] and row["punt_x"] and row["bron"] for row in wijken)
    assert all(LEFT_OUT[2:] not in row["gebied"][2:6] for row in rows_in(region / "indicatoren.csv"))

    fill_in(region, files)
    assert main(["draagkracht", str(region)]) == DONE
    assert "Landstreek" not in capsys.readouterr().err
    assert main(["solve", str(offer(files, homes=6)), "--regio", str(region), "--out", str(out)]) == DONE
    told = capsys.readouterr()
    assert "6 op postcode" in told.err
    round_, proposal = read_both(out / ROUND, out / PROPOSAL)
    # Nobody decided a cap, so that of the draagkracht holds; in these small wijken it is soon reached.
    full = {blocked.id for each in proposal.unplaced for blocked in each.blocked_by}
    assert proposal.placements
    assert full
    assert all(name.startswith("voorstel WK") for name in full)
    assert {each.area for each in round_.draagkracht} == {row["code"] for row in wijken}
    assert [each.colour for each in round_.draagkracht].count(Colour.ONBEKEND) == 1
    assert all(limit.provisional for limit in round_.limits)
    page = (out / MAP).read_text(encoding="utf-8")
    assert "Grenzen: grenzen.gpkg, 2024" in page
    assert "schematische kaart" not in page.lower()
    assert main(["verify", str(out / ROUND), str(out / PROPOSAL)]) == DONE


def test_the_boundaries_of_the_region_read_as_the_official_file(files: Path, capsys: Spoken) -> None:
    assert make(files) == DONE
    assert main(["grenzen", "vergelijk", str(files / "land_2024.gpkg"), str(files / "landstreek" / BOUNDARIES)]) == DONE
    assert "verlegd" not in capsys.readouterr().out


def test_an_unknown_municipality_is_told_with_what_it_may_be(files: Path, capsys: Spoken) -> None:
    assert make(files, "--gemeenten", "GM0001,Verzonen 2") == WRONG_INPUT
    assert "zoals Verzonnen 2 (GM0002)" in capsys.readouterr().err
    assert not (files / "landstreek").exists()


def test_what_was_there_is_never_overwritten(files: Path, capsys: Spoken) -> None:
    (files / "landstreek").mkdir()
    (files / "landstreek" / "eigen.csv").write_text("werk")
    assert make(files) == WRONG_INPUT
    assert "iets wat er al staat" in capsys.readouterr().err
    assert [path.name for path in (files / "landstreek").iterdir()] == ["eigen.csv"]


def test_a_level_that_no_file_has_is_named(files: Path, country: Country, capsys: Spoken) -> None:
    (files / "land_2024.gpkg").unlink()
    country[Level.WIJK].to_file(files / "land_2024.gpkg", driver="GPKG", layer="wijken")
    assert make(files) == WRONG_INPUT
    said = capsys.readouterr().err
    assert "geen gemeenten" in said
    assert "geen buurten" in said


def test_figures_of_another_year_that_fit_no_boundary_are_told(files: Path, capsys: Spoken) -> None:
    text = "gebied;bijstand\nWK000199;5\n"
    (files / "eigen.csv").write_text(text, encoding="utf-8")
    assert make(files, "--cijfers", str(files / "eigen.csv"), "--jaar", "2021", "--bron", "gemeente") == DONE
    assert "1 gebied heeft wel cijfers, maar geen grens, en doet niet mee: WK000199." in capsys.readouterr().out
