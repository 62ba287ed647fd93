"""Colours, patterns and words of the map. One sequential scale in deep teal; every class has a pattern too."""

from __future__ import annotations

from dataclasses import dataclass

from maps.room import Room, Thresholds

INK = "#1d2b2c"
BORDER = "#ffffff"
OUTLINE = "#0a2a2e"
SWATCH_EDGE = "#8fa5a4"
JOINT_OUTLINE = "#4d7173"
JOINT_DASH = "3 3"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassStyle:
    """How a class looks. `marks`: SVG of one tile of its pattern, `tile` pixels wide and high, empty for none."""

    fill: str
    tile: int = 8
    marks: str = ""
    outline: str = BORDER
    weight: float = 0.8

    @property
    def edge(self) -> str:
        """The outline of a swatch, which has no neighbours: there a white one would not be seen."""
        return SWATCH_EDGE if self.outline == BORDER else self.outline

    def paint(self, room: Room) -> str:
        """What fills a shape: a colour, or the pattern of this class."""
        return f"url(#{pattern_id(room)})" if self.marks else self.fill


STYLES = {
    Room.RUIM: ClassStyle(fill="#d3e8e4", outline="#9fc0bc"),
    Room.KRAP: ClassStyle(fill="#7db9b4", marks='<circle cx="4" cy="4" r="1.1" fill="#0f4a50"/>'),
    Room.KRAP_OF_VOL: ClassStyle(
        fill="#4a9697", tile=7, marks='<path d="M0 3.5H7" stroke="#d3e8e4" stroke-width="1.3"/>'
    ),
    Room.VOL: ClassStyle(
        fill="#12555c",
        marks='<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#e9f3f1" stroke-width="1.4"/>',
        outline=OUTLINE,
        weight=2,
    ),
    Room.NIET_TE_TONEN: ClassStyle(
        fill="#ebe7de",
        marks='<path d="M3.5 3.5L6.5 6.5M6.5 3.5L3.5 6.5" stroke="#857d6c" stroke-width="0.9"/>',
        tile=10,
        outline="#b9b2a3",
    ),
    Room.GEEN_GRENS: ClassStyle(fill="#ffffff", outline="#a9a294"),
}


def pattern_id(room: Room) -> str:
    """The id of the pattern of a class in the page."""
    return f"patroon-{room.replace(' ', '-')}"


def patterns() -> str:
    """The SVG definitions that `ClassStyle.paint` refers to."""
    return "".join(
        f'<pattern id="{pattern_id(room)}" width="{style.tile}" height="{style.tile}" patternUnits="userSpaceOnUse">'
        f'<rect width="{style.tile}" height="{style.tile}" fill="{style.fill}"/>{style.marks}</pattern>'
        for room, style in STYLES.items()
        if style.marks
    )


def meaning(room: Room, thresholds: Thresholds) -> str:
    """The class in one plain Dutch sentence."""
    krap, vol = thresholds.krap_from, thresholds.vol_from
    return {
        Room.RUIM: f"Minder dan {krap}% van de grens is bezet.",
        Room.KRAP: f"{krap}% tot {vol}% is bezet. Bij een kleine grens begint krap eerder.",
        Room.KRAP_OF_VOL: f"{krap}% of meer is bezet. De grens is te klein om krap en vol apart te tonen.",
        Room.VOL: f"{vol}% of meer is bezet, of er is bijna niets meer vrij.",
        Room.NIET_TE_TONEN: "De grens is te klein om een klasse te tonen.",
        Room.GEEN_GRENS: "Voor deze wijk is geen grens afgesproken.",
    }[room]
