"""Back or elsewhere: what is counted, what is hidden, and that subtraction gives nothing away."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import pytest

from maps.flows import HIDDEN, Counts, Flow, Flows, flows_of, hide
from optimizer.errors import InvalidInput
from optimizer.supply import Municipality
from tests.maps.worlds import proposal_of
from tests.worlds import MUNICIPALITIES, dwelling, person, policy, world

THIRD = Municipality(id="GM-C", name="Ceintuur")
A, B = "GM-A", "GM-B"


def flows(*trips: tuple[str | None, str, int], small_count: int = 5) -> Flows:
    """So many people from this municipality to that one."""
    people, pairs = [], {}
    for number, (origin, target, times) in enumerate(trips):
        for index in range(times):
            name = f"p{number}-{index}"
            people.append(person(name, origin=origin))
            pairs[name] = target
    round_ = world(
        people,
        [dwelling(A, "a", units=99), dwelling(B, "c", units=99)],
        municipalities=(*MUNICIPALITIES, THIRD),
        policy=policy(small_count=small_count),
    )
    return flows_of(round_, proposal_of(round_, pairs))


def of(found: Flows, code: str) -> Flow:
    return next(row.flow for row in found.rows if row.code == code)


def test_people_are_counted_by_origin_and_destination() -> None:
    found = flows((A, A, 8), (A, B, 6), (B, B, 5), (B, A, 7), ("GM-C", A, 9), small_count=0)
    assert of(found, A) == Flow(back=8, elsewhere=6)
    assert of(found, B) == Flow(back=5, elsewhere=7)
    assert of(found, "GM-C") == Flow(back=0, elsewhere=9)
    assert found.total == Flow(back=13, elsewhere=22)


def test_rows_come_by_name() -> None:
    assert [row.name for row in flows().rows] == ["Aadorp", "Beekstad", "Ceintuur"]


def test_one_small_count_hides_both() -> None:
    found = flows((A, A, 12), (A, B, 4), (B, B, 9), (B, A, 9))
    assert of(found, A) == HIDDEN


def test_zero_is_small_too() -> None:
    assert of(flows((A, A, 12), (B, B, 9), (B, A, 9)), A) == HIDDEN


def test_a_lone_hidden_municipality_takes_the_next_smallest_along() -> None:
    trips = {A: Counts(30, 3), B: Counts(9, 9), "C": Counts(20, 20)}
    assert hide(trips, 0, 5) == (frozenset({A, B}), True)


def test_hidden_rows_together_reach_a_small_count() -> None:
    trips = {A: Counts(1, 9), B: Counts(2, 9), "C": Counts(9, 9), "D": Counts(20, 20)}
    assert hide(trips, 0, 5) == (frozenset({A, B, "C"}), True)


def test_an_empty_municipality_hides_nobody() -> None:
    trips = {A: Counts(7, 4), "leeg": Counts(), B: Counts(9, 9), "C": Counts(20, 20)}
    assert hide(trips, 1, 5) == (frozenset({A, "leeg", B}), True)


def test_few_people_without_known_origin_hide_rows_as_well() -> None:
    trips = {A: Counts(9, 9), B: Counts(8, 8), "C": Counts(20, 20)}
    assert hide(trips, 2, 5) == (frozenset({A, B}), True)
    assert hide(trips, 5, 5) == (frozenset(), True)


def test_where_nothing_is_safe_nothing_is_shown() -> None:
    found = flows((A, A, 8), (A, B, 3), (B, B, 9))
    assert [row.flow for row in found.rows] == [HIDDEN] * 3
    assert found.total == HIDDEN


def test_a_proposal_of_another_round_is_refused() -> None:
    with pytest.raises(InvalidInput):
        flows_of(world(), proposal_of(world(id="andere")))


def published(counts: dict[str, Counts], unknown: int, small: int, most: int) -> object:
    """What a planner sees of this table; None when it may also stand for tables with a count of `most` or more."""
    hidden, safe = hide(counts, unknown, small)
    rows = tuple(None if name in hidden else each for name, each in counts.items())
    back = sum(counts[name].back for name in hidden)
    elsewhere = sum(counts[name].elsewhere for name in hidden) + unknown
    if safe and max(back, elsewhere) >= most:
        return None
    return rows, (back, elsewhere) if safe else HIDDEN


def test_no_small_count_can_be_derived_by_somebody_who_knows_the_method() -> None:
    """All tables of three municipalities and unknown origins: whatever is published fits several of them.

    Who sees the rows that are shown and what the total leaves for the others, and knows how rows are chosen,
    still finds more than one value for each hidden count, and can't tell that one lies between 0 and `small`.
    """
    small, most = 2, 5
    behind: defaultdict[object, list[tuple[int, ...]]] = defaultdict(list)
    for *cells, unknown in product(range(most), repeat=7):
        counts = {name: Counts(*cells[index : index + 2]) for name, index in (("a", 0), ("b", 2), ("c", 4))}
        page = published(counts, unknown, small, most)
        if page is not None:
            behind[page].append((*cells, unknown))
    assert len(behind) > 1_000
    for tables in behind.values():
        *hidden_or_shown, unknowns = map(set, zip(*tables, strict=True))
        assert all(len(possible) > 1 or min(possible) >= small for possible in hidden_or_shown)
        assert not any(possible <= set(range(1, small)) for possible in (*hidden_or_shown, unknowns))
