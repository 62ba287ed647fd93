"""What can be taken away: the proposal as a workbook and as JSON, and the workbook of each corporation."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException
from fastapi.responses import Response

from api.pages.book import Book
from api.pages.opened import Opened, laid_out
from api.pages.tables import Link
from api.reports.workbook import FOLDER, PROPOSAL, file_names
from api.wire import dumps_proposal

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
Here = Annotated[Opened, Depends(laid_out)]
router = APIRouter()


def corporation_workbooks(book: Book) -> tuple[Link, ...]:
    """Each corporation with the address of its workbook."""
    names = file_names(each.id for each in book.round.corporations)
    return tuple(Link(book.names[id_], book.at(f"/{FOLDER}/{quote(name)}")) for id_, name in names.items())


@router.get("/voorstel.json")
def proposal_as_json(here: Here) -> Response:
    """The proposal for another system."""
    return _file("voorstel.json", dumps_proposal(here.book.proposal).encode(), "application/json")


@router.get(f"/{PROPOSAL}")
def proposal_as_workbook(here: Here) -> Response:
    """The proposal for the coordinator."""
    return _file(PROPOSAL, here.workbooks[PROPOSAL], WORKBOOK)


@router.get(f"/{FOLDER}/{{name}}")
def corporation_workbook(name: str, here: Here) -> Response:
    """What one corporation may see."""
    content = here.workbooks.get(f"{FOLDER}/{name}")
    if content is None:
        raise HTTPException(404)
    return _file(name, content, WORKBOOK)


def _file(name: str, content: bytes, kind: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})
