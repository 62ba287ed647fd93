"""What changed between two years, one change at a time, and the real change of Assen."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pytest
from shapely import Polygon, box

from geodata.boundaries.change_texts import sentence
from geodata.boundaries.changes import Change, Kind, Part, changes_between
from geodata.boundaries.read import Boundaries, Level, read_boundaries

# Squares of 100 hectares beside each other.
A, B, C = box(0, 0, 1_000, 1_000), box(1_000, 0, 2_000, 1_000), box(2_000, 0, 3_000, 1_000)


def boundaries(areas: Mapping[str, tuple[str, Polygon]], level: Level = Level.WIJK) -> Boundaries:
    frame = gpd.GeoDataFrame(
        {"code": list(areas), "naam": [name for name, _ in areas.values()]},
        geometry=[shape for _, shape in areas.values()],
        crs=28992,
    )
    return Boundaries(level=level, year=None, areas=frame, water=frame.iloc[:0], remarks=())


OLD = boundaries({"WK1": ("Noord", A), "WK2": ("Zuid", B)})


def told(new: Mapping[str, tuple[str, Polygon]], old: Boundaries = OLD) -> list[str]:
    return [sentence(change) for change in changes_between(old, boundaries(new))]


def rounded(parts: tuple[Part, ...]) -> list[tuple[str, float, float]]:
    return [(part.code, round(part.hectares, 2), round(part.share, 2)) for part in parts]


def test_without_a_change_there_is_none() -> None:
    assert changes_between(OLD, OLD) == ()


def test_a_border_that_moved_is_told_on_both_sides() -> None:
    first, second = changes_between(
        OLD, boundaries({"WK1": ("Noord", box(0, 0, 900, 1_000)), "WK2": ("Zuid", box(900, 0, 2_000, 1_000))})
    )
    assert first.kind is second.kind is Kind.MOVED
    assert (first.lost, first.gained, second.lost, second.gained) == pytest.approx((10, 0, 0, 10))
    assert rounded(first.went) == [("WK2", 10.0, 0.1)]
    assert rounded(second.came) == [("WK1", 10.0, 0.09)]
    assert sentence(first) == (
        "De grens van WK1 Noord is verlegd. Eraf ging 10,0 hectare (10%), naar WK2 Zuid (10,0 hectare)."
    )
    assert sentence(second) == (
        "De grens van WK2 Zuid is verlegd. Erbij kwam 10,0 hectare (10%), van WK1 Noord (10,0 hectare)."
    )


def test_a_border_drawn_four_metres_on_has_not_moved_and_six_metres_has() -> None:
    for metres, count in ((4, 0), (6, 2)):
        new = {
            "WK1": ("Noord", box(0, 0, 1_000 - metres, 1_000)),
            "WK2": ("Zuid", box(1_000 - metres, 0, 2_000, 1_000)),
        }
        assert len(told(new)) == count


def test_ground_that_lies_in_no_area_is_lost_too() -> None:
    assert told({"WK1": ("Noord", box(0, 0, 500, 1_000)), "WK2": ("Zuid", B)}) == [
        "De grens van WK1 Noord is verlegd. Eraf ging 50,0 hectare (50%)."
    ]


def test_a_vanished_area_tells_where_its_ground_went_by_size() -> None:
    new = {"WK1": ("Noord", box(0, 0, 1_300, 1_000)), "WK3": ("West", box(1_300, 0, 2_000, 1_000))}
    gone = next(change for change in changes_between(OLD, boundaries(new)) if change.kind is Kind.VANISHED)
    assert rounded(gone.went) == [("WK3", 70.0, 0.7), ("WK1", 30.0, 0.3)]
    assert told(new) == [
        "De grens van WK1 Noord is verlegd. Erbij kwam 30,0 hectare (30%), van WK2 Zuid (30,0 hectare).",
        "WK2 Zuid bestaat niet meer. Nu ligt daar WK3 West (70,0 hectare), WK1 Noord (30,0 hectare).",
        "WK3 West is nieuw. Daar lag WK2 Zuid (70,0 hectare).",
    ]


def test_an_area_that_is_in_one_file_only_is_told_so() -> None:
    assert told({"WK1": ("Noord", A), "WK9": ("Ver weg", box(9_000, 0, 9_500, 500))}) == [
        "WK2 Zuid bestaat niet meer. Geen gebied in het nieuwe bestand ligt daar.",
        "WK9 Ver weg is nieuw. Geen gebied in het oude bestand lag daar.",
    ]


def test_the_same_ground_under_another_code_is_one_change() -> None:
    assert told({"WK1": ("Noord", A), "WK7": ("Zuid", B)}) == [
        "WK2 Zuid is hetzelfde gebied gebleven, maar heet nu WK7 Zuid."
    ]


def test_another_name_is_told_apart_from_another_border() -> None:
    assert told({"WK1": ("Noord", A), "WK2": ("Zuid-Oost", B)}) == ["WK2 Zuid heet nu Zuid-Oost."]
    both = changes_between(OLD, boundaries({"WK1": ("Noord", A), "WK2": ("Zuid-Oost", box(1_000, 0, 2_500, 1_000))}))
    assert [change.kind for change in both] == [Kind.RENAMED, Kind.MOVED]


def test_the_changes_of_one_file_to_an_empty_one_are_that_all_is_gone() -> None:
    nothing = boundaries({})
    assert [change.kind for change in changes_between(OLD, nothing)] == [Kind.VANISHED, Kind.VANISHED]
    assert [change.kind for change in changes_between(nothing, OLD)] == [Kind.NEW, Kind.NEW]


def test_levels_do_not_compare() -> None:
    with pytest.raises(ValueError, match="buurt against wijk"):
        changes_between(boundaries({}, Level.BUURT), OLD)


def test_a_border_of_assen_drawn_anew_is_found_among_all_wijken_of_drenthe(shared_geo: Path) -> None:
    old = read_boundaries(shared_geo / "drenthe_wijken_2022_rd.geojson", Level.WIJK)
    frame = old.areas.copy()
    oost, buiten = (frame.index[frame["code"] == code][0] for code in ("WK010603", "WK010699"))
    west, south, east, north = frame.geometry[oost].bounds
    piece = frame.geometry[oost].intersection(box((west + east) / 2, south, east, north))
    frame.loc[oost, "geometry"] = frame.geometry[oost].difference(piece)
    frame.loc[buiten, "geometry"] = frame.geometry[buiten].union(piece)
    new = Boundaries(level=Level.WIJK, year=2024, areas=frame, water=old.water, remarks=())
    found: tuple[Change, ...] = changes_between(old, new)
    assert [(change.kind, change.code) for change in found] == [(Kind.MOVED, "WK010603"), (Kind.MOVED, "WK010699")]
    assert [part.code for part in found[0].went] == ["WK010699"]
    assert found[0].lost == pytest.approx(piece.area / 10_000)
    assert found[1].gained == pytest.approx(piece.area / 10_000)
