"""The proposal of an address, for whoever may see all of it; every reading of it is noted here."""

from __future__ import annotations

from collections.abc import Iterable

from fastapi import Request

from api.pages.book import Book
from api.pages.opened import Opened
from api.signing_in import At
from api.usecases.opened import MOST_OPEN, Shelf
from api.usecases.proposal_maps import book_of
from api.usecases.proposals import note_read

PREFIX = "/voorstellen/{proposal}"
# On these pages is nothing of single persons; on all others there may be.
WITHOUT_PERSONS = frozenset(
    PREFIX + page
    for page in (
        "/wijken",
        "/wijken/kaart",
        "/wijken/kaart/coordinator",
        "/kaart",
        "/kaart/coordinator",
        "/afspraken",
        "/afspraken/begeleiding",
    )
)
_OPENED: Shelf[Opened] = Shelf(MOST_OPEN)


def opened_at_desk(request: Request, desk: At) -> Opened:
    """The proposal of the address, with all its persons. Raises NotThere for all but the coordinator."""
    proposal = request.path_params["proposal"]
    book = book_of(desk, proposal, f"/voorstellen/{proposal}")
    note_read(desk, _read(request, book))
    return _OPENED.get(proposal, lambda: Opened(book))


def _read(request: Request, book: Book) -> Iterable[str]:
    """The person of the address, or all where the page is of nobody in particular."""
    if request.scope["route"].path in WITHOUT_PERSONS:
        return ()
    person = request.path_params.get("person")
    if person is None:
        return book.people
    return (person,) if person in book.people else ()
