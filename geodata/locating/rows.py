"""The rows of one table of dwellings or facilities, each put in the buurt that it says it lies in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from geodata.columns import rows_of
from geodata.locating.locate import How, Placed
from geodata.locating.lookups import DEGREE_COLUMNS, POINT_COLUMNS, Lookups, is_a_point
from geodata.locating.row_ways import Homes, address_ways, code_ways, point_ways, without_means
from geodata.locating.ways import ANY_WAY, Unsettled, Way, settle
from geodata.reading import Reading, label_of
from optimizer.errors import Fault

# A row is located by one of these, each with all of its columns.
WAYS = (("buurt",), ("postcode", "huisnummer"), *POINT_COLUMNS)


@dataclass(slots=True, eq=False)
class Work:
    """One table while it is located: its rows as they become, and what is found about them.

    `counts`: how many rows got their place by each way; `unused`: how many of them have an address that can't be looked up.
    """

    name: str
    rows: list[dict[str, Any]]
    faults: list[Fault] = field(default_factory=list)
    counts: Counter[How] = field(default_factory=Counter)
    unused: int = 0


def work_on(name: str, reading: Reading) -> Work:
    """The rows of a table, to be located."""
    return Work(name, rows_of(reading.frames[name]))


def located_rows(name: str, reading: Reading, lookups: Lookups, homes: Homes, *, must: bool) -> Work:
    """Every row with its wijk and buurt; `must`: a row that says nothing of its place is a fault."""
    work = work_on(name, reading)
    passed = unread_rows(reading, name) | (set(_rows_without_any_way(work, reading)) if must else set())
    for at, row in enumerate(work.rows):
        if at in passed:
            continue
        sound, wrong = parted([*code_ways(row, homes), *point_ways(name, at, lookups)])
        address, wrong_address = parted(address_ways(row, lookups))
        if any(way.column != "wijk" for way in sound):
            # An address that can't be used is no fault of a row that says where it lies in another way.
            work.unused += bool(wrong_address)
            wrong_address = []
        wrong += wrong_address
        if not wrong:
            wrong += _put(work, at, [*sound, *address], lookups, homes, must=must)
        work.faults += (fault_of(reading, name, at, fault) for fault in wrong)
    return work


def unread_rows(reading: Reading, table: str) -> set[int]:
    """The rows of which a cell that says where they lie could not be read: that is a fault already."""
    faulty = {fault.path for fault in reading.faults if fault.path[:1] == (table,)}
    columns = [column for way in WAYS for column in way]
    rows = range(len(reading.frames[table])) if faulty else ()
    return {at for at in rows if any(reading.path_to(table, at, column) in faulty for column in columns)}


def fault_of(reading: Reading, table: str, at: int, why: Unsettled) -> Fault:
    """The fault in the user's own cell."""
    return Fault(reading.path_to(table, at, why.column), why.found, why.expected)


def parted(ways: Iterable[Way | Unsettled]) -> tuple[list[Way], list[Unsettled]]:
    """The ways that say something, and what is wrong with the others."""
    told = list(ways)
    return [way for way in told if isinstance(way, Way)], [way for way in told if isinstance(way, Unsettled)]


def _unplaced(work: Work, at: int, lookups: Lookups, *, must: bool, in_wijk: bool) -> Iterator[Unsettled]:
    """What is wrong with a row that names no buurt and has no point or address that can be looked up."""
    if in_wijk and not must:
        return
    missing = without_means(work.rows[at], work.name, at, lookups)
    if missing is not None:
        yield missing
    elif must:
        yield Unsettled("buurt", "niets", ANY_WAY, Placed.NIETS)


def _put(work: Work, at: int, ways: list[Way], lookups: Lookups, homes: Homes, *, must: bool) -> Iterator[Unsettled]:
    """Fill the place in that the ways agree on, or say why there is none."""
    if all(way.column == "wijk" for way in ways):
        yield from _unplaced(work, at, lookups, must=must, in_wijk=bool(ways))
        return
    row, place = work.rows[at], settle(ways)
    if isinstance(place, Unsettled):
        yield place
    elif place.buurt in homes.wijk_of:
        row["buurt"], row["wijk"] = place.buurt, row["wijk"] or homes.wijk_of[place.buurt]
        _fill_point(row, work.name, at, lookups)
        work.counts[place.way.how] += 1
        work.unused += any(way.outcome is Placed.NIET_IN_TABEL for way in ways)
    elif place.way.how is not How.CODE:  # a code that is not known is told where references are checked
        found = f"{place.way.shown} in buurt {place.buurt}, die niet in de tabel buurten staat"
        yield Unsettled(place.way.column, found, "een plek in de regio", Placed.BUITEN_DE_REGIO)


def _fill_point(row: dict[str, Any], table: str, at: int, lookups: Lookups) -> None:
    """A point in RD, in whole metres, of the degrees that were given."""
    points = lookups.points.get((table, DEGREE_COLUMNS[0]))
    if row["punt_x"] is None and points is not None and is_a_point(points, at):
        row["punt_x"], row["punt_y"] = round(points.rd.x[at]), round(points.rd.y[at])


def _rows_without_any_way(work: Work, reading: Reading) -> Iterator[int]:
    """The rows of sheets that have no columns to locate them by: one fault at the heading, none per row."""
    for source in reading.sources[work.name]:
        if any(all(column in source.headers for column in way) for way in WAYS):
            continue
        label = label_of(source, source.header_row, alone=len(reading.sources[work.name]) == 1)
        work.faults.append(Fault((work.name, label, "buurt"), "geen kolom die zegt waar de woning ligt", ANY_WAY))
        yield from (at for at, origin in enumerate(reading.origins[work.name]) if origin.source is source)
