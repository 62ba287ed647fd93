"""Facilities on the map: what is open in the period of a round, in its wijk.

A facility with a secret address is only counted, for the whole region: no name, kind, wijk or place of it gets in.
For whom a facility is does not get in either: the stream that somebody comes out of is not for maps.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from maps.marks import MEETING, STAY, Mark
from maps.rows import Row
from optimizer.words import day

UNKNOWN = "onbekend"
MEANINGS = ((STAY, "opvang of wonen"), (MEETING, "inloop, dagbesteding of ontmoeting"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Facility:
    """A facility as a register knows it. `wijk` is a code; `meeting`: people come here, and nobody stays the night.

    Of a `secret` one nothing else should be filled in; what is filled in all the same is not used.
    """

    name: str = ""
    kind: str = ""
    places: int | None = None
    wijk: str | None = None
    meeting: bool = False
    opens: date | None = None
    closes: date | None = None
    secret: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownFacility:
    """A facility in words; `row` is None where the wijk is not known."""

    row: Row | None
    name: str
    kind: str
    places: int | None
    when: str
    mark: Mark

    @property
    def wijk(self) -> str:
        """The wijk in words."""
        return self.row.name if self.row else UNKNOWN

    @property
    def places_text(self) -> str:
        """The capacity in words; empty where nobody stays and none is known."""
        if self.places is None:
            return "" if self.mark is MEETING else f"aantal plekken {UNKNOWN}"
        return f"{self.places} {'plek' if self.places == 1 else 'plekken'}"


def shown(facilities: Iterable[Facility], rows: Iterable[Row], start: date) -> tuple[ShownFacility, ...]:
    """All facilities that may be shown, in the order of the rows and then by name; those without a wijk last.

    start: first day of the round. What opened before it is simply open.
    """
    place = {row.code: (index, row) for index, row in enumerate(rows)}
    found = [(place.get(each.wijk or "", (len(place), None)), each) for each in facilities if not each.secret]
    found.sort(key=lambda item: (item[0][0], item[1].name, item[1].kind))
    return tuple(
        ShownFacility(
            row=row,
            name=each.name,
            kind=each.kind or f"soort {UNKNOWN}",
            places=each.places,
            when=_when(each, start),
            mark=MEETING if each.meeting else STAY,
        )
        for (_, row), each in found
    )


def kept_secret(facilities: Iterable[Facility]) -> str:
    """How many facilities are not shown because of their secret address, in a sentence; empty for none."""
    number = sum(each.secret for each in facilities)
    if number == 0:
        return ""
    if number == 1:
        return "Een voorziening in de regio staat hier niet bij, want het adres is geheim."
    return f"{number} voorzieningen in de regio staan hier niet bij, want hun adres is geheim."


def _when(facility: Facility, start: date) -> str:
    since = f"vanaf {day(facility.opens)}" if facility.opens and facility.opens > start else ""
    until = f"tot en met {day(facility.closes)}" if facility.closes else ""
    return f"{since} {until}".strip()
