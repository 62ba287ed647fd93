"""Fairness: every count, no alarm by chance, an alarm where a group is held back, and what goes with it."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction
from functools import cache
from random import Random
from statistics import median

import pytest
from hypothesis import HealthCheck, given, settings

from optimizer.agreements import Claim, Convenant, Link, PlacementStatus
from optimizer.fair.fairness import Closer, Fairness, Group, Lag, Measure, fairness
from optimizer.fair.groups import AGES, UNKNOWN, Grouping, age_group, kind_of_household, ways_of
from optimizer.metrics import Share
from optimizer.people import Ages, Child, Household, Uitstromer
from optimizer.policy import Begeleiding
from optimizer.proposal import Cause, JointRule, Placement, Proposal, Rule, Unplaced
from optimizer.round import Round
from optimizer.solve import practice, solve
from optimizer.supply import Doelgroep, Municipality, Organisation
from tests.optimizer.test_laws import in_the_region
from tests.tiny_rounds import rounds
from tests.worlds import START, cap, dwelling, person, policy, world

TOWNS = ("GM-A", "GM-B", None)


def anybody(dice: Random, name: str) -> Uitstromer:
    """A person of whom nothing has to do with anything else."""
    low = dice.choice([18, 22, 25, 40, 60])
    return person(
        name,
        doelgroep=dice.choice(list(Doelgroep)),
        care=dice.choice(list(Begeleiding)),
        ages=Ages(low=low, high=low + 2),
        household=Household(adults=dice.choice([1, 1, 2]), children=(Child(age=4),) * dice.choice([0, 0, 1])),
        origin=dice.choice(TOWNS),
        ready_on=START - timedelta(days=dice.randrange(200)),
    )


@cache
def homes() -> Round:
    """Sixty homes of two corporations in two municipalities, and nobody."""
    every = [dwelling(f"w{at:02}", "abcd"[at % 4], corporation=f"corp-{at % 2 + 1}") for at in range(60)]
    return world((), every)


@cache
def nobody() -> Proposal:
    return solve(world())


def by_chance(dice: Random) -> tuple[Round, Proposal]:
    """Forty people, some of whom chance places somewhere."""
    people = tuple(anybody(dice, f"p{at:02}") for at in range(40))
    placed = dice.sample(people, dice.randint(5, 35))
    where = dice.sample(homes().dwellings, len(placed))
    return replace(homes(), people=people), answer(
        {who.id: home.id for who, home in zip(placed, where, strict=True)}, people
    )


def answer(where: dict[str, str], people: tuple[Uitstromer, ...]) -> Proposal:
    """A proposal with these placements; the others have no dwelling that fits."""
    some = Placement(person="", dwelling="", start=START, contract=next(iter(person("x").contract_forms)))
    none = Unplaced(
        person="", cause=Cause.NO_DWELLING, rules=(), eligible=0, taken=0, blocked_by=(), open=0, needs_decision=False
    )
    return replace(
        nobody(),
        placements=tuple(replace(some, person=who, dwelling=home) for who, home in sorted(where.items())),
        unplaced=tuple(replace(none, person=each.id) for each in people if each.id not in where),
    )


def test_chance_alone_seldom_gives_an_alarm() -> None:
    """At most 1 in 100 of 2,000 rounds in which nothing matters; where more is allowed there are many more."""
    dice = Random(7)  # noqa: S311 - no secret
    alarms = {10: 0, 1_000: 0}
    for _ in range(2_000):
        round_, proposal = by_chance(dice)
        for allowed in alarms:
            found = fairness(replace(round_, policy=policy(false_alarms=allowed)), proposal, None)
            alarms[allowed] += bool(found.lags)
    assert alarms[10] <= 20
    assert alarms[1_000] > 200


def test_labels_that_mean_nothing_seldom_give_an_alarm_in_a_real_proposal() -> None:
    """A proposal of the region; whose label is whose is shuffled, so that no group is treated in another way."""
    round_ = in_the_region(1)
    proposal, dice, alarms = solve(round_), Random(3), 0  # noqa: S311 - no secret
    for _ in range(1_000):
        labels = [(each.doelgroep, each.care, each.ages, each.household, each.origin) for each in round_.people]
        dice.shuffle(labels)
        people = tuple(
            replace(each, doelgroep=group, care=care, ages=ages, household=household, origin=origin, designated=None)
            for each, (group, care, ages, household, origin) in zip(round_.people, labels, strict=True)
        )
        shuffled = replace(round_, people=people)
        found = fairness(shuffled, proposal, None).lags
        alarms += any(lag.measure is Measure.PLACED and lag.grouping is not Grouping.CORPORATIE for lag in found)
    assert alarms <= 10


def held_back() -> Round:
    """Thirty people and as many homes, but the convenant leaves MO out with the corporation of nearly all of them."""
    people = [person(f"p{at:02}", doelgroep=Doelgroep.MO if at % 3 == 0 else Doelgroep.BW) for at in range(30)]
    every = [dwelling(f"w{at:02}", "ac"[at % 2], corporation="corp-2" if at < 2 else "corp-1") for at in range(30)]
    (convenant,) = world().convenanten
    without = replace(convenant, id="een", corporations=frozenset({"corp-1"}), doelgroepen=frozenset({Doelgroep.BW}))
    only = replace(convenant, id="twee", corporations=frozenset({"corp-2"}))
    conv: tuple[Convenant, ...] = (without, only)
    return world(people, every, convenanten=conv)


def test_a_group_that_is_held_back_is_found_with_what_holds_it_back() -> None:
    round_ = held_back()
    proposal = solve(round_)
    found = fairness(round_, proposal, practice(round_))
    lag = next(lag for lag in found.lags if lag.grouping is Grouping.DOELGROEP)
    assert (lag.name, lag.measure, lag.group, lag.others) == ("MO", Measure.PLACED, Share(2, 10), Share(20, 20))
    assert lag.chance * found.tests <= Fraction(1, 100)
    assert lag.practice == 2
    assert lag.without == Share(0, 8)
    assert lag.closers[0] == Closer(rule=Rule.CONVENANT_COVERS, id="", group=Share(8 * 28, 8 * 30), others=Share(0, 0))
    assert lag.closers[1].rule is JointRule.UNIT_ONCE
    assert not fairness(replace(round_, policy=policy(false_alarms=0)), proposal, None).lags


def test_a_full_area_that_holds_one_group_back_is_named() -> None:
    """Whoever needs much support fits only where the cap is reached."""
    people = [person(f"p{at:02}", care=Begeleiding.ZWAAR if at % 2 else Begeleiding.LICHT) for at in range(24)]
    every = [dwelling(f"w{at:02}", "a" if at % 2 else "c", nuisance_file=at % 2 == 0) for at in range(24)]
    round_ = world(people, every, limits=[cap("wijk-a", 3)])
    lag = next(lag for lag in fairness(round_, solve(round_), None).lags if lag.grouping is Grouping.BEGELEIDING)
    assert lag.name == "zwaar"
    assert (JointRule.AREA_LIMIT, "grens wijk-a") in {(each.rule, each.id) for each in lag.closers}
    assert lag.without.part == 0


def test_who_does_not_come_back_and_whether_there_were_homes() -> None:
    people = [person(f"p{at:02}", origin="GM-A" if at % 2 else "GM-B") for at in range(24)]
    round_ = world(people, [dwelling(f"w{at:02}", "a") for at in range(24)])
    (lag,) = (lag for lag in fairness(round_, solve(round_), None).lags if lag.measure is Measure.RETURNED)
    assert (lag.name, lag.group, lag.others, lag.without) == ("Beekstad", Share(0, 12), Share(12, 12), Share(12, 12))
    assert lag.closers == ()


def test_a_corporation_whose_homes_stay_empty() -> None:
    people = [person(f"p{at:02}") for at in range(12)]
    every = [
        dwelling(f"w{at:02}", corporation="corp-2" if at % 2 else "corp-1", rent=90_000 if at % 2 else 50_000)
        for at in range(24)
    ]
    round_ = world(people, every)
    (lag,) = fairness(round_, solve(round_), None).lags
    assert (lag.grouping, lag.name, lag.group, lag.without) == (
        Grouping.CORPORATIE,
        "Corporatie 2",
        Share(0, 12),
        Share(0, 0),
    )


def test_of_a_small_group_nothing_is_compared() -> None:
    round_ = replace(held_back(), policy=policy(small_count=11))
    found = fairness(round_, solve(round_), None)
    groups = dict(found.groups)[Grouping.DOELGROEP]
    assert [(group.name, group.enough) for group in groups] == [("BW", True), ("MO", False)]
    assert not any(lag.name == "MO" for lag in found.lags)


def groups_by_hand(round_: Round, proposal: Proposal, by: Grouping) -> dict[str, tuple[int, int, int | None]]:
    """Placed, people and the middle wait of who is not placed, counted another way."""
    way = next(way for way in ways_of(round_) if way.grouping is by)
    placed = Counter(way.name_of(each) for each in round_.people if each.id in {p.person for p in proposal.placements})
    claimed = {claim.person for claim in round_.claims}
    every = Counter(way.name_of(each) for each in round_.people if each.id not in claimed)
    waits: dict[str, list[int]] = {}
    for each in round_.people:
        if each.id in {out.person for out in proposal.unplaced}:
            waits.setdefault(way.name_of(each), []).append(max(0, (round_.start - each.ready_on).days))
    middle = {name: round(median(waits[name])) if name in waits else None for name in every}
    return {name: (placed[name], every[name], middle[name]) for name in every}


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
@given(rounds())
def test_every_count_is_right(round_: Round) -> None:
    proposal, by_hand = solve(round_), practice(round_)
    found = fairness(round_, proposal, by_hand)
    for grouping, groups in found.groups:
        if grouping is Grouping.CORPORATIE:
            check_units(round_, proposal, groups)
            continue
        told = {group.name: (group.placed.part, group.placed.whole, group.wait_unplaced) for group in groups}
        assert told == groups_by_hand(round_, proposal, grouping)
        check_sums(found, groups)


def check_sums(found: Fairness, groups: tuple[Group, ...]) -> None:
    assert sum(group.placed.whole for group in groups) == found.whole.placed.whole
    assert sum(group.returned.part for group in groups) == found.whole.returned.part
    assert sum(group.practice or 0 for group in groups) == (found.whole.practice or 0)


def check_units(round_: Round, proposal: Proposal, groups: tuple[Group, ...]) -> None:
    of = {home.id: home.corporation for home in round_.dwellings}
    free = Counter({home.id: home.units for home in round_.dwellings})
    free.subtract(claim.dwelling for claim in round_.claims)
    names = {each.id: each.name for each in round_.corporations}
    expected: Counter[str] = Counter()
    for home, units in free.items():
        expected[names[of[home] or ""]] += units
    assert {group.name: group.placed.whole for group in groups} == {
        name: times for name, times in expected.items() if times
    }
    assert sum(group.placed.part for group in groups) == len(proposal.placements)


def test_who_has_a_live_claim_is_not_counted() -> None:
    claims = [Claim(person="ans", dwelling="w", status=PlacementStatus.AKKOORD)]
    round_ = world([person("ans"), person("bea")], [dwelling("w")], claims=claims)
    found = fairness(round_, solve(round_), None)
    assert found.whole.placed == Share(0, 1)
    assert dict(found.groups)[Grouping.CORPORATIE] == ()


@pytest.mark.parametrize(("low", "name"), [(17, AGES[0][1]), (18, AGES[1][1]), (22, AGES[1][1]), (90, AGES[-1][1])])
def test_ages_are_grouped_by_the_lowest(low: int, name: str) -> None:
    assert age_group(person("x", ages=Ages(low=low, high=99))) == name


def test_an_expected_child_makes_a_family() -> None:
    assert kind_of_household(person("x", household=Household(expected=1))) == "met kinderen"
    assert kind_of_household(person("x", household=Household(adults=2))).startswith("meer")


def test_two_places_with_the_same_name_are_two_groups() -> None:
    two = [
        Municipality(id="GM-A", name="Bergen"),
        Municipality(id="GM-B", name="Bergen"),
        Municipality(id="GM-C", name=UNKNOWN),
    ]
    same = [Organisation(id="corp-1", name="Wonen"), Organisation(id="corp-2", name="Wonen")]
    round_ = world(
        [person("ans"), person("bea", origin="GM-B"), person("cas", origin=None)],
        [dwelling("v"), dwelling("w", corporation="corp-2")],
        municipalities=two,
        corporations=same,
    )
    groups = dict(fairness(round_, solve(round_), None).groups)
    assert [group.name for group in groups[Grouping.HERKOMST]] == ["Bergen (GM-A)", "Bergen (GM-B)", UNKNOWN]
    assert [group.name for group in groups[Grouping.CORPORATIE]] == ["Wonen (corp-1)", "Wonen (corp-2)"]


def test_what_is_the_same_for_everybody_is_no_cause() -> None:
    """Half of the homes are too dear for all; the links alone hold a group back."""
    people = [person(f"p{at:02}", doelgroep=Doelgroep.MO if at < 8 else Doelgroep.BW) for at in range(24)]
    every = [dwelling(f"w{at:02}", "ac"[at % 2], rent=99_000 if at < 12 else 50_000) for at in range(24)]
    links = [Link(id=f"l{at}", people=frozenset({f"p{at:02}", "p99"})) for at in range(8)]
    too_many = person("p99", doelgroep=Doelgroep.GGZ, household=Household(adults=9))
    round_ = world([*people, too_many], every, links=links)
    lags = fairness(round_, solve(round_), None).lags
    found: list[Lag] = [lag for lag in lags if lag.grouping is Grouping.DOELGROEP and lag.name == "MO"]
    assert found
    assert Rule.RENT_WITHIN_CEILING not in {each.rule for each in found[0].closers}
