"""From the index to a class."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.draagkracht.index import Index
from geodata.draagkracht.policy import BorderKind, Borders
from geodata.draagkracht.whole import BEST, TENTHS, Bools, Ints, scaled
from optimizer.draagkracht import Colour

# In order: a higher number is a better class.
ROOD, ORANJE, GROEN, ONBEKEND = 0, 1, 2, -1
COLOURS = {ROOD: Colour.ROOD, ORANJE: Colour.ORANJE, GROEN: Colour.GROEN, ONBEKEND: Colour.ONBEKEND}


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """From which index on a wijk is oranje and groen, in tenths."""

    oranje: int
    groen: int


def marks_of(borders: Borders, index: Index, compared: Bools) -> Marks:
    """The borders as values of the index; `compared`: the wijken of which shares are taken, (wijk,)."""
    if borders.kind is BorderKind.INDEX:
        return Marks(oranje=scaled(borders.oranje, 1), groen=scaled(borders.groen, 1))
    values = np.sort(index.final[index.enough & compared])
    return Marks(oranje=_reached(values, scaled(borders.oranje, 1)), groen=_reached(values, scaled(borders.groen, 1)))


def marks_with(below: tuple[int, int], index: Index, compared: Bools) -> Marks:
    """The borders below which so many of the compared wijken lie: as many rood, and as many rood or oranje."""
    values = np.sort(index.final[index.enough & compared])
    # Where all lie below a border, it is above the best index there can be.
    oranje, groen = (int(values[count]) if count < len(values) else BEST + 1 for count in below)
    return Marks(oranje=oranje, groen=groen)


def classes_of(marks: Marks, index: Index, compared: Bools) -> Ints:
    """(wijk,) the number of the class."""
    found = np.where(index.final >= marks.groen, GROEN, np.where(index.final >= marks.oranje, ORANJE, ROOD))
    return np.where(index.enough & compared, found, ONBEKEND)


def _reached(values: Ints, tenths_of_percent: int) -> int:
    """The lowest index of a wijk below which at least this share lies."""
    if not len(values):
        return 0
    at = -(-len(values) * tenths_of_percent // (100 * TENTHS))
    return int(values[min(at, len(values) - 1)])
