"""The draagkracht of a wijk on the page: the same on the map, in its table and in the derivation that goes with it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from maps.render import draw_map
from optimizer.draagkracht import Colour
from optimizer.proposal import Proposal
from optimizer.round import Round
from tests.maps.reading import derivations_of, features_of, outside_assets, tables_of
from tests.maps.worlds import derived, filled, proposal_of, squares, with_draagkracht

NASTY = """</script><img src=x onerror=alert(1)>&"'<!--"""


def drawn(round_: Round, proposal: Proposal | None = None) -> str:
    return draw_map(round_, proposal or proposal_of(round_), squares(), schematic=False, source="bron")


def coloured() -> Round:
    """Wijk a is oranje with a decided cap, b groen and c rood with proposed ones; d has no limit."""
    return with_draagkracht(filled([(20, 1), (20, 13), (20, 20)])[0])


def test_map_and_table_say_the_same() -> None:
    text = drawn(coloured())
    rows = tables_of(text)["klassen"]
    assert rows == [
        ["wijk a", "Aadorp", "oranje", "12", "20", "blijft bijna altijd oranje (93%)"],
        ["wijk b", "Aadorp", "groen", "12", "nog niet", "blijft bijna altijd groen (100%)"],
        ["wijk c", "Beekstad", "rood", "12", "nog niet", "blijft meestal rood (81%)"],
        ["wijk d", "Beekstad", "groen", "12", "geen", "wisselt van kleur (38% groen)"],
    ]
    on_map = [each["properties"] for each in features_of(text)[0]]
    assert [each["kleur"] for each in on_map] == [row[2] for row in rows]
    assert [each["draagkracht"]["zeker"] for each in on_map] == [row[5] for row in rows]


def test_a_proposed_cap_is_never_shown_as_decided() -> None:
    text = drawn(coloured())
    assert [row[2] for row in tables_of(text)["wijken"]] == ["20", "20 (voorstel)", "20 (voorstel)", "geen"]
    labels = next(part for part in features_of(text) if part and part[0]["properties"].get("soort") == "getal-grens")
    assert [each["properties"]["regels"] for each in labels] == [["20"], ["(20)"], ["(20)"]]
    assert "tussen haakjes" in text
    assert "tussen haakjes" not in drawn(filled([(20, 1)])[0])


def test_the_derivation_of_every_wijk_goes_along_whole() -> None:
    round_ = coloured()
    found = derivations_of(drawn(round_))
    assert found == {each.area: [list(each.steps), list(each.turns)] for each in round_.draagkracht}


def test_letters_come_with_their_percentage() -> None:
    letters = features_of(drawn(coloured()))[-1]
    assert [each["properties"]["regels"] for each in letters] == [
        ["O", "93%"], ["G", "100%"], ["R", "81%"], ["G", "38%"],
    ]  # fmt: skip


def test_nothing_can_be_told_and_that_is_said() -> None:
    unknown = derived("wijk-a", colour=Colour.ONBEKEND, proposed=None, certainty=None, turns=())
    round_ = replace(filled([(20, 1)])[0], draagkracht=(unknown,))
    text = drawn(round_)
    assert tables_of(text)["klassen"] == [["wijk a", "Aadorp", "niet te bepalen", "geen", "20", "niet bekend"]]
    others = [each["properties"] for each in features_of(text)[0]][1:]
    assert {each["kleur"] for each in others} == {"niet te bepalen"}
    assert all("draagkracht" not in each for each in others)


def test_without_draagkracht_the_page_has_nothing_of_it() -> None:
    bare = outside_assets(drawn(filled([(20, 1)])[0])).split("<script")[0]
    assert "Kleur de kaart naar" not in bare
    assert "klassen" not in bare
    assert "raagkracht" not in bare.split("</defs>")[1]


def test_a_draagkracht_of_another_level_is_not_on_the_map_of_wijken() -> None:
    round_ = replace(filled([(20, 1)])[0], draagkracht=(derived("buurt-a"),))
    assert "klassen" not in tables_of(drawn(round_))


def test_hostile_texts_stay_texts() -> None:
    round_ = replace(filled([(20, 1)])[0], draagkracht=(derived("wijk-a", steps=(NASTY,), turns=(NASTY,)),))
    text = drawn(round_)
    assert "<img" not in text
    assert derivations_of(text) == {"wijk-a": [[NASTY], [NASTY]]}


@pytest.mark.parametrize("loads", [[(20, 0), (20, 12), (20, 18)], [(20, 11), (20, 17), (20, 40)]])
def test_used_loads_give_the_same_page(loads: list[tuple[int, int]]) -> None:
    """Other loads of the same classes of room: not a byte differs, of the draagkracht neither."""
    assert drawn(with_draagkracht(filled(loads)[0])) == drawn(coloured())
