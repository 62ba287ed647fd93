"""What can be taken away: the proposal as a workbook and as JSON, and the workbook of each corporation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, HTTPException, Request
from fastapi.responses import Response

from api.pages.book import Book
from api.pages.tables import Link
from api.reports.workbook import FOLDER, PROPOSAL, file_names, workbooks
from api.shown import Shown
from api.usecases.propose import Answer
from api.wire import dumps_proposal

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
router = APIRouter()


@dataclass(frozen=True)
class Downloads:
    """The workbooks of a round, made once, when somebody first asks for one."""

    shown: Shown

    @cached_property
    def workbooks(self) -> dict[str, bytes]:
        """By file name, with / between folder and file."""
        shown = self.shown
        return workbooks(Answer(round=shown.round, proposal=shown.proposal, practice=shown.practice))


def downloads_of(request: Request) -> Downloads:
    """The workbooks of the round that this application shows."""
    downloads: Downloads = request.app.state.downloads
    return downloads


Kept = Annotated[Downloads, Depends(downloads_of)]


def corporation_workbooks(book: Book) -> tuple[Link, ...]:
    """Each corporation with the address of its workbook."""
    names = file_names(each.id for each in book.round.corporations)
    return tuple(Link(book.names[id_], f"/{FOLDER}/{quote(name)}") for id_, name in names.items())


@router.get("/voorstel.json")
def proposal_as_json(kept: Kept) -> Response:
    """The proposal for another system."""
    return _file("voorstel.json", dumps_proposal(kept.shown.proposal).encode(), "application/json")


@router.get(f"/{PROPOSAL}")
def proposal_as_workbook(kept: Kept) -> Response:
    """The proposal for the coordinator."""
    return _file(PROPOSAL, kept.workbooks[PROPOSAL], WORKBOOK)


@router.get(f"/{FOLDER}/{{name}}")
def corporation_workbook(name: str, kept: Kept) -> Response:
    """What one corporation may see."""
    content = kept.workbooks.get(f"{FOLDER}/{name}")
    if content is None:
        raise HTTPException(404)
    return _file(name, content, WORKBOOK)


def _file(name: str, content: bytes, kind: str) -> Response:
    return Response(content, media_type=kind, headers={"content-disposition": f'attachment; filename="{name}"'})
