"""Every role on every route with every identifier: what it gets, what it is never told, and what is noted of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing

import pytest

from api.access.identity import Role
from api.store.database import Store
from tests.api.scoping.decided_routes import NOBODY, RULES, Values
from tests.api.scoping.everything_asked import MISSING, Asking, Told, every_route, service
from tests.api.scoping.secret_world import KEEPER, PEOPLE, ROLES, SECRETS, secret_world
from tests.stores import Databases, TickingClock

WHO = (*ROLES, NOBODY)
# What a coordinator reads of the audit is not what is kept of a person, and would be noted by what is noted of it.
NOT_A_RECORD = {("GET", "/v1/audit")}
everybody = pytest.mark.parametrize("who", WHO)


@pytest.fixture(scope="module")
def asking(databases: Databases) -> Iterator[Asking]:
    with closing(Store(databases.new("sqlite"), TickingClock())) as store:
        world = secret_world(store)
        yield Asking(world, service(world))


@pytest.fixture(scope="module")
def told(asking: Asking) -> dict[str, list[Told]]:
    return {who: asking.everything(who) for who in WHO}


def test_every_route_was_decided_about(asking: Asking) -> None:
    assert set(every_route(asking.app)) == set(RULES)


def test_every_secret_is_told_to_somebody_so_that_it_would_be_recognised(told: dict[str, list[Told]]) -> None:
    found = {name for each in told[KEEPER] for name in each.secrets}
    assert set(SECRETS) - found == set()


@everybody
def test_each_gets_what_was_decided(told: dict[str, list[Told]], who: str) -> None:
    wrong = [
        f"{each.asked}: {each.status}, not {expected(each)}" for each in told[who] if each.status != expected(each)
    ]
    assert not wrong, "\n".join(wrong)


@everybody
def test_nobody_is_told_what_is_not_theirs_to_know(told: dict[str, list[Told]], who: str) -> None:
    known = {name for name, secret in SECRETS.items() if who == KEEPER or who in secret.readers}
    leaks = [f"{each.asked} ({each.status}): {each.secrets - known}" for each in told[who] if each.secrets - known]
    assert not leaks, "\n".join(leaks)


@everybody
def test_what_is_somebody_elses_is_answered_as_what_is_not_there(told: dict[str, list[Told]], who: str) -> None:
    answers = {key_of(each, each.asked.values): each for each in told[who]}
    theirs = [each for each in told[who] if who in each.asked.rule.who]
    for each in theirs:
        if each.asked.strange and "malformed" not in each.asked.values:
            strange = each.asked.strange
            nothing = answers[key_of(each, {**each.asked.values, strange: MISSING[strange]})]
            assert (each.status, each.plain) == (nothing.status, nothing.plain), each.asked
    denied = defaultdict[object, set[tuple[int, str]]](set)
    for each in told[who]:
        if who not in each.asked.rule.who:
            denied[each.asked.route, each.asked.accept].add((each.status, each.plain))
    assert not [route for route, answered in denied.items() if len(answered) > 1]


@everybody
def test_each_read_of_a_person_is_noted_with_the_account_that_read(
    told: dict[str, list[Told]], who: str, asking: Asking
) -> None:
    missed = [f"{each.asked} ({each.status}): {left}" for each in told[who] if (left := unnoted(each, asking))]
    assert not missed, "\n".join(missed)


def expected(each: Told) -> int:
    asked, rule = each.asked, each.asked.rule
    if asked.who == NOBODY:
        return rule.outside
    if asked.who not in rule.who:
        return rule.denied
    if rule.status is not None:
        return rule.status(asked.who, asked.values, asked.own)
    return rule.own if asked.own else rule.other


def key_of(each: Told, values: Values) -> tuple[object, ...]:
    """What makes a request another one."""
    return each.asked.route, each.asked.accept, tuple((name, values[name]) for name in values if name in MISSING)


def unnoted(each: Told, asking: Asking) -> set[str]:
    """The people whom the answer names and the audit does not, as read by this account."""
    role = ROLES[each.asked.who][0] if each.asked.who != NOBODY else None
    named = each.secrets & set(PEOPLE)
    if not named or each.asked.route in NOT_A_RECORD or (role is Role.COORDINATOR and each.status >= 400):
        return set()
    account = asking.world.by[each.asked.who].account
    subjects = {subject for entry in each.noted if entry.account == account for subject in entry.subjects}
    return named - subjects
