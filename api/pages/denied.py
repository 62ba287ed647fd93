"""What somebody sees of a page that was denied, or asked too early."""

from __future__ import annotations

from http import HTTPStatus
from urllib.parse import quote

from fastapi import Request
from fastapi.responses import RedirectResponse, Response

from api.errors import STATUS, NotSignedIn, TooManyTries
from api.pages.render import render
from api.signing_in import SAFE
from optimizer.errors import InvalidInput, ZachteLandingError

SIGN_IN = "/aanmelden"
BROKEN = "Deze pagina kan nu niet worden getoond. Er is niets veranderd."
TITLES = {
    HTTPStatus.FORBIDDEN: "Dit mag u niet",
    HTTPStatus.NOT_FOUND: "Deze pagina is er niet",
    HTTPStatus.CONFLICT: "Dit kan nu niet meer",
    HTTPStatus.PRECONDITION_FAILED: "Iemand anders was u voor",
    HTTPStatus.TOO_MANY_REQUESTS: "Even wachten",
}


async def denied(request: Request, error: Exception) -> Response:
    """The page for an error of our tree; who is not signed in is led to where that is done, and back afterwards."""
    if isinstance(error, NotSignedIn):
        return to_sign_in(request)
    status = status_of(error)
    message = (
        BROKEN if status >= HTTPStatus.INTERNAL_SERVER_ERROR else "" if isinstance(error, InvalidInput) else str(error)
    )
    faults = error.faults if isinstance(error, InvalidInput) else ()
    title = TITLES.get(status, "Dit kan niet")
    answer = render(request, "denied.html", "", status, title=title, message=message, faults=faults)
    return with_patience(answer, error)


def to_sign_in(request: Request) -> Response:
    """Lead to where somebody signs in; what was sent with an unsafe request is lost, so that leads to the beginning."""
    asked = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    onward = f"?verder={quote(asked, safe='/')}" if request.method in SAFE and asked != "/" else ""
    return RedirectResponse(SIGN_IN + onward, HTTPStatus.SEE_OTHER)


def status_of(error: Exception) -> HTTPStatus:
    """The status of an error of our tree, or of the nearest one above it."""
    kinds = (STATUS[kind] for kind in type(error).__mro__ if issubclass(kind, ZachteLandingError) and kind in STATUS)
    return next(kinds, HTTPStatus.INTERNAL_SERVER_ERROR)


def with_patience(answer: Response, error: Exception) -> Response:
    """The answer, that says how long to wait when that is what it is about."""
    if isinstance(error, TooManyTries):
        answer.headers["retry-after"] = str(error.seconds)
    return answer
