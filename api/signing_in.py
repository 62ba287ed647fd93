"""Who sends a request: the one place where that is found out, and where an unsafe request is checked.

A route takes `At = Annotated[Desk, Depends(desk_of)]` and hands it to its use case. Whoever has a desk is signed in and, for a
request that may change something, meant to send it.
"""

from __future__ import annotations

import secrets
from typing import Annotated
from urllib.parse import parse_qsl, urlsplit

from fastapi import Depends, FastAPI, Request
from fastapi.responses import Response

from api.access.desk import Desk
from api.access.door import Door
from api.access.session import Session
from api.errors import NotAllowed, NotSignedIn
from api.store.database import Store
from api.usecases.sessions import SignedIn, identity_of
from optimizer.errors import Fault, InvalidInput

COOKIE = "sessie"
CSRF_HEADER, CSRF_FIELD = "x-csrf-token", "csrf"
FORM = "application/x-www-form-urlencoded"
SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
# What a form of ours may hold.
MOST_FIELDS = 50

SIGN_IN_FIRST = "Meld u eerst aan."
FROM_ELSEWHERE = "Dit verzoek komt van een andere website. Daarom is er niets gedaan."
OLD_PAGE = "Deze pagina is verouderd. Er is niets gedaan. Laad de pagina opnieuw en probeer het nog eens."


def open_door(app: FastAPI, door: Door) -> None:
    """Let people into an application through this door."""
    app.state.door = door


def door_of(request: Request) -> Door:
    """The door of the application."""
    door: Door = request.app.state.door
    return door


def store_of(request: Request) -> Store:
    """The store of the application. Only for what has no desk, such as `/health`."""
    return door_of(request).store


def token_of(request: Request) -> str:
    """What the browser has to prove who it is; empty where it has nothing."""
    return request.cookies.get(COOKIE, "")


def remote_of(request: Request) -> str:
    """The address of who sends a request; behind a proxy that the server trusts the one that it tells."""
    return request.client.host if request.client else ""


def session_around(request: Request) -> Session | None:
    """Who sends the request, for pages that anybody may see; None when that isn't known.

    This is where each way to prove who you are is tried. Today there is one, the cookie. An API token comes here as a second:
    looked up by the `Authorization` header, before the cookie, and with `csrf=None`, since no browser sends it by itself.
    OpenID Connect is no way of its own: its route ends with `begin` of `api.usecases.sessions`, and gives the same cookie.
    """
    token = token_of(request)
    session = identity_of(door_of(request), token) if token else None
    # Pages show who is signed in, that of a refusal too; the log tells the role.
    request.state.session = session
    request.state.role = "" if session is None else session.identity.role.value
    return session


def session_of(session: Annotated[Session | None, Depends(session_around)]) -> Session:
    """Who sends the request. Raises NotSignedIn."""
    if session is None:
        raise NotSignedIn(SIGN_IN_FIRST)
    return session


def of_our_pages(request: Request) -> None:
    """Refuse an unsafe request that a browser sends for a page of somebody else. What is no browser says neither.

    `Origin` is all that a browser tells where there is no https. Its `null` is refused: our pages have a name.
    """
    if request.method in SAFE:
        return
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    ours = site in {"same-origin", "none"} if site else not origin or urlsplit(origin).netloc == request.url.netloc
    if not ours:
        raise NotAllowed(FROM_ELSEWHERE)


async def checked(
    request: Request,
    session: Annotated[Session, Depends(session_of)],
    _ours: Annotated[None, Depends(of_our_pages)],
) -> Session:
    """Who sends the request, and meant to: an unsafe one holds the token of the session, in a header or in its form."""
    if request.method in SAFE or session.csrf is None:
        return session
    given = request.headers.get(CSRF_HEADER) or (await form_of(request)).get(CSRF_FIELD, "")
    if not secrets.compare_digest(given.encode("utf-8", "surrogatepass"), session.csrf.encode()):
        raise NotAllowed(OLD_PAGE)
    return session


def desk_of(request: Request, session: Annotated[Session, Depends(checked)]) -> Desk:
    """The desk at which the sender of the request is helped."""
    return Desk(store_of(request), session.identity)


async def form_of(request: Request) -> dict[str, str]:
    """The fields of a form of a page; empty for anything else. Of a field that comes twice the last counts."""
    if request.headers.get("content-type", "").split(";")[0].strip().lower() != FORM:
        return {}
    try:
        text = (await request.body()).decode("ascii")
        return dict(parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=MOST_FIELDS))
    except ValueError as error:
        raise InvalidInput(
            [Fault((), "een formulier dat niet te lezen is", "een formulier van onze pagina's")]
        ) from error


def give_cookie(answer: Response, signed_in: SignedIn, door: Door) -> None:
    """Hand out what proves from now on who it is.

    Lax and not Strict, for a link in an e-mail must lead to its page; what Lax lets through changes nothing. It ends with the
    browser, and in the store before that.
    """
    answer.set_cookie(COOKIE, signed_in.token, path="/", httponly=True, samesite="lax", secure=door.rules.secure)


def take_cookie(answer: Response, door: Door) -> None:
    """Take it back."""
    answer.delete_cookie(COOKIE, path="/", httponly=True, samesite="lax", secure=door.rules.secure)


Here = Annotated[Door, Depends(door_of)]
Around = Annotated[Session | None, Depends(session_around)]
Checked = Annotated[Session, Depends(checked)]
At = Annotated[Desk, Depends(desk_of)]
Form = Annotated[dict[str, str], Depends(form_of)]
