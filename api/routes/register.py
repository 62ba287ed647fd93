"""`/v1/register`: the tables of the register, with the rows and columns that exist for whoever asks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from typing import Annotated, Any

from fastapi import Depends, Path, Request
from fastapi.responses import Response

from api.access.desk import Desk
from api.access.identity import Role
from api.errors import NotThere
from api.http.answers import answer, does, gives, gone, made
from api.http.bodies import STRICT, JsonBody
from api.http.document import fails
from api.http.keys import Once
from api.http.lists import Asked, listed, lists
from api.http.strict import Asking, strict_router
from api.http.versions import Version
from api.store.register import KeptRow
from api.usecases import register
from api.usecases.register import NO_ROW, RowChange, TableFor
from geodata.plain import plain_row
from geodata.tables import TABLES

router = strict_router("Register")
READERS = (Role.COORDINATOR, Role.ZORGAANBIEDER, Role.CORPORATIE, Role.PLANNER)
Reader = Annotated[Desk, Depends(Asking(*READERS))]
LONGEST_ID = 18
# The names of all tables; for most roles some of them do not exist.
Named = Annotated[str, Path(description="Een tabel van het register.", json_schema_extra={"enum": list(TABLES)})]


@dataclass(frozen=True, slots=True, kw_only=True)
class RowRequest:
    """The values of a row: amounts in euro cents, dates as jjjj-mm-dd, several values as a list, null where nothing is known."""

    __pydantic_config__ = STRICT

    values: dict[str, Any]
    motivation: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowResponse:
    """A row, with the columns that exist for whoever asks."""

    id: int
    version: int
    values: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class TablesResponse:
    """The tables that exist for whoever asks."""

    items: tuple[TableFor, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class HistoryResponse:
    """What happened to a row, the first change first."""

    items: tuple[RowChange, ...]
    total: int


_VALUES = {"code": "W-1", "corporatie": "C-1", "wijk": "WK010600", "huur": 61234}
_ROW = {"id": 7, "version": 3, "values": _VALUES}
_TABLE = {"name": "woningen", "title": "Woningen", "columns": list(_VALUES), "fills": list(_VALUES)}
_CHANGE = {
    "at": "2026-11-26T14:20:08.123456Z",
    "account": "a-7k2m9p4x3b8w",
    "role": "corporatie",
    "action": "gewijzigd",
    "before": {**_VALUES, "huur": 60000},
    "after": _VALUES,
    "motivation": "jaarlijkse verhoging",
}
_BODY = JsonBody(RowRequest, {"values": _VALUES, "motivation": "jaarlijkse verhoging"})
Filled = Annotated[RowRequest, Depends(_BODY)]


@router.get(
    "/register",
    summary="Bekijk welke tabellen er zijn",
    responses=gives(TablesResponse, {"items": [_TABLE], "total": 1}),
)
def read_tables(desk: Reader) -> Response:
    """The tables for this role."""
    tables = register.tables_for(desk)
    return answer(TablesResponse(items=tables, total=len(tables)))


@router.get(
    "/register/{table}",
    summary="Bekijk de rijen van een tabel",
    responses=lists(RowResponse, _ROW, "id,version,code,corporatie,wijk,huur\r\n7,3,W-1,C-1,WK010600,61234\r\n"),
)
def read_rows(request: Request, desk: Reader, table: Named, asked: Asked) -> Response:
    """A page of rows."""
    page = register.list_rows(desk, table, asked)
    columns = next(one.columns for one in register.tables_for(desk) if one.name == table)
    return listed(request, page, asked, _told, ("id", "version", *columns), _cells)


@router.post(
    "/register/{table}",
    status_code=HTTPStatus.CREATED,
    summary="Voeg een rij toe",
    responses=gives(RowResponse, _ROW, HTTPStatus.CREATED, means="Toegevoegd.", headers=("Location", "ETag")),
)
def add_row(desk: Reader, table: Named, filled: Filled, key: Once) -> Response:
    """Add a row."""

    def add() -> Response:
        row = register.add_row(desk, table, filled.values, filled.motivation)
        return made(_told(row), f"/register/{table}/{row.id}", row.version)

    return key.once(desk, add)


@router.get("/register/{table}/{row}", summary="Bekijk een rij", responses=gives(RowResponse, _ROW, headers=("ETag",)))
def read_row(desk: Reader, table: Named, row: str) -> Response:
    """One row."""
    return _answered(register.read_row(desk, table, _number(row)))


@router.put(
    "/register/{table}/{row}",
    summary="Wijzig een rij",
    description="Een kolom die ontbreekt, wordt leeg.",
    responses={**gives(RowResponse, _ROW, means="Gewijzigd.", headers=("ETag",)), **fails(HTTPStatus.CONFLICT)},
)
def change_row(desk: Reader, table: Named, row: str, version: Version, filled: Filled) -> Response:
    """Give a row other values."""
    return _answered(register.change_row(desk, table, _number(row), version, filled.values, filled.motivation))


@router.delete(
    "/register/{table}/{row}",
    status_code=HTTPStatus.NO_CONTENT,
    summary="Haal een rij weg",
    responses={**does("Weggehaald."), **fails(HTTPStatus.CONFLICT)},
)
def remove_row(desk: Reader, table: Named, row: str, version: Version) -> Response:
    """Take a row out."""
    register.remove_row(desk, table, _number(row), version)
    return gone()


@router.get(
    "/register/{table}/{row}/history",
    summary="Bekijk wat er met een rij is gebeurd",
    responses=gives(HistoryResponse, {"items": [_CHANGE], "total": 1}),
)
def read_history(desk: Reader, table: Named, row: str) -> Response:
    """The changes of a row."""
    changes = register.row_history(desk, table, _number(row))
    return answer(HistoryResponse(items=changes, total=len(changes)))


def _number(row: str) -> int:
    """The number of a row. What can't be one is a row that isn't there."""
    if not (row.isascii() and row.isdecimal() and len(row) <= LONGEST_ID):
        raise NotThere(NO_ROW)
    return int(row)


def _answered(row: KeptRow) -> Response:
    return answer(_told(row), row.version)


def _told(row: KeptRow) -> Mapping[str, Any]:
    return {"id": row.id, "version": row.version, "values": plain_row(row.values)}


def _cells(row: KeptRow) -> Mapping[str, Any]:
    return {"id": row.id, "version": row.version, **plain_row(row.values)}
