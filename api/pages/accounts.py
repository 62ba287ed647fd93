"""The page of a beheerder: who may sign in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from api.access.desk import Desk
from api.access.door import Door
from api.access.identity import Role
from api.errors import Clash, NotThere, Overtaken
from api.pages.denied import status_of
from api.pages.forms import Problem, problems_of
from api.pages.render import render
from api.pages.versions import version_in
from api.signing_in import At, Form, Here
from api.usecases.accounts import (
    ROLES,
    Account,
    add_account,
    change_account,
    list_accounts,
    new_link,
    organisations,
    read_account,
)
from optimizer.errors import InvalidInput

ADDRESS = "/accounts"
LABELS = {"login": "Inlognaam", "role": "Rol", "organisation": "Organisatie"}
GROUPS = {Role.CORPORATIE: "Corporaties", Role.ZORGAANBIEDER: "Zorgaanbieders", Role.PLANNER: "Gemeenten"}
# How a role is called where that differs from its code.
NAMES = {Role.COORDINATOR: "coördinator"}

router = APIRouter(default_response_class=HTMLResponse)


@dataclass(frozen=True, slots=True)
class Typed:
    """What somebody filled in for a new account."""

    login: str = ""
    role: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class Link:
    """A one-time link, shown this once."""

    login: str
    address: str
    hours: int


@dataclass(frozen=True, slots=True)
class Shown:
    """What the page shows besides the accounts."""

    problems: tuple[Problem, ...] = ()
    message: str = ""
    link: Link | None = None
    typed: Typed = Typed()


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """An account in the table."""

    id: str
    login: str
    role: str
    organisation: str
    blocked: bool
    state: str
    tone: str
    version: int


@router.get(ADDRESS)
def show_accounts(request: Request, desk: At) -> Response:
    """All accounts."""
    return _page(request, desk, Shown())


@router.post(ADDRESS)
def add(request: Request, desk: At, form: Form, door: Here) -> Response:
    """Add an account, and show its link."""
    typed = Typed(form.get("login", ""), form.get("role", ""), form.get("organisation", ""))
    try:
        account, link = add_account(desk, typed.login, typed.role, typed.organisation, door.rules.link)
    except InvalidInput as error:
        return _page(request, desk, Shown(problems_of(error, LABELS), typed=typed), HTTPStatus.BAD_REQUEST)
    return _page(request, desk, Shown(link=_link(request, door, account, link)), HTTPStatus.CREATED)


@router.post(ADDRESS + "/{account}/link")
def add_link(request: Request, account: str, desk: At, door: Here) -> Response:
    """Make a new link, and show it."""
    try:
        link = new_link(desk, account, door.rules.link)
        return _page(request, desk, Shown(link=_link(request, door, read_account(desk, account), link)))
    except (Clash, NotThere) as error:
        return _page(request, desk, Shown(message=str(error)), status_of(error))


@router.post(ADDRESS + "/{account}/blokkeren")
def block(request: Request, account: str, desk: At, form: Form) -> Response:
    """Let nobody in with it any more."""
    return _changed(request, desk, lambda: change_account(desk, account, version_in(form), blocked=True))


@router.post(ADDRESS + "/{account}/vrijgeven")
def unblock(request: Request, account: str, desk: At, form: Form) -> Response:
    """Let people in with it again."""
    return _changed(request, desk, lambda: change_account(desk, account, version_in(form), blocked=False))


def _changed(request: Request, desk: Desk, change: Callable[[], Account]) -> Response:
    try:
        change()
    except (Clash, NotThere, Overtaken) as error:
        return _page(request, desk, Shown(message=str(error)), status_of(error))
    return RedirectResponse(ADDRESS, HTTPStatus.SEE_OTHER)


def _page(request: Request, desk: Desk, shown: Shown, status: int = HTTPStatus.OK) -> Response:
    known = organisations(desk)
    return render(
        request,
        "accounts.html",
        "accounts",
        status,
        problems=shown.problems,
        message=shown.message,
        link=shown.link,
        typed=shown.typed,
        accounts=[_line(account, known) for account in list_accounts(desk)],
        roles={role: NAMES.get(role, role) for role in ROLES},
        organisations=[
            {"title": title, "names": known.get(role, {})} for role, title in GROUPS.items() if known.get(role)
        ],
    )


def _line(account: Account, known: dict[Role, dict[str, str]]) -> Line:
    state, tone = ("actief", "good") if account.ready else ("nog geen wachtwoord", "plain")
    if account.blocked:
        state, tone = "geblokkeerd", "attention"
    name = known.get(account.role, {}).get(account.organisation, account.organisation)
    return Line(
        id=account.id,
        login=account.login,
        role=NAMES.get(account.role, account.role),
        organisation=name,
        blocked=account.blocked,
        state=state,
        tone=tone,
        version=account.version,
    )


def _link(request: Request, door: Door, account: Account, link: str) -> Link:
    base = request.base_url.replace(scheme="https") if door.rules.secure else request.base_url
    return Link(account.login, str(base).rstrip("/") + link, door.rules.link // timedelta(hours=1))
