"""The table of placements."""

from __future__ import annotations

from api.pages.addresses import page_of
from api.pages.book import Book
from api.pages.dwellings import home_cell, place_cell
from api.pages.tables import Cell, Column, Facet, Row, Table, Tag
from api.pages.words import money
from optimizer.facts import target_municipality
from optimizer.people import Uitstromer
from optimizer.policy import Begeleiding
from optimizer.proposal import Placement
from optimizer.supply import Dwelling, Woonvorm
from optimizer.words import day

BACK, ELSEWHERE, NOT_BACK, UNKNOWN = "terug", "elders", "bewust niet terug", "herkomst onbekend"
CARE_ORDER = {care: at for at, care in enumerate(Begeleiding)}
COLUMNS = (
    Column(id="persoon", title="Persoon"),
    Column(id="woning", title="Woning"),
    Column(id="verhuurder", title="Verhuurder"),
    Column(id="gemeente", title="Gemeente en wijk"),
    Column(id="herkomst", title="Herkomst"),
    Column(id="begeleiding", title="Begeleiding"),
    Column(id="start", title="Start en contract", whole=True),
    Column(id="huur", title="Huur per maand", number=True),
    Column(id="bijzonder", title="Bijzonderheden"),
)
FACETS = (
    Facet(id="in", title="Gemeente"),
    Facet(id="van", title="Verhuurder"),
    Facet(id="terug", title="Herkomst"),
    Facet(id="zorg", title="Begeleiding"),
)


def placements(book: Book) -> Table:
    """One row per placement, by person."""
    return Table(
        caption="Voorgestelde plaatsingen",
        columns=COLUMNS,
        rows=tuple(_row(placement, book) for placement in book.proposal.placements),
        facets=FACETS,
        nouns=("plaatsing", "plaatsingen"),
        nothing="Dit voorstel heeft geen plaatsingen.",
    )


def return_of(person: Uitstromer, home: Dwelling) -> str:
    """Whether a placement brings somebody back."""
    if not person.returns:
        return NOT_BACK
    target = target_municipality(person)
    if target is None:
        return UNKNOWN
    return BACK if home.municipality == target else ELSEWHERE


def origin_cell(person: Uitstromer, home: Dwelling | None, book: Book) -> Cell:
    """Where somebody comes from, and whether that is where the dwelling is."""
    name = book.names[person.origin] if person.origin else "onbekend"
    designated = person.designated
    notes = (f"aangewezen: {book.names[designated.municipality]}",) if designated else ()
    if home is None:
        tags = () if person.returns else (Tag(NOT_BACK),)
    else:
        back = return_of(person, home)
        tags = () if back == UNKNOWN else (Tag(back, "good" if back == BACK else "plain"),)
    return Cell(text=name, notes=notes, tags=tags)


def _row(placement: Placement, book: Book) -> Row:
    person, home = book.people[placement.person], book.homes[placement.dwelling]
    municipality, landlord = book.names[home.municipality], book.landlord(home)
    cells = (
        Cell(text=person.id, link=page_of(person.id, book)),
        home_cell(home, book),
        Cell(text=landlord),
        place_cell(home, book),
        origin_cell(person, home, book),
        care_cell(person),
        Cell(text=day(placement.start), key=(placement.start.toordinal(), ""), notes=(placement.contract.value,)),
        Cell(text=money(home.rent), key=(home.rent, "")),
        _special(placement, book),
    )
    return Row(cells=cells, facets=(municipality, landlord, return_of(person, home), person.care.value))


def care_cell(person: Uitstromer) -> Cell:
    """Begeleiding, sorted from licht to zwaar."""
    hours = (f"{person.support.hours} uur per week",) if person.support.hours else ()
    return Cell(text=person.care.value, key=(CARE_ORDER[person.care], ""), notes=hours)


def _special(placement: Placement, book: Book) -> Cell:
    person, home = book.people[placement.person], book.homes[placement.dwelling]
    tags = []
    details: tuple[str, ...] = ()
    if placement.pinned:
        tags.append(Tag("vast", "attention"))
    if placement.rent_exception:
        tags.append(Tag("huurafwijking", "attention"))
        details = rent_decision(person.id, home.id, book)
    if any(person.id in link.people for link in book.round.links):
        tags.append(Tag("samen geplaatst"))
    if home.woonvorm is not Woonvorm.ZELFSTANDIG:
        tags.append(Tag(home.woonvorm.value))
    return Cell(text="", key=(0, " ".join(tag.text for tag in tags) or "~"), tags=tuple(tags), details=details)


def rent_decision(person: str, home: str, book: Book) -> tuple[str, ...]:
    """Who allowed a higher rent, when and why."""
    return tuple(
        f"{each.decision.motivation} {each.decision.by}, {day(each.decision.on)}."
        for each in book.round.rent_exceptions
        if (each.person, each.dwelling) == (person, home)
    )
