"""All that a browser or a program can ask of the service: the API, the pages, and whether it works."""

from __future__ import annotations

from datetime import timedelta

from fastapi import FastAPI
from starlette.exceptions import HTTPException

from api.access.door import Door, DoorRules
from api.pages import accounts, guide, home, planner, proposal, review, routes, running, sending, sign_in
from api.pages.at_desk import PREFIX, opened_at_desk
from api.pages.denied import denied
from api.pages.errors import broken, refused
from api.pages.opened import opened
from api.routes.health import health_router
from api.service import create_service
from api.settings import ServiceSettings
from api.store.database import Store
from api.usecases.health import Health
from optimizer.errors import ZachteLandingError

# The pages of a proposal that differ by role come before those of the coordinator, which have the same addresses.
PAGES = tuple(part.router for part in (sign_in, accounts, home, guide, running, proposal, planner, review, sending))


def rules_of(settings: ServiceSettings) -> DoorRules:
    """How long sessions and links last here."""
    return DoorRules(
        idle=timedelta(hours=settings.session_idle_hours),
        longest=timedelta(hours=settings.session_hours),
        link=timedelta(hours=settings.link_hours),
        secure=settings.https,
    )


def create_web(store: Store, settings: ServiceSettings, health: Health) -> FastAPI:
    """The application as it is served."""
    app = create_service(Door(store, rules_of(settings)), settings)
    app.include_router(health_router(health))
    add_pages(app)
    return app


def add_pages(app: FastAPI) -> None:
    """Add what people see to what programs use; what goes wrong is told as pages."""
    app.dependency_overrides[opened] = opened_at_desk
    for router in PAGES:
        app.include_router(router)
    app.include_router(routes.router, prefix=PREFIX)
    app.add_exception_handler(ZachteLandingError, denied)
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, broken)
