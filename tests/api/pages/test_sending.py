"""Sending with a form: what it says beforehand, everything that stands in the way at once, and the round after it."""

from __future__ import annotations

import pytest

from api.access.door import Door
from api.access.identity import Identity
from api.store.proposals import KeptProposal
from api.usecases.decisions import decide
from api.usecases.listing import Listing
from api.usecases.proposals import list_proposals, placements_of
from api.usecases.rounds import list_rounds, read_round
from optimizer.agreements import PinReason
from optimizer.review import Step
from tests.api.pages.served import Served, proposal_of, served
from tests.api.region import (
    ADMINISTRATOR,
    CORPORATION,
    MUNICIPALITY,
    OTHER_CORPORATION,
    PLANNER,
    PROVIDER,
    changed,
    desk,
    solved,
)
from tests.visitor import hidden


@pytest.fixture
def here(sqlite_door: Door) -> Served:
    return served(sqlite_door)


def test_it_says_who_gets_what_and_sends_it(here: Served) -> None:
    kept, ans = proposal_of(here), here.visitor()
    place = f"/voorstellen/{kept.id}"
    assert "Naar corporaties sturen" in ans.get(f"{place}/").text
    page = ans.get(f"{place}/versturen").text
    assert "Er gaan 2 plaatsingen naar wie erover beslist." in page
    assert "Corporatie Een" in page
    assert "Blijft zoals het is" not in page
    assert not list_proposals(desk(here.door.store, CORPORATION))
    done = ans.press(f"{place}/versturen", f"{place}/versturen")
    assert (done.status_code, done.headers["location"]) == (303, f"{place}/")
    assert list_proposals(desk(here.door.store, CORPORATION))
    after = ans.get(f"{place}/").text
    assert "Verstuurd op 1 oktober 2026" in after
    assert "<dt>Voorgesteld</dt><dd>2</dd>" in after
    assert "Naar corporaties sturen" not in after
    assert "Vervolgronde maken" not in after
    assert "Dit voorstel is verstuurd op" in ans.get(f"{place}/versturen").text


def test_everything_that_stands_in_the_way_is_told_at_once(here: Served) -> None:
    kept, ans = proposal_of(here), here.visitor()
    place = f"/voorstellen/{kept.id}/versturen"
    changed(here.door.store, "uitstromers", {"code": "ans"}, uren=3)
    changed(here.door.store, "woningen", {"code": "h2"}, huur=60_100)
    refused = ans.press(place, place)
    assert refused.status_code == 409
    for words in ("<li>Aanmelding ans is gewijzigd", "<li>Woning h2 is gewijzigd", "Nieuwe ronde maken"):
        assert words in refused.text
    assert "Verstuur het voorstel" not in refused.text
    assert not list_proposals(desk(here.door.store, CORPORATION))


def test_the_second_of_two_is_told_that_it_was_sent(here: Served) -> None:
    kept, ans = proposal_of(here), here.visitor()
    place = f"/voorstellen/{kept.id}/versturen"
    form = hidden(ans.get(place).text, place)
    assert ans.post(place, **form).status_code == 303
    late = ans.post(place, **form)
    assert late.status_code == 412
    assert "Iemand anders was u voor met dit voorstel." in late.text


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER, PLANNER, MUNICIPALITY, ADMINISTRATOR])
def test_nobody_else_sends_or_goes_on(here: Served, by: Identity) -> None:
    kept, other = proposal_of(here), here.visitor(by)
    csrf = hidden(other.get("/wachtwoord").text, "/afmelden")["csrf"]
    for proposal in (kept.id, "v-onbekend"):
        for page in ("versturen", "vervolg"):
            answer = other.post(f"/voorstellen/{proposal}/{page}", csrf=csrf, version="1")
            assert answer.status_code == 403
    assert not list_proposals(desk(here.door.store, CORPORATION))
    assert len(list_rounds(desk(here.door.store))) == 1


def declined(here: Served) -> KeptProposal:
    """Sent; the corporation of h1 agrees, the other declines."""
    kept = here.send(proposal_of(here))
    for by, step, code in ((CORPORATION, Step.AGREE, ""), (OTHER_CORPORATION, Step.DECLINE, "COMPLEX")):
        own = desk(here.door.store, by)
        [row] = placements_of(own, kept.id, Listing()).items
        assert row.placement
        decide(own, row.placement, 1, step, code)
    return kept


def test_after_a_decline_the_next_round_holds_what_was_decided(here: Served) -> None:
    kept, ans = declined(here), here.visitor()
    place = f"/voorstellen/{kept.id}"
    assert "<dt>Geweigerd</dt><dd>1</dd>" in ans.get(f"{place}/").text
    done = ans.press(f"{place}/", f"{place}/vervolg")
    next_ = done.headers["location"].removeprefix("/#")
    page = ans.get("/").text
    assert f'id="{next_}"' in page
    assert "vervolg op wat is besloten" in page
    round_ = read_round(desk(here.door.store), next_).round
    assert round_ is not None
    assert [(pin.person, pin.dwelling, pin.reason) for pin in round_.pins] == [("ans", "h1", PinReason.AKKOORD)]
    assert [(ban.person, ban.target) for ban in round_.bans] == [("bea", "h2")]


def test_what_was_sent_before_stays_as_it_is(here: Served) -> None:
    kept, ans = declined(here), here.visitor()
    place = f"/voorstellen/{kept.id}"
    ans.press(f"{place}/", f"{place}/vervolg")
    [next_, _] = list_rounds(desk(here.door.store))
    assert next_.kept
    second = solved(here.door.store, next_.kept)
    assert '<span class="note">vervolgronde</span>' in ans.get("/").text
    page = ans.get(f"/voorstellen/{second.id}/versturen").text
    assert "Er gaan 0 plaatsingen" in page
    assert "Blijft zoals het is" in page


def test_a_round_after_what_was_not_sent_is_refused_in_words(here: Served) -> None:
    kept, ans = proposal_of(here), here.visitor()
    csrf = hidden(ans.get("/").text, "/rondes")["csrf"]
    refused = ans.post(f"/voorstellen/{kept.id}/vervolg", csrf=csrf)
    assert refused.status_code == 409
    assert "Dit kan nu niet meer" in refused.text
    assert "nog niet verstuurd" in refused.text
