"""Who reads as whom, and of what it never hears."""

from __future__ import annotations

import pytest

from api.access.identity import SYSTEM, Identity, Role
from api.access.proposal_access import (
    AGREED_ON,
    Share,
    ever_sees,
    knows_who,
    reader_of,
    reads_motivation,
    reads_refusal,
    sees,
    share_of,
)
from api.access.visible import Fact, Reader
from optimizer.agreements import PlacementStatus
from optimizer.events import Decliner
from tests.api.region import ADMINISTRATOR, COORDINATOR, CORPORATION, MUNICIPALITY, NOBODY_YET, PLANNER, PROVIDER


def test_a_share_is_of_one_organisation() -> None:
    assert share_of(CORPORATION) == Share(corporation="corp")
    assert share_of(PROVIDER) == Share(provider="zorg")
    assert share_of(COORDINATOR) == share_of(SYSTEM) == Share()
    for by in (NOBODY_YET, PLANNER, MUNICIPALITY, ADMINISTRATOR):
        assert share_of(by) is None


@pytest.mark.parametrize("status", [None, *PlacementStatus])
def test_only_a_corporation_reads_by_status(status: PlacementStatus | None) -> None:
    assert reader_of(CORPORATION, status) is (Reader.AGREED if status in AGREED_ON else Reader.CORPORATION)
    assert reader_of(PROVIDER, status) is Reader.PROVIDER
    assert reader_of(COORDINATOR, status) is Reader.COORDINATOR
    assert reader_of(MUNICIPALITY, status) is Reader.MUNICIPALITY
    assert reader_of(PLANNER, status) is Reader.PLANNER
    assert reader_of(ADMINISTRATOR, status) is None


def test_a_relapse_and_an_end_read_alike() -> None:
    assert not {PlacementStatus.TERUGVAL, PlacementStatus.BEEINDIGD} & AGREED_ON
    for did in (Role.COORDINATOR, Role.ZORGAANBIEDER):
        for now in (PlacementStatus.TERUGVAL, PlacementStatus.BEEINDIGD):
            assert not knows_who(CORPORATION, did, now)
            assert knows_who(PROVIDER, did, now)
        assert knows_who(CORPORATION, did, PlacementStatus.AANGEBODEN)


def test_what_is_never_seen_does_not_exist() -> None:
    assert ever_sees(CORPORATION, Fact.SUPPORT_PROVIDER)
    assert not sees(CORPORATION, Fact.SUPPORT_PROVIDER, PlacementStatus.VOORGESTELD)
    assert not ever_sees(CORPORATION, Fact.DOELGROEP)
    assert not any(ever_sees(ADMINISTRATOR, fact) for fact in Fact)


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER])
def test_words_are_for_the_own_side_and_the_coordinator(by: Identity) -> None:
    assert [role for role in Role if reads_motivation(by, role)] == [by.role]
    assert all(reads_motivation(COORDINATOR, role) for role in Role)
    assert reads_refusal(by, Decliner.CORPORATIE)
    assert reads_refusal(by, Decliner.CLIENT) is (by is PROVIDER)
