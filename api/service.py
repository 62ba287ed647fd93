"""The service: the API under /v1, what describes it, and what every answer carries."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from api.access.door import Door
from api.http.answers import BASE
from api.http.body_limit import BodyLimit
from api.http.document import VERSION, document
from api.http.problem import add_problems
from api.http.solving import Solving
from api.http.strict import Route
from api.logs import RequestLog
from api.pages.api_page import router as api_page
from api.pages.guard import Guard
from api.routes.every import ROUTERS, TAGS
from api.settings import ServiceSettings
from api.signing_in import open_door
from api.usecases.solve_once import Bounds

STATIC = Path(__file__).parent / "static"
YEAR = 365 * 24 * 60 * 60
BYTES_PER_MB = 1_000_000


def create_service(door: Door, settings: ServiceSettings) -> FastAPI:
    """The application that serves the store behind this door.

    Pages are added with `include_router`; they tell what goes wrong in their own way, with `add_exception_handler`.
    """
    api = _create_api(door, settings)
    # The pages of FastAPI that describe an API load scripts from elsewhere.
    app = FastAPI(title="Zachte Landing", docs_url=None, redoc_url=None, openapi_url=None)
    open_door(app, door)
    app.state.document = api.state.document
    app.include_router(api_page)
    app.mount(BASE, api)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    add_problems(app)
    app.add_middleware(BodyLimit, most=settings.largest_body_mb * BYTES_PER_MB)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=list(settings.trusted_hosts))
    always = {"api-version": VERSION} | ({"strict-transport-security": f"max-age={YEAR}"} if settings.https else {})
    app.add_middleware(Guard, more=always)
    app.add_middleware(RequestLog)
    return app


def _create_api(door: Door, settings: ServiceSettings) -> FastAPI:
    api = FastAPI(docs_url=None, redoc_url=None, openapi_url=None, redirect_slashes=False)
    open_door(api, door)
    for router in ROUTERS:
        api.include_router(router)
    routes = [route for router in ROUTERS for route in router.routes if isinstance(route, Route)]
    told = document(routes, settings, TAGS)
    api.state.document = told
    bounds = Bounds(seconds=settings.solve_seconds, pairs=settings.solve_pairs)
    api.state.solving = Solving(settings.solves_at_once, bounds)

    @api.get("/openapi.json", include_in_schema=False)
    async def openapi(_request: Request) -> Response:
        """The document, for anybody, from any page."""
        return JSONResponse(told, headers={"access-control-allow-origin": "*"})

    add_problems(api)
    return api
