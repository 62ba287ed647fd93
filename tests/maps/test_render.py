"""The page as a text: complete, escaped, the same every time, and honest about what it shows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from maps.render import draw_map
from optimizer.errors import InvalidInput
from optimizer.proposal import Status
from optimizer.supply import Area, Municipality
from tests.maps.reading import features_of, outside_assets, tables_of
from tests.maps.worlds import drenthe_round, drenthe_shapes, filled, proposal_of, squares
from tests.official import needs_geo
from tests.worlds import AREAS, world

NASTY = """</script><img src=x onerror=alert(1)>&"'<!--"""


def page(*, schematic: bool = False, **changes: object) -> str:
    round_, proposal = filled([(20, 1), (20, 13), (20, 20)], **changes)
    return draw_map(round_, proposal, squares(), schematic=schematic, source="Grenzen: eigen tekening")


def test_the_head_says_what_it_is() -> None:
    text = page(name="Ronde oktober")
    assert '<html lang="nl">' in text
    assert "<title>Hoeveel ruimte is er nog per wijk? – Ronde oktober</title>" in text
    assert "1 oktober tot en met 31 december 2026, na dit voorstel." in text
    assert "Gegevens: synthetisch" in text
    assert "Grenzen: eigen tekening." in text


def test_schematic_is_said_and_only_then() -> None:
    assert "schematisch" not in outside_assets(page()).lower()
    assert "Schematische kaart" in page(schematic=True)
    assert "het zijn geen echte wijkgrenzen" in page(schematic=True)


@pytest.mark.parametrize("status", Status)
def test_every_status_has_its_words(status: Status) -> None:
    round_, proposal = filled([(20, 1)])
    drawn = draw_map(round_, replace(proposal, status=status), squares(), schematic=False, source="x")
    assert ("huidige praktijk" in drawn) == (status is Status.BASELINE)


def test_the_same_input_gives_the_same_bytes() -> None:
    assert page() == page()
    assert not re.search(r"_[0-9a-f]{32}", page())


def test_nothing_is_fetched() -> None:
    bare = outside_assets(page())
    assert "http" not in bare
    assert set(re.findall(r'(?:src|href)="([^"]*)"', bare)) >= {"data:,", "#tabel", "#kaart"}
    assert all(link.startswith(("#", "data:")) for link in re.findall(r'(?:src|href)="([^"]*)"', bare))
    pictures = re.findall(r"url\(([^)]*)\)", page())
    assert all(picture.startswith("#") for picture in pictures)


def test_table_and_map_say_the_same() -> None:
    text = page()
    rooms = {row[0]: row[3] for row in tables_of(text)["wijken"]}
    assert rooms == {"wijk a": "ruim", "wijk b": "krap", "wijk c": "vol", "wijk d": "geen grens"}
    assert {each["properties"]["naam"]: each["properties"]["klasse"] for each in features_of(text)[0]} == rooms


def test_hover_has_at_most_four_facts_and_nothing_else_is_embedded() -> None:
    for feature in features_of(page())[0]:
        assert set(feature["properties"]) == {"naam", "gemeente", "grens", "ruimte", "klasse", "samen"}


def test_a_shared_class_is_named_with_its_company() -> None:
    round_, proposal = filled([(3, 0), (6, 4), (20, 1)])
    text = draw_map(round_, proposal, squares(), schematic=False, source="x")
    rooms, edges, *_ = features_of(text)
    assert tables_of(text)["wijken"][0] == ["wijk a samen met wijk b", "Aadorp", "3", "krap"]
    assert rooms[0]["properties"]["ruimte"] == "krap, samen met wijk b"
    assert len(edges) == 1


def test_every_label_is_escaped() -> None:
    areas = [Area(id=each.id, name=NASTY, level=each.level, municipality=each.municipality) for each in AREAS]
    municipalities = [Municipality(id=code, name=NASTY) for code in ("GM-A", "GM-B")]
    changes = {"name": NASTY, "origin_of_data": NASTY, "areas": areas, "municipalities": municipalities}
    round_, proposal = filled([(20, 1), (20, 13)], **changes)
    shapes = squares().assign(naam=NASTY, gemeentenaam=NASTY)
    text = draw_map(round_, proposal, shapes, schematic=True, source=NASTY)
    assert "<img" not in text
    assert "<!--" not in outside_assets(text)
    assert text.count("</script>") == page(schematic=True).count("</script>")
    assert {row[0] for row in tables_of(text)["wijken"]} == {NASTY}


def test_a_wijk_without_a_shape_is_in_the_table() -> None:
    round_, proposal = filled([(20, 1)])
    text = draw_map(round_, proposal, squares().iloc[1:], schematic=False, source="x")
    assert tables_of(text)["wijken"][0][0] == "wijk a niet op de kaart"
    assert "1 wijk staat wel in de tabel, maar niet op de kaart." in text


def test_a_shape_that_the_round_does_not_know_has_no_limit() -> None:
    round_ = world(areas=[each for each in AREAS if each.id[-1] != "d"])
    text = draw_map(round_, proposal_of(round_), squares(), schematic=False, source="x")
    assert tables_of(text)["wijken"][3] == ["wijk d", "Beekstad", "geen", "geen grens"]


def test_without_any_shape_the_table_remains() -> None:
    round_, proposal = filled([(20, 1)])
    text = draw_map(round_, proposal, squares().iloc[:0], schematic=False, source="x")
    assert len(tables_of(text)["wijken"]) == 4


def test_a_proposal_of_another_round_is_refused() -> None:
    with pytest.raises(InvalidInput):
        draw_map(world(), proposal_of(world(id="andere")), squares(), schematic=False, source="x")


@needs_geo
def test_drenthe_fits_in_a_megabyte() -> None:
    round_, proposal = drenthe_round()
    text = draw_map(round_, proposal, drenthe_shapes(), schematic=False, source="CBS 2022")
    assert len(text.encode()) < 1_000_000
    assert len(tables_of(text)["wijken"]) == len(features_of(text)[0]) == 189
    assert "Wijk 0" not in text
