"""What is sent becomes live claims, all at once or not at all, and never against what is known by then."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from api.access.identity import Identity
from api.errors import Clash, NotAllowed, NotThere, Overtaken
from api.store.audit import broken, head
from api.store.database import Store
from api.store.proposals import KeptProposal
from api.store.reviews import live_claims
from api.store.rounds import open_round
from api.usecases.decisions import decide
from api.usecases.listing import Listing
from api.usecases.proposals import placements_of
from api.usecases.register import change_row, list_rows, remove_row
from api.usecases.rounds import follow
from api.usecases.sending import send
from optimizer.agreements import BanScope, ContactLevel, LinkScope, PlacementStatus, QuotaBasis
from optimizer.policy import Begeleiding
from optimizer.proposal import Status
from optimizer.review import Step
from optimizer.solve import solve
from tests.api.region import (
    ADMINISTRATOR,
    COORDINATOR,
    CORPORATION,
    PLANNER,
    PROVIDER,
    added,
    answered,
    changed,
    desk,
    frozen,
    home,
    person,
    removed,
    solved,
    stored,
)
from tests.geodata.tiny import cap


def one_pair(store: Store) -> KeptProposal:
    """One person, one dwelling and everything that a placement can rest on."""
    stored(
        store,
        uitstromers=[person("ans"), person("bea", klaar_op=date(2028, 1, 1))],
        woningen=[home("h1")],
        grenswaarden=[cap("WK-A")],
        afspraken=[{"code": "Q", "naam": "Afspraak", "basis": QuotaBasis.LEVERING, "gemeente": "GM-A", "maximum": 5}],
    )
    return solved(store, frozen(store))


def test_sent_placements_are_live_claims_and_stand_in_the_register(store: Store) -> None:
    sent = send(desk(store), one_pair(store).id, 1)
    assert sent.version == 2
    assert sent.sent_by == COORDINATOR.account
    with store.reading() as connection:
        assert [(claim.person, claim.dwelling) for claim in live_claims(connection)] == [("ans", "h1")]
        assert not list(broken(connection))
    [row] = list_rows(desk(store), "plaatsingen", Listing()).items
    assert row.values["status"] == PlacementStatus.VOORGESTELD
    assert row.values["gebieden"] == ("BU-A", "GM-A", "WK-A")
    assert row.values["begeleiding"] == Begeleiding.LICHT
    assert row.values["begeleide_personen"] == 1


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER, PLANNER, ADMINISTRATOR])
def test_nobody_else_sends(sqlite_store: Store, by: Identity) -> None:
    kept = one_pair(sqlite_store)
    with pytest.raises(NotAllowed):
        send(desk(sqlite_store, by), kept.id, 1)


def test_what_is_not_there_can_not_be_sent(sqlite_store: Store) -> None:
    with pytest.raises(NotThere):
        send(desk(sqlite_store), "v-onbekend", 1)


def test_a_proposal_is_sent_once(store: Store) -> None:
    kept = one_pair(store)
    send(desk(store), kept.id, 1)
    with pytest.raises(Overtaken, match="verstuurd op 2026-10-01"):
        send(desk(store), kept.id, 1)
    with pytest.raises(Clash, match="al verstuurd"):
        send(desk(store), kept.id, 2)


def test_a_conflict_is_no_proposal(sqlite_store: Store) -> None:
    stored(
        sqlite_store,
        uitstromers=[person("ans"), person("bea")],
        woningen=[home("h1")],
        vastgezet=[
            {"uitstromer": name, "woning": "h1", "reden": "besluit van de coördinator"} for name in ("ans", "bea")
        ],
    )
    kept = solved(sqlite_store, frozen(sqlite_store))
    assert kept.status == Status.CONFLICT
    with pytest.raises(Clash, match="kan niet samen"):
        send(desk(sqlite_store), kept.id, 1)


Change = Callable[[Store], None]
CHANGES: dict[str, tuple[Change, str]] = {
    "the person": (lambda store: changed(store, "uitstromers", {"code": "ans"}, uren=3), "Aanmelding ans is gewijzigd"),
    "the person leaves": (lambda store: removed(store, "uitstromers", {"code": "ans"}), "Aanmelding ans is weg"),
    "a wish": (
        lambda store: added(
            store,
            "gebiedswensen",
            {"uitstromer": "ans", "wens": "uitgesloten", "gebied": "WK-C", "reden": "veiligheid"},
        ),
        "Aanmelding ans is gewijzigd",
    ),
    "the dwelling": (lambda store: changed(store, "woningen", {"code": "h1"}, huur=60_000), "Woning h1 is gewijzigd"),
    "the dwelling goes": (lambda store: removed(store, "woningen", {"code": "h1"}), "Woning h1 is weg"),
    "a limit": (lambda store: changed(store, "grenswaarden", {"code": "WK-A"}, grens=4), "Grens WK-A is gewijzigd"),
    "a new limit": (lambda store: added(store, "grenswaarden", cap("BU-A")), "Grens BU-A is nieuw"),
    "a quota": (lambda store: changed(store, "afspraken", {"code": "Q"}, maximum=4), "Afspraak Q is gewijzigd"),
    "support": (
        lambda store: changed(store, "begeleiding", {"code": "uren zorg GM-A"}, uren=50),
        "Begeleiding uren zorg GM-A is gewijzigd",
    ),
    "a ban": (
        lambda store: added(
            store, "weigeringen", {"uitstromer": "ans", "soort": BanScope.WONING, "doel": "h1", "reden": "besluit"}
        ),
        "Weigering ans, woning, h1 is nieuw",
    ),
    "a contactuitsluiting": (
        lambda store: added(
            store, "uitsluitingen", {"code": "C", "uitstromers": ("ans", "bea"), "niveau": ContactLevel.BUURT}
        ),
        "Contactuitsluiting C is nieuw",
    ),
    "a link": (
        lambda store: added(
            store, "koppelingen", {"code": "K", "uitstromers": ("ans", "bea"), "bereik": LinkScope.RONDE}
        ),
        "Koppeling K is nieuw",
    ),
    "a rent exception": (
        lambda store: added(
            store,
            "huurafwijkingen",
            {"uitstromer": "ans", "woning": "h1", "door": "w", "op": person("ans")["klaar_op"], "motivering": "m"},
        ),
        "Huurafwijking ans, h1 is nieuw",
    ),
    "a pin": (
        lambda store: added(
            store, "vastgezet", {"uitstromer": "ans", "woning": "h1", "reden": "besluit van de coördinator"}
        ),
        "Vastgezet ans, h1 is nieuw",
    ),
    "the convenant": (lambda store: removed(store, "convenanten", {"code": "convenant"}), "convenant"),
    "a facility that fills the wijk": (
        lambda store: added(
            store,
            "voorzieningen",
            {"code": "v", "naam": "v", "wijk": "WK-A", "belasting": 5, "geheim_adres": False, "algemeen_aanbod": False},
        ),
        "WK-A",
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_nothing_is_sent_when_what_it_rests_on_changed(sqlite_store: Store, change: str) -> None:
    kept = one_pair(sqlite_store)
    do, told = CHANGES[change]
    do(sqlite_store)
    with sqlite_store.reading() as connection:
        before = head(connection)
    with pytest.raises(Clash, match=r"nieuwe ronde") as refused:
        send(desk(sqlite_store), kept.id, 1)
    assert told in str(refused.value)
    with sqlite_store.reading() as connection:
        assert head(connection) == before
        assert not live_claims(connection)


def test_everything_that_changed_is_told_at_once(sqlite_store: Store) -> None:
    kept = one_pair(sqlite_store)
    changed(sqlite_store, "uitstromers", {"code": "ans"}, uren=3)
    changed(sqlite_store, "woningen", {"code": "h1"}, huur=60_000)
    with pytest.raises(Clash, match=r"Aanmelding ans is gewijzigd.*Woning h1 is gewijzigd"):
        send(desk(sqlite_store), kept.id, 1)


def test_what_it_does_not_rest_on_may_change(sqlite_store: Store) -> None:
    kept = one_pair(sqlite_store)
    added(sqlite_store, "woningen", home("h2", "C"))
    added(sqlite_store, "uitstromers", person("cas"))
    added(sqlite_store, "grenswaarden", cap("WK-C"))
    changed(sqlite_store, "uitstromers", {"code": "bea"}, uren=3)
    changed(sqlite_store, "begeleiding", {"code": "uren zorg-2 GM-B"}, uren=1)
    assert send(desk(sqlite_store), kept.id, 1).sent_at


def test_a_person_has_one_live_placement_over_all_rounds(store: Store) -> None:
    stored(store, uitstromers=[person("ans")], woningen=[home("h1"), home("h2", "C")])
    first, second = frozen(store), frozen(store)
    send(desk(store), solved(store, first).id, 1)
    kept = solved(store, second)
    with pytest.raises(Clash, match="ans heeft al een plaatsing"):
        send(desk(store), kept.id, 1)


def test_a_unit_has_one_live_placement_over_all_rounds(store: Store) -> None:
    stored(store, uitstromers=[person("ans")], woningen=[home("h1")])
    first = frozen(store)
    added(store, "uitstromers", person("bea", urgentie=9))
    second = frozen(store)
    send(desk(store), solved(store, first).id, 1)
    kept = solved(store, second)
    with pytest.raises(Clash, match="In h1 is niets meer vrij"):
        send(desk(store), kept.id, 1)


def test_two_proposals_together_keep_a_limit(store: Store) -> None:
    """Each round was frozen while the other's person and dwelling were not there; both lie in one full wijk."""
    ans, bea = person("ans", begeleiding=Begeleiding.ZWAAR), person("bea")
    stored(store, uitstromers=[ans], woningen=[home("h1")], grenswaarden=[cap("WK-A", grens=3)])
    first = solved(store, frozen(store))
    removed(store, "uitstromers", {"code": "ans"})
    removed(store, "woningen", {"code": "h1"})
    added(store, "uitstromers", bea)
    added(store, "woningen", home("h2"))
    second = solved(store, frozen(store))
    added(store, "uitstromers", ans)
    added(store, "woningen", home("h1"))
    send(desk(store), first.id, 1)
    with pytest.raises(Clash, match=r"WK-A|Wijk A"):
        send(desk(store), second.id, 1)


def test_a_follow_up_keeps_what_was_sent_and_sends_what_is_new(store: Store) -> None:
    stored(store, uitstromers=[person(name) for name in ("ans", "bea", "cas")], woningen=[home("h1"), home("h2", "C")])
    first = solved(store, frozen(store))
    send(desk(store), first.id, 1)
    rows = placements_of(desk(store), first.id, Listing()).items
    declined, kept = rows
    assert declined.placement
    assert kept.placement
    decide(desk(store, CORPORATION), declined.placement, 1, Step.DECLINE, "COMPLEX")
    second = solved(store, follow(desk(store), first.id))
    send(desk(store), second.id, 1)
    after = {row.values["person"]: row for row in placements_of(desk(store), second.id, Listing()).items}
    assert after[kept.values["person"]].placement == kept.placement
    assert declined.values["person"] not in {
        person for person, row in after.items() if row.values["dwelling"] == declined.values["dwelling"]
    }
    with store.reading() as connection:
        claims = live_claims(connection)
    assert len(claims) == len({claim.person for claim in claims}) == len({claim.dwelling for claim in claims}) == 2


def test_a_sent_placement_only_moves_by_decisions(sqlite_store: Store) -> None:
    send(desk(sqlite_store), one_pair(sqlite_store).id, 1)
    [row] = list_rows(desk(sqlite_store), "plaatsingen", Listing()).items
    values = {**row.values, "begin": str(row.values["begin"]), "gebieden": list(row.values["gebieden"])}
    with pytest.raises(Clash, match="alleen door wat er over wordt besloten"):
        change_row(desk(sqlite_store), "plaatsingen", row.id, row.version, {**values, "status": "geweigerd"})
    with pytest.raises(Clash, match="alleen door wat er over wordt besloten"):
        remove_row(desk(sqlite_store), "plaatsingen", row.id, row.version)


def test_a_stopped_calculation_may_be_sent(sqlite_store: Store) -> None:
    stored(sqlite_store, uitstromers=[person("ans")], woningen=[home("h1")])
    kept = frozen(sqlite_store)
    with sqlite_store.reading() as connection:
        round_ = open_round(connection, kept.id)
    assert round_ is not None
    stopped = replace(solve(round_), status=Status.STOPPED)
    assert send(desk(sqlite_store), answered(sqlite_store, kept, stopped).id, 1).sent_at
