"""Marks: told apart without colour, and by colour too for whoever sees fewer of them."""

from __future__ import annotations

from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest

from maps.marks import COLOURS, MEETING, PROVIDER_RUN, STAY, Mark, corporation_marks
from optimizer.supply import Organisation
from tests.maps.sight import SIGHTS, contrast, distance


def corporations(number: int) -> list[Organisation]:
    return [Organisation(id=f"c{index:03}", name=f"Corporatie {index:03}") for index in range(number)]


def test_every_corporation_has_a_letter_of_its_own() -> None:
    letters = [mark.letter for mark in corporation_marks(corporations(100)).values()]
    assert len(set(letters)) == 100
    assert letters[0] == "A"
    assert letters[24:27] == ["Z", "AA", "AB"]


def test_no_corporation_has_the_letter_of_providers() -> None:
    assert PROVIDER_RUN.letter not in {mark.letter for mark in corporation_marks(corporations(100)).values()}


def test_shape_and_colour_together_serve_thirty_corporations() -> None:
    looks = [(mark.figure.shape, mark.fill) for mark in corporation_marks(corporations(31)).values()]
    assert len(set(looks[:30])) == 30
    assert looks[30] == looks[0]


def test_neighbours_in_the_list_differ_in_shape() -> None:
    shapes = [mark.figure.shape for mark in corporation_marks(corporations(12)).values()]
    assert all(before != after for before, after in pairwise(shapes))


def test_marks_follow_the_names_whatever_the_order_of_rows() -> None:
    some = corporations(7)
    assert corporation_marks(reversed(some)) == corporation_marks(some)


def test_other_marks_differ_in_shape_from_each_other_and_from_corporations() -> None:
    others = [PROVIDER_RUN, STAY, MEETING]
    shapes = [mark.figure.shape for mark in (*others, *corporation_marks(corporations(5)).values())]
    assert len(set(shapes)) == len(shapes)


@pytest.mark.parametrize("sight", SIGHTS)
def test_colours_stay_far_apart(sight: str) -> None:
    fills = [fill for fill, _ in COLOURS]
    assert min(distance(first, second, sight) for first, second in combinations(fills, 2)) >= 35


def test_the_measure_knows_colours_that_look_alike() -> None:
    """Red and green of the same lightness: well apart for most people, and not for those who can't see red."""
    assert distance("#c43c3c", "#6e7f1e", "gewoon") > 50
    assert distance("#c43c3c", "#6e7f1e", "deuteranopie") < 25


@pytest.mark.parametrize(("fill", "ink"), COLOURS)
def test_letters_can_be_read(fill: str, ink: str) -> None:
    assert contrast(fill, ink) >= 4.5


@pytest.mark.parametrize("mark", [PROVIDER_RUN, STAY, MEETING, *corporation_marks(corporations(30)).values()])
def test_a_drawing_is_sound_and_says_its_letter(mark: Mark) -> None:
    drawing = ET.fromstring(mark.svg)  # noqa: S314 - our own drawing
    assert "".join(drawing.itertext()) == mark.letter
