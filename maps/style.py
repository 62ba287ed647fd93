"""Colours, patterns and words of the map: one scale for each way to colour it, every class with a look of its own.

Room is one sequential scale in deep teal. Draagkracht has green, amber and red that differ as much in lightness and
pattern, and a letter besides. Certainty is one sequential scale in violet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from maps.certainty import LETTERS, Certainty
from optimizer.draagkracht import Colour
from optimizer.room import Room, Thresholds

INK = "#1d2b2c"
LIGHT_INK = "#ffffff"
BORDER = "#ffffff"
OUTLINE = "#0a2a2e"
SWATCH_EDGE = "#8fa5a4"
JOINT_OUTLINE = "#4d7173"
JOINT_DASH = "3 3"
UNKNOWN_MARKS = '<path d="M3.5 3.5L6.5 6.5M6.5 3.5L3.5 6.5" stroke="#857d6c" stroke-width="0.9"/>'


class Colouring(StrEnum):
    """What the colours of the wijken say."""

    RUIMTE = "ruimte"
    DRAAGKRACHT = "draagkracht"
    ZEKERHEID = "zekerheid"


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassStyle:
    """How a class looks. `marks`: SVG of one tile of its pattern, `tile` pixels wide and high, empty for none."""

    fill: str
    tile: int = 8
    marks: str = ""
    outline: str = BORDER
    weight: float = 0.8
    ink: str = INK

    @property
    def edge(self) -> str:
        """The outline of a swatch, which has no neighbours: there a white one would not be seen."""
        return SWATCH_EDGE if self.outline == BORDER else self.outline

    def paint(self, name: str) -> str:
        """What fills a shape: a colour, or the pattern of the class of this name."""
        return f"url(#{pattern_id(name)})" if self.marks else self.fill

    def drawn(self, name: str) -> dict[str, str | float]:
        """How Leaflet draws a shape of this class."""
        return {"fillColor": self.paint(name), "fillOpacity": 1, "color": self.outline, "weight": self.weight}


UNKNOWN = ClassStyle(fill="#ebe7de", marks=UNKNOWN_MARKS, tile=10, outline="#b9b2a3")
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
    Room.NIET_TE_TONEN: UNKNOWN,
    Room.GEEN_GRENS: ClassStyle(fill="#ffffff", outline="#a9a294"),
}
COLOUR_STYLES = {
    Colour.GROEN: ClassStyle(fill="#cfe3bd", outline="#93b37c"),
    Colour.ORANJE: ClassStyle(fill="#e3a24a", tile=9, marks='<circle cx="4.5" cy="4.5" r="1" fill="#7a4a00"/>'),
    Colour.ROOD: ClassStyle(
        fill="#9a3b34",
        tile=9,
        marks='<path d="M-2 2L2 -2M0 9L9 0M7 11L11 7" stroke="#f3d9d3" stroke-width="1"/>',
        outline="#fbeeea",
        ink=LIGHT_INK,
    ),
    Colour.ONBEKEND: UNKNOWN,
}
CERTAINTY_STYLES = {
    Certainty.WISSELT: ClassStyle(
        fill="#ebe8f3", marks='<path d="M0 4H8" stroke="#8078b6" stroke-width="0.8"/>', outline="#a39dc6"
    ),
    Certainty.VAAK: ClassStyle(fill="#bdb7dc"),
    Certainty.MEESTAL: ClassStyle(fill="#8078b6", ink=LIGHT_INK),
    Certainty.ALTIJD: ClassStyle(fill="#413a80", ink=LIGHT_INK),
    Certainty.ONBEKEND: UNKNOWN,
}
# Which property of a wijk has the name of its class, and how each class looks.
SCALES: dict[Colouring, tuple[str, Mapping[str, ClassStyle]]] = {
    Colouring.RUIMTE: ("klasse", {room.value: style for room, style in STYLES.items()}),
    Colouring.DRAAGKRACHT: ("kleur", {colour.value: style for colour, style in COLOUR_STYLES.items()}),
    Colouring.ZEKERHEID: ("zekerheid", {certainty.value: style for certainty, style in CERTAINTY_STYLES.items()}),
}
COLOURING_LABELS = {
    Colouring.RUIMTE: "ruimte",
    Colouring.DRAAGKRACHT: "draagkracht",
    Colouring.ZEKERHEID: "hoe zeker is dat?",
}
# What the page answers with these colours: its title.
COLOURING_QUESTIONS = {
    Colouring.RUIMTE: "Hoeveel ruimte is er nog per wijk?",
    Colouring.DRAAGKRACHT: "Wat kan elke wijk aan?",
    Colouring.ZEKERHEID: "Hoe zeker is de kleur van elke wijk?",
}


def pattern_id(name: str) -> str:
    """The id of the pattern of a class in the page."""
    return f"patroon-{name.replace(' ', '-')}"


def swatch_id(name: str) -> str:
    """The id of the swatch of a class in the page."""
    return f"vakje-{name.replace(' ', '-')}"


def definitions() -> str:
    """The definitions of all classes of the planner's map."""
    return definitions_of([each for _, scale in SCALES.values() for each in scale.items()])


def definitions_of(styles: Iterable[tuple[str, ClassStyle]]) -> str:
    """The SVG definitions that `ClassStyle.paint` and the swatches of legend and tables refer to, by name of a class."""
    styles = list(styles)
    return "".join(_pattern(name, style) for name, style in styles if style.marks) + "".join(
        _swatch(name, style) for name, style in styles
    )


def _pattern(name: str, style: ClassStyle) -> str:
    return (
        f'<pattern id="{pattern_id(name)}" width="{style.tile}" height="{style.tile}" patternUnits="userSpaceOnUse">'
        f'<rect width="{style.tile}" height="{style.tile}" fill="{style.fill}"/>{style.marks}</pattern>'
    )


def _swatch(name: str, style: ClassStyle) -> str:
    """A box with the look of the class; a colour of draagkracht has its letter in it, on a plain ground to be read."""
    letter = next((letter for colour, letter in LETTERS.items() if colour.value == name), "")
    inside = (
        f'<circle cx="13" cy="9" r="6.5" fill="{style.fill}"/><text x="13" y="13.2" text-anchor="middle" '
        f'font-size="12" font-weight="700" fill="{style.ink}">{letter}</text>'
    )
    return (
        f'<symbol id="{swatch_id(name)}" viewBox="0 0 26 18"><rect x="1.5" y="1.5" width="23" height="15" rx="2" '
        f'fill="{style.paint(name)}" stroke="{style.edge}" stroke-width="{max(style.weight, 1.2):g}"/>'
        f"{inside if letter else ''}</symbol>"
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


def bearing_meaning(colour: Colour) -> str:
    """A class of draagkracht in one plain Dutch sentence."""
    return {
        Colour.GROEN: "De wijk kan het meeste aan.",
        Colour.ORANJE: "De wijk kan iets minder aan.",
        Colour.ROOD: "De wijk kan het minste aan.",
        Colour.ONBEKEND: "Er zijn te weinig cijfers.",
    }[colour]
