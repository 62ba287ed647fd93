"""A repair in plain Dutch (B1), for the coordinator: two answers side by side, and who would move and why."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from api.pages.words import count, number, signed
from api.texts.clash import clash_lines
from optimizer.events import Declined, DwellingLost, Event, Fixed, Move, Released, Repair, Variant, Withdrawn
from optimizer.explain import GOAL_TEXTS, STATUS_TEXTS
from optimizer.mend.moves import MoveReason, why_moved
from optimizer.policy import Goal
from optimizer.proposal import Proposal, Status

REASONS: Mapping[MoveReason, str] = {
    MoveReason.WORSE: "Blijft {person} in {origin}, dan is '{goal}' {limit} {value} in plaats van {ours}.",
    MoveReason.MORE_MOVES: "Blijft {person} in {origin}, dan verliezen {more} mensen hun plaats in plaats van {moves}.",
    MoveReason.INTERCHANGEABLE: "{person} kan ook in {origin} blijven. Dan verhuist iemand anders, met dezelfde uitkomst.",
    MoveReason.CLASH: "Blijft {person} in {origin}, dan kan niet alles wat vastligt samen.",
    MoveReason.UNPROVEN: "Wat er verloren gaat als {person} in {origin} blijft, is niet bewezen.",
}
MOST_NAMED = 5
CONSENT = (
    "Voor elke verhuizing is uw akkoord nodig.",
    "Wie al een aanbod heeft, akkoord is of is verstuurd, staat vast en verhuist niet.",
    "Wilt u dat toch? Dan moet de corporatie dat goed vinden, en na een aanbod ook de cliënt.",
)


def repair_lines(before: Proposal, events: Sequence[Event], repair: Repair) -> Iterator[str]:
    """What happened, both answers, and what the second one asks of people."""
    yield repair.round.name
    placed = {placement.person: placement.dwelling for placement in before.placements}
    yield from event_sentences(events, placed)
    yield ""
    yield from _side_by_side(before, repair)
    for variant, name in ((repair.staying, "Zonder verhuizingen"), (repair.moving, "Minste verhuizingen")):
        yield ""
        yield from _variant(variant, name, before)
    if repair.moving.moves:
        yield from ("", *CONSENT, *_budget(repair))


def event_sentences(events: Sequence[Event], placed: Mapping[str, str]) -> Iterator[str]:
    """What happened; where many placements are fixed for the same reason, how many."""
    fixed = Counter(event.reason for event in events if isinstance(event, Fixed))
    many = {reason for reason, times in fixed.items() if times > MOST_NAMED}
    yield from (
        event_sentence(event, placed) for event in events if not (isinstance(event, Fixed) and event.reason in many)
    )
    yield from (f"{fixed[reason]} plaatsingen staan vast: {reason}." for reason in sorted(many))


def event_sentence(event: Event, placed: Mapping[str, str]) -> str:
    """What happened to whom."""
    match event:
        case Declined(person=person, refusal=why):
            counts = " Dit telt als geweigerd aanbod." if why.counts else " Dit telt niet als geweigerd aanbod."
            return f"{person} krijgt {placed.get(person, 'de woning')} niet: {why.name} ({why.by}).{counts}"
        case Fixed(person=person, reason=reason):
            return f"{person} in {placed.get(person, 'de woning')} staat vast: {reason}."
        case Released(person=person):
            return f"{person} in {placed.get(person, 'de woning')} is teruggenomen: {person} wacht weer."
        case DwellingLost(dwelling=dwelling):
            return f"Woning {dwelling} vervalt."
        case Withdrawn(person=person):
            return f"{person} is geen kandidaat meer."


def move_sentence(move: Move, variant: Variant) -> str:
    """Who goes where, and what would be lost by staying."""
    why = why_moved(move, variant)
    stayed, ours = (
        next((each.value for each in goals if each.goal is why.goal), 0)
        for goals in (move.stay.goals, variant.proposal.goals)
    )
    text = REASONS[why.reason].format(
        person=move.person,
        origin=move.origin,
        goal=GOAL_TEXTS[why.goal].short if why.goal else "",
        limit="hoogstens" if why.goal and why.goal.maximise else "minstens",
        value=number(stayed),
        ours=number(ours),
        moves=number(len(variant.moves)),
        more=number(len(variant.moves) + why.by),
    )
    to = f"van {move.origin} naar {move.to}" if move.to else f"verliest {move.origin} en krijgt geen andere woning"
    return f"{move.person}: {to}. {text}"


def _side_by_side(before: Proposal, repair: Repair) -> Iterator[str]:
    """Each goal three times; of a clash there is nothing to show."""
    yield _row(
        "Op volgorde van het beleid", "eerder voorstel", "zonder verhuizingen", "minste verhuizingen", "verschil"
    )
    staying, moving = repair.staying.proposal, repair.moving.proposal
    people = [_placed(each) for each in (before, staying, moving)]
    yield _compared("Geplaatst", *people)
    values = [{goal.goal: goal.value for goal in each.goals} for each in (before, staying, moving)]
    for place, goal in enumerate((each for each in repair.round.policy.goals if each is not Goal.STABILITY), 1):
        low = "" if goal.maximise else " (laag is goed)"
        yield _compared(f"{place}. {GOAL_TEXTS[goal].short}{low}", *(each.get(goal) for each in values))
    whole = len(repair.round.previous)
    kept = (
        None if each.proposal.status is Status.CONFLICT else whole - len(each.moves)
        for each in (repair.staying, repair.moving)
    )
    yield _compared(f"Houdt zijn plaats (van {whole})", whole, *kept)


def _placed(proposal: Proposal) -> int | None:
    return None if proposal.status is Status.CONFLICT else len(proposal.placements)


def _compared(name: str, before: int | None, staying: int | None, moving: int | None) -> str:
    more = "" if staying is None or moving is None else signed(moving - staying)
    texts = ["kan niet" if value is None else number(value) for value in (before, staying, moving)]
    return _row(name, *texts, more)


def _row(name: str, *values: str) -> str:
    before, staying, moving, more = values
    return f"{name:42}{before:>17}{staying:>21}{moving:>21}{more:>10}"


def _variant(variant: Variant, name: str, before: Proposal) -> Iterator[str]:
    proposal = variant.proposal
    status = STATUS_TEXTS[proposal.status]
    yield f"{name}: {status.short.lower()}."
    if proposal.conflicts:
        yield from clash_lines(proposal.conflicts, proposal.way_out, variant.round)
        return
    was, still = ({each.person for each in placements} for placements in (before.placements, proposal.placements))
    kept = {row.person for row in variant.round.previous}
    new = [f"{each.person} in {each.dwelling}" for each in proposal.placements if each.person not in was]
    again = [f"{each.person} in {each.dwelling}" for each in proposal.placements if each.person in was - kept]
    left = [person.id for person in variant.round.people if person.id in was - kept - still]
    yield f"  Krijgt nu wel een woning: {', '.join(new) or 'niemand'}."
    if again:
        yield f"  Krijgt een andere woning, want de vorige ging niet door: {', '.join(again)}."
    if left:
        yield f"  Heeft nu geen woning, want de vorige ging niet door: {', '.join(left)}."
    yield f"  Verliest een plaats: {count(len(variant.moves), 'mens', 'mensen') if variant.moves else 'niemand'}."
    yield from (f"    {move_sentence(move, variant)}" for move in variant.moves)


def _budget(repair: Repair) -> Iterator[str]:
    most = repair.round.policy.disruption_budget
    if most is not None:
        yield f"Het beleid laat hoogstens {count(most, 'mens', 'mensen')} hun plaats verliezen. Dit herstel blijft daarbinnen."
