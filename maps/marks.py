"""Marks on the map: each has a shape, a colour and where it can a letter, so that none depends on colour alone."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from maps.style import INK
from optimizer.supply import Organisation

LIGHT = "#ffffff"
PLUM = "#4a154b"
# T is the mark of homes that a provider runs.
LETTERS = "ABCDEFGHIJKLMNOPQRSUVWXYZ"
SIZE = 20


@dataclass(frozen=True, slots=True)
class Figure:
    """A shape in a square of `SIZE`: SVG, and where its letter stands and how large."""

    shape: str
    letter_at: float
    letter_size: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """How something looks on the map. `key` names it in the page; `fill` and `ink` contrast well enough to read."""

    key: str
    figure: Figure
    fill: str
    ink: str
    letter: str = ""

    @property
    def svg(self) -> str:
        """The drawing, for the legend, the tables and the map alike."""
        size = self.figure.letter_size * (0.75 if len(self.letter) > 1 else 1)
        letter = (
            f'<text x="{SIZE / 2:g}" y="{self.figure.letter_at:g}" text-anchor="middle" font-size="{size:g}" '
            f'font-weight="700" fill="{self.ink}">{self.letter}</text>'
        )
        return (
            f'<svg class="teken" width="{SIZE}" height="{SIZE}" viewBox="0 0 {SIZE} {SIZE}" aria-hidden="true" '
            f'focusable="false"><g fill="{self.fill}" stroke="{INK}" stroke-width="1" stroke-linejoin="round">'
            f"{self.figure.shape}</g>{letter if self.letter else ''}</svg>"
        )


FIGURES = (
    Figure('<circle cx="10" cy="10" r="9"/>', 14.2, 12),
    Figure('<rect x="1.5" y="1.5" width="17" height="17" rx="1.5"/>', 14.4, 12.5),
    Figure('<path d="M10 .7L19.3 10L10 19.3L.7 10Z"/>', 14, 11),
    Figure('<path d="M10 .8L19.4 18.6H.6Z"/>', 17.2, 10),
    Figure('<path d="M1.7 1.5H18.3V9.5C18.3 14 15 17.5 10 19.3C5 17.5 1.7 14 1.7 9.5Z"/>', 13.6, 12),
)
# Of any two at least 35 apart (CIE76), for normal sight and for each of the three kinds of colour-blindness.
COLOURS = (
    ("#785ef0", LIGHT),
    ("#e8e27a", INK),
    ("#7a3b00", LIGHT),
    ("#8fd0f5", INK),
    ("#dc267f", LIGHT),
    ("#1f1f1f", LIGHT),
)
PROVIDER_RUN = Mark(
    key="T",
    figure=Figure('<path d="M5.3 1.6H14.7L19.4 10L14.7 18.4H5.3L.6 10Z"/>', 14.3, 12),
    fill=LIGHT,
    ink=INK,
    letter="T",
)
STAY = Mark(
    key="verblijf",
    figure=Figure('<path d="M10 1.4L18.8 9.2H16.3V18.4H11.9V12.8H8.1V18.4H3.7V9.2H1.2Z"/>', 0, 0),
    fill=PLUM,
    ink=LIGHT,
)
MEETING = Mark(
    key="ontmoeting",
    figure=Figure(
        '<path d="M14.6 8.6H16.4A2.3 2.3 0 0 1 16.4 13.2H14.2" fill="none" stroke-width="1.6"/>'
        '<path d="M2.6 7H14.8V13.4A4.2 4.2 0 0 1 10.6 17.6H6.8A4.2 4.2 0 0 1 2.6 13.4Z"/>'
        '<path d="M6.4 5C5.2 3.8 7.4 3 6.4 1.4M10.8 5C9.6 3.8 11.8 3 10.8 1.4" fill="none" stroke-width="1.4"/>',
        0,
        0,
    ),
    fill=LIGHT,
    ink=PLUM,
)


def corporation_marks(corporations: Iterable[Organisation]) -> dict[str, Mark]:
    """A mark per corporation by id, in the order of their names: no two have the same letter.

    With more than thirty corporations shape and colour together come back; the letter never does.
    """
    ordered = sorted(corporations, key=lambda each: (each.name, each.id))
    return {each.id: _corporation_mark(index) for index, each in enumerate(ordered)}


def _corporation_mark(index: int) -> Mark:
    fill, ink = COLOURS[index % len(COLOURS)]
    letter = _letter(index)
    return Mark(key=letter, figure=FIGURES[index % len(FIGURES)], fill=fill, ink=ink, letter=letter)


def _letter(index: int) -> str:
    """A, B … Z, AA, AB and so on."""
    before, last = divmod(index, len(LETTERS))
    return (_letter(before - 1) if before else "") + LETTERS[last]
