"""The service with all its pages, as people use it."""

from __future__ import annotations

from fastapi import FastAPI

from api.access.door import Door
from api.pages import routes
from api.routes.every import ROUTERS as API
from api.service import create_service
from api.settings import ServiceSettings
from api.web import PAGES, add_pages

ROUTERS = (*API, *(part for part in PAGES), routes.router)


def desk_app(door: Door) -> FastAPI:
    app = create_service(door, ServiceSettings())
    add_pages(app)
    return app
