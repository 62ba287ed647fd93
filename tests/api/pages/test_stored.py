"""The pages of stored proposals: each role its own, and the forms with which a party decides."""

from __future__ import annotations

import pytest
from fastapi import FastAPI

from api.access.door import Door
from api.access.identity import Identity
from api.pages.stored import open_pages
from api.store.proposals import KeptProposal
from api.usecases.decisions import read_placement
from api.usecases.listing import Listing
from api.usecases.proposals import placements_of
from api.usecases.sending import send
from tests.api.desk_app import desk_app
from tests.api.region import (
    ADMINISTRATOR,
    COORDINATOR,
    CORPORATION,
    OTHER_CORPORATION,
    OTHER_PROVIDER,
    PLANNER,
    PROVIDER,
    desk,
    frozen,
    home,
    person,
    solved,
    stored,
)
from tests.doors import PASSWORD, somebody
from tests.visitor import Visitor


@pytest.fixture
def app(sqlite_door: Door) -> FastAPI:
    application = desk_app(sqlite_door)
    open_pages(application)
    return application


@pytest.fixture
def sent(sqlite_door: Door) -> KeptProposal:
    store = sqlite_door.store
    stored(store, uitstromers=[person("ans"), person("bea")], woningen=[home("h1")])
    return send(desk(store), solved(store, frozen(store)).id, 1)


def visitor(app: FastAPI, door: Door, by: Identity) -> Visitor:
    somebody(door, by.account, by.role, by.organisation)
    came = Visitor(app)
    came.sign_in(by.account, PASSWORD)
    return came


def test_the_coordinator_opens_every_page(app: FastAPI, sqlite_door: Door, sent: KeptProposal) -> None:
    ans = visitor(app, sqlite_door, COORDINATOR)
    place = f"/voorstellen/{sent.id}"
    assert f'href="{place}/"' in ans.get("/").text
    for page in (
        "/",
        "/plaatsingen",
        "/niet-geplaatst",
        "/woningen",
        "/wijken",
        "/afspraken",
        "/wijken/kaart",
        "/kaart",
    ):
        assert ans.get(place + page).status_code == 200, page
    for page in ("/voorstellen/v-onbekend/", f"{place}/woningen/onbekend", f"{place}/onzin"):
        refused = ans.get(page)
        assert (refused.status_code, refused.headers["content-type"]) == (404, "text/html; charset=utf-8")


@pytest.mark.parametrize("by", [CORPORATION, PROVIDER, PLANNER, ADMINISTRATOR, OTHER_CORPORATION])
def test_its_pages_are_not_there_for_others(app: FastAPI, sqlite_door: Door, sent: KeptProposal, by: Identity) -> None:
    bea = visitor(app, sqlite_door, by)
    for page in ("/", "/plaatsingen", "/niet-geplaatst", "/wijken", "/voorstel.json", "/voorstel.xlsx"):
        assert bea.get(f"/voorstellen/{sent.id}{page}").status_code == 404, page


def test_who_is_not_signed_in_is_asked_to(app: FastAPI, sent: KeptProposal) -> None:
    for page in (f"/voorstellen/{sent.id}/", f"/voorstellen/{sent.id}/kaart", f"/te-beoordelen/{sent.id}"):
        assert Visitor(app).get(page).headers["location"].startswith("/aanmelden")


def test_a_planner_gets_the_map_only(app: FastAPI, sqlite_door: Door, sent: KeptProposal) -> None:
    cas = visitor(app, sqlite_door, PLANNER)
    assert f"/voorstellen/{sent.id}/kaart" in cas.get("/").text
    page = cas.get(f"/voorstellen/{sent.id}/kaart")
    assert page.status_code == 200
    assert "sandbox" in page.headers["content-security-policy"]
    assert f"/voorstellen/{sent.id}/wijken" not in page.text
    assert cas.get(f"/te-beoordelen/{sent.id}").status_code == 403
    for by in (CORPORATION, PROVIDER):
        assert visitor(app, sqlite_door, by).get(f"/voorstellen/{sent.id}/kaart").status_code == 403


def code_of(door: Door, sent: KeptProposal) -> str:
    [row] = placements_of(desk(door.store), sent.id, Listing()).items
    assert row.placement
    return row.placement


def test_a_corporation_agrees_and_declines_with_a_form(app: FastAPI, sqlite_door: Door, sent: KeptProposal) -> None:
    dirk, code = visitor(app, sqlite_door, CORPORATION), code_of(sqlite_door, sent)
    place = f"/te-beoordelen/{sent.id}"
    assert place in dirk.get("/").text
    page = dirk.get(place).text
    assert "Akkoord geven" in page
    assert "Past niet in het complex" in page
    assert "Woonomgeving bevalt niet" not in page
    assert "BW" not in page
    done = dirk.press(place, f"{place}/{code}", step="akkoord geven")
    assert (done.status_code, done.headers["location"]) == (303, place)
    late = dirk.post(f"{place}/{code}", csrf=csrf(page), version="1", step="akkoord geven")
    assert late.status_code == 412
    assert "intussen" in late.text
    wrong = dirk.press(place, f"{place}/{code}", step="weigeren", refusal="")
    assert wrong.status_code == 400
    assert "Reden" in wrong.text
    assert dirk.press(place, f"{place}/{code}", step="weigeren", refusal="DOC").status_code == 303
    assert read_placement(desk(sqlite_door.store), code).status == "geweigerd"


def csrf(page: str) -> str:
    return page.split('name="csrf" value="', 1)[1].split('"', 1)[0]


def test_a_provider_reads_of_its_own_people_also_who_has_none(
    app: FastAPI, sqlite_door: Door, sent: KeptProposal
) -> None:
    page = visitor(app, sqlite_door, PROVIDER).get(f"/te-beoordelen/{sent.id}")
    assert "Nog geen woning" in page.text
    assert "Er waren woningen die passen" in page.text
    for by in (OTHER_CORPORATION, OTHER_PROVIDER):
        other = visitor(app, sqlite_door, by)
        assert other.get(f"/te-beoordelen/{sent.id}").status_code == 404
        assert other.get(f"/te-beoordelen/{sent.id}/werkboek.xlsx").status_code in (403, 404)


def test_a_corporation_downloads_its_own_workbook(app: FastAPI, sqlite_door: Door, sent: KeptProposal) -> None:
    found = visitor(app, sqlite_door, CORPORATION).get(f"/te-beoordelen/{sent.id}/werkboek.xlsx")
    assert found.status_code == 200
    assert found.content.startswith(b"PK")


def test_a_form_without_its_token_changes_nothing(app: FastAPI, sqlite_door: Door, sent: KeptProposal) -> None:
    dirk, code = visitor(app, sqlite_door, CORPORATION), code_of(sqlite_door, sent)
    assert dirk.post(f"/te-beoordelen/{sent.id}/{code}", version="1", step="akkoord geven").status_code == 403
    assert read_placement(desk(sqlite_door.store), code).version == 1
