"""Solve a round that somebody brings along, and keep nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from api.access.desk import Desk
from api.access.identity import Role
from api.errors import NotAllowed
from optimizer.errors import Fault, InvalidInput
from optimizer.proposal import Proposal, Settings
from optimizer.round import Round
from optimizer.solve import solve


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """How much a request may ask for: seconds, and people times dwellings."""

    seconds: int
    pairs: int


def solve_once(
    desk: Desk, round_: Round, settings: Settings, bounds: Bounds, cancelled: Callable[[], bool]
) -> Proposal:
    """The checked proposal. Raises NotAllowed, InvalidInput for what is too much, and what `solve` raises."""
    if desk.by.role not in (Role.COORDINATOR, Role.SYSTEEM):
        raise NotAllowed("Alleen een coördinator mag een ronde laten berekenen.")
    faults = list(_too_much(round_, settings, bounds))
    if faults:
        raise InvalidInput(faults)
    return solve(round_, settings, cancelled=cancelled)


def _too_much(round_: Round, settings: Settings, bounds: Bounds) -> Iterator[Fault]:
    people, dwellings = len(round_.people), len(round_.dwellings)
    if people * dwellings > bounds.pairs:
        found = f"{people} mensen en {dwellings} woningen"
        expected = f"hooguit {bounds.pairs} paren van een mens en een woning; vraag voor meer een berekening aan"
        yield Fault(("round",), found, expected)
    if settings.time_limit is None or settings.time_limit > bounds.seconds:
        yield Fault(("timeLimit",), str(settings.time_limit), f"hooguit {bounds.seconds} seconden")
