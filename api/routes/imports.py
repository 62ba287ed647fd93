"""`/v1/imports`: tables of a supplier, taken into the register."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Annotated, Any

from fastapi import Depends, Query, Request
from fastapi.responses import Response

from api.access.desk import Desk
from api.http.answers import answer, gives
from api.http.document import fails
from api.http.keys import Once
from api.http.media import MULTIPART
from api.http.multipart import Part, parts_of, texts_of
from api.http.strict import Asking, strict_router
from api.routes.register import READERS
from api.usecases.importing import Imported, ImportedTable, import_tables
from api.usecases.read_in import Source
from optimizer.errors import Fault, InvalidInput

router = strict_router("Inlezen")
FILES, MOTIVATION = "files", "motivation"
# In bytes: longer names exist on no disk.
LONGEST_NAME = 200
NAMED = "een bestand met een gewone naam, zoals woningen.xlsx, en elke naam één keer"


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOutResponse:
    """A row that was not used, and why."""

    table: str
    row: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FaultResponse:
    """A fault because of which a row was left out."""

    path: tuple[str | int, ...]
    place: str
    found: str
    expected: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportResponse:
    """What became of the tables, which rows were left out and why, and how everything was read."""

    tables: tuple[ImportedTable, ...]
    documents: tuple[str, ...]
    left_out: tuple[LeftOutResponse, ...]
    faults: tuple[FaultResponse, ...]
    told: tuple[str, ...]


_FORM = {
    "type": "object",
    "properties": {
        FILES: {
            "type": "array",
            "description": "Een of meer werkboeken (xlsx, ods) of csv-bestanden, zoals een leverancier ze heeft.",
            "items": {"type": "string", "format": "binary"},
            "minItems": 1,
        },
        MOTIVATION: {"type": "string", "description": "Waarom u dit inleest; komt in de geschiedenis van elke rij."},
    },
    "required": [FILES],
}
_BODY = {MULTIPART: {"schema": _FORM, "example": {FILES: ["code;naam\r\n"], MOTIVATION: "maandelijkse levering"}}}
_TABLE = {"name": "woningen", "added": 3, "changed": 1, "same": 8, "missing": ["W-9"]}
_RESULT: dict[str, Any] = {
    "tables": [_TABLE],
    "documents": [],
    "left_out": [{"table": "woningen", "row": "rij 5", "why": "kamers ontbreekt"}],
    "faults": [
        {
            "path": ["woningen", "rij 5", "kamers"],
            "place": "woningen.rij 5.kamers",
            "found": "niets",
            "expected": "een getal",
        }
    ],
    "told": ["woningen.xlsx, blad Woningen: gelezen als woningen, kopregel op rij 1"],
}


async def form_of(request: Request) -> tuple[Part, ...]:
    """The form in the body."""
    return parts_of(request.headers.get("content-type", ""), await request.body())


@router.post(
    "/imports",
    summary="Lees tabellen van een leverancier in",
    description="Rijen met een bekende sleutel worden gewijzigd, andere toegevoegd. Bij een fout gebeurt er niets.",
    openapi_extra={"requestBody": {"required": True, "content": _BODY}},
    responses={
        **gives(ImportResponse, _RESULT, means="Ingelezen."),
        **fails(HTTPStatus.NOT_FOUND, HTTPStatus.CONFLICT),
    },
)
def add_import(
    desk: Annotated[Desk, Depends(Asking(*READERS))],
    parts: Annotated[tuple[Part, ...], Depends(form_of)],
    key: Once,
    partly: Annotated[bool, Query(description="Laat rijen met een fout weg, en wat daarbij hoort.")] = False,  # noqa: FBT002 - by name
) -> Response:
    """Take tables in."""
    motivation = "\n".join(texts_of(parts, MOTIVATION))
    faults = list(_odd(parts))
    if faults:
        raise InvalidInput(faults)

    def take_in() -> Response:
        with TemporaryDirectory(prefix="zl-") as folder:
            for part in _files(parts):
                Path(folder, str(part.filename)).write_bytes(part.content)
            done = import_tables(desk, Source(round=Path(folder)), partly=partly, motivation=motivation)
        return answer(_told(done))

    return key.once(desk, take_in)


def _files(parts: Iterable[Part]) -> list[Part]:
    return [part for part in parts if part.filename is not None]


def _odd(parts: tuple[Part, ...]) -> Iterator[Fault]:
    """What is in the form and should not be, or the other way about."""
    for part in parts:
        if part.name != (MOTIVATION if part.filename is None else FILES):
            yield Fault((part.name[:LONGEST_NAME],), "een onbekend veld", f"alleen {FILES} en {MOTIVATION}")
    names = [str(part.filename) for part in _files(parts)]
    if not names:
        yield Fault((FILES,), "geen bestand", "een of meer bestanden met tabellen")
    for at, name in enumerate(names):
        if not _plain(name) or name in names[:at]:
            yield Fault((FILES, at), "een naam die niet kan", NAMED)


def _plain(name: str) -> bool:
    """Whether a name is one of a file in a folder, and no more than that."""
    fits = len(name.encode(errors="replace")) <= LONGEST_NAME and name not in ("", ".", "..")
    return fits and name.isprintable() and not set(name) & set("/\\:")


def _told(done: Imported) -> ImportResponse:
    return ImportResponse(
        tables=done.tables,
        documents=done.documents,
        left_out=tuple(LeftOutResponse(table=one.table, row=one.row, why=one.why) for one in done.left_out),
        faults=tuple(
            FaultResponse(path=one.path, place=one.place(), found=one.found, expected=one.expected)
            for one in done.faults
        ),
        told=done.told,
    )
