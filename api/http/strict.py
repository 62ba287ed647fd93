"""What a request must be before its route is called: signed in, allowed, and without a single fault.

Every route has a parameter `desk: Annotated[Desk, Depends(Asking(…))]`, or `Depends(Anybody())` among its dependencies. That
looks, in this order, whether the client is known (401), whether its role may do this (403), whether there is an answer in a
form that it wants (406), and whether the query and the body are sound (413, 415, 400 with all faults at once). Parameters
that hold the body come after it.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from http import HTTPStatus
from typing import Annotated, Any, get_args, get_origin, get_type_hints

from fastapi import APIRouter, Depends, Request
from fastapi.params import Depends as DependsOn
from fastapi.params import Query
from fastapi.responses import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, ConfigDict, ValidationError, create_model
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from api.access.desk import Desk
from api.access.identity import Role
from api.errors import NotAllowed
from api.faults import of_types
from api.http.bodies import NUL, JsonBody
from api.http.media import JSON, kind, wanted
from api.signing_in import desk_of
from optimizer.errors import Fault, InvalidInput

Handler = Callable[[Request], Any]
Content = Mapping[str, Any]

ALL = tuple(role for role in Role if role is not Role.SYSTEEM)
WITH_BODY = frozenset({"POST", "PUT", "PATCH", "DELETE"})


class Route(APIRoute):
    """A route that knows what it takes and gives: its query, its body, its forms, and who may use it."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:  # noqa: ANN401 - FastAPI's own
        super().__init__(path, endpoint, **{**options, "operation_id": _camel_case(endpoint.__name__)})
        # Docstrings are for who reads the code; what the document says is given besides.
        self.description = options.get("description") or ""
        depended = [*(one.dependency for one in self.dependencies), *_dependencies(endpoint)]
        self.body = next((one for one in depended if isinstance(one, JsonBody)), None)
        self.asking = next((one for one in depended if isinstance(one, Anybody | Asking)), None)
        self.query = _query_model(endpoint, *depended)
        self.produces = _forms_of(self.responses, self.status_code or HTTPStatus.OK)
        other = ((self.openapi_extra or {}).get("requestBody") or {}).get("content", {})
        self.consumes = tuple(other) or ((JSON,) if self.body else ())

    def get_route_handler(self) -> Handler:
        """The handler; what is depended on finds this route on the request."""
        handle = super().get_route_handler()

        async def handler(request: Request) -> Response:
            request.state.route = self
            answer: Response = await handle(request)
            return answer

        return handler


def strict_router(tag: str) -> APIRouter:
    """A router of which every route is strict."""
    return APIRouter(tags=[tag], route_class=Route)


class Anybody:
    """Lets anybody through whose request is sound."""

    roles: tuple[Role, ...] = ()

    async def __call__(self, request: Request) -> None:
        """Look at the request."""
        await _check(request)


class Asking:
    """Lets through who is signed in with one of these roles and whose request is sound; the value is their desk."""

    def __init__(self, *roles: Role) -> None:
        self.roles = roles

    async def __call__(self, request: Request, desk: Annotated[Desk, Depends(desk_of)]) -> Desk:
        """Look at who asks, then at the request."""
        request.state.role = desk.by.role.value
        if desk.by.role not in self.roles:
            raise NotAllowed("Met uw rol kan dit niet.")
        await _check(request)
        return desk


async def _check(request: Request) -> None:
    """Raises what is wrong; the body that was read is then on `request.state`, and the form that the answer must have."""
    route: Route = request.state.route
    request.state.form = wanted(request.headers.get("accept", ""), route.produces) if route.produces else ""
    if any(NUL in value for value in request.path_params.values()):
        raise HTTPException(HTTPStatus.NOT_FOUND)
    faults = list(_of_query(route.query, request))
    content = await request.body() if request.method in WITH_BODY else b""
    if route.consumes and (content or route.body is not None):
        _right_kind(request, route.consumes)
    if route.body is not None:
        try:
            request.state.body = await run_in_threadpool(route.body.read, content)
        except InvalidInput as error:
            faults += error.faults
    elif content and not route.consumes:
        faults.append(Fault((), "een inhoud", "een verzoek zonder inhoud"))
    if faults:
        raise InvalidInput(faults)


def _right_kind(request: Request, consumes: tuple[str, ...]) -> None:
    if kind(request.headers.get("content-type", "")) not in consumes:
        raise HTTPException(HTTPStatus.UNSUPPORTED_MEDIA_TYPE, f"Stuur dit als {' of '.join(consumes)}.")


def _of_query(model: type[BaseModel], request: Request) -> Iterator[Fault]:
    """Everything that is wrong with the query; a parameter that comes twice is a list, which only some may be."""
    given: dict[str, object] = {}
    for name in dict.fromkeys(request.query_params):
        values = request.query_params.getlist(name)
        field = next((one for one in model.model_fields.values() if one.alias == name), None)
        many = field is not None and get_origin(field.annotation) in (list, tuple)
        given[name] = values if many or len(values) > 1 else values[0]
    try:
        model.model_validate(given)
    except ValidationError as error:
        yield from of_types(error, given, ())
    for name, value in request.query_params.multi_items():
        if NUL in name + value:
            yield Fault((name.replace(NUL, "?"),), "een tekst met het teken 0", "een tekst zonder dat teken")


def _query_model(*calls: Callable[..., Any] | None) -> type[BaseModel]:
    """Every query parameter of an endpoint and of what it depends on, and none besides."""
    fields: dict[str, Any] = {}
    for call in filter(None, calls):
        for parameter, hint in _annotated(call):
            for query in (one for one in get_args(hint)[1:] if isinstance(one, Query)):
                query.alias = query.alias or parameter.name
                default = ... if parameter.default is inspect.Parameter.empty else parameter.default
                fields[parameter.name] = (Annotated[get_args(hint)[0], query], default)
    return create_model("Query", __config__=ConfigDict(extra="forbid", populate_by_name=False), **fields)


def _dependencies(call: Callable[..., Any]) -> Iterator[Callable[..., Any]]:
    """What an endpoint depends on, and what that depends on."""
    for _, hint in _annotated(call):
        for one in get_args(hint)[1:]:
            if isinstance(one, DependsOn) and one.dependency is not None:
                yield one.dependency
                yield from _dependencies(one.dependency)


def _annotated(call: Callable[..., Any]) -> Iterator[tuple[inspect.Parameter, Any]]:
    """The parameters with an `Annotated` type."""
    plain = call if inspect.isfunction(call) else call.__call__  # type: ignore[operator] # an object that is called
    hints = get_type_hints(plain, include_extras=True)
    for parameter in inspect.signature(call).parameters.values():
        if get_origin(hints.get(parameter.name)) is Annotated:
            yield parameter, hints[parameter.name]


def _forms_of(responses: Mapping[int | str, Content], status: int) -> tuple[str, ...]:
    """The media types of the answer when all is well; JSON where the route says nothing, none where it has no content."""
    if status == HTTPStatus.NO_CONTENT:
        return ()
    return tuple(responses.get(status, {}).get("content", {})) or (JSON,)


def _camel_case(name: str) -> str:
    first, *others = name.split("_")
    return first + "".join(word.capitalize() for word in others)
