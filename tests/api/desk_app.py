"""The service with the pages to sign in, of accounts, and the first page of each role."""

from __future__ import annotations

from fastapi import FastAPI

from api.access.door import Door
from api.pages import accounts as account_pages
from api.pages import home, sign_in
from api.pages.denied import denied
from api.routes.every import ROUTERS as API
from api.service import create_service
from api.settings import ServiceSettings
from optimizer.errors import ZachteLandingError

PAGES = tuple(part.router for part in (sign_in, account_pages, home))
ROUTERS = (*API, *PAGES)


def desk_app(door: Door) -> FastAPI:
    app = create_service(door, ServiceSettings())
    for router in PAGES:
        app.include_router(router)
    app.add_exception_handler(ZachteLandingError, denied)
    return app
