"""The pages of a proposal in the service: each role finds its own at the same address."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.access.desk import Desk
from api.access.identity import Role
from api.pages.at_desk import PREFIX, address_of, opened_at_desk
from api.pages.guard import map_policy
from api.pages.opened import book_here, laid_out
from api.pages.planner import planner_page
from api.pages.review import review_page
from api.pages.routes import overview_page
from api.pages.sending import sending_part
from api.signing_in import At
from api.usecases.proposal_maps import map_of
from api.usecases.proposals import ShownProposal, read_proposal
from maps.within import within

router = APIRouter(default_response_class=HTMLResponse)


@router.get(PREFIX + "/")
def proposal_page(request: Request, proposal: str, desk: At) -> Response:
    """What this role does with it, or reads of it."""
    shown = read_proposal(desk, proposal)
    # Of what was erased the figures stay.
    page = planner_page if shown.policy is None else _PAGES[desk.by.role]
    return page(request, desk, shown)


@router.get(PREFIX + "/kaart")
def planners_map(proposal: str, desk: At) -> Response:
    """The planner's map itself. For the coordinator it leads to the wijken, of which planners have no pages."""
    html = map_of(desk, proposal)
    if desk.by.role is Role.COORDINATOR:
        html = within(html, address_of(proposal))
    return HTMLResponse(html, headers={"content-security-policy": map_policy(html)})


def _coordinators(request: Request, desk: Desk, shown: ShownProposal) -> Response:
    book = book_here(laid_out(request, opened_at_desk(request, desk)))
    return overview_page(request, book, sending_part(desk, shown))


_PAGES: Mapping[Role, Callable[[Request, Desk, ShownProposal], Response]] = {
    Role.COORDINATOR: _coordinators,
    Role.CORPORATIE: review_page,
    Role.ZORGAANBIEDER: review_page,
    Role.PLANNER: planner_page,
}
