"""What a corporation or a provider is asked about: its own placements of a sent proposal, and what it decides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from http import HTTPStatus
from urllib.parse import quote

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.desk import Desk
from api.access.identity import Role
from api.access.proposal_access import ACTORS
from api.access.visible import Fact
from api.errors import Clash, NotAllowed, Overtaken
from api.pages.denied import status_of
from api.pages.forms import Problem, problems_of
from api.pages.render import render
from api.reports.placed import COLUMNS
from api.signing_in import At, Form
from api.usecases.decisions import decide, refusals_for
from api.usecases.listing import MOST_ON_A_PAGE, Listing
from api.usecases.paging import Plain
from api.usecases.proposal_maps import workbook_of
from api.usecases.proposals import PlacementRow, placements_of, read_proposal, unplaced_of
from optimizer.errors import Fault, InvalidInput
from optimizer.review import Step
from optimizer.words import day

ADDRESS = "/te-beoordelen"
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LABELS = {"refusal": "Reden", "motivation": "Toelichting", "step": "Besluit"}

router = APIRouter(default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A placement on the page: its facts with their titles, and the steps that can be taken."""

    placement: str
    version: int
    status: str
    title: str
    facts: tuple[tuple[str, str], ...]
    steps: tuple[Step, ...]


@router.get(ADDRESS + "/{proposal}")
def show(request: Request, proposal: str, desk: At, bladzijde: int = 1) -> Response:
    """The placements of whoever asks."""
    return _page(request, desk, proposal, bladzijde)


@router.get(ADDRESS + "/{proposal}/werkboek.xlsx")
def workbook(proposal: str, desk: At) -> Response:
    """The workbook of a corporation."""
    name = {"content-disposition": 'attachment; filename="voorstel.xlsx"'}
    return Response(workbook_of(desk, proposal), media_type=WORKBOOK, headers=name)


@router.post(ADDRESS + "/{proposal}/{placement}")
def take(request: Request, proposal: str, placement: str, desk: At, form: Form) -> Response:
    """Take a step, and come back."""
    read_proposal(desk, proposal)
    version = form.get("version", "")
    try:
        decide(
            desk,
            placement,
            int(version) if version.isascii() and version.isdigit() and len(version) < 9 else 0,  # noqa: PLR2004 - fits any database
            _step(form.get("step", "")),
            form.get("refusal", ""),
            form.get("motivation", ""),
        )
    except InvalidInput as error:
        return _page(request, desk, proposal, 1, problems_of(error, LABELS), status=HTTPStatus.BAD_REQUEST)
    except (Clash, NotAllowed, Overtaken) as error:
        return _page(request, desk, proposal, 1, message=str(error), status=status_of(error))
    return RedirectResponse(f"{ADDRESS}/{quote(proposal, safe='')}", HTTPStatus.SEE_OTHER)


def _step(text: str) -> Step:
    if text not in tuple(Step):
        raise InvalidInput([Fault(("step",), f"'{text}'", "een besluit uit de lijst")])
    return Step(text)


def _page(
    request: Request,
    desk: Desk,
    proposal: str,
    page: int,
    problems: tuple[Problem, ...] = (),
    message: str = "",
    status: int = HTTPStatus.OK,
) -> Response:
    listing = Listing(page=max(1, min(page, 10**6)), size=MOST_ON_A_PAGE)
    summary = read_proposal(desk, proposal).summary
    rows = placements_of(desk, proposal, listing)
    waiting = unplaced_of(desk, proposal, listing) if desk.by.role is Role.ZORGAANBIEDER else None
    return render(
        request,
        "review.html",
        "beoordelen",
        status,
        problems=problems,
        message=message,
        summary=summary,
        placements=[_asked(row) for row in rows.items if row.placement],
        total=rows.total,
        page=listing.page,
        pages=max(1, -(-max(rows.total, waiting.total if waiting else 0) // listing.size)),
        waiting=[(each["person"], each["no_home_yet"]) for each in waiting.items] if waiting else (),
        reasons=refusals_for(ACTORS[desk.by.role]) if desk.by.role in ACTORS else (),
        workbook=f"{ADDRESS}/{quote(proposal, safe='')}/werkboek.xlsx" if desk.by.role is Role.CORPORATIE else "",
        here_at=f"{ADDRESS}/{quote(proposal, safe='')}",
        decline=Step.DECLINE,
        ends=(Step.END, Step.WITHDRAW),
    )


def _asked(row: PlacementRow) -> Asked:
    return Asked(
        placement=row.placement or "",
        version=row.version or 0,
        status=str(row.status),
        title=f"{row.values[Fact.PERSON.value]} in {row.values[Fact.DWELLING.value]}",
        facts=tuple((COLUMNS[Fact(name)].title, _text(value)) for name, value in row.values.items()),
        steps=row.steps,
    )


def _text(value: Plain) -> str:
    if isinstance(value, float):
        return f"€ {value:.2f}".replace(".", ",")
    return day(value) if isinstance(value, date) else str(value)
