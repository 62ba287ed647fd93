"""The coordinator's pages of a proposal: nobody else's, and every reading of a person is written down."""

from __future__ import annotations

import json
import re

import pytest
from fastapi.routing import APIRoute

from api.access.door import Door
from api.access.identity import Identity
from api.pages import downloads, routes
from api.pages.at_desk import WITHOUT_PERSONS
from api.store.database import Store
from api.store.proposals import KeptProposal
from tests.api.pages.served import Served, proposal_of, served
from tests.api.region import (
    ADMINISTRATOR,
    CORPORATION,
    MUNICIPALITY,
    OTHER_CORPORATION,
    OTHER_PROVIDER,
    PLANNER,
    PROVIDER,
)
from tests.visitor import Visitor

OTHERS = (CORPORATION, OTHER_CORPORATION, PROVIDER, OTHER_PROVIDER, PLANNER, MUNICIPALITY, ADMINISTRATOR)
PLACES = {"person": "ans", "dwelling": "h1", "area": "WK-A", "name": "corp.xlsx"}
# Here each role has a page of its own: see `test_proposal`.
SHARED = {"/", "/kaart"}
EVERYBODY = ["ans", "bea", "cas"]


def addresses() -> list[str]:
    """Every page of the coordinator, filled in."""
    found = (*routes.router.routes, *downloads.router.routes)
    paths = [route.path for route in found if isinstance(route, APIRoute)]
    filled = [re.sub(r"\{(\w+)(:path)?\}", lambda part: PLACES[part[1]], path) for path in paths if path not in SHARED]
    assert len(filled) > 15
    return [*filled, "/versturen"]


@pytest.fixture
def here(sqlite_door: Door) -> Served:
    return served(sqlite_door)


@pytest.fixture
def sent(here: Served) -> KeptProposal:
    return here.send(proposal_of(here))


def read_by(store: Store) -> list[list[str]]:
    """Whom each entry about reading is about, in order."""
    with store.reading() as connection:
        found = connection.exec_driver_sql("SELECT subjects FROM audit WHERE action = 'gelezen' ORDER BY seq")
        return [json.loads(subjects) for subjects in found.scalars()]


def test_the_coordinator_opens_all_of_them(here: Served, sent: KeptProposal) -> None:
    ans = here.visitor()
    failed = {}
    for page in addresses():
        # Who has a home has no page among who has none.
        answer = ans.get(f"/voorstellen/{sent.id}{page.replace('/niet-geplaatst/ans', '/niet-geplaatst/cas')}")
        if answer.status_code != 200:
            failed[page] = answer.status_code
    assert failed == {}


@pytest.mark.parametrize("by", OTHERS)
def test_they_are_not_there_for_anybody_else(here: Served, sent: KeptProposal, by: Identity) -> None:
    bea = here.visitor(by)
    for page in addresses():
        for proposal in (sent.id, "v-onbekend"):
            answer = bea.get(f"/voorstellen/{proposal}{page}")
            assert answer.status_code in (403, 404), page
            assert "Ronde &lt;najaar&gt;" not in answer.text
            assert "cas" not in answer.text.replace("/niet-geplaatst/cas", "")
    assert read_by(here.door.store) == []


def test_who_is_not_signed_in_comes_back_after_that(here: Served, sent: KeptProposal) -> None:
    for page in [*addresses(), "/", "/kaart", "/besluiten", "/kaart-en-cijfers", "/cijfers/wijken.csv"]:
        answer = Visitor(here.app).get(f"/voorstellen/{sent.id}{page}")
        assert answer.headers["location"] == f"/aanmelden?verder=/voorstellen/{sent.id}{page}"


@pytest.mark.parametrize(
    ("page", "people"),
    [
        ("/plaatsingen/ans", ["ans"]),
        ("/niet-geplaatst/cas", ["cas"]),
        ("/plaatsingen", EVERYBODY),
        ("/", EVERYBODY),
        ("/woningen/h1", EVERYBODY),
        ("/voorstel.json", EVERYBODY),
    ],
)
def test_whose_record_was_read_is_noted(here: Served, sent: KeptProposal, page: str, people: list[str]) -> None:
    answer = here.visitor().get(f"/voorstellen/{sent.id}{page}")
    assert answer.status_code == 200
    first, *others = read_by(here.door.store)
    assert first == people
    assert set(re.findall(r"\b(?:ans|bea|cas)\b", answer.text)) <= {*first, *(name for each in others for name in each)}


def test_pages_without_persons_note_nobody_and_name_nobody(here: Served, sent: KeptProposal) -> None:
    ans = here.visitor()
    for page in WITHOUT_PERSONS:
        answer = ans.get(f"/voorstellen/{sent.id}{page}")
        assert answer.status_code == 200
        assert not re.search(r"\b(ans|bea|cas)\b(?!</span>)", answer.text), page
    assert read_by(here.door.store) == []


def test_somebody_who_is_not_in_it_is_not_noted(here: Served, sent: KeptProposal) -> None:
    assert here.visitor().get(f"/voorstellen/{sent.id}/plaatsingen/niemand").status_code == 404
    assert read_by(here.door.store) == []
