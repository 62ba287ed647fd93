"""Leave out rows of a supplier until what is left fits: some faults only show when the rows stand together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from api.usecases.read_in import Intake
from geodata.beside import Combine
from geodata.sound import Sound, sound_rows
from geodata.tracing import Traces, traced
from optimizer.errors import Fault, InvalidInput

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Settled(Generic[Made]):
    """What all that is sound makes, the rows that are, and the faults because of which others are left out."""

    made: Made
    sound: Sound
    faults: tuple[Fault, ...]


def settle(intake: Intake, combine: Combine, make: Callable[[Traces], Made], *, partly: bool) -> Settled[Made]:
    """What `make` makes of the register with the sound rows in it, of which it knows where they came from; it raises InvalidInput for what does not fit.

    `partly`: rows with a fault are left out, with what goes with them. Raises InvalidInput with every fault.
    """
    if intake.faults:
        raise InvalidInput(dict.fromkeys((*intake.faults, *intake.reading.faults)))
    reading, sound = intake.reading, sound_rows(intake.reading)
    while not sound.blocking:
        traces = _together(intake, sound, combine)
        try:
            made = make(traces)
        except InvalidInput as error:
            found = traced(error.faults, traces)
        else:
            if reading.faults and not partly:
                raise InvalidInput(reading.faults)
            return Settled(made=made, sound=sound, faults=reading.faults)
        reading, before = replace(reading, faults=(*reading.faults, *found)), sound
        sound = sound_rows(reading)
        if sound.left_out == before.left_out:
            sound = replace(sound, blocking=found)
    raise InvalidInput(sound.blocking if partly else reading.faults)


def _together(intake: Intake, sound: Sound, combine: Combine) -> Traces:
    """The register with the sound rows, also of tables that had rows and have none left."""
    had = intake.reading.frames
    given = {name: frame for name, frame in sound.frames.items() if len(had[name])}
    together = combine(intake.region.register.frames(), given)
    return Traces(
        register=intake.region.register.updated({name: together[name] for name in given}),
        reading=intake.reading,
        kept={name: sound.kept[name] for name in given},
        rules=intake.rules,
        region=intake.region.name,
        before={name: len(together[name]) - len(frame) for name, frame in given.items()},
    )
