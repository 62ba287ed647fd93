"""Lines of contactuitsluitingen: no more of them than say something, and together they say all."""

from __future__ import annotations

import numpy as np

from optimizer.agreements import ContactExclusion, ContactLevel, Pin, PinReason, Previous
from optimizer.lines import budget_lines, contact_lines
from optimizer.pairs import Pairs
from optimizer.supply import Dwelling
from tests.worlds import dwelling, person, policy, world

ANS, BEA = person("ans"), person("bea")
Sides = tuple[list[int], list[int]]


def lines(
    homes: list[Dwelling],
    *,
    level: ContactLevel = ContactLevel.BUURT,
    near: tuple[tuple[str, str], ...] = (),
    closed: tuple[tuple[int, int], ...] = (),
    pins: tuple[Pin, ...] = (),
) -> list[Sides]:
    """Per line where the one and the other may not both be; `closed` are pairs of person and dwelling."""
    apart = ContactExclusion(id="c", people=frozenset({"ans", "bea"}), level=level, metres=200, close=frozenset(near))
    pairs = Pairs(world([ANS, BEA], homes, contact_exclusions=[apart], pins=pins))
    possible = np.ones(pairs.shape, dtype=bool)
    for pair in closed:
        possible[pair] = False
    found = []
    for line in contact_lines(pairs, possible):
        one, other = line.row.terms
        assert (one.items.tolist(), other.items.tolist(), line.row.upper) == ([1, 0], [0, 1], 1)
        found.append((np.flatnonzero(one.places).tolist(), np.flatnonzero(other.places).tolist()))
    return found


def test_a_buurt_with_room_for_two_has_a_line() -> None:
    assert lines([dwelling("v", "a"), dwelling("w", "a"), dwelling("x", "b", units=2)]) == [
        ([0, 1], [0, 1]),
        ([2], [2]),
    ]


def test_where_only_one_fits_the_units_say_the_same() -> None:
    assert lines([dwelling("v", "a"), dwelling("w", "b")]) == []


def test_a_place_where_one_of_them_can_not_come_needs_no_line() -> None:
    homes = [dwelling("v", "a", units=2), dwelling("w", "b", units=2)]
    assert lines(homes, closed=((0, 1),)) == [([0], [0])]
    assert lines(homes, closed=((0, 1), (1, 0))) == []


def test_dwellings_near_the_same_others_share_a_line() -> None:
    homes = [dwelling(name) for name in "vwxyz"]
    near = (("v", "w"), ("w", "x"), ("x", "v"), ("x", "y"))
    assert lines(homes, level=ContactLevel.AFSTAND, near=near) == [
        ([0, 1], [0, 1, 2]),
        ([2], [0, 1, 2, 3]),
        ([3], [2, 3]),
    ]


def test_two_pins_in_one_unit_are_still_seen_to_clash() -> None:
    pins = tuple(Pin(person=who, dwelling="w", reason=PinReason.VERSTUURD) for who in ("ans", "bea"))
    assert lines([dwelling("w")], pins=pins) == [([0], [0])]


def budgets(budget: int | None, *previous: tuple[str, str], allowed: bool = True) -> list[tuple[int, int]]:
    """Per line how many pairs count and how many must be kept."""
    before = [Previous(person=who, dwelling=home) for who, home in previous]
    homes = [dwelling("v"), dwelling("w")]
    pairs = Pairs(world([ANS, BEA], homes, previous=before, policy=policy(disruption_budget=budget)))
    lines = budget_lines(pairs, np.full(pairs.shape, allowed))
    return [
        (sum(int(term.items.sum() * term.places.sum()) for term in line.row.terms), line.row.lower or 0)
        for line in lines
    ]


def test_all_but_the_budget_must_stay() -> None:
    both = (("ans", "v"), ("bea", "v"))
    assert budgets(0, *both) == [(2, 2)]
    assert budgets(1, *both) == [(2, 1)]
    assert budgets(2, *both) == budgets(None, *both) == budgets(0) == []
    assert budgets(0, ("ans", "v"), ("ans", "w")) == [(2, 1)]
    assert budgets(0, *both, allowed=False) == []
