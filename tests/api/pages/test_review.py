"""What a party reads of its placements and decides with a form, and what the later of two people is told."""

from __future__ import annotations

import pytest

from api.access.door import Door
from api.access.identity import Identity
from api.store.proposals import KeptProposal
from api.usecases.decisions import read_placement
from api.usecases.listing import Listing
from api.usecases.proposals import placements_of
from tests.api.pages.served import Served, proposal_of, served
from tests.api.region import (
    ADMINISTRATOR,
    COORDINATOR,
    CORPORATION,
    MUNICIPALITY,
    OTHER_CORPORATION,
    OTHER_PROVIDER,
    PLANNER,
    PROVIDER,
    desk,
)
from tests.visitor import hidden


@pytest.fixture
def here(sqlite_door: Door) -> Served:
    return served(sqlite_door)


@pytest.fixture
def sent(here: Served) -> KeptProposal:
    return here.send(proposal_of(here))


def code_of(here: Served, sent: KeptProposal, by: Identity) -> str:
    """The placement of somebody."""
    [row] = placements_of(desk(here.door.store, by), sent.id, Listing()).items
    assert row.placement
    return row.placement


def status_of(here: Served, code: str) -> str:
    return read_placement(desk(here.door.store), code).status


def test_a_corporation_reads_its_own_and_only_what_it_may(here: Served, sent: KeptProposal) -> None:
    page = here.visitor(CORPORATION).get(f"/voorstellen/{sent.id}/")
    assert page.status_code == 200
    assert "<h1>Ronde &lt;najaar&gt;</h1>" in page.text
    assert "1 plaatsing, 1 wacht op u" in page.text
    assert "h1" in page.text
    assert "Slaapkamers nodig" in page.text
    for words in (
        "h2 <span",
        "bea",
        "Doelgroep",
        "Herkomst",
        "Begeleiding",
        "Corporatie Twee",
        "Zorg Een",
        "Nog geen woning",
    ):
        assert words not in page.text, words
    assert "Past niet in het complex" in page.text
    assert "Woonomgeving bevalt niet" not in page.text


def test_a_provider_reads_of_its_own_people_also_who_has_none(here: Served, sent: KeptProposal) -> None:
    page = here.visitor(PROVIDER).get(f"/voorstellen/{sent.id}/").text
    assert "ans" in page
    assert "bea" not in page
    assert "Nog geen woning" in page
    assert "Er was geen woning die past." in page
    assert "Woonomgeving bevalt niet" in page


@pytest.mark.parametrize("where", ["", "besluiten"])
def test_agreeing_leads_back_to_the_placement(here: Served, sent: KeptProposal, where: str) -> None:
    dirk, code = here.visitor(CORPORATION), code_of(here, sent, CORPORATION)
    place = f"/voorstellen/{sent.id}/"
    done = dirk.press(place + where, f"{place}besluiten/{code}", step="akkoord geven")
    assert (done.status_code, done.headers["location"]) == (303, f"{place}#{code}")
    page = dirk.get(place).text
    assert status_of(here, code) == "akkoord corporatie"
    assert "Akkoord gegeven door de corporatie, 1 oktober 2026, 11.0" in page
    assert "Is aangeboden" in page


def test_declining_needs_a_reason_and_keeps_it(here: Served, sent: KeptProposal) -> None:
    dirk, code = here.visitor(CORPORATION), code_of(here, sent, CORPORATION)
    place = f"/voorstellen/{sent.id}/"
    wrong = dirk.press(place, f"{place}besluiten/{code}", step="weigeren", refusal="")
    assert wrong.status_code == 400
    assert "<title>Fout: " in wrong.text
    assert "Reden: niets" in wrong.text
    done = dirk.press(place, f"{place}besluiten/{code}", step="weigeren", refusal="COMPLEX", motivation="Te <druk>")
    assert done.status_code == 303
    assert status_of(here, code) == "geweigerd"
    page = dirk.get(place).text
    assert "Reden: Past niet in het complex. Toelichting: Te &lt;druk&gt;" in page


def test_after_a_word_was_given_only_reasons_on_paper_are_there(here: Served, sent: KeptProposal) -> None:
    dirk, code = here.visitor(CORPORATION), code_of(here, sent, CORPORATION)
    place = f"/voorstellen/{sent.id}/"
    dirk.press(place, f"{place}besluiten/{code}", step="akkoord geven")
    page = dirk.get(place).text
    assert "Past niet in het complex" not in page
    assert "Documenten niet akkoord" in page


def test_the_second_of_two_is_told_on_the_page_who_did_what(here: Served, sent: KeptProposal) -> None:
    first, second = here.visitor(CORPORATION), here.visitor(COORDINATOR)
    code = code_of(here, sent, CORPORATION)
    place = f"/voorstellen/{sent.id}/"
    form = hidden(first.get(place).text, f"{place}besluiten/{code}")
    own = hidden(second.get(f"{place}besluiten").text, f"{place}besluiten/{code}")
    assert first.post(f"{place}besluiten/{code}", **form).status_code == 303
    late = second.post(f"{place}besluiten/{code}", **{**own, "step": "terugnemen", "motivation": "vergissing"})
    assert late.status_code == 412
    assert "De corporatie heeft deze plaatsing intussen op &#39;akkoord corporatie&#39; gezet." in late.text
    assert f'id="{code}"' in late.text
    twice = first.post(f"{place}besluiten/{code}", **form)
    assert twice.status_code == 412
    assert status_of(here, code) == "akkoord corporatie"


@pytest.mark.parametrize("by", [OTHER_CORPORATION, OTHER_PROVIDER, PLANNER, MUNICIPALITY, ADMINISTRATOR])
def test_nobody_decides_about_somebody_elses(here: Served, sent: KeptProposal, by: Identity) -> None:
    other, code = here.visitor(by), code_of(here, sent, CORPORATION)
    csrf = hidden(other.get("/wachtwoord").text, "/afmelden")["csrf"]
    for step in ("akkoord geven", "weigeren", "terugnemen"):
        fields = {"csrf": csrf, "version": "1", "step": step, "refusal": "COMPLEX", "motivation": "zo"}
        answer = other.post(f"/voorstellen/{sent.id}/besluiten/{code}", **fields)
        assert answer.status_code in (403, 404)
        assert "ans" not in answer.text.replace("Zachte Landing", "")
    assert status_of(here, code) == "voorgesteld"


def test_a_form_without_its_token_or_with_nonsense_changes_nothing(here: Served, sent: KeptProposal) -> None:
    dirk, code = here.visitor(CORPORATION), code_of(here, sent, CORPORATION)
    place = f"/voorstellen/{sent.id}/"
    assert dirk.post(f"{place}besluiten/{code}", version="1", step="akkoord geven").status_code == 403
    assert dirk.press(place, f"{place}besluiten/{code}", step="versturen").status_code == 400
    assert dirk.press(place, f"{place}besluiten/{code}", version="nul").status_code == 412
    assert dirk.press(place, f"{place}besluiten/{code}", version="9" * 40).status_code == 412
    assert status_of(here, code) == "voorgesteld"


def test_what_is_not_sent_is_not_there(here: Served) -> None:
    kept = proposal_of(here)
    for by in (CORPORATION, PROVIDER, PLANNER):
        other = here.visitor(by)
        for page in ("", "besluiten", "werkboek.xlsx", "kaart", "kaart-en-cijfers", "cijfers/wijken.csv"):
            assert other.get(f"/voorstellen/{kept.id}/{page}").status_code in (403, 404), page
    assert "Er is nog niets verstuurd." in here.visitor().get(f"/voorstellen/{kept.id}/besluiten").text


def test_a_corporation_downloads_its_own_workbook(here: Served, sent: KeptProposal) -> None:
    found = here.visitor(CORPORATION).get(f"/voorstellen/{sent.id}/werkboek.xlsx")
    assert found.content.startswith(b"PK")
    for by in (PROVIDER, PLANNER, COORDINATOR, ADMINISTRATOR):
        assert here.visitor(by).get(f"/voorstellen/{sent.id}/werkboek.xlsx").status_code == 403


def test_the_coordinator_takes_one_back_with_a_reason(here: Served, sent: KeptProposal) -> None:
    ans, code = here.visitor(), code_of(here, sent, CORPORATION)
    place = f"/voorstellen/{sent.id}/besluiten"
    assert ans.press(place, f"{place}/{code}", step="terugnemen").status_code == 400
    done = ans.press(place, f"{place}/{code}", step="terugnemen", motivation="De woning is verkocht.")
    assert done.headers["location"] == f"{place}#{code}"
    assert status_of(here, code) == "beëindigd"
