"""From tables as suppliers send them to tables in which everything has its wijk and buurt.

Comes after reading and before a register is made. What only serves to find a place is forgotten here: no address of
a dwelling, and no address or point of a facility, gets any further.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from geodata.beside import Combine, Frames, filled, instead
from geodata.columns import values_in
from geodata.locating.anchors import ANKERS, anchored
from geodata.locating.geography import Geography
from geodata.locating.local import check_shapes, put_in_local_areas
from geodata.locating.locate import How
from geodata.locating.lookups import DEGREE_COLUMNS, POINT_COLUMNS, RD_COLUMNS, Lookups, looked_up
from geodata.locating.row_ways import Homes
from geodata.locating.rows import Work, located_rows
from geodata.reading import Reading
from geodata.tables_region import ADDRESS

# The tables with a buurt, and whether every row of them must lie in one.
WITH_BUURT = {"woningen": True, "voorzieningen": False}
ADDRESS_COLUMNS = tuple(column.name for column in ADDRESS)
# What is forgotten once a table is located.
FORGOTTEN: Mapping[str, tuple[str, ...]] = {
    "woningen": (*ADDRESS_COLUMNS, *DEGREE_COLUMNS),
    "voorzieningen": (*ADDRESS_COLUMNS, *RD_COLUMNS, *DEGREE_COLUMNS),
    ANKERS: ADDRESS_COLUMNS,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Placing:
    """How the rows of the tables got their place: `counts` by table and way, and what people should know of it."""

    counts: Mapping[tuple[str, How], int] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()


NOTHING_PLACED = Placing()


def located(
    reading: Reading, known: Frames, geography: Geography, combine: Combine = instead
) -> tuple[Reading, Placing]:
    """The tables with wijk and buurt filled in, and a fault for every row that can't be located.

    `known` holds the tables that a supplier's own stand to as `combine` says. Raises InvalidInput when a file of
    the geography is not what it should be.
    """
    frames = {name: reading.frames[name] for name in FORGOTTEN if len(reading.frames.get(name, ()))}
    lookups = looked_up(frames, geography)
    homes = _homes(combine(known, filled(reading.frames)))
    works = [
        located_rows(name, reading, lookups, homes, must=must) for name, must in WITH_BUURT.items() if name in frames
    ]
    _put_in_local_areas(works, reading, known, lookups, geography)
    works += [anchored(reading, lookups, geography)] if ANKERS in frames else []
    places = {work.name: _forgetful(work, frames[work.name]) for work in works}
    faults = [fault for work in works for fault in work.faults]
    return (
        replace(reading, frames={**reading.frames, **places}, faults=(*reading.faults, *faults)),
        Placing(
            counts={(work.name, how): count for work in works for how, count in work.counts.items()},
            remarks=tuple(_remarks(works, frames, lookups, geography)),
        ),
    )


def _put_in_local_areas(
    works: list[Work], reading: Reading, known: Frames, lookups: Lookups, geography: Geography
) -> None:
    shapes, file = geography.local_areas, geography.local
    if shapes is None or file is None:
        return
    tables = (reading.frames.get("gebieden"), known.get("gebieden"))
    check_shapes(shapes, {code for table in tables if table is not None for code in table["code"].dropna()}, file.name)
    for work in works:
        put_in_local_areas(work, reading, lookups, shapes)


def _homes(frames: Frames) -> Homes:
    buurten = frames.get("buurten")
    wijk_of = {} if buurten is None else dict(zip(values_in(buurten, "code"), values_in(buurten, "wijk"), strict=True))
    buurten_of: dict[str, frozenset[str]] = {}
    for buurt, wijk in wijk_of.items():
        buurten_of[wijk] = buurten_of.get(wijk, frozenset()) | {buurt}
    return Homes(wijk_of=wijk_of, buurten_of=buurten_of)


def _forgetful(work: Work, frame: pd.DataFrame) -> pd.DataFrame:
    """The frame with the places filled in, and without what only served to find them."""
    gone = FORGOTTEN[work.name]
    kept = [
        column for column in ("wijk", "buurt", "lokale_gebieden", *RD_COLUMNS) if column in frame and column not in gone
    ]
    columns: dict[str, Any] = {
        column: pd.Series([row[column] for row in work.rows], dtype=frame[column].dtype, index=frame.index)
        for column in kept
    }
    columns |= {column: pd.Series(None, dtype=frame[column].dtype, index=frame.index) for column in gone}
    return frame.assign(**columns)


def _remarks(works: list[Work], frames: Frames, lookups: Lookups, geography: Geography) -> Iterator[str]:
    if geography.boundaries and not lookups.bounded and _any_point(frames):
        names = ", ".join(path.name for path in geography.boundaries)
        yield f"{names}: zonder buurten, dus niet gebruikt om punten te plaatsen."
    if lookups.bounded and geography.buurten is not None:
        yield from (f"{geography.buurten.file}: {remark}" for remark in geography.buurten.remarks)
    for work in works:
        given = int(frames[work.name]["postcode"].notna().sum())
        if given and lookups.addresses is None:
            yield f"Adressen bij {work.name}: niet nagekeken, er is geen tabel van het CBS (pc6hnr….csv)."
        if work.unused:
            yield f"Adressen bij {work.name}: {work.unused} niet gevonden; daar telt alleen de rest van de rij."
        if work.name == ANKERS and work.counts:
            yield "Een anker op postcode ligt op een punt in het midden van de buurt, afgerond op 100 meter."


def _any_point(frames: Frames) -> bool:
    return any(frame[pair[0]].notna().any() for frame in frames.values() for pair in POINT_COLUMNS if pair[0] in frame)
