"""The first page of somebody who is signed in: what lies ready, and for the coordinator the rounds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.desk import Desk
from api.access.identity import Role
from api.pages.accounts import ADDRESS
from api.pages.forms import Problem, problems_of
from api.pages.moments import moment
from api.pages.render import render
from api.pages.tables import Tag
from api.signing_in import At, Form
from api.usecases.following import Followed, calculate, open_runs
from api.usecases.proposals import Summary, list_proposals
from api.usecases.rounds import ShownRound, freeze_round, list_rounds, only_for_coordinators
from optimizer.errors import Fault, InvalidInput
from optimizer.proposal import Status
from optimizer.words import period

router = APIRouter(default_response_class=HTMLResponse)

LABELS = {"name": "Naam", "start": "Begin", "end": "Einde"}
NOTES = {"scenario": "met ander beleid", "vervolg": "vervolgronde"}
ORIGINS = {"register": "uit het register", "scenario": "met ander beleid", "vervolg": "vervolg op wat is besloten"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A proposal, a round or a calculation; `when` is what is told of it, `address` where more of it is, or empty.

    `calculate`: where a calculation of it is asked for, or empty; `note` tells it apart from others of the same name.
    """

    name: str
    state: Tag
    when: str
    address: str = ""
    calculate: str = ""
    id: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """What lies ready for somebody, the newest first."""

    proposals: tuple[Line, ...] = ()
    rounds: tuple[Line, ...] = ()
    runs: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """The words for a role."""

    title: str
    lead: str
    nothing: str
    rounds: bool = False


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody filled in for a new round, and what is wrong with it."""

    values: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
    faults: tuple[Fault, ...] = ()


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


def shelf_of(desk: At) -> Shelf:
    """What lies ready at a desk."""
    if desk.by.role not in WORDS:
        return Shelf()
    if not WORDS[desk.by.role].rounds:
        return Shelf(proposals=tuple(_proposal(each, "") for each in list_proposals(desk)))
    rounds = list_rounds(desk)
    origins = {each.id: each.kept.origin for each in rounds if each.kept}
    return Shelf(
        proposals=tuple(_proposal(each, NOTES.get(origins[each.round], "")) for each in list_proposals(desk)),
        rounds=tuple(map(_round, rounds)),
        runs=tuple(map(_run, open_runs(desk))),
    )


Shelved = Annotated[Shelf, Depends(shelf_of)]


@router.get("/")
def home(request: Request, desk: At, shelf: Shelved) -> Response:
    """What there is to do for this role."""
    if desk.by.role is Role.BEHEERDER:
        return RedirectResponse(ADDRESS, HTTPStatus.SEE_OTHER)
    return _page(request, desk, shelf)


@router.post("/rondes")
def make_round(request: Request, desk: At, form: Form) -> Response:
    """Freeze what the register holds now."""
    only_for_coordinators(desk)
    try:
        start, end = _period(form)
        kept = freeze_round(desk, form.get("name", ""), start, end)
    except InvalidInput as error:
        return _page(request, desk, shelf_of(desk), _typed(form, error), HTTPStatus.BAD_REQUEST)
    return RedirectResponse(f"/#{kept.id}", HTTPStatus.SEE_OTHER)


@router.post("/rondes/{round_id}/berekenen")
def begin_calculation(round_id: str, desk: At) -> Response:
    """Ask for a proposal of a round."""
    return RedirectResponse(f"/berekeningen/{calculate(desk, round_id)}", HTTPStatus.SEE_OTHER)


def _page(
    request: Request, desk: Desk, shelf: Shelf, typed: Typed | None = None, status: int = HTTPStatus.OK
) -> Response:
    return render(request, "home.html", "begin", status, told=WORDS[desk.by.role], shelf=shelf, typed=typed or Typed())


def _period(form: Mapping[str, str]) -> tuple[date, date]:
    """What was filled in, as days. Raises InvalidInput with every fault of the form."""
    start, end = _day(form, "start"), _day(form, "end")
    faults = [each for each in (start, end) if isinstance(each, Fault)]
    if not form.get("name", "").strip():
        faults.insert(0, Fault(("name",), "niets", "een naam waaraan u de ronde herkent"))
    if isinstance(start, Fault) or isinstance(end, Fault):
        raise InvalidInput(faults)
    if end < start:
        faults.append(Fault(("end",), "een dag voor het begin", "een dag op of na het begin"))
    if faults:
        raise InvalidInput(faults)
    return start, end


def _day(form: Mapping[str, str], name: str) -> date | Fault:
    given = form.get(name, "")
    try:
        return date.fromisoformat(given)
    except ValueError:
        return Fault((name,), f"'{given}'" if given else "niets", "een dag, zoals 2026-10-01")


def _typed(form: Mapping[str, str], error: InvalidInput) -> Typed:
    """Faults of the form stand at their fields; those of the register, which may be many, beside it."""
    own = [fault for fault in error.faults if fault.path and fault.path[0] in LABELS]
    rest = tuple(fault for fault in error.faults if fault not in own)
    return Typed(form, problems_of(InvalidInput(own), LABELS) if own else (), rest)


def _proposal(summary: Summary, note: str) -> Line:
    kept = summary.kept
    if kept is None:
        state, at = Tag("verstuurd", "good"), summary.sent_at or ""
    elif kept.erased_at is not None:
        state, at = Tag("gewist"), kept.erased_at
    elif kept.sent_at is not None:
        state, at = Tag("verstuurd", "good"), kept.sent_at
    else:
        clash = kept.status == Status.CONFLICT
        state, at = Tag("botst", "attention") if clash else Tag("berekend"), kept.created_at
    return Line(
        id=summary.id,
        name=summary.name,
        state=state,
        when=moment(at),
        address=f"/voorstellen/{summary.id}/",
        note=note,
    )


def _round(shown: ShownRound) -> Line:
    kept = shown.kept
    erased = kept is None or kept.erased_at is not None
    return Line(
        id=shown.id,
        name=shown.name,
        state=Tag("gewist" if erased or kept is None else ORIGINS[kept.origin]),
        when=period(shown.start, shown.end),
        calculate="" if erased else f"/rondes/{shown.id}/berekenen",
    )


def _run(run: Followed) -> Line:
    state = Tag(run.state, "attention" if run.lost else "plain")
    return Line(id=run.id, name=run.name, state=state, when=moment(run.submitted_at), address=f"/berekeningen/{run.id}")
