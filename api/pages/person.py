"""The page of one person: why this dwelling, or why none, and what that rests on."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.book import Book, page_of
from api.pages.facts import Compared, Tie, of_pair, of_person, ties
from api.pages.limits import limits
from api.pages.placements import rent_decision
from api.pages.reasons import why_this_dwelling
from api.pages.tables import Cell, Column, Row, Table, Tag
from api.pages.unplaced import why_decide
from api.pages.words import capital, money, number
from optimizer.explain import JOINT_TEXTS, RULE_TEXTS, why_unplaced
from optimizer.facts import is_overdue, target_municipality, waiting_days
from optimizer.people import Uitstromer
from optimizer.proposal import Unplaced
from optimizer.supply import Dwelling
from optimizer.words import day

RULE_COLUMNS = (
    Column(id="regel", title="Regel"),
    Column(id="woningen", title="Woningen", number=True),
    Column(id="betekenis", title="Wat dat betekent"),
)
SUITABLE_COLUMNS = (
    Column(id="woning", title="Woning"),
    Column(id="gemeente", title="Gemeente en wijk"),
    Column(id="huur", title="Huur per maand", number=True),
    Column(id="nu", title="In dit voorstel"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """Why this dwelling, the facts side by side, and what else would have suited."""

    person: str
    dwelling: str
    summary: tuple[tuple[str, str], ...]
    why: tuple[str, ...]
    rent_decision: tuple[str, ...]
    facts: tuple[Compared, ...]
    ties: tuple[Tie, ...]
    limits: Table
    suitable: Table


@dataclass(frozen=True, slots=True, kw_only=True)
class NotPlaced:
    """The reason, the list behind it, and whether somebody must decide."""

    person: str
    summary: tuple[tuple[str, str], ...]
    reason: str
    support: tuple[str, ...]
    needs_decision: bool
    why_decide: tuple[str, ...]
    rules: Table
    closed: Table
    suitable: Table
    facts: tuple[Compared, ...]
    ties: tuple[Tie, ...]


def placed(id_: str, book: Book) -> Placed | None:
    """The page of a placement; None when this person has none."""
    placement = book.placements.get(id_)
    if placement is None:
        return None
    person, home = book.people[id_], book.homes[placement.dwelling]
    return Placed(
        person=id_,
        dwelling=home.id,
        summary=(
            ("Woning", f"{home.id}, {home.kind}"),
            ("Waar", book.place(home)),
            ("Verhuurder", book.landlord(home)),
            ("Huur", f"{money(home.rent)} per maand"),
            ("Start", day(placement.start)),
            ("Contract", placement.contract.value),
        ),
        why=why_this_dwelling(placement, book),
        rent_decision=rent_decision(id_, home.id, book),
        facts=of_pair(person, home, book),
        ties=ties(person, book),
        limits=limits(book, home.areas),
        suitable=_suitable(person, book, without=home.id),
    )


def not_placed(id_: str, book: Book) -> NotPlaced | None:
    """The page of somebody without a home; None when that is not so."""
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
        rules=_rules(unplaced, len(book.round.dwellings)),
        closed=_closed(unplaced, book),
        suitable=_suitable(person, book),
        facts=of_person(person, book),
        ties=ties(person, book),
    )


def _waiting(person: Uitstromer, book: Book) -> tuple[tuple[str, str], ...]:
    late = " (te laat)" if is_overdue(person, book.round) else ""
    return (
        ("Begeleiding", person.care.value),
        ("Herkomst", book.names[person.origin] if person.origin else "onbekend"),
        ("Wacht", f"{number(waiting_days(person, book.round))} dagen{late}"),
        ("Eerdere rondes zonder woning", number(person.rounds_missed)),
    )


def _rules(unplaced: Unplaced, dwellings: int) -> Table:
    ordered = sorted(unplaced.rules, key=lambda count: -count.dwellings)
    rows = (
        Row(
            cells=(
                Cell(text=capital(RULE_TEXTS[count.rule].short)),
                Cell(text=f"{count.dwellings} van {dwellings}", percent=round(100 * count.dwellings / dwellings)),
                Cell(text=RULE_TEXTS[count.rule].sentence),
            )
        )
        for count in ordered
    )
    return Table(caption="Hoeveel woningen afvallen, per regel", columns=RULE_COLUMNS, rows=tuple(rows))


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
                Cell(text=capital(JOINT_TEXTS[blocked.rule].short), notes=_name(blocked.id, book)),
                Cell(text=number(blocked.dwellings)),
                Cell(text=JOINT_TEXTS[blocked.rule].sentence),
            )
        )
        for blocked in unplaced.blocked_by
    )
    return Table(
        caption="Waarom de passende woningen niet beschikbaar zijn",
        columns=RULE_COLUMNS,
        rows=(*([taken] if unplaced.taken else []), *rows),
    )


def _name(id_: str, book: Book) -> tuple[str, ...]:
    name = book.limit_names.get(id_)
    return (name,) if name else ()


def _suitable(person: Uitstromer, book: Book, without: str = "") -> Table:
    homes = [home for home in book.suitable(person.id) if home.id != without]
    return Table(
        caption="Andere woningen die passen" if without else "Woningen die passen",
        columns=SUITABLE_COLUMNS,
        rows=tuple(_suitable_row(home, person, book) for home in homes),
    )


def _suitable_row(home: Dwelling, person: Uitstromer, book: Book) -> Row:
    back = home.municipality == target_municipality(person)
    others = [other for other in book.given_to.get(home.id, ()) if other != person.id]
    if book.units_left[home.id] > 0:
        now = Cell(text="niet toegewezen")
    else:
        now = Cell(text=f"naar {others[0]}", link=page_of(others[0], book)) if others else Cell(text="bezet")
    return Row(
        cells=(
            Cell(text=home.id, notes=(home.kind,)),
            Cell(
                text=book.names[home.municipality],
                notes=(book.names[home.wijk],),
                tags=(Tag("terug", "good"),) if back else (),
            ),
            Cell(text=money(home.rent)),
            now,
        )
    )
