"""Tables of a gemeente: one column per figure, or one row per figure with the columns gebied, indicator and waarde.

A heading becomes the name of an indicator by one rule (`name_of`): small letters without accents, everything else an
underscore, a year and what stands between brackets left out; a name or title that the catalogue knows is that one.
A figure that shows as 45% is 45. Names of wijken are never taken for codes: the fault says which code it probably is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from geodata.cells import text_of_cell
from geodata.indicator_catalogue import catalogue, is_about_origin, name_known_by, stem_of
from geodata.indicator_cells import Figures
from geodata.indicator_free_cells import free_figures
from geodata.indicator_grid import CODE, Grid
from geodata.indicator_part import (
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


def read_free(grid: Grid, asked: Asked) -> Part:
    """The figures of one table of a gemeente."""
    roles = {at: ROLES[stem] for at, texts in enumerate(grid.headings) if texts and (stem := plain(texts[0])) in ROLES}
    doubles = [role for role in set(roles.values()) if list(roles.values()).count(role) > 1]
    faults = [
        Fault((*grid.where, grid.heading(at)), f"een tweede kolom voor {role}", "elke kolom één keer")
        for at, role in roles.items()
        if role in doubles
    ]
    if faults:
        return refused(*faults)
    places = {role: at for at, role in roles.items()}
    codes, faults = _codes_of(grid, asked)
    faults += uneven_rows(grid)
    sources, more = _sources(grid, places, asked)
    faults += more
    if INDICATOR in places and FIGURE in places:
        part = _long(grid, places, codes, sources, asked)
    else:
        part = _wide(grid, places, codes, sources, asked)
    faults += part.faults
    return Part(frame=part.frame, facts=part.facts, remarks=part.remarks, faults=tuple(faults))


def _codes_of(grid: Grid, asked: Asked) -> tuple[Any, list[Fault]]:
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


def _sources(grid: Grid, places: Mapping[str, int], asked: Asked) -> tuple[Any, list[Fault]]:
    if SOURCE not in places:
        missing = [] if asked.source else [Fault(grid.where, "geen bron", "een kolom bron, of de bron met --bron")]
        return np.full(len(grid.numbers), asked.source, dtype=object), missing
    cells = [text_of_cell(cell) or asked.source for cell in grid.column(places[SOURCE])]
    faults = [
        Fault(grid.place(row, places[SOURCE]), "niets", "een bron") for row, cell in enumerate(cells) if cell is None
    ]
    return np.array(cells, dtype=object), faults


def _wide(grid: Grid, places: Mapping[str, int], codes: Any, sources: Any, asked: Asked) -> Part:  # noqa: ANN401 - arrays
    aside = [at for at, texts in enumerate(grid.headings) if _is_aside(grid, at, texts, places)]
    fact_stems = {stem: fact for fact, stems in catalogue().facts.items() for stem in (*stems, fact)}
    rows, facts, faults, used = [], {}, list[Fault](), dict[str, str]()
    taken: dict[tuple[str, Any], int] = {}
    for at, texts in enumerate(grid.headings):
        if at in aside or at == grid.area or at in places.values():
            continue
        heading = texts[0] if texts else ""
        if is_about_origin(" ".join(texts)):
            faults.append(_origin_fault((*grid.where, grid.heading(at))))
            continue
        figures, wrong = free_figures(grid, at)
        years, missing = _years(grid, places, heading, asked)
        faults += [*wrong, *missing]
        fact = fact_stems.get(stem_of(_without_year(heading)))
        name = fact or name_of(heading)
        key = (name, years[0] if len(years) and YEAR not in places else None)
        if not name or key in taken:
            faults.append(_unclear(grid, at, name))
            continue
        taken[key] = at
        if fact:
            facts[fact] = (figures, years)
            continue
        used[name] = grid.heading(at)
        kept = np.ones(len(codes), dtype=bool)
        rows.append(rows_of_figures(codes=codes, name=name, figures=figures, kept=kept, source=sources, year=years))
    if not taken and not faults:
        faults.append(
            Fault(grid.where, "geen enkele kolom met cijfers", "een kolom per cijfer, of indicator en waarde")
        )
    remarks = [f"{'; '.join(grid.where)}: {_used(used)}."]
    if aside:
        remarks.append(f"{grid.file}: niet gebruikt: {listed([grid.heading(at) for at in aside])}.")
    if faults:
        return refused(*faults)
    return Part(frame=joined_rows(rows), facts=_facts(codes, facts, sources), remarks=tuple(remarks))


def _used(used: Mapping[str, str]) -> str:
    return "gelezen: " + ("; ".join(f"{name} uit '{heading}'" for name, heading in used.items()) or "geen indicator")


def _is_aside(grid: Grid, at: int, texts: Sequence[str], places: Mapping[str, int]) -> bool:
    if at == grid.area or at in places.values():
        return False
    return bool(texts and plain(texts[0]) in ASIDE) or (not texts and not any(map(text_of_cell, grid.column(at))))


def _unclear(grid: Grid, at: int, name: str) -> Fault:
    found = f"een tweede kolom voor {name}" if name else "een kolom met cijfers zonder naam"
    return Fault(
        (*grid.where, grid.heading(at)), found, "elke kolom een eigen naam, met het jaar erin als dat verschilt"
    )


def _origin_fault(path: tuple[str, ...]) -> Fault:
    return Fault(
        path,
        "een cijfer over herkomst of nationaliteit van inwoners",
        "geen cijfers over herkomst of nationaliteit: daar wordt hier nooit op gestuurd",
    )


def _long(grid: Grid, places: Mapping[str, int], codes: Any, sources: Any, asked: Asked) -> Part:  # noqa: ANN401 - arrays
    headings = [text_of_cell(cell) for cell in grid.column(places[INDICATOR])]
    names = {heading: name_of(heading) for heading in set(headings)}
    faults = [
        _origin_fault((*grid.where, grid.heading(places[INDICATOR]), heading))
        for heading in sorted(names)
        if is_about_origin(heading)
    ]
    faults += [
        Fault(grid.place(row, places[INDICATOR]), f"'{heading}'" if heading else "niets", "de naam van een cijfer")
        for row, heading in enumerate(headings)
        if not names[heading]
    ]
    figures, wrong = free_figures(grid, places[FIGURE], places.get(STATUS))
    years, missing = _years(grid, places, grid.heading(places[FIGURE]), asked)
    faults += [*wrong, *missing]
    if faults:
        return refused(*faults)
    kept = np.ones(len(codes), dtype=bool)
    rows = rows_of_figures(codes=codes, name="", figures=figures, kept=kept, source=sources, year=years)
    rows["indicator"] = [names[heading] for heading in headings]
    spare = [grid.heading(at) for at in range(len(grid.headings)) if at not in places.values() and at != grid.area]
    remarks = [f"{'; '.join(grid.where)}: {_used({name: heading for heading, name in sorted(names.items())})}."]
    if spare:
        remarks.append(f"{grid.file}: niet gebruikt: {listed(spare)}.")
    return Part(frame=joined_rows([rows]), facts=no_facts(), remarks=tuple(remarks))


def _years(grid: Grid, places: Mapping[str, int], heading: str, asked: Asked) -> tuple[Any, list[Fault]]:
    """Per row the year: of its own column, else of the heading, of what stands above the table, or as given along."""
    size = len(grid.numbers)
    if YEAR in places:
        at = places[YEAR]
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
    if asked.year is not None:
        return np.full(size, asked.year, dtype=object), []
    expected = "een kolom jaar, een kop zoals 'bijstand 2023', of het jaar met --jaar"
    return np.full(size, None, dtype=object), [Fault((*grid.where, heading), "geen jaar", expected)]


def _facts(codes: Any, facts: Mapping[str, tuple[Figures, Any]], sources: Any) -> pd.DataFrame:  # noqa: ANN401 - arrays
    if not facts:
        return no_facts()
    _, years = next(iter(facts.values()))
    columns = {
        fact: pd.Series(np.round(facts[fact][0].values)).astype("Int64") if fact in facts else None
        for fact in catalogue().facts
    }
    return pd.DataFrame({"code": codes, **columns, "jaar": years, "bron": sources}).astype(FACTS)
