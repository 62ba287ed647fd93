"""Templates, and what each of them knows without being told."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.templating import Jinja2Templates

from api.pages.addresses import home_page, page_of
from api.pages.opened import book_around
from api.pages.words import count, number
from optimizer.why.sentences import IF_NOBODY_MOVES
from optimizer.words import day, period

ENVIRONMENT = Environment(
    loader=PackageLoader("api"), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
)
ENVIRONMENT.filters.update(number=number, day=day)
ENVIRONMENT.globals.update(
    count=count, period=period, home_page=home_page, page_of=page_of, if_nobody_moves=IF_NOBODY_MOVES
)
TEMPLATES = Jinja2Templates(env=ENVIRONMENT)


def render(
    request: Request,
    template: str,
    here: str,
    status: int = HTTPStatus.OK,
    **shown: Any,  # noqa: ANN401 - what the template needs
) -> Response:
    """A page. `here` is the part of the navigation that it belongs to; `book` is None where it belongs to no proposal.

    `session` is who is signed in, None where nobody is or where the page didn't look.
    """
    session = getattr(request.state, "session", None)
    context = {"book": book_around(request), "session": session, "here": here, **shown}
    return TEMPLATES.TemplateResponse(request, template, context, status_code=status)
