"""Evenwicht: who gets a home and who waits, group by group, and a warning where a group does worse; for the coordinator only."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.pages.balance import EVERYBODY
from api.pages.book import Book
from api.pages.words import capital
from api.reports.sheets import Column, Kind, Sheet, Table, Value, table
from api.texts.fairness import alarm_sentence, few, lag_sentences, lag_title
from optimizer.fair.fairness import Group
from optimizer.metrics import Share


@dataclass(frozen=True)
class GroupRow:
    """One group of one way of grouping; `EVERYBODY` comes first."""

    grouping: str
    name: str
    group: Group
    note: str
    small_count: int

    def share(self, share: Share) -> Value:
        """A part of enough people."""
        return share.part / share.whole if share.whole >= max(1, self.small_count) else None

    @property
    def practice_share(self) -> Value:
        """The part that is placed in today's practice."""
        placed = self.group.practice
        return None if placed is None else self.share(Share(placed, self.group.placed.whole))


def balance_sheet(book: Book) -> Sheet:
    """One table for all ways of grouping, so that it can be filtered; the warnings above it, where there are any."""
    columns = COLUMNS if book.shown.practice else [each for each in COLUMNS if each not in PRACTICE_COLUMNS]
    only = table("Evenwicht", columns, group_rows(book), nothing="Er zijn geen mensen in deze ronde.")
    tables = (_warnings(book), only) if book.fairness.lags else (only,)
    return Sheet(name="Evenwicht", title="Wie krijgt een woning en wie wacht", tables=tables, fixed_columns=2)


def _warnings(book: Book) -> Table:
    rows = [(lag_title(lag), " ".join(lag_sentences(lag, book.round))) for lag in book.fairness.lags]
    columns: tuple[Column[tuple[str, str]], ...] = (
        Column(
            title="Groep", width=24, meaning="De groep die het minder goed heeft, en waarin.", value=lambda row: row[0]
        ),
        Column(
            title="Wat daarbij hoort",
            width=34,
            meaning=alarm_sentence(book.fairness, book.round.policy),
            value=lambda row: row[1],
        ),
    )
    return table("Waar een groep het duidelijk minder goed heeft", columns, rows)


def group_rows(book: Book) -> Iterator[GroupRow]:
    """Groups without anybody are left out; people with a live claim are not counted."""
    if book.fairness.whole.placed.whole:
        yield GroupRow(EVERYBODY, EVERYBODY, book.fairness.whole, "", book.round.policy.small_count)
    for grouping, groups in book.fairness.groups:
        for group in groups:
            note = "" if group.enough else few(grouping)
            yield GroupRow(capital(grouping), capital(group.name), group, note, book.round.policy.small_count)


PRACTICE_COLUMNS: tuple[Column[GroupRow], ...] = (
    Column(
        title="Huidige praktijk geplaatst",
        width=12,
        kind=Kind.WHOLE,
        meaning="Hoeveel mensen van de groep een woning krijgen zoals het nu gaat.",
        value=lambda row: row.group.practice,
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
        value=lambda row: None if row.group.practice is None else row.group.placed.part - row.group.practice,
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
        title="Mensen of woningen",
        width=10,
        kind=Kind.WHOLE,
        meaning="Hoeveel mensen in de groep op een woning wachten, of woningen van de corporatie. Wat al loopt, telt niet mee.",
        value=lambda row: row.group.placed.whole,
    ),
    Column(
        title="Geplaatst",
        width=10,
        kind=Kind.WHOLE,
        meaning="Hoeveel mensen van de groep een woning krijgen, of hoeveel woningen iemand krijgt.",
        value=lambda row: row.group.placed.part,
    ),
    Column(
        title="Aandeel",
        width=10,
        kind=Kind.SHARE,
        meaning="Het deel van de groep dat een woning krijgt. Leeg: de groep is te klein.",
        value=lambda row: row.share(row.group.placed),
    ),
    *PRACTICE_COLUMNS,
    Column(
        title="Terug naar herkomst",
        width=12,
        kind=Kind.WHOLE,
        meaning="Hoeveel geplaatste mensen in hun gemeente van herkomst of aangewezen gemeente komen.",
        value=lambda row: row.group.returned.part,
    ),
    Column(
        title="Met bekende herkomst",
        width=12,
        kind=Kind.WHOLE,
        meaning="Hoeveel geplaatste mensen een herkomst of aangewezen gemeente hebben.",
        value=lambda row: row.group.returned.whole,
    ),
    Column(
        title="Aandeel terug",
        width=12,
        kind=Kind.SHARE,
        meaning="Het deel daarvan dat terugkomt. Leeg: de groep is te klein.",
        value=lambda row: row.share(row.group.returned),
    ),
    Column(
        title="Dagen gewacht, geplaatst",
        width=14,
        kind=Kind.WHOLE,
        meaning="De middelste wachttijd van wie een woning krijgt: de helft wacht korter, de helft langer.",
        value=lambda row: row.group.wait_placed,
    ),
    Column(
        title="Dagen gewacht, zonder woning",
        width=14,
        kind=Kind.WHOLE,
        meaning="De middelste wachttijd van wie geen woning krijgt.",
        value=lambda row: row.group.wait_unplaced,
    ),
    Column(
        title="Langste wachttijd zonder woning",
        width=14,
        kind=Kind.WHOLE,
        meaning="Hoe lang degene wacht die het langst wacht en geen woning krijgt.",
        value=lambda row: row.group.longest_unplaced,
    ),
    Column(
        title="Opmerking",
        width=34,
        meaning="Of de groep groot genoeg is om iets over te zeggen.",
        value=lambda row: row.note or None,
    ),
)
