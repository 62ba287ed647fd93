"""The table of people who have to do with a dwelling or an area, and what becomes of them."""

from __future__ import annotations

from collections.abc import Iterable

from api.pages.addresses import area_page, home_page, page_of
from api.pages.book import Book
from api.pages.placements import care_cell, origin_cell
from api.pages.tables import Cell, Column, Facet, Link, Row, Table, Tag
from api.pages.unplaced import wait_cell
from optimizer.explain import CAUSE_TEXTS
from optimizer.facts import waiting_days
from optimizer.people import Uitstromer
from optimizer.supply import Dwelling

HERE, NO_HOME, ELSEWHERE, UNDER_WAY = "deze woning", "geen woning", "andere woning", "loopt al"
ORDER = (HERE, NO_HOME, ELSEWHERE, UNDER_WAY)
COLUMNS = (
    Column(id="persoon", title="Persoon"),
    Column(id="uitkomst", title="In dit voorstel"),
    Column(id="herkomst", title="Herkomst"),
    Column(id="begeleiding", title="Begeleiding"),
    Column(id="wachttijd", title="Wachttijd", number=True),
)
FACETS = (Facet(id="krijgt", title="In dit voorstel"), Facet(id="zorg", title="Begeleiding"))


def people(
    book: Book, who: Iterable[Uitstromer], caption: str, home: Dwelling | None = None, anchor: str = ""
) -> Table:
    """Who gets this dwelling first, then who has none, and the longest waiting first among them."""
    ordered = sorted(
        who, key=lambda person: (ORDER.index(outcome(person, book, home)), -waiting_days(person, book.round))
    )
    return Table(
        caption=caption,
        columns=COLUMNS,
        rows=tuple(_row(person, book, home) for person in ordered),
        facets=FACETS,
        nouns=("persoon", "personen"),
        nothing="Niemand.",
        anchor=anchor,
    )


def outcome(person: Uitstromer, book: Book, home: Dwelling | None = None) -> str:
    """What becomes of somebody, seen from a dwelling where one is shown."""
    placement = book.placements.get(person.id)
    if placement is not None:
        return HERE if home is not None and placement.dwelling == home.id else ELSEWHERE
    return NO_HOME if person.id in book.unplaced else UNDER_WAY


def _row(person: Uitstromer, book: Book, home: Dwelling | None) -> Row:
    cells = (
        Cell(text=person.id, link=page_of(person.id, book)),
        _outcome_cell(person, book, home),
        origin_cell(person, home, book),
        care_cell(person),
        wait_cell(person, book),
    )
    return Row(cells=cells, facets=(outcome(person, book, home), person.care.value))


def _outcome_cell(person: Uitstromer, book: Book, home: Dwelling | None) -> Cell:
    said = outcome(person, book, home)
    key = (ORDER.index(said), person.id)
    if said == HERE:
        return Cell(text="", key=key, tags=(Tag(HERE, "good"),))
    if said == NO_HOME:
        unplaced = book.unplaced[person.id]
        return Cell(text="", key=key, tags=(Tag(NO_HOME, "attention"),), notes=(CAUSE_TEXTS[unplaced.cause].short,))
    taken = book.homes[book.placements[person.id].dwelling if said == ELSEWHERE else book.claim_of[person.id].dwelling]
    notes = () if said == ELSEWHERE else (f"loopt al: {book.claim_of[person.id].status.value}",)
    where = Link(book.place(taken), area_page(taken.wijk, book))
    return Cell(text=f"naar {taken.id}", link=home_page(taken.id, book), key=key, links=(where,), notes=notes)
