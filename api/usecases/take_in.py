"""Take a round in: from a file of ours, or from the tables that a transferpunt has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.usecases.keep import read_round
from geodata.assemble import assemble
from geodata.column_mapping import ColumnMapping, read_mapping, write_mapping
from geodata.region import bundled, read_period, read_policy
from geodata.sound import LeftOut, sound_rows
from geodata.workbooks import read_register
from optimizer.errors import InvalidInput
from optimizer.round import Round

ROUND_FILE = ".json"


@dataclass(frozen=True, slots=True, kw_only=True)
class TakenIn:
    """The round; of tables also what each sheet and heading was taken for, and the rows that were left out.

    `of_region`: tables that come from the bundled region, because the files have no row of them.
    """

    round: Round
    mapping: ColumnMapping | None = None
    of_region: tuple[str, ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    def told(self) -> Iterator[str]:
        """What people should see of it: what was taken for what, what was not used, what was left out."""
        mapping = self.mapping or ColumnMapping()
        for sheet in mapping.sheets:
            where = f"{sheet.file}, blad {sheet.sheet}" if sheet.sheet else sheet.file
            yield f"{where}: gelezen als {sheet.table}, kopregel op rij {sheet.header_row}"
            for heading, column in sheet.columns.items():
                if heading != column:
                    yield f"  '{heading}' gelezen als {column}"
            for heading in sheet.ignored:
                yield f"  '{heading}' niet gebruikt"
        for file, sheet_name, reason in mapping.unused:
            yield f"{file}{f', blad {sheet_name}' if sheet_name else ''}: niet gebruikt, {reason}"
        if self.of_region:
            yield f"Uit de meegeleverde regio: {', '.join(self.of_region)}"
        for row in self.left_out:
            yield f"Weggelaten: {row.table}, {row.row}: {row.why}"


def take_in(path: Path, *, partly: bool = False, remembered: Path | None = None) -> TakenIn:
    """A round from a JSON file, or from a folder of tables or one workbook together with the bundled region.

    A table with at least one row replaces that of the region; policy and period are the region's. `partly` leaves out
    rows with a fault and what goes with them. `remembered` is the file that tells what this supplier's headings
    mean; it is made when it is not there yet. Raises InvalidInput with every fault.
    """
    if path.suffix.lower() == ROUND_FILE:
        return TakenIn(round=read_round(path))
    region = bundled()
    before = read_mapping(remembered) if remembered is not None and remembered.exists() else None
    reading = read_register(path, known=region.frames(), mapping=before)
    if remembered is not None and before is None and reading.mapping.sheets:
        write_mapping(remembered, reading.mapping)
    if reading.faults and not partly:
        raise InvalidInput(reading.faults)
    sound = sound_rows(reading)
    if sound.blocking:
        raise InvalidInput(sound.blocking)
    given = {name: frame for name, frame in sound.frames.items() if len(frame)}
    of_region = tuple(name for name, frame in region.frames().items() if len(frame) and name not in given)
    period = read_period()
    round_ = assemble(
        region.updated(given),
        read_policy(),
        id=path.stem,
        name=path.stem[:1].upper() + path.stem[1:],
        start=period.start,
        end=period.end,
        origin_of_data=path.name,
    )
    return TakenIn(round=round_, mapping=reading.mapping, of_region=of_region, left_out=sound.left_out)
