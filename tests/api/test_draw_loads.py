"""The coordinator's map: where it is written, what it puts side by side, and that it is nobody else's."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from pathlib import Path

import pytest

from api.app import create_app
from api.cli import CONFLICT, DONE, main
from api.pages.guard import map_policy
from api.texts.comparison_rows import load_lines
from api.usecases.compare import Compared
from api.usecases.draw import Shapes, shapes_for
from api.usecases.draw_loads import WITHOUT, draw_comparison, draw_for_coordinator, drawn_again
from api.usecases.keep import EXPLANATIONS, LOADS_MAP, MAP, PROPOSAL, read_checked, read_loads_map
from api.usecases.propose import Answer
from api.usecases.write_comparison import write_comparison
from api.wire import dumps_round
from optimizer.agreements import Pin, PinReason
from optimizer.compare.comparison import Comparison, compare
from optimizer.compare.scenarios import CapChange, Scenario
from optimizer.explanations import Explanations
from optimizer.proposal import LimitUse
from optimizer.round import Round
from optimizer.solve import practice, solve
from tests.api.small_round import HOSTILE, small, small_round
from tests.api.test_pages import Client
from tests.maps.load_worlds import page, worth
from tests.maps.reading import tables_of
from tests.maps.worlds import squares
from tests.optimizer.compare.test_front import dear_return

SHAPES = Shapes(squares(), schematic=True, source="eigen tekening")


def answer_of(round_: Round) -> Answer:
    return Answer(round=round_, proposal=solve(round_), practice=practice(round_))


def rows(html: str) -> dict[str, list[str]]:
    return {row[0]: row for row in tables_of(html)["bezetting"]}


def kept(round_: Round, folder: Path) -> Path:
    (folder / "in.json").write_text(dumps_round(round_), encoding="utf-8")
    assert main(["solve", str(folder / "in.json"), "--out", str(folder / "uit")]) in (DONE, CONFLICT)
    return folder / "uit"


def told_of(answer: Answer, html: str) -> Iterator[tuple[LimitUse, LimitUse, list[str]]]:
    """Of each limit of a wijk its use now and in the proposal, with the row of that wijk."""
    assert answer.practice is not None
    for limit, now, then in zip(answer.round.limits, answer.practice.limits, answer.proposal.limits, strict=True):
        if limit.area.startswith("wijk"):
            yield now, then, rows(html)[limit.area.replace("-", " ")]


def load(use: LimitUse) -> int:
    return use.used + use.claimed + use.planned


def test_today_beside_the_proposal_with_the_figures_of_both() -> None:
    answer = answer_of(small_round())
    assert answer.practice is not None
    busier = tuple(replace(use, planned=use.planned + 1) for use in answer.practice.limits)
    answer = replace(answer, practice=replace(answer.practice, limits=busier))
    html = draw_for_coordinator(answer, SHAPES)
    assert "Zoals het nu gaat: hoe vol is elke wijk?" in html
    found = list(told_of(answer, html))
    assert any(load(now) != load(then) for now, then, _ in found)
    for now, then, row in found:
        assert [int(text.split()[0]) for text in row[3:5]] == [load(now), load(then)]
        assert row[6] == str(then.cap - load(then)).replace("-", "\N{MINUS SIGN}")


def test_without_practice_what_was_there_is_beside_it() -> None:
    answer = answer_of(small_round())
    html = draw_for_coordinator(replace(answer, practice=None), SHAPES)
    assert "Voor dit voorstel: hoe vol is elke wijk?" in html
    found = list(told_of(answer, html))
    assert any(then.planned for _, then, _ in found)
    assert all(int(row[3].split()[0]) == then.used + then.claimed for _, then, row in found)


def test_without_a_proposal_nothing_is_planned() -> None:
    pins = tuple(Pin(person=name, dwelling="a-1", reason=PinReason.AKKOORD) for name in ("ans", "bas"))
    html = draw_for_coordinator(answer_of(replace(dear_return(), pins=pins)), SHAPES)
    assert "Er is nog geen voorstel: wat vastligt, kan niet samen." in html
    assert {row[5] for row in rows(html).values()} <= {"gelijk", "–"}
    assert WITHOUT not in html


def test_what_one_place_more_brings_comes_when_it_is_known() -> None:
    answer = answer_of(dear_return())
    bare = draw_for_coordinator(answer, SHAPES)
    limit = answer.round.limits[0]
    worths = (worth(limit.id, 1, len(answer.proposal.placements) + 1, placements=3),)
    told = Explanations(round_digest="", proposal_digest="", worths=worths)
    html = drawn_again(replace(answer, explanations=told), bare)
    assert WITHOUT in bare
    assert html is not None
    assert WITHOUT not in html
    assert "1 plaatsing meer; Plaatsingen naar urgentie: +3 (beter)" in html
    assert drawn_again(answer, bare) == bare
    assert drawn_again(answer, "<p>iets anders</p>") is None


def test_solve_writes_it_and_waarom_writes_it_again_on_the_same_borders(tmp_path: Path) -> None:
    folder = kept(dear_return(), tmp_path)
    planner, before = (folder / MAP).read_bytes(), read_loads_map(folder)
    assert WITHOUT in before
    assert main(["waarom", "--alles", "--map", str(folder)]) == DONE
    after = read_loads_map(folder)
    assert 'value="plek"' in after
    assert after == drawn_again(read_checked(folder), before)
    assert (folder / MAP).read_bytes() == planner
    main(["solve", str(tmp_path / "in.json"), "--out", str(folder)])
    assert not (folder / EXPLANATIONS).exists()
    assert read_loads_map(folder) == before


def test_a_folder_without_it_stays_without(tmp_path: Path) -> None:
    folder = kept(dear_return(), tmp_path)
    (folder / LOADS_MAP).unlink()
    assert main(["waarom", "--alles", "--map", str(folder)]) == DONE
    assert read_loads_map(folder) == ""
    assert not (folder / LOADS_MAP).exists()


def test_a_repair_has_one_of_its_own(tmp_path: Path) -> None:
    folder = kept(dear_return(), tmp_path)
    person = read_checked(folder).proposal.placements[0].person
    main(["herstel", str(folder), "--ingetrokken", person, "--out", str(tmp_path / "herstel")])
    for variant in filter(Path.is_dir, (tmp_path / "herstel").iterdir()):
        assert (variant / PROPOSAL).exists()
        assert rows(read_loads_map(variant))


@pytest.fixture
def client() -> Client:
    """The small round with its map."""
    return Client(create_app(replace(small(), loads_html=page())))


def test_it_is_served_in_a_sandbox_with_its_own_scripts_only(client: Client) -> None:
    document = client.get("/kaart/coordinator")
    assert document.text == page()
    policy = document.headers["content-security-policy"]
    assert policy == map_policy(page())
    assert policy.startswith("sandbox allow-scripts")
    assert "'unsafe-inline'" not in policy.split("style-src")[0]
    around = client.get("/wijken/kaart/coordinator").text
    assert 'src="/kaart/coordinator" sandbox="allow-scripts' in around
    assert '<a href="/wijken/kaart/coordinator" aria-current="page">Kaart voor u</a>' in around
    assert '<a href="/wijken/kaart">Kaart voor planners</a>' in around
    assert '<a href="/wijken/kaart/coordinator">Kaart voor u</a>' in client.get("/wijken/kaart").text


def test_where_there_is_none_nothing_leads_to_it() -> None:
    client = Client(create_app(small()))
    assert client.get("/wijken/kaart/coordinator").status_code == HTTPStatus.NOT_FOUND
    assert client.get("/kaart/coordinator").status_code == HTTPStatus.NOT_FOUND
    assert "Kaart voor u" not in client.get("/wijken/kaart").text


@cache
def three() -> Comparison:
    """A as agreed, B with wijk b closed, C with other caps for all."""
    scenarios = [
        Scenario(name=f"Nu {HOSTILE}"),
        Scenario(name="Wijk b dicht", caps=(CapChange(area="wijk-b", percent=-100),)),
        Scenario(name="Overal dubbel", caps=(CapChange(percent=100),)),
    ]
    return compare(small_round(), scenarios)


def test_a_beside_each_other_scenario_measured_with_the_caps_of_a() -> None:
    found = three()
    drawn = draw_comparison(Compared(comparison=found, front=None), SHAPES)
    assert list(drawn) == ["B", "C"]
    assert "B, Wijk b dicht: hoe vol is elke wijk?" in drawn["B"]
    assert "<script>alert" not in drawn["B"]
    caps = {limit.area.replace("-", " "): limit for limit in found.first.round.limits}
    percents = {line.name: line.percents for line in load_lines(found)}
    at = 1 if found.practice else 0
    for column, html in ((at + 1, drawn["B"]), (at + 2, drawn["C"])):
        for name, row in rows(html).items():
            if name not in caps:
                continue
            extra = caps[name].consent.extra if caps[name].consent else 0  # type: ignore[union-attr]  # just looked
            assert row[2].split()[0] == str(caps[name].gross_cap + extra)
            if name in percents:
                assert (f"({percents[name][at]}%)" in row[3], f"({percents[name][column]}%)" in row[4]) == (True, True)
    assert rows(drawn["B"]).keys() == rows(drawn["C"]).keys()


def test_a_file_for_every_scenario_and_none_of_an_earlier_comparison(tmp_path: Path) -> None:
    found = three()
    first = write_comparison(Compared(comparison=found, front=None), SHAPES, tmp_path)
    assert {"kaart-vergelijking.html", "kaart-vergelijking-C.html"} <= set(first)
    fewer = replace(found, outcomes=found.outcomes[:2])
    again = write_comparison(Compared(comparison=fewer, front=None), SHAPES, tmp_path)
    assert {path.name for path in tmp_path.iterdir()} == set(again)
    assert "kaart-vergelijking-C.html" not in again


def test_without_a_proposal_there_is_nothing_to_draw() -> None:
    pins = tuple(Pin(person=name, dwelling="a-1", reason=PinReason.AKKOORD) for name in ("ans", "bas"))
    found = compare(replace(dear_return(), pins=pins), [Scenario(name="een"), Scenario(name="twee")])
    assert draw_comparison(Compared(comparison=found, front=None), SHAPES) == {}


def test_shapes_come_from_the_round_itself_where_nothing_else_is_known() -> None:
    answer = answer_of(dear_return())
    html = draw_for_coordinator(answer, shapes_for(answer.round, None))
    assert "Schematische kaart" in html
