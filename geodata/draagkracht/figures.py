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
from geodata.indicator_values import values_of_indicators
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
    return tuple(_column(register, wijken, indicator, policy, on.year, older) for indicator in policy.indicators)


def _column(
    register: Register, wijken: Wijken, indicator: Indicator, policy: DraagkrachtPolicy, last: int, older: bool  # noqa: FBT001 - passed on
) -> Column:  # fmt: skip
    rows = register.indicatoren[register.indicatoren["indicator"] == indicator.name]
    buurten = register.buurten[["code", "wijk"]].astype(object)
    asked = {
        Level.WIJK: wijken.codes, Level.BUURTEN: tuple(buurten["code"]), Level.GEMEENTE: wijken.municipalities,
    }[indicator.level]  # fmt: skip
    also = wijken.municipalities if policy.missing.way is Missing.GEMEENTE else ()
    year = next(
        (
            year
            for codes in (asked, also)
            if (year := _year(rows[rows["gebied"].isin(codes)], indicator.year, last, older=older)) is not None
        ),
        None,
    )
    found = {code: _figures(rows, indicator, code, year) for code in (asked, wijken.municipalities)}
    if indicator.level is Level.BUURTEN:
        weights = _figures(register.indicatoren[register.indicatoren["indicator"] == DWELLINGS], None, asked, None)
        column = _of_buurten(wijken, buurten, found[asked], weights, policy.missing.least_buurten, year)
    else:
        column = _as_column(found[asked], year, OF_GEMEENTE if indicator.level is Level.GEMEENTE else "")
    if policy.missing.way is Missing.GEMEENTE and indicator.level is not Level.GEMEENTE:
        return _filled(column, found[wijken.municipalities])
    return column


def _year(rows: pd.DataFrame, wanted: int | None, last: int, *, older: bool) -> int | None:
    """The newest year with a figure, at most the last or exactly the wanted one; `older`: the one before that."""
    known = rows[
        rows["waarde"].notna() & rows["status"].fillna(IndicatorStatus.BEKEND.value).eq(IndicatorStatus.BEKEND.value)
    ]
    years = sorted({int(year) for year in known["jaar"] if year <= last}, reverse=True)
    newest = wanted if wanted is not None else next(iter(years), None)
    if not older:
        return newest
    return next((year for year in years if newest is not None and year < newest), None)


def _figures(rows: pd.DataFrame, indicator: Indicator | None, codes: tuple[str, ...], year: int | None) -> pd.DataFrame:
    """A row per code, in their order: value (whole), known, status, source. `indicator` None: a number of dwellings."""
    name = DWELLINGS if indicator is None else indicator.name
    of_year = rows if year is None else rows[rows["jaar"] == year]
    given = values_of_indicators(of_year, (name,), codes)
    index = pd.Index(codes, dtype=object)
    values = given.values[name].reindex(index).to_numpy(np.float64)
    return pd.DataFrame(
        {
            "value": all_scaled(values, 0 if indicator is None else indicator.decimals),
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


def _of_buurten(
    wijken: Wijken, buurten: pd.DataFrame, found: pd.DataFrame, weights: pd.DataFrame, least: int, year: int | None
) -> Column:  # fmt: skip
    """The mean of the buurten that are known, by dwellings where these are known of all buurten of the wijk."""
    number = len(wijken.codes)
    at = pd.Index(wijken.codes).get_indexer(pd.Index(buurten["wijk"]))
    every = np.bincount(at, minlength=number)
    weighed = np.bincount(at, weights["known"], minlength=number) == every
    weight = np.where(weighed[at], weights["value"].to_numpy(np.int64), 1)
    known = found["known"].to_numpy(bool)
    means, known_weight = weighted_means(found["value"].to_numpy(np.int64), weight * known, at, number)
    _, all_weight = weighted_means(weight, weight, at, number)
    enough = (known_weight > 0) & (known_weight * PERCENT >= least * all_weight)
    counted = np.bincount(at, known, minlength=number).astype(np.int64)
    how = [
        "gewogen naar woningen" if yes else "ongewogen, want het aantal woningen per buurt is niet bekend"
        for yes in weighed
    ]
    notes = [
        f"gemiddelde van {some} van de {whole} buurten, {way}"
        for some, whole, way in zip(counted, every, how, strict=True)
    ]
    first = (
        found.assign(wijk=at)
        .sort_values("known", ascending=False, kind="stable")
        .drop_duplicates("wijk")
        .set_index("wijk")
    )
    first = first.reindex(range(number))
    status = np.where(enough, IndicatorStatus.BEKEND.value, _status_of_too_few(first["status"]))
    return Column(
        values=np.where(enough, means, 0),
        known=enough,
        own=enough,
        status=status.astype(object),
        sources=first["source"].fillna("").to_numpy(object),
        notes=np.where(enough, np.array(notes, object), ""),
        year=year,
    )


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
