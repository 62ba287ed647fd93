"""Each step once, by who may, on its own placements only, and told to each reader as far as it may know."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from itertools import product
from threading import Barrier, Thread

import pytest

from api.access.identity import SYSTEM, Identity
from api.errors import Clash, Denial, NotAllowed, NotThere, Overtaken
from api.store.audit import broken, head
from api.store.database import Store
from api.store.retention import erase
from api.store.reviews import live_claims
from api.usecases.decisions import ShownPlacement, decide, list_decisions, read_placement
from api.usecases.listing import Filter, Listing, Order
from api.usecases.proposals import placements_of
from api.usecases.register import list_rows
from api.usecases.rounds import follow, freeze_round, read_round
from api.usecases.sending import send
from optimizer.agreements import PinReason, PlacementStatus
from optimizer.errors import InvalidInput
from optimizer.policy import ContractForm
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
from tests.worlds import END, START

WORDS = "de cliënt heeft een terugval gehad"
WAY = (
    (CORPORATION, Step.AGREE),
    (PROVIDER, Step.OFFER),
    (PROVIDER, Step.ACCEPT),
    (CORPORATION, Step.LEASE),
)


def sent(store: Store) -> tuple[str, str]:
    """The codes of a placement of ans in h1 of the first parties, and of bea in h2 of the others."""
    stored(
        store,
        uitstromers=[
            person("ans", woonvormen=("zelfstandig",)),
            person("bea", zorgaanbieder="zorg-2", kenmerken=("rolstoel",)),
        ],
        woningen=[home("h1"), home("h2", "C", corporatie="corp-2", kenmerken=("rolstoel",))],
    )
    kept = solved(store, frozen(store))
    send(desk(store), kept.id, 1)
    found = {row.values["person"]: row.placement for row in placements_of(desk(store), kept.id, Listing()).items}
    assert found["ans"]
    assert found["bea"]
    return found["ans"], found["bea"]


def along(store: Store, placement: str, steps: int) -> int:
    """Take the first steps to a lease; the result is the version by then."""
    for version, (by, step) in enumerate(WAY[:steps], 1):
        decide(desk(store, by), placement, version, step)
    return steps + 1


def test_a_placement_goes_from_agreement_to_lease(store: Store) -> None:
    code, _ = sent(store)
    version = along(store, code, 4)
    found = read_placement(desk(store), code)
    assert (found.status, found.version) == (PlacementStatus.VERHUURD, version)
    assert [each.step for each in reversed(found.history)] == [Step.SEND, *(step for _, step in WAY)]
    with store.reading() as connection:
        assert not list(broken(connection))


Decided = tuple[str, Store]


@pytest.fixture
def decided(sqlite_store: Store) -> Decided:
    code, _ = sent(sqlite_store)
    return code, sqlite_store


@pytest.mark.parametrize("by", [OTHER_CORPORATION, OTHER_PROVIDER, NOBODY_YET])
def test_a_foreign_placement_is_one_that_is_not_there(decided: Decided, by: Identity) -> None:
    """Whatever version, step and reason somebody tries it with."""
    placement, store = decided
    for version, step, code in product((1, 2), Step, ("", "COMPLEX", "onzin")):
        told = set[str]()
        for tried in (placement, "p-onbekend"):
            with pytest.raises(NotThere) as refused:
                decide(desk(store, by), tried, version, step, code, "omdat")
            told.add(str(refused.value))
        assert len(told) == 1
    with pytest.raises(NotThere):
        read_placement(desk(store, by), placement)


@pytest.mark.parametrize("by", [PLANNER, MUNICIPALITY, ADMINISTRATOR])
def test_who_sees_no_persons_decides_nothing(decided: Decided, by: Identity) -> None:
    placement, store = decided
    asks: list[Callable[[], object]] = [
        lambda: decide(desk(store, by), placement, 1, Step.DECLINE, "COMPLEX"),
        lambda: decide(desk(store, by), "p-onbekend", 1, Step.DECLINE, "COMPLEX"),
        lambda: read_placement(desk(store, by), placement),
        lambda: list_decisions(desk(store, by), Listing()),
    ]
    for ask in asks:
        with pytest.raises(NotAllowed):
            ask()


def test_each_reader_lists_its_own_decisions(sqlite_store: Store) -> None:
    code, other = sent(sqlite_store)
    assert {each.placement for each in list_decisions(desk(sqlite_store), Listing()).items} == {code, other}
    for by, own in ((CORPORATION, code), (PROVIDER, code), (OTHER_CORPORATION, other), (OTHER_PROVIDER, other)):
        page = list_decisions(desk(sqlite_store, by), Listing())
        assert {each.placement for each in page.items} == {own}
        foreign = other if own == code else code
        assert not list_decisions(desk(sqlite_store, by), Listing(filters=(Filter("placement", foreign),))).total


def test_hidden_columns_and_unknown_ones_give_the_same_fault(decided: Decided) -> None:
    _, store = decided
    for name in ("motivation", "account", "onzin"):
        for listing in (Listing(filters=(Filter(name, "x"),)), Listing(sort=(Order(name),))):
            with pytest.raises(InvalidInput) as refused:
                list_decisions(desk(store, CORPORATION), listing)
            assert [fault.found for fault in refused.value.faults] == ["een kolom die niet bekend is"]


def test_two_who_decide_at_once_one_wins_and_the_other_is_told(store: Store) -> None:
    code, _ = sent(store)
    start, told = Barrier(2), dict[str, ShownPlacement | Denial]()

    def take(by: Identity, step: Step, refusal: str = "", motivation: str = "") -> None:
        start.wait()
        try:
            told[by.account] = decide(desk(store, by), code, 1, step, refusal, motivation)
        except Denial as denial:
            told[by.account] = denial

    threads = [
        Thread(target=take, args=(CORPORATION, Step.AGREE)),
        Thread(target=take, args=(COORDINATOR, Step.WITHDRAW, "", "toch niet")),
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    won = [each for each in told.values() if isinstance(each, ShownPlacement)]
    lost = [each for each in told.values() if isinstance(each, Overtaken)]
    assert (len(won), len(lost)) == (1, 1)
    found = read_placement(desk(store), code)
    assert found.version == 2
    assert found.status == won[0].status
    assert f"'{found.status}'" in str(lost[0])


def test_who_is_late_hears_who_did_what(decided: Decided) -> None:
    code, store = decided
    decide(desk(store, CORPORATION), code, 1, Step.AGREE)
    with pytest.raises(Overtaken, match="De corporatie heeft deze plaatsing intussen op 'akkoord corporatie' gezet"):
        decide(desk(store), code, 1, Step.WITHDRAW, motivation="toch niet")


def test_what_can_not_be_done_is_refused_by_its_kind(decided: Decided) -> None:
    code, store = decided
    with pytest.raises(NotAllowed, match="alleen de corporatie"):
        decide(desk(store), code, 1, Step.AGREE)
    with pytest.raises(Clash, match="kan nu niet"):
        decide(desk(store), code, 1, Step.LEASE)
    for step, refusal, motivation, field in (
        (Step.DECLINE, "", "", "refusal"),
        (Step.DECLINE, "onzin", "", "refusal"),
        (Step.DECLINE, "COMPLEX", "", "refusal"),
        (Step.WITHDRAW, "", " ", "motivation"),
        (Step.WITHDRAW, "COMPLEX", "omdat", "refusal"),
        (Step.WITHDRAW, "", "een\x00nul", "motivation"),
    ):
        with pytest.raises(InvalidInput) as refused:
            decide(desk(store), code, 1, step, refusal, motivation)
        assert [fault.path for fault in refused.value.faults] == [(field,)]
    with pytest.raises(InvalidInput, match="until"):
        decide(desk(store), code, 1, Step.WITHDRAW, motivation="omdat", until=START)
    assert read_placement(desk(store), code).version == 1


def test_after_a_decline_the_next_round_has_the_ban_and_the_pins(store: Store) -> None:
    code, other = sent(store)
    decide(desk(store, OTHER_CORPORATION), other, 1, Step.AGREE)
    declined = decide(desk(store, CORPORATION), code, 1, Step.DECLINE, "COMPLEX", until=date(2027, 1, 1))
    assert declined.status is PlacementStatus.GEWEIGERD
    round_ = read_round(desk(store), follow(desk(store), declined.proposal).id).round
    assert round_ is not None
    assert [(ban.person, ban.target, ban.reason, ban.until) for ban in round_.bans] == [
        ("ans", "h1", "Past niet in het complex (COMPLEX)", date(2027, 1, 1))
    ]
    assert [(pin.person, pin.dwelling, pin.reason) for pin in round_.pins] == [("bea", "h2", PinReason.AKKOORD)]
    fresh = read_round(desk(store), freeze_round(desk(store), "Nieuw", START, END).id).round
    assert fresh is not None
    assert fresh.bans == round_.bans
    assert [(claim.person, claim.dwelling) for claim in fresh.claims] == [("bea", "h2")]
    with store.reading() as connection:
        assert [claim.person for claim in live_claims(connection)] == ["bea"]


@pytest.mark.parametrize(("steps", "code", "refused"), [(2, "WBN", 1), (1, "WBN", 0), (2, "VEILIGHEID", 0)])
def test_only_an_offer_that_counts_is_a_refused_one(sqlite_store: Store, steps: int, code: str, refused: int) -> None:
    placement, _ = sent(sqlite_store)
    version = along(sqlite_store, placement, steps)
    done = decide(desk(sqlite_store, PROVIDER), placement, version, Step.DECLINE, code)
    [ans, _] = list_rows(desk(sqlite_store), "uitstromers", Listing()).items
    assert (ans.values["geweigerd"] or 0) == refused
    round_ = read_round(desk(sqlite_store), follow(desk(sqlite_store), done.proposal).id).round
    assert round_ is not None
    assert [each.refused_offers for each in round_.people if each.id == "ans"] == [refused]


def test_a_second_decline_of_the_same_pair_renews_the_ban(sqlite_store: Store) -> None:
    placement, _ = sent(sqlite_store)
    added(
        sqlite_store,
        "weigeringen",
        {"uitstromer": "ans", "soort": "woning", "doel": "h1", "reden": "eerder", "tot": date(2026, 11, 1)},
    )
    decide(desk(sqlite_store, CORPORATION), placement, 1, Step.DECLINE, "COMPLEX")
    [ban] = list_rows(desk(sqlite_store), "weigeringen", Listing()).items
    assert (ban.values["reden"], ban.values["tot"]) == ("Past niet in het complex (COMPLEX)", None)


def test_why_is_for_the_own_side_and_the_coordinator(sqlite_store: Store) -> None:
    code, _ = sent(sqlite_store)
    decide(desk(sqlite_store, PROVIDER), code, 1, Step.DECLINE, "PER", WORDS)
    for by, told in ((COORDINATOR, WORDS), (PROVIDER, WORDS), (CORPORATION, None)):
        last = read_placement(desk(sqlite_store, by), code).history[0]
        assert last.motivation == told
        assert (last.refusal is None) is (by is CORPORATION)
    for by in (CORPORATION, OTHER_CORPORATION, OTHER_PROVIDER):
        assert WORDS not in str(list_decisions(desk(sqlite_store, by), Listing()))


@pytest.mark.parametrize("steps", [0, 4])
def test_a_corporation_can_not_tell_a_relapse_from_an_end(sqlite_store: Store, steps: int) -> None:
    """The same history but for its last step: that of a relapse, or that of another end."""
    code, other = sent(sqlite_store)
    relapsed: list[object] = []
    ended: list[object] = []
    version = along(sqlite_store, code, steps)
    decide(desk(sqlite_store, PROVIDER), code, version, Step.RELAPSE)
    for by, step in (
        (OTHER_CORPORATION, Step.AGREE),
        (OTHER_PROVIDER, Step.OFFER),
        (OTHER_PROVIDER, Step.ACCEPT),
        (OTHER_CORPORATION, Step.LEASE),
    )[:steps]:
        decide(desk(sqlite_store, by), other, read_placement(desk(sqlite_store), other).version, step)
    end = Step.END if steps else Step.WITHDRAW
    decide(desk(sqlite_store), other, version, end, motivation=WORDS)
    for by, placement, found in ((CORPORATION, code, relapsed), (OTHER_CORPORATION, other, ended)):
        shown = read_placement(desk(sqlite_store, by), placement)
        listed = list_decisions(desk(sqlite_store, by), Listing(filters=(Filter("status", "beëindigd"),)))
        with pytest.raises(Overtaken) as late:
            decide(desk(sqlite_store, by), placement, 1 if steps else 9, Step.AGREE)
        last = shown.history[0]
        found += [
            shown.status,
            shown.version,
            shown.steps,
            last.step,
            last.role,
            last.motivation,
            last.before,
            listed.total,
            str(late.value),
        ]
        assert not list_decisions(desk(sqlite_store, by), Listing(filters=(Filter("status", "terugval"),))).total
    assert relapsed == ended
    assert read_placement(desk(sqlite_store, PROVIDER), code).status is PlacementStatus.TERUGVAL


def test_whoever_moved_in_or_waits_no_longer_is_not_in_the_next_round(sqlite_store: Store) -> None:
    code, other = sent(sqlite_store)
    version = along(sqlite_store, code, 4)
    decide(desk(sqlite_store, PROVIDER), code, version, Step.COMPLETE)
    decide(desk(sqlite_store, OTHER_PROVIDER), other, 1, Step.RELAPSE)
    round_ = read_round(desk(sqlite_store), frozen(sqlite_store).id).round
    assert round_ is not None
    assert not round_.people
    assert not round_.claims
    assert [each.id for each in round_.dwellings] == ["h2"]


def test_another_providers_place_is_not_this_ones_to_agree_to(sqlite_store: Store) -> None:
    contract = (ContractForm.OMKLAP,)
    stored(
        sqlite_store,
        uitstromers=[person("ans", contractvormen=contract)],
        woningen=[home("h1", corporatie=None, aanbieder="zorg-2", contractvormen=contract)],
    )
    kept = solved(sqlite_store, frozen(sqlite_store))
    send(desk(sqlite_store), kept.id, 1)
    [row] = placements_of(desk(sqlite_store, PROVIDER), kept.id, Listing()).items
    assert row.placement
    assert Step.AGREE not in row.steps
    with pytest.raises(NotAllowed, match="andere zorgaanbieder"):
        decide(desk(sqlite_store, PROVIDER), row.placement, 1, Step.AGREE)
    assert decide(desk(sqlite_store), row.placement, 1, Step.AGREE).status is PlacementStatus.AKKOORD


def test_reading_a_placement_is_noted_and_the_audit_holds_no_words(sqlite_store: Store) -> None:
    code, _ = sent(sqlite_store)
    decide(desk(sqlite_store, PROVIDER), code, 1, Step.DECLINE, "PER", WORDS)
    with sqlite_store.reading() as connection:
        before = head(connection)[0]
    read_placement(desk(sqlite_store, CORPORATION), code)
    with sqlite_store.reading() as connection:
        assert head(connection)[0] == before + 1
        assert WORDS not in str(connection.exec_driver_sql("SELECT * FROM audit").all())
        last = connection.exec_driver_sql("SELECT action, subjects FROM audit ORDER BY seq DESC").first()
    assert last is not None
    assert last.action == "gelezen"
    assert "ans" in last.subjects


def test_what_was_decided_about_a_placement_goes_when_its_term_is_over(sqlite_store: Store) -> None:
    code, other = sent(sqlite_store)
    decide(desk(sqlite_store), code, 1, Step.WITHDRAW, motivation=WORDS)
    with sqlite_store.writing(SYSTEM) as writing:
        erase(writing, since="2027-01-01T00:00:00.000000Z", last_day=date(2026, 1, 1))
    with pytest.raises(NotThere):
        read_placement(desk(sqlite_store), code)
    assert read_placement(desk(sqlite_store), other).status is PlacementStatus.VOORGESTELD
