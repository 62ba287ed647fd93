"""A transferpunt outside Drenthe hands in its own region, rules and tables, and everything that can be wrong with them."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api.cli import DONE, WRONG_INPUT, main
from api.usecases.keep import PROPOSAL, ROUND, read_both
from geodata.aside import FOUTEN
from geodata.cells import letters_of
from geodata.tables import TABLES
from optimizer.agreements import PlacementStatus
from optimizer.policy import Goal
from tests.elsewhere import CONVENANT, DRAAGKRACHT, POLICY, book, offer, region, sheet, workbook
from tests.geodata.sheets import csv, folder_of, ods
from tests.geodata.tiny import VOORBEELD, cap, home, person, placement

Spoken = pytest.CaptureFixture[str]
OTHER = POLICY.replace("Achterhoek", "Betuwe").replace("2026-10-01", "2026-11-01")


@pytest.fixture
def achterhoek(tmp_path: Path) -> Path:
    return region(tmp_path / "achterhoek")


def tables(folder: Path, **more: bytes) -> Path:
    """The offer as a folder: registrations as Dutch Excel saves them, homes as LibreOffice does."""
    folder.mkdir()
    rows = offer()
    files = {
        "aanmeldingen.csv": csv(sheet("uitstromers", rows["uitstromers"], typed=False)),
        "aanbod.ods": ods({"woningen": sheet("woningen", rows["woningen"])}),
    }
    return folder_of(folder, {**files, **{name.replace("__", "."): content for name, content in more.items()}})


def refused(arguments: list[Path | str], out: Path, spoken: Spoken) -> list[str]:
    """What is said when `solve` refuses and writes nothing."""
    assert main(["solve", *map(str, arguments), "--out", str(out)]) == WRONG_INPUT
    assert not out.exists()
    said = spoken.readouterr().err
    assert "Er is verder niets geschreven." in said
    return [line for line in said.splitlines() if "; verwacht " in line]


def comments(path: Path, title: str) -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for row in openpyxl.load_workbook(path)[title].iter_rows()
        for cell in row
        if cell.comment
    }


def test_a_workbook_beside_a_region_of_ones_own(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    path = workbook(tmp_path / "april.xlsx")
    assert main(["solve", str(path), "--regio", str(achterhoek), "--out", str(tmp_path / "uit")]) == DONE
    said = capsys.readouterr().err
    for line in (
        "Regio: de regio in achterhoek",
        "beleid.toml: gelezen als afstandsbanden",
        "Uit de regio in achterhoek: gemeenten, wijken, buurten, corporaties",
        "Nergens gevonden, dus leeg: gebieden, gebiedsdelen, indicatoren, begeleiding, afspraken, voorzieningen",
        "Beleid: Afspraken van de Achterhoek 2026, uit beleid.toml. Periode: 1 oktober tot en met 31 december 2026.",
    ):
        assert line in said
    round_, proposal = read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)
    assert round_.policy.goals == (Goal.PLACEMENTS, Goal.ORIGIN)
    assert [municipality.id for municipality in round_.municipalities] == ["GM-A", "GM-B"]
    assert len(proposal.placements) == 2
    assert main(["verify", str(tmp_path / "uit" / ROUND), str(tmp_path / "uit" / PROPOSAL)]) == DONE


def test_a_folder_brings_its_own_rules_and_convenant(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    wider = CONVENANT.replace("2027-12-31", "2029-12-31").encode()
    folder = tables(tmp_path / "november", beleid__toml=OTHER.encode(), convenant__toml=wider, oud__toml=b"x = 1")
    assert main(["solve", str(folder), "--regio", str(achterhoek), "--out", str(tmp_path / "uit")]) == DONE
    said = capsys.readouterr().err
    assert "Beleid: Afspraken van de Betuwe 2026, uit beleid.toml. Periode: 1 november tot en met" in said
    assert "oud.toml: niet gebruikt, het heet niet beleid.toml, convenant.toml of draagkracht.toml" in said
    round_, _ = read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)
    assert (round_.start.month, round_.convenanten[0].end.year) == (11, 2029)


def test_the_folder_where_one_is_has_a_name(
    achterhoek: Path, tmp_path: Path, capsys: Spoken, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tables(tmp_path / "april"))
    assert main(["check", ".", "--regio", str(achterhoek)]) == DONE
    assert "April · 1 oktober" in capsys.readouterr().out
    monkeypatch.chdir(achterhoek)
    assert main(["check", str(tmp_path / "april"), "--regio", "."]) == DONE
    assert "Regio: de regio in achterhoek" in capsys.readouterr().err


def test_a_policy_beside_a_workbook(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    policy = tmp_path / "betuwe.toml"
    policy.write_text(OTHER, encoding="utf-8")
    arguments = ["check", str(workbook(tmp_path / "april.xlsx")), "--regio", str(achterhoek), "--beleid", str(policy)]
    assert main(arguments) == DONE
    assert "Beleid: Afspraken van de Betuwe 2026, uit betuwe.toml." in capsys.readouterr().err


def test_without_rules_the_example_is_used_and_told(tmp_path: Path, capsys: Spoken) -> None:
    folder = region(tmp_path / "achterhoek")
    (folder / "beleid.toml").unlink()
    assert main(["check", str(workbook(tmp_path / "april.xlsx")), "--regio", str(folder)]) == DONE
    said = capsys.readouterr().err
    assert "Beleid: het voorbeeldbeleid van Drenthe, want er is geen eigen beleid gegeven." in said
    assert "Periode: 1 oktober tot en met 31 december 2026." in said


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('"herkomst"', '"geluk"', "beleid.toml.beleid.goals: gevonden 'geluk'"),
        ('"herkomst"', '"plaatsingen"', "beleid.toml.beleid.goals: gevonden een doel dat twee keer voorkomt"),
        ("2026-12-31", "2026-09-01", "beleid.toml.periode.eind: gevonden 2026-09-01"),
        ("2026-12-31", "2028-03-31", "beleid.toml.periode: gevonden geen bedragen voor 2027"),
        ("max_wait_days = 90", "max_wait_days = -1", "beleid.toml.beleid.max_wait_days: gevonden -1"),
        ("procent = 100", "procent = 101", "afbouw.nummer 1 van beleid.toml.procent: gevonden '101'"),
        ("[periode]", "[periode", "beleid.toml: gevonden tekst die niet te lezen is"),
        ("[periode]", "[meer]\n[periode]", "beleid.toml.meer: gevonden een onderdeel dat niet bekend is"),
    ],
)
def test_a_fault_in_the_rules_has_its_file_and_key(
    achterhoek: Path, tmp_path: Path, capsys: Spoken, old: str, new: str, fault: str
) -> None:
    folder = tables(tmp_path / "april", beleid__toml=POLICY.replace(old, new, 1).encode())
    for more in ([], ["--deels"]):
        said = refused([folder, "--regio", achterhoek, *more], tmp_path / "uit", capsys)
        assert said[0].startswith(fault)


@pytest.mark.parametrize(
    ("names", "fault"),
    [
        (["wijken.xlsx"], "achterhoek/wijken: gevonden geen rijen"),
        (["corporaties.csv"], "achterhoek/convenanten.nummer 1 van convenant.toml.corporaties: gevonden 'corp'"),
        (["gemeenten.csv", "buurten.ods"], "achterhoek/gemeenten: gevonden geen rijen"),
    ],
)
def test_a_region_that_misses_a_table(
    achterhoek: Path, tmp_path: Path, capsys: Spoken, names: list[str], fault: str
) -> None:
    for name in names:
        (achterhoek / name).unlink()
    said = refused([workbook(tmp_path / "april.xlsx"), "--regio", achterhoek], tmp_path / "uit", capsys)
    assert said[0].startswith(fault)


@pytest.mark.parametrize(
    ("files", "fault"),
    [
        ({}, "leeg: gevonden geen enkele tabel"),
        ({"brief.pdf": b"%PDF"}, "leeg: gevonden geen enkele tabel"),
        ({"beleid.toml": POLICY.encode()}, "leeg: gevonden geen enkele tabel"),
        ({"aanbod.csv": b""}, "aanbod.csv: gevonden een leeg bestand"),
        ({"aanbod.xlsx": b""}, "aanbod.xlsx: gevonden een bestand dat niet te lezen is"),
        ({"aanbod.xlsx": b"PK\x03\x04kapot"}, "aanbod.xlsx: gevonden een bestand dat niet te lezen is"),
    ],
)
def test_a_folder_without_a_table(tmp_path: Path, capsys: Spoken, files: dict[str, bytes], fault: str) -> None:
    (tmp_path / "leeg").mkdir()
    said = refused([folder_of(tmp_path / "leeg", files)], tmp_path / "uit", capsys)
    assert said[0].startswith(fault)


def test_the_same_table_twice(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    twice = book({"Aanbod": sheet("woningen", [home("huis")])})
    folder = tables(tmp_path / "april", aanbod_2__xlsx=twice)
    said = refused([folder, "--regio", achterhoek], tmp_path / "uit", capsys)
    assert said == [
        (
            "woningen.rij 2 van aanbod_2.xlsx, blad Aanbod.code: gevonden 'huis', dat al eerder voorkomt; "
            "verwacht elke rij één keer"
        )
    ]


def test_options_that_mean_nothing_for_a_kept_round(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    main(["solve", str(workbook(tmp_path / "a.xlsx")), "--regio", str(achterhoek), "--out", str(tmp_path / "eerst")])
    capsys.readouterr()
    kept = tmp_path / "eerst" / ROUND
    said = refused([kept, "--regio", achterhoek, "--beleid", achterhoek / "beleid.toml"], tmp_path / "uit", capsys)
    assert [line.partition(":")[0] for line in said] == ["--beleid", "--regio"]
    said = refused([tmp_path / "a.xlsx", "--beleid", tmp_path / "weg.toml"], tmp_path / "uit", capsys)
    assert said[0].startswith("weg.toml: gevonden een bestand dat niet te openen is")


AGED = person("cor", uren=0, leeftijd_van=50)
HALF = person("dia", uren=0, uiterlijk_op=None, aangewezen="GM-B")
LARGE = home("nok", slaapkamers=4)


def faulty(path: Path) -> Path:
    """Faults that only show when the round is made: reversed ages, half a designation, more bedrooms than rooms."""
    rows = offer()
    return workbook(path, uitstromers=[AGED, *rows["uitstromers"], HALF], woningen=[*rows["woningen"], LARGE])


def test_what_only_shows_in_the_round_is_marked_in_the_file(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    path, back = faulty(tmp_path / "april.xlsx"), tmp_path / "terug"
    said = refused([path, "--regio", achterhoek], tmp_path / "uit", capsys)
    assert [line.partition(":")[0] for line in said] == [
        "uitstromers.rij 5.aangewezen_reden", "uitstromers.rij 2.leeftijd_van", "woningen.rij 4.slaapkamers",
    ]  # fmt: skip
    assert main(["check", str(path), "--regio", str(achterhoek), "--nagekeken", str(back)]) == WRONG_INPUT
    marked = comments(back / "april-nagekeken.xlsx", "uitstromers")
    names = TABLES["uitstromers"].names
    ages, reason = (letters_of(names.index(name) + 1) for name in ("leeftijd_van", "aangewezen_reden"))
    assert set(marked) == {f"{ages}2", f"{reason}5"}
    assert "50 tot en met 34" in marked[f"{ages}2"]
    (bedrooms,) = comments(back / "april-nagekeken.xlsx", "woningen").values()
    assert "Gevonden: 4. Verwacht: een getal van 0 tot en met 2." in bedrooms


def test_partly_leaves_out_what_only_shows_in_the_round(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    path, back = faulty(tmp_path / "april.xlsx"), tmp_path / "terug"
    arguments = [str(path), "--regio", str(achterhoek), "--deels"]
    assert main(["check", *arguments, "--nagekeken", str(back)]) == DONE
    said = capsys.readouterr().err
    for row in ("uitstromers, rij 2", "uitstromers, rij 5", "woningen, rij 4"):
        assert f"Weggelaten: {row}: " in said
    assert main(["solve", *arguments, "--out", str(tmp_path / "uit")]) == DONE
    round_, _ = read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)
    assert ([row.id for row in round_.people], [row.id for row in round_.dwellings]) == (
        ["ans", "bea"],
        ["hof", "huis"],
    )
    # The copy that comes back may be handed in as it is: its list of faults is no table.
    capsys.readouterr()
    again = str(back / "april-nagekeken.xlsx")
    assert main(["check", again, "--regio", str(achterhoek), "--deels"]) == DONE
    assert f"blad {FOUTEN}: niet gebruikt, de lijst met fouten van een eerdere controle" in capsys.readouterr().err


def test_faults_of_one_cell_and_of_the_round_come_together(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    wrong: list[dict[str, Any]] = [*offer()["uitstromers"], AGED, person("dia", herkomst="GM-Z")]
    said = refused([workbook(tmp_path / "a.xlsx", uitstromers=wrong), "--regio", achterhoek], tmp_path / "uit", capsys)
    assert [line.partition(":")[0] for line in said] == ["uitstromers.rij 5.herkomst", "uitstromers.rij 4.leeftijd_van"]


def test_what_cannot_be_left_out_stops_partly_as_well(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    held = [
        placement(name, PlacementStatus.AANGEBODEN, uitstromer="ans", woning=woning)
        for name, woning in (("p1", "huis"), ("p2", "hof"))
    ]
    path = workbook(tmp_path / "a.xlsx", plaatsingen=held)
    said = refused([path, "--regio", achterhoek, "--deels"], tmp_path / "uit", capsys)
    assert [line.partition(":")[0] for line in said] == ["plaatsingen.rij 2.uitstromer", "plaatsingen.rij 3.uitstromer"]


def test_two_files_with_one_name_and_one_fault_do_not_keep_it_going(
    achterhoek: Path, tmp_path: Path, capsys: Spoken
) -> None:
    area = '[[gebieden]]\ncode = "{}"\nnaam = "x"\nniveau = "{}"\ngemeente = "GM-A"\nbron = "x"\n'
    policy = folder_of(tmp_path, {"convenant.toml": (POLICY + area.format("dorp", "dorp")).encode()})
    folder = tables(tmp_path / "april", convenant__toml=area.format("stad", "gemeente").encode())
    arguments: list[Path | str] = [folder, "--regio", achterhoek, "--beleid", policy / "convenant.toml", "--deels"]
    said = refused(arguments, tmp_path / "uit", capsys)
    assert said == [
        (
            "gebieden.nummer 1 van convenant.toml.niveau: gevonden 'stad' als gebied; "
            "verwacht een gebied kleiner dan een gemeente"
        )
    ]


def test_own_wijken_beside_the_bundled_region_say_which_tables_no_longer_fit(tmp_path: Path, capsys: Spoken) -> None:
    own = {"wijken.csv": b"code;naam;gemeente;bron\r\nWK-Z;Zuid;GM0106;CBS\r\n"}
    (tmp_path / "map").mkdir()
    said = refused([folder_of(tmp_path / "map", own)], tmp_path / "uit", capsys)
    assert {line.partition(":")[0] for line in said} >= {"buurten", "grenswaarden"}
    assert all("rijen van de meegeleverde regio die niet passen" in line for line in said)
    assert all(line.endswith("of een eigen regio met --regio") for line in said)


def test_a_table_of_which_nothing_is_left_does_not_become_that_of_the_region(
    achterhoek: Path, tmp_path: Path, capsys: Spoken
) -> None:
    hours = b"code;zorgaanbieder;gebied;uren;in gebruik;vanaf;bron\r\nb;zorg;WK-A;90;0;2026-01-01;x\r\n"
    folder = folder_of(achterhoek, {"begeleiding.csv": hours})
    own = tables(tmp_path / "april", begeleiding__csv=hours.replace(b"90", b"veel"))
    assert main(["solve", str(own), "--regio", str(folder), "--deels", "--out", str(tmp_path / "uit")]) == DONE
    assert "Weggelaten: begeleiding, rij 2" in capsys.readouterr().err
    assert read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)[0].capacities == ()


def test_a_heading_that_is_gone_is_told_and_only_a_required_one_is_a_fault(
    achterhoek: Path, tmp_path: Path, capsys: Spoken
) -> None:
    rows = sheet("woningen", [home("huis", soort="flat")], typed=False)
    known = tmp_path / "leverancier.json"
    arguments = [str(tmp_path / "woningen.csv"), "--regio", str(achterhoek), "--kolommen", str(known)]

    def hand_in(without: str) -> int:
        kept = [at for at, name in enumerate(rows[0]) if name != without]
        (tmp_path / "woningen.csv").write_bytes(csv([[row[at] for at in kept] for row in rows]))
        return main(["check", *arguments])

    assert hand_in("") == DONE
    capsys.readouterr()
    assert hand_in("soort") == DONE
    assert "woningen.csv: 'soort' (soort) is onthouden, maar staat er nu niet in" in capsys.readouterr().err
    assert hand_in("huur") == WRONG_INPUT
    assert "woningen.rij 1.huur: gevonden geen kolom met deze naam" in capsys.readouterr().err


def test_caps_that_nobody_decided_are_proposals_and_that_is_told(
    achterhoek: Path, tmp_path: Path, capsys: Spoken
) -> None:
    rows = [
        {**cap("oud", gebied="WK-A", geldig_tot=date(2026, 9, 30)), **VOORBEELD},
        {**cap("kort", gebied="WK-B", geldig_tot=date(2026, 11, 1)), **VOORBEELD},
    ]
    limits = csv(sheet("grenswaarden", rows, typed=False))
    folder = tables(tmp_path / "oktober", draagkracht__toml=DRAAGKRACHT.encode(), grenswaarden__csv=limits)
    assert main(["solve", str(folder), "--regio", str(achterhoek), "--out", str(tmp_path / "uit")]) == DONE
    said = capsys.readouterr().err
    for line in (
        "Draagkracht: Afspraken van de Achterhoek, uit draagkracht.toml.",
        "2 grenzen zijn een voorstel zonder besluit: WK-A, WK-C",
        "Besluit 'oud' over WK-A is verlopen op 30 september 2026 en telt niet mee",
        "Besluit 'kort' over WK-B eindigt binnen de periode, op 1 november 2026",
    ):
        assert line in said
    round_, _ = read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)
    assert {limit.area: limit.provisional for limit in round_.limits} == {"WK-A": True, "WK-B": False, "WK-C": True}
    assert [row.area for row in round_.draagkracht] == ["WK-A", "WK-B", "WK-C"]


def test_a_decision_that_lapsed_blocks_where_nothing_is_proposed(
    achterhoek: Path, tmp_path: Path, capsys: Spoken
) -> None:
    rows = [{**cap("oud", gebied="WK-A", geldig_tot=date(2026, 9, 30)), **VOORBEELD}]
    folder = tables(tmp_path / "oktober", grenswaarden__csv=csv(sheet("grenswaarden", rows, typed=False)))
    (line,) = refused([folder, "--regio", achterhoek], tmp_path / "uit", capsys)
    assert line.startswith("grenswaarden.rij 2.geldig_tot: gevonden 30 september 2026, dus dit besluit geldt niet meer")


def test_faults_of_how_caps_are_proposed_are_told(achterhoek: Path, tmp_path: Path, capsys: Spoken) -> None:
    folder = tables(tmp_path / "oktober", draagkracht__toml=DRAAGKRACHT.replace("weight = 1", "weight = 0").encode())
    (line,) = refused([folder, "--regio", achterhoek], tmp_path / "uit", capsys)
    assert line.startswith("draagkracht.toml.indicators.nummer 1.weight: gevonden 0")
