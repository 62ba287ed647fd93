"""The round after a proposal and what happened since."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from optimizer.agreements import Ban, BanScope, ContactExclusion, ContactLevel, Pin, PinReason, Previous
from optimizer.errors import Fault, InvalidInput
from optimizer.events import FOR_NOW, Declined, Decliner, DwellingLost, Event, Fixed, Released, Withdrawn
from optimizer.people import Uitstromer
from optimizer.proposal import Placement, Proposal
from optimizer.round import Round
from optimizer.supply import Dwelling

REPAIRED = re.compile(r"(?P<base>.*)-herstel-(?P<number>\d+)(-[a-z-]+)?")
STILL_THERE = (
    "elke contactuitsluiting van de ronde waar dit op volgt; "
    "wacht de ander niet meer, zet er dan een beschermd gebied bij"
)
NAMED = re.compile(r", herstel \d+(: [a-z ]+)?$")


def next_round(round_: Round, proposal: Proposal, events: Sequence[Event]) -> Round:
    """What is left of a round after its proposal and these events.

    What is fixed is pinned. Declined pairs are banned, what is released is neither pinned nor banned, and lost
    dwellings and withdrawn people are gone, with all that refers to them; every other placement is in `previous`.
    `round_` may be a later state of the round that the proposal is of: a placement of whom or what is not in it any
    more, or has a live claim, is over. Raises InvalidInput with every event that does not fit.
    """
    faults = tuple(faults_of_events(round_, proposal, events))
    if faults:
        raise InvalidInput(faults)
    declined = {event.person: event for event in events if isinstance(event, Declined)}
    released = {event.person for event in events if isinstance(event, Released)}
    off = released.union(declined)
    fixed = {event.person: event.reason for event in events if isinstance(event, Fixed)}
    placed = {placement.person: placement for placement in proposal.placements}
    left = without(
        round_,
        frozenset(event.person for event in events if isinstance(event, Withdrawn)),
        frozenset(event.dwelling for event in events if isinstance(event, DwellingLost)),
    )
    remaining = tuple(each for each in _standing(left, proposal.placements) if each.person not in off)
    return replace(
        left,
        id=_next_id(round_.id),
        name=f"{NAMED.sub('', round_.name)}, herstel {_number(round_.id)}",
        people=tuple(_refused(person, declined.get(person.id)) for person in left.people),
        pins=tuple(_pins(left, remaining, fixed, off)),
        bans=tuple(_bans(left, declined, {person: each.dwelling for person, each in placed.items()})),
        previous=tuple(Previous(person=each.person, dwelling=each.dwelling) for each in remaining),
    )


def renewed(old: Round, new: Round) -> Round:
    """A newer state of a round, with what people decided in the old one: pins and bans.

    Raises InvalidInput for a contactuitsluiting that is not there any more while one of its people is: nobody may be
    placed without it by mistake, also where the other one now lives and no longer waits.
    """
    people, homes = {person.id for person in new.people}, {home.id for home in new.dwellings}
    known = {exclusion.id for exclusion in new.contact_exclusions}
    faults = [
        Fault(("uitsluitingen",), f"geen '{each.id}'", STILL_THERE)
        for each in old.contact_exclusions
        if each.id not in known and each.people & people
    ]
    if faults:
        raise InvalidInput(faults)
    areas = {area.id for area in new.areas} | {municipality.id for municipality in new.municipalities}
    targets = homes | areas | {corporation.id for corporation in new.corporations}
    bans = {
        (ban.person, ban.scope, ban.target): ban for ban in old.bans if ban.person in people and ban.target in targets
    }
    bans |= {(ban.person, ban.scope, ban.target): ban for ban in new.bans}
    claimed = {claim.person for claim in new.claims}
    pins = {
        (pin.person, pin.dwelling): pin for pin in old.pins if pin.person in people - claimed and pin.dwelling in homes
    }
    pins |= {(pin.person, pin.dwelling): pin for pin in new.pins}
    return replace(new, id=old.id, name=old.name, bans=tuple(bans.values()), pins=tuple(pins.values()))


def faults_of_events(round_: Round, proposal: Proposal, events: Sequence[Event]) -> Iterator[Fault]:
    """Every event that does not fit this round and proposal."""
    placed = {placement.person: placement.dwelling for placement in proposal.placements}
    lost = {event.dwelling for event in events if isinstance(event, DwellingLost)}
    seen: set[str] = set()
    for event in events:
        name = event.dwelling if isinstance(event, DwellingLost) else event.person
        if name in seen:
            yield Fault((name,), "meer dan één gebeurtenis", "hooguit één gebeurtenis per persoon of woning")
        seen.add(name)
        if isinstance(event, Declined | Fixed | Released) and name not in placed:
            yield Fault((name,), "iemand zonder plaatsing in dit voorstel", "iemand die in dit voorstel is geplaatst")
        elif isinstance(event, Fixed) and placed[name] in lost:
            yield Fault((name,), f"een vaste plaatsing in '{placed[name]}', dat vervalt", "een woning die er nog is")
    yield from _of_what_goes(round_, events)


def _of_what_goes(round_: Round, events: Sequence[Event]) -> Iterator[Fault]:
    """Only who and what is there can go, and not while a placement of another round is under way."""
    people, homes = {person.id for person in round_.people}, {home.id for home in round_.dwellings}
    claimed = {name for claim in round_.claims for name in (claim.person, claim.dwelling)}
    for event in events:
        if isinstance(event, Withdrawn | DwellingLost):
            lost = isinstance(event, DwellingLost)
            name, known = (event.dwelling, homes) if isinstance(event, DwellingLost) else (event.person, people)
            what = "een woning" if lost else "een aanmelding"
            if name not in known:
                yield Fault((name,), "iets wat niet in de ronde staat", f"{what} uit de ronde")
            elif name in claimed:
                yield Fault((name,), "een plaatsing die nog loopt", f"{what} zonder lopende plaatsing")


def without(round_: Round, people: frozenset[str], homes: frozenset[str]) -> Round:
    """The round without these people and dwellings, and without what refers to them."""

    def stays(row: Pin | Previous) -> bool:
        return row.person not in people and row.dwelling not in homes

    apart = [each for each in round_.contact_exclusions if not each.people <= people]
    links = (replace(link, people=link.people - people) for link in round_.links)
    return replace(
        round_,
        people=tuple(person for person in round_.people if person.id not in people),
        dwellings=tuple(home for home in round_.dwellings if home.id not in homes),
        pins=tuple(pin for pin in round_.pins if stays(pin)),
        previous=tuple(row for row in round_.previous if stays(row)),
        rent_exceptions=tuple(
            row for row in round_.rent_exceptions if row.person not in people and row.dwelling not in homes
        ),
        bans=tuple(ban for ban in round_.bans if ban.person not in people and ban.target not in homes),
        links=tuple(link for link in links if len(link.people) > 1),
        contact_exclusions=tuple(each for one in apart for each in _exclusion(round_, one, people, homes)),
    )


def _exclusion(
    round_: Round, exclusion: ContactExclusion, people: frozenset[str], homes: frozenset[str]
) -> Iterator[ContactExclusion]:
    """Who withdraws still lives where she lives: the dwellings near that home stay closed for the other."""
    gone = [person for person in round_.people if person.id in exclusion.people & people]
    near = {dwelling.id for dwelling in round_.dwellings for person in gone if _near(exclusion, person, dwelling)}
    kept = replace(
        exclusion,
        people=exclusion.people - people,
        protected=(exclusion.protected | near) - homes,
        close=frozenset(pair for pair in exclusion.close if homes.isdisjoint(pair)) if homes else exclusion.close,
    )
    if len(kept.people) > 1 or kept.protected:
        yield kept


def _near(exclusion: ContactExclusion, person: Uitstromer, dwelling: Dwelling) -> bool:
    """In the complex or buurt of somebody's home; what is near it by distance is in `protected` already."""
    place = None if exclusion.level is ContactLevel.AFSTAND else getattr(dwelling, exclusion.level.value)
    return person.home is not None and place in person.home.areas


def _standing(round_: Round, placements: Iterable[Placement]) -> Iterator[Placement]:
    """Those of whom person and dwelling are still there, without a live claim of the person."""
    people = {person.id for person in round_.people} - {claim.person for claim in round_.claims}
    homes = {dwelling.id for dwelling in round_.dwellings}
    return (each for each in placements if each.person in people and each.dwelling in homes)


def _pins(
    round_: Round, remaining: Iterable[Placement], fixed: Mapping[str, PinReason], off: Collection[str]
) -> Iterator[Pin]:
    """What was pinned before, unless that was for one calculation, is off or is under way; and what is fixed."""
    over = {claim.person for claim in round_.claims}.union(fixed, off)
    yield from (pin for pin in round_.pins if pin.motivation != FOR_NOW and pin.person not in over)
    for each in remaining:
        if each.person in fixed:
            yield Pin(person=each.person, dwelling=each.dwelling, reason=fixed[each.person])


def _bans(round_: Round, declined: Mapping[str, Declined], homes: Mapping[str, str]) -> Iterator[Ban]:
    """Those of before, and of every decline the dwelling itself and what was named besides."""
    there = {dwelling.id for dwelling in round_.dwellings}
    bans = {(ban.person, ban.scope, ban.target): ban for ban in round_.bans}
    for person, event in declined.items():
        named = [] if event.target is None else [(event.scope, event.target)]
        for scope, target in ((BanScope.WONING, homes[person]), *named):
            if scope is not BanScope.WONING or target in there:
                reason = f"{event.refusal.name} ({event.refusal.code})"
                ban = Ban(person=person, scope=scope, target=target, reason=reason, until=event.until)
                bans[person, scope, target] = ban
    yield from bans.values()


def _refused(person: Uitstromer, event: Declined | None) -> Uitstromer:
    """Only what the client declines may count as a refused offer."""
    if event is None or event.refusal.by is not Decliner.CLIENT or not event.refusal.counts:
        return person
    return replace(person, refused_offers=person.refused_offers + 1)


def base_of(id_: str) -> str:
    """The id of the round that a repair began with; a round that is no repair is its own base."""
    known = REPAIRED.fullmatch(id_)
    return known["base"] if known else id_


def _next_id(id_: str) -> str:
    return f"{base_of(id_)}-herstel-{_number(id_)}"


def _number(id_: str) -> int:
    known = REPAIRED.fullmatch(id_)
    return int(known["number"]) + 1 if known else 1
