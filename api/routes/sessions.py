"""`/v1/sessions`: signing in and out."""

from __future__ import annotations

from http import HTTPStatus

from fastapi import APIRouter, Depends, Request, Response
from pydantic import BaseModel, ConfigDict, Field

from api.access.identity import Role
from api.access.session import Session
from api.signing_in import Checked, Here, give_cookie, of_our_pages, remote_of, take_cookie, token_of
from api.usecases.sessions import sign_out
from api.usecases.sign_in import sign_in

CURRENT = "/v1/sessions/current"
router = APIRouter(prefix="/v1/sessions", tags=["sessions"])


class SignInRequest(BaseModel):
    """With what somebody signs in."""

    model_config = ConfigDict(strict=True, extra="forbid")

    login: str
    password: str = Field(repr=False)


class SessionResponse(BaseModel):
    """Who is signed in. `csrf` goes into the header `X-CSRF-Token` of everything that changes something."""

    account: str
    login: str
    role: Role
    organisation: str
    csrf: str | None


@router.post("", status_code=HTTPStatus.CREATED, dependencies=[Depends(of_our_pages)])
def start_session(asked: SignInRequest, request: Request, answer: Response, door: Here) -> SessionResponse:
    """Sign in. The cookie of the answer proves from now on who it is."""
    signed_in = sign_in(door, asked.login, asked.password, remote_of(request), token_of(request))
    give_cookie(answer, signed_in, door)
    answer.headers["location"] = CURRENT
    return _told(signed_in.session)


@router.get("/current")
def read_session(session: Checked) -> SessionResponse:
    """Who is signed in."""
    return _told(session)


@router.delete("/current", status_code=HTTPStatus.NO_CONTENT)
def end_session(session: Checked, door: Here) -> Response:
    """Sign out."""
    sign_out(door.store, session)
    answer = Response(status_code=HTTPStatus.NO_CONTENT)
    take_cookie(answer, door)
    return answer


def _told(session: Session) -> SessionResponse:
    return SessionResponse(
        account=session.identity.account,
        login=session.login,
        role=session.identity.role,
        organisation=session.identity.organisation,
        csrf=session.csrf,
    )
