"""Evenwicht: who gets a home and who waits, group by group, and a warning where a group does clearly worse."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.book import Book
from api.pages.tables import Cell, Column, Row, Table
from api.pages.words import capital, count, number
from api.texts.fairness import alarm_sentence, few, lag_sentences, lag_title
from optimizer.fair.fairness import Group
from optimizer.fair.groups import Grouping
from optimizer.metrics import Share

EVERYBODY = "Iedereen"


@dataclass(frozen=True, slots=True)
class Warned:
    """A group that does clearly worse: what, and what goes with it."""

    title: str
    sentences: tuple[str, ...]


def balance(book: Book) -> tuple[Table, ...]:
    """One table per way of grouping; groups without anybody are left out."""
    return tuple(_table(book, grouping, groups) for grouping, groups in book.fairness.groups)


def warnings(book: Book) -> tuple[Warned, ...]:
    """In the order of the tables."""
    return tuple(Warned(lag_title(lag), tuple(lag_sentences(lag, book.round))) for lag in book.fairness.lags)


def how_sure(book: Book) -> str:
    """When a difference becomes a warning."""
    return alarm_sentence(book.fairness, book.round.policy)


def _table(book: Book, grouping: Grouping, groups: tuple[Group, ...]) -> Table:
    units = grouping is Grouping.CORPORATIE
    columns = (
        Column(id="groep", title=capital(grouping)),
        Column(id="geplaatst", title="Woningen gebruikt" if units else "Geplaatst", number=True),
        Column(id="praktijk", title="Huidige praktijk", number=True),
        Column(id="terug", title="Terug naar herkomst", number=True),
        Column(id="wacht", title="Wachttijd", number=True),
    )
    shown = tuple(each for each in columns if each.id != "praktijk" or book.shown.practice is not None)
    whole = () if units or not groups else (book.fairness.whole,)
    rows = tuple(_row(group, grouping, shown, book.round.policy.small_count) for group in (*whole, *groups))
    return Table(caption=f"Evenwicht naar {grouping}", columns=shown, rows=rows)


def _row(group: Group, grouping: Grouping, shown: tuple[Column, ...], small_count: int) -> Row:
    practice = Share(group.practice or 0, group.placed.whole)
    cells = {
        "groep": Cell(text=capital(group.name or EVERYBODY)),
        "geplaatst": _share(group.placed, small_count, few(grouping)),
        "praktijk": _share(practice, small_count),
        "terug": _share(group.returned, small_count),
        "wacht": _waited(group, units=grouping is Grouping.CORPORATIE),
    }
    return Row(cells=tuple(cells[column.id] for column in shown))


def _share(share: Share, small_count: int, otherwise: str = "") -> Cell:
    """Counts always, a percentage only of enough people."""
    text = f"{number(share.part)} van {number(share.whole)}"
    if share.whole < small_count or share.percent is None:
        return Cell(text=text, notes=(otherwise,) if otherwise else ())
    return Cell(text=text, notes=(f"{share.percent}%",), percent=share.percent)


def _waited(group: Group, *, units: bool) -> Cell:
    """Of who has no home, and below it of who gets one; nobody waits for the dwellings of one corporation."""
    placed = f"geplaatst: {_days(group.wait_placed)}"
    return Cell(text="", notes=(placed,)) if units else Cell(text=_days(group.wait_unplaced), notes=(placed,))


def _days(waited: int | None) -> str:
    return "niemand" if waited is None else count(waited, "dag", "dagen")
