"""Room per wijk: which class, when a class is shared or withheld, and what it says at most."""

from __future__ import annotations

import pytest

from optimizer.agreements import Consent, LimitKind
from optimizer.errors import InvalidInput
from optimizer.policy import CareWeights
from optimizer.room import Room, Thresholds, class_of, narrowest_class, room_per_wijk, scale_of
from tests.maps.worlds import filled, proposal_of
from tests.worlds import DECISION, cap, policy, world

CUT = Thresholds()


def rooms(*caps_and_loads: tuple[int, int]) -> list[Room]:
    return [wijk.room for wijk in room_per_wijk(*filled(caps_and_loads))]


def test_a_wijk_is_ruim_krap_or_vol_by_its_load_after_the_proposal() -> None:
    assert rooms((20, 11), (20, 12), (20, 17), (20, 18)) == [Room.RUIM, Room.KRAP, Room.KRAP, Room.VOL]


def test_over_the_cap_reads_as_full() -> None:
    assert rooms((20, 20), (20, 21), (20, 90)) == [Room.VOL, Room.VOL, Room.VOL, Room.GEEN_GRENS]


def test_used_claimed_and_planned_count_together() -> None:
    round_ = world(limits=[cap("wijk-a", 20, used=9)])
    assert room_per_wijk(round_, proposal_of(round_))[0].room is Room.RUIM
    assert room_per_wijk(round_, proposal_of(round_, planned={"grens wijk-a": 9}))[0].room is Room.VOL


def test_on_a_small_cap_krap_and_vol_begin_earlier() -> None:
    assert [rooms((8, load))[0] for load in (2, 3, 5, 6)] == [Room.RUIM, Room.KRAP, Room.KRAP, Room.VOL]


def test_small_caps_of_a_municipality_share_one_class() -> None:
    first, second, *_ = room_per_wijk(*filled([(3, 0), (6, 4)]))
    assert (first.room, first.together, first.cap) == (Room.KRAP, ("wijk-b",), 3)
    assert (second.room, second.together, second.cap) == (Room.KRAP, ("wijk-a",), 6)


def test_a_small_cap_that_is_left_over_joins_a_large_one() -> None:
    first, second, *_ = room_per_wijk(*filled([(20, 11), (2, 2)]))
    assert first.room is second.room is Room.RUIM
    assert (first.together, second.together) == (("wijk-b",), ("wijk-a",))


def test_small_caps_never_join_over_the_municipal_border() -> None:
    _, left, right, _ = room_per_wijk(*filled([(20, 0), (7, 7), (7, 0), (20, 0)]))
    assert (left.together, right.together) == (("wijk-a",), ("wijk-d",))


def test_where_all_together_are_too_small_krap_and_vol_are_one_or_nothing_is_shown() -> None:
    assert rooms((6, 3), (0, 0), (5, 4)) == [Room.RUIM, Room.VOL, Room.KRAP_OF_VOL, Room.GEEN_GRENS]
    alone, *_ = room_per_wijk(*filled([(2, 1), (2, 0)]))
    assert (alone.room, alone.together) == (Room.NIET_TE_TONEN, ())


def test_a_cap_of_zero_is_full_whatever_the_load() -> None:
    assert rooms((0, 0), (0, 7))[:2] == [Room.VOL, Room.VOL]


def test_consent_shows_in_neither_cap_nor_class() -> None:
    limit = cap("wijk-a", 20, used=18, consent=Consent(extra=40, decision=DECISION))
    round_ = world(limits=[limit])
    wijk = room_per_wijk(round_, proposal_of(round_))[0]
    assert (wijk.cap, wijk.room) == (20, Room.VOL)


def test_of_two_limits_the_lowest_counts_and_other_kinds_and_levels_do_not() -> None:
    limits = [
        cap("wijk-a", 30, used=10, id="hoog"),
        cap("wijk-a", 20, used=13, id="laag"),
        cap("wijk-b", 5, kind=LimitKind.INSTROOM),
        cap("buurt-b", 5),
    ]
    round_ = world(limits=limits)
    first, second, *_ = room_per_wijk(round_, proposal_of(round_))
    assert (first.cap, first.room) == (20, Room.KRAP)
    assert second.room is Room.GEEN_GRENS


def test_a_proposal_of_another_round_is_refused() -> None:
    round_ = world()
    with pytest.raises(InvalidInput, match="het voorstel van ronde"):
        room_per_wijk(round_, proposal_of(world(id="andere")))


def test_a_proposal_without_the_use_of_a_limit_is_refused() -> None:
    round_ = world(limits=[cap("wijk-a", 20)])
    with pytest.raises(InvalidInput, match="geen gebruik van"):
        room_per_wijk(round_, proposal_of(round_, limits=()))


def test_a_class_is_as_wide_as_the_heaviest_person_and_over_half_a_small_count() -> None:
    assert narrowest_class(policy()) == 3
    assert narrowest_class(policy(small_count=10)) == 6
    assert narrowest_class(policy(care_weights=CareWeights(zwaar=7))) == 7
    assert narrowest_class(policy(small_count=0, care_weights=CareWeights(licht=1, midden=1, zwaar=1))) == 2


@pytest.mark.parametrize("small_count", [2, 5, 8])
@pytest.mark.parametrize("cut", [CUT, Thresholds(krap_from=1, vol_from=99), Thresholds(krap_from=50, vol_from=51)])
def test_no_class_is_narrow_or_lies_between_one_and_a_small_count(small_count: int, cut: Thresholds) -> None:
    narrowest = narrowest_class(policy(small_count=small_count))
    for gross in range(1, 200):
        scale = scale_of(gross, narrowest, cut)
        ends = [step.first for step in scale[1:]] + [gross + 1]
        for step, end in zip(scale, ends, strict=bool(scale)):
            assert end - step.first >= narrowest
            assert step.first == 0 or end - 1 >= small_count
            assert {class_of(load, scale) for load in range(step.first, end)} == {step.room}


def test_without_a_scale_there_is_no_class() -> None:
    assert class_of(4, ()) is Room.NIET_TE_TONEN
