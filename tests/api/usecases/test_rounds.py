"""A round is the register of one moment, with its faults where people find them; scenarios and what follows have a parent."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from api.access.identity import Identity
from api.errors import Clash, NotAllowed, NotThere
from api.store.database import Store
from api.store.rounds import Origin
from api.usecases.rounds import follow, freeze_round, list_rounds, make_scenario, read_round
from api.usecases.sending import send
from optimizer.agreements import PlacementStatus
from optimizer.errors import InvalidInput
from tests.api.region import (
    ADMINISTRATOR,
    CORPORATION,
    MUNICIPALITY,
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
from tests.geodata.tiny import placement
from tests.worlds import END, START, policy


def small(store: Store) -> None:
    stored(store, uitstromers=[person("ans"), person("bea")], woningen=[home("h1"), home("h2", "C")])


def test_a_round_holds_the_register_of_that_moment(store: Store) -> None:
    small(store)
    kept = frozen(store, " Ronde najaar ")
    added(store, "woningen", home("h3"))
    round_ = read_round(desk(store), kept.id).round
    assert round_ is not None
    assert (kept.origin, kept.name, kept.start, kept.end) == (Origin.REGISTER, "Ronde najaar", START, END)
    assert [each.id for each in round_.dwellings] == ["h1", "h2"]
    assert round_.policy.name == "toets"
    assert round_.origin_of_data == "register"


def test_live_placements_are_claims_and_bans_count(sqlite_store: Store) -> None:
    small(sqlite_store)
    live = placement("P-1", PlacementStatus.AKKOORD, uitstromer="ans", woning="h1", gebieden=("WK-A",))
    added(sqlite_store, "plaatsingen", live)
    added(sqlite_store, "vastgezet", {"uitstromer": "ans", "woning": "h1", "reden": "al akkoord"})
    added(sqlite_store, "weigeringen", {"uitstromer": "bea", "soort": "woning", "doel": "h2", "reden": "nee"})
    round_ = read_round(desk(sqlite_store), frozen(sqlite_store).id).round
    assert round_ is not None
    assert [(claim.person, claim.dwelling) for claim in round_.claims] == [("ans", "h1")]
    assert [(ban.person, ban.target) for ban in round_.bans] == [("bea", "h2")]
    assert not round_.pins


def test_faults_name_table_row_and_column_as_people_know_them(sqlite_store: Store) -> None:
    stored(
        sqlite_store,
        uitstromers=[person("ans"), person("bea", leeftijd_van=40, leeftijd_tot=30)],
        woningen=[home("h1", buurt=None), home("h2", min_personen=3)],
    )
    with pytest.raises(InvalidInput) as refused:
        frozen(sqlite_store)
    assert ("woningen", "h1", "buurt") in [fault.path for fault in refused.value.faults]
    with sqlite_store.writing(desk(sqlite_store).by) as writing:
        writing.connection.exec_driver_sql("UPDATE woningen SET buurt = 'BU-A'")
    with pytest.raises(InvalidInput) as refused:
        frozen(sqlite_store)
    paths = [fault.path for fault in refused.value.faults]
    assert ("uitstromers", "bea", "leeftijd_tot") in paths or ("uitstromers", "bea", "leeftijd_van") in paths
    assert any(path[:2] == ("woningen", "h2") for path in paths)


def test_a_round_needs_a_name_and_a_period_that_can_be(sqlite_store: Store) -> None:
    small(sqlite_store)
    with pytest.raises(InvalidInput, match="name"):
        freeze_round(desk(sqlite_store), " ", START, END)
    with pytest.raises(InvalidInput):
        freeze_round(desk(sqlite_store), "Ronde", END, START)
    with pytest.raises(InvalidInput):
        freeze_round(desk(sqlite_store), "Ronde", date(2031, 1, 1), date(2031, 2, 1))


def test_a_scenario_is_the_same_round_with_another_policy(sqlite_store: Store) -> None:
    small(sqlite_store)
    base = frozen(sqlite_store)
    kept = make_scenario(desk(sqlite_store), base.id, policy(name="anders", max_hold_days=1), "Kort wachten")
    old, new = (read_round(desk(sqlite_store), each.id).round for each in (base, kept))
    assert old is not None
    assert new is not None
    assert (kept.origin, kept.parent, kept.register_seq) == (Origin.SCENARIO, base.id, base.register_seq)
    assert replace(new, id=old.id, name=old.name, policy=old.policy) == old
    assert new.policy.max_hold_days == 1
    with pytest.raises(NotThere):
        make_scenario(desk(sqlite_store), "r-onbekend", policy(), "x")
    with pytest.raises(InvalidInput):
        make_scenario(desk(sqlite_store), base.id, replace(policy(), amounts=()), "x")


def test_only_what_was_sent_is_followed(sqlite_store: Store) -> None:
    small(sqlite_store)
    proposal = solved(sqlite_store, frozen(sqlite_store))
    with pytest.raises(NotThere):
        follow(desk(sqlite_store), "v-onbekend")
    with pytest.raises(Clash, match="nog niet verstuurd"):
        follow(desk(sqlite_store), proposal.id)
    send(desk(sqlite_store), proposal.id, 1)
    kept = follow(desk(sqlite_store), proposal.id)
    assert (kept.origin, kept.parent, kept.follows) == (Origin.VERVOLG, proposal.round, proposal.id)


def test_a_planner_reads_name_period_and_policy_of_rounds_with_a_sent_proposal(store: Store) -> None:
    small(store)
    kept, unsent = frozen(store), frozen(store)
    proposal = solved(store, kept)
    assert not list_rounds(desk(store, PLANNER))
    send(desk(store), proposal.id, 1)
    for by in (PLANNER, MUNICIPALITY):
        assert [each.id for each in list_rounds(desk(store, by))] == [kept.id]
        shown = read_round(desk(store, by), kept.id)
        assert shown.policy is not None
        assert (shown.name, shown.policy.name, shown.round, shown.kept) == ("Ronde", "toets", None, None)
        for id_ in (unsent.id, "r-onbekend"):
            with pytest.raises(NotThere):
                read_round(desk(store, by), id_)
    assert len(list_rounds(desk(store))) == 2


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER, ADMINISTRATOR])
def test_rounds_are_nobody_elses(sqlite_store: Store, by: Identity) -> None:
    small(sqlite_store)
    kept = frozen(sqlite_store)
    for ask in (
        lambda: list_rounds(desk(sqlite_store, by)),
        lambda: read_round(desk(sqlite_store, by), kept.id),
        lambda: freeze_round(desk(sqlite_store, by), "Ronde", START, END),
        lambda: make_scenario(desk(sqlite_store, by), kept.id, policy(), "x"),
        lambda: follow(desk(sqlite_store, by), "v-onbekend"),
    ):
        with pytest.raises(NotAllowed):
            ask()


def test_reading_a_round_is_noted_with_everybody_in_it(sqlite_store: Store) -> None:
    small(sqlite_store)
    kept = frozen(sqlite_store)
    read_round(desk(sqlite_store), kept.id)
    with sqlite_store.reading() as connection:
        last = connection.exec_driver_sql("SELECT action, subjects FROM audit ORDER BY seq DESC").first()
    assert last is not None
    assert (last.action, last.subjects) == ("gelezen", f'["{kept.id}", "ans", "bea"]')
