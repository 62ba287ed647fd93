"""What people decide about sent placements, and what there is to read of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from api.access.desk import Desk
from api.access.identity import Identity, Role
from api.access.proposal_access import (
    ACTORS,
    OF_PLACEMENTS,
    Share,
    knows_who,
    reads_motivation,
    reads_refusal,
    share_of,
    whole_of,
)
from api.errors import Clash, NotAllowed, NotThere, Overtaken
from api.store import register as rows
from api.store.audit import Action, Noted
from api.store.database import Reading, Writing
from api.store.register import KeptRow
from api.store.reviews import (
    KIND,
    KeptDecision,
    KeptReview,
    Taken,
    add_decision,
    decisions,
    find_review,
    move_review,
    reviews,
    steps_of,
)
from api.usecases.listing import Listing, Page
from api.usecases.motivation import faults_of_motivation
from api.usecases.paging import Plain, paged
from api.usecases.standings import standing_of_review
from geodata.refusals import refusals
from optimizer.agreements import BanScope, PlacementStatus
from optimizer.errors import Fault, InvalidInput
from optimizer.events import Declined, Decliner, Refusal
from optimizer.review import (
    REASONS_OF,
    TRANSITIONS,
    Hindrance,
    NotPossible,
    Standing,
    Step,
    events_of,
    shown,
    steps_for,
)
from optimizer.review import decide as after

NO_PLACEMENT = "Deze plaatsing is er niet, of niet voor u."
NOT_YOUR_PLACE = "Dit is een plek van een andere zorgaanbieder. Akkoord geven kan alleen de coördinator."


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownDecision:
    """A step as its reader may know it; None: not for this reader."""

    placement: str
    step: Step | None
    before: PlacementStatus | None
    status: PlacementStatus
    refusal: Refusal | None
    motivation: str | None
    role: Role | None
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownPlacement:
    """A sent placement as its reader may know it: `steps` are what it can do now, `history` the newest first."""

    placement: str
    proposal: str
    person: str
    dwelling: str
    status: PlacementStatus
    version: int
    steps: tuple[Step, ...]
    history: tuple[ShownDecision, ...]


def decide(
    desk: Desk,
    placement: str,
    version: int,
    step: Step,
    refusal_code: str = "",
    motivation: str = "",
    until: date | None = None,
) -> ShownPlacement:
    """Take a step with a sent placement; `until`: the first day on which a declined dwelling is possible again.

    Raises NotAllowed, NotThere, Overtaken, Clash, InvalidInput.
    """
    share = _share(desk.by)
    with desk.store.writing(desk.by) as writing:
        review = _there(find_review(writing.connection, share, placement))
        history = steps_of(writing.connection, placement)
        if review.version != version:
            raise Overtaken(_who_was_first(desk.by, history[0]))
        faults = tuple(_faults(step, refusal_code, motivation, until))
        if faults:
            raise InvalidInput(faults)
        moved = _after(desk.by, review, history[0], step, refusal_code, motivation)
        _write(writing, review, moved, step, until)
        return _shown(writing.connection, desk.by, _there(find_review(writing.connection, share, placement)))


def read_placement(desk: Desk, placement: str) -> ShownPlacement:
    """One sent placement, with what was decided about it. Raises NotAllowed, NotThere."""
    share = _share(desk.by)
    with desk.store.reading() as connection:
        found = _shown(connection, desk.by, _there(find_review(connection, share, placement)))
    if desk.by.role is not Role.SYSTEEM:
        with desk.store.writing(desk.by) as writing:
            writing.note(Noted(action=Action.READ, kind="plaatsingen", subjects=[found.person]))
    return found


def list_decisions(desk: Desk, listing: Listing) -> Page[ShownDecision]:
    """The steps that somebody may know of, the newest first unless `listing` sorts. Raises NotAllowed, InvalidInput."""
    share = _share(desk.by)
    with desk.store.reading() as connection:
        known = [shown_decision(desk.by, each) for each in decisions(connection, share)]
        people = {review.placement: review.person for review in reviews(connection, share)}
    page = paged(known, _COLUMNS, listing)
    read = sorted({people[each.placement] for each in page.items})
    if read and desk.by.role is not Role.SYSTEEM:
        with desk.store.writing(desk.by) as writing:
            writing.note(Noted(action=Action.READ, kind=KIND, subjects=read))
    return page


def shown_decision(by: Identity, decision: KeptDecision) -> ShownDecision:
    """A step as somebody may know it."""
    refusal = None if decision.refusal is None else refusals()[decision.refusal]
    known = knows_who(by, decision.role, decision.to_status)
    actor = ACTORS[by.role]
    return ShownDecision(
        placement=decision.placement,
        step=Step(decision.step) if known else None,
        before=shown(decision.from_status, actor),
        status=shown(decision.to_status, actor) or decision.to_status,
        refusal=refusal if refusal is not None and reads_refusal(by, refusal.by) else None,
        motivation=decision.motivation if reads_motivation(by, decision.role) else None,
        role=decision.role if known else None,
        at=decision.at,
    )


def steps_now(by: Identity, review: KeptReview, standing: Standing) -> tuple[Step, ...]:
    """What somebody can do with a placement now."""
    possible = steps_for(standing, ACTORS[by.role])
    return tuple(step for step in possible if step is not Step.AGREE or not _runs_elsewhere(by, review))


def reasons_for(by: Identity, status: PlacementStatus | None) -> tuple[Refusal, ...]:
    """The reasons for which somebody may decline a placement that is this far, by name."""
    actor, transition = ACTORS[by.role], TRANSITIONS.get((status, Step.DECLINE))
    if transition is None:
        return ()
    own = [each for each in refusals().values() if each.by in REASONS_OF[actor]]
    if transition.documented:
        own = [each for each in own if each.documented or each.by is not Decliner.CORPORATIE]
    return tuple(sorted(own, key=lambda each: each.name))


_COLUMNS: Mapping[str, Callable[[ShownDecision], Plain]] = {
    "placement": lambda each: each.placement,
    "step": lambda each: each.step,
    "status": lambda each: each.status,
    "refusal": lambda each: each.refusal.code if each.refusal else None,
    "role": lambda each: each.role,
    "at": lambda each: each.at,
}


def _share(by: Identity) -> Share:
    if by.role not in OF_PLACEMENTS:
        raise NotAllowed("Voor uw rol zijn er geen plaatsingen van personen.")
    share = share_of(by)
    if share is None:
        raise NotThere(NO_PLACEMENT)
    return share


def _there(review: KeptReview | None) -> KeptReview:
    if review is None:
        raise NotThere(NO_PLACEMENT)
    return review


def _who_was_first(by: Identity, last: KeptDecision) -> str:
    known = shown_decision(by, last)
    who = "Een ander" if known.role is None else f"De {ACTORS[known.role]}"
    return f"{who} heeft deze plaatsing intussen op '{known.status}' gezet. Haal de plaatsing opnieuw op."


def _faults(step: Step, refusal_code: str, motivation: str, until: date | None) -> Iterator[Fault]:
    if refusal_code and refusal_code not in refusals():
        yield Fault(("refusal",), f"'{refusal_code}'", "een van: " + ", ".join(refusals()))
    yield from faults_of_motivation(motivation)
    if until is not None and step is not Step.DECLINE:
        yield Fault(("until",), str(until), f"niets, want bij {step} wordt niets uitgesloten")


def _after(
    by: Identity, review: KeptReview, last: KeptDecision, step: Step, refusal_code: str, motivation: str
) -> Standing:
    if step is Step.AGREE and _runs_elsewhere(by, review):
        raise NotAllowed(NOT_YOUR_PLACE)
    refusal = refusals()[refusal_code] if refusal_code else None
    standing = standing_of_review(review, last)
    moved = after(standing, step, ACTORS[by.role], refusal, motivation)
    if not isinstance(moved, NotPossible):
        return moved
    if moved.hindrance is Hindrance.ACTOR:
        raise NotAllowed(moved.message)
    if moved.hindrance is not Hindrance.INPUT:
        raise Clash(moved.message)
    about_refusal = step is Step.DECLINE or refusal is not None
    field, value = ("refusal", refusal_code) if about_refusal else ("motivation", motivation.strip())
    raise InvalidInput([Fault((field,), f"'{value}'" if value else "niets", moved.message)])


def _runs_elsewhere(by: Identity, review: KeptReview) -> bool:
    """Whether another provider than the one that asks runs the place."""
    return by.role is Role.ZORGAANBIEDER and review.run_by not in ("", by.organisation)


def _write(writing: Writing, review: KeptReview, moved: Standing, step: Step, until: date | None) -> None:
    """The placement, the step, and what a decline means for the next rounds: one entry in the audit for each."""
    status = moved.status or review.status
    kept = _row(writing.connection, "plaatsingen", {"code": review.placement})
    if kept is not None:
        _change(writing, "plaatsingen", kept, {"status": status.value}, moved.motivation)
    code = moved.refusal.code if moved.refusal else None
    move_review(writing, review, code)
    add_decision(
        writing,
        Taken(
            placement=review.placement,
            step=step.value,
            from_status=review.status,
            to_status=status,
            refusal=code,
            motivation=moved.motivation,
        ),
    )
    for event in events_of([moved]) if step is Step.DECLINE else ():
        if isinstance(event, Declined):
            _ban(writing, review, replace(event, until=until))


def _ban(writing: Writing, review: KeptReview, event: Declined) -> None:
    """The pair is out for next rounds, and where there was an offer of which it counts, it is a refused one."""
    person = _row(writing.connection, "uitstromers", {"code": review.person})
    home = _row(writing.connection, "woningen", {"code": review.dwelling})
    if person is None:
        return
    if event.refusal.counts and event.refusal.by is Decliner.CLIENT:
        _change(writing, "uitstromers", person, {"geweigerd": (person.values["geweigerd"] or 0) + 1})
    if home is None:
        return
    key = {"uitstromer": review.person, "soort": BanScope.WONING.value, "doel": review.dwelling}
    said = {"reden": f"{event.refusal.name} ({event.refusal.code})", "tot": event.until}
    known = _row(writing.connection, "weigeringen", key)
    if known is None:
        rows.add(writing, whole_of("weigeringen"), [{**key, **said}])
    else:
        _change(writing, "weigeringen", known, said)


def _change(writing: Writing, table: str, kept: KeptRow, to: Mapping[str, object], motivation: str = "") -> None:
    changed = rows.Changed(id=kept.id, before=kept.values, after={**kept.values, **to})
    rows.change(writing, whole_of(table), [changed], motivation)


def _row(connection: Reading, table: str, key: Mapping[str, object]) -> KeptRow | None:
    return rows.row_by_key(connection, whole_of(table), key)


def _shown(connection: Reading, by: Identity, review: KeptReview) -> ShownPlacement:
    history = steps_of(connection, review.placement)
    standing = standing_of_review(review, history[0])
    return ShownPlacement(
        placement=review.placement,
        proposal=review.proposal,
        person=review.person,
        dwelling=review.dwelling,
        status=shown(review.status, ACTORS[by.role]) or review.status,
        version=review.version,
        steps=steps_now(by, review, standing),
        history=tuple(map(partial(shown_decision, by), history)),
    )
