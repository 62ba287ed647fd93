"""Answers that are successes, and how a route tells beforehand which it gives."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.responses import Response
from pydantic_core import to_json

from api.http.media import JSON

# Where the API is, as its document says too.
BASE = "/v1"
Documented = dict[int | str, dict[str, Any]]


def answer(value: object, version: int | None = None, status: int = HTTPStatus.OK) -> Response:
    """A value as JSON, with its version as ETag where it has one."""
    return Response(to_json(value), status, {} if version is None else {"etag": f'"{version}"'}, JSON)


def made(value: object, place: str, version: int | None = None, status: int = HTTPStatus.CREATED) -> Response:
    """What was made, and where it is from now on: `/register/woningen/7`."""
    response = answer(value, version, status)
    response.headers["location"] = BASE + place
    return response


def gone() -> Response:
    """It was done, and there is nothing to say."""
    return Response(status_code=HTTPStatus.NO_CONTENT)


def gives(
    model: Any,  # noqa: ANN401 - a type, which may be a generic one
    example: object,
    status: int = HTTPStatus.OK,
    *,
    means: str = "Gelukt.",
    headers: tuple[str, ...] = (),
    other: Mapping[str, Mapping[str, Any]] | None = None,
) -> Documented:
    """For `responses=`: the type of the answer, an example, and the headers besides (`ETag`, …).

    `other`: further forms of the answer, by media type, each with a schema and an example.
    """
    content: dict[str, Any] = {JSON: {"example": example}, **(other or {})}
    described = {"description": means, "content": content, "headers": {name: HEADERS[name] for name in headers}}
    return {int(status): {"model": model, **described}}


def does(means: str = "Gelukt.") -> Documented:
    """For `responses=` of a route that answers with nothing."""
    return {int(HTTPStatus.NO_CONTENT): {"description": means}}


def _header(means: str, example: str, **schema: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON Schema
    return {"description": means, "schema": {"type": "string", **schema}, "example": example}


HEADERS: Mapping[str, Mapping[str, Any]] = {
    "ETag": _header("De versie. Stuur die mee als If-Match.", '"3"'),
    "Location": _header("Waar het voortaan staat.", "/v1/register/woningen/7"),
    "Link": _header("De andere bladzijden van de lijst (RFC 8288).", '</v1/audit?page=2>; rel="next"'),
    "Content-Crs": _header("Het coördinatenstelsel van de vormen.", "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"),
    "Retry-After": _header("Na hoeveel seconden opnieuw proberen.", "10"),
}
