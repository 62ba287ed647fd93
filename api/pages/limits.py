"""The table of limits (grenzen): how much load an area may carry and how much it carries."""

from __future__ import annotations

from collections.abc import Iterable

from api.pages.addresses import area_page
from api.pages.book import Book
from api.pages.decided import decision_tags, decisions
from api.pages.headline import used_percent
from api.pages.tables import LAST, Cell, Column, Facet, Row, Table, Tag
from api.pages.why_cap import class_of
from api.pages.words import LIMIT_KINDS, number, signed
from optimizer.agreements import Limit
from optimizer.draagkracht import Colour
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
    Column(id="besluit", title="Vastgesteld"),
)
CLASS = Column(id="klasse", title="Draagkracht")
FACETS = (
    Facet(id="in", title="Gemeente"),
    Facet(id="niveau", title="Niveau"),
    Facet(id="ruimte", title="Ruimte"),
    Facet(id="nieuw", title="Gepland in dit voorstel"),
)
CLASS_FACET = Facet(id="draagkracht", title="Draagkracht")


def limits(
    book: Book, areas: Iterable[str] | None = None, caption: str = "Grenzen en wat er al is", here: str = ""
) -> Table:
    """The busiest first; only those of some areas when these are given. `here`: the area whose page this is."""
    wanted = None if areas is None else set(areas)
    uses = book.limit_uses
    held = [limit for limit in book.round.limits if wanted is None or limit.area in wanted]
    held.sort(key=lambda limit: (-(used_percent(uses[limit.id]) or 0), -uses[limit.id].planned))
    derived = bool(book.draagkracht)
    return Table(
        caption=caption,
        columns=(*COLUMNS[:1], CLASS, *COLUMNS[1:]) if derived else COLUMNS,
        rows=tuple(_row(limit, uses[limit.id], book, here) for limit in held),
        facets=(*FACETS, CLASS_FACET) if derived else FACETS,
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
            link="" if limit.area == here else area_page(limit.area, book),
            notes=(f"{level}, {municipality}",),
        ),
        *_class(limit, book),
        Cell(text=LIMIT_KINDS[limit.kind]),
        Cell(text=number(use.cap), key=(use.cap, ""), notes=_of_cap(limit)),
        Cell(text=number(use.used), key=(use.used, "")),
        Cell(text=number(use.claimed), key=(use.claimed, "")),
        Cell(text=signed(use.planned), key=(use.planned, "")),
        Cell(text=number(max(0, left)), key=(left, "")),
        _fullness(use, room),
        _decision(limit, book),
    )
    derived = (class_of(limit.area, book),) if book.draagkracht else ()
    return Row(cells=cells, facets=(municipality, level, room, PLANNED if use.planned else NOT_PLANNED, *derived))


def _class(limit: Limit, book: Book) -> tuple[Cell, ...]:
    """The class of the area, from groen to what has none; no cell where no area has one."""
    if not book.draagkracht:
        return ()
    found = book.draagkracht.get(limit.area)
    if found is None:
        return (Cell(text="", key=(LAST, "")),)
    return (Cell(text=class_of(limit.area, book), key=(list(Colour).index(found.colour), "")),)


def _decision(limit: Limit, book: Book) -> Cell:
    """The day on which the cap was set, those that nobody set last."""
    tags, until = decision_tags(limit, book.round), limit.decision.until
    if limit.provisional:
        return Cell(text="", key=(LAST, ""), tags=tags, details=decisions(limit))
    notes = (f"tot en met {day(until)}",) if until else ()
    key = (limit.decision.on.toordinal(), "")
    return Cell(text=day(limit.decision.on), key=key, notes=notes, tags=tags, details=decisions(limit))


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
