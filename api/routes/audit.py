"""`/v1/audit`: who did what, for a coordinator; and whether the chain of it is whole, for a beheerder too."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Annotated, Any

from fastapi import Depends, Request
from fastapi.responses import Response

from api.access.desk import Desk
from api.access.identity import Role
from api.http.answers import answer, gives
from api.http.lists import Asked, listed, lists
from api.http.strict import Asking, strict_router
from api.usecases.audit import Chain, chain, list_entries

router = strict_router("Registratie van handelingen")


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryResponse:
    """Who did what to whom; `subjects`: ids; `before`, `after`, `previous`: SHA-256."""

    seq: int
    at: str
    account: str
    role: str
    action: str
    kind: str
    subjects: tuple[str, ...]
    before: str | None
    after: str | None
    reason: str
    previous: str


_HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"
_ENTRY: dict[str, Any] = {
    "seq": 12,
    "at": "2026-11-26T14:20:08.123456Z",
    "account": "a-7k2m9p4x3b8w",
    "role": "coordinator",
    "action": "gelezen",
    "kind": "uitstromers",
    "subjects": ["U-1"],
    "before": None,
    "after": None,
    "reason": "",
    "previous": _HASH,
}
_COLUMNS = tuple(_ENTRY)
_CELLS = (
    ",".join(_COLUMNS) + "\r\n12,2026-11-26T14:20:08.123456Z,a-7k2m9p4x3b8w,coordinator,gelezen,uitstromers,U-1,,,,"
)


@router.get(
    "/audit",
    summary="Bekijk wie wat heeft gedaan",
    description="Het nieuwste staat vooraan. Filter op account, role, action, kind of subject.",
    responses=lists(EntryResponse, _ENTRY, f"{_CELLS}{_HASH}\r\n"),
)
def read_audit(request: Request, desk: Annotated[Desk, Depends(Asking(Role.COORDINATOR))], asked: Asked) -> Response:
    """Entries of the audit."""
    return listed(request, list_entries(desk, asked), asked, asdict, _COLUMNS)


@router.get(
    "/audit/chain",
    summary="Bekijk of de registratie heel is",
    description="Zonder gegevens van mensen: hoeveel handelingen er zijn, de laatste hash, en welke nummers niet kloppen.",
    responses=gives(Chain, {"entries": 12, "head": _HASH, "broken": []}),
)
def read_chain(desk: Annotated[Desk, Depends(Asking(Role.COORDINATOR, Role.BEHEERDER))]) -> Response:
    """How the chain stands."""
    return answer(chain(desk))
