"""Whether the engine became slower: pytest-benchmark keeps the figures of a run and compares the next with them.

    make bench

Fixed seed and one thread, so that the work is the same as long as the code is; the answer itself is checked too.
Not among the tests, because a time says as much about the machine as about the code.
"""

from __future__ import annotations

import pytest
from pytest_benchmark.fixture import BenchmarkFixture

from benchmarks.instances import greedy, realistic
from benchmarks.pairwise import checked
from optimizer.engine.solve import solve

ROUNDS = 5


@pytest.mark.parametrize(("people", "dwellings", "goals"), [(60, 60, 5), (200, 150, 5), (1000, 1000, 1)])
def test_solve(benchmark: BenchmarkFixture, people: int, dwellings: int, goals: int) -> None:
    """From today's practice to all goals proven."""
    instance = realistic(people, dwellings, seed=1, goals=goals)
    start = greedy(instance)
    result = benchmark.pedantic(
        solve, args=(instance.problem,), kwargs={"start": start}, rounds=ROUNDS, warmup_rounds=1
    )
    assert [each.value for each in result.reached] == [each.bound for each in result.reached]
    assert checked(instance.problem, result.choice) == result.reached[0].value


def test_generate(benchmark: BenchmarkFixture) -> None:
    """The largest problem of the tables, so that it is never the generator that is measured."""
    benchmark.pedantic(realistic, args=(5000, 5000, 1, 1), rounds=ROUNDS, warmup_rounds=1)


def test_practice(benchmark: BenchmarkFixture) -> None:
    """What people do by hand, at the size of a large region."""
    benchmark.pedantic(greedy, args=(realistic(5000, 5000, 1, 1),), rounds=ROUNDS, warmup_rounds=1)
