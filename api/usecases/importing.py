"""Take tables of a supplier into the register: read as the command line reads them, kept all or nothing.

Rows are matched by the key of their table. New ones are added, other ones changed, equal ones left alone; a row that is not in
the file stays, and is told. Reading and checking takes seconds, so it is done before the store is held for writing, and once
more if somebody changed the register meanwhile.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from importlib.resources import as_file

from api.access.desk import Desk
from api.access.identity import Role
from api.access.register_access import NAMES_PERSONS, scope_for
from api.errors import NotAllowed
from api.store import register as kept
from api.store.audit import Action, Noted
from api.store.database import Reading, Writing
from api.store.documents import find_document, keep_document
from api.store.register import Changed
from api.usecases.documents import BELEID, DRAAGKRACHT, WRITERS, faults_of_document, held_rules
from api.usecases.import_rows import Key, There, fitted, key_of, missing, there
from api.usecases.motivation import faults_of_motivation
from api.usecases.read_in import Intake, Source, geography_for, read_in, remember
from api.usecases.settle import Settled, settle
from api.usecases.told import told_of_reading
from geodata.beside import beside
from geodata.columns import frame_of, rows_of
from geodata.misfits import misfits_of
from geodata.own_region import Region, policy_at, policy_file
from geodata.region import region_folder
from geodata.register import Register, register_of
from geodata.round_paths import cells_of
from geodata.sound import LeftOut
from geodata.tables import FIRST_ROW, TABLES
from geodata.toml_file import DRAAGKRACHT_FILE
from geodata.tracing import Traces
from optimizer.errors import Fault, InvalidInput

REGISTER_NAME = "het register"
# Somebody may change the register while a supplier's tables are checked; then they are checked again.
TRIES = 2
EXAMPLE = "de meegeleverde regio"


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedTable:
    """What became of one table. `missing`: rows that are not in the file, by key; they stay as they are."""

    name: str
    added: int
    changed: int
    same: int
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What became of the tables and the documents, which rows were left out and why, and how everything was read."""

    tables: tuple[ImportedTable, ...]
    documents: tuple[str, ...]
    left_out: tuple[LeftOut, ...]
    faults: tuple[Fault, ...]
    told: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Plan:
    """What is to be written: per table the rows as they become, and the documents with their content."""

    there: There
    intake: Intake
    settled: Settled[Register]
    documents: dict[str, str]


def import_tables(desk: Desk, source: Source, *, partly: bool = False, motivation: str = "") -> Imported:
    """Take the tables at the source in. `partly` leaves out rows with a fault and what goes with them.

    Raises InvalidInput with every fault, and then nothing is kept.
    """
    _refuse_what_is_no_table(source, motivation)
    for _ in range(TRIES):
        with desk.store.reading() as connection:
            seen = kept.last_change(connection)
            plan = _planned(connection, desk, source, partly=partly)
        with desk.store.writing(desk.by) as writing:
            if kept.last_change(writing.connection) == seen:
                return _kept(writing, plan, motivation)
    with desk.store.writing(desk.by) as writing:
        return _kept(writing, _planned(writing.connection, desk, source, partly=partly), motivation)


def import_region(desk: Desk, motivation: str = EXAMPLE) -> Imported:
    """Take in the region that comes along, with its example of a policy and of how caps are proposed."""
    if desk.by.role not in WRITERS:
        raise NotAllowed("Alleen de coördinator neemt een regio op.")
    with as_file(region_folder()) as folder:
        return import_tables(desk, Source(round=folder), motivation=motivation)


def _refuse_what_is_no_table(source: Source, motivation: str) -> None:
    faults = [*faults_of_motivation(motivation)]
    if source.is_kept_round:
        faults.append(Fault((source.round.name,), "een ronde (.json)", "tabellen: een map of een werkboek"))
    if source.region is not None:
        faults.append(Fault(("--regio",), "een regio bij de tabellen", "geen: de regio staat in het register"))
    if faults:
        raise InvalidInput(faults)


def _planned(connection: Reading, desk: Desk, source: Source, *, partly: bool) -> _Plan:
    """What is to be written, with everything checked. Raises InvalidInput with every fault."""
    rows = there(connection, desk.by)
    rules = held_rules(connection)
    region = Region(name=REGISTER_NAME, register=_as_seen(desk, rows), rules=rules.rules, draagkracht=rules.draagkracht)
    intake = read_in(source, region, geography_for(source), beside)
    remember(intake)
    documents, faults = _documents_of(desk, source)
    intake = replace(
        intake,
        reading=fitted(connection, desk.by, intake.reading, rows),
        region=replace(region, register=_as_it_is(desk, rows)),
        faults=(*intake.faults, *faults),
    )
    settled = settle(intake, beside, _Fitting(desk, intake), partly=partly)
    return _Plan(there=rows, intake=intake, settled=settled, documents=documents)


def _as_seen(desk: Desk, rows: There) -> Register:
    """The register as this reader sees it: what its rows may refer to."""
    frames = {}
    for name, table in TABLES.items():
        scope = scope_for(desk.by, name)
        visible = () if scope is None else scope.columns
        seen = [
            {column: row.values[column] for column in visible}
            for row in rows.rows[name].values()
            if row.id in rows.seen[name]
        ]
        frames[name] = frame_of(table, seen)
    return register_of(frames)


def _as_it_is(desk: Desk, rows: There) -> Register:
    """The register that rows must fit in; for who sees no contactuitsluitingen there are none."""
    hidden = () if scope_for(desk.by, "uitsluitingen") is not None else ("uitsluitingen",)
    return register_of(
        {
            name: frame_of(table, [row.values for row in rows.rows[name].values()])
            for name, table in TABLES.items()
            if name not in hidden
        }
    )


def _documents_of(desk: Desk, source: Source) -> tuple[dict[str, str], list[Fault]]:
    """The rules among the files, by document, and what is wrong with handing them in."""
    policy = policy_file(source.policy) if source.policy is not None else policy_at(source.round)
    caps = source.round / DRAAGKRACHT_FILE
    files = {BELEID: policy, DRAAGKRACHT: policy_file(caps) if source.round.is_dir() and caps.exists() else None}
    found = {name: file for name, file in files.items() if file is not None}
    if desk.by.role not in WRITERS:
        return {}, [Fault((file,), "een bestand met beleid", "alleen tabellen") for file, _ in found.values()]
    contents = {name: content.decode("utf-8-sig", errors="replace") for name, (_, content) in found.items()}
    faults = [fault for name, content in contents.items() for fault in faults_of_document(name, content)]
    return contents, faults


class _Fitting:
    """Whether the rows fit in the register: what was wrong before is not the supplier's."""

    def __init__(self, desk: Desk, intake: Intake) -> None:
        self._desk, self._known = desk, intake.region.register

    @cached_property
    def _before(self) -> frozenset[tuple[str, str]]:
        """What was wrong without the supplier's rows; looked for only when there is something to compare it with."""
        return frozenset((fault.found, fault.expected) for fault in misfits_of(self._known))

    def __call__(self, traces: Traces) -> Register:
        """The register, if the rows fit. Raises InvalidInput."""
        found = [told for fault in misfits_of(traces.register) for told in self._told(fault, traces)]
        if found:
            raise InvalidInput(dict.fromkeys(found))
        return traces.register

    def _told(self, fault: Fault, traces: Traces) -> Iterator[Fault]:
        """The fault as this reader may know it, where it is about a row that was handed in or was not there before."""
        theirs = [cell for cell in cells_of(fault, traces.register) if traces.row_of(cell) is not None]
        for cell in theirs:
            scope = scope_for(self._desk.by, cell.table)
            visible = scope is not None and (cell.column is None or cell.column in scope.columns)
            column = (cell.column,) if visible and cell.column is not None else ()
            yield Fault((cell.table, f"rij {cell.at + FIRST_ROW}", *column), *_words(fault, visible=visible))
        if not theirs and (fault.found, fault.expected) not in self._before:
            yield Fault((REGISTER_NAME,), *_words(fault, visible=self._desk.by.role in WRITERS))


def _words(fault: Fault, *, visible: bool) -> tuple[str, str]:
    if visible:
        return fault.found, fault.expected
    return "een rij die niet past bij wat er al is", "waarden die daarbij passen"


def _kept(writing: Writing, plan: _Plan, motivation: str) -> Imported:
    """Write the plan."""
    given = {name for name, frame in plan.intake.reading.frames.items() if len(frame)}
    tables = tuple(_table_kept(writing, plan, name, motivation) for name in TABLES if name in given)
    return Imported(
        tables=tables,
        documents=tuple(
            name for name in plan.documents if _document_kept(writing, name, plan.documents[name], motivation)
        ),
        left_out=plan.settled.sound.left_out,
        faults=plan.settled.faults,
        told=tuple(told_of_reading(plan.intake)),
    )


def _table_kept(writing: Writing, plan: _Plan, name: str, motivation: str) -> ImportedTable:
    scope = scope_for(writing.by, name)
    if scope is None:
        raise NotAllowed("U kunt deze tabel niet vullen.")
    rows = rows_of(plan.settled.sound.frames[name])
    was = [plan.there.rows[name].get(key_of(name, row)) for row in rows]
    added = [row for row, before in zip(rows, was, strict=True) if before is None]
    changed = [
        Changed(before.id, before.values, row)
        for row, before in zip(rows, was, strict=True)
        if before is not None and before.values != row
    ]
    kept.add(writing, scope, added, motivation)
    kept.change(writing, scope, changed, motivation)
    absent = missing(scope, plan.there, rows_of(plan.intake.reading.frames[name]))
    _note_told(writing, name, absent)
    return ImportedTable(
        name=name,
        added=len(added),
        changed=len(changed),
        same=len(rows) - len(added) - len(changed),
        missing=tuple(" + ".join(map(str, key)) for key in absent),
    )


def _note_told(writing: Writing, name: str, keys: tuple[Key, ...]) -> None:
    """Who is told which rows are not in the file reads of the people whom their keys name."""
    column, parts = NAMES_PERSONS.get(name), TABLES[name].key
    if column in parts and keys and writing.by.role is not Role.SYSTEEM:
        people = sorted({str(key[parts.index(column)]) for key in keys})
        writing.note(Noted(action=Action.READ, kind=name, subjects=people))


def _document_kept(writing: Writing, name: str, content: str, motivation: str) -> bool:
    """Keep a document, if it says something else than before."""
    before = find_document(writing.connection, name)
    if before.content == content:
        return False
    keep_document(writing, before, content, motivation)
    return True
