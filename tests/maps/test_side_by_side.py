"""The coordinator's page: its figures, the same on maps and in table; escaped, stable, and drawn again from itself."""

from __future__ import annotations

import json
from typing import Any

from maps.side_by_side import DATA, draw_loads, ground_in, ground_of
from optimizer.supply import Area, Municipality
from tests.maps.load_worlds import ABOUT, WITHOUT, ground, page, states, three, valued
from tests.maps.reading import outside_assets, tables_of
from tests.maps.worlds import filled, squares
from tests.worlds import AREAS

NASTY = "</script><img src=x onerror=alert(1)>&<!--"


def data_of(text: str) -> dict[str, Any]:
    found = DATA.search(text)
    assert found
    held: dict[str, Any] = json.loads(found[1])
    return held


def test_the_table_has_every_figure() -> None:
    assert tables_of(page())["bezetting"] == [
        ["wijk a", "Aadorp", "20", "1 (5%)", "4 (20%)", "3 erbij", "16"],
        ["wijk b", "Aadorp", "20", "17 (85%)", "15 (75%)", "2 eraf", "5"],
        ["wijk c", "Beekstad", "10", "12 (120%)", "12 (120%)", "gelijk", "−2"],
        ["wijk d", "Beekstad", "geen", "–", "–", "–", "–"],
    ]


def test_with_worths_one_place_more_is_in_the_table_too() -> None:
    one = "1 plaatsing meer; Plaatsingen naar urgentie: +3 (beter); Terug naar herkomst: +1 (beter)"
    two = "2 plekken: 2 plaatsingen meer; Plaatsingen naar urgentie: +5 (beter); Terug naar herkomst: +1 (beter)"
    assert [row[7] for row in tables_of(page(known=True))["bezetting"]] == [
        one + two,
        "niets",
        "niet nagerekend",
        "–",
    ]


def test_maps_and_table_say_the_same() -> None:
    held = data_of(page(known=True))
    for row, code in zip(tables_of(page(known=True))["bezetting"], held["codes"], strict=True):
        at = held["codes"].index(code)
        left, right = (side["feiten"][at] for side in held["beelden"]["vol"])
        worth = held["beelden"]["plek"][1]["feiten"][at]
        if row[2] == "geen":
            assert left == right == worth == ["Geen grens afgesproken"]
            continue
        load, free = left[1].removeprefix("Bezet: "), right[2].removeprefix("Vrij: ")
        assert (left[0], load) == (f"Grens: {row[2]}", row[3])
        assert right == [f"Grens: {row[2]}", f"Bezet: {row[4]}", f"Vrij: {row[6]}", f"Verschil met nu: {row[5]}"]
        assert held["beelden"]["vol"][1]["getallen"][at] == free
        assert row[7].startswith(worth[3].removeprefix("Eén plek meer: "))


def test_classes_and_numbers_of_every_view() -> None:
    views = data_of(page(known=True))["beelden"]
    assert [side["klassen"] for side in views["vol"]] == [
        ["vol-0", "vol-75", "vol-meer", "vol-geen"],
        ["vol-0", "vol-75", "vol-meer", "vol-geen"],
    ]
    assert views["verschil"][1]["klassen"] == ["meer-3", "minder-1", "gelijk", "wijziging-geen"]
    assert views["verschil"][1]["getallen"] == ["+3", "−2", "", ""]
    assert views["plek"][1]["klassen"] == ["plek-placements", "plek-niets", "plek-onbekend", "plek-onbekend"]
    assert views["plek"][1]["getallen"] == ["+1", "", "", ""]
    assert views["plek"][0] == views["vol"][1]
    assert views["verschil"][0] == views["vol"][0]


def test_hover_has_at_most_four_facts() -> None:
    for view in data_of(page(known=True))["beelden"].values():
        assert all(len(facts) <= 4 for side in view for facts in side["feiten"])


def test_without_worths_the_choice_is_absent_and_a_sentence_says_how() -> None:
    bare, known = page(), page(known=True)
    assert WITHOUT in bare
    assert 'value="plek"' not in bare
    assert WITHOUT not in known
    assert 'value="plek"' in known
    assert "Witte wijken zijn niet nagerekend" in known
    assert ABOUT in bare


def test_legend_in_words_and_numbers() -> None:
    assert '<strong>75% tot 100%</strong><br><span class="telling">nu: 1, voorstel: 1</span>' in page()
    assert '<strong>3 punten of meer erbij</strong><br><span class="telling">1 wijk</span>' in page()


def test_the_same_input_gives_the_same_bytes_whatever_the_order_of_shapes() -> None:
    round_, both = three()
    turned = ground_of(squares().iloc[::-1], schematic=True, source="Grenzen: eigen tekening")
    assert draw_loads(round_, both, turned, about=ABOUT, without=WITHOUT) == page()


def test_it_is_drawn_again_on_its_own_ground() -> None:
    round_, both = three()
    held = ground_in(page())
    assert held is not None
    again = draw_loads(round_, both, held, about=ABOUT, valued=valued(round_), without=WITHOUT)
    assert again == page(known=True)
    assert ground_in("<p>iets anders</p>") is None
    assert ground_in('<script type="application/json" id="gegevens">{"a":1}</script>') is None
    assert ground_in('<script type="application/json" id="gegevens">[]</script>') is None


def test_every_text_is_escaped() -> None:
    areas = [Area(id=each.id, name=NASTY, level=each.level, municipality=each.municipality) for each in AREAS]
    municipalities = [Municipality(id=code, name=NASTY) for code in ("GM-A", "GM-B")]
    round_, _ = filled([(20, 1)], name=NASTY, origin_of_data=NASTY, areas=areas, municipalities=municipalities)
    text = draw_loads(round_, states(round_, {}, {}), ground(), about=NASTY, without=NASTY)
    assert "<img" not in text
    assert "<!--" not in outside_assets(text)
    assert text.count("</script>") == page().count("</script>")
    assert {row[0] for row in tables_of(text)["bezetting"]} == {NASTY}


def test_it_has_no_person_and_no_dwelling() -> None:
    text = outside_assets(page(known=True))
    assert "p0" not in text
    assert "w0" not in text


def test_a_wijk_without_a_shape_is_in_the_table() -> None:
    round_, both = three()
    part = ground_of(squares().iloc[1:], schematic=False, source="x")
    text = draw_loads(round_, both, part, about=ABOUT)
    assert tables_of(text)["bezetting"][0][0] == "wijk a niet op de kaart"
    assert "1 wijk staat wel in de tabel, maar niet op de kaart." in text
    assert data_of(text)["codes"] == ["wijk-b", "wijk-c", "wijk-d"]
