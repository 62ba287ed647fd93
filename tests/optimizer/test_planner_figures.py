"""What planners see of a proposal: what is counted, that nothing can be combined, and what is for the own gemeente."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import product

import pytest

from api.usecases.demonstrate import demonstration
from optimizer.agreements import Claim, Consent, PlacementStatus, Quota, QuotaBasis
from optimizer.counts import HIDDEN, PublishedTable
from optimizer.errors import InvalidInput
from optimizer.events import Withdrawn
from optimizer.mend.next_round import next_round
from optimizer.planner_figures import (
    ARRIVED,
    LEFT,
    OWN,
    PLACED,
    UNKNOWN,
    WAITING,
    AgreedQuota,
    PlannerFigures,
    first_of_each,
    flows_of,
    own_figures,
    planner_figures,
)
from optimizer.policy import Begeleiding
from optimizer.proposal import Cause, LimitUse, Proposal, Unplaced
from optimizer.recheck.disclosed import feasible
from optimizer.room import room_per_wijk
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.supply import Doelgroep, Municipality, Woonvorm
from tests.maps.worlds import proposal_of
from tests.worlds import DECISION, MUNICIPALITIES, cap, dwelling, person, policy, world

A, B, C = "GM-A", "GM-B", "GM-C"
Trip = tuple[str | None, str | None, int]
# Six or more of everything: all of it may be told.
LARGE: tuple[Trip, ...] = (
    (A, A, 8), (A, B, 6), (B, B, 9), (B, A, 7), (None, A, 6), (A, None, 6), (B, None, 7), (None, None, 8),
)  # fmt: skip


def round_of(trips: Iterable[Trip], small: int = 5, **changes: object) -> tuple[Round, Proposal]:
    """So many people from one municipality to another; to None: not placed. Care goes round by turns."""
    people, pairs, unplaced = [], {}, []
    for number, (origin, target, times) in enumerate(trips):
        for index in range(times):
            name = f"p{number}-{index}"
            people.append(person(name, origin=origin, care=list(Begeleiding)[(number + index) % 3]))
            if target is None:
                unplaced.append(left_over(name))
            else:
                pairs[name] = target
    homes = [dwelling(A, "a", units=99), dwelling(B, "c", units=99)]
    round_ = world(people, homes, **{"policy": policy(small_count=small), **changes})
    return round_, proposal_of(round_, pairs, unplaced=tuple(unplaced))


def left_over(name: str) -> Unplaced:
    return Unplaced(
        person=name, cause=Cause.ALL_TAKEN, rules=(), eligible=0, taken=0, blocked_by=(), open=0, needs_decision=False
    )


def told(trips: Iterable[Trip], small: int = 5, **changes: object) -> PlannerFigures:
    return planner_figures(*round_of(trips, small, **changes))


def test_placed_people_are_counted_where_they_come_from_and_where_they_go() -> None:
    flows = told(LARGE).flows
    assert [flows.count(A, column) for column in (OWN, ARRIVED, LEFT)] == [8, 13, 6]
    assert [flows.count(B, column) for column in (OWN, ARRIVED, LEFT)] == [9, 6, 7]
    assert [flows.count(UNKNOWN, column) for column in (OWN, ARRIVED, LEFT)] == [None, None, 6]
    assert (flows.total(A), flows.total(B), flows.everybody) == (21, 15, 36)
    assert flows.whole(LEFT) == flows.whole(ARRIVED) == 19


def test_who_was_not_placed_counts_by_origin_and_care() -> None:
    figures = told(LARGE)
    assert [figures.waiting.count(row, WAITING) for row in (A, B, UNKNOWN)] == [6, 7, 8]
    assert [figures.waiting_by_care.count(care, WAITING) for care in Begeleiding] == [7, 7, 7]
    assert [figures.placed_by_care.count(care, PLACED) for care in Begeleiding] == [12, 12, 12]


def test_in_a_municipality_without_homes_nobody_can_be_placed() -> None:
    third = Municipality(id=C, name="Ceintuur")
    flows = told((*LARGE, (C, A, 7)), municipalities=(*MUNICIPALITIES, third)).flows
    assert [flows.count(C, column) for column in (OWN, ARRIVED, LEFT)] == [None, None, 7]
    assert flows.total(A) == 28


def test_a_few_people_hide_their_municipality_in_their_own_table_only() -> None:
    figures = told((*LARGE[:-1], (None, None, 3)))
    assert [figures.waiting.count(row, WAITING) for row in (A, B, UNKNOWN)] == [HIDDEN] * 3
    assert figures.waiting.everybody == 16
    assert figures.flows == told(LARGE).flows


def test_the_rooms_are_those_of_the_map() -> None:
    round_, proposal = round_of(LARGE, limits=[cap("wijk-a", 40, 30), cap("wijk-c", 3)])
    assert planner_figures(round_, proposal).wijken == room_per_wijk(round_, proposal)


def test_a_proposal_of_another_round_is_refused() -> None:
    with pytest.raises(InvalidInput, match="het voorstel van ronde"):
        planner_figures(world(), proposal_of(world(id="andere")))


def quota(**changes: object) -> Quota:
    return Quota(**{"id": "q", "name": "Afspraak", "basis": QuotaBasis.LEVERING, "minimum": 3, "maximum": 30, **changes})  # type: ignore[arg-type] # any field may be changed


def planned(of: Quota, trips: Iterable[Trip] = LARGE, **changes: object) -> object:
    (found,) = told(trips, quotas=[of], **changes).quotas
    assert (found.minimum, found.maximum) == (of.minimum, of.maximum)
    return found.planned


def test_a_quota_tells_what_the_flows_tell_already() -> None:
    assert planned(quota(municipality=A)) == 21
    assert planned(quota(municipality=A, basis=QuotaBasis.OPGAVE)) == 14


@pytest.mark.parametrize(
    "changes",
    [
        {"corporation": "corp-1"},
        {"municipality": A, "corporation": "corp-1"},
        {"municipality": A, "doelgroepen": frozenset({Doelgroep.MO})},
        {"municipality": A, "woonvormen": frozenset({Woonvorm.OMKLAP})},
        {},
    ],
)
def test_a_quota_tells_nothing_else(changes: dict[str, object]) -> None:
    assert planned(quota(**changes)) is HIDDEN


def test_a_quota_is_hidden_where_the_flows_are() -> None:
    few = ((A, A, 8), (A, B, 2), (B, B, 9), (B, A, 7))
    assert planned(quota(municipality=A), few) is HIDDEN
    assert planned(quota(municipality=A, basis=QuotaBasis.OPGAVE), few) is HIDDEN


def test_a_quota_is_hidden_where_some_homes_do_not_count_for_it() -> None:
    round_, proposal = round_of(LARGE, quotas=[quota(municipality=A)])
    stay = dwelling("verblijf", "b", woonvorm=Woonvorm.TUSSENVORM, corporation=None, provider="zorg-1")
    homes = (*round_.dwellings, stay)
    assert planner_figures(replace(round_, dwellings=homes), proposal).quotas[0].planned is HIDDEN


def test_live_claims_show_in_no_number_of_a_quota() -> None:
    round_, proposal = round_of(LARGE, quotas=[quota(municipality=A)])
    person_ = person("elders al bezig")
    claim = Claim(person=person_.id, dwelling=A, status=PlacementStatus.AANGEBODEN)
    more = replace(round_, people=(*round_.people, person_), claims=(claim,))
    assert planner_figures(more, proposal) == planner_figures(round_, proposal)
    assert planner_figures(round_, proposal).quotas == (
        AgreedQuota(id="q", name="Afspraak", minimum=3, maximum=30, planned=21),
    )


def dealt(people: int, cells: int) -> Iterator[tuple[int, ...]]:
    if cells == 1:
        yield (people,)
        return
    for first in range(people + 1):
        for rest in dealt(people - first, cells - 1):
            yield (first, *rest)


def facts(trips: Sequence[tuple[str | None, str, int]], municipalities: Sequence[str]) -> tuple[int, ...]:
    """Own, arrived, left and placed of every municipality, who has no origin, and the wholes."""
    numbers = Counter({(start, end): number for start, end, number in trips})
    own = [numbers[each, each] for each in municipalities]
    placed = [sum(n for (_, end), n in numbers.items() if end == each) for each in municipalities]
    left = [sum(n for (start, _), n in numbers.items() if start == each) for each in municipalities]
    apart = [total - here for total, here in zip(left, own, strict=True)]
    arrived = [total - here for total, here in zip(placed, own, strict=True)]
    unknown = sum(n for (start, _), n in numbers.items() if start is None)
    return (*own, *arrived, *apart, *placed, unknown, sum(own), sum(arrived))


@pytest.mark.parametrize(("municipalities", "small", "people"), [((A, B), 2, 7), ((A, B), 2, 11), ((A, B), 3, 10), ((A, B, C), 2, 4)])
def test_trips_link_the_flows_of_municipalities_and_still_give_nothing_away(
    municipalities: tuple[str, ...], small: int, people: int
) -> None:
    """All ways in which people can go: who sees the flows and knows the method learns "fewer than small" at most."""
    pairs = list(product((*municipalities, None), municipalities))
    behind: defaultdict[PublishedTable, list[tuple[int, ...]]] = defaultdict(list)
    for numbers in dealt(people, len(pairs)):
        trips = [(start, end, number) for (start, end), number in zip(pairs, numbers, strict=True)]
        behind[flows_of(*went(trips, municipalities, small))].append(facts(trips, municipalities))
    for alike in behind.values():
        for values in map(set, zip(*alike, strict=True)):
            assert min(values) >= small or {value for value in values if value < small} == set(range(small))


PEOPLE = {start: tuple(person(f"{start}-{number}", origin=start) for number in range(12)) for start in (A, B, C, None)}


def went(
    trips: Iterable[tuple[str | None, str, int]], municipalities: Sequence[str], small: int
) -> tuple[Round, Proposal]:
    """As `round_of`, with people and homes that are the same every time: building rounds would take most of the time."""
    round_ = ROUNDS[len(municipalities), small]
    waiting = {start: iter(people) for start, people in PEOPLE.items()}
    pairs = {next(waiting[start]).id: end for start, end, times in trips for _ in range(times)}
    return round_, proposal_of(round_, pairs)


ROUNDS = {
    (number, small): world(
        [each for people in PEOPLE.values() for each in people if each.origin != C or number == 3],
        [replace(dwelling(id_, "a", units=99), id=id_, municipality=id_, wijk=f"wijk {id_}", buurt=f"buurt {id_}", complex=None) for id_ in (A, B, C)[:number]],
        policy=policy(small_count=small),
        municipalities=(*MUNICIPALITIES, Municipality(id=C, name="Ceintuur"))[:number],
        areas=[
            replace(area, id=f"{area.level.value} {id_}", municipality=id_)
            for id_ in (A, B, C)[:number]
            for area in AREA_KINDS
        ],
        capacities=(),
        convenanten=(),
    )
    for number, small in ((2, 2), (2, 3), (3, 2))
}
