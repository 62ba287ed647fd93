"""The figures of every wijk for every indicator: which value, of which year and source, and how it was had.

An indicator counts for all wijken over one and the same year; what is not known in that year stays unknown.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from geodata.columns import values_in
from geodata.draagkracht.policy import DraagkrachtPolicy, Indicator, Level, Missing
from geodata.draagkracht.whole import Bools, Ints, all_scaled, weighted_means
from geodata.indicators.values import values_of_indicators
from geodata.register import Register
from geodata.tables_region import IndicatorStatus

OF_GEMEENTE = "cijfer van de gemeente"
# The indicator with which buurten weigh in the mean of their wijk.
DWELLINGS = "woningen"
PERCENT = 100
UNKNOWN = -1


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Wijken:
    """The wijken in the order of their table; `dwellings` is −1 where nobody knows; `group`: number of the gemeente."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    municipalities: tuple[str, ...]
    dwellings: Ints
    group: Ints
    groups: int


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Column:
    """One indicator for all wijken, (wijk,) each.

    - `values`: in units of the last decimal, 0 where unknown; `own`: known, and not filled in from the gemeente;
    - `status`, `sources`, `notes`: texts; a note says how the value was had where it is not the wijk's own.
    """

    values: Ints
    known: Bools
    own: Bools
    status: NDArray[Any]
    sources: NDArray[Any]
    notes: NDArray[Any]
    year: int | None


def wijken_of(register: Register) -> Wijken:
    """The wijken of a register."""
    towns = values_in(register.wijken, "gemeente")
    number = {town: at for at, town in enumerate(dict.fromkeys(towns))}
    dwellings = [UNKNOWN if count is None else count for count in values_in(register.wijken, "woningen")]
    return Wijken(
        codes=tuple(values_in(register.wijken, "code")),
        names=tuple(values_in(register.wijken, "naam")),
        municipalities=tuple(towns),
        dwellings=np.array(dwellings, np.int64),
        group=np.array([number[town] for town in towns], np.int64),
        groups=len(number),
    )


def figures_of(
    register: Register, wijken: Wijken, policy: DraagkrachtPolicy, on: date, *, older: bool = False
) -> tuple[Column, ...]:
    """A column per indicator, of what was known on a day; `older`: of the year before the one that counts."""
    return tuple(_column(register, wijken, indicator, policy, on.year, older=older) for indicator in policy.indicators)


def _column(
    register: Register, wijken: Wijken, indicator: Indicator, policy: DraagkrachtPolicy, last: int, *, older: bool
) -> Column:
    rows = register.indicatoren[register.indicatoren["indicator"] == indicator.name]
    asked = {
        Level.WIJK: wijken.codes,
        Level.BUURTEN: tuple(register.buurten["code"]),
        Level.GEMEENTE: wijken.municipalities,
    }[indicator.level]
    filled = policy.missing.way is Missing.GEMEENTE and indicator.level is not Level.GEMEENTE
    year = _year(rows, (asked, wijken.municipalities) if filled else (asked,), indicator.year, last, older=older)
    of_year = rows if year is None else rows[rows["jaar"] == year]
    found = _figures(of_year, indicator.name, indicator.decimals, asked)
    if indicator.level is Level.BUURTEN:
        column = _of_buurten(register, wijken, found, policy.missing.least_buurten, year)
    else:
        column = _as_column(found, year, OF_GEMEENTE if indicator.level is Level.GEMEENTE else "")
    if not filled:
        return column
    return _filled(column, _figures(of_year, indicator.name, indicator.decimals, wijken.municipalities))


def _year(
    rows: pd.DataFrame, asked: tuple[tuple[str, ...], ...], wanted: int | None, last: int, *, older: bool
) -> int | None:
    """The wanted year, else the newest up to the last one with a figure of the areas that are asked first.

    `older`: the newest before that one.
    """
    known = rows[
        rows["waarde"].notna() & rows["status"].fillna(IndicatorStatus.BEKEND.value).eq(IndicatorStatus.BEKEND.value)
    ]
    for codes in asked:
        of_these = known[known["gebied"].isin(codes)]
        years = sorted({int(year) for year in of_these["jaar"] if year <= last}, reverse=True)
        newest = wanted if wanted is not None else next(iter(years), None)
        if older and newest is not None:
            return next((year for year in years if year < newest), None)
        if newest is not None:
            return newest
    return None


def _figures(rows: pd.DataFrame, name: str, decimals: int, codes: tuple[str, ...]) -> pd.DataFrame:
    """A row per code, in their order: value (in units of its last decimal), known, status, source."""
    given = values_of_indicators(rows, (name,), codes)
    index = pd.Index(codes, dtype=object)
    values = given.values[name].reindex(index).to_numpy(np.float64)
    return pd.DataFrame(
        {
            "value": all_scaled(values, decimals),
            "known": ~np.isnan(values),
            "status": given.status[name].reindex(index).to_numpy(object),
            "source": given.sources[name].fillna("").reindex(index).to_numpy(object),
        }
    )


def _as_column(found: pd.DataFrame, year: int | None, note: str) -> Column:
    known = found["known"].to_numpy(bool)
    return Column(
        values=found["value"].to_numpy(np.int64),
        known=known,
        own=known,
        status=found["status"].to_numpy(object),
        sources=found["source"].to_numpy(object),
        notes=np.where(known, note, "").astype(object),
        year=year,
    )


def _of_buurten(register: Register, wijken: Wijken, found: pd.DataFrame, least: int, year: int | None) -> Column:
    """The mean of the buurten that are known, by dwellings where these are known of all buurten of the wijk."""
    number = len(wijken.codes)
    at = pd.Index(wijken.codes).get_indexer(pd.Index(register.buurten["wijk"].astype(object)))
    sizes = _figures(register.indicatoren, DWELLINGS, 0, tuple(register.buurten["code"]))
    weighed = np.bincount(at, sizes["known"], number) == np.bincount(at, minlength=number)
    weight = np.where(weighed[at], sizes["value"].to_numpy(np.int64), 1)
    known = found["known"].to_numpy(bool)
    means, known_weight = weighted_means(found["value"].to_numpy(np.int64), weight * known, at, number)
    _, all_weight = weighted_means(weight, weight, at, number)
    enough = (known_weight > 0) & (known_weight * PERCENT >= least * all_weight)
    first = found.assign(wijk=at).sort_values("known", ascending=False, kind="stable").drop_duplicates("wijk")
    first = first.set_index("wijk").reindex(range(number))
    return Column(
        values=np.where(enough, means, 0),
        known=enough,
        own=enough,
        status=np.where(enough, IndicatorStatus.BEKEND.value, _status_of_too_few(first["status"])).astype(object),
        sources=first["source"].fillna("").to_numpy(object),
        notes=np.where(enough, _notes_of(at, known, weighed), ""),
        year=year,
    )


def _notes_of(at: Ints, known: Bools, weighed: Bools) -> NDArray[Any]:
    """Per wijk how many of its buurten are in the mean, and how they weigh."""
    number = len(weighed)
    every, some = np.bincount(at, minlength=number), np.bincount(at, known, number).astype(np.int64)
    ways = np.where(weighed, "gewogen naar woningen", "ongewogen, want het aantal woningen per buurt is niet bekend")
    notes = [
        f"gemiddelde van {part} van de {whole} buurten, {way}"
        for part, whole, way in zip(some.tolist(), every.tolist(), ways.tolist(), strict=True)
    ]
    return np.array(notes, dtype=object)


def _status_of_too_few(status: pd.Series[Any]) -> NDArray[Any]:
    """What is said of a wijk of which too few buurten are known: never that it is known."""
    said = status.fillna(IndicatorStatus.ONTBREEKT.value)
    return said.where(said != IndicatorStatus.BEKEND.value, IndicatorStatus.ONTBREEKT.value).to_numpy(object)


def _filled(column: Column, gemeente: pd.DataFrame) -> Column:
    """With the figure of the gemeente where the wijk has none, and a note that says so."""
    there = ~column.known & gemeente["known"].to_numpy(bool)
    notes = [f"{OF_GEMEENTE}, want dat van de wijk: {status}" for status in column.status]
    return Column(
        values=np.where(there, gemeente["value"].to_numpy(np.int64), column.values),
        known=column.known | there,
        own=column.own,
        status=column.status,
        sources=np.where(there, gemeente["source"].to_numpy(object), column.sources),
        notes=np.where(there, np.array(notes, object), column.notes),
        year=column.year,
    )
