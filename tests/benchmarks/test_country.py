"""Regions side by side: who is welcome in two is the same person in both."""

from __future__ import annotations

import numpy as np

from benchmarks.country import PEOPLE, VISITORS, country


def test_visitors_are_the_last_people_of_the_region_before() -> None:
    divided = country(3, 1)
    made = [make() for make in divided.parts]
    assert len(divided.shared) == 3 * VISITORS
    for seats in divided.shared:
        (home, own), (away, visitor) = seats
        assert away == (home + 1) % 3
        assert own < PEOPLE <= visitor
        weights = [made[part].objectives[0].weights[item] for part, item in seats]
        assert np.array_equal(weights[0], weights[1])


def test_the_same_region_is_the_same_problem() -> None:
    first, again = (country(2, 1).parts[0]() for _ in range(2))
    assert np.array_equal(first.allowed, again.allowed)
    assert np.array_equal(first.objectives[0].weights, again.objectives[0].weights)
