"""Loads per wijk in two states: which limit tells, and what differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from maps.geometry import Region, region_of
from maps.loads import Load, before, loads_of
from optimizer.agreements import Consent, LimitKind
from optimizer.errors import InvalidInput
from tests.maps.load_worlds import states, three, valued
from tests.maps.worlds import squares
from tests.worlds import DECISION, cap, world

NOWHERE = Region(wijken=(), municipalities=())


def test_cap_load_and_difference_per_wijk() -> None:
    round_, both = three()
    a, b, c, d = loads_of(round_, both, region_of(squares()), (), 0)
    assert [each.cap_text for each in (a, b, c, d)] == ["20", "20", "10", "geen"]
    assert (a.before, a.after, a.difference) == (Load(cap=20, load=1), Load(cap=20, load=4), 3)
    assert b.difference == -2
    assert c.after is not None
    assert (c.after.free, c.after.percent, c.after.text) == (-2, 120, "12 (120%)")
    assert (d.before, d.after, d.difference, d.value) == (None, None, None, None)


def test_of_a_cap_of_nothing_there_is_no_share() -> None:
    assert Load(cap=0, load=0).percent is None
    assert Load(cap=0, load=2).text == "2"


def test_before_is_without_what_is_planned() -> None:
    _, (_, after) = three()
    assert [use.planned for use in before(after.uses)] == [0, 0, 0]
    assert [use.used for use in before(after.uses)] == [use.used for use in after.uses]


def test_only_limits_of_what_is_there_in_a_wijk_count() -> None:
    inflow = replace(cap("wijk-a", 1), id="instroom", kind=LimitKind.INSTROOM)
    round_ = world(limits=[inflow, cap("complex-d", 1)])
    assert all(each.after is None for each in loads_of(round_, states(round_, {}, {}), NOWHERE, (), 0))


def test_of_two_limits_the_one_with_least_room_tells() -> None:
    roomy, tight = replace(cap("wijk-a", 20, 1), id="ruim"), replace(cap("wijk-a", 30, 25), id="krap")
    round_ = world(limits=[roomy, tight])
    found = loads_of(round_, states(round_, {}, {"wijk-a": 2}), NOWHERE, (), 0)
    assert next(each for each in found if each.code == "wijk-a").after == Load(cap=30, load=27)


def test_what_kind_of_cap_is_told() -> None:
    extra = Consent(extra=2, decision=DECISION)
    round_ = world(limits=[replace(cap("wijk-a", 5), provisional=True, consent=extra)])
    found = loads_of(round_, states(round_, {}, {}), NOWHERE, (), 0)
    assert next(each for each in found if each.code == "wijk-a").cap_text == "7 (voorstel, met toestemming)"


def test_worths_come_with_their_wijk() -> None:
    round_, both = three()
    known = valued(round_)
    found = loads_of(round_, both, NOWHERE, known.worths, known.placed)
    assert [each.value is not None for each in found] == [True, True, False, False]


def test_a_shape_that_the_round_does_not_know_has_no_cap() -> None:
    shapes = squares().assign(code=["wijk-a", "wijk-b", "wijk-c", "elders"])
    round_, both = three()
    found = loads_of(round_, both, region_of(shapes), (), 0)
    assert [each.after for each in found if each.code == "elders"] == [None]


def test_a_state_without_some_limit_is_refused() -> None:
    round_, (first, second) = three()
    with pytest.raises(InvalidInput):
        loads_of(round_, (first, replace(second, uses=second.uses[1:])), NOWHERE, (), 0)
