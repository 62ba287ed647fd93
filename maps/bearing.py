"""What the page tells of the draagkracht of a wijk: the same words on the map, in its card and in the table.

Nothing here depends on who lives where or on what is used of a cap: class and derivation come from indicators.
"""

from __future__ import annotations

import base64
import gzip
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from maps.certainty import LETTERS, Certainty, certainty_of, lettered, stays
from maps.rows import Row
from optimizer.draagkracht import Colour, Draagkracht

NO_PROPOSAL = "geen voorstel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """A wijk with its draagkracht, in words."""

    row: Row
    draagkracht: Draagkracht

    @property
    def colour(self) -> Colour:
        """The class."""
        return self.draagkracht.colour

    @property
    def colour_text(self) -> str:
        """The class with its letter."""
        return lettered(self.colour)

    @property
    def certainty(self) -> Certainty:
        """How sure the class is, as a class."""
        return certainty_of(self.draagkracht.certainty)

    @property
    def certainty_text(self) -> str:
        """How sure the class is, in words."""
        return stays(self.draagkracht)

    @property
    def proposed_text(self) -> str:
        """The cap that follows from the class."""
        return NO_PROPOSAL if self.draagkracht.proposed is None else str(self.draagkracht.proposed)

    @property
    def short(self) -> tuple[str, str]:
        """The letter of the class and the percentage of its certainty: for in the wijk itself."""
        percent = self.draagkracht.certainty
        return LETTERS[self.colour], "?" if percent is None else f"{percent}%"

    def properties(self) -> dict[str, Any]:
        """What the page's script needs to know of it."""
        return {
            "kleur": self.colour.value,
            "zekerheid": self.certainty.value,
            "draagkracht": {
                "klasse": self.colour_text,
                "voorstel": self.proposed_text,
                "besluit": self.row.decided_text,
                "zeker": self.certainty_text,
            },
        }


def bearings_of(rows: Iterable[Row]) -> tuple[Bearing, ...]:
    """The wijken that have a draagkracht, in the order of the rows."""
    return tuple(Bearing(row=row, draagkracht=row.draagkracht) for row in rows if row.draagkracht)


def packed(bearings: Iterable[Bearing]) -> str:
    """The derivations by code: `[steps, turns]` as JSON, gzip, base64. A browser unpacks them when one is asked for.

    They have most of the words of a page and repeat themselves: for a whole country ten megabytes become one.
    """
    told = {each.row.code: [each.draagkracht.steps, each.draagkracht.turns] for each in bearings}
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return base64.b64encode(gzip.compress(text.encode(), mtime=0)).decode()


def by_colour(bearings: Iterable[Bearing]) -> tuple[tuple[Colour, int], ...]:
    """Each class that is there, with how many wijken have it."""
    found = Counter(each.colour for each in bearings)
    return tuple((colour, found[colour]) for colour in Colour if found[colour])


def by_certainty(bearings: Iterable[Bearing]) -> tuple[tuple[Certainty, int], ...]:
    """Each class of certainty that is there, the most sure first, with how many wijken have it."""
    found = Counter(each.certainty for each in bearings)
    order = (Certainty.ALTIJD, Certainty.MEESTAL, Certainty.VAAK, Certainty.WISSELT, Certainty.ONBEKEND)
    return tuple((certainty, found[certainty]) for certainty in order if found[certainty])
