"""Evenwicht: who gets a home and who waits, group by group; for the coordinator only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from statistics import median

from api.pages.balance import GROUPS
from api.pages.book import Book
from api.pages.words import capital
from api.reports.sheets import Column, Kind, Sheet, Value, table
from optimizer.facts import waiting_days
from optimizer.people import Uitstromer
from optimizer.proposal import Proposal

# For reading only, nothing is decided by it: the lowest age of a group, and its name.
AGE_GROUPS = ((0, "tot 18 jaar"), (18, "18 tot en met 22"), (23, "23 tot en met 26"), (27, "27 tot en met 54"), (55, "55 en ouder"))  # fmt: skip
ORDER = ("Doelgroep", "Begeleiding", "Leeftijd", "Huishouden", "Gemeente van herkomst")
UNKNOWN = "onbekend of van buiten de regio"


@dataclass(frozen=True)
class GroupRow:
    """One group. `with_practice` is nothing where there is nothing to compare with."""

    grouping: str
    name: str
    people: int
    placed: int
    with_practice: int | None
    waits_placed: tuple[int, ...]
    waits_unplaced: tuple[int, ...]

    @property
    def share(self) -> float:
        """Placed of all."""
        return self.placed / self.people

    @property
    def practice_share(self) -> Value:
        """The same in today's practice."""
        return None if self.with_practice is None else self.with_practice / self.people


def balance_sheet(book: Book) -> Sheet:
    """One table for all ways of grouping, so that it can be filtered."""
    columns = COLUMNS if book.shown.practice else [each for each in COLUMNS if each not in PRACTICE_COLUMNS]
    only = table("Evenwicht", columns, group_rows(book), nothing="Er zijn geen mensen in deze ronde.")
    return Sheet(name="Evenwicht", title="Wie krijgt een woning en wie wacht", tables=(only,), fixed_columns=2)


def group_rows(book: Book) -> list[GroupRow]:
    """Groups without anybody are left out; people with a live claim are not counted."""
    claimed = {claim.person for claim in book.round.claims}
    people = [person for person in book.round.people if person.id not in claimed]
    ours, theirs = _placed(book.proposal), _placed(book.shown.practice)
    rows = []
    for grouping, values, group in sorted(_groupings(book), key=lambda each: ORDER.index(each[0])):
        members: dict[str, list[Uitstromer]] = {value: [] for value in values}
        for person in people:
            members[group(person)].append(person)
        rows += [_row(book, grouping, name, held, ours, theirs) for name, held in members.items() if held]
    return rows


def _placed(proposal: Proposal | None) -> frozenset[str] | None:
    return None if proposal is None else frozenset(placement.person for placement in proposal.placements)


def _groupings(book: Book) -> Iterator[tuple[str, tuple[str, ...], Callable[[Uitstromer], str]]]:
    yield from GROUPS
    yield "Leeftijd", tuple(name for _, name in AGE_GROUPS), age_group
    names = sorted(municipality.name for municipality in book.round.municipalities)
    yield (
        "Gemeente van herkomst",
        (*names, UNKNOWN),
        lambda person: book.names[person.origin] if person.origin else UNKNOWN,
    )


def age_group(person: Uitstromer) -> str:
    """By the lowest age of somebody's age band."""
    return next(name for low, name in reversed(AGE_GROUPS) if person.ages.low >= low)


def _row(
    book: Book,
    grouping: str,
    name: str,
    members: list[Uitstromer],
    ours: frozenset[str] | None,
    theirs: frozenset[str] | None,
) -> GroupRow:
    placed = [person for person in members if ours and person.id in ours]
    unplaced = [person for person in members if person.id in book.unplaced]
    return GroupRow(
        grouping=grouping,
        name=capital(str(name)),
        people=len(members),
        placed=len(placed),
        with_practice=None if theirs is None else sum(person.id in theirs for person in members),
        waits_placed=tuple(waiting_days(person, book.round) for person in placed),
        waits_unplaced=tuple(waiting_days(person, book.round) for person in unplaced),
    )


def _median(waits: tuple[int, ...]) -> Value:
    return round(median(waits)) if waits else None


PRACTICE_COLUMNS: tuple[Column[GroupRow], ...] = (
    Column(
        title="Huidige praktijk geplaatst",
        width=12,
        kind=Kind.WHOLE,
        meaning="Hoeveel mensen van de groep een woning krijgen zoals het nu gaat.",
        value=lambda row: row.with_practice,
    ),
    Column(
        title="Huidige praktijk aandeel",
        width=12,
        kind=Kind.SHARE,
        meaning="Het deel van de groep dat een woning krijgt zoals het nu gaat.",
        value=lambda row: row.practice_share,
    ),
    Column(
        title="Verschil",
        width=10,
        kind=Kind.SIGNED,
        meaning="Hoeveel mensen meer dan in de huidige praktijk.",
        value=lambda row: None if row.with_practice is None else row.placed - row.with_practice,
    ),
)
COLUMNS: tuple[Column[GroupRow], ...] = (
    Column(title="Indeling", width=24, meaning="Waarop mensen zijn ingedeeld.", value=lambda row: row.grouping),
    Column(
        title="Groep",
        width=34,
        meaning="De groep. Bij leeftijd telt de laagste leeftijd die bekend is.",
        value=lambda row: row.name,
    ),
    Column(
        title="Mensen",
        width=10,
        kind=Kind.WHOLE,
        meaning="Hoeveel mensen in de groep op een woning wachten. Wie al een lopende plaatsing heeft, telt niet mee.",
        value=lambda row: row.people,
    ),
    Column(
        title="Geplaatst",
        width=10,
        kind=Kind.WHOLE,
        meaning="Hoeveel mensen van de groep een woning krijgen.",
        value=lambda row: row.placed,
    ),
    Column(
        title="Aandeel",
        width=10,
        kind=Kind.SHARE,
        meaning="Het deel van de groep dat een woning krijgt.",
        value=lambda row: row.share,
    ),
    *PRACTICE_COLUMNS,
    Column(
        title="Dagen gewacht, geplaatst",
        width=14,
        kind=Kind.WHOLE,
        meaning="De middelste wachttijd van wie een woning krijgt: de helft wacht korter, de helft langer.",
        value=lambda row: _median(row.waits_placed),
    ),
    Column(
        title="Dagen gewacht, zonder woning",
        width=14,
        kind=Kind.WHOLE,
        meaning="De middelste wachttijd van wie geen woning krijgt.",
        value=lambda row: _median(row.waits_unplaced),
    ),
    Column(
        title="Langste wachttijd zonder woning",
        width=14,
        kind=Kind.WHOLE,
        meaning="Hoe lang degene wacht die het langst wacht en geen woning krijgt.",
        value=lambda row: max(row.waits_unplaced, default=None),
    ),
)
