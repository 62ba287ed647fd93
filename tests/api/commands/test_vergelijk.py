"""`vergelijk`: what is said, what is written, and how it ends."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from api.cli import CONFLICT, DONE, OBJECTED, WRONG_INPUT, main
from api.reports.comparison import comparison_document
from api.reports.comparison_page import comparison_page
from api.reports.xlsx import write
from api.texts.comparison import WIDTH, comparison_text
from api.texts.comparison_rows import blocks, difference, figure_lines
from api.usecases.compare import Compared, less_in_busiest, weighed
from api.wire import dumps_round
from optimizer.agreements import Pin, PinReason
from optimizer.compare.comparison import compare
from optimizer.compare.scenarios import CapChange, Criterion, KeyFigure, Scenario, Than
from optimizer.policy import Goal
from optimizer.proposal import Settings
from optimizer.round import Round
from optimizer.tradeoff import Extent
from tests.api.reports.reading import opened, texts
from tests.api.small_round import HOSTILE, small_round
from tests.optimizer.compare.test_front import dear_return

Spoken = pytest.CaptureFixture[str]
PLAN = """
[[scenarios]]
naam = "Zoals afgesproken"
[[scenarios]]
naam = "Wijk c dicht"
[[scenarios.grenzen]]
gebied = "wijk-c"
procent = -100
"""
KEPT = '[[eisen]]\ncijfer = "geplaatst"\nminstens = 0\nten_opzichte_van = "zoals het nu gaat"\n'
BROKEN = '[[eisen]]\ncijfer = "drukste wijk"\nhoogstens = 10\n'


def never() -> bool:
    return False


@cache
def compared(round_: Round | None = None) -> Compared:
    """The small round, or another, under three scenarios, with its front."""
    scenarios = [
        Scenario(name=f"Nu {HOSTILE}"),
        Scenario(name="Wijk b dicht", caps=(CapChange(area="wijk-b", percent=-100),)),
        Scenario(name="Eerst herkomst", policy=replace(small_round().policy, goals=(Goal.ORIGIN, Goal.SPREAD))),
    ]
    criteria = [
        Criterion(figure=KeyFigure.PLACED, at_least=0, than=Than.PRACTICE),
        Criterion(figure=KeyFigure.BUSIEST, at_most=90),
    ]
    found = compare(round_ or small_round(), scenarios, criteria)
    front = weighed(found, None, lambda _far: None, never)
    return Compared(comparison=found, front=front, less=less_in_busiest(found, Settings(), never))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A round and a file with two scenarios."""
    (tmp_path / "ronde.json").write_text(dumps_round(dear_return()), encoding="utf-8")
    (tmp_path / "plan.toml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def run(folder: Path, *more: str) -> int:
    return main(
        ["vergelijk", str(folder / "ronde.json"), str(folder / "plan.toml"), "--out", str(folder / "uit"), *more]
    )


def test_the_command_tells_and_writes(folder: Path, capsys: Spoken) -> None:
    assert run(folder, "--front") == DONE
    assert {path.name for path in (folder / "uit").iterdir()} == {
        "vergelijking.xlsx", "vergelijking.html", "vergelijking-planner.html", "kaart-vergelijking.html",
    }  # fmt: skip
    said = capsys.readouterr()
    assert "A = Zoals afgesproken (bewezen best haalbaar)" in said.out
    assert "Alle 6 combinaties die door geen andere worden overtroffen. Bewezen volledig." in said.out
    assert "2 naar 1 geplaatst: spreiding 30 naar 10 (20 beter)" in said.out
    assert "klaar" in said.err


@pytest.mark.parametrize(("criteria", "code"), [(KEPT, DONE), (BROKEN, OBJECTED)])
def test_a_criterion_that_is_not_met_ends_with_1(folder: Path, criteria: str, code: int, capsys: Spoken) -> None:
    (folder / "eisen.toml").write_text(criteria, encoding="utf-8")
    assert run(folder, "--eisen", str(folder / "eisen.toml")) == code
    assert ("NIET gehaald" in capsys.readouterr().out) is (code == OBJECTED)


def test_everything_that_is_wrong_is_told_at_once_and_nothing_is_written(folder: Path, capsys: Spoken) -> None:
    (folder / "plan.toml").write_text(PLAN + 'kleur = 1\n[[scenarios]]\nnaam = "Wijk c dicht"\n', encoding="utf-8")
    (folder / "eisen.toml").write_text('[[eisen]]\ncijfer = "geluk"\n', encoding="utf-8")
    assert run(folder, "--eisen", str(folder / "eisen.toml")) == WRONG_INPUT
    said = capsys.readouterr().err
    assert "plan.toml.scenarios 2.grenzen 1.kleur" in said
    assert "eisen.toml.eisen 1.cijfer" in said
    assert not (folder / "uit").exists()


def test_a_scenario_that_does_not_fit_the_round_is_wrong_input(folder: Path, capsys: Spoken) -> None:
    (folder / "plan.toml").write_text(PLAN.replace("wijk-c", "wijk-z"), encoding="utf-8")
    assert run(folder) == WRONG_INPUT
    assert "'wijk-z'" in capsys.readouterr().err


def test_policies_in_files_of_their_own(folder: Path, capsys: Spoken) -> None:
    for name in ("een", "twee"):
        (folder / f"{name}.toml").write_text(f'[beleid]\nname = "{name}"\ngoals = ["plaatsingen"]\n', encoding="utf-8")
    files = [str(folder / name) for name in ("ronde.json", "een.toml", "twee.toml")]
    assert main(["vergelijk", *files, "--out", str(folder / "uit")]) == DONE
    said = capsys.readouterr().out
    assert "A = een" in said
    assert "B: dezelfde mensen krijgen een woning als in A." in said


def test_two_policies_of_one_name_are_wrong_input(folder: Path) -> None:
    files = [str(folder / name) for name in ("ronde.json", "plan.toml", "plan.toml")]
    assert main(["vergelijk", *files, "--out", str(folder / "uit")]) == WRONG_INPUT


def test_what_lies_fixed_and_clashes_ends_with_3(folder: Path, capsys: Spoken) -> None:
    pins = tuple(Pin(person=name, dwelling="a-1", reason=PinReason.AKKOORD) for name in ("ans", "bas"))
    (folder / "ronde.json").write_text(dumps_round(replace(dear_return(), pins=pins)), encoding="utf-8")
    assert run(folder, "--front") == CONFLICT
    said = capsys.readouterr().out
    assert "wat vastligt, botst" in said
    assert "Er is niets af te wegen" in said


def test_the_same_input_gives_the_same_files(folder: Path) -> None:
    assert run(folder, "--front") == DONE
    first = {path.name: path.read_bytes() for path in (folder / "uit").iterdir()}
    assert run(folder, "--front") == DONE
    assert {path.name: path.read_bytes() for path in (folder / "uit").iterdir()} == first


def test_the_text_fits_the_terminal() -> None:
    assert max(map(len, comparison_text(compared()).splitlines())) <= WIDTH


def test_one_less_in_the_busiest_wijk_tells_every_goal_that_changes() -> None:
    text = " ".join(comparison_text(compared()).split())
    assert "Eén eenheid belasting minder in wijk a, nu de drukste wijk met nieuwe plaatsingen:" in text
    less = compared().less
    assert less is not None
    before, after = dict(compared().comparison.first.goals), dict(less.outcome.goals)
    assert before[Goal.SPREAD] != after[Goal.SPREAD]
    assert f"spreiding over wijken {before[Goal.SPREAD]} wordt {after[Goal.SPREAD]}" in text


def test_every_block_has_the_first_scenario() -> None:
    assert blocks(5, 1, 2) == [[0, 1, 2], [1, 3, 4]]
    assert blocks(1, 0, 2) == [[0]]


def test_differences_are_words() -> None:
    assert [difference(*each) for each in ((3, 3), (4, 1), (1, 2_000))] == ["gelijk", "3 meer", "1.999 minder"]


def test_the_workbook_has_its_sheets_and_names_who_gains_and_loses() -> None:
    data = write(comparison_document(compared()))
    assert opened(data).sheetnames == [
        "Samenvatting",
        "Per groep",
        "Per wijk",
        "Wie wint en verliest",
        "Front",
        "Uitleg",
    ]
    changed = compared().comparison.outcomes[1].changes
    assert changed is not None
    assert set(changed.lost) <= set(texts(data))
    assert changed.lost
    assert "Wat kost het om meer te spreiden" in texts(data)


def test_figures_of_a_column_without_a_proposal_are_not_there() -> None:
    pins = tuple(Pin(person=name, dwelling="w1", reason=PinReason.AKKOORD) for name in ("ans", "dirk"))
    found = compare(replace(small_round(), pins=pins), [Scenario(name="botst")])
    assert found.practice is None
    assert all(line.text(0, 0) == "geen" for line in figure_lines(found))
    assert "kan niet houden wat al vastligt" in comparison_text(Compared(comparison=found, front=None))
    assert "kan niet houden wat al vastligt" in comparison_page(Compared(comparison=found, front=None))


def test_the_page_needs_nothing_and_lets_nobody_break_out() -> None:
    page = comparison_page(compared())
    assert HOSTILE not in page
    for sign in ("http://", "https://", "//cdn", "<script", "<link", "@import"):
        assert sign not in page.replace("http://www.w3.org", "")
    assert page.count("url(") == page.count('url("data:font/woff2')


def test_a_planner_sees_no_person_no_load_and_no_small_number() -> None:
    page = comparison_page(compared(), planner=True)
    for person in compared().comparison.first.round.people:
        assert f">{person.id}<" not in page
    assert "Belasting per wijk" not in page
    assert "Plaatsingen per gemeente" not in page
    assert "drukste wijk met nieuwe" not in page
    assert "niet getoond" in page
    assert "minder dan 5 mensen" in page
    assert "A: Geplaatst: gehaald" in page
    assert "Geplaatst minstens" not in page


def test_a_front_that_was_stopped_says_so() -> None:
    found = compared().comparison
    stopped = weighed(found, None, lambda _far: None, lambda: True)
    assert stopped.extent is Extent.STOPPED
    assert "Gestopt:" in comparison_text(Compared(comparison=found, front=stopped))
