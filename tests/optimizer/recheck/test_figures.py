"""Each goal value, counted by hand in the test."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest

from optimizer.agreements import (
    Claim,
    Consent,
    ContactExclusion,
    ContactLevel,
    LimitKind,
    PlacementStatus,
    Previous,
    Quota,
    QuotaBasis,
    SupportCapacity,
)
from optimizer.people import (
    Anchor,
    AnchorKind,
    AreaReasonCode,
    AreaWish,
    Band,
    Deadline,
    DeadlineBasis,
    Designation,
    Home,
    Household,
    Support,
    Uitstromer,
)
from optimizer.policy import AreaLevel, Begeleiding, Goal, PlacementPoints, WaitingStep
from optimizer.recheck.figures import Count, unplaced
from optimizer.recheck.world import World
from optimizer.round import Round
from optimizer.verify import goal_values, violations_of
from tests.worlds import DECISION, END, START, cap, dwelling, person, policy, world

ADA = ("ada", "a1")


def value(goal: Goal, who: Uitstromer, **changes: Any) -> int:
    """What placing Ada in a home in wijk a gives, with Bo there for claims."""
    homes = [changes.pop("home", dwelling("a1")), dwelling("a2"), dwelling("a3")]
    return goal_values(world([who, person("bo")], homes, **changes), [ADA])[goal]


def deadline(on: date) -> Deadline:
    return Deadline(on=on, basis=DeadlineBasis.ONTSLAG)


def waiting(days: int) -> date:
    return START - timedelta(days=days)


def test_the_goals_are_those_of_the_policy_in_its_order() -> None:
    goals = (Goal.FIT, Goal.OVERDUE)
    assert tuple(goal_values(world(policy=policy(goals=goals)), [])) == goals
    assert tuple(goal_values(world(), [])) == tuple(Goal)


def test_nothing_placed() -> None:
    assert set(goal_values(world([person("ada")], [dwelling("a1")]), []).values()) == {0}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 0),
        ({"deadline": deadline(END)}, 1),
        ({"deadline": deadline(END + timedelta(days=1))}, 0),
        ({"ready_on": waiting(180)}, 1),
        ({"ready_on": waiting(179)}, 0),
        ({"deadline": deadline(START), "ready_on": waiting(400)}, 1),
    ],
)
def test_overdue(changes: dict[str, Any], expected: int) -> None:
    assert value(Goal.OVERDUE, person("ada", **changes)) == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 4),
        ({"urgency": 3}, 4 + 2 * 3),
        ({"ready_on": waiting(59)}, 4),
        ({"ready_on": waiting(60)}, 4 + 1),
        ({"ready_on": waiting(179)}, 4 + 2),
        ({"ready_on": waiting(180), "urgency": 1}, 4 + 2 + 3),
        ({"ready_on": START + timedelta(days=10)}, 4),
    ],
)
def test_placements(changes: dict[str, Any], expected: int) -> None:
    assert value(Goal.PLACEMENTS, person("ada", **changes)) == expected


def test_waiting_steps_in_any_order_and_from_day_0() -> None:
    steps = (
        WaitingStep(days=90, points=1),
        WaitingStep(days=0, points=7),
        WaitingStep(days=1, points=8),
        WaitingStep(days=100, points=9),
    )
    rules = policy(placement_points=PlacementPoints(base=10, per_urgency=5, waiting=steps))
    assert value(Goal.PLACEMENTS, person("ada", ready_on=START + timedelta(days=1)), policy=rules) == 10 + 7
    # The highest step is the one of most days, not of most points.
    assert value(Goal.PLACEMENTS, person("ada", ready_on=waiting(95)), policy=rules) == 10 + 1


def afspraak(name: str, minimum: int, **changes: Any) -> Quota:
    return Quota(id=name, name=name, basis=QuotaBasis.LEVERING, minimum=minimum, **changes)


def test_quota() -> None:
    claims = [Claim(person="bo", dwelling="a2", status=PlacementStatus.VERHUURD)]
    quotas = [
        afspraak("ruim", 5, already=1),  # 5 − 1 − 1 claim − 1 placement
        afspraak("gehaald", 1, already=4),
        afspraak("elders", 2, municipality="GM-B"),
    ]
    assert value(Goal.QUOTA, person("ada"), quotas=quotas, claims=claims) == 2 + 0 + 2


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 1),
        ({"origin": "GM-B"}, 0),
        ({"origin": None}, 0),
        ({"returns": False}, 0),
        ({"origin": "GM-B", "designated": Designation(municipality="GM-A", reason="netwerk")}, 1),
        ({"designated": Designation(municipality="GM-B", reason="netwerk")}, 0),
        ({"returns": False, "designated": Designation(municipality="GM-A", reason="netwerk")}, 0),
        ({"origin": None, "responsible": "GM-A"}, 0),
    ],
)
def test_origin(changes: dict[str, Any], expected: int) -> None:
    assert value(Goal.ORIGIN, person("ada", **changes)) == expected


def test_spread() -> None:
    ada = person("ada", care=Begeleiding.ZWAAR)
    # Load 2 is present, 3 comes: 300 // 7 + 400 // 7 + 500 // 7.
    assert value(Goal.SPREAD, ada, limits=[cap("wijk-a", 7, used=2)]) == 42 + 57 + 71
    claims = [Claim(person="bo", dwelling="a2", status=PlacementStatus.VERHUURD)]
    assert value(Goal.SPREAD, ada, limits=[cap("wijk-a", 7, used=1)], claims=claims) == 42 + 57 + 71


def test_spread_is_a_percentage_of_the_gross_cap_without_consent() -> None:
    consent = Consent(extra=5, decision=DECISION)
    assert value(Goal.SPREAD, person("ada"), limits=[cap("wijk-a", 1, used=3, consent=consent)]) == 400
    assert value(Goal.SPREAD, person("ada"), limits=[cap("wijk-a", 0, consent=consent)]) == 0


def test_spread_looks_at_stand_at_its_level_and_at_what_is_added() -> None:
    limits = [cap("buurt-a", 2), cap("wijk-b", 2, used=2), cap("wijk-a", 5, kind=LimitKind.INSTROOM)]
    assert value(Goal.SPREAD, person("ada"), limits=limits) == 0
    assert value(Goal.SPREAD, person("ada"), limits=limits, policy=policy(spread_level=AreaLevel.BUURT)) == 50
    at_home = person("ada", home=Home(areas=frozenset({"wijk-a"}), counted=True))
    assert value(Goal.SPREAD, at_home, limits=[cap("wijk-a", 5)]) == 0


def anchor(**bands: int) -> Anchor:
    rows = tuple(Band(area=area.replace("_", "-"), band=band) for area, band in bands.items())
    return Anchor(kind=AnchorKind.NETWERK, bands=rows)


def wish(area: str) -> AreaWish:
    return AreaWish(area=area, reason=AreaReasonCode.NETWERK)


# One bedroom for one person alone: 1 spare, 2 − 1 points for the size.
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 1),
        ({"anchors": (anchor(buurt_a=1, wijk_a=0),)}, 1 + 3),
        ({"anchors": (anchor(wijk_a=2, GM_A=0),)}, 1 + 2),
        ({"anchors": (anchor(GM_A=0),)}, 1 + 4),
        ({"anchors": (anchor(buurt_a=9, wijk_a=0),)}, 1),
        ({"anchors": (anchor(buurt_b=0),)}, 1),
        ({"anchors": (anchor(buurt_a=0), anchor(wijk_a=3))}, 1 + 4 + 1),
        ({"preferred": (wish("wijk-a"), wish("GM-A"))}, 1 + 3),
        ({"preferred": (wish("wijk-b"),)}, 1),
    ],
)
def test_fit(changes: dict[str, Any], expected: int) -> None:
    assert value(Goal.FIT, person("ada", **changes)) == expected


@pytest.mark.parametrize(("bedrooms", "expected"), [(0, 2), (1, 1), (2, 0), (4, 0)])
def test_fit_of_the_size(bedrooms: int, expected: int) -> None:
    home = dwelling("a1", rooms=bedrooms + 1, bedrooms=bedrooms)
    assert value(Goal.FIT, person("ada"), home=home) == expected


def test_fit_of_the_size_looks_at_spare_bedrooms() -> None:
    two = person("ada", household=Household(adults=2))
    assert value(Goal.FIT, two, home=dwelling("a1", rooms=3, bedrooms=2)) == 2 - 1


def test_stability() -> None:
    rows = [Previous(person="ada", dwelling="a1"), Previous(person="bo", dwelling="a2")]
    assert value(Goal.STABILITY, person("ada"), previous=rows) == 1
    assert value(Goal.STABILITY, person("ada"), previous=rows[1:]) == 0


def test_pairs_with_unknown_ids_add_nothing() -> None:
    assert goal_values(world([person("ada")]), [("ada", "weg"), ("niemand", "a1")])[Goal.PLACEMENTS] == 0


def crowded(random: Random) -> Round:
    """A tiny round in which limits, hours, quotas and exclusions of every kind are nearly full."""
    names = ["ada", "bo", "cas", "dirk", "eva"]
    homes = [dwelling(f"{wijk}{number}", wijk, units=random.randint(1, 2)) for wijk in "ab" for number in (1, 2)]

    def somebody(name: str) -> Uitstromer:
        care = random.choice(list(Begeleiding))
        home = Home(areas=frozenset({"wijk-a"}), counted=True) if random.random() < 0.3 else None
        return person(name, care=care, home=home, support=Support(provider="zorg-1", hours=random.randint(0, 3)))

    def limit(area: str, kind: LimitKind) -> Any:
        sizes = {"gross_cap": random.randint(1, 9), "used": random.randint(0, 2)}
        reserved = random.choice([0, 0, 1, 2, 4])
        return cap(area, **sizes, id=f"{area} {kind}", kind=kind, reserved_for_zwaar=reserved)

    def hours(area: str) -> SupportCapacity:
        start = START + timedelta(days=random.choice([0, 0, 1]))
        amount, used = random.randint(2, 9), random.randint(0, 2)
        return SupportCapacity(id=f"uren {area}", provider="zorg-1", area=area, hours=amount, used=used, start=start)

    return world(
        [somebody(name) for name in names],
        homes,
        limits=[limit(area, kind) for area in ("wijk-a", "wijk-b", "GM-A") for kind in LimitKind],
        capacities=[hours(area) for area in ("wijk-a", "wijk-b", "GM-A")],
        quotas=[afspraak("meest", 0, maximum=random.randint(1, 4), already=random.randint(0, 1))],
        claims=[Claim(person="eva", dwelling="b1", status=PlacementStatus.VERHUURD)],
        contact_exclusions=[
            ContactExclusion(id="contact", people=frozenset({"ada", "bo"}), level=random.choice([*ContactLevel][:2]))
        ],
    )


def broken_by(round_: Round, pairs: list[tuple[str, str]]) -> set[tuple[str, str]]:
    return {(violation.code, violation.subject) for violation in violations_of(round_, pairs)}


@pytest.mark.parametrize("seed", range(150))
def test_what_closes_a_dwelling_is_what_would_break(seed: int) -> None:
    """Adding somebody to the placements, and the account of why nobody did, must tell the same story."""
    random = Random(seed)  # noqa: S311 - no secrets here
    round_ = crowded(random)
    candidates = [who.id for who in round_.people if who.id != "eva"]
    pairs: list[tuple[str, str]] = []
    for name in random.sample(candidates, 2):
        pair = (name, random.choice(round_.dwellings).id)
        if not broken_by(round_, [*pairs, pair]):
            pairs.append(pair)
    count = Count(World(round_), pairs)
    for who in round_.people:
        if who.id in ("eva", *(name for name, _ in pairs)):
            continue
        account, closed, opened = unplaced(count, who), Counter[tuple[str, str]](), 0
        for home in round_.dwellings:
            found = broken_by(round_, [*pairs, (who.id, home.id)])
            opened += not found
            # A pair rule makes it no candidate, a full dwelling is `taken`: neither is closed by a joint rule.
            if not any(" + " in subject or code == "unit_once" for code, subject in found):
                closed.update(found)
        assert account.open == opened
        assert {(row.rule.value, row.id): row.dwellings for row in account.blocked_by} == closed
