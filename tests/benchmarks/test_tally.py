"""What the load generator counts, and when it says that something does not hold."""

from __future__ import annotations

from benchmarks.asking import NO_ANSWER, Sample
from benchmarks.tally import Asked, at, broken, table, tally


def samples(*statuses: int, writes: bool = False, seconds: float = 0.1) -> list[Sample]:
    return [Sample("row", writes=writes, at=0.0, seconds=seconds, status=status) for status in statuses]


def test_a_percentile_is_the_smallest_value_that_so_many_do_not_exceed() -> None:
    hundred = [float(number) for number in range(1, 101)]
    assert [at(hundred, percent) for percent in (50, 95, 99)] == [50.0, 95.0, 99.0]
    assert at([7.0], 95) == 7.0


def test_who_hears_that_somebody_was_first_is_told_and_everything_else_is_an_error() -> None:
    writes = tally("row", samples(200, 409, 412, 404, 500, NO_ANSWER, writes=True))
    assert (writes.told, writes.errors) == (2, {404: 1, 500: 1, NO_ANSWER: 1})
    # Nobody is first at reading.
    assert tally("row", samples(200, 409)).errors == {409: 1}


def test_it_holds_when_all_are_quick_and_good() -> None:
    assert not list(broken([*samples(200), *samples(201, 412, writes=True)], Asked()))


def test_each_thing_that_does_not_hold_is_told() -> None:
    slow = [*samples(200, seconds=0.2), *samples(201, writes=True, seconds=0.3), *samples(500)]
    assert list(broken(slow, Asked())) == [
        "reads: p95 200 ms, asked below 200 ms",
        "writes: p95 300 ms, asked below 300 ms",
        "row: 1 × 500",
    ]
    assert list(broken(samples(200), Asked())) == ["there were no writes"]


def test_the_table_has_a_line_for_each_kind_and_for_all() -> None:
    lines = "\n".join(table([*samples(200, 404), *samples(412, writes=True)]))
    assert "| row | 2 | 100 | 100 | 100 | 100 | 0 | 1 × 404 |" in lines
    assert "| **all writes** | 1 | 100 | 100 | 100 | 100 | 1 | 0 |" in lines
