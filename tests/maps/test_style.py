"""Classes can be told apart: by colour for every sight, by pattern and letter without any, and read where they say something."""

from __future__ import annotations

from itertools import combinations, pairwise
from xml.etree import ElementTree as ET

import pytest

from maps.certainty import Certainty
from maps.style import CERTAINTY_STYLES, COLOUR_STYLES, SCALES, STYLES, bearing_meaning, definitions, swatch_id
from optimizer.draagkracht import Colour
from tests.maps.sight import SIGHTS, contrast, distance

CLASSES = (Colour.GROEN, Colour.ORANJE, Colour.ROOD)
STEPS = (Certainty.WISSELT, Certainty.VAAK, Certainty.MEESTAL, Certainty.ALTIJD)


@pytest.mark.parametrize("sight", SIGHTS)
def test_green_amber_and_red_stay_far_apart(sight: str) -> None:
    fills = [COLOUR_STYLES[colour].fill for colour in CLASSES]
    assert min(distance(first, second, sight) for first, second in combinations(fills, 2)) >= 35


@pytest.mark.parametrize("sight", SIGHTS)
def test_each_step_of_certainty_is_darker_for_everybody(sight: str) -> None:
    fills = [CERTAINTY_STYLES[step].fill for step in STEPS]
    to_white = [distance(fill, "#ffffff", sight) for fill in fills]
    assert all(after - before >= 15 for before, after in pairwise(to_white))


def test_patterns_tell_the_colours_apart_without_colour() -> None:
    marks = [COLOUR_STYLES[colour].marks for colour in Colour]
    assert len(set(marks)) == len(marks)


@pytest.mark.parametrize("colour", CLASSES)
def test_a_letter_can_be_read_on_its_colour(colour: Colour) -> None:
    style = COLOUR_STYLES[colour]
    assert contrast(style.fill, style.ink) >= 4.5


def test_definitions_are_sound_and_hold_a_swatch_for_every_class() -> None:
    drawing = ET.fromstring(f"<svg>{definitions()}</svg>")  # noqa: S314 - our own drawing
    swatches = {each.attrib["id"]: "".join(each.itertext()) for each in drawing.iter("symbol")}
    names = [name for _, scale in SCALES.values() for name in scale]
    assert list(swatches) == [swatch_id(name) for name in names]
    assert len(set(names)) == len(names) == len(STYLES) + len(COLOUR_STYLES) + len(CERTAINTY_STYLES)
    assert [swatches[swatch_id(colour)] for colour in Colour] == ["G", "O", "R", "?"]


def test_every_colour_has_a_meaning() -> None:
    assert len({bearing_meaning(colour) for colour in Colour}) == len(Colour)
