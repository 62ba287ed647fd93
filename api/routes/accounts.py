"""`/v1/accounts`: for a beheerder."""

from __future__ import annotations

import re
from http import HTTPStatus
from typing import Annotated

from fastapi import APIRouter, Header, Response
from pydantic import BaseModel, ConfigDict

from api.access.identity import Role
from api.signing_in import At, Here
from api.usecases import accounts
from api.usecases.accounts import Account
from optimizer.errors import Fault, InvalidInput

router = APIRouter(prefix="/v1/accounts", tags=["accounts"])


class AccountRequest(BaseModel):
    """An account to add."""

    model_config = ConfigDict(strict=True, extra="forbid")

    login: str
    role: str
    organisation: str = ""


class AccountChange(BaseModel):
    """What changes of an account; what isn't there stays as it is."""

    model_config = ConfigDict(strict=True, extra="forbid")

    blocked: bool | None = None
    role: str | None = None
    organisation: str | None = None


class AccountResponse(BaseModel):
    """An account. `ready`: whether a password was chosen."""

    model_config = ConfigDict(from_attributes=True)

    id: str
    login: str
    role: Role
    organisation: str
    blocked: bool
    ready: bool
    version: int


class AccountsResponse(BaseModel):
    """All accounts: a region has dozens, so there are no pages."""

    items: list[AccountResponse]
    total: int


class LinkResponse(BaseModel):
    """Where somebody signs in, once. Nobody can read this link again."""

    link: str


class AddedResponse(LinkResponse):
    """An account that was added, with its first link."""

    account: AccountResponse


@router.get("")
def list_accounts(desk: At) -> AccountsResponse:
    """All accounts, by login."""
    items = [_told(account) for account in accounts.list_accounts(desk)]
    return AccountsResponse(items=items, total=len(items))


@router.post("", status_code=HTTPStatus.CREATED)
def add_account(asked: AccountRequest, answer: Response, desk: At, door: Here) -> AddedResponse:
    """Add an account."""
    account, link = accounts.add_account(desk, asked.login, asked.role, asked.organisation, door.rules.link)
    answer.headers.update({"location": f"/v1/accounts/{account.id}", "etag": _tag(account)})
    return AddedResponse(account=_told(account), link=link)


@router.get("/{account}")
def read_account(account: str, answer: Response, desk: At) -> AccountResponse:
    """One account."""
    read = accounts.read_account(desk, account)
    answer.headers["etag"] = _tag(read)
    return _told(read)


@router.patch("/{account}")
def change_account(
    account: str,
    asked: AccountChange,
    answer: Response,
    desk: At,
    if_match: Annotated[str, Header()] = "",
) -> AccountResponse:
    """Block an account or not, or give it another role or organisation. Whoever has it must sign in again."""
    changed = accounts.change_account(
        desk, account, _version(if_match), blocked=asked.blocked, role=asked.role, organisation=asked.organisation
    )
    answer.headers["etag"] = _tag(changed)
    return _told(changed)


@router.post("/{account}/links", status_code=HTTPStatus.CREATED)
def add_link(account: str, desk: At, door: Here) -> LinkResponse:
    """A new one-time link, for who has no password any more; earlier links work no longer."""
    return LinkResponse(link=accounts.new_link(desk, account, door.rules.link))


def _told(account: Account) -> AccountResponse:
    return AccountResponse.model_validate(account)


def _tag(account: Account) -> str:
    return f'"{account.version}"'


def _version(tag: str) -> int:
    found = re.fullmatch(r'"([0-9]{1,9})"', tag, re.ASCII)
    if found is None:
        raise InvalidInput([Fault(("If-Match",), f"'{tag[:60]}'", "de ETag die u met het account kreeg")])
    return int(found[1])
