"""The check of a front objects to every kind of lie."""

from __future__ import annotations

from dataclasses import replace

import pytest

from optimizer.compare.front import Effort, front_of
from optimizer.policy import Goal
from optimizer.proposal import GoalValue
from optimizer.recheck.tradeoffs import front_problems
from optimizer.tradeoff import Extent, Front, Point, Proof
from tests.optimizer.compare.test_front import dear_return

ROUND = dear_return()
FRONT = front_of(ROUND)
FIRST = FRONT.points[0]


def changed(number: int, **changes: object) -> Front:
    points = list(FRONT.points)
    points[number] = replace(points[number], **changes)  # type: ignore[arg-type] # any field of a point
    return replace(FRONT, points=tuple(points))


def test_a_true_front_has_no_problems() -> None:
    assert not list(front_problems(ROUND, FRONT))
    assert not list(front_problems(ROUND, front_of(ROUND, effort=Effort(steps=1))))


@pytest.mark.parametrize(
    ("front", "sentence"),
    [
        (changed(0, values=(2, 2, 170)), "de waarden zijn (2, 2, 170), maar moeten (2, 2, 175) zijn"),
        (changed(0, witness=(("ans", "a-1"), ("carl", "a-2"))), "carl staat niet in deze ronde"),
        (changed(0, witness=(("ans", "a-1"), ("bas", "a-1"))), "Punt 1: a-1."),
        (replace(FRONT, points=(*FRONT.points, FIRST)), "nergens slechter dan punt"),
        (replace(FRONT, points=FRONT.points[1:]), "kan er nog een andere combinatie zijn"),
        (replace(FRONT, points=FRONT.points[:-1]), "kan er nog een andere combinatie zijn"),
        (replace(FRONT, proofs=()), "kan er nog een andere combinatie zijn"),
        (replace(FRONT, extent=Extent.STOPPED, proofs=()), "volgt niet uit de bewijzen"),
        (
            replace(FRONT, kept=(GoalValue(goal=Goal.OVERDUE, value=1, bound=1),)),
            "doel 'te_laat' heeft waarde 0; dat moet 1 zijn",
        ),
        (replace(FRONT, kept=(GoalValue(goal=Goal.OVERDUE, value=0, bound=1),)), "is niet bewezen"),
    ],
)
def test_a_lie_is_a_problem(front: Front, sentence: str) -> None:
    assert any(sentence in problem for problem in front_problems(ROUND, front))


@pytest.mark.parametrize(("value", "bound", "wrong"), [(2, 2, True), (2, None, True), (1, 1, False), (0, 2, False)])
def test_what_is_kept_may_be_better_only_where_it_is_not_proven(value: int, bound: int | None, *, wrong: bool) -> None:
    """Of one combination with one return, where a return is what is kept."""
    point = next(each for each in FRONT.points if each.values == (1, 1, 75))
    kept = GoalValue(goal=Goal.ORIGIN, value=value, bound=bound)
    front = replace(FRONT, extent=Extent.STOPPED, kept=(kept,), points=(replace(point, proven=False),))
    assert bool(list(front_problems(ROUND, front))) is wrong


def test_a_combination_that_another_beats_does_not_belong() -> None:
    worse = Point(values=(1, 0, 75 - 65), witness=(("bas", "c-1"),), proven=False)
    front = replace(FRONT, points=(*FRONT.points, worse))
    assert any("hoort punt" in problem for problem in front_problems(ROUND, front))


@pytest.mark.parametrize("number", range(len(FRONT.proofs)))
def test_every_gap_needs_its_proof(number: int) -> None:
    """Without a proof a gap is open, unless another proof shuts it as well."""
    fewer = replace(FRONT, proofs=(*FRONT.proofs[:number], *FRONT.proofs[number + 1 :]))
    weaker = replace(FRONT, proofs=(*fewer.proofs, Proof(floors=FRONT.proofs[number].floors, best=-1)))
    without = bool(list(front_problems(ROUND, fewer)))
    assert bool(list(front_problems(ROUND, weaker))) == without
    assert without or len(FRONT.proofs) > len(FRONT.points)
