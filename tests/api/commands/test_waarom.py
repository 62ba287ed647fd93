"""`zachte-landing waarom`: what it tells, what it writes, and what it refuses."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import openpyxl
import pytest

from api.cli import DONE, OBJECTED, WRONG_INPUT, main
from api.usecases.keep import EXPLANATIONS, read_checked
from api.wire import dumps_round
from optimizer.agreements import Claim, ContactExclusion, ContactLevel, Pin, PinReason, PlacementStatus
from tests.worlds import cap, dwelling, person, world

Spoken = pytest.CaptureFixture[str]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A kept answer: bea has a home, ans runs into the wijk and the rent, cas was placed before."""
    round_ = world(
        [person("ans"), person("bea", urgency=2), person("cas")],
        [dwelling("w"), dwelling("duur", rent=72_000), dwelling("oud", "c")],
        limits=[cap("wijk-a", 1)],
        claims=[Claim(person="cas", dwelling="oud", status=PlacementStatus.AANGEBODEN)],
        contact_exclusions=[ContactExclusion(id="x", people=frozenset({"ans", "cas"}), level=ContactLevel.COMPLEX)],
    )
    return kept(round_, tmp_path)


def kept(round_: object, tmp_path: Path) -> Path:
    path = tmp_path / "ronde.json"
    path.write_text(dumps_round(round_), encoding="utf-8")  # type: ignore[arg-type]  # a round
    main(["solve", str(path), "--out", str(tmp_path / "uit")])
    return tmp_path / "uit"


def told(folder: Path, capsys: Spoken, *asked: str) -> str:
    capsys.readouterr()
    assert main(["waarom", *asked, "--map", str(folder)]) == DONE
    return capsys.readouterr().out


def test_why_not_names_the_smallest_change_and_calculates_what_it_does(folder: Path, capsys: Spoken) -> None:
    said = told(folder, capsys, "ans")
    assert "ans krijgt geen woning in dit voorstel." in said
    assert (
        "Een uitzondering op de huur van woning duur: € 7 boven de grens. wijk a: 1 meer ruimte onder de grens." in said
    )
    assert "Hiermee krijgt deze persoon een woning. Dat is nagerekend." in said
    assert "bea heeft dan geen woning." in said
    assert "cas" not in said


def test_why_this_dwelling_tells_what_it_serves(folder: Path, capsys: Spoken) -> None:
    said = told(folder, capsys, "bea")
    assert "bea krijgt w (wijk a, Aadorp)." in said
    assert "Plaatsingen naar urgentie: +8 (beter)" in said


def test_why_nobody_tells_what_would_fill_a_dwelling(folder: Path, capsys: Spoken) -> None:
    said = told(folder, capsys, "duur")
    assert "Niemand krijgt deze woning in dit voorstel." in said
    assert "- ans: Een uitzondering op de huur van woning duur" in said


def test_who_was_placed_before_is_told_so(folder: Path, capsys: Spoken) -> None:
    assert "cas heeft al een plaatsing die nog loopt: oud." in told(folder, capsys, "cas")


def test_the_price_of_a_dwelling_for_somebody_is_the_whole_proposal_with_it(folder: Path, capsys: Spoken) -> None:
    said = told(folder, capsys, "ans", "--in", "w")
    assert "Plaatsingen naar urgentie: −4 (slechter)" in said
    assert "bea heeft dan geen woning." in said
    assert "kan duur niet krijgen" in told(folder, capsys, "ans", "--in", "duur")


def test_the_lottery_can_be_done_again(folder: Path, capsys: Spoken) -> None:
    said = told(folder, capsys, "--loting")
    assert "Loting met zaad 1." in said
    for name in ("ans", "bea", "cas"):
        assert sha256(f"1:{name}".encode()).hexdigest() in said


def test_all_of_it_is_kept_read_back_and_in_the_workbook(folder: Path, capsys: Spoken) -> None:
    assert EXPLANATIONS in told(folder, capsys, "--alles")
    answer = read_checked(folder)
    assert answer.explanations is not None
    assert [hope.person for hope in answer.explanations.unplaced] == ["ans"]
    book = openpyxl.load_workbook(folder / "voorstel.xlsx")
    assert "Krijgt een woning" in {cell.value for row in book["Wat zou helpen"].iter_rows() for cell in row}
    assert "Wat ruimte oplevert" in book.sheetnames
    assert "Dat is nagerekend." in told(folder, capsys, "ans")


def test_a_new_answer_takes_the_old_explanations_away(folder: Path, tmp_path: Path, capsys: Spoken) -> None:
    told(folder, capsys, "--alles")
    assert main(["solve", str(tmp_path / "ronde.json"), "--out", str(folder)]) == DONE
    assert not (folder / EXPLANATIONS).exists()


def test_explanations_that_are_wrong_are_not_shown(folder: Path, capsys: Spoken) -> None:
    told(folder, capsys, "--alles")
    path = folder / EXPLANATIONS
    tree = json.loads(path.read_text(encoding="utf-8"))
    tree["explanations"]["unplaced"][0]["openings"][0]["effects"][1]["by"] += 1
    path.write_text(json.dumps(tree), encoding="utf-8")
    assert main(["waarom", "ans", "--map", str(folder)]) == OBJECTED
    path.write_text("{}", encoding="utf-8")
    assert main(["waarom", "ans", "--map", str(folder)]) == WRONG_INPUT


@pytest.mark.parametrize(
    "asked", [["niemand"], [], ["ans", "--in", "niets"], ["ans", "--loting"], ["--alles", "--loting"]]
)
def test_what_can_t_be_answered_is_said_in_dutch(folder: Path, capsys: Spoken, asked: list[str]) -> None:
    assert main(["waarom", *asked, "--map", str(folder)]) == WRONG_INPUT
    assert "waarom: gevonden" in capsys.readouterr().err


@pytest.mark.parametrize("asked", ["ans", "--alles"])
def test_where_what_lies_fixed_clashes_there_is_nothing_to_explain(tmp_path: Path, asked: str, capsys: Spoken) -> None:
    pins = [Pin(person=name, dwelling="w", reason=PinReason.AKKOORD) for name in ("ans", "bea")]
    folder = kept(world([person("ans"), person("bea")], [dwelling("w")], pins=pins), tmp_path)
    assert main(["waarom", asked, "--map", str(folder)]) == WRONG_INPUT
    assert "een ronde waarin wat vastligt botst" in capsys.readouterr().err
