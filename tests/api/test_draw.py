"""From a register to the facilities on the map: what is open, where it lies, and nothing of a secret address."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from shapely import Point

from api.usecases.draw import draw, facilities_of, shapes_for
from geodata.columns import frame_of
from geodata.region import bundled
from geodata.register import Register, register_of
from geodata.tables import TABLES
from maps.facilities import Facility
from optimizer.policy import AreaLevel
from optimizer.round import Round
from optimizer.supply import Area, Municipality
from tests.maps.worlds import proposal_of, squares
from tests.worlds import world

START, END = date(2026, 10, 1), date(2026, 12, 31)
BUURTEN = [{"code": "BU1", "naam": "Buurt", "wijk": "WK1", "bron": "toets"}]


def register(**changes: Any) -> Register:
    """A register with one facility."""
    row = {
        "code": "brug", "naam": "De Brug", "aanbieder": "Aanbieder", "plekken": 6, "doelgroep": "jongeren", "wijk": "WK1",
        "woonvorm": "tussenvorm", "belasting": 1, "geheim_adres": False, "algemeen_aanbod": True, "bron": "toets",
    }  # fmt: skip
    frames = {"voorzieningen": [{**row, **changes}], "buurten": BUURTEN}
    return register_of({name: frame_of(TABLES[name], rows) for name, rows in frames.items()})


def facilities(**changes: Any) -> tuple[Facility, ...]:
    return facilities_of(register(**changes), START, END)


def test_what_the_map_may_know_is_passed_on() -> None:
    assert facilities() == (Facility(name="De Brug", kind="tussenvorm", places=6, wijk="WK1"),)


def test_of_a_secret_address_nothing_is_passed_on() -> None:
    assert facilities(geheim_adres=True) == (Facility(secret=True),)


@pytest.mark.parametrize(
    ("since", "until", "there"),
    [
        (None, None, True),
        (date(2026, 12, 31), None, True),
        (date(2027, 1, 1), None, False),
        (None, date(2026, 10, 1), True),
        (None, date(2026, 9, 30), False),
        (date(2026, 11, 1), date(2026, 11, 1), True),
    ],
)
def test_one_day_in_the_period_is_enough(since: date | None, until: date | None, there: bool) -> None:
    found = facilities(geldig_van=since, geldig_tot=until)
    assert [(each.opens, each.closes) for each in found] == ([(since, until)] if there else [])


def test_closed_secret_addresses_are_not_counted() -> None:
    assert facilities(geheim_adres=True, geldig_tot=date(2026, 9, 30)) == ()


def test_the_wijk_follows_from_the_buurt() -> None:
    assert facilities(wijk=None, buurt="BU1")[0].wijk == "WK1"
    assert facilities(wijk=None, buurt=None)[0].wijk is None


@pytest.mark.parametrize(
    ("changes", "meeting"),
    [
        ({}, False),
        ({"plekken": None, "belasting": 0}, True),
        ({"plekken": None}, False),
        ({"belasting": 0}, False),
    ],
)
def test_people_meet_where_there_is_no_place_to_stay_and_no_load(changes: dict[str, Any], meeting: bool) -> None:
    assert facilities(**changes)[0].meeting is meeting


def test_the_bundled_region_has_both_kinds_and_an_end_that_counts() -> None:
    found = facilities_of(bundled(), START, END)
    assert {each.meeting for each in found} == {True, False}
    assert "Containerwoningen Havenkwartier Assen" not in {each.name for each in found}
    before = facilities_of(bundled(), date(2026, 9, 30), END)
    assert "Containerwoningen Havenkwartier Assen" in {each.name for each in before}


def one_wijk() -> Round:
    return world(
        municipalities=[Municipality(id="GM1", name="Gemeente")],
        areas=[Area(id="WK010600", name="Wijk", level=AreaLevel.WIJK, municipality="GM1")],
        capacities=(),
        convenanten=(),
    )


def test_real_borders_can_be_switched_to_cells_and_schematic_ones_can_not(tmp_path: Path) -> None:
    round_ = one_wijk()
    borders = squares().iloc[:1].assign(code="WK010600", gemeentecode="GM0106")
    path = tmp_path / "grenzen.geojson"
    borders.rename(
        columns={"code": "statcode", "naam": "statnaam", "gemeentecode": "gm_code", "gemeentenaam": "gm_naam"}
    ).to_file(path)
    assert "gelijke vakken" in draw(round_, proposal_of(round_), shapes_for(round_, path))
    assert 'name="vorm"' not in draw(round_, proposal_of(round_), shapes_for(round_, None))


def test_facilities_are_on_the_map_when_they_are_given() -> None:
    round_ = one_wijk()
    shapes = shapes_for(round_, None)
    inside = (Facility(name="De Brug", kind="tussenvorm", places=6, wijk="WK010600"),)
    assert "De Brug" in draw(round_, proposal_of(round_), shapes, inside)
    assert "Voorzieningen" not in draw(round_, proposal_of(round_), shapes)


def test_a_register_with_points_of_its_own_is_drawn_where_they_lie() -> None:
    round_ = one_wijk()
    moved = bundled().wijken.assign(punt_x=200_000, punt_y=500_000)
    own = bundled().updated({"wijken": moved})
    there, drenthe = shapes_for(round_, None, own), shapes_for(round_, None, bundled())
    assert there.source == "Punten: uit de tabel wijken"
    assert drenthe.source == shapes_for(round_, None).source == "Punten: CBS, wijk- en buurtkaart 2022"
    assert there.frame.geometry.iloc[0].centroid.distance(Point(200_000, 500_000)) < 1
    assert drenthe.frame.geometry.iloc[0].centroid.distance(Point(200_000, 500_000)) > 10_000


def test_without_every_point_the_wijken_lie_in_rows() -> None:
    nowhere = bundled().updated({"wijken": bundled().wijken.assign(punt_x=None, punt_y=None)})
    assert shapes_for(one_wijk(), None, nowhere).source.startswith("Zonder ligging")
