"""Who sees which proposals, whose placements in them, and which facts: beside `visible`, the one place for it.

The coordinator sees all. Everybody else sees what was sent only: a corporation what concerns its own dwellings, a provider
its own registrations, a planner figures and maps. Of a round with its repairs and scenarios all but the coordinator see the
numbers of the first that was sent, for two of them side by side give single people away.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from api.access.identity import OF_AN_ORGANISATION, Identity, Role
from api.access.scope import Scope, whole
from api.access.visible import VISIBLE, Fact, Reader
from geodata.tables import TABLES
from optimizer.agreements import PlacementStatus
from optimizer.events import Decliner
from optimizer.review import Actor

WHOLE = frozenset({Role.COORDINATOR, Role.SYSTEEM})
# Roles that read of single placements.
OF_PLACEMENTS = WHOLE | OF_AN_ORGANISATION
READERS = OF_PLACEMENTS | {Role.PLANNER}

ACTORS: Mapping[Role, Actor] = {
    Role.COORDINATOR: Actor.COORDINATOR,
    Role.SYSTEEM: Actor.COORDINATOR,
    Role.CORPORATIE: Actor.CORPORATIE,
    Role.ZORGAANBIEDER: Actor.ZORGAANBIEDER,
}
# From its word until it takes it back: before and after, a corporation reads no more than with the proposal.
AGREED_ON = frozenset(
    {
        PlacementStatus.AKKOORD,
        PlacementStatus.AANGEBODEN,
        PlacementStatus.GEACCEPTEERD,
        PlacementStatus.VERHUURD,
        PlacementStatus.OMGEKLAPT,
        PlacementStatus.AFGEROND,
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """Whose placements: those in the dwellings of a corporation, of the people of a provider, or, without either, all."""

    corporation: str | None = None
    provider: str | None = None


def share_of(by: Identity) -> Share | None:
    """The placements that somebody reads of; None: of no single one."""
    if by.role in WHOLE:
        return Share()
    if not by.organisation:
        return None
    if by.role is Role.CORPORATIE:
        return Share(corporation=by.organisation)
    return Share(provider=by.organisation) if by.role is Role.ZORGAANBIEDER else None


def whole_of(table: str) -> Scope:
    """All of a table of the register, for what follows from a decision or a calculation, which nobody reads as it is."""
    return whole(table, TABLES[table].names)


def reader_of(by: Identity, status: PlacementStatus | None = None) -> Reader | None:
    """As whom somebody reads, of a placement at its present status; None for administrators."""
    if by.role is Role.CORPORATIE:
        return Reader.AGREED if status in AGREED_ON else Reader.CORPORATION
    if by.role is Role.PLANNER:
        return Reader.MUNICIPALITY if by.organisation else Reader.PLANNER
    if by.role is Role.ZORGAANBIEDER:
        return Reader.PROVIDER
    return Reader.COORDINATOR if by.role in WHOLE else None


def sees(by: Identity, fact: Fact, status: PlacementStatus | None = None) -> bool:
    """Whether somebody sees a fact, of a placement at its present status."""
    return reader_of(by, status) in VISIBLE[fact].readers


def ever_sees(by: Identity, fact: Fact) -> bool:
    """Whether somebody sees a fact of any placement: others do not exist for it, not to filter or sort on either."""
    return sees(by, fact) or any(sees(by, fact, status) for status in PlacementStatus)


def reads_motivation(by: Identity, written_by: Role) -> bool:
    """Why somebody did something is for its own side and for the coordinator: it may tell of health, or of others."""
    return by.role in WHOLE or by.role is written_by


def reads_refusal(by: Identity, given_by: Decliner) -> bool:
    """A reason of the client or the provider is not for corporations: it may tell of health."""
    return by.role is not Role.CORPORATIE or given_by is Decliner.CORPORATIE


def knows_who(by: Identity, did: Role, now: PlacementStatus) -> bool:
    """Whether somebody may know which role took the last step.

    A corporation reads a relapse as an end: who ended it would tell the two apart.
    """
    hidden = (PlacementStatus.TERUGVAL, PlacementStatus.BEEINDIGD)
    return by.role is not Role.CORPORATIE or did is Role.CORPORATIE or now not in hidden
