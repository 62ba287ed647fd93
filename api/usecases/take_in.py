"""Take a round in: from a file of ours, or from the tables that a transferpunt has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from api.usecases.keep import read_round
from api.usecases.made import Made
from api.usecases.read_in import Intake, Source, read_tables
from api.usecases.told import told, told_of_caps
from geodata.assemble import assemble
from geodata.column_mapping import write_mapping
from geodata.loads import remarks_on_splits
from geodata.reading import Reading
from geodata.register import Register
from geodata.sound import LeftOut, Sound, sound_rows
from geodata.tracing import Traces, traced
from optimizer.errors import Fault, InvalidInput
from optimizer.round import Round


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class TakenIn:
    """The round; of tables also how they were read, the rows that were left out, and the faults because of which."""

    made: Made
    intake: Intake | None = None
    left_out: tuple[LeftOut, ...] = ()
    faults: tuple[Fault, ...] = ()

    def told(self) -> Iterator[str]:
        """What people should see of it; nothing for a round that was kept in a file."""
        if self.intake is not None:
            yield from told(self.intake, self.left_out)
            if self.made.register is not None:
                yield from remarks_on_splits(self.made.register, self.made.round.start)
                yield from told_of_caps(self.made.round, self.made.register)


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class _Settled:
    """The round of all that is sound, or None while something blocks; `reading` holds every fault that showed."""

    made: Made | None
    reading: Reading
    sound: Sound


def take_in(source: Source, *, partly: bool = False) -> TakenIn:
    """A round from a JSON file, or from tables together with a region.

    A table with at least one row replaces that of the region. `partly` leaves out rows with a fault and what goes
    with them. What the headings mean is written down when the source names a file for it that is not there yet.
    Raises InvalidInput with every fault.
    """
    if source.is_kept_round:
        return TakenIn(made=Made(round=_kept_round(source)))
    intake = read_tables(source)
    if source.columns is not None and intake.remembered is None and intake.reading.mapping.sheets:
        write_mapping(source.columns, intake.reading.mapping)
    if intake.faults:
        raise InvalidInput(dict.fromkeys((*intake.faults, *intake.reading.faults)))
    settled = _settle(intake)
    faults = settled.reading.faults
    if faults and not partly:
        raise InvalidInput(faults)
    if settled.made is None:
        raise InvalidInput(settled.sound.blocking)
    return TakenIn(made=settled.made, intake=intake, left_out=settled.sound.left_out, faults=faults)


def _kept_round(source: Source) -> Round:
    """The round in a file; it has its region and policy already."""
    faults = [
        Fault((option,), "een ronde (.json), waar dit al in zit", "deze keuze alleen bij tabellen")
        for option, value in (("--beleid", source.policy), ("--regio", source.region))
        if value is not None
    ]
    if faults:
        raise InvalidInput(faults)
    return read_round(source.round)


def _settle(intake: Intake) -> _Settled:
    """Leave out rows until what is left makes a round: some faults only show when it is made."""
    reading, sound = intake.reading, sound_rows(intake.reading)
    while not sound.blocking:
        register = _register_of(intake, sound)
        try:
            made = Made(round=_assembled(intake, register), register=register)
        except InvalidInput as error:
            found = traced(error.faults, _traces(intake, register, sound))
        else:
            return _Settled(made=made, reading=reading, sound=sound)
        reading, before = replace(reading, faults=(*reading.faults, *found)), sound
        sound = sound_rows(reading)
        if sound.left_out == before.left_out:
            sound = replace(sound, blocking=found)
    return _Settled(made=None, reading=reading, sound=sound)


def _register_of(intake: Intake, sound: Sound) -> Register:
    """The register of the region with the user's tables; one of which no row is left does not become the region's."""
    had = intake.reading.frames
    return intake.region.register.updated({name: frame for name, frame in sound.frames.items() if len(had[name])})


def _assembled(intake: Intake, register: Register) -> Round:
    path, rules = intake.source.round.resolve(), intake.rules  # "." has no name
    return assemble(
        register,
        rules.policy,
        id=path.stem,
        name=path.stem[:1].upper() + path.stem[1:],
        start=rules.period.start,
        end=rules.period.end,
        origin_of_data=path.name,
        draagkracht=intake.draagkracht,
    )


def _traces(intake: Intake, register: Register, sound: Sound) -> Traces:
    kept = {name: rows for name, rows in sound.kept.items() if len(intake.reading.frames[name])}
    return Traces(register=register, reading=intake.reading, kept=kept, rules=intake.rules, region=intake.region.name)
