"""The page that somebody gets instead of what was asked."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException

from api.pages.guard import HEADERS
from api.pages.render import render


async def refused(request: Request, error: Exception) -> Response:
    """What is not there, or can't be done here."""
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    headers = error.headers if isinstance(error, HTTPException) else None
    answer = render(request, "refused.html", "", status, missing=status == HTTPStatus.NOT_FOUND)
    answer.headers.update(headers or {})
    return answer


async def broken(request: Request, _error: Exception) -> Response:
    """A fault of ours; made outside every middleware, so it brings the headers itself."""
    answer = render(request, "broken.html", "", HTTPStatus.INTERNAL_SERVER_ERROR)
    answer.headers.update(HEADERS)
    return answer
