"""The scores of the Leefbaarometer: its csv and xlsx of all years, and the attributes of its map service.

`afw` and the five dimensions are differences from the average of the Netherlands, `kscore` is the class from 1 to 9.
A file of the years has no class, and its `lbm` is the total on another scale, which is not read.

Where few people live, the Leefbaarometer gives no score. That is no secret of anybody: such a score does not exist,
so its status is `ontbreekt`. The same holds for class 0.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt

from geodata.indicators.catalogue import catalogue
from geodata.indicators.cells import ABSENT, Figures, figures_of
from geodata.indicators.grid import Grid
from geodata.indicators.part import (
    Part,
    counted,
    joined_rows,
    misread,
    no_facts,
    official_areas,
    refused,
    rows_of_figures,
    years_in,
)
from optimizer.errors import Fault

SOURCE = "Leefbaarometer (Ministerie van BZK)"
CLASS = "kscore"
NO_SCORE = "de Leefbaarometer geeft die niet waar te weinig mensen wonen"
YEAR = ("jaar", "year")
# The total and one more: a table of a gemeente may have a column `won` of its own.
TOTALS = ("afw", "kscore", "lbm")
LOWEST_CLASS, HIGHEST_CLASS = 1, 9


def is_lbm(grid: Grid) -> bool:
    """Whether a table is written as the Leefbaarometer writes its scores."""
    places = _places(grid)
    return any(name in places for name in TOTALS) and len(_scores(places)) > 1


def read_lbm(grid: Grid, year: int | None, source: str | None) -> Part:
    """The scores of one table, of all its years; the year may also stand in the name of the file."""
    places = _places(grid)
    areas = official_areas(grid)
    years, faults = _years_of(grid, places, year)
    faults += areas.faults
    rows, remarks = [], list(areas.remarks)
    for name, at in _scores(places).items():
        cells = grid.column(at)
        figures = figures_of(cells)
        faults += misread(grid, at, cells, figures.wrong)
        if grid.heading(at).lower() == CLASS:
            figures = _classes(figures)
        empty = int(np.sum(~figures.known & areas.kept))
        if empty:
            remarks.append(f"{grid.file}: {name} heeft geen score in {counted(empty, 'rij', 'rijen')}: {NO_SCORE}.")
        kept, by = areas.kept, source or _source(grid, places)
        rows.append(rows_of_figures(codes=areas.codes, name=name, figures=figures, kept=kept, source=by, year=years))
    if faults:
        return refused(*faults)
    read = f"{grid.file}: gelezen als {SOURCE}: " + "; ".join(
        f"{name} uit {grid.heading(at)}" for name, at in _scores(places).items()
    )
    return Part(frame=joined_rows(rows), facts=no_facts(), remarks=(f"{read}.", *remarks))


def _places(grid: Grid) -> dict[str, int]:
    return {texts[0].strip().lower(): at for at, texts in reversed(list(enumerate(grid.headings))) if texts}


def _scores(places: Mapping[str, int]) -> dict[str, int]:
    """By name of the indicator its column."""
    return {known.name: places[known.score] for known in catalogue().indicators if known.score in places}


def _source(grid: Grid, places: Mapping[str, int]) -> Any:  # noqa: ANN401 - one text, or one per row
    """The version of the instrument belongs to the source, where the file tells it."""
    if "versie" not in places:
        return SOURCE
    versions = [str(cell).strip() for cell in grid.column(places["versie"])]
    return np.array([f"{SOURCE}, {version}" if version else SOURCE for version in versions], dtype=object)


def _years_of(grid: Grid, places: Mapping[str, int], asked: int | None) -> tuple[npt.NDArray[np.object_], list[Fault]]:
    at = next((places[name] for name in YEAR if name in places), None)
    if at is None:
        named = [asked] if asked is not None else years_in(grid.file)
        if len(named) != 1:
            return _same(None, grid), [Fault(grid.where, "geen jaar", "een jaar: geef dat mee met --jaar")]
        return _same(named[0], grid), []
    cells = grid.column(at)
    figures = figures_of(cells)
    faults = [
        Fault(grid.place(row, at), f"'{cells[row]}'" if row in figures.wrong else "niets", "een jaar")
        for row in np.flatnonzero(~figures.known).tolist()
    ]
    years = np.array([int(value) if value == value else None for value in figures.values], dtype=object)  # noqa: PLR0124 - NaN
    if asked is not None and not faults and asked not in set(years):
        faults.append(
            Fault((*grid.where, grid.heading(at)), f"geen rijen van {asked}", f"cijfers van het jaar {asked}")
        )
    return years, faults


def _same(year: int | None, grid: Grid) -> npt.NDArray[np.object_]:
    return np.full(len(grid.numbers), year, dtype=object)


def _classes(figures: Figures) -> Figures:
    outside = figures.known & ((figures.values < LOWEST_CLASS) | (figures.values > HIGHEST_CLASS))
    return Figures(figures.values, np.where(outside, ABSENT, figures.status), figures.wrong)
