"""Every answer that is no success, as a problem of RFC 9457, in Dutch."""

from __future__ import annotations

import logging
import secrets
from collections.abc import Iterable, Mapping
from http import HTTPStatus
from typing import Any

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import Response
from pydantic_core import to_json
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import STATUS, TooManyTries
from api.faults import expected, found
from api.logs import tell
from optimizer.errors import Fault, InvalidInput, ZachteLandingError

PROBLEM = "application/problem+json"

TITLES: Mapping[int, str] = {
    400: "Het verzoek klopt niet",
    401: "U bent niet aangemeld",
    403: "Dit mag u niet",
    404: "Niet gevonden",
    405: "Dit kan hier niet",
    406: "Dit antwoord is er niet in de gevraagde vorm",
    409: "Dit kan nu niet meer",
    412: "Iemand anders was u voor",
    413: "Het verzoek is te groot",
    415: "Deze soort inhoud wordt hier niet gelezen",
    422: "Dit verzoek past niet bij het vorige",
    428: "De versie ontbreekt",
    429: "Even wachten",
    500: "Er ging iets mis",
    502: "Een andere dienst gaf geen antwoord",
}
# What there is to say when nobody said more.
DETAILS: Mapping[int, str] = {
    400: "In het verzoek staat iets dat niet klopt.",
    404: "Dit adres bestaat niet.",
    405: "Dit adres is er wel, maar niet voor deze handeling. De kop Allow noemt wat wel kan.",
}
BROKEN = "Er is niets veranderd. Meld dit bij de beheerder, met het nummer dat hierbij staat."


def problem(
    status: int,
    detail: str = "",
    faults: Iterable[Fault] = (),
    headers: Mapping[str, str] | None = None,
    **more: Any,  # noqa: ANN401 - further members, as RFC 9457 allows
) -> Response:
    """The answer. `type` is about:blank, for the status says what kind of problem it is."""
    title = TITLES.get(status, HTTPStatus(status).phrase)
    told = {"type": "about:blank", "title": title, "status": status, "detail": detail or DETAILS.get(status, title)}
    listed = [_fault(fault) for fault in faults]
    content = {**told, **({"faults": listed} if listed else {}), **more}
    return Response(to_json(content), status, {"content-language": "nl", **(headers or {})}, PROBLEM)


def add_problems(app: FastAPI) -> None:
    """Let the application tell everything that goes wrong as a problem."""
    app.add_exception_handler(ZachteLandingError, _of_ours)
    app.add_exception_handler(HTTPException, _of_http)
    app.add_exception_handler(RequestValidationError, _of_validation)
    app.add_middleware(Unbroken)


class Unbroken:
    """Tells that something broke without telling what; the log says where, and holds no values of anybody.

    An application that has pages tells it with one of those, which it added as the handler of `Exception`.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        begun = False

        async def noticing(message: Message) -> None:
            nonlocal begun
            begun = begun or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, noticing)
        except Exception as error:
            if scope["type"] != "http" or begun:
                raise
            answer = broken(error)
            pages = scope["app"].exception_handlers.get(Exception)
            if pages is not None:
                answer = await pages(Request(scope, receive), error)
            await answer(scope, receive, send)


def broken(error: Exception) -> Response:
    """The answer to an exception that nobody foresaw, with the number under which the log tells where it was."""
    number = secrets.token_hex(6)
    tell("request broke", logging.ERROR, error, {"fault": number})
    return problem(500, BROKEN, id=number)


async def _of_ours(_request: Request, error: Exception) -> Response:
    status = next((STATUS[kind] for kind in type(error).__mro__ if kind in STATUS), HTTPStatus.INTERNAL_SERVER_ERROR)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return broken(error)
    if isinstance(error, InvalidInput):
        return problem(status, _count(len(error.faults)), error.faults)
    headers = {"retry-after": str(error.seconds)} if isinstance(error, TooManyTries) else None
    return problem(status, str(error), headers=headers)


async def _of_http(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
    if status == HTTPStatus.METHOD_NOT_ALLOWED:
        headers = {"allow": ", ".join(_allowed(request))}
    detail = error.detail if isinstance(error, HTTPException) else ""
    # Starlette says in English what the status says already.
    return problem(status, "" if detail == HTTPStatus(status).phrase else detail, headers=headers)


# What no route reads by itself is a fault in a part of the address; see `strict` for bodies and queries.
async def _of_validation(_request: Request, error: Exception) -> Response:
    details = error.errors() if isinstance(error, RequestValidationError) else ()
    faults = [
        Fault(
            tuple(detail["loc"]),
            found(detail["type"], detail.get("input")),
            expected(detail["type"], detail.get("ctx", {})),
        )
        for detail in details
    ]
    return problem(HTTPStatus.BAD_REQUEST, _count(len(faults)), faults)


def _allowed(request: Request) -> list[str]:
    """Every method of every route of this address; a route by itself knows only its own."""
    methods: set[str] = set()
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        scope = {**request.scope, "method": method}
        if any(route.matches(scope)[0] is Match.FULL for route in request.app.routes):
            methods.add(method)
    return sorted(methods)


def _count(number: int) -> str:
    if number == 1:
        return "In het verzoek staat 1 fout. Zie faults."
    return f"In het verzoek staan {number} fouten. Zie faults."


def _fault(fault: Fault) -> dict[str, object]:
    return {"path": list(fault.path), "place": fault.place(), "found": fault.found, "expected": fault.expected}
