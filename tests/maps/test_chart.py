"""Both forms of the map: the same features, and geometry for each of them."""

from __future__ import annotations

from maps.chart import Chart, Kind, chart_of
from maps.drawing import Drawing, drawing_of
from maps.facilities import Facility
from maps.geometry import region_of
from maps.render import draw_map
from maps.schematic import cells_of
from optimizer.room import Thresholds
from tests.maps.reading import features_of, outside_assets
from tests.maps.worlds import drenthe_round, drenthe_shapes, filled, squares
from tests.official import needs_geo
from tests.worlds import dwelling

WALK_IN = Facility(name="Inloop", kind="inloop", wijk="wijk-a", meeting=True)


def drawings() -> tuple[Drawing, Drawing]:
    """With real borders and with equal cells; wijk a and b share a class."""
    round_, proposal = filled([(3, 0), (6, 4), (20, 20)], dwellings=[dwelling("een", "c")])
    real, cells = (
        drawing_of(round_, proposal, region_of(frame), (WALK_IN,), Thresholds())
        for frame in (squares(), cells_of(squares()))
    )
    return real, cells


def charts() -> tuple[Chart, Chart]:
    real, cells = drawings()
    return chart_of(real), chart_of(real, cells)


def test_layers_come_in_the_order_of_the_controls() -> None:
    alone, _ = charts()
    assert [layer.kind for layer in alone.layers] == [kind for kind in Kind if kind is not Kind.LETTERS]
    assert [layer.shown for layer in alone.layers] == [True, True, False, False, False, False]
    assert [layer.crowded for layer in alone.layers] == [False, False, True, True, True, True]


def test_marks_are_told_apart_for_the_script() -> None:
    alone, _ = charts()
    names = {layer.kind: layer.name for layer in alone.layers}
    assert alone.config["merken"] == [names[Kind.WONINGEN], names[Kind.VOORZIENINGEN]]


def test_without_cells_there_is_one_form() -> None:
    alone, _ = charts()
    assert [form["lagen"] for form in alone.config["vormen"]] == [[]]


def test_every_feature_has_a_place_in_both_forms() -> None:
    _, both = charts()
    first, second = both.config["vormen"]
    assert first["lagen"] == []
    found = [sorted(feature["id"] for feature in features) for features in features_of(both.script)]
    assert [sorted(layer["vorm"]) for layer in second["lagen"]] == found
    assert all(layer["naam"] in both.script for layer in second["lagen"])


def test_cells_are_other_shapes() -> None:
    _, both = charts()
    rooms = {feature["id"]: feature["geometry"] for feature in features_of(both.script)[0]}
    cells = both.config["vormen"][1]["lagen"][0]["vorm"]
    assert rooms.keys() == cells.keys()
    assert all(rooms[code] != cells[code] for code in rooms)


def drawn(*, cells: bool) -> str:
    round_, proposal = filled([(20, 1)])
    return draw_map(
        round_, proposal, squares(), schematic=False, source="x", cells=cells_of(squares()) if cells else None
    )


def test_the_choice_is_there_only_with_cells_and_says_what_they_are() -> None:
    assert "gelijke vakken (schematisch)" in drawn(cells=True)
    assert "vakken" not in outside_assets(drawn(cells=False)).split("<script")[0]


def test_the_same_input_gives_the_same_bytes_with_cells_too() -> None:
    assert drawn(cells=True) == drawn(cells=True)


@needs_geo
def test_drenthe_with_cells_fits_in_a_megabyte() -> None:
    round_, proposal = drenthe_round()
    shapes = drenthe_shapes()
    text = draw_map(round_, proposal, shapes, schematic=False, source="CBS 2022", cells=cells_of(shapes))
    assert len(text.encode()) < 1_000_000
