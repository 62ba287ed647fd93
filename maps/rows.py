"""The rows of the map and of its table: the same for both, so that the two can't differ."""

from __future__ import annotations

import re
from dataclasses import dataclass

from maps.geometry import Region, Shape
from optimizer.draagkracht import Draagkracht
from optimizer.room import Room, WijkRoom
from optimizer.round import Round

UNDECIDED = "nog niet vastgesteld"
NONE = "geen"
PREFIX = re.compile(r"^Wijk \d+ (?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A wijk in words. `together` has names; `shape` is None where the boundary file doesn't have it.

    `provisional`: nobody decided the cap yet. `draagkracht` is None where the round has none for this wijk.
    """

    code: str
    name: str
    municipality: str
    cap: int | None
    room: Room
    together: tuple[str, ...]
    shape: Shape | None
    provisional: bool = False
    draagkracht: Draagkracht | None = None

    @property
    def cap_text(self) -> str:
        """The cap in words, and whether it is only proposed."""
        if self.cap is None:
            return NONE
        return f"{self.cap} (voorstel)" if self.provisional else str(self.cap)

    @property
    def room_text(self) -> str:
        """The class in words, and with whom it is shared."""
        return f"{self.room}, {self.company}" if self.together else str(self.room)

    @property
    def company(self) -> str:
        """The wijken with which the class is shared, in words."""
        *first, last = self.together
        return f"samen met {', '.join(first)} en {last}" if first else f"samen met {last}"

    @property
    def decided_text(self) -> str:
        """The cap that somebody decided, in words."""
        if self.cap is None:
            return NONE
        return UNDECIDED if self.provisional else str(self.cap)


def rows_of(round_: Round, wijken: tuple[WijkRoom, ...], region: Region) -> tuple[Row, ...]:
    """Every wijk of the round and of the region, by name of the municipality and code.

    A wijk that the round doesn't know has no limit in it.
    """
    shapes = {shape.code: shape for shape in region.wijken}
    names = {each.id: each.name for each in round_.municipalities}
    derived = {each.area: each for each in round_.draagkracht}
    plain = {wijk.code: plain_name(wijk.name) for wijk in wijken}
    known = [
        Row(
            code=wijk.code,
            name=plain[wijk.code],
            municipality=names[wijk.municipality],
            cap=wijk.cap,
            room=wijk.room,
            together=tuple(plain[code] for code in wijk.together),
            shape=shapes.get(wijk.code),
            provisional=wijk.provisional,
            draagkracht=derived.get(wijk.code),
        )
        for wijk in wijken
    ]
    unknown = [_without_limit(shapes[code]) for code in shapes.keys() - {wijk.code for wijk in wijken}]
    return tuple(sorted((*known, *unknown), key=lambda row: (row.municipality, row.code)))


def _without_limit(shape: Shape) -> Row:
    return Row(
        code=shape.code,
        name=plain_name(shape.name),
        municipality=shape.municipality,
        cap=None,
        room=Room.GEEN_GRENS,
        together=(),
        shape=shape,
    )


def plain_name(name: str) -> str:
    """The name as people say it: CBS writes "Wijk 07 Marsdijk"."""
    return PREFIX.sub("", name)
