"""`zachte-landing waarom` in a terminal: what a page of a person or a dwelling says, as text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.pages.book import Book
from api.pages.dwelling import answer
from api.pages.reasons import why_this_dwelling
from optimizer.explain import why_unplaced
from optimizer.explanations import Alternative, Hope, Opening, Outcome, Resolved
from optimizer.why.lottery import replay
from optimizer.why.sentences import (
    HOW_TEXTS,
    IF_NOBODY_MOVES,
    OUTCOME_TEXTS,
    differences,
    easing_sentence,
    effects_sentence,
    hope_sentence,
    moves_sentences,
    others_sentence,
    tie_sentences,
)


def of_placed(book: Book, name: str) -> str:
    """Why this dwelling, and what else was possible."""
    placement, grounds = book.placements[name], book.grounds(name)
    lines = [
        f"{name} krijgt {placement.dwelling} ({book.place(book.homes[placement.dwelling])}).",
        *why_this_dwelling(placement, book),
        f"Deze plaatsing draagt bij: {effects_sentence(grounds.serves)}",
        *tie_sentences(grounds.tie, book.lives_in),
    ]
    return "\n".join((*lines, *_alternatives(grounds.alternatives, grounds.found)))


def of_unplaced(book: Book, hope: Hope) -> str:
    """Why not, and what would help."""
    lines = [
        f"{hope.person} krijgt geen woning in dit voorstel.",
        *why_unplaced(book.unplaced[hope.person], book.round),
        "",
        hope_sentence(hope),
        *(line for opening in hope.openings for line in _opening(book, opening)),
    ]
    return "\n".join((*lines, *_alternatives(hope.alternatives, hope.found)))


def of_dwelling(book: Book, id_: str) -> str:
    """Who gets it, and with what change a unit that is left could be filled."""
    home, vacancy = book.homes[id_], book.vacancy(id_)
    lines = [f"{id_} ({book.place(home)}).", *answer(home, book)]
    if vacancy is not None and vacancy.openings:
        lines += ["", "Hiermee kan iemand deze woning krijgen, zonder dat een ander er een verliest:"]
        for opening in vacancy.openings:
            lines += [f"- {opening.person}: {_easings(book, opening)}", f"  {effects_sentence(opening.effects)}"]
    return "\n".join(lines)


def of_price(book: Book, name: str, id_: str, price: Resolved | None) -> str:
    """What everything becomes when somebody must have a dwelling; None: that can't be."""
    if price is None:
        return f"{name} kan {id_} niet krijgen: een regel, een grens of wat vastligt staat in de weg."
    moves = [move for move in differences(price.placements, book.lives_in) if move.person != name]
    ended = "Dit is nagerekend." if price.outcome is Outcome.PLACED else "De tijd was om: misschien kan het beter."
    lines = (
        f"Als {name} {id_} moet krijgen, verandert dit:",
        effects_sentence(price.effects),
        *(moves_sentences(moves, book.lives_in) or ("Niemand anders verhuist.",)),
        ended,
    )
    return "\n".join(lines)


def of_lottery(book: Book) -> str:
    """The draw, so that anyone can do it again."""
    seed = book.proposal.settings.seed
    lines = (f"{draw.turn:>5}  {draw.person:<16} {draw.drawn}" for draw in replay(book.round, seed))
    told = (
        f"Loting met zaad {seed}. Ieder trekt de SHA-256 van de tekst '{seed}:persoon'. De laagste gaat voor.",
        "De loting beslist alleen tussen mensen die voor alle regels, grenzen en doelen gelijk zijn.",
    )
    return "\n".join((*told, *lines))


def _alternatives(found: Iterable[Alternative], number: int) -> Iterator[str]:
    rows = tuple(found)
    if rows:
        yield ""
        yield f"Wat kon anders? {IF_NOBODY_MOVES} De beste {len(rows)} van {number}:"
    for each in rows:
        yield f"- {each.dwelling} ({HOW_TEXTS[each.how].short}). {others_sentence(each)}"
        yield f"  {effects_sentence(each.effects)}"


def _opening(book: Book, opening: Opening) -> Iterator[str]:
    yield f"- {opening.dwelling}: {_easings(book, opening)}"
    yield f"  {OUTCOME_TEXTS[opening.outcome].sentence}"
    known = opening.resolved
    if known is None or opening.outcome is Outcome.UNKNOWN:
        yield f"  {effects_sentence(opening.effects)}"
        return
    yield f"  {effects_sentence(known.effects)}"
    moves = [move for move in differences(known.placements, book.lives_in) if move.person != opening.person]
    if moves:
        yield f"  {' '.join(moves_sentences(moves, book.lives_in))}"


def _easings(book: Book, opening: Opening) -> str:
    return " ".join(easing_sentence(easing, book.round) for easing in opening.easings)
