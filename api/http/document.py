"""The document of the API: OpenAPI 3.1, made by FastAPI from the routes, and completed here with what holds for all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from http import HTTPStatus
from typing import Any

from fastapi.openapi.utils import get_openapi

from api.http.answers import BASE, HEADERS
from api.http.problem import DETAILS, PROBLEM, TITLES
from api.http.strict import WITH_BODY, Asking, Route
from api.settings import ServiceSettings
from api.signing_in import COOKIE, CSRF_HEADER

VERSION = "1.0.0"
ROLES = "x-rollen"
_REF = "#/components/schemas/"
_ABOUT = """\
De API van Zachte Landing: het register, rondes, berekeningen, voorstellen en besluiten.

Meld u aan met `POST /sessions`. Het antwoord zet een cookie en geeft een `csrf`-waarde, die elk verzoek dat iets wijzigt
meestuurt in de kop `X-Csrf-Token`. Wie wat mag zien of doen staat per handeling bij `x-rollen`.

Alles wat misgaat is een probleem volgens RFC 9457 (`application/problem+json`). Bij 400 staan alle fouten tegelijk in `faults`.
Wijzigen en weggooien kan alleen met `If-Match`, zodat niemand het werk van een collega overschrijft. Een verzoek dat iets maakt
mag een `Idempotency-Key` hebben: hetzelfde verzoek met dezelfde sleutel gebeurt dan maar één keer."""

_FAULT = {
    "type": "object",
    "description": "Eén fout. Te lezen als: gevonden …; verwacht ….",
    "properties": {
        "path": {
            "type": "array",
            "description": "De weg naar de waarde, of de naam van de parameter.",
            "items": {"type": ["string", "integer"]},
        },
        "place": {"type": "string", "description": "Dezelfde weg, zoals mensen hem schrijven."},
        "found": {"type": "string"},
        "expected": {"type": "string"},
    },
    "required": ["path", "place", "found", "expected"],
}
_PROBLEM = {
    "type": "object",
    "description": "Wat er misging (RFC 9457).",
    "properties": {
        "type": {"type": "string", "format": "uri-reference"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string"},
        "faults": {"type": "array", "items": {"$ref": f"{_REF}Fault"}},
        "id": {"type": "string", "description": "Het nummer van de storing, voor de beheerder."},
    },
    "required": ["type", "title", "status", "detail"],
}
_VERSION_HEADER = {
    "description": "De volledige versie van de API.",
    "schema": {"type": "string"},
    "example": VERSION,
}
_CSRF = {
    "name": CSRF_HEADER.title(),
    "in": "header",
    "required": False,
    "description": "De csrf-waarde van de sessie; zonder die waarde wordt een wijziging geweigerd (403).",
    "schema": {"type": "string"},
}
_SECURITY = {
    "sessie": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "De cookie die `POST /sessions` zet."}
}


def document(routes: Iterable[Route], settings: ServiceSettings, tags: list[dict[str, str]]) -> dict[str, Any]:
    """The whole document."""
    known = list(routes)
    made = get_openapi(
        title="Zachte Landing",
        version=VERSION,
        description=_ABOUT,
        routes=known,
        tags=tags,
        servers=[{"url": BASE}],
        license_info={"name": "EUPL-1.2", "url": "https://eupl.eu/1.2/nl/"},
    )
    # FastAPI would look at the address with a library that nothing else needs.
    made["info"]["contact"] = {
        "name": settings.contact_name,
        "email": settings.contact_email,
        "url": settings.contact_url,
    }
    schemas = made.setdefault("components", {}).setdefault("schemas", {})
    for route in known:
        for method in route.methods or set():
            _complete(made["paths"][route.path_format][method.lower()], route, method)
        if route.body is not None:
            schemas |= _components(route.body.adapter.json_schema(ref_template=_REF + "{model}"), route.body.schema)
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    schemas |= {"Fault": _FAULT, "Problem": _PROBLEM}
    made["components"]["securitySchemes"] = _SECURITY
    renamed: dict[str, Any] = _renamed(made)
    renamed["components"]["schemas"] = {
        _pascal(name): schema for name, schema in sorted(renamed["components"]["schemas"].items())
    }
    return renamed


def _complete(operation: dict[str, Any], route: Route, method: str) -> None:
    """Add to an operation what its route knows of itself."""
    parameters = operation.pop("parameters", [])
    operation["security"] = []
    if isinstance(route.asking, Asking):
        operation["security"] = [{name: []} for name in _SECURITY]
        operation[ROLES] = [role.value for role in route.asking.roles]
        parameters += [_CSRF] if method in WITH_BODY else []
    for parameter in parameters:
        # An absent header is absent; null is nothing that a client can send.
        options = parameter["schema"].pop("anyOf", None)
        parameter["schema"].update(options[0] if options else {})
    if parameters:
        operation["parameters"] = parameters
    if route.body is not None:
        content = {"schema": {"$ref": _REF + route.body.schema}, "example": dict(route.body.example)}
        operation["requestBody"] = {"required": True, "content": {route.consumes[0]: content}}
    operation["responses"] = _responses(operation, route, method)


def _responses(operation: Mapping[str, Any], route: Route, method: str) -> dict[str, Any]:
    """What FastAPI made of the answers, with their examples, headers and the problems that may come instead."""
    responses = {
        status: told for status, told in operation["responses"].items() if "HTTPValidationError" not in str(told)
    }
    for status, told in route.responses.items():
        described = responses[str(status)]
        # FastAPI adds the form that it would give by itself, and leaves out what is null, also where an example has it.
        described["content"] = {
            form: {**described["content"][form], "example": content["example"]}
            for form, content in told.get("content", {}).items()
        }
    problems = {str(int(status)): _problem_of(status) for status in _may_fail(operation, route, method)}
    complete = dict(sorted({**problems, **responses}.items()))
    for response in complete.values():
        response["headers"] = {"API-Version": _VERSION_HEADER, **response.get("headers", {})}
    return complete


def _may_fail(operation: Mapping[str, Any], route: Route, method: str) -> Iterator[HTTPStatus]:
    """The statuses that follow from what a route takes; it names the others itself."""
    names = {parameter["name"] for parameter in operation.get("parameters", ())}
    yield from (HTTPStatus.BAD_REQUEST, HTTPStatus.INTERNAL_SERVER_ERROR)
    if isinstance(route.asking, Asking):
        yield from (HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN)
    if route.produces:
        yield HTTPStatus.NOT_ACCEPTABLE
    if "{" in route.path:
        yield HTTPStatus.NOT_FOUND
    if method in WITH_BODY:
        yield HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    if route.consumes:
        yield HTTPStatus.UNSUPPORTED_MEDIA_TYPE
    if "If-Match" in names:
        yield from (HTTPStatus.PRECONDITION_FAILED, HTTPStatus.PRECONDITION_REQUIRED)
    if "Idempotency-Key" in names:
        yield HTTPStatus.UNPROCESSABLE_ENTITY


def fails(*statuses: HTTPStatus) -> dict[int | str, dict[str, Any]]:
    """For `responses=`: the statuses of failures that do not follow from what a route takes."""
    return {int(status): _problem_of(status) for status in statuses}


def _problem_of(status: HTTPStatus) -> dict[str, Any]:
    title = TITLES[status]
    example: dict[str, Any] = {
        "type": "about:blank",
        "title": title,
        "status": int(status),
        "detail": DETAILS.get(status, title),
    }
    if status == HTTPStatus.BAD_REQUEST:
        fault = {"path": ["page"], "place": "page", "found": "de tekst 'nul'", "expected": "een geheel getal"}
        example |= {"detail": "In het verzoek staat 1 fout. Zie faults.", "faults": [fault]}
    described: dict[str, Any] = {
        "description": title + ".",
        "content": {PROBLEM: {"schema": {"$ref": f"{_REF}Problem"}, "example": example}},
    }
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        described["headers"] = {"Retry-After": HEADERS["Retry-After"]}
    return described


def _components(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """A schema and what it refers to, as components."""
    parts: dict[str, Any] = schema.pop("$defs", {})
    return {**parts, name: schema}


def _pascal(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[^A-Za-z0-9]+", name))


def _renamed(part: Any) -> Any:  # noqa: ANN401 - a document is a tree of anything
    if isinstance(part, list):
        return [_renamed(item) for item in part]
    if not isinstance(part, dict):
        return part
    return {
        key: _REF + _pascal(item.removeprefix(_REF)) if key == "$ref" and isinstance(item, str) else _renamed(item)
        for key, item in part.items()
    }
