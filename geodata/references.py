"""Doubles and references of what was read, told with the user's own row numbers and headings."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from geodata.indicators.rows import TABLE as INDICATORS
from geodata.indicators.rows import faults_of_indicators
from geodata.reading import Reading
from geodata.tables import FIRST_ROW, TABLES, faults_of
from optimizer.errors import Fault


def faults_between(reading: Reading, frames: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """A fault for every key that occurs twice, every code that is not there, and every figure that makes no sense.

    `frames`: all tables that rows may refer to, those of the reading among them. A table without rows says nothing.
    """
    given = {name: frame for name, frame in reading.frames.items() if len(frame)}
    padded = _Padded(frames)
    for fault in (*faults_of(frames, only=given), *_of_indicators(given)):
        table, row, column = (str(step) for step in fault.path)
        at = int(row.removeprefix("rij ")) - FIRST_ROW
        hint = padded.hint(table, column, fault.found)
        yield Fault(reading.path_to(table, at, column), fault.found, fault.expected + hint)


def _of_indicators(given: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    if INDICATORS in given:
        yield from faults_of_indicators(given[INDICATORS])


class _Padded:
    """Codes with zeros in front, which a spreadsheet drops when it takes them for numbers."""

    def __init__(self, frames: Mapping[str, pd.DataFrame]) -> None:
        self._frames = frames
        self._by_table: dict[str, dict[str, str]] = {}

    def hint(self, table: str, column: str, found: str) -> str:
        """What to add when the code is known with zeros in front; nothing is filled in."""
        refers = next(item.refers for item in TABLES[table].columns if item.name == column)
        for other in refers:
            code = self._codes(other).get(found.strip("'"))
            if code:
                return f" (wel bekend: '{code}', met nullen ervoor)"
        return ""

    def _codes(self, table: str) -> dict[str, str]:
        if table not in self._by_table:
            frame = self._frames.get(table)
            codes = () if frame is None or "code" not in frame else frame["code"].dropna()
            self._by_table[table] = {str(code).lstrip("0"): str(code) for code in codes if str(code).startswith("0")}
        return self._by_table[table]
