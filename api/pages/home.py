"""The first page of somebody who is signed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.identity import Role
from api.pages.accounts import ADDRESS
from api.pages.render import render
from api.signing_in import At

router = APIRouter(default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A proposal or a round; `state` and `when` are what is told of it, `address` where more of it is, or empty."""

    name: str
    state: str
    when: str
    address: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What lies ready for somebody, the newest first."""

    proposals: tuple[Line, ...] = ()
    rounds: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The words for a role."""

    title: str
    lead: str
    nothing: str
    rounds: bool = False


WORDS: Mapping[Role, Told] = {
    Role.COORDINATOR: Told(
        title="Voorstellen en rondes",
        lead="Open een voorstel om te zien wie waar terechtkomt, en waarom.",
        nothing="Er is nog geen voorstel. Begin een berekening voor een ronde; daarna staat het voorstel hier.",
        rounds=True,
    ),
    Role.CORPORATIE: Told(
        title="Uw voorstellen",
        lead="Dit zijn de voorstellen met woningen van uw corporatie.",
        nothing="Er is nog niets naar u gestuurd. Zodra de coördinator een voorstel stuurt, staat het hier.",
    ),
    Role.ZORGAANBIEDER: Told(
        title="Uw voorstellen",
        lead="Dit zijn de voorstellen voor cliënten van uw organisatie.",
        nothing="Er is nog niets naar u gestuurd. Zodra de coördinator een voorstel stuurt, staat het hier.",
    ),
    Role.PLANNER: Told(
        title="Cijfers per voorstel",
        lead="U ziet aantallen, geen personen. Kleine aantallen zijn weggelaten.",
        nothing="Er zijn nog geen cijfers. Zodra de coördinator een voorstel stuurt, staan ze hier.",
    ),
}


def shelf_of(_desk: At) -> Shelf:
    """What lies ready at a desk. An application that keeps proposals overrides this, as it does `api.pages.opened.opened`."""
    return Shelf()


@router.get("/")
def home(request: Request, desk: At, shelf: Annotated[Shelf, Depends(shelf_of)]) -> Response:
    """What there is to do for this role."""
    if desk.by.role is Role.BEHEERDER:
        return RedirectResponse(ADDRESS, HTTPStatus.SEE_OTHER)
    return render(request, "home.html", "begin", told=WORDS[desk.by.role], shelf=shelf)
