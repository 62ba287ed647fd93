"""All that a browser or a program can ask of the service: the API, the pages, and whether it works."""

from __future__ import annotations

from datetime import timedelta

from fastapi import FastAPI

from api.access.door import Door, DoorRules
from api.pages import accounts, guide, home, sign_in
from api.pages.denied import denied
from api.pages.stored import open_pages
from api.routes.health import health_router
from api.service import create_service
from api.settings import ServiceSettings
from api.store.database import Store
from api.usecases.health import Health
from optimizer.errors import ZachteLandingError

PAGES = (sign_in.router, accounts.router, home.router, guide.router)


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
    for router in (*PAGES, health_router(health)):
        app.include_router(router)
    open_pages(app)
    app.add_exception_handler(ZachteLandingError, denied)
    return app
