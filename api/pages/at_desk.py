"""The proposal of an address, for whoever may see all of it; every reading of it is noted."""

from __future__ import annotations

from collections.abc import Collection
from urllib.parse import quote

from fastapi import Request

from api.pages.opened import Opened
from api.signing_in import At
from api.usecases.opened import MOST_OPEN, Shelf
from api.usecases.proposal_maps import book_of

PREFIX = "/voorstellen/{proposal}"
# On these pages is nothing of single persons; on all others there may be.
WITHOUT_PERSONS = frozenset(
    {
        "/wijken",
        "/wijken/kaart",
        "/wijken/kaart/coordinator",
        "/kaart/coordinator",
        "/afspraken",
        "/afspraken/begeleiding",
        "/versturen",
    }
)
_OPENED: Shelf[Opened] = Shelf(MOST_OPEN)


def address_of(proposal: str) -> str:
    """Below which address the pages of a proposal are."""
    return f"/voorstellen/{quote(proposal, safe='')}"


def opened_at_desk(request: Request, desk: At) -> Opened:
    """The proposal of the address, with all its persons. Raises NotThere for all but the coordinator."""
    proposal = request.path_params["proposal"]
    address = address_of(proposal)
    book = book_of(desk, proposal, address, _about(request, address))
    return _OPENED.get(proposal, lambda: Opened(book))


def _about(request: Request, address: str) -> Collection[str] | None:
    """The person of the address, nobody, or all, where the page is of nobody in particular."""
    if request.url.path.removeprefix(address) in WITHOUT_PERSONS:
        return ()
    person = request.path_params.get("person")
    # What the calculation would do with what helps may move anybody.
    return None if person is None or "reken" in request.query_params else (person,)
