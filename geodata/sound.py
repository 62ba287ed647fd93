"""The part of a reading that can be used while the rest is mended: rows without a fault, and what goes with them.

Leaving a row out must never allow more than the whole would. So a rule or a claim that can't be read takes the
people and dwellings that it is about along, and a fault in a limit is no matter of leaving out a row: it blocks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from geodata.columns import rows_of
from geodata.reading import Reading, label_of
from geodata.tables import TABLES
from optimizer.errors import Fault

# References that need not resolve, and therefore are no `refers`.
LOOSE: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "plaatsingen": {"uitstromer": ("uitstromers",), "woning": ("woningen",)}
}
# Rows that bind the people and dwellings they name.
BINDING: Mapping[str, tuple[str, ...]] = {
    "gebiedswensen": ("uitstromer",),
    "ankers": ("uitstromer",),
    "plaatsingen": ("uitstromer", "woning"),
    "uitsluitingen": ("uitstromers",),
    "koppelingen": ("uitstromers",),
    "weigeringen": ("uitstromer",),
    "vastgezet": ("uitstromer", "woning"),
}
# Without one of these rows, more would seem possible everywhere.
BLOCKING = (
    "gebieden",
    "grenswaarden",
    "indicatoren",
    "gebiedsdelen",
    "afspraken",
    "convenanten",
    "voorzieningen",
    "afbouw",
    "afstandsbanden",
)

Place = tuple[str, int]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A row that is not used: `row` as in the user's file, `why` in Dutch."""

    table: str
    row: str
    why: str


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Sound:
    """What can be used, what was left out, and the faults because of which it should not be used yet.

    `kept`: per table, for each row of its frame which row of the reading it is.
    """

    frames: Mapping[str, pd.DataFrame]
    kept: Mapping[str, tuple[int, ...]]
    left_out: tuple[LeftOut, ...]
    blocking: tuple[Fault, ...]


def sound_rows(reading: Reading) -> Sound:
    """The rows without a fault whose references are used as well, repeated until nothing changes."""
    out, blocking = _faulty(reading)
    links = _Links(reading)
    queue = list(out)
    while queue:
        place = queue.pop()
        for other, why in links.taken_along(place):
            if other not in out:
                out[other] = why
                queue.append(other)
    kept = {
        name: tuple(at for at in range(len(frame)) if (name, at) not in out) for name, frame in reading.frames.items()
    }
    frames = {name: frame.iloc[list(kept[name])].reset_index(drop=True) for name, frame in reading.frames.items()}
    left_out = (LeftOut(table, reading.row_label(table, at), why) for (table, at), why in sorted(out.items()))
    return Sound(frames=frames, kept=kept, left_out=tuple(left_out), blocking=tuple(blocking))


def _faulty(reading: Reading) -> tuple[dict[Place, str], list[Fault]]:
    """The rows with a fault of their own, and the faults that leaving out rows does not solve."""
    labels: dict[tuple[str, ...], int] = {
        (name, reading.row_label(name, at)): at for name in reading.frames for at in range(len(reading.origins[name]))
    }
    headings = _rows_by_heading(reading)
    out: dict[Place, str] = {}
    blocking: list[Fault] = []
    for fault in reading.faults:
        path = tuple(str(step) for step in fault.path[:2])
        table = path[0]
        rows = [labels[path]] if path in labels else headings.get(path)
        if rows is None or table in BLOCKING or (table in BINDING and _whom_is_unclear(reading, fault, labels)):
            blocking.append(fault)
        for at in rows or ():
            out.setdefault((table, at), str(fault))
    return out, list(dict.fromkeys(blocking))


def _rows_by_heading(reading: Reading) -> dict[tuple[str, ...], list[int]]:
    """Per label of a heading row the rows below it: a fault there is a fault of them all."""
    found: dict[tuple[str, ...], list[int]] = {}
    for table, sources in reading.sources.items():
        for source in sources:
            label = label_of(source, source.header_row, alone=len(sources) == 1)
            found[table, label] = [at for at, origin in enumerate(reading.origins[table]) if origin.source is source]
    return found


def _whom_is_unclear(reading: Reading, fault: Fault, labels: Mapping[tuple[str, ...], int]) -> bool:
    """Whether a row that binds somebody may not say whom: the fault is in that cell, or in the row as a whole."""
    table, row, *rest = (str(step) for step in fault.path)
    if (table, row) not in labels or not rest:
        return True
    headers = reading.origins[table][labels[table, row]].source.headers
    return any(headers.get(column) == rest[0] for column in BINDING[table])


class _Links:
    """Which rows go along with a row that is left out."""

    def __init__(self, reading: Reading) -> None:
        self._rows = {name: rows_of(frame) for name, frame in reading.frames.items()}
        self._label = reading.row_label
        self._at: dict[tuple[str, str], list[int]] = {}
        self._from: dict[tuple[str, str], list[tuple[Place, str]]] = {}
        for table, rows in self._rows.items():
            for at, row in enumerate(rows):
                if row.get("code") is not None:
                    self._at.setdefault((table, row["code"]), []).append(at)
                for column, other, code in _references(table, row):
                    self._from.setdefault((other, code), []).append(((table, at), column))

    def taken_along(self, place: Place) -> Iterator[tuple[Place, str]]:
        """The rows that refer to this one, and what this one binds."""
        table, at = place
        row = self._rows[table][at]
        shown = f"{self._label(table, at)} van {table}"
        code = row.get("code")
        for twin in self._at.get((table, code), ()) if code is not None else ():
            if twin != at:
                yield (table, twin), f"heeft dezelfde code als {shown}"
        for (other, where), column in self._from.get((table, code), ()) if code is not None else ():
            yield (other, where), f"verwijst in {column} naar '{code}' ({shown}), dat niet meedoet"
        for column, other, named in _references(table, row):
            if column in BINDING.get(table, ()):
                for where in self._at.get((other, named), ()):
                    yield (other, where), f"hoort bij {shown}, die niet meedoet"


def _references(table: str, row: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Column, table and code of everything that a row names."""
    loose = LOOSE.get(table, {})
    for column in TABLES[table].columns:
        cell = row[column.name]
        for other in (*column.refers, *loose.get(column.name, ())):
            for code in cell if column.many else (cell,):
                if code is not None:
                    yield column.name, other, code
