"""What needs a coordinate: anchors and contactuitsluitingen."""

from __future__ import annotations

from typing import Any

import pytest

from geodata.distances import anchors_of, contact_exclusions_of
from geodata.register import Register
from optimizer.agreements import ContactExclusion, ContactLevel
from optimizer.people import AnchorKind
from optimizer.policy import AreaLevel
from tests.geodata.tiny import apart, home, person, register

AFSTAND = ContactLevel.AFSTAND


def only(found: Register) -> ContactExclusion:
    (exclusion,) = contact_exclusions_of(found)
    return exclusion


def two(exclusion: dict[str, Any], *homes: dict[str, Any], **changes: Any) -> ContactExclusion:
    people = [person("ans", **changes), person("bea")]
    return only(register(uitstromers=people, woningen=list(homes), uitsluitingen=[exclusion]))


def bands(x: int, y: int) -> dict[str, int]:
    row = {"uitstromer": "ans", "soort": AnchorKind.NETWERK, "punt_x": x, "punt_y": y}
    homes = [home(f"huis-{letter}", letter) for letter in "AC"]
    (anchor,) = anchors_of(register(uitstromers=[person("ans")], woningen=homes, ankers=[row]))["ans"]
    assert anchor.kind is AnchorKind.NETWERK
    return {band.area: band.band for band in anchor.bands}


def test_an_anchor_becomes_bands_of_the_wijken_with_homes() -> None:
    assert bands(230_000, 550_000) == {"WK-A": 0}
    assert bands(230_000, 551_999) == {"WK-A": 0}
    assert bands(230_000, 552_000) == {"WK-A": 1}
    assert bands(230_000, 581_000) == {"WK-C": 1}
    assert bands(230_000, 570_000) == {}


def test_each_anchor_of_a_person_counts() -> None:
    rows = [
        {"uitstromer": "ans", "soort": kind, "punt_x": 230_000, "punt_y": 550_000}
        for kind in (AnchorKind.NETWERK, AnchorKind.BEHANDELING)
    ]
    found = anchors_of(register(uitstromers=[person("ans")], woningen=[home("huis")], ankers=rows))
    assert [anchor.kind for anchor in found["ans"]] == [AnchorKind.NETWERK, AnchorKind.BEHANDELING]


def test_homes_nearer_than_the_metres_are_close() -> None:
    homes = (home("a"), home("b", "B"), home("c", punt_x=230_000 + 100))
    assert two(apart(AFSTAND, "ans", "bea", meters=100), *homes).close == frozenset()
    assert two(apart(AFSTAND, "ans", "bea", meters=101), *homes).close == {("a", "c")}
    assert two(apart(AFSTAND, "ans", "bea", meters=2_901), *homes).close == {("a", "c"), ("b", "c")}


@pytest.mark.parametrize("level", [ContactLevel.BUURT, ContactLevel.COMPLEX])
def test_no_metres_no_pairs(level: ContactLevel) -> None:
    found = two(apart(level, "ans", "bea"), home("a"), home("b"))
    assert (found.level, found.close, found.protected) == (level, frozenset(), frozenset())


@pytest.mark.parametrize(
    ("area", "protected"),
    [("WK-A", {"a"}), ("BU-B", {"b"}), ("GM-A", {"a", "b"}), ("hof", {"c"})],
)
def test_homes_in_a_protected_area_are_closed(area: str, protected: set[str]) -> None:
    homes = [home("a"), home("b", "B"), home("c", "C", complex="hof")]
    rows = [apart(ContactLevel.BUURT, "ans", beschermde_gebieden=(area,))]
    found = only(register(uitstromers=[person("ans")], woningen=homes, uitsluitingen=rows))
    assert found.protected == protected


@pytest.mark.parametrize("inside", ["WK-A", "BU-A"])
def test_a_protected_area_is_what_it_holds_too(inside: str) -> None:
    rows = [apart(ContactLevel.BUURT, "ans", beschermde_gebieden=("dorp",))]
    areas = [
        {
            "code": "dorp",
            "naam": "Het dorp",
            "niveau": AreaLevel.DORP,
            "gemeente": "GM-A",
            "omvat": (inside,),
            "bron": "toets",
        }
    ]
    homes = [home("a"), home("b", "B")]
    found = only(register(uitstromers=[person("ans")], woningen=homes, gebieden=areas, uitsluitingen=rows))
    assert found.protected == {"a"}


def test_homes_near_a_protected_place_are_closed() -> None:
    rows = [apart(AFSTAND, "ans", meters=3_000, beschermd_punt_x=230_000, beschermd_punt_y=550_000)]
    homes = [home("a"), home("b", "B"), home("c", "C")]
    found = only(register(uitstromers=[person("ans")], woningen=homes, uitsluitingen=rows))
    assert found.protected == {"a"}
    assert found.close == frozenset()


def test_homes_near_where_the_other_lives_now_are_closed() -> None:
    place = {"verblijf_punt_x": 233_000, "verblijf_punt_y": 550_050}
    found = two(apart(AFSTAND, "ans", "bea", meters=100), home("a"), home("b", "B"), **place)
    assert found.protected == {"b"}


def test_homes_in_any_of_the_protected_areas_are_closed() -> None:
    homes = [home("a"), home("b", "B"), home("c", "C", lokale_gebieden=("dorp",))]
    rows = [apart(ContactLevel.BUURT, "ans", beschermde_gebieden=("BU-A", "dorp", "BU-X"))]
    assert only(register(uitstromers=[person("ans")], woningen=homes, uitsluitingen=rows)).protected == {"a", "c"}


def test_the_order_of_homes_changes_no_pair() -> None:
    homes = (home("c"), home("a"), home("b"))
    found = two(apart(AFSTAND, "ans", "bea", meters=1), *homes)
    assert found.close == {("a", "b"), ("a", "c"), ("b", "c")}


def test_exclusions_at_one_distance_share_their_pairs_and_others_have_their_own() -> None:
    rows = [
        {**apart(AFSTAND, "ans", "bea", meters=metres), "code": code}
        for code, metres in (("p", 100), ("q", 100), ("r", 4_000))
    ]
    people, homes = [person("ans"), person("bea")], [home("a"), home("b", "B"), home("c")]
    near, also_near, far = contact_exclusions_of(register(uitstromers=people, woningen=homes, uitsluitingen=rows))
    assert near.close is also_near.close
    assert near.close == {("a", "c")}
    assert far.close == {("a", "b"), ("a", "c"), ("b", "c")}


def test_where_nothing_is_measured_no_home_needs_a_place() -> None:
    found = two(apart(ContactLevel.BUURT, "ans", "bea", beschermde_gebieden=("WK-A",)), home("a", punt_x=None))
    assert found.protected == {"a"}
