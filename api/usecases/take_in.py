"""Take a round in: from a file of ours, or from the tables that a transferpunt has."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from api.usecases.keep import read_round
from api.usecases.made import Made
from api.usecases.read_in import Intake, Source, read_tables, remember
from api.usecases.settle import settle
from api.usecases.told import told, told_of_caps
from geodata.assemble import assemble
from geodata.beside import instead
from geodata.loads import remarks_on_splits
from geodata.register import Register
from geodata.sound import LeftOut
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


def take_in(source: Source, *, partly: bool = False) -> TakenIn:
    """A round from a JSON file, or from tables together with a region.

    A table with at least one row replaces that of the region. `partly` leaves out rows with a fault and what goes
    with them. What the headings mean is written down when the source names a file for it that is not there yet.
    Raises InvalidInput with every fault.
    """
    if source.is_kept_round:
        return TakenIn(made=Made(round=_kept_round(source)))
    intake = read_tables(source)
    remember(intake)
    settled = settle(intake, instead, lambda traces: _made(intake, traces.register), partly=partly)
    return TakenIn(made=settled.made, intake=intake, left_out=settled.sound.left_out, faults=settled.faults)


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


def _made(intake: Intake, register: Register) -> Made:
    path, rules = intake.source.round.resolve(), intake.rules  # "." has no name
    round_ = assemble(
        register,
        rules.policy,
        id=path.stem,
        name=path.stem[:1].upper() + path.stem[1:],
        start=rules.period.start,
        end=rules.period.end,
        origin_of_data=path.name,
        draagkracht=intake.draagkracht,
    )
    return Made(round=round_, register=register)
