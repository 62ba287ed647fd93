"""A Round: one frozen snapshot of everything a decision needs.

Collections are kept sorted by id, so that the order in which rows were handed in changes nothing: rounds
with the same rows are equal, have the same digest and give the same proposal. References, ranges and dates
are checked on construction; all faults come at once (`consistency.faults_of`).

Units: money in euro cents a month, income in whole euros a year, support in whole hours a week,
distances in metres, load in the policy's care weights.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, fields, is_dataclass
from datetime import date
from hashlib import sha256

from optimizer.agreements import (
    Ban,
    Claim,
    ContactExclusion,
    Convenant,
    Limit,
    Link,
    Pin,
    Previous,
    Quota,
    RentException,
    SupportCapacity,
)
from optimizer.consistency import COLLECTIONS, faults_of, key_of
from optimizer.draagkracht import Draagkracht
from optimizer.errors import InvalidInput
from optimizer.people import Uitstromer
from optimizer.policy import Policy
from optimizer.supply import Area, Dwelling, Municipality, Organisation


@dataclass(frozen=True, slots=True, kw_only=True)
class Round:
    """Everything one decision needs. `origin_of_data` labels it, for instance *synthetisch*."""

    id: str
    name: str
    start: date
    end: date
    policy: Policy
    origin_of_data: str = ""
    municipalities: tuple[Municipality, ...] = ()
    areas: tuple[Area, ...] = ()
    corporations: tuple[Organisation, ...] = ()
    providers: tuple[Organisation, ...] = ()
    people: tuple[Uitstromer, ...] = ()
    dwellings: tuple[Dwelling, ...] = ()
    limits: tuple[Limit, ...] = ()
    capacities: tuple[SupportCapacity, ...] = ()
    quotas: tuple[Quota, ...] = ()
    convenanten: tuple[Convenant, ...] = ()
    claims: tuple[Claim, ...] = ()
    pins: tuple[Pin, ...] = ()
    bans: tuple[Ban, ...] = ()
    rent_exceptions: tuple[RentException, ...] = ()
    links: tuple[Link, ...] = ()
    contact_exclusions: tuple[ContactExclusion, ...] = ()
    previous: tuple[Previous, ...] = ()
    draagkracht: tuple[Draagkracht, ...] = ()

    def __post_init__(self) -> None:
        faults = faults_of(self)
        if faults:
            raise InvalidInput(faults)
        for name in COLLECTIONS:
            object.__setattr__(self, name, tuple(sorted(getattr(self, name), key=key_of(name))))

    def lease_start(self, person: Uitstromer, dwelling: Dwelling) -> date:
        """The first day on which the dwelling is free, the person is ready and the round has begun."""
        return max(dwelling.available_from, person.ready_on, self.start)


def canonical(value: object) -> object:
    """The value as JSON can write it, one form only: sets become sorted lists, dates ISO texts."""
    if is_dataclass(value):
        return {item.name: canonical(getattr(value, item.name)) for item in fields(value)}
    if isinstance(value, frozenset):
        return sorted((canonical(item) for item in value), key=json.dumps)
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [canonical(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def digest(value: object) -> str:
    """SHA-256 of the canonical form of a round or proposal: the same rows give the same digest, in any order."""
    text = json.dumps(canonical(value), ensure_ascii=False, separators=(",", ":"))
    return sha256(text.encode()).hexdigest()
