"""Repair a kept proposal: what people say that happened, and the two answers as folders of their own."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from api.usecases.draw import draw, shapes_for
from api.usecases.draw_loads import draw_for_coordinator
from api.usecases.keep import PROPOSAL, ROUND, read_both, write_answer
from api.usecases.propose import Answer
from geodata.refusals import UNKNOWN, refusals
from optimizer.agreements import PinReason
from optimizer.errors import Fault, InvalidInput, RejectedProposal
from optimizer.events import Declined, DwellingLost, Event, Fixed, Repair, Variant, Withdrawn
from optimizer.mend.next_round import faults_of_events
from optimizer.mend.repair import MOVING, STAYING
from optimizer.proposal import Proposal
from optimizer.round import Round
from optimizer.solve import practice
from optimizer.verify import verify

ALL = "alles"


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What people said, as they wrote it: `declined` may have =REASON behind the person, `sent` may be "alles"."""

    declined: Sequence[str] = ()
    lost: Sequence[str] = ()
    withdrawn: Sequence[str] = ()
    sent: Sequence[str] = ()
    agreed: Sequence[str] = ()
    offered: Sequence[str] = ()


def read_kept(folder: Path) -> tuple[Round, Proposal]:
    """The round and the proposal of a folder, checked again. Raises InvalidInput, RejectedProposal."""
    round_, proposal = read_both(folder / ROUND, folder / PROPOSAL)
    violations = verify(round_, proposal)
    if violations:
        raise RejectedProposal(violation.message for violation in violations)
    return round_, proposal


def events_of(said: Said, round_: Round, proposal: Proposal) -> tuple[Event, ...]:
    """The events; whoever is sent together with all others, but declined or lost, is not fixed.

    Raises InvalidInput for reasons that are not there, with every event that does not fit.
    """
    placed = {placement.person: placement.dwelling for placement in proposal.placements}
    read = [_declined(text, placed) for text in said.declined]
    events = _events(said, placed, [event for event, _ in read])
    if wrong := [fault for _, fault in read if fault is not None]:
        raise InvalidInput((*wrong, *faults_of_events(round_, proposal, events)))
    return events


def _events(said: Said, placed: Mapping[str, str], others: Sequence[Declined]) -> tuple[Event, ...]:
    fixed = {PinReason.AKKOORD: said.agreed, PinReason.AANGEBODEN: said.offered}
    known = {*said.agreed, *said.offered, *said.withdrawn, *(each.person for each in others)}
    sent = said.sent
    if ALL in sent:
        sent = [person for person, home in placed.items() if person not in known and home not in said.lost]
    return (
        *others,
        *(DwellingLost(dwelling=name) for name in said.lost),
        *(Withdrawn(person=name) for name in said.withdrawn),
        *(Fixed(person=name, reason=reason) for reason, names in fixed.items() for name in names),
        *(Fixed(person=name, reason=PinReason.VERSTUURD) for name in sent),
    )


def _declined(text: str, placed: Mapping[str, str]) -> tuple[Declined, Fault | None]:
    """`person` or `person=reason`; a person whose id has a = in it is known by the proposal."""
    person, _, code = (text, "", UNKNOWN) if text in placed or "=" not in text else text.rpartition("=")
    known = refusals()
    wrong = None
    if code.upper() not in known:
        wrong = Fault(("--geweigerd", person), f"'{code}'", "een van: " + ", ".join(known))
    return Declined(person=person, refusal=known.get(code.upper(), known[UNKNOWN])), wrong


def write_repair(repair: Repair, folder: Path, boundaries: Path | None) -> tuple[Path, ...]:
    """Both answers, each as a folder that can be shown; the result names them. Raises InvalidInput."""
    return tuple(_written(repair, folder, boundaries))


def _written(repair: Repair, folder: Path, boundaries: Path | None) -> Iterator[Path]:
    shapes = shapes_for(repair.round, boundaries)
    for name, variant in ((STAYING, repair.staying), (MOVING, repair.moving)):
        path = folder / name.replace(" ", "-")
        path.mkdir(parents=True, exist_ok=True)
        answer = _answer(variant)
        planner = draw(variant.round, variant.proposal, shapes)
        write_answer(answer, planner, draw_for_coordinator(answer, shapes), path)
        yield path


def _answer(variant: Variant) -> Answer:
    return Answer(round=variant.round, proposal=variant.proposal, practice=practice(variant.round))
