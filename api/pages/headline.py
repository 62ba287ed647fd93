"""The figures at the head of a proposal, each with what it is part of and what today's practice reaches."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from api.pages.book import Book
from api.pages.words import count, number
from optimizer.agreements import LimitKind
from optimizer.metrics import Figures, Share
from optimizer.proposal import LimitUse, Status


@dataclass(frozen=True, slots=True)
class Comparison:
    """With today's practice; `tone` is good, attention or plain, and never says more than the text."""

    text: str
    tone: str = "plain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Tile:
    """One figure. `percent` draws a bar."""

    title: str
    value: str
    unit: str
    note: str = ""
    compared: Comparison | None = None
    percent: int | None = None
    link: str = ""


def headline(book: Book) -> tuple[Tile, ...]:
    """From the most important figure to the least."""
    makers = (_placed, _overdue, _returned, _quotas, _busiest, _without_home, _without_person)
    return tuple(tile for tile in (make(book) for make in makers) if tile is not None)


def _placed(book: Book) -> Tile:
    share = book.figures.placed
    return Tile(
        title="Geplaatst",
        value=number(share.part),
        unit=f"van {count(share.whole, 'mens', 'mensen')}{_percent(share)}",
        percent=share.percent,
        link=book.at("/plaatsingen"),
        compared=_compared(book, lambda figures: figures.placed.part),
    )


def _overdue(book: Book) -> Tile:
    share = book.figures.overdue
    return Tile(
        title="Te laat, nu geplaatst",
        value=number(share.part),
        unit=f"van {count(share.whole, 'mens', 'mensen')}",
        note="Uiterste datum of langste wachttijd voorbij.",
        compared=_compared(book, lambda figures: figures.overdue.part),
    )


def _returned(book: Book) -> Tile:
    share = book.figures.returned
    return Tile(
        title="Terug naar herkomst",
        value=number(share.part),
        unit=f"van {count(share.whole, 'mens', 'mensen')}{_percent(share)}",
        note="Geplaatst, met een bekende herkomst of aangewezen gemeente.",
        compared=_compared(book, lambda figures: figures.returned.part, lambda figures: figures.returned.whole),
    )


def _quotas(book: Book) -> Tile | None:
    share = book.figures.quotas_met
    if share.whole == 0:
        return None
    short = book.figures.quota_shortfall
    return Tile(
        title="Afspraken gehaald",
        value=number(share.part),
        unit=f"van {count(share.whole, 'afspraak', 'afspraken')}",
        note=f"Samen {count(short, 'plaatsing', 'plaatsingen')} te weinig." if short else "",
        link=book.at("/afspraken"),
        compared=_compared(book, lambda figures: figures.quotas_met.part),
    )


def _busiest(book: Book) -> Tile | None:
    busiest = book.figures.busiest
    if busiest is None:
        return None
    before = book.practice_figures and book.practice_figures.busiest
    area = busiest.area
    others = _as_busy(book, busiest.percent) - 1
    return Tile(
        title="Drukste gebied",
        value=f"{busiest.percent}%",
        unit=f"{book.names[area]} ({book.levels[area]})",
        note=f"En {count(others, 'ander gebied', 'andere gebieden')} met hetzelfde percentage." if others else "",
        compared=Comparison(f"Huidige praktijk: {before.percent}% ({book.names[before.area]})") if before else None,
        link=book.at("/wijken"),
    )


def _without_home(book: Book) -> Tile:
    missing = len(book.proposal.unplaced)
    deciding = book.figures.needs_decision
    return Tile(
        title="Mensen zonder woning",
        value=number(missing),
        unit=f"van {count(book.figures.placed.whole, 'mens', 'mensen')}",
        note=f"Voor {number(deciding)} is nu een besluit nodig." if deciding else "",
        link=book.at("/niet-geplaatst"),
        compared=_compared(book, lambda figures: figures.placed.whole - figures.placed.part, less_is_better=True),
    )


def _without_person(book: Book) -> Tile:
    share = book.figures.units_used
    return Tile(
        title="Woningen niet gebruikt",
        value=number(share.whole - share.part),
        unit=f"van {count(share.whole, 'woning', 'woningen')}",
        link=book.at("/woningen"),
        compared=_compared(
            book, lambda figures: figures.units_used.whole - figures.units_used.part, less_is_better=True
        ),
    )


def _compared(
    book: Book,
    value: Callable[[Figures], int],
    whole: Callable[[Figures], int] | None = None,
    *,
    less_is_better: bool = False,
) -> Comparison | None:
    if book.practice_figures is None or book.proposal.status is Status.CONFLICT:
        return None
    before = value(book.practice_figures)
    then = number(before) if whole is None else f"{number(before)} van {number(whole(book.practice_figures))}"
    more = value(book.figures) - before
    if more == 0:
        return Comparison(f"Gelijk aan de huidige praktijk ({then})")
    words = f"{number(abs(more))} {'meer' if more > 0 else 'minder'} dan de huidige praktijk ({then})"
    return Comparison(words, "good" if (more < 0) == less_is_better else "attention")


def _percent(share: Share) -> str:
    return "" if share.percent is None else f" ({share.percent}%)"


def _as_busy(book: Book, percent: int) -> int:
    stand = {limit.id for limit in book.round.limits if limit.kind is LimitKind.STAND}
    return sum(use.limit in stand and used_percent(use) == percent for use in book.proposal.limits)


def used_percent(use: LimitUse) -> int | None:
    """How much of a cap is used, the proposal included; None of a cap of nothing."""
    return round(100 * (use.used + use.claimed + use.planned) / use.cap) if use.cap > 0 else None
