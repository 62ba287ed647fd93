"""Rounds and problems made to be hard: nobody fits, everybody is the same, everybody excludes everybody.

Each must be proven and verified, and in seconds: what takes longer here would take hours in a region.
"""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from optimizer.agreements import ContactExclusion, ContactLevel, Link, Quota, QuotaBasis
from optimizer.assignment import Convex, Integers, Objective, Problem, Row, Term
from optimizer.eligibility import check_pairs
from optimizer.engine.solve import Result
from optimizer.engine.solve import solve as solve_problem
from optimizer.model import build_model
from optimizer.people import Uitstromer
from optimizer.policy import AreaLevel, Begeleiding, Goal
from optimizer.proposal import Cause, JointRule, Proposal, Status
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.supply import Area, Dwelling
from tests.worlds import AREAS, cap, dwelling, person, policy, world

pytestmark = pytest.mark.timeout(60)


def ones(*shape: int) -> Integers:
    return np.ones(shape, dtype=np.int64)


def most(weights: Integers) -> Objective:
    return Objective(maximise=True, weights=weights)


def everywhere(people: int, places: int, rows: tuple[Row, ...], *objectives: Objective) -> Problem:
    """Everyone may go everywhere; every place takes one."""
    return Problem(np.ones((people, places), dtype=bool), ones(places), np.arange(people), rows, objectives)


def areas(load: Integers, places: int, number: int, upper: int) -> tuple[Row, ...]:
    """The same cap on each of so many areas."""
    area = np.arange(places) % number
    return tuple(Row((Term(load, (area == each).astype(np.int64)),), upper=upper) for each in range(number))


def proven(result: Result) -> list[int]:
    """The values, every one with its proof."""
    assert result.choice is not None
    assert [each.value for each in result.reached] == [each.bound for each in result.reached]
    return [each.value for each in result.reached]


class TestProblems:
    def test_when_every_load_is_three_and_every_cap_two_nobody_is_placed(self) -> None:
        goals = most(np.arange(1, 201).reshape(-1, 1)), most(ones(200, 150))
        assert proven(solve_problem(everywhere(200, 150, areas(3 * ones(200), 150, 15, 2), *goals))) == [0, 0]

    def test_caps_of_nothing_place_nobody(self) -> None:
        load = np.arange(200) % 3 + 1
        assert proven(solve_problem(everywhere(200, 150, areas(load, 150, 15, 0), most(ones(1, 1))))) == [0]

    def test_one_place_for_a_thousand_goes_to_the_first_by_every_objective(self) -> None:
        urgency = (np.arange(1_000) % 10).reshape(-1, 1)
        fit = (np.arange(1_000) % 7).reshape(-1, 1)
        assert proven(solve_problem(everywhere(1_000, 1, (), most(urgency), most(fit)))) == [9, 6]

    def test_ten_thousand_alike_are_one_class(self) -> None:
        goals = most(4 * ones(1, 1)), most(ones(1, 50))
        assert proven(solve_problem(everywhere(10_000, 50, areas(ones(10_000), 50, 5, 7), *goals))) == [140, 35]

    def test_very_large_weights_are_proven_to_the_unit(self) -> None:
        draw = np.random.default_rng(1)
        million = 1_000_000 * draw.integers(1, 10, (60, 1)) + draw.integers(0, 1_000, (60, 1))
        given = everywhere(
            60, 40, areas(draw.integers(1, 4, 60), 40, 8, 6), most(million), most(np.eye(60, 40, dtype=np.int64))
        )
        shifted = everywhere(60, 40, given.rows, most(million * 3), most(np.eye(60, 40, dtype=np.int64)))
        first, second = proven(solve_problem(given)), proven(solve_problem(shifted))
        assert (3 * first[0], first[1]) == tuple(second)

    def test_room_for_half_a_billion_costs_no_more_than_room_for_all(self) -> None:
        given = everywhere(50, 3, (), most(ones(1, 1)), most(np.arange(150).reshape(50, 3)))
        huge = Problem(given.allowed, 500_000_000 * ones(3), given.turn, (), given.objectives)
        assert proven(solve_problem(huge)) == [50, int(np.arange(150).reshape(50, 3)[:, 2].sum())]

    def test_links_and_least_numbers_force_what_nobody_would_choose(self) -> None:
        rows = list(areas(np.arange(60) % 3 + 1, 40, 8, 5))
        for first in range(0, 40, 2):
            both = np.zeros(60, dtype=np.int64)
            both[first : first + 2] = 1, -1
            rows.append(Row((Term(both, ones(40)),), 0, 0))
        lightest = np.zeros(60, dtype=np.int64)
        lightest[:10] = 1
        rows.append(Row((Term(lightest, ones(40)),), lower=10))
        result = solve_problem(everywhere(60, 40, tuple(rows), most(np.arange(60).reshape(-1, 1))))
        proven(result)
        assert result.choice is not None
        assert (result.choice[:10] >= 0).all()
        assert ((result.choice[:40:2] >= 0) == (result.choice[1:40:2] >= 0)).all()

    def test_more_that_must_be_placed_than_fit_is_no_choice_at_all(self) -> None:
        must = Row((Term(ones(200), ones(150)),), lower=151)
        assert solve_problem(everywhere(200, 150, (must,), most(ones(1, 1)))).choice is None

    def test_nothing_is_left_after_an_objective_that_nobody_helps(self) -> None:
        costs = Objective(maximise=False, weights=ones(40, 30))
        one_needed = Convex((Term(ones(40), ones(30)),), (-1,), 0)
        short = Objective(maximise=False, weights=0 * ones(1, 1), convex=(one_needed,), constant=1)
        assert proven(solve_problem(everywhere(40, 30, (), costs, short, most(ones(1, 1))))) == [0, 1, 0]

    def test_hundreds_of_equal_optima_are_no_harder_than_one(self) -> None:
        draw = np.random.default_rng(0)
        open_ = draw.random((300, 200)) < 0.5
        rows = areas(draw.integers(1, 4, 300), 200, 20, 12)
        goals = most(ones(1, 1)), most(ones(300, 1)), most(ones(1, 200))
        found = proven(solve_problem(Problem(open_, ones(200), np.arange(300), rows, goals)))
        assert found[1:] == found[:-1]


def checked(round_: Round) -> Proposal:
    """The proposal, which the checker passed, with every goal proven."""
    proposal = solve(round_)
    assert proposal.status is Status.PROVEN
    return proposal


def crowd(number: int, **changes: object) -> list[Uitstromer]:
    return [person(f"p{each:05d}", **changes) for each in range(number)]


class TestRounds:
    def test_when_every_load_is_three_and_every_cap_two_the_cap_is_why(self) -> None:
        heavy = crowd(50, care=Begeleiding.ZWAAR)
        homes = [dwelling(f"w{number}", "abcd"[number % 4]) for number in range(40)]
        proposal = checked(world(heavy, homes, limits=[cap(f"wijk-{letter}", 2) for letter in "abcd"]))
        assert proposal.placements == ()
        assert {out.cause for out in proposal.unplaced} == {Cause.ALL_TAKEN}
        assert {blocked.rule for out in proposal.unplaced for blocked in out.blocked_by} == {JointRule.AREA_LIMIT}

    def test_one_dwelling_for_many(self) -> None:
        people = [person(f"p{each:03d}", urgency=each % 10) for each in range(200)]
        proposal = checked(world(people, [dwelling("w")]))
        assert [int(placement.person[1:]) % 10 for placement in proposal.placements] == [9]

    def test_a_thousand_alike_for_fifty_dwellings(self) -> None:
        homes = [dwelling(f"w{number}", "abcd"[number % 4]) for number in range(50)]
        proposal = checked(world(crowd(1_000), homes, limits=[cap(f"wijk-{letter}", 7) for letter in "abcd"]))
        assert len(proposal.placements) == 28

    def test_numbers_as_large_as_a_round_allows_cost_nothing(self) -> None:
        many = 1_000_000
        quota = Quota(id="q", name="q", basis=QuotaBasis.LEVERING, minimum=many, maximum=many)
        homes = [dwelling(f"w{number}", "abcd"[number % 4], units=many) for number in range(20)]
        limits = [cap(f"wijk-{letter}", many) for letter in "abcd"]
        proposal = checked(world(crowd(20), homes, limits=limits, quotas=[quota]))
        reached = {goal.goal: goal.value for goal in proposal.goals}
        assert (len(proposal.placements), reached[Goal.QUOTA], reached[Goal.SPREAD]) == (20, many - 20, 0)


def excluding(people: int, homes: list[Dwelling], level: ContactLevel, close: frozenset[tuple[str, str]]) -> Round:
    """Everyone is to be kept apart from the next three."""
    names = [each.id for each in crowd(people)]
    complexes = sorted({home.complex for home in homes if home.complex})
    return world(
        [person(name, urgency=number % 4) for number, name in enumerate(names)],
        homes,
        areas=(
            *AREAS,
            *(Area(id=each, name=each, level=AreaLevel.COMPLEX, municipality="GM-A") for each in complexes),
        ),
        policy=policy(goals=(Goal.PLACEMENTS, Goal.FIT)),
        contact_exclusions=[
            ContactExclusion(
                id=f"apart {number} {step}",
                people=frozenset({name, names[(number + step) % people]}),
                level=level,
                metres=200,
                close=close,
            )
            for number, name in enumerate(names)
            for step in (1, 2, 3)
        ],
    )


class TestContactExclusions:
    def test_apart_per_complex(self) -> None:
        homes = [dwelling(f"w{number:02d}", complex=f"flat {number // 5}") for number in range(40)]
        round_ = excluding(60, homes, ContactLevel.COMPLEX, frozenset())
        assert len(build_model(check_pairs(round_), seed=1).problem.rows) == 180 * 8 + 2
        assert len(checked(round_).placements) == 40

    def test_apart_by_distance(self) -> None:
        homes = [dwelling(f"w{number:02d}", complex=None) for number in range(30)]
        near = frozenset((f"w{number:02d}", f"w{number + 1:02d}") for number in range(0, 30, 2))
        round_ = excluding(40, homes, ContactLevel.AFSTAND, near)
        assert len(build_model(check_pairs(round_), seed=1).problem.rows) == 120 * 15 + 2
        assert len(checked(round_).placements) == 30

    def test_dwellings_alone_need_no_line(self) -> None:
        homes = [dwelling(f"w{number:02d}", complex=None) for number in range(30)]
        for level in (ContactLevel.COMPLEX, ContactLevel.AFSTAND):
            round_ = excluding(40, homes, level, frozenset())
            assert len(build_model(check_pairs(round_), seed=1).problem.rows) == 2
            assert len(checked(round_).placements) == 30

    def test_everyone_apart_from_everyone_leaves_one_in_each_place(self) -> None:
        homes = [dwelling(f"w{number}", complex=f"flat {number // 4}") for number in range(12)]
        names = [each.id for each in crowd(12)]
        apart = [
            ContactExclusion(id=f"{one} {other}", people=frozenset({one, other}), level=ContactLevel.COMPLEX)
            for number, one in enumerate(names)
            for other in names[:number]
        ]
        flats = [
            Area(id=f"flat {each}", name="flat", level=AreaLevel.COMPLEX, municipality="GM-A") for each in range(3)
        ]
        proposal = checked(world(crowd(12), homes, areas=(*AREAS, *flats), contact_exclusions=apart))
        assert len(proposal.placements) == 3

    def test_all_linked_and_all_apart_is_nobody(self) -> None:
        names = [each.id for each in crowd(6)]
        apart = [
            ContactExclusion(id=f"{one}", people=frozenset({one, other}), level=ContactLevel.BUURT)
            for one, other in pairwise(names)
        ]
        links = [Link(id="samen", people=frozenset(names))]
        homes = [dwelling(f"w{number}", "ab"[number % 2]) for number in range(3)]
        proposal = checked(world(crowd(6), homes, contact_exclusions=apart, links=links))
        assert proposal.placements == ()
