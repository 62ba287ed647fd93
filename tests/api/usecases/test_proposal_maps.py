"""Maps of a proposal: classes and flows for all, exact loads for who decides, nothing of an address that became secret."""

from __future__ import annotations

import pytest

from api.access.identity import Identity
from api.errors import NotAllowed, NotThere
from api.store.database import Store
from api.store.proposals import KeptProposal
from api.usecases.proposal_maps import Layer, book_of, layer_of, map_of, workbook_of
from api.usecases.rounds import follow
from api.usecases.sending import send
from tests.api.region import (
    ADMINISTRATOR,
    COORDINATOR,
    CORPORATION,
    MUNICIPALITY,
    NOBODY_YET,
    OTHER_CORPORATION,
    PLANNER,
    PROVIDER,
    added,
    changed,
    desk,
    frozen,
    home,
    person,
    solved,
    stored,
)
from tests.geodata.tiny import cap

SEEING = (COORDINATOR, CORPORATION, PROVIDER, PLANNER, MUNICIPALITY)


@pytest.fixture
def sent(sqlite_store: Store) -> KeptProposal:
    stored(
        sqlite_store,
        uitstromers=[person("ans"), person("bea")],
        woningen=[home("h1"), home("h2", "C")],
        grenswaarden=[cap("WK-A"), cap("WK-C")],
    )
    return send(desk(sqlite_store), solved(sqlite_store, frozen(sqlite_store)).id, 1)


def told(store: Store, by: Identity, kept: KeptProposal, layer: Layer) -> dict[str, dict[str, object]]:
    frame = layer_of(desk(store, by), kept.id, layer)
    assert frame.crs is not None
    assert not frame.geometry.is_empty.any()
    return {row["code"]: row for row in frame.drop(columns="geometry").to_dict("records")}


@pytest.mark.parametrize("by", SEEING)
def test_everybody_who_sees_it_sees_classes_flows_and_borders(
    sqlite_store: Store, sent: KeptProposal, by: Identity
) -> None:
    room = told(sqlite_store, by, sent, Layer.RUIMTE)
    assert list(room) == ["WK-A", "WK-B", "WK-C"]
    assert (room["WK-A"]["naam"], room["WK-A"]["gemeente"], room["WK-A"]["grens"]) == ("Wijk A", "Aadorp", 5)
    assert room["WK-B"]["ruimte"] == "geen grens"
    assert [type(row["grens"]) for row in room.values()] == [int, type(None), int]
    flows = told(sqlite_store, by, sent, Layer.HERKOMST)
    assert [(row["naam"], row["terug"]) for row in flows.values()] == [("Aadorp", None), ("Beekstad", None)]
    assert list(told(sqlite_store, by, sent, Layer.GRENZEN)) == ["GM-A", "GM-B"]


def test_exact_loads_are_for_the_coordinator_and_the_own_gemeente(sqlite_store: Store, sent: KeptProposal) -> None:
    whole = told(sqlite_store, COORDINATOR, sent, Layer.BELASTING)
    assert {code: (row["grens"], row["voorgesteld"]) for code, row in whole.items()} == {"WK-A": (5, 1), "WK-C": (5, 1)}
    assert list(told(sqlite_store, MUNICIPALITY, sent, Layer.BELASTING)) == ["WK-A"]
    for by in (CORPORATION, PROVIDER, PLANNER, NOBODY_YET):
        with pytest.raises(NotThere):
            layer_of(desk(sqlite_store, by), sent.id, Layer.BELASTING)


def test_of_what_follows_only_the_borders_are_for_others(sqlite_store: Store, sent: KeptProposal) -> None:
    second = solved(sqlite_store, follow(desk(sqlite_store), sent.id))
    send(desk(sqlite_store), second.id, 1)
    for by in (CORPORATION, PROVIDER):
        assert told(sqlite_store, by, second, Layer.GRENZEN)
        for layer in (Layer.RUIMTE, Layer.HERKOMST):
            with pytest.raises(NotThere):
                layer_of(desk(sqlite_store, by), second.id, layer)
    assert told(sqlite_store, COORDINATOR, second, Layer.RUIMTE)


def test_a_facility_that_becomes_secret_leaves_the_map(sqlite_store: Store, sent: KeptProposal) -> None:
    added(
        sqlite_store,
        "voorzieningen",
        {
            "code": "v",
            "naam": "Huize Test",
            "wijk": "WK-A",
            "belasting": 0,
            "geheim_adres": False,
            "algemeen_aanbod": False,
        },
    )
    assert "Huize Test" in map_of(desk(sqlite_store, PLANNER), sent.id)
    changed(sqlite_store, "voorzieningen", {"code": "v"}, geheim_adres=True)
    assert "Huize Test" not in map_of(desk(sqlite_store, PLANNER), sent.id)
    for by in (CORPORATION, PROVIDER, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            map_of(desk(sqlite_store, by), sent.id)


def test_the_pages_are_the_coordinators(sqlite_store: Store, sent: KeptProposal) -> None:
    book = book_of(desk(sqlite_store), sent.id, f"/voorstellen/{sent.id}", ("ans", "niemand"))
    assert set(book.placements) == {"ans", "bea"}
    assert book.at("/wijken") == f"/voorstellen/{sent.id}/wijken"
    assert "<html" in book.shown.loads_html
    book_of(desk(sqlite_store), sent.id, f"/voorstellen/{sent.id}", ())
    book_of(desk(sqlite_store), sent.id, f"/voorstellen/{sent.id}")
    with sqlite_store.reading() as connection:
        noted = connection.exec_driver_sql("SELECT subjects FROM audit WHERE action = 'gelezen' ORDER BY seq").scalars()
        assert noted.all() == ['["ans"]', '["bea"]', '["ans", "bea"]']
    for by in (CORPORATION, PROVIDER, PLANNER, MUNICIPALITY, ADMINISTRATOR):
        for id_ in (sent.id, "v-onbekend"):
            with pytest.raises(NotThere):
                book_of(desk(sqlite_store, by), id_, "")


def test_a_workbook_is_for_the_corporation_whose_dwellings_are_in_it(sqlite_store: Store, sent: KeptProposal) -> None:
    assert workbook_of(desk(sqlite_store, CORPORATION), sent.id).startswith(b"PK")
    with pytest.raises(NotThere):
        workbook_of(desk(sqlite_store, OTHER_CORPORATION), sent.id)
    for by in (COORDINATOR, PROVIDER, PLANNER, ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            workbook_of(desk(sqlite_store, by), sent.id)
