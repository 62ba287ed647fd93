"""An application of several proposals, each below an address of its own, as a service has them."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

from fastapi import FastAPI, HTTPException, Request
from starlette.exceptions import HTTPException as AnyHTTPException
from starlette.staticfiles import StaticFiles

from api.app import STATIC
from api.pages.book import Book
from api.pages.errors import broken, refused
from api.pages.guard import Guard
from api.pages.guide import router as guide
from api.pages.opened import Opened, opened
from api.pages.routes import router
from api.shown import Shown

PREFIX = "/voorstellen"


def stored(proposals: Mapping[str, Shown]) -> FastAPI:
    """By the part of the address that names them; whatever is not among them may not be seen."""
    kept = {id_: Opened(Book(shown, f"{PREFIX}/{quote(id_, safe='')}")) for id_, shown in proposals.items()}

    def of_address(request: Request) -> Opened:
        if request.path_params["proposal"] not in kept:
            raise HTTPException(404)
        return kept[request.path_params["proposal"]]

    app = FastAPI(openapi_url=None)
    app.dependency_overrides[opened] = of_address
    app.include_router(router, prefix=f"{PREFIX}/{{proposal}}")
    app.include_router(guide)
    app.mount("/static", StaticFiles(directory=STATIC))
    app.add_exception_handler(AnyHTTPException, refused)
    app.add_exception_handler(Exception, broken)
    app.add_middleware(Guard)
    return app
