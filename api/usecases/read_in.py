"""Read the tables that a transferpunt has, beside a region and with the rules that hold."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from geodata.beside import Combine, instead
from geodata.column_mapping import ColumnMapping, read_mapping, write_mapping
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.locating.geography import Geography, geography_in
from geodata.locating.tables import Placing, located
from geodata.own_region import Region, bundled_region, draagkracht_at, own_region, policy_at, policy_file, rules_in
from geodata.reading import Reading
from geodata.rules import Rules
from geodata.workbooks import read_supplied
from optimizer.errors import Fault

ROUND_FILE = ".json"


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What somebody hands in.

    - `round`: a round in JSON, a folder of tables, or one workbook;
    - `policy`: a policy file, which goes before the one in a folder of tables;
    - `region`: a folder with a region, instead of the one that comes along;
    - `columns`: the file that tells what the headings of this supplier mean; it need not be there yet;
    - `boundaries`: a boundary file, in which points are looked up if it holds buurten.
    """

    round: Path
    policy: Path | None = None
    region: Path | None = None
    columns: Path | None = None
    boundaries: Path | None = None

    @property
    def is_kept_round(self) -> bool:
        """Whether it is a round that this product wrote, and no tables."""
        return self.round.suffix.lower() == ROUND_FILE


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Intake:
    """What was read: the tables, the region beside them, the rules, and what was remembered of the supplier.

    `placing`: how the rows of the tables got their wijk and buurt. `faults` are those of the rules and of how caps are
    proposed; those of the tables are in `reading`.
    """

    source: Source
    reading: Reading
    placing: Placing
    region: Region
    rules: Rules
    draagkracht: DraagkrachtPolicy | None
    remembered: ColumnMapping | None
    faults: tuple[Fault, ...]


def read_tables(source: Source) -> Intake:
    """The tables at the source. Raises InvalidInput for the region, the remembered headings and what can't be opened.

    The rules are those of `policy`, else of the folder of tables, else of the region; how caps are proposed is that
    of the folder of tables, else of the region.
    """
    geography = geography_for(source)
    region = own_region(source.region, geography) if source.region is not None else bundled_region()
    return read_in(source, region, geography, instead)


def read_in(source: Source, region: Region, geography: Geography, combine: Combine) -> Intake:
    """The tables at the source, which stand to those of the region as `combine` says; otherwise as `read_tables`."""
    there = source.columns is not None and source.columns.exists()
    remembered = read_mapping(source.columns) if source.columns is not None and there else None
    given = policy_file(source.policy) if source.policy is not None else None
    policy = given or policy_at(source.round)
    rules, faults = rules_in(policy)
    known = region.register.frames()
    supplied = read_supplied(source.round, known, remembered, given, combine)
    reading, placing = located(supplied, known, geography, combine)
    draagkracht, more = draagkracht_at(source.round)
    return Intake(
        source=source,
        reading=reading,
        placing=placing,
        region=region,
        rules=rules if policy is not None else region.rules,
        draagkracht=draagkracht or region.draagkracht,
        remembered=remembered,
        faults=(*faults, *more),
    )


def remember(intake: Intake) -> None:
    """Write down what the headings mean, when the source names a file for it that is not there yet."""
    columns, mapping = intake.source.columns, intake.reading.mapping
    if columns is not None and intake.remembered is None and mapping.sheets:
        write_mapping(columns, mapping)


def geography_for(source: Source) -> Geography:
    """Where places are looked up: the boundary file that was named, what lies with the region, and with the tables."""
    folders = [folder for folder in (source.region, source.round) if folder is not None]
    found = Geography(boundaries=() if source.boundaries is None else (source.boundaries,))
    for folder in folders:
        found = found.or_else(geography_in(folder))
    return found
