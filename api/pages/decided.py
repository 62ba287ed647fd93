"""Who set a cap, when and until when; a cap that nobody set is said to be a proposal."""

from __future__ import annotations

from api.pages.tables import Tag
from api.pages.words import capital, signed
from optimizer.agreements import Limit
from optimizer.round import Round
from optimizer.words import day

PROPOSAL = "voorstel, nog niet vastgesteld"
EXPIRED, ENDING = "verlopen", "loopt af in deze ronde"


def decided_on(limit: Limit) -> str:
    """The day of the decision and the last day on which it holds; that there is none for a cap that is proposed."""
    if limit.provisional:
        return PROPOSAL
    return f"vastgesteld op {day(limit.decision.on)}{_until(limit)}"


def decisions(limit: Limit) -> tuple[str, ...]:
    """Who set a cap and why, until when it holds, and who consented to more."""
    decision = limit.decision
    who = capital(decision.by) if limit.provisional else f"Door {decision.by}"
    until = (f"Geldt tot en met {day(decision.until)}.",) if decision.until else ()
    own = (f"{who}. {decision.motivation}", *until)
    if limit.consent is None:
        return own
    consent = limit.consent.decision
    extra = signed(limit.consent.extra)
    return (*own, f"{extra} met toestemming van {consent.by}, {day(consent.on)}. {consent.motivation}")


def decision_tags(limit: Limit, round_: Round) -> tuple[Tag, ...]:
    """What somebody has to do about the cap: decide it, or decide it again because it ends before the round does."""
    if limit.provisional:
        return (Tag(PROPOSAL, "attention"),)
    until = limit.decision.until
    if until is None or until > round_.end:
        return ()
    return (Tag(EXPIRED if until < round_.start else ENDING, "attention"),)


def _until(limit: Limit) -> str:
    return f", geldt tot en met {day(limit.decision.until)}" if limit.decision.until else ""
