"""The cells of an official column as values, each with its status; what the marks of CBS mean."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.tables_region import IndicatorStatus

KNOWN, SECRET, NOT_YET, ABSENT = (status.value for status in IndicatorStatus)
# CBS, Toelichting Wijk- en Buurtkaart 2022-2024, hoofdstuk 3; other values at or below LOWEST came in older editions.
SPECIAL = {-99997: SECRET, -99995: NOT_YET, -99991: ABSENT}
LOWEST = -99990
# "." in Excel and StatLine: unknown, not reliable enough or secret. CBS does not tell these apart.
SECRET_MARKS = (".", "x")
EMPTY_MARKS = ("", "nan", "-", ",")
MOST = 1e15
# The Leefbaarometer writes tiny scores as 7.9e-05.
_NUMBER = re.compile(r"-?[0-9]{1,12}([.,][0-9]{1,17})?(e-?[0-9]{1,2})?")


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """A column: `values` is NaN unless `status` is `bekend`; `wrong` has the places of cells that are no figure."""

    values: npt.NDArray[np.float64]
    status: npt.NDArray[np.object_]
    wrong: tuple[int, ...] = ()

    @property
    def known(self) -> npt.NDArray[np.bool_]:
        """Where there is a value."""
        return np.asarray(self.status == KNOWN)

    def scaled(self, times: float) -> Figures:
        """Every value that many times; rounded where that only undoes what a computer adds."""
        return Figures(np.round(self.values * times, 10), self.status, self.wrong)


def figures_of(cells: Sequence[Any], *, empty: str = ABSENT) -> Figures:
    """The figures of a column; a cell without anything gets the status `empty`."""
    found = [_figure(cell, empty) for cell in cells]
    wrong = tuple(at for at, figure in enumerate(found) if figure is None)
    pairs = [figure or (math.nan, ABSENT) for figure in found]
    return Figures(
        np.array([value for value, _ in pairs], dtype=np.float64),
        np.array([status for _, status in pairs], dtype=object),
        wrong,
    )


def only_marks(cells: Sequence[Any]) -> bool:
    """Whether a column says nothing at all: then its topic is published in a later version of the edition."""
    return all(_mark(cell) in (*EMPTY_MARKS, *SECRET_MARKS) for cell in cells)


def marks_secrets(cells: Sequence[Any]) -> bool:
    """Whether a column marks what is secret itself, so that an empty cell means something else."""
    return any(_mark(cell) in SECRET_MARKS or (isinstance(cell, int | float) and cell <= LOWEST) for cell in cells)


def _mark(cell: object) -> str | None:
    return cell.strip().casefold() if isinstance(cell, str) else None


def _figure(cell: object, empty: str) -> tuple[float, str] | None:
    """Value and status of a cell; None when it is no figure."""
    if isinstance(cell, str):
        return _figure_in_text(cell.strip().casefold(), empty)
    if isinstance(cell, bool) or not isinstance(cell, int | float) or not _fits(cell):
        return None
    return (math.nan, empty) if math.isnan(cell) else _unless_special(float(cell))


def _fits(cell: float) -> bool:
    """Whether a number is one that a file of figures may hold; NaN is."""
    return not abs(cell) > MOST


def _figure_in_text(text: str, empty: str) -> tuple[float, str] | None:
    if text in EMPTY_MARKS:
        return math.nan, empty
    if text in SECRET_MARKS:
        return math.nan, SECRET
    return _unless_special(float(text.replace(",", "."))) if _NUMBER.fullmatch(text) else None


def _unless_special(value: float) -> tuple[float, str]:
    return (value, KNOWN) if value > LOWEST else (math.nan, SPECIAL.get(int(value), ABSENT))


def divided(top: Figures, parts: Sequence[Figures]) -> Figures:
    """`top` ÷ the sum of `parts`; the status of the first that is not known, and nothing ÷ 0 is absent."""
    below = np.sum([part.values for part in parts], axis=0)
    status = top.status.copy()
    for part in parts:
        status = np.where(status == KNOWN, part.status, status)
    status = np.where((status == KNOWN) & (below == 0), ABSENT, status)
    known = status == KNOWN
    values = np.full(len(status), np.nan)
    np.divide(top.values, below, out=values, where=known)
    return Figures(values, status, tuple(sorted({*top.wrong, *(at for part in parts for at in part.wrong)})))
