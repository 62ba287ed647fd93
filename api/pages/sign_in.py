"""The pages with which somebody comes in, chooses a password, and goes."""

from __future__ import annotations

import re
from http import HTTPStatus

from fastapi import APIRouter, Depends, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.logins import folded, is_login
from api.access.passwords import SHORTEST
from api.errors import NotSignedIn, NotThere, TooManyTries
from api.pages.denied import SIGN_IN, status_of, with_patience
from api.pages.forms import Problem, problems_of
from api.pages.render import render
from api.signing_in import (
    Around,
    Checked,
    Form,
    Here,
    give_cookie,
    of_our_pages,
    remote_of,
    take_cookie,
    token_of,
)
from api.usecases.passwords import set_password
from api.usecases.sessions import sign_out
from api.usecases.sign_in import NO_LINK, link_opens, sign_in, sign_in_by_link
from optimizer.errors import InvalidInput

PASSWORD = "/wachtwoord"  # noqa: S105 - an address
LABELS = {"old": "Uw wachtwoord van nu", "new": "Nieuw wachtwoord", "again": "Nieuw wachtwoord, nog een keer"}
NOT_THE_SAME = "iets anders dan hierboven. Nodig: twee keer hetzelfde wachtwoord."
# One / and then nothing that a browser would take for another host, or leave out.
_LOCAL = re.compile(r"/(?!/)[A-Za-z0-9._~/?&=%+,:;@!$'()*-]*")

router = APIRouter(default_response_class=HTMLResponse)


def local(address: str) -> str:
    """The address when it is one of our pages; otherwise that of the first page."""
    return address if _LOCAL.fullmatch(address) else "/"


@router.get(SIGN_IN)
def show_sign_in(request: Request, session: Around, verder: str = "/") -> Response:
    """Ask for a name and a password."""
    if session is not None:
        return RedirectResponse(local(verder), HTTPStatus.SEE_OTHER)
    return render(request, "sign_in.html", "aanmelden", message="", login="", onward=local(verder))


@router.post(SIGN_IN, dependencies=[Depends(of_our_pages)])
def try_sign_in(request: Request, form: Form, door: Here) -> Response:
    """Let in who knows the password."""
    login, onward = form.get("login", ""), local(form.get("verder", "/"))
    try:
        signed_in = sign_in(door, login, form.get("password", ""), remote_of(request), token_of(request))
    except (NotSignedIn, TooManyTries) as error:
        shown = login if is_login(folded(login)) else ""
        told = {"message": str(error), "login": shown, "onward": onward}
        return with_patience(render(request, "sign_in.html", "aanmelden", status_of(error), **told), error)
    answer = RedirectResponse(onward, HTTPStatus.SEE_OTHER)
    give_cookie(answer, signed_in, door)
    return answer


@router.get(SIGN_IN + "/{token}")
def show_link(request: Request, token: str, door: Here) -> Response:
    """Show the button of a one-time link. Programs that look into e-mail get no further, so they don't use the link."""
    opens = link_opens(door, token)
    status = HTTPStatus.OK if opens else HTTPStatus.NOT_FOUND
    return render(request, "sign_in_link.html", "aanmelden", status, opens=opens, message=NO_LINK)


@router.post(SIGN_IN + "/{token}", dependencies=[Depends(of_our_pages)])
def use_link(request: Request, token: str, door: Here) -> Response:
    """Let in who has the link, and ask for a password."""
    try:
        signed_in = sign_in_by_link(door, token, token_of(request))
    except NotThere as error:
        told = {"opens": False, "message": str(error)}
        return render(request, "sign_in_link.html", "aanmelden", HTTPStatus.NOT_FOUND, **told)
    answer = RedirectResponse(PASSWORD, HTTPStatus.SEE_OTHER)
    give_cookie(answer, signed_in, door)
    return answer


@router.post("/afmelden")
def end_session(session: Checked, door: Here) -> Response:
    """Sign out."""
    sign_out(door.store, session)
    answer = RedirectResponse(SIGN_IN, HTTPStatus.SEE_OTHER)
    take_cookie(answer, door)
    return answer


@router.get(PASSWORD)
def show_password(request: Request, _session: Checked) -> Response:
    """Ask for a new password."""
    return _password_page(request)


@router.post(PASSWORD)
def choose_password(request: Request, session: Checked, form: Form, door: Here) -> Response:
    """Keep a new password."""
    if form.get("new", "") != form.get("again", ""):
        return _password_page(request, HTTPStatus.BAD_REQUEST, (Problem("again", LABELS["again"], NOT_THE_SAME),))
    try:
        signed_in = set_password(door, session, form.get("old", ""), form.get("new", ""))
    except InvalidInput as error:
        return _password_page(request, HTTPStatus.BAD_REQUEST, problems_of(error, LABELS))
    except TooManyTries as error:
        return with_patience(_password_page(request, status_of(error), message=str(error)), error)
    request.state.session = signed_in.session
    answer = _password_page(request, done=True)
    give_cookie(answer, signed_in, door)
    return answer


def _password_page(
    request: Request,
    status: int = HTTPStatus.OK,
    problems: tuple[Problem, ...] = (),
    message: str = "",
    *,
    done: bool = False,
) -> Response:
    told = {"problems": problems, "message": message, "done": done, "shortest": SHORTEST}
    return render(request, "password.html", "wachtwoord", status, **told)
