"""Who has no home in this round, why, and whether somebody must decide; for the coordinator only."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.book import Book
from api.pages.unplaced import DECIDE, WAIT, why_decide
from api.pages.words import capital, household
from api.reports.placed import late, origin_of
from api.reports.sheets import Column, Kind, Sheet, table
from optimizer.explain import CAUSE_TEXTS, why_unplaced
from optimizer.facts import waiting_days
from optimizer.people import Uitstromer
from optimizer.proposal import Unplaced


@dataclass(frozen=True)
class Waiting:
    """Somebody without a home."""

    unplaced: Unplaced
    person: Uitstromer
    book: Book

    @property
    def days(self) -> int:
        """How long somebody waits."""
        return waiting_days(self.person, self.book.round)


def unplaced_sheet(book: Book) -> Sheet:
    """Who needs a decision first, then who waits longest."""
    rows = [Waiting(each, book.people[each.person], book) for each in book.proposal.unplaced]
    rows.sort(key=lambda row: (not row.unplaced.needs_decision, -row.days, row.person.id))
    nothing = "Iedereen heeft een woning in dit voorstel."
    return Sheet(
        name="Niet geplaatst",
        title="Mensen zonder woning",
        tables=(table("Niet geplaatst", COLUMNS, rows, nothing=nothing),),
    )


COLUMNS: tuple[Column[Waiting], ...] = (
    Column(title="Persoon", width=12, meaning="De code van de persoon.", value=lambda row: row.person.id),
    Column(
        title="Besluit",
        width=16,
        meaning="Of iemand nu moet besluiten, of de persoon vanzelf meedoet in de volgende ronde.",
        value=lambda row: DECIDE if row.unplaced.needs_decision else WAIT,
    ),
    Column(
        title="Waarom een besluit",
        width=24,
        meaning="Wat maakt dat een besluit niet kan wachten.",
        value=lambda row: " ".join(why_decide(row.person, row.book)),
    ),
    Column(
        title="Oorzaak",
        width=18,
        meaning="De soort reden, om op te filteren.",
        value=lambda row: capital(CAUSE_TEXTS[row.unplaced.cause].short),
    ),
    Column(
        title="Waarom geen woning",
        width=60,
        meaning="De reden in woorden.",
        value=lambda row: " ".join(why_unplaced(row.unplaced, row.book.round)),
    ),
    Column(
        title="Passende woningen",
        width=11,
        kind=Kind.WHOLE,
        meaning="Hoeveel woningen aan alle regels voor deze persoon voldoen.",
        value=lambda row: row.unplaced.eligible,
    ),
    Column(
        title="Dagen wachten",
        width=10,
        kind=Kind.WHOLE,
        meaning="Dagen tussen klaar om te verhuizen en het begin van de ronde.",
        value=lambda row: row.days,
    ),
    Column(
        title="Te laat",
        width=8,
        meaning="Ja als de uiterste datum of de langste wachttijd voorbij is.",
        value=lambda row: late(row.person, row.book),
    ),
    Column(
        title="Uiterlijk op",
        width=13,
        kind=Kind.DATE,
        meaning="De datum waarop de persoon een woning moet hebben.",
        value=lambda row: row.person.deadline.on if row.person.deadline else None,
    ),
    Column(
        title="Eerdere rondes",
        width=9,
        kind=Kind.WHOLE,
        meaning="Hoeveel eerdere rondes geen woning opleverden.",
        value=lambda row: row.person.rounds_missed,
    ),
    Column(title="Begeleiding", width=12, meaning="Licht, midden of zwaar.", value=lambda row: row.person.care.value),
    Column(
        title="Doelgroep",
        width=11,
        meaning="Waar de persoon uitstroomt.",
        value=lambda row: row.person.doelgroep.value,
    ),
    Column(
        title="Huishouden",
        width=22,
        meaning="Wie er gaan wonen.",
        value=lambda row: household(row.person.household),
    ),
    Column(
        title="Herkomst",
        width=18,
        meaning="De gemeente van herkomst, en de aangewezen gemeente als die er is.",
        value=lambda row: origin_of(row.person, row.book),
    ),
)
