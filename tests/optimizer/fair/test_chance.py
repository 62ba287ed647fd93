"""The exact chance against counting every way in which chance can hand out the hits."""

from __future__ import annotations

from fractions import Fraction
from itertools import combinations

import pytest

from optimizer.fair.chance import lower_tail


@pytest.mark.parametrize("whole", range(1, 8))
def test_every_small_case_is_counted(whole: int) -> None:
    for hits in range(whole + 1):
        for group in range(whole + 1):
            found = [len(set(range(group)) & set(chosen)) for chosen in combinations(range(whole), hits)]
            for most in range(group + 1):
                expected = Fraction(sum(each <= most for each in found), len(found))
                assert lower_tail(whole, hits, group, most) == expected


def test_a_country_is_no_problem() -> None:
    assert 0 < lower_tail(16_000, 9_000, 4_000, 2_100) < Fraction(1, 1_000)
