"""The pages of stored proposals: the coordinator's below `/voorstellen`, and who may see what of each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import quote

from fastapi import APIRouter, FastAPI, Request
from fastapi.responses import HTMLResponse, Response
from starlette.exceptions import HTTPException

from api.access.identity import Role
from api.pages.errors import refused
from api.pages.guard import map_policy
from api.pages.home import Line, Shelf, shelf_of
from api.pages.opened import Opened, opened
from api.pages.review import ADDRESS as REVIEW
from api.pages.review import router as review
from api.pages.routes import router as pages
from api.signing_in import At
from api.usecases import opened as kept
from api.usecases.proposal_maps import book_of, map_of
from api.usecases.proposals import Summary, list_proposals
from api.usecases.rounds import ShownRound, list_rounds
from maps.within import within
from optimizer.words import period

PREFIX = "/voorstellen"
SENT, NOT_SENT = "verstuurd", "nog niet verstuurd"

router = APIRouter(default_response_class=HTMLResponse)
_OPENED: kept.Shelf[Opened] = kept.Shelf(kept.MOST_OPEN)


def open_pages(app: FastAPI) -> None:
    """Let an application, of which people come through a door, show its stored proposals."""
    app.dependency_overrides[opened] = opened_at
    app.dependency_overrides[shelf_of] = shelf_at
    # The map is for planners too, and so goes before the coordinator's pages.
    app.include_router(router)
    app.include_router(pages, prefix=f"{PREFIX}/{{proposal}}")
    app.include_router(review)
    app.add_exception_handler(HTTPException, refused)


def opened_at(request: Request, desk: At) -> Opened:
    """The proposal of the address, for the coordinator."""
    proposal, about = request.path_params["proposal"], request.path_params.get("person", "")
    book = book_of(desk, proposal, _address(proposal), about)
    return _OPENED.get(book.address, lambda: Opened(book))


@router.get(f"{PREFIX}/{{proposal}}/kaart")
def map_document(desk: At, proposal: str) -> Response:
    """The planner's map; in the coordinator's it leads to the pages of the wijken."""
    html = map_of(desk, proposal)
    if desk.by.role is Role.COORDINATOR:
        html = within(html, _address(proposal))
    return HTMLResponse(html, headers={"content-security-policy": map_policy(html)})


def shelf_at(desk: At) -> Shelf:
    """What lies ready at a desk."""
    if desk.by.role not in _PLACES:
        return Shelf()
    place = _PLACES[desk.by.role]
    rounds = list_rounds(desk) if desk.by.role is Role.COORDINATOR else ()
    return Shelf(
        proposals=tuple(_line(summary, place(summary.id)) for summary in list_proposals(desk)),
        rounds=tuple(map(_round_line, rounds)),
    )


def _address(proposal: str) -> str:
    return f"{PREFIX}/{quote(proposal, safe='')}"


_PLACES: Mapping[Role, Callable[[str], str]] = {
    Role.COORDINATOR: lambda proposal: f"{_address(proposal)}/",
    Role.PLANNER: lambda proposal: f"{_address(proposal)}/kaart",
    Role.CORPORATIE: lambda proposal: f"{REVIEW}/{quote(proposal, safe='')}",
    Role.ZORGAANBIEDER: lambda proposal: f"{REVIEW}/{quote(proposal, safe='')}",
}


def _line(summary: Summary, address: str) -> Line:
    when = period(summary.start, summary.end)
    return Line(name=summary.name, state=SENT if summary.sent_at else NOT_SENT, when=when, address=address)


def _round_line(shown: ShownRound) -> Line:
    origin = shown.kept.origin.value if shown.kept else ""
    return Line(name=shown.name, state=f"uit {origin}" if origin else "", when=period(shown.start, shown.end))
