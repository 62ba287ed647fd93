"""Maps and files of a proposal: layers as frames, the planner's map, what the coordinator's pages need, and a workbook."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from enum import StrEnum
from typing import Any

import geopandas as gpd
import pandas as pd

from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.access.proposal_access import WHOLE, whole_of
from api.errors import NotAllowed, NotThere
from api.pages.book import Book
from api.reports.workbook import corporation_workbook
from api.shown import Shown
from api.store.database import Reading
from api.store.register import rows_naming
from api.usecases.draw import Shapes, draw, facilities_of, shapes_for
from api.usecases.draw_loads import draw_for_coordinator
from api.usecases.named import named_in
from api.usecases.opened import OpenedProposal, Shelf, opened
from api.usecases.proposals import note_read, own_limits
from api.usecases.propose import Answer
from api.usecases.seen_proposals import first_sent, seen_proposal
from geodata.columns import frame_of
from geodata.register import Register, register_of
from geodata.tables import TABLES
from maps.flows import flows_of
from optimizer.agreements import LimitKind
from optimizer.policy import AreaLevel
from optimizer.room import room_per_wijk
from optimizer.round import canonical

NO_LAYER = "Deze kaartlaag is er niet, of niet voor u."
PLACES = ("gemeenten", "wijken", "buurten", "voorzieningen")
MOST_DRAWN = 8


class Layer(StrEnum):
    """What there is on a map, in Dutch as on the map itself."""

    RUIMTE = "ruimte"
    HERKOMST = "herkomst"
    BELASTING = "belasting"
    GRENZEN = "grenzen"


_SHAPES: Shelf[Shapes] = Shelf(MOST_DRAWN)
_MAPS: Shelf[str] = Shelf(MOST_DRAWN)
_BOOKS: Shelf[Book] = Shelf(MOST_DRAWN)


def layer_of(desk: Desk, proposal_id: str, layer: Layer) -> gpd.GeoDataFrame:
    """A layer: a code and what is told of it per row, with a shape in the system of the frame. Raises NotAllowed, NotThere.

    Numbers of the whole region are for all but the coordinator those of the first proposal that was sent of a round.
    """
    with desk.store.reading() as connection:
        kept = seen_proposal(connection, desk.by, proposal_id)
        told = desk.by.role in WHOLE or kept.id in first_sent(connection)
        if layer is not Layer.GRENZEN and not told:
            raise NotThere(NO_LAYER)
        found = opened(desk.store, kept)
        shapes = _shapes(connection, found)
    rows = _LAYERS[layer](found, desk.by)
    wijken = layer in (Layer.RUIMTE, Layer.BELASTING)
    return _joined(shapes.frame if wijken else _municipalities(shapes.frame), rows)


def map_of(desk: Desk, proposal_id: str) -> str:
    """The planner's map as a page. Raises NotAllowed, NotThere."""
    if desk.by.role not in WHOLE | {Role.PLANNER}:
        raise NotAllowed("Voor uw rol is deze kaart er niet.")
    with desk.store.reading() as connection:
        found = opened(desk.store, seen_proposal(connection, desk.by, proposal_id))
        register, shapes = _places(connection), _shapes(connection, found)
    # An address may have become secret since: then it is another map.
    facilities = facilities_of(register, found.round.start, found.round.end)
    return _MAPS.get((found.kept.id, facilities), lambda: draw(found.round, found.proposal, shapes, facilities))


def book_of(desk: Desk, proposal_id: str, address: str, about: Collection[str] | None = None) -> Book:
    """What the coordinator's pages of a proposal look up; they are below `address`. Raises NotThere for all others.

    That a page was read is noted, with the people whom it is `about`: None is everybody who is in the proposal. A page about
    somebody names others too, which is another entry.
    """
    if desk.by.role not in WHOLE:
        raise NotThere("Deze pagina is er niet, of niet voor u.")
    with desk.store.reading() as connection:
        found = opened(desk.store, seen_proposal(connection, desk.by, proposal_id))
        shapes = _shapes(connection, found)
    book = _BOOKS.get((found.kept.id, address), lambda: _book(found, shapes, address))
    known = tuple(book.people) if about is None else tuple(person for person in about if person in book.people)
    note_read(desk, known)
    if about is not None:
        note_read(desk, (other for person in known for other in _named_with(book, person)))
    return book


def _named_with(book: Book, person: str) -> set[str]:
    """The others on the page of somebody: who moves along or stays apart, and who moves when something changes."""
    told = book.grounds(person) if person in book.placements else book.hope(person)
    groups = [*(link.people for link in book.round.links), *(each.people for each in book.round.contact_exclusions)]
    tied = frozenset[str]().union(*(people for people in groups if person in people))
    return {*named_in(canonical(told), book.people), *tied} - {person}


def workbook_of(desk: Desk, proposal_id: str) -> bytes:
    """The workbook of the corporation that asks. Raises NotAllowed, NotThere."""
    if desk.by.role is not Role.CORPORATIE:
        raise NotAllowed("Dit werkboek is er voor corporaties.")
    with desk.store.reading() as connection:
        found = opened(desk.store, seen_proposal(connection, desk.by, proposal_id))
    own = [home.id for home in found.round.dwellings if home.corporation == desk.by.organisation]
    placed = [each.person for each in found.proposal.placements if each.dwelling in own]
    note_read(desk, placed)
    answer = Answer(round=found.round, proposal=found.proposal, practice=None)
    return corporation_workbook(answer, desk.by.organisation)


def _book(found: OpenedProposal, shapes: Shapes, address: str) -> Book:
    answer = Answer(round=found.round, proposal=found.proposal, practice=found.practice)
    shown = Shown(
        round=found.round,
        proposal=found.proposal,
        practice=found.practice,
        map_html="",
        loads_html=draw_for_coordinator(answer, shapes),
    )
    return Book(shown, address)


def _room(found: OpenedProposal, _by: Identity) -> list[dict[str, Any]]:
    return [
        {
            "code": wijk.code,
            "grens": wijk.cap,
            "voorstel": wijk.provisional,
            "ruimte": wijk.room.value,
            "samen_met": list(wijk.together),
        }
        for wijk in room_per_wijk(found.round, found.proposal)
    ]


def _flows(found: OpenedProposal, _by: Identity) -> list[dict[str, Any]]:
    flows = flows_of(found.round, found.proposal)
    return [{"code": row.code, "terug": row.flow.back, "elders": row.flow.elsewhere} for row in flows.rows]


def _loads(found: OpenedProposal, by: Identity) -> list[dict[str, Any]]:
    """Of the wijken of which the reader may know the exact load; of several limits on one wijk that with the least room."""
    wijken = {area.id for area in found.round.areas if area.level is AreaLevel.WIJK}
    own = [each for each in own_limits(by, found) if each.area in wijken and each.kind is LimitKind.STAND]
    if not own:
        raise NotThere(NO_LAYER)
    tightest = {each.area: each for each in sorted(own, key=lambda each: each.used + each.claimed - each.cap)}
    return [
        {
            "code": each.area,
            "grens": each.cap,
            "aanwezig": each.used,
            "lopend": each.claimed,
            "voorgesteld": each.planned,
            "voorstel": each.provisional,
        }
        for each in tightest.values()
    ]


def _borders(found: OpenedProposal, _by: Identity) -> list[dict[str, Any]]:
    return [{"code": each.id} for each in found.round.municipalities]


_LAYERS: Mapping[Layer, Callable[[OpenedProposal, Identity], list[dict[str, Any]]]] = {
    Layer.RUIMTE: _room,
    Layer.HERKOMST: _flows,
    Layer.BELASTING: _loads,
    Layer.GRENZEN: _borders,
}


def _joined(shapes: gpd.GeoDataFrame, rows: list[dict[str, Any]]) -> gpd.GeoDataFrame:
    """The rows that have a shape, by code."""
    known = {row["code"]: row for row in rows}
    there = shapes[shapes["code"].isin(known)].sort_values("code").reset_index(drop=True)
    told = [known[code] for code in there["code"]]
    names = [name for name in (told[0] if told else ()) if name != "code"]
    # As objects: where nothing is told, pandas would make numbers with a fraction of the others.
    columns = {name: pd.Series([row[name] for row in told], dtype=object) for name in names}
    return gpd.GeoDataFrame(
        {"code": there["code"], "naam": there["naam"], "gemeente": there["gemeentenaam"], **columns},
        geometry=there.geometry.to_numpy(),
        crs=shapes.crs,
    )


def _municipalities(wijken: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    whole = wijken.dissolve("gemeentecode", as_index=False)
    return whole.assign(code=whole["gemeentecode"], naam=whole["gemeentenaam"])


def _shapes(connection: Reading, found: OpenedProposal) -> Shapes:
    return _SHAPES.get(found.kept.id, lambda: shapes_for(found.round, None, _places(connection)))


def _places(connection: Reading) -> Register:
    """The part of the register that a map is made of: no person, no dwelling."""
    frames = {}
    for table in PLACES:
        rows = rows_naming(connection, whole_of(table), None, ())
        frames[table] = frame_of(TABLES[table], (row.values for row in rows))
    return register_of(frames)
