"""The web application: one round with its proposal, for the coordinator, on this machine only."""

from __future__ import annotations

from http import HTTPStatus
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.responses import Response
from starlette.exceptions import HTTPException
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.staticfiles import StaticFiles

from api.pages.book import Book
from api.pages.downloads import Downloads
from api.pages.downloads import router as downloads
from api.pages.guard import HEADERS, Guard
from api.pages.render import render
from api.pages.routes import router
from api.shown import Shown

STATIC = Path(__file__).parent / "static"
# There is no sign-in yet: a page elsewhere that names this machine by another host gets nothing.
HOSTS = ("127.0.0.1", "localhost")


def create_app(shown: Shown) -> FastAPI:
    """The application that shows this round."""
    # The pages of FastAPI that describe an API load scripts from elsewhere.
    app = FastAPI(title="Zachte Landing", docs_url=None, redoc_url=None, openapi_url=None)
    app.state.book = Book(shown)
    app.state.downloads = Downloads(shown)
    app.include_router(router)
    app.include_router(downloads)
    app.mount("/static", StaticFiles(directory=STATIC), name="static")
    app.add_exception_handler(HTTPException, _refused)
    app.add_exception_handler(Exception, _broken)
    app.add_middleware(TrustedHostMiddleware, allowed_hosts=HOSTS)
    app.add_middleware(Guard)
    return app


async def _refused(request: Request, error: Exception) -> Response:
    status = error.status_code if isinstance(error, HTTPException) else HTTPStatus.BAD_REQUEST
    headers = error.headers if isinstance(error, HTTPException) else None
    answer = render(request, "refused.html", "", status, missing=status == HTTPStatus.NOT_FOUND)
    answer.headers.update(headers or {})
    return answer


# This answer is made outside every middleware, so it brings the headers itself.
async def _broken(request: Request, _error: Exception) -> Response:
    answer = render(request, "broken.html", "", HTTPStatus.INTERNAL_SERVER_ERROR)
    answer.headers.update(HEADERS)
    return answer
