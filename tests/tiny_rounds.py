"""Random tiny rounds for hypothesis: up to four people and four dwellings under every kind of limit."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from optimizer.agreements import (
    Ban,
    BanScope,
    Claim,
    Consent,
    ContactExclusion,
    ContactLevel,
    Limit,
    LimitKind,
    Link,
    LinkScope,
    Pin,
    PinReason,
    PlacementStatus,
    Previous,
    Quota,
    QuotaBasis,
    RentException,
    SupportCapacity,
)
from optimizer.people import (
    Anchor,
    AnchorKind,
    AreaReasonCode,
    AreaWish,
    Band,
    Child,
    Deadline,
    DeadlineBasis,
    Designation,
    Home,
    Household,
    Support,
    Uitstromer,
)
from optimizer.policy import Begeleiding, ContractForm, Goal
from optimizer.round import Round
from optimizer.supply import Doelgroep, Dwelling, Need, Woonvorm
from tests.worlds import DECISION, START, dwelling, person, policy, world

WIJKEN = ("a", "b", "c")
AREAS = tuple(f"{level}-{letter}" for letter in WIJKEN for level in ("wijk", "buurt", "complex"))
MUNICIPALITIES = ("GM-A", "GM-B")


def some(values: Any, most: int = 2) -> st.SearchStrategy[Any]:
    """A small tuple of different values."""
    return st.lists(st.sampled_from(list(values)), max_size=most, unique=True).map(tuple)


def days(first: int, last: int) -> st.SearchStrategy[date]:
    """A day, counted from the start of the round."""
    return st.integers(first, last).map(lambda number: START + timedelta(days=number))


def rarely(value: st.SearchStrategy[Any], otherwise: Any = None) -> st.SearchStrategy[Any]:
    """One time in four the value."""
    return st.integers(0, 3).flatmap(lambda number: value if number == 3 else st.just(otherwise))


def wishes() -> st.SearchStrategy[tuple[AreaWish, ...]]:
    """At most one area."""
    return some((*AREAS, *MUNICIPALITIES), 1).map(
        lambda areas: tuple(AreaWish(area=area, reason=AreaReasonCode.NETWERK) for area in areas)
    )


@st.composite
def people(draw: st.DrawFn, name: str) -> Uitstromer:
    """A person in whom everything that matters for a decision may differ."""
    bands = tuple(Band(area=f"wijk-{letter}", band=draw(st.integers(0, 5))) for letter in WIJKEN)
    return person(
        name,
        ready_on=draw(days(-200, 20)),
        care=draw(st.sampled_from(Begeleiding)),
        doelgroep=draw(st.sampled_from([Doelgroep.BW, Doelgroep.MO])),
        supported_persons=draw(st.integers(1, 2)),
        urgency=draw(st.integers(0, 2)),
        origin=draw(st.sampled_from([*MUNICIPALITIES, None])),
        returns=draw(rarely(st.just(value=False), otherwise=True)),
        designated=draw(rarely(st.just(Designation(municipality="GM-B", reason="netwerk")))),
        deadline=draw(rarely(days(-10, 150).map(lambda day: Deadline(on=day, basis=DeadlineBasis.ONTSLAG)))),
        household=draw(rarely(st.just(Household(children=(Child(age=4),))), otherwise=Household())),
        needs=draw(rarely(st.just(frozenset({Need.LIFT})), otherwise=frozenset())),
        excluded=draw(rarely(wishes(), otherwise=())),
        preferred=draw(rarely(wishes(), otherwise=())),
        anchors=draw(rarely(st.just((Anchor(kind=AnchorKind.NETWERK, bands=bands),)), otherwise=())),
        support=draw(st.sampled_from([Support(provider="zorg-1", hours=3), Support(provider="zorg-2", hours=2)])),
        home=draw(rarely(some(AREAS).map(lambda areas: Home(areas=frozenset(areas), counted=True)))),
        rounds_missed=draw(st.integers(0, 2)),
    )


@st.composite
def dwellings(draw: st.DrawFn, name: str) -> Dwelling:
    """A dwelling of one or two units."""
    letter = draw(st.sampled_from(WIJKEN))
    return dwelling(
        name,
        letter,
        complex=draw(st.sampled_from([f"complex-{letter}", f"complex-{letter}", None])),
        corporation=draw(st.sampled_from(["corp-1", "corp-2"])),
        rent=draw(st.sampled_from([50_000, 70_000, 72_000])),
        rooms=draw(st.integers(2, 3)),
        bedrooms=draw(st.integers(1, 2)),
        floor=draw(st.integers(0, 1)),
        available_from=draw(days(-30, 60)),
        woonvorm=draw(rarely(st.just(Woonvorm.OMKLAP), otherwise=Woonvorm.ZELFSTANDIG)),
        nuisance_file=draw(rarely(st.just(value=True), otherwise=False)),
        contract_forms=frozenset({draw(st.sampled_from([ContractForm.HUUR, ContractForm.OMKLAP]))}),
        units=draw(st.integers(1, 2)),
    )


@st.composite
def limits(draw: st.DrawFn) -> tuple[Limit, ...]:
    """Caps on some areas, nested and of both kinds."""
    areas = draw(some((*AREAS, "GM-A"), 4))
    return tuple(
        Limit(
            id=f"grens {area}",
            area=area,
            kind=draw(st.sampled_from(LimitKind)),
            gross_cap=draw(st.integers(0, 6)),
            used=draw(st.integers(0, 2)),
            reserved_for_zwaar=draw(st.sampled_from([0, 0, 2])),
            consent=draw(rarely(st.just(Consent(extra=2, decision=DECISION)))),
            decision=DECISION,
        )
        for area in areas
    )


@st.composite
def quotas(draw: st.DrawFn) -> tuple[Quota, ...]:
    """Agreements on municipality, corporation, doelgroep and woonvorm."""
    return tuple(
        Quota(
            id=f"afspraak {number}",
            name=f"Afspraak {number}",
            basis=draw(st.sampled_from(QuotaBasis)),
            municipality=draw(st.sampled_from([None, *MUNICIPALITIES])),
            corporation=draw(rarely(st.just("corp-1"))),
            doelgroepen=draw(rarely(st.just(frozenset({Doelgroep.BW})), otherwise=frozenset())),
            woonvormen=draw(rarely(st.just(frozenset({Woonvorm.OMKLAP})), otherwise=frozenset())),
            minimum=(minimum := draw(st.integers(0, 3))),
            binding=draw(rarely(st.just(value=True), otherwise=False)),
            maximum=draw(rarely(st.integers(minimum, 4))),
            already=draw(st.integers(0, 1)),
        )
        for number in range(draw(st.integers(0, 3)))
    )


@st.composite
def capacities(draw: st.DrawFn) -> tuple[SupportCapacity, ...]:
    """Enough or too few hours, from the start or from later on."""
    return tuple(
        SupportCapacity(
            id=f"{provider} {area}",
            provider=provider,
            area=area,
            hours=draw(st.sampled_from([4, 8, 100])),
            used=draw(st.integers(0, 2)),
            start=draw(st.sampled_from([START, START + timedelta(days=15)])),
        )
        for provider in ("zorg-1", "zorg-2")
        for area in MUNICIPALITIES
    )


@st.composite
def ties(draw: st.DrawFn, names: list[str], homes: list[str]) -> dict[str, Any]:
    """Links and contactuitsluitingen between two people."""
    both = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True).map(frozenset)
    pairs = st.lists(both, max_size=2)
    close = st.frozensets(st.tuples(st.sampled_from(homes), st.sampled_from(homes)), max_size=2)
    return {
        "links": [
            Link(id=f"samen {number}", people=linked, scope=draw(st.sampled_from(LinkScope)))
            for number, linked in enumerate(draw(rarely(pairs, otherwise=[])))
        ],
        "contact_exclusions": [
            ContactExclusion(
                id=f"apart {number}",
                people=apart,
                level=draw(st.sampled_from(ContactLevel)),
                metres=200,
                protected=frozenset(draw(rarely(some(homes, 1), otherwise=()))),
                close=draw(close),
            )
            for number, apart in enumerate(draw(rarely(pairs, otherwise=[])))
        ],
    }


@st.composite
def decisions(draw: st.DrawFn, names: list[str], homes: list[str]) -> dict[str, Any]:
    """What was decided before about a person and a dwelling."""
    pair = st.tuples(st.sampled_from(names), st.sampled_from(homes))
    one, two = st.lists(pair, max_size=1), st.lists(pair, max_size=2, unique=True)
    return {
        "previous": [Previous(person=who, dwelling=home) for who, home in draw(two)],
        "claims": [
            Claim(person=who, dwelling=home, status=PlacementStatus.AKKOORD)
            for who, home in draw(rarely(one, otherwise=[]))
        ],
        "pins": [
            Pin(person=who, dwelling=home, reason=PinReason.VERSTUURD) for who, home in draw(rarely(two, otherwise=[]))
        ],
        "bans": [
            Ban(person=who, scope=BanScope.WONING, target=home, reason="geweigerd")
            for who, home in draw(rarely(one, otherwise=[]))
        ],
        "rent_exceptions": [
            RentException(person=who, dwelling=home, decision=DECISION) for who, home in draw(rarely(one, otherwise=[]))
        ],
    }


@st.composite
def rounds(draw: st.DrawFn) -> Round:
    """A tiny round with every kind of limit, link, exclusion, claim, ban and goal order."""
    names = [f"p{number}" for number in range(draw(st.integers(0, 4)))]
    homes = [f"w{number}" for number in range(draw(st.integers(0, 3)))]
    goals = draw(st.permutations(list(Goal)))[: draw(st.integers(1, 7))]
    return world(
        [draw(people(name)) for name in names],
        [draw(dwellings(home)) for home in homes],
        policy=policy(goals=tuple(goals), max_wait_days=150, disruption_budget=draw(rarely(st.integers(0, 1)))),
        limits=draw(limits()),
        quotas=draw(quotas()),
        capacities=draw(capacities()),
        **(draw(decisions(names, homes)) if names and homes else {}),
        **(draw(ties(names, homes)) if len(names) > 1 and homes else {}),
    )


@st.composite
def tight_rounds(draw: st.DrawFn) -> Round:
    """Nearly everybody fits everywhere, but more is pinned, linked, kept apart, capped and promised than can be."""
    names = [f"p{number}" for number in range(draw(st.integers(2, 4)))]
    homes = [f"w{number}" for number in range(draw(st.integers(1, 3)))]
    pair = st.tuples(st.sampled_from(names), st.sampled_from(homes))
    no_lift = rarely(st.just(frozenset({Need.LIFT})), otherwise=frozenset())
    return world(
        [person(name, care=draw(st.sampled_from(Begeleiding)), needs=draw(no_lift)) for name in names],
        [
            dwelling(home, draw(st.sampled_from(WIJKEN)), units=draw(st.integers(1, 2)), floor=draw(st.integers(0, 1)))
            for home in homes
        ],
        pins=[
            Pin(person=who, dwelling=home, reason=draw(st.sampled_from(PinReason)))
            for who, home in draw(st.lists(pair, max_size=4, unique=True))
        ],
        policy=policy(disruption_budget=draw(rarely(st.integers(0, 2)))),
        previous=[Previous(person=who, dwelling=home) for who, home in draw(st.lists(pair, max_size=3, unique=True))],
        limits=draw(limits()),
        quotas=[replace(quota, binding=True) for quota in draw(quotas())],
        capacities=draw(capacities()),
        **draw(ties(names, homes)),
    )
