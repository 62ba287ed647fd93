"""The pages of a proposal in the service: each role finds its own at the same address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.access.desk import Desk
from api.access.identity import Role
from api.pages.at_desk import PREFIX, opened_at_desk
from api.pages.guard import map_policy
from api.pages.opened import book_here, laid_out
from api.pages.routes import overview
from api.signing_in import At
from api.usecases.proposal_maps import map_of
from api.usecases.proposals import read_proposal
from maps.within import within

router = APIRouter(default_response_class=HTMLResponse)


@router.get(PREFIX + "/")
def proposal_page(request: Request, proposal: str, desk: At) -> Response:
    """What this role does with it, or reads of it."""
    read_proposal(desk, proposal)
    return _PAGES[desk.by.role](request, desk, proposal)


@router.get(PREFIX + "/kaart")
def planners_map(proposal: str, desk: At) -> Response:
    """The planner's map itself. For the coordinator it leads to the wijken, of which planners have no pages."""
    html = map_of(desk, proposal)
    if desk.by.role is Role.COORDINATOR:
        html = within(html, f"/voorstellen/{proposal}")
    return HTMLResponse(html, headers={"content-security-policy": map_policy(html)})


def _coordinators(request: Request, desk: Desk, _proposal: str) -> Response:
    return overview(request, book_here(laid_out(request, opened_at_desk(request, desk))))


_PAGES: Mapping[Role, Callable[[Request, Desk, str], Response]] = {Role.COORDINATOR: _coordinators}
