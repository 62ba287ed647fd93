"""An application of sessions, accounts and the first pages, as the service has them among others."""

from __future__ import annotations

from fastapi import FastAPI, Request
from fastapi.responses import JSONResponse, Response
from starlette.staticfiles import StaticFiles

from api.access.door import Door
from api.app import STATIC
from api.pages import accounts as account_pages
from api.pages import home, sign_in
from api.pages.denied import denied, status_of, with_patience
from api.pages.guard import Guard
from api.routes import accounts, sessions
from api.signing_in import open_door
from optimizer.errors import ZachteLandingError

API = "/v1/"
ROUTERS = tuple(part.router for part in (sessions, accounts, sign_in, account_pages, home))


def desk_app(door: Door) -> FastAPI:
    app = FastAPI(openapi_url=None)
    open_door(app, door)
    for router in ROUTERS:
        app.include_router(router)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(ZachteLandingError, _told)
    app.add_middleware(Guard)
    return app


async def _told(request: Request, error: Exception) -> Response:
    if not request.url.path.startswith(API):
        return await denied(request, error)
    answer = JSONResponse({"detail": str(error)}, status_of(error), media_type="application/problem+json")
    return with_patience(answer, error)
