"""`/v1/accounts`: for a beheerder."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated

from fastapi import Depends
from fastapi.responses import Response

from api.access.desk import Desk
from api.access.identity import Role
from api.http.answers import answer, gives, made
from api.http.bodies import STRICT, JsonBody
from api.http.document import fails
from api.http.strict import Asking, strict_router
from api.http.versions import Version
from api.signing_in import Here
from api.usecases import accounts
from api.usecases.accounts import Account

router = strict_router("Accounts")
Beheerder = Annotated[Desk, Depends(Asking(Role.BEHEERDER))]


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountRequest:
    """An account to add."""

    __pydantic_config__ = STRICT

    login: str
    role: str
    organisation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountChange:
    """What changes of an account; what isn't there stays as it is."""

    __pydantic_config__ = STRICT

    blocked: bool | None = None
    role: str | None = None
    organisation: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountResponse:
    """An account. `ready`: whether a password was chosen."""

    id: str
    login: str
    role: Role
    organisation: str
    blocked: bool
    ready: bool
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountsResponse:
    """All accounts: a region has dozens, so there are no pages."""

    items: tuple[AccountResponse, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkResponse:
    """Where somebody signs in, once. Nobody can read this link again."""

    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AddedResponse(LinkResponse):
    """An account that was added, with its first link."""

    account: AccountResponse


_ONE = {
    "id": "a-7k2m9p4x3b8w",
    "login": "cor",
    "role": "corporatie",
    "organisation": "C-1",
    "blocked": False,
    "ready": False,
    "version": 1,
}
_LINK = {"link": "/aanmelden/link#pQ5rXk2Jm8Vt0w"}
_NEW = JsonBody(AccountRequest, {"login": "cor", "role": "corporatie", "organisation": "C-1"})
_CHANGE = JsonBody(AccountChange, {"blocked": True})


@router.get(
    "/accounts", summary="Bekijk alle accounts", responses=gives(AccountsResponse, {"items": [_ONE], "total": 1})
)
def list_accounts(desk: Beheerder) -> Response:
    """All accounts, by login."""
    items = tuple(_told(account) for account in accounts.list_accounts(desk))
    return answer(AccountsResponse(items=items, total=len(items)))


@router.post(
    "/accounts",
    status_code=HTTPStatus.CREATED,
    summary="Maak een account",
    description="Het antwoord heeft een link waarmee iemand één keer kan aanmelden. Hij is later niet meer te lezen.",
    responses=gives(
        AddedResponse, {"account": _ONE, **_LINK}, HTTPStatus.CREATED, means="Gemaakt.", headers=("Location", "ETag")
    ),
)
def add_account(desk: Beheerder, asked: Annotated[AccountRequest, Depends(_NEW)], door: Here) -> Response:
    """Add an account. There is no key to ask twice: a link is kept nowhere."""
    account, link = accounts.add_account(desk, asked.login, asked.role, asked.organisation, door.rules.link)
    return made(AddedResponse(account=_told(account), link=link), f"/accounts/{account.id}", account.version)


@router.get(
    "/accounts/{account}", summary="Bekijk een account", responses=gives(AccountResponse, _ONE, headers=("ETag",))
)
def read_account(desk: Beheerder, account: str) -> Response:
    """One account."""
    return _answered(accounts.read_account(desk, account))


@router.patch(
    "/accounts/{account}",
    summary="Wijzig een account",
    description="Blokkeer het of niet, of geef het een andere rol of organisatie. Wie het heeft, moet opnieuw aanmelden.",
    responses={**gives(AccountResponse, _ONE, headers=("ETag",)), **fails(HTTPStatus.CONFLICT)},
)
def change_account(
    desk: Beheerder, account: str, version: Version, asked: Annotated[AccountChange, Depends(_CHANGE)]
) -> Response:
    """Block an account or not, or give it another role or organisation."""
    changed = accounts.change_account(
        desk, account, version, blocked=asked.blocked, role=asked.role, organisation=asked.organisation
    )
    return _answered(changed)


@router.post(
    "/accounts/{account}/links",
    status_code=HTTPStatus.CREATED,
    summary="Maak een nieuwe link om mee aan te melden",
    description="Voor wie geen wachtwoord meer heeft. Eerdere links van dit account werken daarna niet meer.",
    responses={**gives(LinkResponse, _LINK, HTTPStatus.CREATED, means="Gemaakt."), **fails(HTTPStatus.CONFLICT)},
)
def add_link(desk: Beheerder, account: str, door: Here) -> Response:
    """A new one-time link."""
    return answer(LinkResponse(link=accounts.new_link(desk, account, door.rules.link)), status=HTTPStatus.CREATED)


def _answered(account: Account) -> Response:
    return answer(_told(account), account.version)


def _told(account: Account) -> AccountResponse:
    return AccountResponse(
        id=account.id,
        login=account.login,
        role=account.role,
        organisation=account.organisation,
        blocked=account.blocked,
        ready=account.ready,
        version=account.version,
    )
