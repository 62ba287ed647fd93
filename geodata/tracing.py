"""Faults that only show when a register becomes a round, told with the user's own file, row and heading."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from geodata.reading import Reading
from geodata.register import Register
from geodata.round_paths import Cell, cells_of
from geodata.rules import Rules
from geodata.tables import FIRST_ROW
from optimizer.errors import Fault


@dataclass(frozen=True, slots=True, eq=False, kw_only=True)
class Traces:
    """Where everything in a round came from.

    - `kept`: per table of the user, for each row that is used which row of the `reading` it is;
    - `region`: what the region is called that the other tables come from;
    - `before`: per table how many rows of it stand before those of the user.
    """

    register: Register
    reading: Reading
    kept: Mapping[str, tuple[int, ...]]
    rules: Rules
    region: str
    before: Mapping[str, int] = field(default_factory=dict)

    def row_of(self, cell: Cell) -> int | None:
        """Which row of the reading a cell is of; None when it is not one of the user's."""
        at = cell.at - self.before.get(cell.table, 0)
        return self.kept[cell.table][at] if cell.table in self.kept and at >= 0 else None


def traced(faults: Iterable[Fault], traces: Traces) -> tuple[Fault, ...]:
    """The faults at the places that the user knows, each once; those of the region as one fault per table."""
    theirs: list[Fault] = []
    regional: dict[str, list[tuple[Cell, Fault]]] = {}
    for fault in faults:
        cells = cells_of(fault, traces.register)
        for cell in cells:
            at = traces.row_of(cell)
            if at is not None:
                theirs.append(replace(fault, path=traces.reading.path_to(cell.table, at, cell.column)))
            else:
                regional.setdefault(cell.table, []).append((cell, fault))
        if not cells:
            theirs.append(_of_rules(fault, traces.rules))
    return tuple(dict.fromkeys((*theirs, *_of_region(regional, traces.region))))


def _of_rules(fault: Fault, rules: Rules) -> Fault:
    """A fault of the policy or the period, in the file that holds them."""
    if fault.path[:2] == ("policy", "amounts") and len(fault.path) == len(("policy", "amounts")):
        return Fault((rules.file, "periode"), fault.found, f"{fault.expected}, of eigen bedragen onder [[jaren]]")
    if fault.path[:1] == ("policy",):
        return replace(fault, path=(rules.file, "beleid", *fault.path[1:]))
    return fault


def _of_region(found: Mapping[str, list[tuple[Cell, Fault]]], region: str) -> Iterator[Fault]:
    """Rows of the region do not fit because of what the user handed in: one sentence per table says enough."""
    for table, faults in found.items():
        cell, first = faults[0]
        where = ", ".join((f"rij {cell.at + FIRST_ROW}", *((cell.column,) if cell.column else ())))
        rows = f"{len({cell.at for cell, _ in faults})} rijen van {region}"
        yield Fault(
            (table,),
            f"{rows} die niet passen, zoals {where}: {first.found} (verwacht {first.expected})",
            f"een eigen tabel {table}, of een eigen regio met --regio",
        )
