"""Brute force over random tiny rounds: no explanation says anything that is not so.

The checker judges every witness and difference; every choice of the round, or of the changed round, is tried where
something is said of the best of them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from optimizer.explanations import Easing, Explanations, Giving, Grounds, Hope, Outcome, TieKind, better_first
from optimizer.people import AreaReasonCode
from optimizer.policy import Begeleiding, Goal
from optimizer.proposal import Proposal, Status
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.verify import broken_rules, goal_values, verify_explanations, violations_of
from optimizer.why.easing import RANK, with_easings
from optimizer.why.explaining import done, explanations
from optimizer.why.prepared import Prepared, prepare
from tests.optimizer.test_oracle import better_first as ranked
from tests.optimizer.test_oracle import every_choice
from tests.tiny_rounds import MUNICIPALITIES, WIJKEN, quotas, rounds, ties
from tests.worlds import cap, dwelling, person, policy, world

# Together thousands of rounds; fewer where every choice is tried many times.
THOROUGH = settings(max_examples=600, deadline=None, suppress_health_check=list(HealthCheck))
COSTLY = settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))

Pairs = list[tuple[str, str]]


@st.composite
def varied(draw: st.DrawFn) -> Round:
    """A tiny round in which some people have nobody asked for their support, or stay away from areas for safety."""
    round_, unasked, unsafe = draw(rounds()), draw(st.integers(0, 15)), draw(st.integers(0, 15))
    people = [
        replace(
            person,
            support=replace(person.support, provider=None) if unasked >> at & 1 and not unasked & 8 else person.support,
            excluded=tuple(
                replace(wish, reason=AreaReasonCode.VEILIGHEID if unsafe >> at & 1 else wish.reason)
                for wish in person.excluded
            ),
        )
        for at, person in enumerate(round_.people)
    ]
    return replace(round_, people=tuple(people))


@st.composite
def dense(draw: st.DrawFn) -> Round:
    """Nearly everybody fits everywhere, so that many placements can be moved, swapped and taken over."""
    names = [f"p{number}" for number in range(draw(st.integers(2, 4)))]
    homes = [f"w{number}" for number in range(draw(st.integers(2, 4)))]
    return world(
        [
            person(
                name,
                care=draw(st.sampled_from(Begeleiding)),
                urgency=draw(st.integers(0, 1)),
                origin=draw(st.sampled_from(MUNICIPALITIES)),
            )
            for name in names
        ],
        [dwelling(home, draw(st.sampled_from(WIJKEN)), rent=draw(st.sampled_from([55_000, 72_000]))) for home in homes],
        policy=policy(goals=tuple(draw(st.permutations(list(Goal))))),
        limits=[cap(f"wijk-{letter}", draw(st.integers(1, 6))) for letter in WIJKEN],
        quotas=draw(quotas()),
        **(draw(ties(names, homes)) if draw(st.booleans()) else {}),
    )


def any_round() -> st.SearchStrategy[Round]:
    """Every kind of rule and limit, or many placements."""
    return st.one_of(varied(), dense())


def answered(round_: Round) -> Prepared | None:
    """The proposal opened for questions; None where there is none."""
    proposal = solve(round_)
    return None if proposal.status is Status.CONFLICT else prepare(round_, proposal)


def everything(prepared: Prepared) -> Explanations:
    """With every calculation that can be done again."""
    return explanations(prepared, lambda tasks: [row for task in tasks for row in done(prepared, task, None)])


def placed(proposal: Proposal) -> dict[str, str]:
    return {placement.person: placement.dwelling for placement in proposal.placements}


def one_move_away(round_: Round, proposal: Proposal, name: str) -> Iterator[dict[str, str]]:
    """Everything that can be done for one person with at most one other, permitted or not."""
    now = placed(proposal)
    for home in round_.dwellings:
        if home.id != now.get(name):
            yield {**now, name: home.id}
            for other in (other for other, theirs in now.items() if theirs == home.id):
                yield {person: theirs for person, theirs in {**now, name: home.id}.items() if person != other}
                if name in now:
                    yield {**now, name: home.id, other: now[name]}


def best_of(round_: Round) -> list[Pairs]:
    """Every choice that no other is better than."""
    choices = [(ranked(goal_values(round_, choice)), choice) for choice in every_choice(round_)]
    most = max(value for value, _ in choices)
    return [choice for value, choice in choices if value == most]


@THOROUGH
@given(any_round())
def test_the_checker_agrees_with_all_that_needs_no_new_calculation(round_: Round) -> None:
    prepared = answered(round_)
    if prepared is not None:
        assert not verify_explanations(round_, prepared.proposal, explanations(prepared))


@THOROUGH
@given(any_round())
def test_no_alternative_is_missing_or_misranked(round_: Round) -> None:
    prepared = answered(round_)
    if prepared is None:
        return
    told = explanations(prepared)
    every: list[Grounds | Hope] = [*told.placed, *told.unplaced]
    for each in every:
        # Where a unit is left nobody need lose a home, but it is possible: both are told.
        possible = [
            goal_values(round_, list(homes.items()))
            for homes in one_move_away(round_, prepared.proposal, each.person)
            if not any(broken_rules(round_, *pair) for pair in homes.items())
            and not violations_of(round_, list(homes.items()))
        ]
        assert len(possible) == each.found
        if possible:
            now = goal_values(round_, list(placed(prepared.proposal).items()))
            best = max(ranked(values) for values in possible)
            effects = each.alternatives[0].effects
            first: dict[Goal, int] = {effect.goal: now[effect.goal] + effect.by for effect in effects}
            assert ranked(first) == best


@COSTLY
@given(any_round())
def test_what_is_confirmed_is_what_the_best_choices_of_the_changed_round_say(round_: Round) -> None:
    prepared = answered(round_)
    if prepared is None:
        return
    told = everything(prepared)
    assert not verify_explanations(round_, prepared.proposal, told)
    now = goal_values(round_, list(placed(prepared.proposal).items()))
    for opening in (opening for hope in told.unplaced for opening in hope.openings):
        if opening.resolved is not None:
            best = best_of(with_easings(round_, opening.easings))
            values = goal_values(with_easings(round_, opening.easings), best[0])
            assert {effect.goal: now[effect.goal] + effect.by for effect in opening.resolved.effects} == values
            gets = [any(person == opening.person for person, _ in choice) for choice in best]
            assert opening.outcome is not Outcome.UNKNOWN
            assert any(gets) if opening.outcome is Outcome.PLACED else not all(gets)


@COSTLY
@given(any_round())
def test_forced_is_in_every_best_choice_and_interchangeable_is_not(round_: Round) -> None:
    prepared = answered(round_)
    if prepared is None:
        return
    best = best_of(round_)
    for each in everything(prepared).placed:
        always = all((each.person, each.dwelling) in choice for choice in best)
        assert each.tie.kind is not TieKind.UNKNOWN
        assert always if each.tie.kind in (TieKind.FIXED, TieKind.FORCED) else not always


@COSTLY
@given(any_round())
def test_what_room_is_worth_is_what_the_best_choice_gains(round_: Round) -> None:
    prepared = answered(round_)
    if prepared is None:
        return
    now = goal_values(round_, list(placed(prepared.proposal).items()))
    worths = everything(prepared).worths
    keys = [better_first(worth.effects) for worth in worths]
    assert keys == sorted(keys)
    for worth in worths[:4]:
        changed = with_easings(round_, [worth.easing])
        values = goal_values(changed, best_of(changed)[0])
        assert worth.proven
        assert {effect.goal: now[effect.goal] + effect.by for effect in worth.effects} == values


def every_easing(round_: Round, name: str) -> Iterator[Easing]:
    """One thing that gives way, as far as it can matter; how little would do is not asked."""
    yield from (Easing(kind=Giving.AREA, id=limit.id, by=20) for limit in round_.limits)
    yield from (Easing(kind=Giving.QUOTA, id=quota.id, by=9) for quota in round_.quotas if quota.maximum is not None)
    yield from (Easing(kind=Giving.HOURS, id=capacity.id, by=99) for capacity in round_.capacities)
    yield Easing(kind=Giving.HOLD, by=400)
    yield from (Easing(kind=Giving.UNIT, dwelling=home.id, by=1) for home in round_.dwellings)
    yield from (Easing(kind=Giving.BAN, id=ban.target, person=name) for ban in round_.bans if ban.person == name)
    who = next(person for person in round_.people if person.id == name)
    if who.support.provider is None:
        yield from (Easing(kind=Giving.ASK, id=provider.id, person=name) for provider in round_.providers)
    unsafe = {wish.area for wish in who.excluded if wish.reason is AreaReasonCode.VEILIGHEID}
    areas = {wish.area for wish in who.excluded} - unsafe
    yield from (Easing(kind=Giving.EXCLUDED, id=area, person=name) for area in areas)
    given = {exception.dwelling for exception in round_.rent_exceptions if exception.person == name}
    for home in round_.dwellings:
        if home.id not in given:
            yield Easing(kind=Giving.RENT, dwelling=home.id, person=name, by=1)


@settings(COSTLY, max_examples=120)
@given(any_round())
def test_where_one_thing_would_do_the_first_opening_is_one_thing_that_gives_way_as_easily(round_: Round) -> None:
    prepared = answered(round_)
    if prepared is None:
        return
    now = list(placed(prepared.proposal).items())
    for hope in (hope for hope in explanations(prepared).unplaced if not hope.linked):
        # Who has had a dwelling at hand all along needs nothing to give way there.
        open_now = {home.id for home in round_.dwellings if not violations_of(round_, [*now, (hope.person, home.id)])}
        ranks = [
            RANK[easing.kind]
            for easing in every_easing(round_, hope.person)
            for home in round_.dwellings
            if home.id not in open_now
            and (easing.kind is not Giving.RENT or easing.dwelling == home.id)
            and not violations_of(with_easings(round_, [easing]), [*now, (hope.person, home.id)])
        ]
        if ranks:
            assert [RANK[easing.kind] for easing in hope.openings[0].easings] <= [min(ranks)]
