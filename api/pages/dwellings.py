"""The table of dwellings: what is offered in this round, whom it suits and who gets it."""

from __future__ import annotations

from collections.abc import Iterable

from api.pages.addresses import area_page, home_page, page_of
from api.pages.book import Book
from api.pages.tables import Cell, Column, Facet, Link, Row, Table, Tag, plain
from api.pages.words import OFFERS, count, money, persons_for
from optimizer.supply import Dwelling, Woonvorm
from optimizer.words import day

GIVEN, LEFT, TAKEN = "toegewezen", "niet toegewezen", "loopt al"
ORDER = (LEFT, GIVEN, TAKEN)
NOBODY, SOMEBODY, NOT_ASKED = "niemand", "iemand", "er is niets vrij"
COLUMNS = (
    Column(id="woning", title="Woning"),
    Column(id="verhuurder", title="Verhuurder"),
    Column(id="gemeente", title="Gemeente en wijk"),
    Column(id="huur", title="Huur per maand", number=True),
    Column(id="grootte", title="Slaapkamers", number=True),
    Column(id="vrij", title="Vrij vanaf", whole=True),
    Column(id="bijzonder", title="Bijzonderheden"),
    Column(id="past", title="Past bij", number=True),
    Column(id="nu", title="Gaat naar"),
)
FACETS = (
    Facet(id="in", title="Gemeente"),
    Facet(id="van", title="Verhuurder"),
    Facet(id="stand", title="In dit voorstel"),
    Facet(id="bij", title="Past bij"),
)


def dwellings(
    book: Book, homes: Iterable[Dwelling], caption: str = "Woningen in deze ronde", anchor: str = ""
) -> Table:
    """What nobody gets first, then by municipality and wijk."""
    ordered = sorted(homes, key=lambda home: (ORDER.index(state(home, book)), _place_key(home, book), home.id))
    return Table(
        caption=caption,
        columns=COLUMNS,
        rows=tuple(_row(home, book) for home in ordered),
        facets=FACETS,
        nouns=("woning", "woningen"),
        nothing="Hier zijn in deze ronde geen woningen.",
        anchor=anchor,
    )


def state(home: Dwelling, book: Book) -> str:
    """Whether anything is left, and if not, whether this proposal gives it or it was taken before."""
    if book.units_left[home.id] > 0:
        return LEFT
    return GIVEN if home.id in book.given_to else TAKEN


def home_cell(home: Dwelling, book: Book) -> Cell:
    """Which dwelling."""
    return Cell(text=home.id, link=home_page(home.id, book), notes=(home.kind,))


def place_cell(home: Dwelling, book: Book, tags: tuple[Tag, ...] = ()) -> Cell:
    """Where it is; sorted by municipality, then wijk."""
    municipality, wijk = book.names[home.municipality], book.names[home.wijk]
    return Cell(
        text=municipality,
        key=(0, _place_key(home, book)),
        links=(Link(wijk, area_page(home.wijk, book)),),
        tags=tags,
    )


def _place_key(home: Dwelling, book: Book) -> str:
    return plain(f"{book.names[home.municipality]} {book.names[home.wijk]}")


def given_cell(home: Dwelling, book: Book) -> Cell:
    """Who gets it, what was taken before, and what is left."""
    given = book.given_to.get(home.id, [])
    left, claimed = book.units_left[home.id], len(book.claims_on.get(home.id, []))
    notes = (
        *([f"{claimed} lopend" if home.units > 1 else TAKEN] if claimed else []),
        *([f"{left} {LEFT}"] if 0 < left < home.units else []),
    )
    return Cell(
        text=NOBODY if left == home.units else "",
        key=(ORDER.index(state(home, book)), " ".join(given)),
        links=tuple(Link(person, page_of(person, book)) for person in given),
        notes=notes,
    )


def _row(home: Dwelling, book: Book) -> Row:
    municipality, landlord = book.names[home.municipality], book.landlord(home)
    cells = (
        home_cell(home, book),
        Cell(text=landlord),
        place_cell(home, book),
        Cell(text=money(home.rent), key=(home.rent, "")),
        Cell(text=str(home.bedrooms), key=(home.bedrooms, ""), notes=(persons_for(home),)),
        Cell(text=day(home.available_from), key=(home.available_from.toordinal(), "")),
        _special(home),
        _suits_cell(home, book),
        given_cell(home, book),
    )
    return Row(cells=cells, facets=(municipality, landlord, state(home, book), suits(home, book)))


def suits(home: Dwelling, book: Book) -> str:
    """Whether it suits anybody; of a dwelling without a free unit that is not asked."""
    if home.id in book.suits_nobody:
        return NOBODY
    return SOMEBODY if book.fitting[home.id] else NOT_ASKED


def _suits_cell(home: Dwelling, book: Book) -> Cell:
    said, fitting = suits(home, book), book.fitting[home.id]
    if said == NOBODY:
        return Cell(text="", key=(0, ""), tags=(Tag(NOBODY, "attention"),))
    return Cell(text=count(fitting, "mens", "mensen") if said == SOMEBODY else "", key=(fitting or -1, ""))


def _special(home: Dwelling) -> Cell:
    words = [
        *([f"{home.units} gelijke woningen" if not home.shared else f"{home.units} kamers"] if home.units > 1 else []),
        *([home.woonvorm.value] if home.woonvorm is not Woonvorm.ZELFSTANDIG else []),
        *sorted(OFFERS[offer] for offer in home.offers),
    ]
    label = (f"label {home.label.name}",) if home.label and home.label.name != home.woonvorm.value else ()
    key = (0, " ".join((*words, *label)) or "~")
    return Cell(text="", key=key, tags=tuple(Tag(word) for word in words), notes=label)
