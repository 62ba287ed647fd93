"""The table of limits (grenzen): how much load an area may carry and how much it carries."""

from __future__ import annotations

from collections.abc import Iterable

from api.pages.addresses import area_page
from api.pages.book import Book
from api.pages.headline import used_percent
from api.pages.tables import LAST, Cell, Column, Facet, Row, Table, Tag
from api.pages.words import LIMIT_KINDS, number, signed
from optimizer.agreements import Limit
from optimizer.proposal import LimitUse
from optimizer.words import day

FREE, FULL, OVER = "ruimte", "vol", "boven de grens"
PLANNED, NOT_PLANNED = "ja", "nee"
COLUMNS = (
    Column(id="gebied", title="Gebied"),
    Column(id="telt", title="Wat telt"),
    Column(id="grens", title="Grens", number=True),
    Column(id="gebruik", title="In gebruik", number=True),
    Column(id="lopend", title="Lopend", number=True),
    Column(id="gepland", title="Gepland", number=True),
    Column(id="vrij", title="Vrij", number=True),
    Column(id="bezet", title="Bezet", number=True),
    Column(id="besluit", title="Vastgesteld", whole=True),
)
FACETS = (
    Facet(id="in", title="Gemeente"),
    Facet(id="niveau", title="Niveau"),
    Facet(id="ruimte", title="Ruimte"),
    Facet(id="nieuw", title="Gepland in dit voorstel"),
)


def limits(
    book: Book, areas: Iterable[str] | None = None, caption: str = "Grenzen en wat er al is", here: str = ""
) -> Table:
    """The busiest first; only those of some areas when these are given. `here`: the area whose page this is."""
    wanted = None if areas is None else set(areas)
    uses = book.limit_uses
    held = [limit for limit in book.round.limits if wanted is None or limit.area in wanted]
    held.sort(key=lambda limit: (-(used_percent(uses[limit.id]) or 0), -uses[limit.id].planned))
    return Table(
        caption=caption,
        columns=COLUMNS,
        rows=tuple(_row(limit, uses[limit.id], book, here) for limit in held),
        facets=FACETS,
        nouns=("grens", "grenzen"),
        nothing="Voor deze gebieden is geen grens afgesproken.",
    )


def left_of(use: LimitUse) -> int:
    """What an area can still take; below 0 where it is over its cap."""
    return use.cap - use.used - use.claimed - use.planned


def _row(limit: Limit, use: LimitUse, book: Book, here: str) -> Row:
    left = left_of(use)
    room = FREE if left > 0 else FULL if left == 0 else OVER
    municipality, level = book.municipality_of[limit.area], book.levels[limit.area].value
    cells = (
        Cell(
            text=book.names[limit.area],
            link="" if limit.area == here else area_page(limit.area),
            notes=(f"{level}, {municipality}",),
        ),
        Cell(text=LIMIT_KINDS[limit.kind]),
        Cell(text=number(use.cap), key=(use.cap, ""), notes=_of_cap(limit)),
        Cell(text=number(use.used), key=(use.used, "")),
        Cell(text=number(use.claimed), key=(use.claimed, "")),
        Cell(text=signed(use.planned), key=(use.planned, "")),
        Cell(text=number(max(0, left)), key=(left, "")),
        _fullness(use, room),
        Cell(text=day(limit.decision.on), key=(limit.decision.on.toordinal(), ""), details=decisions(limit)),
    )
    return Row(cells=cells, facets=(municipality, level, room, PLANNED if use.planned else NOT_PLANNED))


def _fullness(use: LimitUse, room: str) -> Cell:
    percent = used_percent(use)
    tags = () if room == FREE else (Tag(room, "attention"),)
    if percent is None:
        return Cell(text="", key=(LAST, ""), tags=tags)
    return Cell(text=f"{percent}%", key=(percent, ""), percent=percent, tags=tags)


def _of_cap(limit: Limit) -> tuple[str, ...]:
    extra = (f"{limit.gross_cap} + {limit.consent.extra} met toestemming",) if limit.consent else ()
    reserved = (f"{limit.reserved_for_zwaar} alleen voor zwaar",) if limit.reserved_for_zwaar else ()
    return (*extra, *reserved)


def _by(limit: Limit) -> str:
    """Who set it; of a proposal, that nobody did."""
    by = limit.decision.by
    return f"{by[:1].upper()}{by[1:]}" if limit.provisional else f"Door {by}"


def decisions(limit: Limit) -> tuple[str, ...]:
    """Who set a cap and why, and who consented to more."""
    own = f"{_by(limit)}. {limit.decision.motivation}"
    if limit.consent is None:
        return (own,)
    decision = limit.consent.decision
    return (
        own,
        f"{signed(limit.consent.extra)} met toestemming van {decision.by}, {day(decision.on)}. {decision.motivation}",
    )
