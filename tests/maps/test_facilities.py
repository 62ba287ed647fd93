"""Facilities: in their wijk, in words, and nothing of a secret address."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from maps.facilities import Facility, ShownFacility, kept_secret, shown
from maps.geometry import region_of
from maps.marks import MEETING, STAY
from maps.render import draw_map
from maps.rows import Row, rows_of
from optimizer.room import room_per_wijk
from tests.maps.reading import features_of, outside_assets, tables_of
from tests.maps.worlds import filled, proposal_of, squares
from tests.worlds import START, world

NIGHT = Facility(name="Nachtopvang", kind="nachtopvang", places=8, wijk="wijk-b")
WALK_IN = Facility(name="Inloop", kind="inloop", wijk="wijk-a", meeting=True)
SECRET = Facility(name="Villa Verborgen", kind="vrouwenopvang", places=3, wijk="wijk-geheim", secret=True)


def rows() -> tuple[Row, ...]:
    round_ = world()
    return rows_of(round_, room_per_wijk(round_, proposal_of(round_)), region_of(squares()))


def one(**changes: Any) -> ShownFacility:
    facility = Facility(**{"name": "De Brug", "kind": "tussenvorm", "places": 6, "wijk": "wijk-a", **changes})
    (found,) = shown([facility], rows(), START)
    return found


def page(*facilities: Facility) -> str:
    round_, proposal = filled([(20, 1), (20, 13), (20, 20)])
    return draw_map(round_, proposal, squares(), schematic=False, source="x", facilities=facilities)


def test_they_come_by_wijk_and_name() -> None:
    found = shown([NIGHT, WALK_IN, Facility(name="Bad", wijk="wijk-b")], rows(), START)
    assert [each.name for each in found] == ["Inloop", "Bad", "Nachtopvang"]


def test_where_people_stay_and_where_they_meet_have_their_own_mark() -> None:
    assert one().mark is STAY
    assert one(meeting=True).mark is MEETING


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({"places": 1}, "1 plek"),
        ({"places": 6}, "6 plekken"),
        ({"places": None}, "aantal plekken onbekend"),
        ({"places": None, "meeting": True}, ""),
    ],
)
def test_capacity_in_words(changes: dict[str, Any], text: str) -> None:
    assert one(**changes).places_text == text


@pytest.mark.parametrize(
    ("changes", "text"),
    [
        ({}, ""),
        ({"opens": date(2020, 1, 1)}, ""),
        ({"opens": date(2026, 11, 1)}, "vanaf 1 november 2026"),
        ({"closes": date(2026, 12, 1)}, "tot en met 1 december 2026"),
        (
            {"opens": date(2026, 11, 1), "closes": date(2026, 12, 1)},
            "vanaf 1 november 2026 tot en met 1 december 2026",
        ),
    ],
)
def test_only_a_change_within_sight_is_told(changes: dict[str, Any], text: str) -> None:
    assert one(**changes).when == text


def test_what_is_not_known_is_said() -> None:
    found = one(kind="", wijk=None)
    assert (found.kind, found.wijk, found.row) == ("soort onbekend", "onbekend", None)
    text = page(Facility(name="Zwerfbus", kind="inloop", meeting=True))
    assert tables_of(text)["plekken"] == [["Zwerfbus", "inloop", "onbekend niet op de kaart", "–", "hele ronde"]]
    assert features_of(text)[-1] == []


def test_marks_and_table_say_the_same() -> None:
    text = page(NIGHT, WALK_IN)
    assert [each["properties"]["feiten"] for each in features_of(text)[-1]] == [
        ["Inloop", "inloop", "wijk a"],
        ["Nachtopvang", "nachtopvang", "wijk b", "8 plekken"],
    ]
    assert tables_of(text)["plekken"] == [
        ["Inloop", "inloop", "wijk a", "–", "hele ronde"],
        ["Nachtopvang", "nachtopvang", "wijk b", "8", "hele ronde"],
    ]


def test_without_facilities_there_is_no_such_layer() -> None:
    assert "Voorzieningen" not in page()
    assert "plekken" not in tables_of(page())


def test_hover_has_at_most_four_facts() -> None:
    (mark,) = features_of(page(Facility(name="x", kind="y", places=2, wijk="wijk-a", closes=date(2026, 12, 1))))[-1]
    assert mark["properties"]["feiten"] == ["x", "y", "wijk a", "2 plekken, tot en met 1 december 2026"]


def test_of_a_secret_address_only_the_number_is_told() -> None:
    text = outside_assets(page(NIGHT, SECRET))
    assert not any(part in text for part in ("Verborgen", "vrouwenopvang", "wijk-geheim"))
    assert text.count("Een voorziening in de regio staat hier niet bij, want het adres is geheim.") == 2
    assert len(features_of(text)[-1]) == len(tables_of(text)["plekken"]) == 1


def test_a_secret_address_leaves_no_trace_of_its_wijk() -> None:
    elsewhere = Facility(name="Andere naam", kind="opvang", places=40, wijk="wijk-a", secret=True)
    assert page(NIGHT, SECRET) == page(NIGHT, elsewhere) == page(Facility(secret=True), NIGHT)


def test_secret_addresses_are_told_also_when_there_is_nothing_else() -> None:
    text = page(SECRET, SECRET)
    assert "2 voorzieningen in de regio staan hier niet bij, want hun adres is geheim." in text
    assert "plekken" not in tables_of(text)


def test_without_secret_addresses_nothing_is_said_of_them() -> None:
    assert kept_secret([NIGHT, WALK_IN]) == ""
    assert "geheim" not in outside_assets(page(NIGHT))


def test_names_are_escaped() -> None:
    nasty = """</script><img src=x onerror=alert(1)>&"'<!--"""
    text = page(Facility(name=nasty, kind=nasty, wijk="wijk-a"))
    assert "<img" not in text
    assert text.count("</script>") == page(NIGHT).count("</script>")
    assert tables_of(text)["plekken"][0][0] == nasty
