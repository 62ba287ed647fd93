"""The handleiding, for everybody: with the words and amounts of a round where the application has only one."""

from __future__ import annotations

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.pages.draagkracht_guide import draagkracht_guide
from api.pages.render import render

router = APIRouter(default_response_class=HTMLResponse)


@router.get("/handleiding")
def guide(request: Request) -> Response:
    """How to read all this."""
    return render(request, "guide.html", "handleiding")


@router.get("/handleiding/draagkracht")
def guide_to_caps(request: Request) -> Response:
    """How a cap comes about."""
    return render(request, "draagkracht.html", "handleiding", guide=draagkracht_guide())
