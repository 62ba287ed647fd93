"""How sure a class is, in words."""

from __future__ import annotations

import pytest

from maps.certainty import MEANINGS, Certainty, certainty_of, lettered, stays
from optimizer.draagkracht import Colour
from tests.maps.worlds import derived


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (100, Certainty.ALTIJD), (90, Certainty.ALTIJD), (89, Certainty.MEESTAL), (75, Certainty.MEESTAL),
        (74, Certainty.VAAK), (50, Certainty.VAAK), (49, Certainty.WISSELT), (0, Certainty.WISSELT),
        (None, Certainty.ONBEKEND),
    ],
)  # fmt: skip
def test_every_percentage_has_one_class(percent: int | None, expected: Certainty) -> None:
    assert certainty_of(percent) is expected


@pytest.mark.parametrize(
    ("percent", "words"),
    [
        (93, "blijft bijna altijd oranje (93%)"),
        (80, "blijft meestal oranje (80%)"),
        (60, "blijft vaak oranje (60%)"),
        (38, "wisselt van kleur (38% oranje)"),
        (None, "niet bekend"),
    ],
)
def test_certainty_is_told_with_its_colour(percent: int | None, words: str) -> None:
    assert stays(derived("wijk-a", certainty=percent)) == words


def test_a_colour_is_told_with_its_letter() -> None:
    assert [lettered(colour) for colour in Colour] == ["groen (G)", "oranje (O)", "rood (R)", "niet te bepalen"]


def test_every_class_has_a_meaning() -> None:
    assert set(MEANINGS) == set(Certainty)
