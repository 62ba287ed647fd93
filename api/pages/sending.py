"""Sending a proposal, what came of it, and the round after it: for the coordinator."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.desk import Desk
from api.errors import Clash, Denial, Overtaken
from api.pages.at_desk import PREFIX, address_of, opened_at_desk
from api.pages.denied import status_of
from api.pages.moments import moment
from api.pages.opened import laid_out
from api.pages.render import render
from api.pages.versions import version_in
from api.signing_in import At, Form
from api.usecases.proposals import ShownProposal, read_proposal, standings_now
from api.usecases.rounds import follow
from api.usecases.sending import parcels_of, send
from optimizer.agreements import PlacementStatus
from optimizer.proposal import Status

router = APIRouter(default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sending:
    """What the overview tells: that it can be sent, or when it was, how many placements are how far, and what follows.

    `can`: there is something to send; `ended`: how many are off, so that another round may find something else.
    """

    can: bool
    sent: str
    counts: tuple[tuple[PlacementStatus, int], ...]
    ended: int


def sending_part(desk: Desk, shown: ShownProposal) -> Sending:
    """How far the sending of a proposal is."""
    kept = shown.summary.kept
    sent = kept.sent_at if kept else None
    counts = Counter(standings_now(desk, shown.summary.id)) if sent else Counter[PlacementStatus]()
    return Sending(
        can=kept is not None and sent is None and kept.status != Status.CONFLICT,
        sent=moment(sent) if sent else "",
        counts=tuple((status, counts[status]) for status in PlacementStatus if counts[status]),
        ended=sum(number for status, number in counts.items() if not status.live) - counts[PlacementStatus.AFGEROND],
    )


@router.get(PREFIX + "/versturen")
def ask_to_send(request: Request, proposal: str, desk: At) -> Response:
    """Say what will happen."""
    return _page(request, desk, proposal)


@router.post(PREFIX + "/versturen")
def send_it(request: Request, proposal: str, desk: At, form: Form) -> Response:
    """Send it, or say everything that stands in the way."""
    try:
        send(desk, proposal, version_in(form))
    except (Clash, Overtaken) as error:
        return _page(request, desk, proposal, error)
    return RedirectResponse(f"{address_of(proposal)}/", HTTPStatus.SEE_OTHER)


@router.post(PREFIX + "/vervolg")
def make_next_round(proposal: str, desk: At) -> Response:
    """Freeze the round after what was decided."""
    kept = follow(desk, proposal)
    return RedirectResponse(f"/#{kept.id}", HTTPStatus.SEE_OTHER)


def _page(request: Request, desk: Desk, proposal: str, error: Denial | None = None) -> Response:
    summary = read_proposal(desk, proposal).summary
    laid_out(request, opened_at_desk(request, desk))
    reasons = error.reasons if isinstance(error, Clash) else ()
    parcels = parcels_of(desk, proposal)
    return render(
        request,
        "sending.html",
        "overzicht",
        HTTPStatus.OK if error is None else status_of(error),
        reasons=reasons,
        message=str(error) if error and not reasons else "",
        parcels=parcels,
        new=sum(parcel.new for parcel in parcels),
        kept=sum(parcel.kept for parcel in parcels),
        version=summary.kept.version if summary.kept else 0,
        sent=moment(summary.sent_at) if summary.sent_at else "",
    )
