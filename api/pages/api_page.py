"""The whole API on one page, for people: made from its document, with nothing from elsewhere."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, Response

from api.http.document import ROLES
from api.pages.render import TEMPLATES

router = APIRouter(default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parameter:
    """One thing that a client may or must say."""

    name: str
    where: str
    must: bool
    means: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that the API can do."""

    id: str
    method: str
    path: str
    summary: str
    description: str
    roles: str
    parameters: tuple[Parameter, ...]
    takes: str
    answers: tuple[tuple[str, str], ...]


WHERE = {"path": "in het adres", "query": "achter het vraagteken", "header": "als kop"}


@router.get("/api", include_in_schema=False)
def api_page(request: Request) -> Response:
    """Every route, with its purpose, its parameters and who may use it."""
    document = request.app.state.document
    parts = [(tag, operations_of(document, tag["name"])) for tag in document["tags"]]
    shown = {"info": document["info"], "base": document["servers"][0]["url"], "parts": parts}
    return TEMPLATES.TemplateResponse(request, "api.html", shown)


def operations_of(document: Mapping[str, Any], tag: str) -> tuple[Operation, ...]:
    """The operations with this tag, in the order of the document."""
    return tuple(
        _operation(method, path, operation)
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
        if tag in operation["tags"]
    )


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> Operation:
    return Operation(
        id=operation["operationId"],
        method=method.upper(),
        path=path,
        summary=operation["summary"],
        description=operation.get("description", ""),
        roles=", ".join(operation.get(ROLES, ())) or "iedereen, ook zonder aanmelden",
        parameters=tuple(_parameters(operation)),
        takes=" of ".join(operation.get("requestBody", {}).get("content", ())),
        answers=tuple((status, answer["description"]) for status, answer in operation["responses"].items()),
    )


def _parameters(operation: Mapping[str, Any]) -> Iterator[Parameter]:
    for one in operation.get("parameters", ()):
        means = one.get("description") or one["schema"].get("description", "")
        yield Parameter(name=one["name"], where=WHERE[one["in"]], must=one.get("required", False), means=means)
