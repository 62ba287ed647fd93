"""What people should see of how their tables were read: what was taken for what, what was not used, which rules hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from api.usecases.read_in import Intake
from geodata.column_mapping import ColumnMapping, SheetMapping
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.limits_in_force import ending, lapsed
from geodata.locating.locate import How
from geodata.locating.tables import Placing
from geodata.reading import Reading
from geodata.register import Register
from geodata.rules import Rules
from geodata.sound import LeftOut
from geodata.tables_region import REGION_TABLES
from geodata.toml_file import DRAAGKRACHT_FILE, TOML
from optimizer.round import Round
from optimizer.words import day, period

MOST_NAMED = 5

LOCATED_BY = {How.POSTCODE: "op postcode", How.COORDINATES: "op coördinaten"}


def told(intake: Intake, left_out: Iterable[LeftOut]) -> Iterator[str]:
    """The lines, in the order in which somebody checks them."""
    if intake.region.reading is not None:
        yield f"Regio: {intake.region.name}"
        yield from _of_reading(intake.region.reading)
        yield from _of_placing(intake.region.placing)
        yield "Bij deze tabellen:"
    yield from told_of_reading(intake)
    yield from _of_tables(intake)
    yield _of_rules(intake.rules)
    yield _of_draagkracht(intake.draagkracht)
    yield from (f"Weggelaten: {row.table}, {row.row}: {row.why}" for row in left_out)


def told_of_reading(intake: Intake) -> Iterator[str]:
    """What was taken for what in the supplier's own files, and what its rows got their place by."""
    yield from _of_reading(intake.reading)
    yield from _of_placing(intake.placing)
    yield from _gone(intake)


def _of_reading(reading: Reading) -> Iterator[str]:
    for sheet in reading.mapping.sheets:
        yield from _of_sheet(sheet)
    for table, sources in reading.sources.items():
        yield from (f"{source.file}: gelezen als {table}" for source in sources if source.file.lower().endswith(TOML))
    for file, sheet_name, reason in reading.mapping.unused:
        yield f"{_place(file, sheet_name)}: niet gebruikt, {reason}"


def _of_sheet(sheet: SheetMapping) -> Iterator[str]:
    yield f"{_place(sheet.file, sheet.sheet)}: gelezen als {sheet.table}, kopregel op rij {sheet.header_row}"
    for heading, column in sheet.columns.items():
        if heading != column:
            yield f"  '{heading}' gelezen als {column}"
    for heading in sheet.ignored:
        yield f"  '{heading}' niet gebruikt"


def _of_placing(placing: Placing) -> Iterator[str]:
    """What got its buurt from a point or an address, and what should be known of that; no address is ever repeated."""
    for table in dict.fromkeys(table for table, _ in placing.counts):
        counts = [(placing.counts.get((table, how), 0), words) for how, words in LOCATED_BY.items()]
        first, *rest = [f"{count} {words}" for count, words in counts if count] or [""]
        if first:
            yield ", ".join((f"{table}: {first} geplaatst", *rest))
    yield from placing.remarks


def _gone(intake: Intake) -> Iterator[str]:
    """What this supplier had before and has no more."""
    before = intake.remembered or ColumnMapping()
    for file, sheet, heading, column in before.absent(intake.reading.mapping):
        yield f"{_place(file, sheet)}: '{heading}' ({column}) is onthouden, maar staat er nu niet in"


def _of_tables(intake: Intake) -> Iterator[str]:
    given = {name for name, frame in intake.reading.frames.items() if len(frame)}
    filled = {name for name, frame in intake.region.register.frames().items() if len(frame)}
    rest = [name for name in intake.region.register.frames() if name in filled - given]
    if rest:
        yield f"Uit {intake.region.name}: {', '.join(rest)}"
    empty = [table.name for table in REGION_TABLES if table.name not in filled | given]
    if empty:
        yield f"Nergens gevonden, dus leeg: {', '.join(empty)}"


def _of_rules(rules: Rules) -> str:
    days = period(rules.period.start, rules.period.end)
    if rules.example:
        return f"Beleid: {rules.file}, want er is geen eigen beleid gegeven. Niemand heeft dit vastgesteld. Periode: {days}."
    return f"Beleid: {rules.policy.name}, uit {rules.file}. Periode: {days}."


def _of_draagkracht(policy: DraagkrachtPolicy | None) -> str:
    if policy is None:
        return f"Draagkracht: er is geen {DRAAGKRACHT_FILE}, dus er worden geen grenzen voorgesteld."
    nobody = " Niemand heeft dit vastgesteld." if policy.example else ""
    return f"Draagkracht: {policy.name}, uit {policy.file}.{nobody}"


def told_of_caps(round_: Round, register: Register) -> Iterator[str]:
    """Which caps nobody decided, and which decisions lapsed or end within the period."""
    proposed = [limit for limit in round_.limits if limit.provisional]
    if proposed:
        which = _shortly([limit.area for limit in proposed])
        yield f"{len(proposed)} {'grens is' if len(proposed) == 1 else 'grenzen zijn'} een voorstel zonder besluit: {which}"
    for row in lapsed(register, round_.start):
        yield f"Besluit '{row['code']}' over {row['gebied']} is verlopen op {day(row['geldig_tot'])} en telt niet mee"
    for row in ending(register, round_.start, round_.end):
        yield f"Besluit '{row['code']}' over {row['gebied']} eindigt binnen de periode, op {day(row['geldig_tot'])}"


def _shortly(codes: list[str]) -> str:
    """The first codes, and how many more there are."""
    more = len(codes) - MOST_NAMED
    return ", ".join(codes[:MOST_NAMED]) + (f" en nog {more}" if more > 0 else "")


def _place(file: str, sheet: str) -> str:
    return f"{file}, {'deel' if file.lower().endswith(TOML) else 'blad'} {sheet}" if sheet else file
