"""The placements of a sent proposal that concern whoever asks, and what each decides about them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.desk import Desk
from api.access.identity import Role
from api.access.proposal_access import ACTORS
from api.access.visible import Fact
from api.errors import Clash, NotAllowed, Overtaken
from api.pages.at_desk import PREFIX, address_of, opened_at_desk
from api.pages.denied import status_of
from api.pages.forms import Problem, problems_of
from api.pages.moments import moment
from api.pages.opened import laid_out
from api.pages.render import render
from api.pages.tables import Tag
from api.pages.versions import version_in
from api.pages.words import listed, money
from api.reports.placed import COLUMNS
from api.reports.sheets import Kind
from api.signing_in import At, Form
from api.usecases.decisions import decide, reasons_for
from api.usecases.listing import Listing
from api.usecases.paging import Plain
from api.usecases.proposal_maps import workbook_of
from api.usecases.proposals import PlacementRow, ShownProposal, placements_of, read_proposal, unplaced_of
from optimizer.agreements import PlacementStatus
from optimizer.errors import Fault, InvalidInput
from optimizer.events import Refusal
from optimizer.review import Step
from optimizer.words import day

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
LABELS = {"refusal": "Reden", "motivation": "Toelichting", "step": "Besluit"}
# Nobody decides about more placements of one proposal.
ALL = Listing(size=10_000)
# What a button says; what it does is a step of `optimizer.review`.
BUTTONS: Mapping[Step, str] = {
    Step.AGREE: "Akkoord geven",
    Step.DECLINE: "Weigeren",
    Step.WITHDRAW: "Terugnemen",
    Step.OFFER: "Is aangeboden",
    Step.ACCEPT: "Cliënt zegt ja",
    Step.LEASE: "Contract is getekend",
    Step.FLIP: "Is omgeklapt",
    Step.COMPLETE: "Afronden",
    Step.END: "Contract beëindigen",
    Step.RELAPSE: "Terugval melden",
}
DONE: Mapping[Step, str] = {
    Step.SEND: "Verstuurd",
    Step.AGREE: "Akkoord gegeven",
    Step.DECLINE: "Geweigerd",
    Step.WITHDRAW: "Teruggenomen",
    Step.OFFER: "Aangeboden",
    Step.ACCEPT: "Ja gezegd door de cliënt, vastgelegd",
    Step.LEASE: "Contract vastgelegd",
    Step.FLIP: "Omgeklapt",
    Step.COMPLETE: "Afgerond",
    Step.END: "Beëindigd",
    Step.RELAPSE: "Terugval gemeld",
}
# They take a placement out of the way: asked for twice, with what has to be told.
ASIDE = (Step.DECLINE, Step.WITHDRAW, Step.END, Step.RELAPSE)
MOTIVATED = (Step.WITHDRAW, Step.END)
GOOD = frozenset(
    {
        PlacementStatus.AKKOORD,
        PlacementStatus.GEACCEPTEERD,
        PlacementStatus.VERHUURD,
        PlacementStatus.OMGEKLAPT,
        PlacementStatus.AFGEROND,
    }
)
# With these somebody waits for the reader.
AWAITED = frozenset({Step.AGREE, Step.ACCEPT})
# They stand in the heading already.
IN_TITLE = frozenset({Fact.PERSON, Fact.DWELLING})
# What a corporation knows of itself; what the coordinator reads on the page of the person.
ELSEWHERE: Mapping[Role, frozenset[Fact]] = {
    Role.CORPORATIE: frozenset({Fact.LANDLORD}),
    Role.COORDINATOR: frozenset(Fact) - {Fact.LANDLORD, Fact.PLACE, Fact.WIJK, Fact.START, Fact.CONTRACT},
}

router = APIRouter(default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A placement on the page. `steps`: with what its button says; `aside`: those that need more words.

    `last`: the last step, who took it and when, where the reader may know that.
    """

    placement: str
    version: int
    person: str
    dwelling: str
    status: Tag
    facts: tuple[tuple[str, str], ...]
    steps: tuple[tuple[Step, str], ...]
    aside: tuple[tuple[Step, str], ...]
    reasons: tuple[Refusal, ...]
    last: str
    refused: str
    said: str

    @property
    def waits(self) -> bool:
        """Whether somebody waits for the reader."""
        return any(step in AWAITED for step, _ in self.steps)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mishap:
    """What went wrong with a step: at which placement, and what to say."""

    placement: str
    problems: tuple[Problem, ...] = ()
    message: str = ""


@router.get(PREFIX + "/besluiten")
def show_decisions(request: Request, proposal: str, desk: At) -> Response:
    """The placements of whoever asks, and how far they are."""
    return review_page(request, desk, read_proposal(desk, proposal))


@router.get(PREFIX + "/werkboek.xlsx")
def workbook(proposal: str, desk: At) -> Response:
    """The workbook of a corporation."""
    name = {"content-disposition": 'attachment; filename="voorstel.xlsx"'}
    return Response(workbook_of(desk, proposal), media_type=WORKBOOK, headers=name)


@router.post(PREFIX + "/besluiten/{placement}")
def take_step(request: Request, proposal: str, placement: str, desk: At, form: Form) -> Response:
    """Take a step, and come back to the placement; what went wrong stands beside it."""
    shown = read_proposal(desk, proposal)
    try:
        said = form.get("refusal", ""), form.get("motivation", "")
        decide(desk, placement, version_in(form), _step(form.get("step", "")), *said)
    except InvalidInput as error:
        mishap = Mishap(placement=placement, problems=problems_of(error, LABELS))
        return review_page(request, desk, shown, mishap, HTTPStatus.BAD_REQUEST)
    except (Clash, NotAllowed, Overtaken) as error:
        return review_page(request, desk, shown, Mishap(placement=placement, message=str(error)), status_of(error))
    page = "besluiten" if desk.by.role is Role.COORDINATOR else ""
    return RedirectResponse(f"{address_of(proposal)}/{page}#{placement}", HTTPStatus.SEE_OTHER)


def review_page(
    request: Request,
    desk: Desk,
    shown: ShownProposal,
    mishap: Mishap | None = None,
    status: int = HTTPStatus.OK,
) -> Response:
    """All placements that concern somebody, first those that wait for them; with what went wrong with one of them."""
    summary, by = shown.summary, desk.by
    rows = placements_of(desk, summary.id, ALL).items
    asked = sorted((_asked(desk, row) for row in rows if row.placement), key=lambda each: not each.waits)
    waiting = unplaced_of(desk, summary.id, ALL).items if by.role is Role.ZORGAANBIEDER else ()
    if by.role is Role.COORDINATOR:
        laid_out(request, opened_at_desk(request, desk))
    address = address_of(summary.id)
    return render(
        request,
        "review.html",
        "overzicht" if by.role is Role.COORDINATOR else "beoordelen",
        status,
        role=by.role.value,
        summary=summary,
        sent=moment(summary.sent_at) if summary.sent_at else "",
        asked=asked,
        open=sum(each.waits for each in asked),
        mishap=mishap,
        address=address,
        workbook=f"{address}/werkboek.xlsx" if by.role is Role.CORPORATIE else "",
        waiting=[(each["person"], each["no_home_yet"]) for each in waiting],
        decline=Step.DECLINE,
        motivated=MOTIVATED,
    )


def _step(text: str) -> Step:
    if text not in tuple(BUTTONS):
        raise InvalidInput([Fault(("step",), f"'{text}'", "een besluit van deze pagina")])
    return Step(text)


def _asked(desk: Desk, row: PlacementRow) -> Asked:
    tone = "attention" if row.status and not row.status.live else "good" if row.status in GOOD else "plain"
    last = row.last
    known = IN_TITLE | ELSEWHERE.get(desk.by.role, frozenset())
    facts = ((Fact(name), value) for name, value in row.values.items() if Fact(name) not in known)
    return Asked(
        placement=row.placement or "",
        version=row.version or 0,
        person=str(row.values[Fact.PERSON]),
        dwelling=str(row.values[Fact.DWELLING]),
        status=Tag(str(row.status), tone),
        facts=tuple((COLUMNS[fact].title, _text(fact, value)) for fact, value in facts),
        steps=tuple((step, BUTTONS[step]) for step in row.steps if step not in ASIDE),
        aside=tuple((step, BUTTONS[step]) for step in row.steps if step in ASIDE),
        reasons=reasons_for(desk.by, row.status) if Step.DECLINE in row.steps else (),
        last=_last(row),
        refused=last.refusal.name if last and last.refusal else "",
        said=(last.motivation or "") if last else "",
    )


def _last(row: PlacementRow) -> str:
    last = row.last
    if last is None:
        return ""
    when = moment(last.at)
    if last.step is None or last.role is None:
        return f"Gewijzigd op {when}."
    return f"{DONE[last.step]} door de {ACTORS[last.role]}, {when}."


def _text(fact: Fact, value: Plain) -> str:
    if isinstance(value, float):
        return money(round(100 * value)) if COLUMNS[fact].kind is Kind.EURO else str(value)
    if isinstance(value, date):
        return day(value)
    return listed(value) if isinstance(value, tuple) else str(value)
