"""Back or elsewhere on the map: the numbers of the planner's figures, and those alone."""

from __future__ import annotations

import pytest

from maps.flows import Flow, Flows, flows_of
from maps.render import draw_map
from optimizer.counts import Told
from optimizer.errors import InvalidInput
from optimizer.planner_figures import LEFT, OWN, planner_figures
from optimizer.proposal import Proposal
from optimizer.round import Round
from tests.maps.reading import tables_of
from tests.maps.worlds import proposal_of, squares
from tests.worlds import dwelling, person, policy, world

A, B = "GM-A", "GM-B"
HIDDEN = Flow(back=None, elsewhere=None)
SHOWN = ((A, A, 8), (A, B, 6), (B, B, 5), (B, A, 7), (None, A, 5))
ONE_SMALL = ((A, A, 12), (A, B, 4), (B, B, 9), (B, A, 9))
FEW_BACK = ((A, A, 1), (A, B, 9), (B, B, 2), (B, A, 9))


def answered(*trips: tuple[str | None, str, int], small_count: int = 5) -> tuple[Round, Proposal]:
    """So many people from this municipality to that one."""
    people, pairs = [], {}
    for number, (origin, target, times) in enumerate(trips):
        for index in range(times):
            name = f"p{number}-{index}"
            people.append(person(name, origin=origin))
            pairs[name] = target
    homes = [dwelling(A, "a", units=99), dwelling(B, "c", units=99)]
    round_ = world(people, homes, policy=policy(small_count=small_count))
    return round_, proposal_of(round_, pairs)


def flows(*trips: tuple[str | None, str, int], small_count: int = 5) -> Flows:
    return flows_of(*answered(*trips, small_count=small_count))


def of(found: Flows, code: str) -> Flow:
    return next(row.flow for row in found.rows if row.code == code)


def test_people_are_counted_by_origin_and_destination() -> None:
    found = flows((A, A, 8), (A, B, 6), (B, B, 5), (B, A, 7), small_count=0)
    assert of(found, A) == Flow(back=8, elsewhere=6)
    assert of(found, B) == Flow(back=5, elsewhere=7)
    assert found.total == Flow(back=13, elsewhere=13)


def test_rows_come_by_name() -> None:
    assert [row.name for row in flows().rows] == ["Aadorp", "Beekstad"]


def test_people_without_a_known_origin_are_in_the_total() -> None:
    found = flows(*SHOWN)
    assert (of(found, A), of(found, B)) == (Flow(back=8, elsewhere=6), Flow(back=5, elsewhere=7))
    assert found.total == Flow(back=13, elsewhere=18)


@pytest.mark.parametrize("trips", [ONE_SMALL, ((A, A, 12), (B, B, 9), (B, A, 9))])
def test_one_small_count_hides_both_municipalities_but_not_the_total(trips: tuple[tuple[str, str, int], ...]) -> None:
    found = flows(*trips)
    assert [row.flow for row in found.rows] == [HIDDEN, HIDDEN]
    assert found.total != HIDDEN


def test_where_few_went_back_not_even_the_total_is_shown() -> None:
    found = flows(*FEW_BACK)
    assert [row.flow for row in found.rows] == [HIDDEN, HIDDEN]
    assert found.total == HIDDEN


def test_a_proposal_of_another_round_is_refused() -> None:
    with pytest.raises(InvalidInput):
        flows_of(world(), proposal_of(world(id="andere")))


@pytest.mark.parametrize("trips", [SHOWN, ONE_SMALL, FEW_BACK])
def test_the_page_says_what_the_planners_figures_say(trips: tuple[tuple[str | None, str, int], ...]) -> None:
    round_, proposal = answered(*trips)
    told = planner_figures(round_, proposal).flows
    page = draw_map(round_, proposal, squares(), schematic=True, source="bron")
    rows = [[each.name, *words(told.count(each.id, OWN), told.count(each.id, LEFT))] for each in round_.municipalities]
    everybody = ["Iedereen", *words(told.whole(OWN), told.whole(LEFT))]
    assert tables_of(page)["stromen"] == [*rows, everybody]


def words(*told: Told) -> list[str]:
    return [str(each) for each in told]
