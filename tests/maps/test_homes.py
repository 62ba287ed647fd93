"""Homes on offer: counted per wijk and corporation, and blind to what is proposed or claimed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from maps.geometry import region_of
from maps.homes import OF_PROVIDERS, Homes, by_mark, homes_of
from maps.marks import PROVIDER_RUN
from maps.render import draw_map
from maps.rows import rows_of
from optimizer.agreements import Claim, PlacementStatus
from optimizer.proposal import Proposal
from optimizer.room import room_per_wijk
from optimizer.round import Round
from optimizer.supply import Woonvorm
from tests.maps.reading import features_of, tables_of
from tests.maps.worlds import proposal_of, squares
from tests.worlds import cap, dwelling, person, world

PEOPLE = [person(name) for name in ("ans", "bea", "cas")]
HOMES = [
    dwelling("een", "a", units=2),
    dwelling("twee", "a"),
    dwelling("drie", "a", corporation="corp-2"),
    dwelling("vier", "c", corporation=None, provider="zorg-1", woonvorm=Woonvorm.TUSSENVORM),
    dwelling("vijf", "c", corporation=None, provider="zorg-2", woonvorm=Woonvorm.KLEINSCHALIG_BW),
]
LIMITS = [cap(f"wijk-{letter}", 90) for letter in "abcd"]


def offering(**changes: Any) -> Round:
    return world(PEOPLE, HOMES, limits=LIMITS, **changes)


def homes(round_: Round) -> tuple[Homes, ...]:
    return homes_of(round_, rows_of(round_, room_per_wijk(round_, proposal_of(round_)), region_of(squares())))


def drawn(round_: Round, proposal: Proposal) -> tuple[list[dict[str, Any]], list[list[str]]]:
    """The marks and the table of homes."""
    text = draw_map(round_, proposal, squares(), schematic=False, source="x")
    return features_of(text)[-1], tables_of(text)["aanbod"]


def test_units_are_counted_per_wijk_and_corporation() -> None:
    found = [(each.row.code, each.landlord, each.number) for each in homes(offering())]
    assert found == [("wijk-a", "Corporatie 1", 3), ("wijk-a", "Corporatie 2", 1), ("wijk-c", OF_PROVIDERS, 2)]


def test_homes_of_providers_are_taken_together_without_a_name() -> None:
    assert homes(offering())[-1].mark is PROVIDER_RUN
    text = draw_map(offering(), proposal_of(offering()), squares(), schematic=False, source="x")
    assert "Zorg 1" not in text
    assert "zorg-1" not in text


def test_a_round_without_homes_has_no_such_layer() -> None:
    round_ = world(limits=LIMITS)
    assert homes(round_) == ()
    text = draw_map(round_, proposal_of(round_), squares(), schematic=False, source="x")
    assert "Woningen per corporatie" not in text
    assert "aanbod" not in tables_of(text)


def test_the_legend_counts_every_home_once() -> None:
    legend = [(mark.key, landlord, number) for mark, landlord, number in by_mark(homes(offering()))]
    assert legend == [("A", "Corporatie 1", 3), ("B", "Corporatie 2", 1), ("T", OF_PROVIDERS, 2)]


def test_a_letter_belongs_to_a_corporation_also_when_others_offer_nothing() -> None:
    round_ = replace(offering(), dwellings=(HOMES[2],))
    assert [each.mark.key for each in homes(round_)] == ["B"]


def test_marks_and_table_say_the_same() -> None:
    marks, table = drawn(offering(), proposal_of(offering()))
    told = [each["properties"]["feiten"] for each in marks]
    assert told == [
        ["wijk a", "Corporatie 1", "3 woningen"],
        ["wijk a", "Corporatie 2", "1 woning"],
        ["wijk c", OF_PROVIDERS, "2 woningen"],
    ]
    assert table == [
        ["wijk a", "Aadorp", "A Corporatie 1", "3"],
        ["wijk a", "Aadorp", "B Corporatie 2", "1"],
        ["wijk c", "Beekstad", f"T {OF_PROVIDERS}", "2"],
        ["Samen", "6"],
    ]


def test_two_proposals_of_a_round_give_the_very_same_marks() -> None:
    round_ = offering()
    nobody = drawn(round_, proposal_of(round_))
    everybody = drawn(round_, proposal_of(round_, {"ans": "een", "bea": "drie", "cas": "vier"}))
    others = drawn(round_, proposal_of(round_, {"bea": "twee"}))
    assert nobody == everybody == others


def test_a_home_under_offer_counts_like_any_other() -> None:
    claim = Claim(person="ans", dwelling="twee", status=PlacementStatus.AANGEBODEN)
    free, claimed = offering(), offering(claims=[claim])
    assert drawn(claimed, proposal_of(claimed)) == drawn(free, proposal_of(free))


def test_another_supply_gives_other_marks() -> None:
    fewer = replace(offering(), dwellings=tuple(HOMES[1:]))
    assert drawn(fewer, proposal_of(fewer)) != drawn(offering(), proposal_of(offering()))
