"""The page of a wijk or any other area: what it can bear, what is planned in it, and who wants to live there."""

from __future__ import annotations

import re
from dataclasses import dataclass

from api.pages.addresses import area_page
from api.pages.book import Book
from api.pages.decided import decided_on, decisions
from api.pages.dwellings import dwellings
from api.pages.facts import Stated
from api.pages.limits import left_of, limits
from api.pages.people import people
from api.pages.tables import Table
from api.pages.why_cap import Why, why
from api.pages.words import LIMIT_KINDS, capital, count, listed, number
from optimizer.agreements import Limit, LimitKind
from optimizer.facts import target_municipality
from optimizer.policy import AreaLevel

ANCHOR = "woningen"
MOST_NAMED = 5
# CBS gives a buurt the six digits of its wijk, and two of its own.
WIJK, BUURT = re.compile(r"WK(\d{4}\w\w)"), re.compile(r"BU(\d{4}\w\w)\w\w")


@dataclass(frozen=True, slots=True)
class Decided:
    """A cap with the decisions behind it."""

    title: str
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaPage:
    """What an area can bear, who decided that, its dwellings, and who wants to live there or comes from there."""

    area: str
    name: str
    what: str
    summary: tuple[Stated, ...]
    room: tuple[str, ...]
    why: Why | None
    decided: tuple[Decided, ...]
    own: Table
    others: Table
    dwellings: Table
    wishing: Table
    returning: Table


def area_page_of(id_: str, book: Book) -> AreaPage | None:
    """The page of an area of any level, the municipality included; None when the round has no such area."""
    level = book.levels.get(id_)
    if level is None:
        return None
    whole = level is AreaLevel.GEMEENTE
    others = areas_with(id_, book)
    homes = book.homes_in(id_)
    wishing = (each for each in book.round.people if any(wish.area == id_ for wish in each.preferred))
    returning = (each for each in book.round.people if whole and target_municipality(each) == id_)
    return AreaPage(
        area=id_,
        name=book.names[id_],
        what=level.value if whole else f"{level.value} in {book.municipality_of[id_]}",
        summary=_summary(id_, book),
        room=room(id_, others, book),
        why=why(id_, book),
        decided=tuple(_decided(limit) for limit in _own(id_, book)),
        own=limits(book, {id_}, f"Grens van {book.names[id_]}", id_),
        others=limits(book, others, "Grenzen van gebieden hierin of hieromheen"),
        dwellings=dwellings(book, homes, f"Woningen in {book.names[id_]}", ANCHOR),
        wishing=people(book, wishing, "Wie wil hier graag wonen?"),
        returning=people(book, returning, "Voor wie telt deze gemeente als herkomst?"),
    )


def areas_with(id_: str, book: Book) -> frozenset[str]:
    """Areas that hold this one or lie in it, as far as the dwellings of the round and the codes of CBS tell."""
    area = book.areas.get(id_)
    if area is None:
        return frozenset(each.id for each in book.round.areas if each.municipality == id_)
    together = frozenset({area.municipality}).union(*(home.areas for home in book.homes_in(id_)))
    return (together | _by_code(id_, book)) - {id_}


def room(id_: str, others: frozenset[str], book: Book) -> tuple[str, ...]:
    """What is left here, and which other limits around it or in it are reached."""
    own = [_room_of(limit, book) for limit in _own(id_, book)]
    said = own or ["Voor dit gebied zelf is geen grens afgesproken."]
    full = sorted(
        {
            book.names[limit.area]
            for limit in book.round.limits
            if limit.area in others and left_of(book.limit_uses[limit.id]) <= 0
        }
    )
    if not full:
        return tuple(said)
    where = listed(full) if len(full) <= MOST_NAMED else f"{number(len(full))} gebieden hierin of hieromheen"
    return (*said, f"{'Daarnaast' if own else 'Wel'} is de grens bereikt in {where}.")


def _room_of(limit: Limit, book: Book) -> str:
    use = book.limit_uses[limit.id]
    left, cap = left_of(use), count(use.cap, "punt", "punten")
    if left > 0:
        said = f"er {'is' if left == 1 else 'zijn'} nog {number(left)} van de {cap} vrij."
    elif left == 0:
        said = f"de grens van {cap} is bereikt."
    else:
        said = f"dit is {count(-left, 'punt', 'punten')} boven de grens van {number(use.cap)}."
    return capital(said) if limit.kind is LimitKind.STAND else f"{capital(LIMIT_KINDS[limit.kind])}: {said}"


def _own(id_: str, book: Book) -> list[Limit]:
    return [limit for limit in book.round.limits if limit.area == id_]


def _by_code(id_: str, book: Book) -> frozenset[str]:
    if wijk := WIJK.fullmatch(id_):
        buurten = ((each.id, BUURT.fullmatch(each.id)) for each in book.round.areas)
        return frozenset(buurt for buurt, code in buurten if code and code[1] == wijk[1])
    buurt = BUURT.fullmatch(id_)
    wijk_of = f"WK{buurt[1]}" if buurt else ""
    return frozenset({wijk_of} & book.areas.keys())


def _decided(limit: Limit) -> Decided:
    cap = count(limit.gross_cap, "punt", "punten")
    return Decided(f"{capital(LIMIT_KINDS[limit.kind])}: {cap}, {decided_on(limit)}", decisions(limit))


def _summary(id_: str, book: Book) -> tuple[Stated, ...]:
    homes, area = book.homes_in(id_), book.areas.get(id_)
    where = () if area is None else (Stated("Gemeente", book.municipality_of[id_], area_page(area.municipality, book)),)
    offered = Stated("Woningen in deze ronde", number(sum(home.units for home in homes)))
    if not homes:
        return (*where, offered)
    given = sum(len(book.given_to.get(home.id, ())) for home in homes)
    claimed = sum(len(book.claims_on.get(home.id, ())) for home in homes)
    left = sum(max(0, book.units_left[home.id]) for home in homes)
    return (
        *where,
        offered,
        Stated("Gaan naar iemand", number(given)),
        Stated("Loopt al", number(claimed)),
        Stated("Niet toegewezen", number(left)),
    )
