"""The web application of one proposal: for the coordinator, on this machine only."""

from __future__ import annotations

from pathlib import Path

from fastapi import FastAPI
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from api.pages.book import Book
from api.pages.errors import broken, refused
from api.pages.guard import Guard
from api.pages.guide import router as guide
from api.pages.opened import Opened
from api.pages.routes import router
from api.shown import Shown

STATIC = Path(__file__).parent / "static"
# Nobody signs in here: a page elsewhere that names this machine by another host gets nothing.
HOSTS = ("127.0.0.1", "localhost")


def create_app(shown: Shown) -> FastAPI:
    """The application that shows this round."""
    # The pages of FastAPI that describe an API load scripts from elsewhere.
    app = FastAPI(title="Zachte Landing", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.opened = Opened(Book(shown))
    app.include_router(router)
    app.include_router(guide)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, refused)
    app.add_exception_handler(Exception, broken)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)
    app.add_middleware(Guard)
    return app
