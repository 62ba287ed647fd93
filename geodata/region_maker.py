"""A region from official files: its places with their figures as tables of the Register, and what is still missing.

What only people of the region know (corporations, agreements, decisions, facilities) stays empty and is named.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from geodata.boundaries.inner_points import inner_points
from geodata.boundaries.names import MANY, listed
from geodata.boundaries.neighbours import neighbours_of
from geodata.boundaries.read import Boundaries, Level
from geodata.columns import frame_of, rows_of
from geodata.indicators.read import Indicators
from geodata.indicators.values import values_of_indicators
from geodata.local_figures import COUNTED
from geodata.register import Register, Row, register_of
from geodata.tables import TABLES
from geodata.tables_region import IndicatorStatus
from geodata.template_texts import ABOUT
from optimizer.errors import Fault, InvalidInput

KNOWN = IndicatorStatus.BEKEND.value
# Tables that nobody publishes.
OWN_TABLES = (
    "corporaties", "zorgaanbieders", "begeleiding", "grenswaarden", "convenanten", "afspraken", "voorzieningen",
)  # fmt: skip


@dataclass(frozen=True, eq=False, kw_only=True)
class MadeRegion:
    """The tables, the boundaries of the same areas, and in Dutch what was noticed and what is still missing."""

    register: Register
    boundaries: Mapping[Level, Boundaries]
    remarks: tuple[str, ...]
    missing: tuple[str, ...]


def made_region(
    boundaries: Mapping[Level, Boundaries],
    indicators: Indicators,
    wanted: Collection[str],
    name: str,
    needed: Collection[str] = (),
) -> MadeRegion:
    """The region of these municipalities (CBS codes): `name` is what they call it.

    boundaries: of all three levels. indicators: of any areas; those outside the region are left out. needed: the
    indicators that caps are to be proposed from. Raises InvalidInput where a level is missing or has nothing of the
    region.
    """
    cut = {level: _within(boundaries[level], wanted) for level in Level if level in boundaries}
    faults = [
        Fault(("--grenzen",), f"geen {MANY[level]} van deze regio", f"grenzen van {MANY[level]}")
        for level in Level
        if level not in cut or cut[level].areas.empty
    ]
    if faults:
        raise InvalidInput(faults)
    register = register_of(
        {
            **{MANY[level]: _places(cut[level], indicators, name) for level in Level},
            "indicatoren": _of_region(indicators, cut),
        }
    )
    remarks = (*(remark for each in cut.values() for remark in each.remarks), *indicators.remarks)
    return MadeRegion(
        register=register,
        boundaries=cut,
        remarks=(*remarks, *_strangers(indicators, cut, wanted)),
        missing=tuple(_missing(register, needed)),
    )


def _within(boundaries: Boundaries, wanted: Collection[str]) -> Boundaries:
    """The areas and the water of these municipalities."""
    inside = (
        frame[frame["gemeentecode"].isin(list(wanted))].reset_index(drop=True)
        for frame in (boundaries.areas, boundaries.water)
    )
    areas, water = inside
    return replace(boundaries, areas=areas, water=water)


def _places(boundaries: Boundaries, indicators: Indicators, region: str) -> pd.DataFrame:
    """The table of one level; figures that the files do not have stay empty."""
    table, areas = TABLES[MANY[boundaries.level]], rows_of(pd.DataFrame(boundaries.areas.drop(columns="geometry")))
    # Of several years the newest counts.
    facts = {row["code"]: row for row in rows_of(indicators.facts.sort_values("jaar"))}
    rows = [_place(area, facts.get(area["code"], {}), boundaries.year) | {"regio": region or None} for area in areas]
    if "punt_x" in table.names:
        for row, point in zip(rows, inner_points(boundaries.areas).geometry, strict=True):
            row |= {"punt_x": round(point.x), "punt_y": round(point.y)}
    if "buren" in table.names:
        beside = neighbours_of(boundaries.areas)
        for row in rows:
            row["buren"] = beside[row["code"]]
    return frame_of(table, ({name: row[name] for name in row if name in table.names} for row in rows))


def _place(area: Row, facts: Row, year: int | None) -> dict[str, Any]:
    drawn = f"CBS wijk- en buurtkaart{'' if year is None else f' {year}'}"
    return {
        "code": area["code"],
        "naam": area["naam"],
        "gemeente": area["gemeentecode"],
        "wijk": area.get("wijkcode"),
        "inwoners": facts.get("inwoners"),
        "woningen": facts.get("woningen"),
        "bron": f"{facts['bron']}; ligging: {drawn}" if facts else drawn,
        "jaar": facts.get("jaar", year),
    }


def _of_region(indicators: Indicators, cut: Mapping[Level, Boundaries]) -> pd.DataFrame:
    """The figures of the region; those on the size of a buurt are among them, for its table has no column for these."""
    inside = indicators.frame[indicators.frame["gebied"].isin(_codes(cut))]
    facts = indicators.facts[indicators.facts["code"].isin(cut[Level.BUURT].areas["code"])]
    facts = facts.rename(columns={"code": "gebied"})
    sizes = (
        facts[facts[what].notna()].assign(indicator=what, waarde=facts[what].astype("Float64"), status=KNOWN)
        for what in COUNTED
    )
    return pd.concat([inside, *(rows[inside.columns].astype(inside.dtypes) for rows in sizes)], ignore_index=True)


def _codes(cut: Mapping[Level, Boundaries]) -> list[str]:
    return [code for each in cut.values() for code in each.areas["code"].tolist()]


def _strangers(indicators: Indicators, cut: Mapping[Level, Boundaries], wanted: Collection[str]) -> Iterator[str]:
    """Figures of areas in these municipalities that have no boundary: mostly another year's division."""
    numbers = {code.removeprefix("GM") for code in wanted}
    had = set(indicators.frame["gebied"]) | set(indicators.facts["code"])
    inside = {code for code in had if code[2:6] in numbers}
    if lost := inside - set(_codes(cut)):
        yield (
            f"{_count(len(lost), 'gebied heeft', 'gebieden hebben')} wel cijfers, maar geen grens, en "
            f"{'doet' if len(lost) == 1 else 'doen'} niet mee: {listed(lost)}. "
            "Horen de grenzen en de cijfers bij hetzelfde jaar?"
        )


def _missing(register: Register, needed: Collection[str]) -> Iterator[str]:
    """What somebody still has to find or fill in."""
    frame = register.wijken
    for column in COUNTED:
        if without := frame["code"][frame[column].isna()].tolist():
            yield f"Geen aantal {column} bekend in {_count(len(without), 'wijk', 'wijken')}: {listed(without)}."
    yield from _without_figures(register, needed)
    for table in OWN_TABLES:
        about, who = ABOUT[table]
        yield f"Tabel {table} is nog leeg. {about} Wie het weet: {who[0].lower()}{who[1:]}."


def _without_figures(register: Register, needed: Collection[str]) -> Iterator[str]:
    """Per indicator in how many wijken it has no value, and why."""
    names = sorted({*register.indicatoren["indicator"], *needed})
    codes = register.wijken["code"].tolist()
    status = values_of_indicators(register.indicatoren, names, codes).status
    for name in names:
        why = {each: int((status[name] == each.value).sum()) for each in IndicatorStatus}
        known = why.pop(IndicatorStatus.BEKEND)
        if known < len(codes) and (known or name in needed):
            reasons = ", ".join(f"{number} {each.value}" for each, number in why.items() if number)
            asked = " Het voorbeeld van draagkracht gebruikt dit cijfer." if name in needed else ""
            yield f"{name}: bekend in {known} van de {len(codes)} wijken ({reasons}).{asked}"


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
