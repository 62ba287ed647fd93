"""Each reader sees its own part of a proposal, fact by fact, and can't feel for the rest."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from api.access.identity import Identity
from api.access.visible import VISIBLE, Fact, Reader
from api.errors import NotAllowed, NotThere
from api.reports.placed import COLUMNS
from api.store.database import Store
from api.store.proposals import KeptProposal
from api.usecases.decisions import decide
from api.usecases.listing import Filter, Listing, Order
from api.usecases.proposals import (
    PlacementRow,
    explanation_of,
    figures_of,
    list_proposals,
    placements_of,
    read_proposal,
    unplaced_of,
)
from api.usecases.rounds import follow, make_scenario
from api.usecases.sending import send
from optimizer.agreements import ContactLevel
from optimizer.errors import InvalidInput
from optimizer.explanations import Grounds, Hope
from optimizer.proposal import Cause
from optimizer.review import Step
from tests.api.region import (
    ADMINISTRATOR,
    COORDINATOR,
    CORPORATION,
    MUNICIPALITY,
    NOBODY_YET,
    OTHER_CORPORATION,
    OTHER_PROVIDER,
    PLANNER,
    PROVIDER,
    added,
    desk,
    frozen,
    home,
    person,
    solved,
    stored,
)
from tests.geodata.tiny import cap
from tests.worlds import policy

ALL = Listing()
OTHERS = (CORPORATION, OTHER_CORPORATION, PROVIDER, OTHER_PROVIDER, PLANNER, MUNICIPALITY)


def region(store: Store, *, sent: bool = True) -> KeptProposal:
    """Ans of the first parties in h1, bea of the others in h2; cas and dirk of each provider get nothing."""
    chair = ("rolstoel",)
    stored(
        store,
        uitstromers=[
            person("ans"),
            person("bea", zorgaanbieder="zorg-2", kenmerken=chair),
            person("cas", kenmerken=chair, klaar_op=date(2026, 9, 30), aangemeld_op=date(2026, 9, 1), volwassenen=2),
            person("dirk", zorgaanbieder="zorg-2", volwassenen=5),
        ],
        woningen=[home("h1"), home("h2", "C", corporatie="corp-2", kenmerken=chair, max_personen=1)],
        grenswaarden=[cap("WK-A"), cap("WK-C")],
    )
    kept = solved(store, frozen(store))
    return send(desk(store), kept.id, 1) if sent else kept


def people(store: Store, by: Identity, proposal: str) -> set[object]:
    return {row.values["person"] for row in placements_of(desk(store, by), proposal, ALL).items}


def row_of(store: Store, by: Identity, proposal: str) -> PlacementRow:
    [row] = placements_of(desk(store, by), proposal, ALL).items
    return row


def test_everybody_lists_what_concerns_it_once_it_is_sent(store: Store) -> None:
    kept = region(store, sent=False)
    for by in OTHERS:
        assert not list_proposals(desk(store, by))
    send(desk(store), kept.id, 1)
    for by in OTHERS:
        [summary] = list_proposals(desk(store, by))
        assert (summary.id, summary.kept) == (kept.id, None)
    [summary] = list_proposals(desk(store))
    assert summary.kept is not None
    assert not list_proposals(desk(store, NOBODY_YET))


def test_a_party_without_a_part_in_it_does_not_see_a_proposal(sqlite_store: Store) -> None:
    stored(sqlite_store, uitstromers=[person("ans")], woningen=[home("h1")])
    kept = solved(sqlite_store, frozen(sqlite_store))
    send(desk(sqlite_store), kept.id, 1)
    for by in (OTHER_CORPORATION, OTHER_PROVIDER):
        assert not list_proposals(desk(sqlite_store, by))
        with pytest.raises(NotThere):
            read_proposal(desk(sqlite_store, by), kept.id)


READS: tuple[Callable[[Store, Identity, str], object], ...] = (
    lambda store, by, id_: read_proposal(desk(store, by), id_),
    lambda store, by, id_: placements_of(desk(store, by), id_, ALL),
    lambda store, by, id_: unplaced_of(desk(store, by), id_, ALL),
    lambda store, by, id_: explanation_of(desk(store, by), id_, "ans"),
    lambda store, by, id_: figures_of(desk(store, by), id_),
)


def test_an_unsent_proposal_is_one_that_is_not_there(sqlite_store: Store) -> None:
    kept = region(sqlite_store, sent=False)
    for read in READS:
        for by in (*OTHERS, NOBODY_YET, ADMINISTRATOR):
            told = set()
            for id_ in (kept.id, "v-onbekend"):
                with pytest.raises((NotThere, NotAllowed)) as refused:
                    read(sqlite_store, by, id_)
                told.add((type(refused.value), str(refused.value)))
            assert len(told) == 1


def test_each_party_sees_its_own_placements(store: Store) -> None:
    kept = region(store)
    assert people(store, COORDINATOR, kept.id) == {"ans", "bea"}
    assert people(store, CORPORATION, kept.id) == people(store, PROVIDER, kept.id) == {"ans"}
    assert people(store, OTHER_CORPORATION, kept.id) == people(store, OTHER_PROVIDER, kept.id) == {"bea"}
    for by in (PLANNER, MUNICIPALITY, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            placements_of(desk(store, by), kept.id, ALL)


def facts(reader: Reader) -> set[str]:
    return {fact.value for fact in COLUMNS if reader in VISIBLE[fact].readers}


def test_facts_follow_the_table_and_a_corporation_reads_more_while_it_agrees(sqlite_store: Store) -> None:
    kept = region(sqlite_store)
    assert set(row_of(sqlite_store, PROVIDER, kept.id).values) == facts(Reader.PROVIDER)
    row = row_of(sqlite_store, CORPORATION, kept.id)
    assert set(row.values) == facts(Reader.CORPORATION)
    assert row.placement
    decide(desk(sqlite_store, CORPORATION), row.placement, 1, Step.AGREE)
    agreed = row_of(sqlite_store, CORPORATION, kept.id)
    assert set(agreed.values) == facts(Reader.AGREED) > facts(Reader.CORPORATION)
    assert agreed.values["support_provider"] == "Zorg Een"
    decide(desk(sqlite_store), row.placement, 2, Step.WITHDRAW, motivation="toch niet")
    assert set(row_of(sqlite_store, CORPORATION, kept.id).values) == facts(Reader.CORPORATION)


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER])
def test_a_fact_that_is_hidden_does_not_exist(sqlite_store: Store, by: Identity) -> None:
    kept = region(sqlite_store)
    hidden = {Fact.WHY.value, Fact.TOGETHER.value, Fact.FIXED.value, "onzin"}
    for name in hidden | ({Fact.DOELGROEP.value, Fact.CARE.value} if by is CORPORATION else set()):
        for listing in (Listing(filters=(Filter(name, "BW"),)), Listing(sort=(Order(name),))):
            with pytest.raises(InvalidInput) as refused:
                placements_of(desk(sqlite_store, by), kept.id, listing)
            [fault] = refused.value.faults
            assert fault.found == "een kolom die niet bekend is"
            assert not hidden & set(fault.expected.removeprefix("een van: ").split(", "))


def test_what_is_hidden_for_now_can_not_be_felt_for(sqlite_store: Store) -> None:
    kept = region(sqlite_store)
    asked = Listing(filters=(Filter("support_provider", "Zorg Een"),))
    assert not placements_of(desk(sqlite_store, CORPORATION), kept.id, asked).total
    code = row_of(sqlite_store, CORPORATION, kept.id).placement
    assert code
    decide(desk(sqlite_store, CORPORATION), code, 1, Step.AGREE)
    assert placements_of(desk(sqlite_store, CORPORATION), kept.id, asked).total == 1


def test_a_list_is_filtered_sorted_and_cut(sqlite_store: Store) -> None:
    kept = region(sqlite_store)

    def asked(**listing: object) -> list[object]:
        page = placements_of(desk(sqlite_store), kept.id, Listing(**listing))  # type: ignore[arg-type] # fields by name
        return [row.values["person"] for row in page.items]

    assert asked(filters=(Filter("dwelling", "h2"),)) == ["bea"]
    assert asked(sort=(Order("person", down=True),)) == ["bea", "ans"]
    assert asked(sort=(Order("person"),), page=2, size=1) == ["bea"]
    assert asked(filters=(Filter("start", "2026-10-01"), Filter("rent", "550.0"))) == ["ans", "bea"]


def test_a_provider_reads_of_its_own_people_without_a_home_only_that(store: Store) -> None:
    kept = region(store)
    for by, own in ((PROVIDER, "cas"), (OTHER_PROVIDER, "dirk")):
        [row] = unplaced_of(desk(store, by), kept.id, ALL).items
        assert set(row) == {"person", "no_home_yet"}
        assert row["person"] == own
    assert not unplaced_of(desk(store, CORPORATION), kept.id, ALL).total
    assert {row["person"] for row in unplaced_of(desk(store), kept.id, ALL).items} == {"cas", "dirk"}


def test_why_somebody_has_no_home_is_the_same_whoever_she_may_not_meet(sqlite_store: Store) -> None:
    """With a contactuitsluiting the calculation has another cause; her provider reads the same."""
    stored(
        sqlite_store,
        uitstromers=[person("ans", urgentie=9, verblijft_in=("WK-C", "BU-C")), person("cas")],
        woningen=[home("h1"), home("h2", "C", max_personen=1, min_personen=1, kamers=2)],
        grenswaarden=[cap("WK-C", grens=0)],
    )
    without, first = _told_of_cas(sqlite_store)
    added(sqlite_store, "uitsluitingen", {"code": "C", "uitstromers": ("ans", "cas"), "niveau": ContactLevel.BUURT})
    apart, second = _told_of_cas(sqlite_store)
    assert without != apart
    assert first == second
    assert first == {
        "person": "cas",
        "no_home_yet": "Er waren woningen die passen, maar nog geen plek in deze ronde.",
    }


def _told_of_cas(store: Store) -> tuple[object, object]:
    """What the coordinator and the provider read of a proposal that is sent, and then taken back."""
    kept = solved(store, frozen(store))
    send(desk(store), kept.id, 1)
    [whole], [own] = (unplaced_of(desk(store, by), kept.id, ALL).items for by in (COORDINATOR, PROVIDER))
    for placed in placements_of(desk(store), kept.id, ALL).items:
        assert placed.placement
        decide(desk(store), placed.placement, 1, Step.WITHDRAW, motivation="toets")
    return whole["why_not"], own


def test_who_fits_nowhere_reads_that(sqlite_store: Store) -> None:
    kept = region(sqlite_store)
    [row] = unplaced_of(desk(sqlite_store, OTHER_PROVIDER), kept.id, ALL).items
    assert row["no_home_yet"] == "Er was geen woning die past."
    [dirk] = [row for row in unplaced_of(desk(sqlite_store), kept.id, ALL).items if row["person"] == "dirk"]
    assert dirk["no_home_yet"] == Cause.NO_DWELLING.value


def test_only_the_coordinator_reads_why(sqlite_store: Store) -> None:
    kept = region(sqlite_store)
    assert isinstance(explanation_of(desk(sqlite_store), kept.id, "ans"), Grounds)
    assert isinstance(explanation_of(desk(sqlite_store), kept.id, "cas"), Hope)
    with pytest.raises(NotThere):
        explanation_of(desk(sqlite_store), kept.id, "niemand")
    for by in (*OTHERS, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            explanation_of(desk(sqlite_store, by), kept.id, "ans")


def test_exact_loads_are_for_who_decides_the_limit(sqlite_store: Store) -> None:
    kept = region(sqlite_store)

    def loads(by: Identity) -> list[str]:
        return [limit.id for limit in figures_of(desk(sqlite_store, by), kept.id).limits]

    assert loads(COORDINATOR) == ["WK-A", "WK-C"]
    assert loads(MUNICIPALITY) == ["WK-A"]
    assert not loads(PLANNER)
    assert not loads(replace(MUNICIPALITY, organisation="GM-X"))
    for by in (CORPORATION, PROVIDER, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            figures_of(desk(sqlite_store, by), kept.id)


def test_a_planner_sees_of_a_round_and_what_follows_on_it_the_first_that_was_sent(sqlite_store: Store) -> None:
    first = region(sqlite_store)
    row = row_of(sqlite_store, CORPORATION, first.id)
    assert row.placement
    decide(desk(sqlite_store, CORPORATION), row.placement, 1, Step.DECLINE, "COMPLEX")
    second = solved(sqlite_store, follow(desk(sqlite_store), first.id))
    send(desk(sqlite_store), second.id, 1)
    make_scenario(desk(sqlite_store), first.round, policy(name="anders"), "Scenario")
    assert [each.id for each in list_proposals(desk(sqlite_store, PLANNER))] == [first.id]
    with pytest.raises(NotThere):
        figures_of(desk(sqlite_store, PLANNER), second.id)
    assert {each.id for each in list_proposals(desk(sqlite_store, OTHER_CORPORATION))} == {first.id, second.id}


def test_reading_of_people_is_noted_with_whom(sqlite_store: Store) -> None:
    kept = region(sqlite_store)
    placements_of(desk(sqlite_store, PROVIDER), kept.id, ALL)
    unplaced_of(desk(sqlite_store, PROVIDER), kept.id, ALL)
    explanation_of(desk(sqlite_store), kept.id, "ans")
    with sqlite_store.reading() as connection:
        noted = connection.exec_driver_sql(
            "SELECT account, subjects FROM audit WHERE action = 'gelezen' AND kind = 'voorstellen' ORDER BY seq"
        ).all()
    assert [(row.account, row.subjects) for row in noted] == [
        (PROVIDER.account, '["ans"]'), (PROVIDER.account, '["cas"]'), (COORDINATOR.account, '["ans", "bea"]'),
    ]  # fmt: skip
