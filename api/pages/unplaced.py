"""The table of people without a home in this round."""

from __future__ import annotations

from datetime import timedelta

from api.pages.addresses import page_of
from api.pages.book import Book
from api.pages.placements import care_cell, origin_cell
from api.pages.tables import Cell, Column, Facet, Row, Table, Tag
from api.pages.words import count, number
from optimizer.explain import CAUSE_TEXTS, why_unplaced
from optimizer.facts import is_overdue, waiting_days
from optimizer.people import Uitstromer
from optimizer.proposal import Unplaced
from optimizer.words import day

DECIDE, WAIT = "besluit nodig", "volgende ronde"
COLUMNS = (
    Column(id="persoon", title="Persoon"),
    Column(id="reden", title="Waarom geen woning"),
    Column(id="herkomst", title="Herkomst"),
    Column(id="begeleiding", title="Begeleiding"),
    Column(id="wachttijd", title="Wachttijd", number=True),
    Column(id="vervolg", title="Vervolg"),
)
FACETS = (
    Facet(id="vervolgstap", title="Vervolg"),
    Facet(id="oorzaak", title="Oorzaak"),
    Facet(id="zorg", title="Begeleiding"),
)


def unplaced_people(book: Book) -> Table:
    """Who needs a decision first, then who waits longest."""
    ordered = sorted(
        book.proposal.unplaced,
        key=lambda each: (not each.needs_decision, -waiting_days(book.people[each.person], book.round)),
    )
    return Table(
        caption="Mensen zonder woning in deze ronde",
        columns=COLUMNS,
        rows=tuple(_row(each, book) for each in ordered),
        facets=FACETS,
        nouns=("persoon", "personen"),
        nothing="Iedereen heeft een woning in dit voorstel.",
    )


def why_decide(person: Uitstromer, book: Book) -> tuple[str, ...]:
    """Why a named owner must decide about somebody now; nothing when that can wait."""
    policy = book.round.policy
    reasons = []
    last = book.round.end + timedelta(days=policy.escalate_days)
    if person.deadline is not None and person.deadline.on <= last:
        reasons.append(f"Uiterlijk op {day(person.deadline.on)}: {person.deadline.basis.value}.")
    rounds = person.rounds_missed + 1
    if rounds >= policy.escalate_after_rounds:
        reasons.append(f"{count(rounds, 'ronde', 'rondes')} zonder woning, deze meegeteld.")
    return tuple(reasons)


def wait_cell(person: Uitstromer, book: Book) -> Cell:
    """How long somebody waits at the start of the round."""
    days = waiting_days(person, book.round)
    tags = (Tag("te laat", "attention"),) if is_overdue(person, book.round) else ()
    return Cell(text=f"{number(days)} {'dag' if days == 1 else 'dagen'}", key=(days, ""), tags=tags)


def _row(each: Unplaced, book: Book) -> Row:
    person = book.people[each.person]
    first, *others = why_unplaced(each, book.round)
    step = DECIDE if each.needs_decision else WAIT
    cells = (
        Cell(text=person.id, link=page_of(person.id, book)),
        Cell(text=first, notes=tuple(others)),
        origin_cell(person, None, book),
        care_cell(person),
        wait_cell(person, book),
        Cell(
            text="",
            key=(0 if each.needs_decision else 1, ""),
            tags=(Tag(step, "attention" if each.needs_decision else "plain"),),
            notes=why_decide(person, book),
        ),
    )
    return Row(cells=cells, facets=(step, CAUSE_TEXTS[each.cause].short, person.care.value))
