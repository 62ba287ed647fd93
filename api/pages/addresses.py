"""The address of the page of a person, a dwelling and an area, whatever signs their ids hold."""

from __future__ import annotations

from urllib.parse import quote

from api.pages.book import Book


def page_of(person: str, book: Book) -> str:
    """The address of somebody's page; empty for who has none, because a placement was already under way."""
    if person in book.placements:
        return book.at(f"/plaatsingen/{_quoted(person)}")
    return book.at(f"/niet-geplaatst/{_quoted(person)}") if person in book.unplaced else ""


def home_page(dwelling: str, book: Book) -> str:
    """The address of a dwelling's page."""
    return book.at(f"/woningen/{_quoted(dwelling)}")


def area_page(area: str, book: Book) -> str:
    """The address of the page of an area of any level, the municipality included."""
    return book.at(f"/wijken/{_quoted(area)}")


def _quoted(id_: str) -> str:
    return quote(id_, safe="")
