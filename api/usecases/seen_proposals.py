"""Which kept proposals somebody may see: everything that shows one asks here first."""

from __future__ import annotations

from api.access.identity import Identity, Role
from api.access.proposal_access import READERS, WHOLE, share_of
from api.errors import NotAllowed, NotThere
from api.store.database import Reading
from api.store.proposals import KeptProposal, find_proposal, kept_proposals
from api.store.reviews import proposals_of
from api.store.rounds import kept_rounds

NO_PROPOSAL = "Dit voorstel is er niet, of niet voor u."


def seen_proposals(connection: Reading, by: Identity) -> tuple[KeptProposal, ...]:
    """The proposals that somebody sees, the newest first. Raises NotAllowed for who sees none ever."""
    _allow(by)
    known = kept_proposals(connection)
    if by.role in WHOLE:
        return known
    if by.role is Role.PLANNER:
        firsts = first_sent(connection)
        return tuple(kept for kept in known if kept.id in firsts)
    share = share_of(by)
    own = frozenset[str]() if share is None else proposals_of(connection, share)
    return tuple(kept for kept in known if kept.id in own and kept.erased_at is None)


def seen_proposal(connection: Reading, by: Identity, proposal_id: str) -> KeptProposal:
    """One of them. Raises NotAllowed, and NotThere for all others alike."""
    _allow(by)
    kept = find_proposal(connection, proposal_id)
    if kept is None:
        raise NotThere(NO_PROPOSAL)
    if by.role in WHOLE:
        return kept
    if by.role is Role.PLANNER:
        seen = kept.id in first_sent(connection)
    else:
        share = share_of(by)
        seen = share is not None and kept.erased_at is None and kept.id in proposals_of(connection, share)
    if not seen:
        raise NotThere(NO_PROPOSAL)
    return kept


def first_sent(connection: Reading) -> frozenset[str]:
    """Of every round with its repairs and scenarios the proposal that was sent first: the numbers that may be told."""
    parents = {kept.id: kept.parent for kept in kept_rounds(connection)}
    firsts: dict[str, str] = {}
    sent = [kept for kept in kept_proposals(connection) if kept.sent_at is not None]
    for kept in sorted(sent, key=lambda each: (each.sent_at or "", each.id)):
        base = kept.round
        while (parent := parents.get(base)) is not None:
            base = parent
        firsts.setdefault(base, kept.id)
    return frozenset(firsts.values())


def _allow(by: Identity) -> None:
    if by.role not in READERS:
        raise NotAllowed("Voor uw rol zijn er geen voorstellen.")
