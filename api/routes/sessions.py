"""`/v1/sessions`: signing in and out."""

from __future__ import annotations

from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends, Request
from fastapi.responses import Response

from api.access.identity import Role
from api.access.session import Session
from api.http.answers import answer, does, gives, made
from api.http.bodies import STRICT, JsonBody
from api.http.document import fails
from api.http.strict import ALL, Anybody, Asking, strict_router
from api.signing_in import Checked, Here, give_cookie, of_our_pages, remote_of, take_cookie, token_of
from api.usecases.sessions import sign_out
from api.usecases.sign_in import sign_in

CURRENT = "/sessions/current"
router = strict_router("Aanmelden")


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInRequest:
    """With what somebody signs in."""

    __pydantic_config__ = STRICT

    login: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionResponse:
    """Who is signed in. `csrf` goes into the header `X-CSRF-Token` of everything that changes something."""

    account: str
    login: str
    role: Role
    organisation: str
    csrf: str | None


_EXAMPLE = {
    "account": "a-7k2m9p4x3b8w",
    "login": "ans",
    "role": "coordinator",
    "organisation": "",
    "csrf": "xQ1Ckpv3G0nYb1oGJmX0b5nR6H1bq0Jt5cQhV6w2mQ8",
}
_SIGN_IN = JsonBody(SignInRequest, {"login": "ans", "password": "een zacht bed voor ans"})


@router.post(
    "/sessions",
    status_code=HTTPStatus.CREATED,
    summary="Meld u aan",
    description="Het antwoord zet de cookie die voortaan bewijst wie u bent.",
    dependencies=[Depends(of_our_pages), Depends(Anybody())],
    responses={
        **gives(SessionResponse, _EXAMPLE, HTTPStatus.CREATED, means="Aangemeld.", headers=("Location",)),
        **fails(HTTPStatus.UNAUTHORIZED, HTTPStatus.FORBIDDEN, HTTPStatus.TOO_MANY_REQUESTS),
    },
)
def start_session(asked: Annotated[SignInRequest, Depends(_SIGN_IN)], request: Request, door: Here) -> Response:
    """Sign in."""
    signed_in = sign_in(door, asked.login, asked.password, remote_of(request), token_of(request))
    response = made(_told(signed_in.session), CURRENT)
    give_cookie(response, signed_in, door)
    return response


@router.get(
    CURRENT,
    summary="Lees wie er is aangemeld",
    dependencies=[Depends(Asking(*ALL))],
    responses=gives(SessionResponse, _EXAMPLE),
)
def read_session(session: Checked) -> Response:
    """Who is signed in."""
    return answer(_told(session))


@router.delete(
    CURRENT,
    status_code=HTTPStatus.NO_CONTENT,
    summary="Meld u af",
    dependencies=[Depends(Asking(*ALL))],
    responses=does("Afgemeld."),
)
def end_session(session: Checked, door: Here) -> Response:
    """Sign out."""
    sign_out(door.store, session)
    response = Response(status_code=HTTPStatus.NO_CONTENT)
    take_cookie(response, door)
    return response


def _told(session: Session) -> SessionResponse:
    return SessionResponse(
        account=session.identity.account,
        login=session.login,
        role=session.identity.role,
        organisation=session.identity.organisation,
        csrf=session.csrf,
    )
