"""What else was possible, what would help, and how certain that is: the tables on pages of people and dwellings."""

from __future__ import annotations

from collections.abc import Iterable

from api.pages.addresses import page_of
from api.pages.book import Book
from api.pages.dwellings import home_cell, place_cell
from api.pages.tables import Cell, Column, Link, Row, Table, Tag
from api.pages.words import capital, count
from optimizer.explain import GOAL_TEXTS, Audience, rule_text
from optimizer.explanations import Alternative, Effect, Grounds, Hope, Nearest, Opening, Outcome
from optimizer.why.sentences import (
    HOW_TEXTS,
    OUTCOME_TEXTS,
    differences,
    easing_sentence,
    effect_amount,
    effect_words,
    moves_sentences,
    others_sentence,
    tie_sentences,
)

SAME = "Aan de doelen verandert niets."
ALTERNATIVE_COLUMNS = (
    Column(id="woning", title="Woning"),
    Column(id="gemeente", title="Gemeente en wijk"),
    Column(id="anderen", title="Wat anderen merken"),
    Column(id="doelen", title="Wat er verandert aan de doelen"),
)
OPENING_COLUMNS = (
    Column(id="verandering", title="Wat er verandert"),
    Column(id="woning", title="Woning"),
    Column(id="uitkomst", title="Wat dat oplevert"),
    Column(id="anderen", title="Wat anderen merken"),
)
FILLING_COLUMNS = (Column(id="persoon", title="Persoon"), *(each for each in OPENING_COLUMNS if each.id != "woning"))
NEAREST_COLUMNS = (Column(id="persoon", title="Persoon"), Column(id="regel", title="Wat in de weg staat"))
SERVES_COLUMNS = (
    Column(id="doel", title="Doel"),
    Column(id="bijdrage", title="Bijdrage", number=True),
    Column(id="betekenis", title="Wat het doel telt"),
)
TONES = {Outcome.PLACED: "good", Outcome.OTHERS: "attention", Outcome.UNKNOWN: "plain"}
# So many moves of others stand in a cell; the rest is counted.
MOST_MOVES = 6


def alternatives_table(found: Iterable[Alternative], number: int, book: Book) -> Table:
    """Other dwellings, the best for the goals first."""
    rows = tuple(_alternative(each, book) for each in found)
    shown = f" (de beste {len(rows)} van {number})" if number > len(rows) else ""
    return Table(
        caption=f"Wat kon anders?{shown}",
        columns=ALTERNATIVE_COLUMNS,
        rows=rows,
        nothing="Er is geen andere woning mogelijk als verder niemand verhuist.",
    )


def serves_table(grounds: Grounds) -> Table:
    """What a placement adds to each goal; what it adds nothing to is left out."""
    rows = (
        Row(
            cells=(
                Cell(text=GOAL_TEXTS[each.goal].short),
                Cell(text=effect_amount(each)),
                Cell(text=GOAL_TEXTS[each.goal].sentence),
            )
        )
        for each in grounds.serves
        if each.by
    )
    return Table(caption="Wat deze plaatsing bijdraagt aan de doelen", columns=SERVES_COLUMNS, rows=tuple(rows))


def tie_told(grounds: Grounds, book: Book) -> tuple[str, ...]:
    """Whether another proposal is as good, and which."""
    return tie_sentences(grounds.tie, book.lives_in)


def openings_table(hope: Hope, book: Book) -> Table:
    """What would help somebody without a home, the smallest change first."""
    rows = tuple(
        Row(
            cells=(
                _easings(each, book),
                home_cell(book.homes[each.dwelling], book),
                _outcome(each),
                _others(each, book),
            )
        )
        for each in hope.openings
    )
    return Table(caption="Kleinste veranderingen", columns=OPENING_COLUMNS, rows=rows)


def filling_table(openings: Iterable[Opening], book: Book) -> Table:
    """With whom a dwelling that is left could be filled."""
    rows = tuple(
        Row(cells=(_person(each.person, book), _easings(each, book), _outcome(each), _others(each, book)))
        for each in openings
    )
    return Table(caption="Wat zou deze woning vullen?", columns=FILLING_COLUMNS, rows=rows)


def nearest_table(nearest: Iterable[Nearest], book: Book) -> Table:
    """Who is nearest to a dwelling that nobody gets. Read as others do, as all that is said of a dwelling."""
    rows = (
        Row(cells=(_person(each.person, book), Cell(text=capital(rule_text(each.rule, Audience.OTHERS).short))))
        for each in nearest
    )
    return Table(
        caption="Wie past bijna? Bij deze mensen staat één regel in de weg", columns=NEAREST_COLUMNS, rows=tuple(rows)
    )


def _alternative(each: Alternative, book: Book) -> Row:
    home = book.homes[each.dwelling]
    other = (Link(each.other, page_of(each.other, book)),) if each.other else ()
    cells = (
        home_cell(home, book),
        place_cell(home, book),
        Cell(text=capital(HOW_TEXTS[each.how].short), links=other, notes=(others_sentence(each),)),
        _changes(each.effects),
    )
    return Row(cells=cells)


def _changes(effects: tuple[Effect, ...]) -> Cell:
    return Cell(text="", notes=effect_words(effects) or (SAME,))


def _easings(each: Opening, book: Book) -> Cell:
    first, *more = (easing_sentence(easing, book.round) for easing in each.easings)
    return Cell(text=first, notes=tuple(f"En: {sentence}" for sentence in more))


def _outcome(each: Opening) -> Cell:
    effects = each.resolved.effects if each.resolved and each.resolved.placements else each.effects
    tag = Tag(OUTCOME_TEXTS[each.outcome].short, TONES[each.outcome])
    return Cell(text="", tags=(tag,), notes=(OUTCOME_TEXTS[each.outcome].sentence, *(effect_words(effects) or (SAME,))))


def _others(each: Opening, book: Book) -> Cell:
    """Everybody else for whom the calculation with these changes decides otherwise; for the coordinator only."""
    if each.resolved is None or each.outcome is Outcome.UNKNOWN:
        return Cell(text="Niemand anders verhuist.")
    moves = [move for move in differences(each.resolved.placements, book.lives_in) if move.person != each.person]
    if not moves:
        return Cell(text="Niemand anders verhuist.")
    left = len(moves) - MOST_MOVES
    more = (f"En nog {count(left, 'ander', 'anderen')}.",) if left > 0 else ()
    said = (*moves_sentences(moves[:MOST_MOVES], book.lives_in), *more)
    return Cell(text=count(len(moves), "ander", "anderen"), notes=said)


def _person(name: str, book: Book) -> Cell:
    return Cell(text=name, link=page_of(name, book))
