"""`toets`: what a plan made by hand breaks and reaches, in Dutch, with an exit code that says whether it holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from api.cli import DONE, OBJECTED, WRONG_INPUT, main
from api.texts.plan import ORDER, UNKNOWN, title_of
from api.wire import dumps_proposal, dumps_round
from geodata.region import bundled
from geodata.synthetic import with_synthetic_round
from optimizer.proposal import GoalValue, JointRule, Proposal, Rule, Status
from optimizer.round import Round
from optimizer.solve import solve
from tests.geodata.sheets import csv, sheet_of
from tests.worlds import cap, dwelling, person, world

Spoken = pytest.CaptureFixture[str]
ROUND = world(
    [person("ans", urgency=2), person("bea"), person("cas")],
    [dwelling("v", "c"), dwelling("w", rent=99_000)],
    limits=[cap("wijk-c", 1)],
)


def kept(folder: Path, round_: Round = ROUND, proposal: Proposal | None = None) -> Path:
    (folder / "ronde.json").write_text(dumps_round(round_), encoding="utf-8")
    if proposal is not None:
        (folder / "voorstel.json").write_text(dumps_proposal(proposal), encoding="utf-8")
    return folder / "ronde.json"


def plan(folder: Path, *rows: str) -> Path:
    path = folder / "plan.csv"
    path.write_text("\n".join(("uitstromer;woning", *rows, "")), encoding="utf-8")
    return path


def test_a_plan_that_holds_beside_the_proposal_next_to_the_round(tmp_path: Path, capsys: Spoken) -> None:
    round_ = kept(tmp_path, proposal=solve(ROUND))
    assert main(["toets", str(round_), str(plan(tmp_path, "bea;v"))]) == DONE
    said = capsys.readouterr().out
    assert "✓ Het plan houdt alle regels, grenzen en afspraken." in said
    assert "bewezen best haalbaar" in said
    assert "op 'Plaatsingen naar urgentie' is het voorstel 4 punten beter" in said
    assert "bea: plan v, voorstel geen woning" in said


def test_what_is_broken_stands_by_rule(tmp_path: Path, capsys: Spoken) -> None:
    round_ = kept(tmp_path, proposal=solve(ROUND))
    assert main(["toets", str(round_), str(plan(tmp_path, "ans;v", "bea;v", "cas;w"))]) == OBJECTED
    said = capsys.readouterr().out
    assert "! Het plan kan zo niet: 3 overtredingen." in said
    titles = [line for line in said.splitlines() if line.endswith("(1)")]
    assert titles == ["Huur te hoog (1)", "Woning bezet (1)", "Grens bereikt (1)"]
    assert "het plan 8 punten beter, maar het houdt niet alle regels." in said


def test_a_proposal_may_be_the_plan_and_without_one_beside_it_that_is_said(tmp_path: Path, capsys: Spoken) -> None:
    round_ = kept(tmp_path)
    other = tmp_path / "ander.json"
    other.write_text(dumps_proposal(solve(ROUND)), encoding="utf-8")
    assert main(["toets", str(round_), str(other)]) == DONE
    assert "Er is geen voorstel om mee te vergelijken." in capsys.readouterr().out
    assert main(["toets", str(round_), str(other), "--voorstel", str(other)]) == DONE
    said = capsys.readouterr().out
    assert "even goed als het voorstel" in said
    assert "Iedereen woont in het plan waar hij in het voorstel woont." in said


def test_a_proposal_that_is_not_proven_is_not_called_the_best(tmp_path: Path, capsys: Spoken) -> None:
    proposal = solve(ROUND)
    last = proposal.goals[-1]
    open_ = replace(
        proposal,
        status=Status.STOPPED,
        goals=(*proposal.goals[:-1], GoalValue(goal=last.goal, value=last.value, bound=None)),
    )
    assert main(["toets", str(kept(tmp_path, proposal=open_)), str(plan(tmp_path, "ans;v"))]) == DONE
    assert "beste tot nu toe" in capsys.readouterr().out


def test_a_proposal_of_another_round_is_left_out_or_refused_when_it_is_named(tmp_path: Path, capsys: Spoken) -> None:
    round_ = kept(tmp_path, proposal=solve(world([person("ans")])))
    arguments = ["toets", str(round_), str(plan(tmp_path))]
    assert main(arguments) == DONE
    assert "Er is geen voorstel" in capsys.readouterr().out
    assert main([*arguments, "--voorstel", str(tmp_path / "voorstel.json")]) == WRONG_INPUT
    assert "een voorstel bij deze ronde" in capsys.readouterr().err


def test_a_wrong_proposal_is_nothing_to_compare_with(tmp_path: Path, capsys: Spoken) -> None:
    proposal = solve(ROUND)
    wrong = replace(
        proposal, goals=tuple(replace(goal, value=0, bound=None) for goal in proposal.goals), status=Status.STOPPED
    )
    assert main(["toets", str(kept(tmp_path, proposal=wrong)), str(plan(tmp_path))]) == OBJECTED
    assert "keurt dit voorstel af" in capsys.readouterr().err


def test_faults_in_the_plan_are_wrong_input(tmp_path: Path, capsys: Spoken) -> None:
    assert main(["toets", str(kept(tmp_path)), str(plan(tmp_path, "dirk;v"))]) == WRONG_INPUT
    assert "plan.csv.rij 2.uitstromer: gevonden 'dirk'" in capsys.readouterr().err


def test_every_kind_of_violation_has_a_title() -> None:
    assert set(ORDER) == {UNKNOWN, *(rule.value for rule in Rule), *(rule.value for rule in JointRule)}
    assert all(title_of(code)[0].isupper() for code in ORDER)


def test_a_round_may_be_tables_beside_the_region(tmp_path: Path, capsys: Spoken) -> None:
    register = with_synthetic_round(bundled(), seed=4, people=6, dwellings=5)
    folder = tmp_path / "oktober"
    folder.mkdir()
    for table in ("uitstromers", "woningen"):
        rows = sheet_of(table, getattr(register, table), typed=False)
        (folder / f"{table}.csv").write_bytes(csv(rows))
    first, home = register.uitstromers["code"][0], register.woningen["code"][0]
    code = main(["toets", str(folder), str(plan(tmp_path, f"{first};{home}"))])
    said = capsys.readouterr()
    assert code in (DONE, OBJECTED)
    assert "Oktober: 1 plaatsing in dit plan, 5 mensen zonder woning." in said.out
    assert "Er is geen voorstel om mee te vergelijken." in said.out
    assert "gelezen als uitstromers" in said.err
