"""Contenders that need nothing more: they solve the same problem, so what they prove is the same."""

from __future__ import annotations

import pytest

from benchmarks.contenders import INCLUDED, Answer
from benchmarks.instances import realistic
from benchmarks.pairwise import checked

SECONDS = 20.0


@pytest.fixture(scope="module")
def answers() -> dict[str, Answer]:
    instance = realistic(30, 30, 1)
    return {name: contender(instance, SECONDS) for name, contender in INCLUDED.items()}


def test_what_is_proven_is_the_same(answers: dict[str, Answer]) -> None:
    bounds = {name: answer.bound for name, answer in answers.items()}
    assert bounds.pop("practice") is None
    assert len(set(bounds.values())) == 1
    assert None not in bounds.values()


def test_choices_keep_all_limits_and_no_value_is_above_the_bound(answers: dict[str, Answer]) -> None:
    best = answers["engine"].bound
    assert best is not None
    problem = realistic(30, 30, 1).problem
    values = {name: checked(problem, each.choice) for name, each in answers.items() if each.choice is not None}
    assert values.keys() == INCLUDED.keys()
    assert values.pop("practice") < best
    assert set(values.values()) == {best}
