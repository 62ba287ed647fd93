"""Evenwicht: who gets a home and who waits, by begeleiding, doelgroep and household."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median

from api.pages.book import Book
from api.pages.tables import Cell, Column, Row, Table
from api.pages.words import capital, number
from optimizer.facts import waiting_days
from optimizer.people import Uitstromer
from optimizer.policy import Begeleiding
from optimizer.proposal import Proposal
from optimizer.supply import Doelgroep

ALONE, TOGETHER, FAMILY = "alleenstaand", "meer volwassenen, geen kinderen", "met kinderen"


def kind_of_household(person: Uitstromer) -> str:
    """Alone, together or with children; an expected child is a child."""
    if person.household.children or person.household.expected:
        return FAMILY
    return ALONE if person.household.adults == 1 else TOGETHER


GROUPS: tuple[tuple[str, tuple[str, ...], Callable[[Uitstromer], str]], ...] = (
    ("Begeleiding", tuple(Begeleiding), lambda person: person.care),
    ("Huishouden", (ALONE, TOGETHER, FAMILY), kind_of_household),
    ("Doelgroep", tuple(Doelgroep), lambda person: person.doelgroep),
)


def balance(book: Book) -> tuple[Table, ...]:
    """One table per way of grouping; groups without anybody are left out."""
    return tuple(_table(book, title, values, group) for title, values, group in GROUPS)


def _table(book: Book, title: str, values: tuple[str, ...], group: Callable[[Uitstromer], str]) -> Table:
    columns = [
        Column(id="groep", title=title),
        Column(id="geplaatst", title="Geplaatst", number=True),
        Column(id="praktijk", title="Huidige praktijk", number=True),
        Column(id="wacht", title="Wachttijd zonder woning", number=True),
    ]
    if book.shown.practice is None:
        del columns[2]
    claimed = {claim.person for claim in book.round.claims}
    people = [person for person in book.round.people if person.id not in claimed]
    groups = ((value, [person for person in people if group(person) == value]) for value in values)
    rows = tuple(_row(book, str(value), members) for value, members in groups if members)
    return Table(caption=f"Geplaatst naar {title.lower()}", columns=tuple(columns), rows=rows)


def _row(book: Book, name: str, members: list[Uitstromer]) -> Row:
    waits = [waiting_days(person, book.round) for person in members if person.id in book.unplaced]
    wait = f"{number(round(median(waits)))} dagen" if waits else "niemand"
    cells = [Cell(text=capital(name)), _share(book.proposal, members)]
    if book.shown.practice is not None:
        cells.append(_share(book.shown.practice, members))
    return Row(cells=(*cells, Cell(text=wait)))


def _share(proposal: Proposal, members: list[Uitstromer]) -> Cell:
    placed = {placement.person for placement in proposal.placements}
    part = sum(person.id in placed for person in members)
    percent = round(100 * part / len(members))
    return Cell(text=f"{part} van {len(members)}", notes=(f"{percent}%",), percent=percent)
