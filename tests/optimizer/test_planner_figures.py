"""What planners see of a proposal: what is counted, that nothing can be combined, and what is for the own gemeente."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import product
from typing import Any

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
from optimizer.policy import AreaLevel, Begeleiding
from optimizer.proposal import Cause, LimitUse, Proposal, Unplaced
from optimizer.recheck.disclosed import feasible
from optimizer.room import room_per_wijk
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.supply import Area, Doelgroep, Municipality, Woonvorm
from tests.maps.worlds import proposal_of
from tests.worlds import AREAS, DECISION, MUNICIPALITIES, cap, dwelling, person, policy, world

A, B, C = "GM-A", "GM-B", "GM-C"
Trip = tuple[str | None, str | None, int]
# Six or more of everything: all of it may be told.
LARGE: tuple[Trip, ...] = (
    (A, A, 8), (A, B, 6), (B, B, 9), (B, A, 7), (None, A, 6), (A, None, 6), (B, None, 7), (None, None, 8),
)  # fmt: skip


def round_of(trips: Iterable[Trip], small: int = 5, **changes: Any) -> tuple[Round, Proposal]:
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


def told(trips: Iterable[Trip], small: int = 5, **changes: Any) -> PlannerFigures:
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
    assert [figures.placed_by_care.count(care, PLACED) for care in Begeleiding] == [13, 12, 11]


def test_in_a_municipality_without_homes_nobody_can_be_placed() -> None:
    third = Municipality(id=C, name="Ceintuur")
    flows = told((*LARGE, (C, A, 7)), municipalities=(*MUNICIPALITIES, third)).flows
    assert [flows.count(C, column) for column in (OWN, ARRIVED, LEFT)] == [None, None, 7]
    assert flows.total(A) == 28


def test_municipalities_come_by_the_homes_that_they_offer_whatever_is_proposed() -> None:
    more = [dwelling("c1", "c", units=3), dwelling("c2", "c", units=4), dwelling("a", units=6)]
    round_ = world([person(f"p{number}") for number in range(6)], more)
    busy = proposal_of(round_, {each.id: "a" for each in round_.people})
    for figures in (planner_figures(round_, busy), planner_figures(round_, proposal_of(round_))):
        assert figures.flows.rows == figures.waiting.rows == (B, A, UNKNOWN)


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


def quota(**changes: Any) -> Quota:
    return Quota(
        **{"id": "q", "name": "Afspraak", "basis": QuotaBasis.LEVERING, "minimum": 3, "maximum": 30, **changes}
    )


def planned(of: Quota, trips: Iterable[Trip] = LARGE) -> object:
    (found,) = told(trips, quotas=[of]).quotas
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
def test_a_quota_tells_nothing_else(changes: dict[str, Any]) -> None:
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


@pytest.mark.parametrize(
    ("municipalities", "small", "people"), [((A, B), 2, 7), ((A, B), 2, 11), ((A, B), 3, 10), ((A, B, C), 2, 4)]
)
def test_trips_link_the_flows_of_municipalities_and_still_give_nothing_away(
    municipalities: tuple[str, ...], small: int, people: int
) -> None:
    """All ways in which people can go: who sees the flows and knows the method learns "fewer than small" at most."""
    pairs = list(product((*municipalities, None), municipalities))
    behind: defaultdict[PublishedTable, list[tuple[int, ...]]] = defaultdict(list)
    for numbers in dealt(people, len(pairs)):
        trips = [(start, end, number) for (start, end), number in zip(pairs, numbers, strict=True)]
        behind[flows_of(*went(trips, len(municipalities), small))].append(facts(trips, municipalities))
    for alike in behind.values():
        for values in map(set, zip(*alike, strict=True)):
            assert min(values) >= small or {value for value in values if value < small} == set(range(small))


def test_all_tables_together_give_no_more_away_than_each() -> None:
    """Four people, all ways in which each can have a care and a trip: flows, care and quotas are read side by side."""
    round_, names = ground(2, 2)
    agreed = [quota(id=f"{basis} {id_}", municipality=id_, basis=basis) for basis in QuotaBasis for id_ in (A, B)]
    round_ = replace(round_, quotas=tuple(agreed))
    kinds = list(product((A, B, None), range(3), (A, B)))
    behind: defaultdict[PlannerFigures, list[tuple[int, ...]]] = defaultdict(list)
    for numbers in dealt(4, len(kinds)):
        chosen = [(kind, turn) for kind, number in zip(kinds, numbers, strict=True) for turn in range(number)]
        # Every third of a list has the same care; the halves of those go to different municipalities.
        pairs = {names[start][care + 3 * (4 * (A, B).index(end) + turn)]: end for (start, care, end), turn in chosen}
        trips = Counter((start, end) for (start, _, end), _ in chosen)
        cares = Counter(care for (_, care, _), _ in chosen)
        seen = (
            *facts([(*pair, number) for pair, number in trips.items()], (A, B)),
            *(cares[each] for each in range(3)),
        )
        behind[planner_figures(round_, proposal_of(round_, pairs))].append(seen)
    assert len(behind) > 5
    for alike in behind.values():
        for values in map(set, zip(*alike, strict=True)):
            assert min(values) >= 2 or {0, 1} <= values


@cache
def ground(number: int, small: int) -> tuple[Round, dict[str | None, list[str]]]:
    """A round of two or three municipalities, with 24 people from each and 24 from nowhere known; care by turns."""
    third = Municipality(id=C, name="Ceintuur")
    areas = [
        Area(id=f"{level.value}-e", name="e", level=level, municipality=C)
        for level in (AreaLevel.WIJK, AreaLevel.BUURT)
    ]
    far = replace(dwelling(A, "a", units=99), id=C, municipality=C, wijk="wijk-e", buurt="buurt-e", complex=None)
    homes = [dwelling(A, "a", units=99), dwelling(B, "c", units=99), far]
    names = {start: [f"{start}-{index}" for index in range(24)] for start in (*(A, B, C)[:number], None)}
    round_ = world(
        [
            person(name, origin=start, care=list(Begeleiding)[index % 3])
            for start, group in names.items()
            for index, name in enumerate(group)
        ],
        homes[:number],
        policy=policy(small_count=small),
        municipalities=(*MUNICIPALITIES, third)[:number],
        areas=[*AREAS, *areas] if number == 3 else AREAS,
    )
    return round_, names


def went(trips: Iterable[tuple[str | None, str, int]], number: int, small: int) -> tuple[Round, Proposal]:
    """As `round_of`, in a round that is the same every time: building it would take most of the time."""
    round_, names = ground(number, small)
    waiting = {start: iter(group) for start, group in names.items()}
    return round_, proposal_of(round_, {next(waiting[start]): end for start, end, times in trips for _ in range(times)})


def all_numbers(figures: PlannerFigures) -> list[tuple[int, ...]]:
    """Every number that is told, in one order."""
    tables = (figures.flows, figures.waiting, figures.placed_by_care, figures.waiting_by_care)
    return [
        *(tuple(count or 0 for count in group.counts) for table in tables for group in table.groups),
        *((each.total,) for table in tables for each in table.sums),
    ]


def test_two_proposals_for_nearly_the_same_people_would_give_one_away() -> None:
    """The attack that no suppression stops: a round, and its repair after somebody withdrew, side by side."""
    round_, proposal = round_of(LARGE)
    one = next(
        each.id
        for each in round_.people
        if each.origin == A
        and each.care is Begeleiding.ZWAAR
        and each.id in {placement.person for placement in proposal.placements}
    )
    repaired = next_round(round_, proposal, [Withdrawn(person=one)])
    rest = tuple(each for each in proposal.placements if each.person != one)
    after = planner_figures(repaired, replace(proposal, round_id=repaired.id, placements=rest))
    before = planner_figures(round_, proposal)
    differences = {
        first - second
        for mine, theirs in zip(all_numbers(before), all_numbers(after), strict=True)
        for first, second in zip(mine, theirs, strict=True)
    }
    assert differences == {0, 1}
    assert first_of_each([round_.id, repaired.id]) == (round_.id,)


def test_of_a_round_and_its_repairs_the_first_that_was_sent_is_shown_for_good() -> None:
    sent = ["herfst-herstel-1", "winter", "herfst-herstel-2", "herfst", "winter-herstel-1-minste-verhuizingen"]
    assert first_of_each(sent) == ("herfst-herstel-1", "winter")
    assert first_of_each(sent[:1]) == first_of_each(sent)[:1]


def test_a_gemeente_reads_the_exact_use_of_its_own_limits() -> None:
    consent = Consent(extra=2, decision=DECISION)
    limits = [cap("wijk-a", 20, 9, consent=consent), cap(A, 50, 11, provisional=True), cap("wijk-c", 30, 5), cap(B, 60)]
    round_, proposal = round_of(LARGE, limits=limits)
    uses = tuple(
        LimitUse(limit=limit.id, cap=limit.gross_cap + 2, used=limit.used, claimed=1, planned=3)
        for limit in round_.limits
    )
    found = own_figures(round_, replace(proposal, limits=uses), A)
    assert {(each.area, each.gross_cap, each.cap, each.used, each.claimed, each.planned) for each in found} == {
        ("wijk-a", 20, 22, 9, 1, 3),
        (A, 50, 52, 11, 1, 3),
    }
    assert {each.area for each in found if each.provisional} == {A}
    assert {each.area for each in own_figures(round_, proposal, B)} == {"wijk-c", B}


def test_of_a_municipality_that_is_not_there_nothing_is_read() -> None:
    with pytest.raises(InvalidInput, match="een gemeente van de ronde"):
        own_figures(*round_of(LARGE), "GM-Z")


def test_own_figures_want_the_answer_to_this_round_with_the_use_of_every_limit() -> None:
    round_, proposal = round_of(LARGE, limits=[cap("wijk-a", 20), cap("wijk-b", 20)])
    with pytest.raises(InvalidInput, match="het voorstel van ronde"):
        own_figures(round_, replace(proposal, round_id="andere"), A)
    with pytest.raises(InvalidInput) as raised:
        own_figures(round_, replace(proposal, limits=()), A)
    assert len(raised.value.faults) == 2


def test_of_the_bundled_region_every_number_is_true_and_no_small_one_can_be_told() -> None:
    round_ = demonstration(1).round
    proposal = solve(round_)
    figures, small = planner_figures(round_, proposal), round_.policy.small_count
    assert figures.flows.everybody == figures.placed_by_care.everybody == len(proposal.placements)
    assert figures.waiting.everybody == figures.waiting_by_care.everybody == len(proposal.unplaced)
    people = {each.id: each for each in round_.people}
    homes = {each.id: each.municipality for each in round_.dwellings}
    own = sum(people[each.person].origin == homes[each.dwelling] for each in proposal.placements)
    assert (figures.flows.whole(OWN), figures.flows.whole(LEFT)) == (own, len(proposal.placements) - own)
    placed = Counter(homes[each.dwelling] for each in proposal.placements)
    waiting = Counter(people[each.person].origin or UNKNOWN for each in proposal.unplaced)
    for table, counts in ((figures.flows, placed), (figures.waiting, waiting)):
        for row in table.rows:
            low, high = feasible(table, row)
            assert low <= counts[row]
            assert high is None or high >= counts[row]
            assert counts[row] >= small or table.total(row) is None or (low == 0 and (high is None or high >= small))
