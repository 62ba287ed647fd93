"""The Kerncijfers wijken en buurten of CBS: Excel, StatLine, OData and the attributes of the wijk- en buurtkaart.

Columns are known by their stem (`catalogue`). What has no value stays apart:

- `geheim`: "." or "x" in a column that has figures elsewhere, or −99997. CBS writes the same mark for what is
  unknown, not reliable enough or secret;
- `nog niet gepubliceerd`: a topic without a single figure in the file, or −99995. An edition first appears with few
  topics, and incomes and benefits follow in later versions of it;
- `ontbreekt`: an empty cell in a file that marks what is secret, −99991, or a rate per nobody. In a file that has
  no mark at all (typed data sets), an empty cell is what others mark with ".".

Columns on origin or nationality are not read (settled rule 15).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.cells import text_of_cell
from geodata.indicators.catalogue import Formula, catalogue, is_about_origin, stems_of
from geodata.indicators.cells import ABSENT, NOT_YET, SECRET, Figures, divided, figures_of, marks_secrets, only_marks
from geodata.indicators.grid import MAPS, Grid
from geodata.indicators.part import (
    FACTS,
    Areas,
    Part,
    counted,
    joined_rows,
    listed,
    misread,
    official_areas,
    refused,
    rows_of_figures,
    years_in,
)
from geodata.tables_region import IndicatorStatus
from optimizer.errors import Fault

SOURCE, MAP_SOURCE = "CBS Kerncijfers wijken en buurten", "CBS Wijk- en buurtkaart"
# Fewer known columns than this may be chance.
ENOUGH = 2
_OWN_NAMES = re.compile(
    r"kwb[-_ ]?20[0-9]{2}|kerncijfers[-_ ]wijken|wijken[-_ ]?(en[-_ ]?)?buurten|[0-9]{5}ned", re.IGNORECASE
)
# OData: AantalInwoners_5.
_OWN_SERIAL = re.compile(r"(k_)?[A-Z0-9][A-Za-z0-9]+_[0-9]{1,3}")
_OWN_HEADINGS = ("gwb_code_10", "gwb_code", "wijkenenbuurten", "ind_wbi", "jrstatcode")
_OWN_WORDS = ("indelingswijziging", "kerncijfers wijken en buurten")


@dataclass(frozen=True, eq=False, kw_only=True)
class _Columns:
    """The columns of the file that are read, by stem, as figures."""

    places: Mapping[str, int]
    figures: Mapping[str, Figures]
    not_yet: tuple[str, ...]
    faults: tuple[Fault, ...]


def is_kwb(grid: Grid) -> bool:
    """Whether a table is one of the Kerncijfers; of a map the attributes are enough, a table must have marks of CBS."""
    return len(_places(grid)) >= ENOUGH and (_is_of_cbs(grid) or grid.file.lower().endswith(MAPS))


def read_kwb(grid: Grid, year: int | None, source: str | None) -> Part:
    """The figures of one table; `year` and `source` go before what the name of the file says."""
    stems = _places(grid)
    doubles = [
        Fault((*grid.where, grid.heading(places[0])), "meer dan één kolom met deze naam", "elk onderwerp één keer")
        for places in stems.values()
        if len(places) > 1
    ]
    said, wrong = _year_of(grid, year)
    by = MAP_SOURCE if grid.file.lower().endswith(MAPS) else SOURCE
    source = source or (f"{by} {said}" if _is_of_cbs(grid) else None)
    if source is None:
        wrong.append(Fault(grid.where, "geen bron", "een bron: geef die mee met --bron"))
    if doubles or said is None or source is None or wrong:
        return refused(*doubles, *wrong)
    areas = official_areas(grid)
    columns = _columns_of(grid, {stem: places[0] for stem, places in stems.items()}, areas)
    rows, used = _rows_of(columns, areas, source, said)
    remarks = (_read_as(grid, used, source), *_left_out(grid, columns), *areas.remarks)
    facts = _facts_of(columns, areas, source, said)
    return Part(frame=joined_rows(rows), facts=facts, remarks=remarks, faults=(*areas.faults, *columns.faults))


def _places(grid: Grid) -> dict[str, list[int]]:
    """Per stem of the catalogue the columns that have it, by the first of their texts that is known."""
    known = catalogue().stems
    places: dict[str, list[int]] = {}
    for at, texts in enumerate(grid.headings):
        stem = next((stem for text in texts for stem in stems_of(text) if stem in known), None)
        if stem is not None and at != grid.area:
            places.setdefault(stem, []).append(at)
    return places


def _is_of_cbs(grid: Grid) -> bool:
    texts = [text.lower() for texts in grid.headings for text in texts]
    return (
        _OWN_NAMES.search(grid.file) is not None
        or any(text in _OWN_HEADINGS for text in texts)
        or any(word in text for word in _OWN_WORDS for text in (*texts, grid.above.lower()))
        or sum(_OWN_SERIAL.fullmatch(texts[0]) is not None for texts in grid.headings if texts) >= ENOUGH
    )


def _year_of(grid: Grid, asked: int | None) -> tuple[int | None, list[Fault]]:
    """The year of the edition: by a column, by what stands above the table, by what was asked, by the file's name."""
    inside = _years_inside(grid)
    if len(inside) > 1 or (inside and asked is not None and asked not in inside):
        expected = "één jaar" if len(inside) > 1 else f"het jaar {asked}, zoals gevraagd"
        return None, [Fault(grid.where, "het jaar " + " en ".join(map(str, inside)), expected)]
    named = years_in(grid.file) if _OWN_NAMES.search(grid.file) else []
    named += [year for table, year in catalogue().tables.items() if table.lower() in grid.file.lower()]
    found = inside or ([asked] if asked is not None else named)
    if not found:
        return None, [Fault(grid.where, "geen jaar", "een jaar: geef dat mee met --jaar")]
    return found[0], []


def _years_inside(grid: Grid) -> list[int]:
    at = next((at for at, texts in enumerate(grid.headings) if "jaar" in map(str.lower, texts)), None)
    cells = set() if at is None else {text_of_cell(cell) for cell in grid.column(at)}
    tables = [year for table, year in catalogue().tables.items() if table in grid.above]
    title = years_in(grid.above) if "kerncijfers" in grid.above.lower() else []
    return sorted({year for cell in cells for year in years_in(cell)} | set(tables or title))


def _columns_of(grid: Grid, places: Mapping[str, int], areas: Areas) -> _Columns:
    cells = {stem: grid.column(at) for stem, at in places.items()}
    empty = ABSENT if any(map(marks_secrets, cells.values())) else SECRET
    figures: dict[str, Figures] = {}
    not_yet, faults = [], []
    kept: list[int] = np.flatnonzero(areas.kept).tolist()
    for stem, column in cells.items():
        read = figures_of(column, empty=empty)
        if kept and only_marks([column[row] for row in kept]):
            not_yet.append(grid.heading(places[stem]))
            read = Figures(read.values, np.full(len(column), NOT_YET, dtype=object))
        figures[stem] = read
        faults += misread(grid, places[stem], column, (row for row in read.wrong if areas.kept[row]))
    return _Columns(places=places, figures=figures, not_yet=tuple(not_yet), faults=tuple(faults))


def _rows_of(
    columns: _Columns, areas: Areas, source: str, year: int
) -> tuple[list[pd.DataFrame], dict[str, tuple[str, Formula]]]:
    """The rows per indicator, and by which column and formula each was read."""
    rows, used = [], {}
    for known in catalogue().indicators:
        for formula in known.formulas:
            top = _first(formula.columns, columns)
            per = [_first(group, columns) for group in formula.per]
            if top is None or None in per:
                continue
            figures = columns.figures[top]
            if per:
                figures = divided(figures, [columns.figures[stem] for stem in per if stem is not None])
            rows.append(
                rows_of_figures(
                    codes=areas.codes,
                    name=known.name,
                    figures=figures.scaled(formula.times),
                    kept=areas.kept,
                    source=source,
                    year=year,
                )
            )
            used[known.name] = (top, formula)
            break
    return rows, used


def _first(stems: Sequence[str], columns: _Columns) -> str | None:
    return next((stem for stem in stems if stem in columns.figures), None)


def _facts_of(columns: _Columns, areas: Areas, source: str, year: int) -> pd.DataFrame:
    values: dict[str, Any] = {"code": areas.codes[areas.kept]}
    for fact, stems in catalogue().facts.items():
        stem = _first(stems, columns)
        values[fact] = None if stem is None else _whole(columns.figures[stem], areas.kept)
    return pd.DataFrame({**values, "jaar": year, "bron": source}).astype(FACTS)


def _whole(figures: Figures, kept: npt.NDArray[np.bool_]) -> pd.Series[Any]:
    values = figures.values[kept]
    return pd.Series(np.where(np.isnan(values), np.nan, np.round(values))).astype("Int64")


def _read_as(grid: Grid, used: Mapping[str, tuple[str, Formula]], source: str) -> str:
    places = {stem: at for stem, (at, *_) in _places(grid).items()}
    parts = [f"{name} uit {grid.heading(places[stem])}{_arithmetic(formula)}" for name, (stem, formula) in used.items()]
    where = f"{grid.file}, {grid.sheet}" if grid.sheet else grid.file
    return f"{where}: gelezen als {source}: " + ("; ".join(parts) or "geen indicator") + "."


def _arithmetic(formula: Formula) -> str:
    if formula.per:
        return f" (per {100 if formula.times == 100 else formula.times:g}, berekend)"  # noqa: PLR2004 - per hundred
    return "" if formula.times == 1 else f" (keer {formula.times:g})".replace(".", ",")


def _left_out(grid: Grid, columns: _Columns) -> list[str]:
    origin = [at for at, texts in enumerate(grid.headings) if any(map(is_about_origin, texts))]
    remarks = []
    if columns.not_yet:
        remarks.append(
            f"{grid.file}: geen enkel cijfer in {listed(columns.not_yet)}: gelezen als "
            f"'{IndicatorStatus.NOG_NIET.value}'. Losse lege cijfers elders zijn gelezen als "
            f"'{IndicatorStatus.GEHEIM.value}'."
        )
    if origin:
        remarks.append(
            f"{grid.file}: niet gelezen: {counted(len(origin), 'kolom', 'kolommen')} over herkomst. Herkomst of "
            "nationaliteit van inwoners is hier nooit een cijfer om op te sturen."
        )
    rest = len(grid.headings) - len(columns.places) - len(origin) - 1
    if rest > 0:
        remarks.append(f"{grid.file}: niet gebruikt: {counted(rest, 'andere kolom', 'andere kolommen')}.")
    return remarks
