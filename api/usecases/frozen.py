"""The register as a round, at one moment, with what was decided about sent placements."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date

from api.access.proposal_access import Share
from api.store.database import Reading
from api.store.register import current_register
from api.store.reviews import decisions_on, reviews
from api.usecases.standings import standing_of_review
from geodata.assemble import assemble
from geodata.draagkracht.policy import DraagkrachtPolicy
from geodata.register import Register
from geodata.round_paths import Cell, cells_of
from geodata.rows import rows_in
from geodata.tables import TABLES
from optimizer.agreements import PlacementStatus
from optimizer.errors import Fault, InvalidInput
from optimizer.events import Withdrawn
from optimizer.mend.settled import settled
from optimizer.policy import Policy
from optimizer.review import events_of
from optimizer.round import Round

ORIGIN_OF_DATA = "register"


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """What a round has besides the register."""

    id: str
    name: str
    start: date
    end: date
    policy: Policy
    draagkracht: DraagkrachtPolicy | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A round with the register that it was made of; `seq`: the last entry of the audit by then."""

    round: Round
    register: Register
    seq: int


def frozen_now(connection: Reading, heading: Heading) -> Frozen:
    """The round of this moment. Raises InvalidInput with the table, the row as people know it, and the column.

    Who has moved in or waits no longer by what was decided here is not in it, unless registered again since. What was
    pinned and is under way by now is no pin any more.
    """
    register, seq = current_register(connection)
    try:
        round_ = assemble(
            register,
            heading.policy,
            id=heading.id,
            name=heading.name,
            start=heading.start,
            end=heading.end,
            origin_of_data=ORIGIN_OF_DATA,
            draagkracht=heading.draagkracht,
        )
    except InvalidInput as error:
        raise InvalidInput(dict.fromkeys(_placed(error.faults, register))) from None
    living, gone = _settled_people(connection, register)
    claimed = {claim.person for claim in round_.claims}
    free = replace(round_, pins=tuple(pin for pin in round_.pins if pin.person not in claimed))
    left = settled(free, {person: home for person, home in living.items() if person not in claimed}, gone - claimed)
    return Frozen(round=left, register=register, seq=seq)


def _settled_people(connection: Reading, register: Register) -> tuple[dict[str, str], frozenset[str]]:
    """Who lives in which dwelling, the case closed; and who waits no longer for another reason."""
    found = reviews(connection, Share())
    last = decisions_on(connection, (review.placement for review in found))
    registered: Mapping[str, date] = {row["code"]: row["aangemeld_op"] for row in rows_in(register, "uitstromers")}
    living: dict[str, str] = {}
    gone = set[str]()
    for review in found:
        step, since = last.get(review.placement), registered.get(review.person)
        if step is None or since is None or since > date.fromisoformat(step.at[:10]):
            continue
        if review.status is PlacementStatus.AFGEROND:
            living[review.person] = review.dwelling
        elif any(isinstance(event, Withdrawn) for event in events_of([standing_of_review(review, step)])):
            gone.add(review.person)
    return living, frozenset(gone)


def _placed(faults: tuple[Fault, ...], register: Register) -> Iterator[Fault]:
    """The faults at the rows of the register, which people know by their code."""
    for fault in faults:
        cells = cells_of(fault, register)
        yield from (replace(fault, path=_path(cell, register)) for cell in cells)
        if not cells:
            yield fault


def _path(cell: Cell, register: Register) -> tuple[str, ...]:
    row = rows_in(register, cell.table)[cell.at]
    key = " + ".join(str(row[name]) for name in TABLES[cell.table].key)
    return (cell.table, key) if cell.column is None else (cell.table, key, cell.column)
