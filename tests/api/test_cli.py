"""The command line: results, exit codes, Dutch complaints, and nothing written on wrong input."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from api.cli import CONFLICT, DONE, OBJECTED, WRONG_INPUT, main
from api.usecases.keep import LOADS_MAP, MAP, PROPOSAL, ROUND, read_both
from api.wire import dumps_round
from geodata.columns import Column, Kind, rows_of
from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from geodata.tables import TABLES
from optimizer.agreements import Pin, PinReason, Quota, QuotaBasis
from optimizer.people import Household
from optimizer.proposal import Status
from tests.worlds import cap, dwelling, person, world

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A round of two people and one home, as a file."""
    round_ = world([person("ans"), person("bea", urgency=2)], [dwelling("w")], limits=[cap("wijk-a", 2)])
    path = tmp_path / "klein.json"
    path.write_text(dumps_round(round_), encoding="utf-8")
    return path


def changed(path: Path, change: dict[str, Any]) -> Path:
    """The same file with changes at dotted paths of the round."""
    tree = json.loads(path.read_text(encoding="utf-8"))
    for where, value in change.items():
        *steps, last = where.split(".")
        part = tree
        for step in steps:
            part = part[int(step) if step.isdigit() else step]
        part[last] = value
    other = path.with_name("anders.json")
    other.write_text(json.dumps(tree), encoding="utf-8")
    return other


def test_solve_writes_round_proposal_and_map_and_tells(small: Path, tmp_path: Path, capsys: Spoken) -> None:
    out = tmp_path / "uit" / "diep"
    assert main(["solve", str(small), "--out", str(out)]) == DONE
    assert {path.name for path in out.iterdir()} == {MAP, LOADS_MAP, ROUND, PROPOSAL, "voorstel.xlsx", "corporaties"}
    assert {path.name for path in (out / "corporaties").iterdir()} == {"corp-1.xlsx", "corp-2.xlsx"}
    round_, proposal = read_both(out / ROUND, out / PROPOSAL)
    assert (out / ROUND).read_bytes() == small.read_bytes()
    assert [placement.person for placement in proposal.placements] == ["bea"]
    said = capsys.readouterr()
    assert "Bewezen best haalbaar" in said.out
    assert "1 van 2" in said.out
    assert "passende woningen gaan naar iemand anders" in said.out
    assert "Plaatsingen naar urgentie" in said.err
    assert main(["verify", str(out / ROUND), str(out / PROPOSAL)]) == DONE
    assert len(round_.people) == 2


def test_the_same_round_gives_the_same_files(small: Path, tmp_path: Path) -> None:
    for name in ("een", "twee"):
        assert main(["solve", str(small), "--out", str(tmp_path / name)]) == DONE
    for file in (ROUND, PROPOSAL, MAP, LOADS_MAP, "voorstel.xlsx"):
        assert (tmp_path / "een" / file).read_bytes() == (tmp_path / "twee" / file).read_bytes()


def test_a_stop_in_time_is_said(small: Path, tmp_path: Path) -> None:
    assert main(["solve", str(small), "--out", str(tmp_path / "uit"), "--tijd", "30"]) == DONE
    assert read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)[1].settings.time_limit == 30


def test_pins_that_contradict_each_other_are_a_result_with_its_own_exit_code(tmp_path: Path, capsys: Spoken) -> None:
    pins = [Pin(person=name, dwelling="w", reason=PinReason.AKKOORD) for name in ("ans", "bea")]
    path = tmp_path / "botst.json"
    path.write_text(dumps_round(world([person("ans"), person("bea")], [dwelling("w")], pins=pins)), encoding="utf-8")
    assert main(["solve", str(path), "--out", str(tmp_path / "uit")]) == CONFLICT
    said = capsys.readouterr().out
    assert "ans in w, bea in w: Een woning kan maar één keer worden toegewezen." in said
    assert "Laat de vaste plaatsing van ans in w los. Die is al akkoord: overleg eerst." in said
    assert main(["check", str(path)]) == CONFLICT
    assert "Laat de vaste plaatsing van ans in w los." in capsys.readouterr().out
    assert read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)[1].status is Status.CONFLICT


def test_an_empty_round_is_a_result(tmp_path: Path, capsys: Spoken) -> None:
    path = tmp_path / "leeg.json"
    path.write_text(dumps_round(world()), encoding="utf-8")
    assert main(["solve", str(path), "--out", str(tmp_path / "uit")]) == DONE
    assert "Iedereen is geplaatst." in capsys.readouterr().out


def test_all_faults_at_once_and_nothing_written(small: Path, tmp_path: Path, capsys: Spoken) -> None:
    wrong = changed(
        small,
        {
            "round.people.0.ready_on": "2026-02-30",
            "round.people.1.origin": "GM-X",
            "round.dwellings.0.rent": -1,
            "round.limits.0.gross_cap": "twee",
        },
    )
    assert main(["solve", str(wrong), "--out", str(tmp_path / "uit")]) == WRONG_INPUT
    said = capsys.readouterr().err
    for place in ("people[0].ready_on", "people[1].origin", "dwellings[0].rent", "limits[0].gross_cap"):
        assert place in said
    assert "4 fouten. Er is verder niets geschreven." in said
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    "content", [b"", b"geen json", b"[]", b"\xff\xfe", b'{"format":"zachte-landing/round","version":2}']
)
def test_what_is_no_round_is_refused_by_solve_and_verify(content: bytes, tmp_path: Path, capsys: Spoken) -> None:
    path = tmp_path / "fout.json"
    path.write_bytes(content)
    assert main(["solve", str(path), "--out", str(tmp_path / "uit")]) == WRONG_INPUT
    assert main(["verify", str(path), str(path)]) == WRONG_INPUT
    assert "verwacht" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


def test_a_tampered_proposal_is_objected_to(small: Path, tmp_path: Path, capsys: Spoken) -> None:
    main(["solve", str(small), "--out", str(tmp_path)])
    tree = json.loads((tmp_path / PROPOSAL).read_text(encoding="utf-8"))
    tree["proposal"]["placements"][0]["person"] = "ans"
    (tmp_path / PROPOSAL).write_text(json.dumps(tree), encoding="utf-8")
    assert main(["verify", str(tmp_path / ROUND), str(tmp_path / PROPOSAL)]) == OBJECTED
    assert main(["bekijk", str(tmp_path), "--port", "0"]) == OBJECTED
    assert "De controle keurt dit voorstel af." in capsys.readouterr().err


def test_boundaries_that_miss_wijken_are_refused_before_the_calculation(
    small: Path, tmp_path: Path, capsys: Spoken
) -> None:
    elsewhere = tmp_path / "elders.geojson"
    square = {"type": "Polygon", "coordinates": [[[6.5, 53.0], [6.6, 53.0], [6.6, 53.1], [6.5, 53.0]]]}
    names = {"statcode": "WK010600", "statnaam": "Centrum", "gm_code": "GM0106", "gm_naam": "Assen"}
    feature = {"type": "Feature", "properties": names, "geometry": square}
    elsewhere.write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}), encoding="utf-8")
    wrong = main(["solve", str(small), "--out", str(tmp_path / "uit"), "--grenzen", str(elsewhere)])
    assert wrong == WRONG_INPUT
    assert "elders.geojson zonder 4 wijken" in capsys.readouterr().err
    assert not (tmp_path / "uit").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ([], "dit ontbreekt: OPDRACHT"),
        (["solve"], "dit ontbreekt: RONDE"),
        (["zomaar"], "kies uit"),
        (["demo", "--seed", "een"], "'een' is geen heel getal"),
        (["demo", "--tijd", "0"], "'0' is geen heel getal van 1 of meer"),
        (["demo", "--niet"], "dit is onbekend: --niet"),
        (["demo", "--seed"], "hier hoort een waarde achter"),
        (["herstel", "map", "--geweigerd"], "hier hoort een waarde achter"),
        (["schema", "niets"], "kies uit"),
    ],
)
def test_wrong_use_is_explained_in_dutch(arguments: list[str], sentence: str, capsys: Spoken) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == WRONG_INPUT
    said = capsys.readouterr().err
    assert sentence in said
    assert said.startswith("gebruik:")


@pytest.mark.parametrize(
    "command", ["", "demo", "check", "solve", "verify", "bekijk", "sjabloon", "schema", "toets", "herstel"]
)
def test_help_is_enough_and_dutch(command: str, capsys: Spoken) -> None:
    with pytest.raises(SystemExit) as stopped:
        main([command, "--help"] if command else ["--help"])
    assert stopped.value.code == DONE
    said = capsys.readouterr().out
    assert "gebruik:" in said
    assert not {"usage", "options", "positional", "show this"} & set(said.lower().split())


def test_schema_prints_a_json_schema(capsys: Spoken) -> None:
    for kind in ("round", "proposal"):
        assert main(["schema", kind]) == DONE
        assert json.loads(capsys.readouterr().out)["$schema"].startswith("https://json-schema.org")


def test_bekijk_without_results_says_what_is_missing(tmp_path: Path, capsys: Spoken) -> None:
    assert main(["bekijk", str(tmp_path)]) == WRONG_INPUT
    said = capsys.readouterr().err
    assert ROUND in said
    assert PROPOSAL in said


def test_an_output_folder_that_cannot_be_made_is_said(small: Path, tmp_path: Path, capsys: Spoken) -> None:
    (tmp_path / "bestand").write_text("x", encoding="utf-8")
    assert main(["solve", str(small), "--out", str(tmp_path / "bestand")]) == WRONG_INPUT
    assert "--out" in capsys.readouterr().err


def test_check_tells_beforehand(tmp_path: Path, capsys: Spoken) -> None:
    quota = Quota(id="q", name="Aadorp levert", basis=QuotaBasis.LEVERING, municipality="GM-A", minimum=2)
    people = [person("ans"), person("bea"), person("groot", household=Household(adults=5))]
    round_ = world(
        people, [dwelling("w", units=2), dwelling("duur", rent=200_000)], limits=[cap("wijk-a", 0)], quotas=[quota]
    )
    path = tmp_path / "ronde.json"
    path.write_text(dumps_round(round_), encoding="utf-8")
    assert main(["check", str(path)]) == DONE
    said = capsys.readouterr().out
    for sentence in (
        "3 mensen, 3 woningen, 1 grenzen, 1 afspraken",
        "groot: bij alle 2 woningen: past niet bij aantal personen",
        "duur: bij alle 3 mensen: huur te hoog",
        "wijk a: sluit 2 woningen",
        "Aadorp levert: minstens 2 afgesproken, hoogstens 0 haalbaar",
        "bea: Deze aanmelding is in alles gelijk aan ans.",
    ):
        assert sentence in said


def test_check_of_a_sound_round(small: Path, capsys: Spoken) -> None:
    assert main(["check", str(small)]) == DONE
    assert "Geen bijzonderheden. De ronde kan worden berekend." in capsys.readouterr().out


def test_a_filled_template_is_solved_with_the_rest_of_the_region(tmp_path: Path, capsys: Spoken) -> None:
    register = with_synthetic_round(bundled(), seed=4, people=12, dwellings=10)
    tables = {name: frame for name, frame in register.frames().items() if len(frame) != len(bundled().frames()[name])}
    path = tmp_path / "najaar.xlsx"
    assert main(["sjabloon", str(path)]) == DONE
    book = openpyxl.load_workbook(path)
    for name, frame in tables.items():
        for row in rows_of(frame):
            book[name].append([as_typed(row[column.name], column) for column in TABLES[name].columns])
    book.save(path)
    assert main(["solve", str(path), "--out", str(tmp_path / "uit")]) == DONE
    said = capsys.readouterr()
    assert "najaar.xlsx, blad uitstromers: gelezen als uitstromers, kopregel op rij 1" in said.err
    assert "Uit de meegeleverde regio: " in said.err
    assert "grenswaarden" in said.err
    round_, _ = read_both(tmp_path / "uit" / ROUND, tmp_path / "uit" / PROPOSAL)
    assert len(round_.people) == 12
    assert len(round_.limits) == 201


def as_typed(value: object, column: Column) -> object:
    """A value as somebody types it into the template."""
    if isinstance(value, tuple):
        return "; ".join(map(str, value))
    if isinstance(value, bool):
        return "ja" if value else "nee"
    return value / 100 if column.kind is Kind.BEDRAG and isinstance(value, int) else value


def test_tables_with_faults_name_row_and_heading_and_partly_leaves_them_out(tmp_path: Path, capsys: Spoken) -> None:
    lines = ["code;gemeente;wijk;buurt;kale huur;kamers;slaapkamers;max personen;vrij vanaf;contractvormen;corporatie"]
    lines += ["W-1;GM0106;WK010600;BU01060000;€ 612,34;2;1;2;01-10-2026;huurcontract;corporatie-a"]
    lines += ["W-2;GM0106;WK010600;BU01060000;veel;2;1;2;31-02-2026;huurcontract;corporatie-a"]
    path = tmp_path / "woningen.csv"
    path.write_bytes("\r\n".join(lines).encode("cp1252"))
    assert main(["check", str(path)]) == WRONG_INPUT
    said = capsys.readouterr().err
    assert "woningen.rij 3.kale huur: gevonden 'veel'" in said
    assert "rij 3" in said
    assert main(["check", str(path), "--nagekeken", str(tmp_path / "terug")]) == WRONG_INPUT
    assert "woningen-nagekeken.xlsx" in capsys.readouterr().err
    assert [copy.name for copy in (tmp_path / "terug").iterdir()] == ["woningen-nagekeken.xlsx"]
    assert main(["check", str(path), "--deels"]) == DONE
    said = capsys.readouterr().err
    assert "Weggelaten: woningen, rij 3" in said


def test_a_template_never_overwrites(tmp_path: Path, capsys: Spoken) -> None:
    path = tmp_path / "mijn.xlsx"
    path.write_bytes(b"van mij")
    assert main(["sjabloon", str(path)]) == WRONG_INPUT
    assert path.read_bytes() == b"van mij"
    assert "een bestand dat er al is" in capsys.readouterr().err


def test_a_broken_workbook_is_a_fault_also_when_it_should_be_handed_back(tmp_path: Path, capsys: Spoken) -> None:
    path = tmp_path / "kapot.xlsx"
    path.write_bytes(b"geen werkmap")
    assert main(["check", str(path), "--nagekeken", str(tmp_path / "terug")]) == WRONG_INPUT
    assert "kapot.xlsx" in capsys.readouterr().err
    assert main(["check", str(tmp_path / "niets.ods"), "--nagekeken", str(tmp_path / "terug")]) == WRONG_INPUT


def test_what_a_supplier_means_is_remembered(tmp_path: Path, capsys: Spoken) -> None:
    headings = "code;wijk;buurt;prijs p/m;kamers;slaapkamers;max personen;vrij vanaf;contractvormen;corporatie"
    path, columns = tmp_path / "woningen.csv", tmp_path / "leverancier.json"
    row = "W-1;WK010600;BU01060000;612,34;2;1;2;01-10-2026;huurcontract;corporatie-a"
    path.write_text(f"{headings}\n{row}\n", encoding="utf-8")
    assert main(["check", str(path), "--kolommen", str(columns)]) == WRONG_INPUT
    assert "huur: gevonden geen kolom met deze naam" in capsys.readouterr().err
    told = json.loads(columns.read_text(encoding="utf-8"))
    told["sheets"][0]["columns"]["prijs p/m"] = "huur"
    told["sheets"][0]["ignored"] = []
    columns.write_text(json.dumps(told), encoding="utf-8")
    assert main(["check", str(path), "--kolommen", str(columns)]) == DONE
    assert "'prijs p/m' gelezen als huur" in capsys.readouterr().err
