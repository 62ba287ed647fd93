"""What a planner sees of a proposal as numbers (settled rule 16): one fixed set of tables, the map's numbers among them.

What must not be combined, and why it can't be:

- *The tables of one proposal.* Four tables, fixed, each published by `disclosure`. `flows` holds all that is told by
  municipality of the people who are placed, in one table, so that back, from elsewhere and to elsewhere are never
  told of different groups; the map reads its flows from it. The others are about other people (`waiting`), or sort
  the same people by something that has nothing to do with the place (care): those share only their whole, which is
  in both. That trips link municipalities (who comes from elsewhere left another one, or nobody knows which) is in
  no table; the tests try all trips, and all tables side by side, with the method known.
- *Quotas.* What is agreed is public. How many are planned is told only where the flows tell it already. Never by
  corporation: many work in one municipality, or with one other, and that number and the groups of municipalities
  would give a third one away. Nor what counted already or falls short: with what is planned, that gives the live
  claims away.
- *Scenarios, repairs, rounds.* Two proposals for nearly the same people differ by a few, whom any two of their tables
  give away by subtraction; nothing that is done to one table prevents it. So planners see no figures of a proposal
  that is not sent, and of a round and its repairs one set for good: those of the first that was sent
  (`first_of_each`). What a repair changes shows in figures over a longer period. From one round to the next people
  come, are placed and leave, which no figure tells apart; who knows that hardly anybody came or left can still
  compare who waits. That is not prevented.
- *A gemeente that knows its own* learns of the others only groups with enough people without it (`insiders`), and the
  region without itself.

Rooms and caps per wijk: see `optimizer.room`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.agreements import LimitKind, Quota, QuotaBasis
from optimizer.counts import HIDDEN, CountRow, CountTable, Hidden, PublishedTable
from optimizer.disclosure import suppressed
from optimizer.errors import Fault, InvalidInput
from optimizer.mend.next_round import base_of
from optimizer.people import Uitstromer
from optimizer.policy import Begeleiding
from optimizer.proposal import LimitUse, Proposal
from optimizer.room import Thresholds, WijkRoom, check_pair, room_per_wijk
from optimizer.round import Round

# Columns of `flows`: homes that went to people of the municipality itself, or to others; its people who went elsewhere.
OWN, ARRIVED, LEFT = "uit de eigen gemeente", "van elders", "naar elders"
PLACED, WAITING = "geplaatst", "niet geplaatst"
# The row of people without a known origin; no municipality has an empty id.
UNKNOWN = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreedQuota:
    """What was agreed, and how many households this proposal adds where the flows tell that already."""

    id: str
    name: str
    minimum: int
    maximum: int | None
    planned: int | Hidden


@dataclass(frozen=True, slots=True, kw_only=True)
class PlannerFigures:
    """All that a planner sees of one proposal, map and table alike.

    - `flows`: by municipality (id, most homes on offer first; UNKNOWN last) OWN and ARRIVED, which add up to the people
      placed there, and LEFT apart. A municipality without homes has LEFT only, and so has UNKNOWN;
    - `waiting`: by municipality of origin, and UNKNOWN, who was not placed;
    - `placed_by_care`, `waiting_by_care`: the same people by begeleidingsintensiteit.
    """

    round_id: str
    flows: PublishedTable
    waiting: PublishedTable
    placed_by_care: PublishedTable
    waiting_by_care: PublishedTable
    quotas: tuple[AgreedQuota, ...]
    wijken: tuple[WijkRoom, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnLimit:
    """A limit in exact load, for the gemeente that decides it. `cap` includes consent; `area` by id."""

    id: str
    area: str
    kind: LimitKind
    gross_cap: int
    cap: int
    used: int
    claimed: int
    planned: int
    provisional: bool


def planner_figures(round_: Round, proposal: Proposal, thresholds: Thresholds | None = None) -> PlannerFigures:
    """What a planner sees of this proposal. Raises InvalidInput for another round's proposal."""
    small = round_.policy.small_count
    wijken = room_per_wijk(round_, proposal, thresholds)
    people = {person.id: person for person in round_.people}
    placed = [people[each.person] for each in proposal.placements]
    waiting = [people[each.person] for each in proposal.unplaced]
    flows = flows_of(round_, proposal)
    return PlannerFigures(
        round_id=round_.id,
        flows=flows,
        waiting=suppressed(_by_origin(round_, waiting), small),
        placed_by_care=suppressed(_by_care(placed, PLACED), small),
        waiting_by_care=suppressed(_by_care(waiting, WAITING), small),
        quotas=tuple(_agreed(quota, round_, flows) for quota in round_.quotas),
        wijken=wijken,
    )


def flows_of(round_: Round, proposal: Proposal) -> PublishedTable:
    """Where the placed people come from and went, by municipality. Raises InvalidInput for another round's proposal."""
    check_pair(round_, proposal)
    return suppressed(_trips(round_, proposal), round_.policy.small_count)


def own_figures(round_: Round, proposal: Proposal, municipality: str) -> tuple[OwnLimit, ...]:
    """The exact use of the limits in one municipality, by id, for the gemeente that decides them.

    Raises InvalidInput for another round's proposal, or a municipality that is not in this one.
    """
    check_pair(round_, proposal)
    if municipality not in {each.id for each in round_.municipalities}:
        raise InvalidInput([Fault(("municipality",), f"'{municipality}'", "een gemeente van de ronde")])
    own = {area.id for area in round_.areas if area.municipality == municipality} | {municipality}
    uses = {use.limit: use for use in proposal.limits}
    decided = [limit for limit in round_.limits if limit.area in own]
    missing = [limit.id for limit in decided if limit.id not in uses]
    if missing:
        raise InvalidInput(
            [Fault(("limits",), f"geen gebruik van '{id_}'", "het gebruik van elke grens") for id_ in missing]
        )
    return tuple(
        OwnLimit(
            id=limit.id,
            area=limit.area,
            kind=limit.kind,
            gross_cap=limit.gross_cap,
            provisional=limit.provisional,
            **_load(uses[limit.id]),
        )
        for limit in decided
    )


def first_of_each(sent: Iterable[str]) -> tuple[str, ...]:
    """Of the ids of sent rounds, in the order in which they were sent, those whose figures planners see.

    Of a round and its repairs only the first, for good: two of them side by side give single people away.
    """
    firsts: dict[str, str] = {}
    for id_ in sent:
        firsts.setdefault(base_of(id_), id_)
    return tuple(firsts.values())


def _trips(round_: Round, proposal: Proposal) -> CountTable:
    origin = {person.id: person.origin for person in round_.people}
    where = {dwelling.id: dwelling.municipality for dwelling in round_.dwellings}
    trips = Counter((origin[each.person], where[each.dwelling]) for each in proposal.placements)
    starts, ends = Counter[str | None](), Counter[str]()
    for (start, end), number in trips.items():
        starts[start] += number
        ends[end] += number
    offering = {dwelling.municipality for dwelling in round_.dwellings}
    rows = []
    for id_ in _ordered(round_):
        own = trips[id_, id_]
        placed = (own, ends[id_] - own) if id_ in offering else (None, None)
        rows.append(CountRow(name=id_, counts=(*placed, starts[id_] - own)))
    unknown = CountRow(name=UNKNOWN, counts=(None, None, starts[None]))
    return CountTable(columns=(OWN, ARRIVED), apart=(LEFT,), rows=(*rows, unknown), insiders=True)


def _ordered(round_: Round) -> list[str]:
    """The municipalities by the homes that they offer, most first: that is public, and there most people are placed."""
    homes = Counter[str]()
    for dwelling in round_.dwellings:
        homes[dwelling.municipality] += dwelling.units
    return sorted((each.id for each in round_.municipalities), key=lambda id_: (-homes[id_], id_))


def _by_origin(round_: Round, people: Iterable[Uitstromer]) -> CountTable:
    found = Counter(person.origin or UNKNOWN for person in people)
    names = (*_ordered(round_), UNKNOWN)
    return CountTable(
        columns=(WAITING,), rows=tuple(CountRow(name=name, counts=(found[name],)) for name in names), insiders=True
    )


def _by_care(people: Iterable[Uitstromer], column: str) -> CountTable:
    found = Counter(person.care for person in people)
    return CountTable(
        columns=(column,), rows=tuple(CountRow(name=care.value, counts=(found[care],)) for care in Begeleiding)
    )


def _agreed(quota: Quota, round_: Round, flows: PublishedTable) -> AgreedQuota:
    return AgreedQuota(
        id=quota.id,
        name=quota.name,
        minimum=quota.minimum,
        maximum=quota.maximum,
        planned=_planned(quota, round_, flows),
    )


def _planned(quota: Quota, round_: Round, flows: PublishedTable) -> int | Hidden:
    """Told where it is a number of the flows: a quota of one municipality for everybody, all of whose homes count."""
    levering = quota.basis is QuotaBasis.LEVERING
    homes = [home for home in round_.dwellings if not levering or home.municipality == quota.municipality]
    narrower = quota.corporation is not None or quota.doelgroepen or quota.woonvormen
    if quota.municipality is None or narrower or not all(home.woonvorm.final for home in homes):
        return HIDDEN
    parts = (
        (flows.total(quota.municipality),)
        if levering
        else (flows.count(quota.municipality, OWN), flows.count(quota.municipality, LEFT))
    )
    numbers = [part for part in parts if isinstance(part, int)]
    return sum(numbers) if len(numbers) == len(parts) else HIDDEN


def _load(use: LimitUse) -> dict[str, int]:
    return {"cap": use.cap, "used": use.used, "claimed": use.claimed, "planned": use.planned}
