"""Classes of load and difference, and how they look to everybody."""

from __future__ import annotations

from itertools import pairwise

import pytest

from maps.load_style import CHANGES, FULLNESS, RANKS, Change, Fullness, change_of, fullness_of, goal_class, goal_styles
from maps.loads import Load
from optimizer.policy import Goal
from tests.maps.sight import SIGHTS, distance

SCALE = (Fullness.RUIM, Fullness.KWART, Fullness.HALF, Fullness.DRUK, Fullness.VOL)


@pytest.mark.parametrize(
    ("cap", "load", "fullness"),
    [
        (8, 0, Fullness.RUIM),
        (8, 1, Fullness.RUIM),
        (8, 2, Fullness.KWART),
        (8, 4, Fullness.HALF),
        (8, 6, Fullness.DRUK),
        (8, 7, Fullness.DRUK),
        (8, 8, Fullness.VOL),
        (8, 9, Fullness.ERBOVEN),
        (0, 0, Fullness.VOL),
        (0, 1, Fullness.ERBOVEN),
    ],
)
def test_fullness(cap: int, load: int, fullness: Fullness) -> None:
    assert fullness_of(Load(cap=cap, load=load)) is fullness


def test_without_a_cap_it_is_white() -> None:
    assert fullness_of(None) is Fullness.GEEN
    assert FULLNESS[Fullness.GEEN][1].fill == "#ffffff"


@pytest.mark.parametrize(
    ("difference", "change"),
    [
        (None, Change.GEEN),
        (-3, Change.VEEL_MINDER),
        (-2, Change.MINDER),
        (0, Change.GELIJK),
        (2, Change.MEER),
        (3, Change.VEEL_MEER),
    ],
)
def test_change(difference: int | None, change: Change) -> None:
    assert change_of(difference) is change


def test_over_the_cap_is_hatched_with_a_dark_outline() -> None:
    style = FULLNESS[Fullness.ERBOVEN][1]
    assert style.marks
    assert style.weight == 2


@pytest.mark.parametrize("sight", SIGHTS)
def test_neighbouring_classes_differ_for_every_sight(sight: str) -> None:
    fills = [FULLNESS[name][1].fill for name in SCALE]
    changes = [style.fill for name, (_, style) in CHANGES.items() if name is not Change.GEEN]
    ranks = [style.fill for style in RANKS]
    assert all(distance(a, b, sight) > 9 for scale in (fills, changes, ranks) for a, b in pairwise(scale))


def test_colour_is_never_alone() -> None:
    told = [style for name, (_, style) in CHANGES.items() if name not in (Change.GELIJK, Change.GEEN)]
    assert all(style.marks for style in told)
    assert len({style.marks for style in RANKS}) == len(RANKS)


def test_goals_in_their_order_and_those_that_are_too_many_look_alike() -> None:
    styles = goal_styles(list(Goal))
    assert styles[next(iter(Goal))] is RANKS[0]
    assert [styles[goal] for goal in Goal][len(RANKS) :] == [RANKS[-1]] * (len(Goal) - len(RANKS))
    assert goal_class(Goal.ORIGIN) == "plek-origin"
    assert goal_class(None) == "plek-niets"
