"""From a fault in terms of a Round to the cells of the Register that it is about."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from geodata.loads import claims_of
from geodata.register import Register
from geodata.rows import rows_in
from geodata.tables import BY_DWELLING, FIRST_ROW, TABLES
from optimizer.errors import Fault

TABLE_OF = {
    "municipalities": "gemeenten",
    "corporations": "corporaties",
    "providers": "zorgaanbieders",
    "people": "uitstromers",
    "dwellings": "woningen",
    "limits": "grenswaarden",
    "capacities": "begeleiding",
    "quotas": "afspraken",
    "convenanten": "convenanten",
    "pins": "vastgezet",
    "bans": "weigeringen",
    "rent_exceptions": "huurafwijkingen",
    "links": "koppelingen",
    "contact_exclusions": "uitsluitingen",
    "previous": "vorige",
    "draagkracht": "wijken",
}
# Fields that follow from a column which does not fill them as it is, or from one that is not their first part.
DERIVED = {
    ("woningen", "municipality"): "wijk",
    ("woningen", "label"): "label_leeftijd_van",
    ("buurten", "municipality"): "wijk",
    ("grenswaarden", "used"): "gebied",
    ("uitsluitingen", "protected"): "beschermde_gebieden",
}


class Cell(NamedTuple):
    """A cell of a frame of the Register, or a row without a column; `at` counts from 0."""

    table: str
    at: int
    column: str | None


def cells_of(fault: Fault, register: Register) -> tuple[Cell, ...]:
    """The cells that a fault of a register or of its round is about; none when it is about no row of it."""
    collection, *rest = fault.path
    row = rest[0] if rest else None
    if collection in TABLES and isinstance(row, str) and row.startswith("rij "):
        column = str(rest[1]) if len(rest) > 1 else None
        return (Cell(str(collection), int(row.removeprefix("rij ")) - FIRST_ROW, column),)
    fields = ".".join(step for step in rest if isinstance(step, str))
    if collection == "claims":
        return tuple(_of_claims(fault, register))
    if "bands" in rest:
        bands = enumerate(rows_in(register, "afstandsbanden"))
        return tuple(Cell("afstandsbanden", at, "band") for at, band in bands if str(band["band"]) == fault.found)
    if not isinstance(row, int):
        return ()
    if collection == "areas":
        cell = list(_areas(register))[row]
        return (cell if cell.column else Cell(cell.table, cell.at, column_of(cell.table, fields)),)
    table = TABLE_OF.get(str(collection))
    return (Cell(table, row, column_of(table, fields)),) if table else ()


def column_of(table: str, fields: str) -> str | None:
    """The column that fills a field; of a field with parts the first one that fills a part."""
    if (table, fields) in DERIVED:
        return DERIVED[table, fields]
    if not fields:
        return None
    filled = {column.name: column.fills.partition(".")[2] for column in TABLES[table].columns}
    whole = [name for name, field in filled.items() if field == fields]
    parts = [name for name, field in filled.items() if field.startswith(f"{fields}.")]
    return next(iter((*whole, *parts)), None)


def _areas(register: Register) -> Iterator[Cell]:
    """Where every area of the round comes from, in its order: see `rows.areas_of`."""
    for table in ("wijken", "buurten", "gebieden"):
        yield from (Cell(table, at, None) for at in range(len(register.frames()[table])))
    known = set(register.gebieden["code"])
    for at, row in enumerate(rows_in(register, "woningen")):
        for column in BY_DWELLING:
            if row[column] is not None and row[column] not in known:
                known.add(row[column])
                yield Cell("woningen", at, column)


def _of_claims(fault: Fault, register: Register) -> Iterator[Cell]:
    """The rows of one claim, or of all claims on the person or the dwelling that the fault names."""
    at = fault.path[1] if len(fault.path) > 1 else None
    meant: dict[tuple[str, str, str], str | None] = {}
    for number, claim in enumerate(claims_of(register)):
        pair = (claim.person, claim.dwelling, claim.status)
        if number == at:
            meant[pair] = None
        elif at is None and fault.found.endswith(f"van '{claim.person}'"):
            meant[pair] = "uitstromer"
        elif at is None and fault.found.endswith(f"in '{claim.dwelling}'"):
            meant[pair] = "woning"
    for number, row in enumerate(rows_in(register, "plaatsingen")):
        pair = (row["uitstromer"], row["woning"], row["status"])
        if pair in meant:
            yield Cell("plaatsingen", number, meant[pair])
