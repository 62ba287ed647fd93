"""Tables of a gemeente: one column per figure, or one row per figure with the columns gebied, indicator and waarde.

A heading becomes the name of an indicator by one rule (`name_of`): small letters without accents, everything else an
underscore, a year and what stands between brackets left out; a name or title that the catalogue knows is that one.
A figure that shows as 45% is 45. Names of wijken are never taken for codes: the fault says which code it probably is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from geodata.cells import text_of_cell
from geodata.dialect import Dialect
from geodata.indicators.catalogue import catalogue, is_about_origin, name_known_by, stem_of
from geodata.indicators.cells import Figures
from geodata.indicators.free_cells import dialect_in, free_figures, with_statuses
from geodata.indicators.grid import CODE, Grid
from geodata.indicators.part import (
    FACTS,
    Part,
    code_of,
    joined_rows,
    listed,
    no_facts,
    refused,
    rows_of_figures,
    uneven_rows,
    years_in,
)
from geodata.words import plain
from optimizer.errors import Fault

YEAR, SOURCE, INDICATOR, FIGURE, STATUS = "jaar", "bron", "indicator", "waarde", "status"
ROLES = {
    "jaar": YEAR, "peiljaar": YEAR, "year": YEAR, "bron": SOURCE, "source": SOURCE, "indicator": INDICATOR,
    "onderwerp": INDICATOR, "waarde": FIGURE, "status": STATUS,
}  # fmt: skip
# Columns that say what an area is, or tell something in words.
ASIDE = frozenset({
    "naam", "gebiedsnaam", "buurtnaam", "wijknaam", "gemeentenaam", "gemeente", "wijk", "buurt", "gemeentecode",
    "wijkcode", "buurtcode", "gmcode", "wkcode", "bucode", "gmnaam", "wknaam", "bunaam", "niveau", "toelichting",
    "opmerking", "opmerkingen", "eenheid",
})  # fmt: skip


@dataclass(frozen=True, eq=False, kw_only=True)
class Asked:
    """What the caller gives along: for what the file does not say, and to recognise areas."""

    year: int | None
    source: str | None
    known: Collection[str] | None
    names: Mapping[str, str]


def name_of(heading: str) -> str:
    """The indicator that a heading names: "Ervaren gezondheid goed (%) 2022" is ervaren_gezondheid_goed."""
    bare = _without_year(re.sub(r"\([^()]*\)", " ", heading))
    known = name_known_by(bare)
    if known is not None:
        return known
    letters = unicodedata.normalize("NFKD", bare).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "_", letters).strip("_")


def _without_year(text: str) -> str:
    for year in years_in(text):
        text = text.replace(str(year), " ")
    return text


@dataclass(frozen=True, eq=False, kw_only=True)
class _Table:
    """A table with what holds for all its figures: columns by role, and per row the code and the source."""

    grid: Grid
    places: Mapping[str, int]
    codes: npt.NDArray[np.object_]
    sources: npt.NDArray[np.object_]
    dialect: Dialect
    asked: Asked

    def rows(self, name: str, figures: Figures, years: npt.NDArray[np.object_]) -> pd.DataFrame:
        """The rows of one indicator."""
        every = np.ones(len(self.codes), dtype=bool)
        return rows_of_figures(
            codes=self.codes, name=name, figures=figures, kept=every, source=self.sources, year=years
        )


def read_free(grid: Grid, asked: Asked) -> Part:
    """The figures of one table of a gemeente."""
    roles = {at: ROLES[stem] for at, texts in enumerate(grid.headings) if texts and (stem := plain(texts[0])) in ROLES}
    faults = [*_wrong_columns(grid, roles)]
    if faults:
        return refused(*faults)
    places = {role: at for at, role in roles.items()}
    codes, wrong = _codes_of(grid, asked)
    sources, missing = _sources(grid, places, asked)
    table = _Table(grid=grid, places=places, codes=codes, sources=sources, dialect=dialect_in(grid), asked=asked)
    part = _long(table) if INDICATOR in places else _wide(table)
    faults = [*wrong, *uneven_rows(grid), *missing, *part.faults]
    return Part(frame=part.frame, facts=part.facts, remarks=part.remarks, faults=tuple(faults))


def _wrong_columns(grid: Grid, roles: Mapping[int, str]) -> Iterator[Fault]:
    """Columns on origin, a second column for one thing, and `indicator` or `waarde` without the other."""
    for at, texts in enumerate(grid.headings):
        if any(map(is_about_origin, texts)):
            yield _origin_fault((*grid.where, grid.heading(at)))
        if at in roles and list(roles.values()).index(roles[at]) < list(roles).index(at):
            yield Fault((*grid.where, grid.heading(at)), f"een tweede kolom voor {roles[at]}", "elke kolom één keer")
    for one, other in ((INDICATOR, FIGURE), (FIGURE, INDICATOR)):
        if one in roles.values() and other not in roles.values():
            yield Fault(grid.where, f"een kolom {one} zonder kolom {other}", f"de kolommen {INDICATOR} en {FIGURE}")


def _codes_of(grid: Grid, asked: Asked) -> tuple[npt.NDArray[np.object_], list[Fault]]:
    cells = grid.column(grid.area)
    faults = [
        Fault(
            grid.place(row, grid.area),
            f"'{text_of_cell(cell)}'" if text_of_cell(cell) else "niets",
            _meant(cell, asked),
        )
        for row, cell in enumerate(cells)
        if not CODE.fullmatch(code_of(cell))
    ]
    return np.array([code_of(cell) for cell in cells], dtype=object), faults


def _meant(cell: Any, asked: Asked) -> str:  # noqa: ANN401 - a cell holds any kind
    """What was expected instead of a name or of digits, with the codes that it may be."""
    text = text_of_cell(cell)
    likely = [code for code, name in asked.names.items() if plain(name) == plain(text) and plain(text)]
    if text.isdigit():
        padded = {f"WK{text:0>6}", f"BU{text:0>8}", f"GM{text:0>4}"}
        likely += sorted(padded & {*asked.names, *(asked.known or ())})
    return "een CBS-code, zoals WK010600" + (f"; waarschijnlijk {' of '.join(likely[:3])}" if likely else "")


def _sources(grid: Grid, places: Mapping[str, int], asked: Asked) -> tuple[npt.NDArray[np.object_], list[Fault]]:
    if SOURCE not in places:
        missing = [] if asked.source else [Fault(grid.where, "geen bron", "een kolom bron, of de bron met --bron")]
        return np.full(len(grid.numbers), asked.source, dtype=object), missing
    cells = [text_of_cell(cell) or asked.source for cell in grid.column(places[SOURCE])]
    faults = [
        Fault(grid.place(row, places[SOURCE]), "niets", "een bron") for row, cell in enumerate(cells) if cell is None
    ]
    return np.array(cells, dtype=object), faults


@dataclass(frozen=True, eq=False, kw_only=True)
class _Column:
    """A column of figures; `fact` when it counts inhabitants or dwellings."""

    at: int
    name: str
    fact: bool
    figures: Figures
    years: npt.NDArray[np.object_]
    faults: tuple[Fault, ...]


def _wide(table: _Table) -> Part:
    """One column per figure."""
    grid = table.grid
    used = {grid.area, *(at for role, at in table.places.items() if role in (YEAR, SOURCE))}
    aside = [at for at in range(len(grid.headings)) if at not in used and _is_aside(grid, at)]
    columns = [_column(table, at) for at in range(len(grid.headings)) if at not in {*used, *aside}]
    faults = [fault for column in columns for fault in column.faults]
    faults += _same_names(grid, columns)
    if not columns:
        expected = "een kolom per cijfer, of de kolommen indicator en waarde"
        faults.append(Fault(grid.where, "geen enkele kolom met cijfers", expected))
    if faults:
        return refused(*faults)
    rows = [table.rows(column.name, column.figures, column.years) for column in columns if not column.fact]
    facts = [_facts(table, column) for column in columns if column.fact]
    return Part(
        frame=joined_rows(rows),
        facts=pd.concat(facts, ignore_index=True) if facts else no_facts(),
        remarks=_remarks(grid, {column.name: grid.heading(column.at) for column in columns}, aside),
    )


def _is_aside(grid: Grid, at: int) -> bool:
    texts = grid.headings[at]
    if texts:
        return plain(texts[0]) in ASIDE or ROLES.get(plain(texts[0])) == STATUS
    return not any(map(text_of_cell, grid.column(at)))


def _column(table: _Table, at: int) -> _Column:
    texts = table.grid.headings[at]
    heading = texts[0] if texts else ""
    figures, wrong = free_figures(table.grid, at, table.dialect)
    years, missing = _years(table, heading)
    stems = {stem: fact for fact, columns in catalogue().facts.items() for stem in (*columns, fact)}
    fact = stems.get(stem_of(_without_year(heading)), "")
    return _Column(
        at=at, name=fact or name_of(heading), fact=bool(fact), figures=figures, years=years, faults=(*wrong, *missing)
    )


def _same_names(grid: Grid, columns: Sequence[_Column]) -> Iterator[Fault]:
    """Columns without a name, and two of one name that have a year in common."""
    taken: dict[str, set[int]] = {}
    for column in columns:
        years = set(column.years.tolist())
        if not column.name or not years.isdisjoint(taken.get(column.name, set())):
            found = f"een tweede kolom voor {column.name}" if column.name else "een kolom met cijfers zonder naam"
            expected = "elke kolom een eigen naam, met het jaar erin als dat verschilt"
            yield Fault((*grid.where, grid.heading(column.at)), found, expected)
        taken.setdefault(column.name, set()).update(years)


def _facts(table: _Table, column: _Column) -> pd.DataFrame:
    counts = pd.Series(np.round(column.figures.values)).astype("Int64")
    counted = {fact: counts if fact == column.name else None for fact in catalogue().facts}
    return pd.DataFrame({"code": table.codes, **counted, "jaar": column.years, "bron": table.sources}).astype(FACTS)


def _long(table: _Table) -> Part:
    """One row per figure."""
    grid, at = table.grid, table.places[INDICATOR]
    headings = [text_of_cell(cell) for cell in grid.column(at)]
    names = {heading: name_of(heading) for heading in headings}
    faults = [_origin_fault((*grid.where, grid.heading(at), text)) for text in names if is_about_origin(text)]
    faults += [
        Fault(grid.place(row, at), f"'{heading}'" if heading else "niets", "de naam van een cijfer")
        for row, heading in enumerate(headings)
        if not names[heading]
    ]
    figures, wrong = free_figures(grid, table.places[FIGURE], table.dialect)
    years, missing = _years(table, grid.heading(table.places[FIGURE]))
    faults += [*wrong, *missing]
    if STATUS in table.places:
        figures, wrong = with_statuses(grid, table.places[STATUS], figures)
        faults += wrong
    if faults:
        return refused(*faults)
    rows = table.rows("", figures, years).assign(indicator=[names[heading] for heading in headings])
    aside = [at for at in range(len(grid.headings)) if at not in {grid.area, *table.places.values()}]
    used = {name: heading for heading, name in names.items()}
    return Part(frame=joined_rows([rows]), facts=no_facts(), remarks=_remarks(grid, used, aside))


def _remarks(grid: Grid, used: Mapping[str, str], aside: Sequence[int]) -> tuple[str, ...]:
    read = "; ".join(f"{name} uit '{heading}'" for name, heading in used.items())
    passed = listed([grid.heading(at) for at in aside])
    where = ", ".join(grid.where)
    return (f"{where}: gelezen: {read}.", *((f"{where}: niet gebruikt: {passed}.",) if aside else ()))


def _years(table: _Table, heading: str) -> tuple[npt.NDArray[np.object_], list[Fault]]:
    """Per row the year: of its own column, else of the heading, of what stands above the table, or as given along."""
    grid, size = table.grid, len(table.codes)
    if YEAR in table.places:
        at = table.places[YEAR]
        found = [years_in(text_of_cell(cell)) for cell in grid.column(at)]
        faults = [
            Fault(grid.place(row, at), f"'{text_of_cell(grid.column(at)[row])}'", "een jaar, zoals 2024")
            for row, years in enumerate(found)
            if len(years) != 1
        ]
        return np.array([years[0] if years else None for years in found], dtype=object), faults
    for text in (heading, grid.above):
        years = years_in(text)
        if len(years) == 1:
            return np.full(size, years[0], dtype=object), []
    if table.asked.year is not None:
        return np.full(size, table.asked.year, dtype=object), []
    expected = "een kolom jaar, een kop zoals 'bijstand 2023', of het jaar met --jaar"
    return np.full(size, None, dtype=object), [Fault((*grid.where, heading), "geen jaar", expected)]


def _origin_fault(path: tuple[str, ...]) -> Fault:
    return Fault(
        path,
        "een cijfer over herkomst of nationaliteit van inwoners",
        "geen cijfers over herkomst of nationaliteit: daar wordt hier nooit op gestuurd",
    )
