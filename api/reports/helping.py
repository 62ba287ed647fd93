"""What would help people without a home, and what more room would bring; for the coordinator only."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.book import Book
from api.pages.words import capital
from api.reports.sheets import Column, Kind, Sheet, table
from optimizer.explanations import Opening, Outcome, Worth
from optimizer.proposal import Status
from optimizer.why.sentences import (
    LINKED,
    NO_HELP,
    OUTCOME_TEXTS,
    differences,
    easing_sentence,
    effects_sentence,
    moves_sentences,
)


@dataclass(frozen=True)
class Help:
    """Somebody without a home, and one thing that would help; or none, and why not."""

    person: str
    opening: Opening | None
    book: Book
    none: str = ""


@dataclass(frozen=True)
class Gain:
    """What one change would bring."""

    worth: Worth
    book: Book


def helping_sheets(book: Book) -> tuple[Sheet, ...]:
    """What would help each person; and what room is worth, where that was calculated."""
    told = book.shown.explanations
    gains = [Gain(worth, book) for worth in told.worths] if told else []
    one = table("Wat zou helpen", COLUMNS, helps(book), nothing="Iedereen heeft een woning in dit voorstel.")
    sheets = [Sheet(name="Wat zou helpen", title="Wat mensen zonder woning zou helpen", tables=(one,))]
    if gains:
        two = table("Wat ruimte oplevert", GAINS, gains)
        sheets.append(Sheet(name="Wat ruimte oplevert", title="Wat één verandering oplevert", tables=(two,)))
    return tuple(sheets) if book.proposal.status is not Status.CONFLICT else ()


def helps(book: Book) -> list[Help]:
    """By person, the smallest change first."""
    found: list[Help] = []
    for unplaced in book.proposal.unplaced:
        hope = book.hope(unplaced.person)
        if hope is not None and hope.openings:
            found += [Help(hope.person, opening, book) for opening in hope.openings]
        elif hope is not None:
            found.append(Help(hope.person, None, book, LINKED if hope.linked else NO_HELP))
    return found


def _change(row: Help) -> str:
    if row.opening is None:
        return row.none
    return " ".join(easing_sentence(easing, row.book.round) for easing in row.opening.easings)


def _effects(row: Help) -> str:
    if row.opening is None:
        return ""
    known = row.opening.resolved
    return effects_sentence(known.effects if known and known.placements else row.opening.effects)


def _others(row: Help) -> str:
    """Who else is better or worse off in the new calculation."""
    if row.opening is None or row.opening.resolved is None or row.opening.outcome is Outcome.UNKNOWN:
        return ""
    before = row.book.lives_in
    moves = [move for move in differences(row.opening.resolved.placements, before) if move.person != row.person]
    return " ".join(moves_sentences(moves, before)) or "Niemand anders verhuist."


COLUMNS: tuple[Column[Help], ...] = (
    Column(title="Persoon", width=12, meaning="De code van de persoon.", value=lambda row: row.person),
    Column(
        title="Wat zou helpen",
        width=60,
        meaning="Alles wat moet veranderen, zodat deze persoon deze woning kan krijgen en niemand er een verliest.",
        value=_change,
    ),
    Column(
        title="Woning",
        width=14,
        meaning="De woning die de persoon dan kan krijgen.",
        value=lambda row: row.opening.dwelling if row.opening else "",
    ),
    Column(
        title="Uitkomst",
        width=22,
        meaning="Of is nagerekend dat de berekening deze persoon dan een woning geeft.",
        value=lambda row: capital(OUTCOME_TEXTS[row.opening.outcome].short) if row.opening else "",
    ),
    Column(
        title="Wat er verandert aan de doelen",
        width=46,
        meaning="Het verschil met dit voorstel, per doel. Is het nagerekend, dan van de nieuwe berekening.",
        value=_effects,
    ),
    Column(
        title="Wat anderen merken",
        width=46,
        meaning="Wie in de nieuwe berekening een andere woning of geen woning krijgt. Leeg als dat niet is nagerekend.",
        value=_others,
    ),
)
GAINS: tuple[Column[Gain], ...] = (
    Column(
        title="Verandering",
        width=60,
        meaning="De ene verandering die is nagerekend.",
        value=lambda row: easing_sentence(row.worth.easing, row.book.round),
    ),
    Column(
        title="Wat dat oplevert",
        width=60,
        meaning="Het verschil met dit voorstel, per doel, van het hele voorstel.",
        value=lambda row: effects_sentence(row.worth.effects),
    ),
    Column(
        title="Plaatsingen erbij",
        width=12,
        kind=Kind.SIGNED,
        meaning="Hoeveel mensen er meer worden geplaatst.",
        value=lambda row: len(row.worth.placements) - len(row.book.proposal.placements),
    ),
    Column(
        title="Bewezen",
        width=10,
        meaning="Ja als er niets beters bestaat met deze verandering.",
        value=lambda row: "ja" if row.worth.proven else "nee",
    ),
)
