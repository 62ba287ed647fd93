"""The numbers of a proposal, for who sees no persons in it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.access.proposal_access import WHOLE, sees
from api.access.visible import Fact
from api.errors import NotAllowed
from api.usecases.opened import OpenedProposal, opened
from api.usecases.seen_proposals import seen_proposal
from optimizer.planner_figures import OwnLimit, own_figures


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The numbers of a proposal: `figures` as planners see them, and exact loads for who decides the limit."""

    figures: Mapping[str, Any]
    limits: tuple[OwnLimit, ...]


def figures_of(desk: Desk, proposal_id: str) -> Figures:
    """The numbers of a proposal, which stay when it is erased. Raises NotAllowed, NotThere."""
    if desk.by.role not in WHOLE | {Role.PLANNER}:
        raise NotAllowed("Voor uw rol zijn er geen cijfers over de hele ronde.")
    with desk.store.reading() as connection:
        kept = seen_proposal(connection, desk.by, proposal_id)
    if kept.erased_at is not None:
        return Figures(figures=kept.figures, limits=())
    found = opened(desk.store, kept)
    return Figures(figures=kept.figures, limits=own_limits(desk.by, found))


def own_limits(by: Identity, found: OpenedProposal) -> tuple[OwnLimit, ...]:
    """The exact loads that somebody may see: a gemeente those of its own areas, the coordinator all."""
    seen = [each.id for each in found.round.municipalities if by.role in WHOLE or by.organisation == each.id]
    if not sees(by, Fact.OWN_LIMITS):
        return ()
    return tuple(limit for code in seen for limit in own_figures(found.round, found.proposal, code))
