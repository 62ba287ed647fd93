"""Which address shows what. Routes look up, views say it, templates draw it."""

from __future__ import annotations

from typing import Annotated, Any

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import HTMLResponse, Response

from api.pages.agreements import quotas, support
from api.pages.area import area_page_of
from api.pages.balance import balance, how_sure, warnings
from api.pages.book import Book
from api.pages.downloads import corporation_workbooks
from api.pages.downloads import router as downloads
from api.pages.dwelling import dwelling_page
from api.pages.dwellings import dwellings
from api.pages.goals import clashes, ending, goals, way_out
from api.pages.guard import map_policy
from api.pages.headline import headline
from api.pages.limits import limits
from api.pages.opened import book_here
from api.pages.person import not_placed, placed
from api.pages.placements import placements
from api.pages.render import render
from api.pages.tables import Table, view
from api.pages.unplaced import unplaced_people
from api.texts.clash import WAY_OUT, WAY_OUT_NOTE
from maps.within import within

Here = Annotated[Book, Depends(book_here)]
# No page without its proposal: whoever may not see that sees none.
router = APIRouter(default_response_class=HTMLResponse, dependencies=[Depends(book_here)])
router.include_router(downloads)


@router.get("/")
def overview(request: Request, book: Here) -> Response:
    """How good the proposal is."""
    return overview_page(request, book)


def overview_page(request: Request, book: Book, sending: object = None) -> Response:
    """The same, with how far its sending is where there is somebody to send it to."""
    return render(
        request,
        "overview.html",
        "overzicht",
        sending=sending,
        tiles=headline(book),
        ending=ending(book),
        clashes=clashes(book),
        way_out=way_out(book),
        way_out_title=WAY_OUT,
        way_out_note=WAY_OUT_NOTE,
        goals=goals(book),
        balance=balance(book),
        warnings=warnings(book),
        how_sure=how_sure(book),
        workbooks=corporation_workbooks(book),
    )


@router.get("/plaatsingen")
def list_placements(request: Request, book: Here) -> Response:
    """Who goes where."""
    return _list(request, "placements.html", "plaatsingen", placements(book))


@router.get("/plaatsingen/{person:path}")
def one_placement(request: Request, person: str, book: Here) -> Response:
    """Why this dwelling."""
    return _one(request, "placement.html", "plaatsingen", placed(person, book))


@router.get("/niet-geplaatst")
def list_unplaced(request: Request, book: Here) -> Response:
    """Who has no home, and why."""
    return _list(request, "unplaced.html", "niet-geplaatst", unplaced_people(book))


@router.get("/niet-geplaatst/{person:path}")
def one_unplaced(request: Request, person: str, book: Here) -> Response:
    """Why somebody has no home; with `?reken=na` also what the calculation would do with what helps."""
    calculate = request.query_params.get("reken") == "na"
    return _one(request, "unplaced_person.html", "niet-geplaatst", not_placed(person, book, calculate=calculate))


@router.get("/woningen")
def list_dwellings(request: Request, book: Here) -> Response:
    """What is offered, whom it suits and who gets it."""
    return _list(request, "dwellings.html", "woningen", dwellings(book, book.round.dwellings))


@router.get("/woningen/{dwelling:path}")
def one_dwelling(request: Request, dwelling: str, book: Here) -> Response:
    """Who gets a dwelling, and whom it suits."""
    one = dwelling_page(dwelling, book)
    return _one(request, "dwelling.html", "woningen", one, one.suiting if one else None)


@router.get("/wijken")
def list_limits(request: Request, book: Here) -> Response:
    """How full each area is."""
    return _list(request, "limits.html", "wijken", limits(book))


@router.get("/afspraken")
def list_quotas(request: Request, book: Here) -> Response:
    """Which agreements are kept."""
    return _list(request, "quotas.html", "afspraken", quotas(book))


@router.get("/afspraken/begeleiding")
def list_support(request: Request, book: Here) -> Response:
    """How many hours of support are left."""
    return _list(request, "support.html", "afspraken", support(book))


@router.get("/wijken/kaart")
def map_page(request: Request) -> Response:
    """The map within the application."""
    return render(request, "map.html", "wijken")


@router.get("/wijken/kaart/coordinator")
def loads_map_page(request: Request, book: Here) -> Response:
    """The coordinator's map within the application, where there is one."""
    if not book.shown.loads_html:
        raise HTTPException(404)
    return render(request, "loads_map.html", "wijken")


# After the maps, which have addresses of their own among the wijken.
@router.get("/wijken/{area:path}")
def one_area(request: Request, area: str, book: Here) -> Response:
    """What an area can bear, and what is planned in it."""
    one = area_page_of(area, book)
    return _one(request, "area.html", "wijken", one, one.dwellings if one else None)


@router.get("/kaart")
def map_document(book: Here) -> Response:
    """The map itself."""
    html = within(book.shown.map_html, book.address)
    return HTMLResponse(html, headers={"content-security-policy": map_policy(html)})


@router.get("/kaart/coordinator")
def loads_map_document(book: Here) -> Response:
    """The coordinator's map itself."""
    html = book.shown.loads_html
    if not html:
        raise HTTPException(404)
    return HTMLResponse(html, headers={"content-security-policy": map_policy(html)})


def _list(request: Request, template: str, here: str, table: Table) -> Response:
    return render(request, template, here, view=view(table, request.query_params))


def _one(
    request: Request,
    template: str,
    here: str,
    one: Any,  # noqa: ANN401 - what a template shows
    table: Table | None = None,
) -> Response:
    if one is None:
        raise HTTPException(404)
    return render(request, template, here, one=one, view=table and view(table, request.query_params))
