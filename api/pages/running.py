"""The page of a calculation: how far it is, and the button that ends it with the best so far."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.pages.goals import UNITS
from api.pages.guard import PAGE_POLICY
from api.pages.moments import moment
from api.pages.render import render
from api.pages.tables import Cell, Column, Row, Table, Tag
from api.pages.words import capital, number
from api.signing_in import At
from api.usecases.following import Followed, follow_run
from api.usecases.runs import stop
from optimizer.explain import GOAL_TEXTS
from optimizer.solve import Standing

ADDRESS = "/berekeningen/{run}"
# Seconds until the page looks again, where no script does that.
AGAIN = 2
COLUMNS = (
    Column(id="doel", title="Doel, op volgorde"),
    Column(id="nu", title="Bereikt", number=True),
    Column(id="best", title="Best haalbaar", number=True),
    Column(id="stand", title="Stand"),
)
TITLES = {
    "wachtend": "De berekening loopt",
    "bezig": "De berekening loopt",
    "klaar": "De berekening is klaar",
    "gestopt": "De berekening is gestopt",
    "mislukt": "De berekening is mislukt",
    "geannuleerd": "De berekening is gestopt voordat er iets was gevonden",
}

router = APIRouter(default_response_class=HTMLResponse)


@router.get(ADDRESS)
def show_run(request: Request, run: str, desk: At) -> Response:
    """How far it is."""
    found = follow_run(desk, run)
    answer = render(
        request,
        "run.html",
        "berekening",
        run=found,
        title=TITLES[found.state],
        phase=capital(found.phase),
        begun=moment(found.submitted_at),
        ended=moment(found.ended_at) if found.ended_at else "",
        goals=_goals(found),
        again=0 if found.ended else AGAIN,
    )
    # Its script hears of progress.
    answer.headers["content-security-policy"] = f"{PAGE_POLICY}; connect-src 'self'"
    return answer


@router.post(ADDRESS + "/stop")
def stop_run(run: str, desk: At) -> Response:
    """End it with the best so far."""
    stop(desk, run)
    return RedirectResponse(f"/berekeningen/{run}", HTTPStatus.SEE_OTHER)


def _goals(run: Followed) -> Table:
    return Table(
        caption="Doelen" if run.ended else "Doelen tot nu toe",
        columns=COLUMNS,
        rows=tuple(_row(at, standing) for at, standing in enumerate(run.goals)),
        nothing="Er is nog geen doel begonnen." if not run.ended else "Er is geen doel bereikt.",
    )


def _row(at: int, standing: Standing) -> Row:
    goal = standing.goal
    one, more = UNITS[goal.goal]
    unit = one if goal.value == 1 else more
    bound = "onbekend" if goal.bound is None else number(goal.bound)
    state = Tag("✓ klaar", "good") if standing.settled else Tag("bezig")
    cells = (
        Cell(text=f"{at + 1}. {GOAL_TEXTS[goal.goal].short}"),
        Cell(text=number(goal.value), notes=(unit,)),
        Cell(text=bound),
        Cell(text="", tags=(state,)),
    )
    return Row(cells=cells)
