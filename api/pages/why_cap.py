"""Why an area has this cap: what the figures propose, what was decided, and how sure the class is."""

from __future__ import annotations

from dataclasses import dataclass

from api.pages.book import Book
from api.pages.facts import Stated
from api.pages.words import LIMIT_KINDS, count
from maps.certainty import Certainty, certainty_of, lettered, stays
from optimizer.agreements import LimitKind
from optimizer.draagkracht import Draagkracht

NO_CLASS = "geen"
NONE_DECIDED = "nog niet vastgesteld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """From the proposed cap by way of the class to the decided one; the steps, and what would change the class."""

    chain: tuple[Stated, ...]
    certainty: str
    steps: tuple[str, ...]
    turns: tuple[str, ...]


def why(area: str, book: Book) -> Why | None:
    """None where the round has no draagkracht for this area."""
    found = book.draagkracht.get(area)
    if found is None:
        return None
    proposed = "geen voorstel" if found.proposed is None else count(found.proposed, "punt", "punten")
    return Why(
        chain=(
            Stated("Draagkracht", lettered(found.colour)),
            Stated("Voorgestelde grens", proposed),
            Stated("Vastgestelde grens", _decided(area, book)),
            Stated("Zekerheid van de kleur", stays(found)),
        ),
        certainty=_certainty(found),
        steps=found.steps,
        turns=found.turns,
    )


def class_of(area: str, book: Book) -> str:
    """The class with its letter; `NO_CLASS` where there is none."""
    found = book.draagkracht.get(area)
    return lettered(found.colour) if found else NO_CLASS


def _decided(area: str, book: Book) -> str:
    """The caps that somebody decided; of the kind where it isn't what is present."""
    caps = [
        count(limit.gross_cap, "punt", "punten")
        + ("" if limit.kind is LimitKind.STAND else f" {LIMIT_KINDS[limit.kind]}")
        for limit in book.round.limits
        if limit.area == area and not limit.provisional
    ]
    return ", ".join(caps) or NONE_DECIDED


def _certainty(found: Draagkracht) -> str:
    """What was done to know how sure the class is, in one or two sentences."""
    certainty, colour = certainty_of(found.certainty), found.colour
    if certainty is Certainty.ONBEKEND:
        return "Hoe zeker de kleur is, is niet bekend."
    done = "De kleur is opnieuw berekend met andere gewichten, andere cijfers en andere jaren."
    return f"{done} In {found.certainty} van de 100 keer was de kleur weer {colour}."
