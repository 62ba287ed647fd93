"""Workbooks of an answer: one for the coordinator, and one per corporation with what that one may see."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

from api.access.visible import Reader, visible_to
from api.pages.book import Book
from api.reports.agreed import limits_sheet, quotas_sheet, support_sheet
from api.reports.balance import balance_sheet
from api.reports.corporation import corporation_document
from api.reports.helping import helping_sheets
from api.reports.overview import explanation_sheet, overview_sheet
from api.reports.placed import COLUMNS, pairs_of
from api.reports.sheets import Document, Sheet, table
from api.reports.unplaced import unplaced_sheet
from api.reports.xlsx import write
from api.shown import Shown
from api.usecases.propose import Answer
from optimizer.errors import Fault, InvalidInput

PROPOSAL, FOLDER = "voorstel.xlsx", "corporaties"
SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,59}")
# Names that Windows keeps for devices.
DEVICES = re.compile(r"con|prn|aux|nul|com\d|lpt\d", re.IGNORECASE)
SLUG, DIGEST = 40, 16


def proposal_workbook(answer: Answer) -> bytes:
    """Everything about a proposal, for the coordinator only; the same answer gives the same bytes."""
    return write(_proposal(_book(answer)))


def corporation_workbook(answer: Answer, corporation_id: str) -> bytes:
    """What one corporation may see of a proposal. Raises InvalidInput where the round has no such corporation."""
    if corporation_id not in {each.id for each in answer.round.corporations}:
        raise InvalidInput([Fault(("corporatie",), corporation_id, "een corporatie van deze ronde")])
    return write(corporation_document(_book(answer), corporation_id))


def workbooks(answer: Answer) -> dict[str, bytes]:
    """Every workbook by its file name, with / between folder and file; each name is safe on any computer."""
    book = _book(answer)
    names = file_names(each.id for each in answer.round.corporations)
    own = {f"{FOLDER}/{name}": write(corporation_document(book, id_)) for id_, name in names.items()}
    return {PROPOSAL: write(_proposal(book)), **own}


def file_names(ids: Iterable[str]) -> dict[str, str]:
    """A file name for each id: the id where that is safe, or else what is left of it with a dot and a digest.

    No two are equal, also where capitals don't count; a safe id has no dot, so neither kind can be the other.
    """
    ids = tuple(ids)
    alike = Counter(id_.casefold() for id_ in ids)
    return {id_: f"{id_ if _safe(id_) and alike[id_.casefold()] == 1 else _made_safe(id_)}.xlsx" for id_ in ids}


def _safe(id_: str) -> bool:
    return SAFE.fullmatch(id_) is not None and DEVICES.fullmatch(id_) is None


def _made_safe(id_: str) -> str:
    slug = re.sub(r"[^A-Za-z0-9]+", "-", id_).strip("-")[:SLUG]
    digest = sha256(id_.encode("utf-8", "surrogatepass")).hexdigest()[:DIGEST]
    return f"id-{slug}.{digest}"


def _book(answer: Answer) -> Book:
    return Book(
        Shown(
            round=answer.round,
            proposal=answer.proposal,
            practice=answer.practice,
            map_html="",
            explanations=answer.explanations,
        )
    )


def _proposal(book: Book) -> Document:
    sheets = (
        overview_sheet(book),
        _placements(book),
        unplaced_sheet(book),
        *helping_sheets(book),
        limits_sheet(book),
        quotas_sheet(book),
        support_sheet(book),
        balance_sheet(book),
    )
    return Document(
        title=f"Voorstel {book.round.name}",
        label=book.round.origin_of_data,
        reader="Alleen voor de coördinator",
        created=book.round.start,
        sheets=(*sheets, explanation_sheet(book, sheets)),
    )


def _placements(book: Book) -> Sheet:
    nothing = "Dit voorstel heeft geen plaatsingen."
    only = table("Plaatsingen", visible_to(Reader.COORDINATOR, COLUMNS), pairs_of(book), nothing=nothing)
    return Sheet(name="Plaatsingen", title="Voorgestelde plaatsingen", tables=(only,), fixed_columns=2)
