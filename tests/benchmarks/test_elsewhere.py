"""Contenders of the extra `bench`, where that is installed."""

from __future__ import annotations

import pytest

from benchmarks.contenders import by_engine
from benchmarks.instances import realistic
from benchmarks.pairwise import checked
from tests.benchmarks.extra import needs

needs("scipy", "pulp")
# The lock keeps PuLP below 4, which no longer brings CBC along.
pytestmark = pytest.mark.filterwarnings("ignore:PULP_CBC_CMD is deprecated:DeprecationWarning")


@pytest.mark.parametrize("name", ["SciPy milp", "PuLP with CBC"])
def test_what_is_proven_is_what_the_engine_proves(name: str) -> None:
    from benchmarks.elsewhere import CONTENDERS  # noqa: PLC0415 - only where it is installed

    instance = realistic(30, 30, 1)
    answer = CONTENDERS[name](instance, 20.0)
    assert answer.choice is not None
    assert checked(instance.problem, answer.choice) == answer.bound == by_engine(instance, 20.0).bound
