"""How sure the class of a wijk is, in words: of all recomputations, in how many it keeps its colour."""

from __future__ import annotations

from enum import StrEnum

from optimizer.draagkracht import Colour, Draagkracht


class Certainty(StrEnum):
    """From least to most sure; ONBEKEND where nothing was recomputed."""

    WISSELT = "wisselt van kleur"
    VAAK = "vaak"
    MEESTAL = "meestal"
    ALTIJD = "bijna altijd"
    ONBEKEND = "niet bekend"


# The lowest percentage of each class, the most sure first.
FROM = ((90, Certainty.ALTIJD), (75, Certainty.MEESTAL), (50, Certainty.VAAK), (0, Certainty.WISSELT))
LETTERS = {Colour.GROEN: "G", Colour.ORANJE: "O", Colour.ROOD: "R", Colour.ONBEKEND: "?"}
MEANINGS = {
    Certainty.WISSELT: "Minder dan 50%: de wijk krijgt vaker een andere kleur.",
    Certainty.VAAK: "50% tot 75%: de wijk houdt vaak deze kleur, maar niet altijd.",
    Certainty.MEESTAL: "75% tot 90%: de wijk houdt meestal deze kleur.",
    Certainty.ALTIJD: "90% of meer: de wijk houdt bijna altijd deze kleur.",
    Certainty.ONBEKEND: "Er is geen kleur, of er is niets opnieuw berekend.",
}


def certainty_of(percent: int | None) -> Certainty:
    """The class of a percentage."""
    if percent is None:
        return Certainty.ONBEKEND
    return next(certainty for lowest, certainty in FROM if percent >= lowest)


def stays(draagkracht: Draagkracht) -> str:
    """How sure the colour of this area is: "blijft bijna altijd oranje (93%)"."""
    certainty, colour = certainty_of(draagkracht.certainty), draagkracht.colour
    if certainty is Certainty.ONBEKEND:
        return str(certainty)
    if certainty is Certainty.WISSELT:
        return f"{certainty} ({draagkracht.certainty}% {colour})"
    return f"blijft {certainty} {colour} ({draagkracht.certainty}%)"


def lettered(colour: Colour) -> str:
    """The colour with its letter, for whoever doesn't see it: "oranje (O)"."""
    return str(colour) if colour is Colour.ONBEKEND else f"{colour} ({LETTERS[colour]})"
