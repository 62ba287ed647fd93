"""The page of a planner: numbers and a map of a proposal, in which nobody can be told apart."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.access.desk import Desk
from api.access.identity import Role
from api.errors import NotThere
from api.http.lists import as_csv
from api.pages.at_desk import PREFIX, address_of
from api.pages.moments import moment
from api.pages.planner_tables import Part, care, flows, own_limits, quotas, rooms, tiles, waiting
from api.pages.render import render
from api.pages.tables import Cell, Table, view
from api.pages.words import number
from api.signing_in import At
from api.usecases.proposals import Figures, ShownProposal, figures_of, read_proposal

CSV = "text/csv; charset=utf-8"
NO_TABLE = "Deze tabel is er niet, of niet voor u."

router = APIRouter(default_response_class=HTMLResponse)


def planner_page(request: Request, desk: Desk, shown: ShownProposal) -> Response:
    """All figures of a proposal. Of one that was erased they stay, without the map."""
    found = figures_of(desk, shown.summary.id)
    parts = parts_of(found)
    summary = shown.summary
    return render(
        request,
        "planner.html",
        "cijfers",
        summary=summary,
        sent=moment(summary.sent_at) if summary.sent_at else "",
        erased=shown.policy is None,
        policy=shown.policy.name if shown.policy else "",
        tiles=tiles(found.figures),
        parts=[part for id_, part in parts.items() if id_ != "wijken"],
        rooms=parts["wijken"],
        view=view(parts["wijken"].tables[0], request.query_params),
        address=address_of(summary.id),
        whole=desk.by.role is Role.COORDINATOR,
    )


@router.get(PREFIX + "/kaart-en-cijfers")
def map_page(request: Request, proposal: str, desk: At) -> Response:
    """The planner's map within the application."""
    shown = read_proposal(desk, proposal)
    figures_of(desk, proposal)
    if shown.policy is None:
        raise NotThere(NO_TABLE)
    return render(request, "planner_map.html", "cijfers", summary=shown.summary, address=address_of(shown.summary.id))


@router.get(PREFIX + "/cijfers/{name}.csv")
def download(proposal: str, name: str, desk: At) -> Response:
    """A table for a spreadsheet."""
    part = parts_of(figures_of(desk, proposal)).get(name)
    if part is None:
        raise NotThere(NO_TABLE)
    # The mark tells a spreadsheet in which signs it is written.
    text = "\N{ZERO WIDTH NO-BREAK SPACE}" + "\r\n".join(map(_csv, part.tables))
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'}
    return Response(text.encode(), HTTPStatus.OK, headers, CSV)


def parts_of(found: Figures) -> Mapping[str, Part]:
    """Every table by the name of its file, in the order of the page."""
    made = (
        Part("stromen", "Waar mensen heen gingen", flows(found)),
        Part("wachtenden", "Wie nog geen woning heeft", waiting(found)),
        Part("begeleiding", "Hoe zwaar de begeleiding is", care(found)),
        Part("afspraken", "Afspraken over aantallen", quotas(found)),
        Part("wijken", "Ruimte per wijk", rooms(found)),
        Part("grenzen", "Uw grenzen, met precieze aantallen", own_limits(found)),
    )
    return {part.id: part for part in made if part.tables}


def _csv(table: Table) -> str:
    titles = [column.title for column in table.columns]
    return as_csv(titles, (dict(zip(titles, map(_plain, row.cells), strict=True)) for row in table.rows))


def _plain(cell: Cell) -> int | str:
    """A number as a number, and otherwise all words of a cell."""
    value = int(cell.key[0]) if cell.key else 0
    return value if cell.text == number(value) else cell.words.strip()
