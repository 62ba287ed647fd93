"""The page of one person: why this dwelling, or why none, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.addresses import area_page, home_page
from api.pages.book import Book
from api.pages.dwellings import given_cell, home_cell, place_cell
from api.pages.facts import Compared, Stated, Tie, of_pair, of_person, ties
from api.pages.limits import limits
from api.pages.placements import rent_decision
from api.pages.reasons import why_this_dwelling
from api.pages.rule_counts import rule_columns, rule_counts
from api.pages.tables import Cell, Column, Link, Row, Table, Tag
from api.pages.unplaced import why_decide
from api.pages.why import alternatives_table, openings_table, serves_table, tie_told
from api.pages.words import capital, money, number
from optimizer.explain import JOINT_TEXTS, why_unplaced
from optimizer.explanations import Hope
from optimizer.facts import is_overdue, target_municipality, waiting_days
from optimizer.people import Uitstromer
from optimizer.proposal import Status, Unplaced
from optimizer.supply import Dwelling
from optimizer.why.sentences import hope_sentence
from optimizer.words import day

HOMES = "Woningen"
SUITABLE_COLUMNS = (
    Column(id="woning", title="Woning"),
    Column(id="gemeente", title="Gemeente en wijk"),
    Column(id="huur", title="Huur per maand", number=True),
    Column(id="nu", title="Gaat naar"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Why this dwelling, the facts side by side, and what else would have suited."""

    person: str
    dwelling: str
    summary: tuple[Stated, ...]
    why: tuple[str, ...]
    rent_decision: tuple[str, ...]
    facts: tuple[Compared, ...]
    ties: tuple[Tie, ...]
    limits: Table
    suitable: Table
    serves: Table
    alternatives: Table
    others_as_good: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPlaced:
    """The reason, the list behind it, and whether somebody must decide."""

    person: str
    summary: tuple[Stated, ...]
    reason: str
    support: tuple[str, ...]
    needs_decision: bool
    why_decide: tuple[str, ...]
    rules: Table
    closed: Table
    suitable: Table
    facts: tuple[Compared, ...]
    ties: tuple[Tie, ...]
    helping: Helping | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """What would help; `to_calculate` where the calculation itself was not asked yet."""

    answer: str
    openings: Table
    alternatives: Table
    to_calculate: bool


def placed(id_: str, book: Book) -> Placed | None:
    """The page of a placement; None when this person has none."""
    placement = book.placements.get(id_)
    if placement is None:
        return None
    person, home = book.people[id_], book.homes[placement.dwelling]
    grounds = book.grounds(id_)
    return Placed(
        person=id_,
        dwelling=home.id,
        summary=(
            Stated("Woning", f"{home.id}, {home.kind}", home_page(home.id, book)),
            Stated("Waar", book.place(home), area_page(home.wijk, book)),
            Stated("Verhuurder", book.landlord(home)),
            Stated("Huur", f"{money(home.rent)} per maand"),
            Stated("Start", day(placement.start)),
            Stated("Contract", placement.contract.value),
        ),
        why=why_this_dwelling(placement, book),
        rent_decision=rent_decision(id_, home.id, book),
        facts=of_pair(person, home, book),
        ties=ties(person, book),
        limits=limits(book, home.areas),
        suitable=_suitable(person, book, without=home.id),
        serves=serves_table(grounds),
        alternatives=alternatives_table(grounds.alternatives, grounds.found, book),
        others_as_good=tie_told(grounds, book),
    )


def not_placed(id_: str, book: Book, *, calculate: bool = False) -> NotPlaced | None:
    """The page of somebody without a home; None when that is not so.

    `calculate`: also ask the calculation what it would do with what helps, which takes some seconds.
    """
    unplaced = book.unplaced.get(id_)
    if unplaced is None:
        return None
    person = book.people[id_]
    reason, *support = why_unplaced(unplaced, book.round)
    return NotPlaced(
        person=id_,
        summary=_waiting(person, book),
        reason=reason,
        support=tuple(support),
        needs_decision=unplaced.needs_decision,
        why_decide=why_decide(person, book),
        rules=rule_counts(
            ((count.rule, count.dwellings) for count in unplaced.rules),
            len(book.round.dwellings),
            HOMES,
            "Hoeveel woningen afvallen, per regel",
        ),
        closed=_closed(unplaced, book),
        suitable=_suitable(person, book),
        facts=of_person(person, book),
        ties=ties(person, book),
        helping=_helping(book.calculated(id_) if calculate else book.hope(id_), book),
    )


def _helping(hope: Hope | None, book: Book) -> Helping | None:
    if hope is None:
        return None
    asked = any(opening.resolved is not None for opening in hope.openings)
    return Helping(
        answer=hope_sentence(hope),
        openings=openings_table(hope, book),
        alternatives=alternatives_table(hope.alternatives, hope.found, book),
        to_calculate=bool(hope.openings) and not asked and book.proposal.status is Status.PROVEN,
    )


def _waiting(person: Uitstromer, book: Book) -> tuple[Stated, ...]:
    late = " (te laat)" if is_overdue(person, book.round) else ""
    return (
        Stated("Begeleiding", person.care.value),
        _origin(person, book),
        Stated("Wacht", f"{number(waiting_days(person, book.round))} dagen{late}"),
        Stated("Eerdere rondes zonder woning", number(person.rounds_missed)),
    )


def _origin(person: Uitstromer, book: Book) -> Stated:
    if person.origin is None:
        return Stated("Herkomst", "onbekend")
    return Stated("Herkomst", book.names[person.origin], area_page(person.origin, book))


def _closed(unplaced: Unplaced, book: Book) -> Table:
    taken = Row(
        cells=(
            Cell(text="Toegewezen aan iemand anders"),
            Cell(text=number(unplaced.taken)),
            Cell(text="Deze woningen gaan in dit voorstel naar andere mensen."),
        )
    )
    rows = (
        Row(
            cells=(
                Cell(text=capital(JOINT_TEXTS[blocked.rule].short), links=_named(blocked.id, book)),
                Cell(text=number(blocked.dwellings)),
                Cell(text=JOINT_TEXTS[blocked.rule].sentence),
            )
        )
        for blocked in unplaced.blocked_by
    )
    return Table(
        caption="Waarom de passende woningen niet beschikbaar zijn",
        columns=rule_columns(HOMES),
        rows=(*([taken] if unplaced.taken else []), *rows),
    )


def _named(id_: str, book: Book) -> tuple[Link, ...]:
    """What closes the dwellings, with the page of its area where it is a limit."""
    name = book.limit_names.get(id_)
    area = next((limit.area for limit in book.round.limits if limit.id == id_), None)
    return (Link(name, area_page(area, book) if area else ""),) if name else ()


def _suitable(person: Uitstromer, book: Book, without: str = "") -> Table:
    homes = [home for home in book.suitable(person.id) if home.id != without]
    return Table(
        caption="Andere woningen die passen" if without else "Woningen die passen",
        columns=SUITABLE_COLUMNS,
        rows=tuple(_suitable_row(home, person, book) for home in homes),
    )


def _suitable_row(home: Dwelling, person: Uitstromer, book: Book) -> Row:
    back = home.municipality == target_municipality(person)
    tags = (Tag("terug", "good"),) if back else ()
    return Row(
        cells=(
            home_cell(home, book),
            place_cell(home, book, tags),
            Cell(text=money(home.rent)),
            given_cell(home, book),
        )
    )
