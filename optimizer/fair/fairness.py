"""Does every group fare as well as the others? Figures per group, and a warning where chance does not explain it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from fractions import Fraction
from statistics import median

from optimizer.facts import target_municipality, waiting_days
from optimizer.fair.chance import lower_tail
from optimizer.fair.groups import Grouping, Way, corporations_of, ways_of
from optimizer.metrics import Share
from optimizer.people import Uitstromer
from optimizer.proposal import Cause, JointRule, Placement, Proposal, Rule, Unplaced
from optimizer.round import Round

MOST_CLOSERS = 3
NOTHING = Share(0, 0)


class Measure(StrEnum):
    """What may be worse for a group: fewer placed (of a corporation: fewer units used), or fewer back to their origin."""

    PLACED = "geplaatst"
    RETURNED = "terug naar herkomst"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """How a group fares; people with a live claim are not counted, nor are units with one.

    - `placed` of its people, or of the units of a corporation; `practice`: how many today's practice places;
    - `returned`: placed in their target municipality, of the placed people who have one;
    - waiting in days on the first day of the round, the middle one rounded; None of nobody, and of units without
      anybody;
    - `enough`: whether the group is large enough to say something of shares (`Policy.small_count`).
    """

    name: str
    placed: Share
    practice: int | None
    returned: Share
    wait_placed: int | None
    wait_unplaced: int | None
    longest_unplaced: int | None
    enough: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Closer:
    """A rule or limit that closes more dwellings for those without a home in a group than for the others.

    `group`, `others`: dwellings that it closes, of all dwellings for each of these people. UNIT_ONCE: the dwelling
    fits and somebody else gets it.
    """

    rule: Rule | JointRule
    id: str
    group: Share
    others: Share


@dataclass(frozen=True, slots=True, kw_only=True)
class Lag:
    """A group that does clearly worse than all others together, and what goes with it.

    - `chance`: how likely so few or fewer are when chance alone decides;
    - `practice`: PLACED: how many of the group today's practice places;
    - PLACED: `without` a dwelling that fits, and others for whom one does fit, of the people without a home;
    - RETURNED: `without` a free dwelling in their target municipality, of those who are placed elsewhere;
    - `closers`: the largest differences, for people who are not placed only.
    """

    measure: Measure
    grouping: Grouping
    name: str
    group: Share
    others: Share
    chance: Fraction
    practice: int | None = None
    without: Share = NOTHING
    closers: tuple[Closer, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fairness:
    """Every group, the whole beside them, and the warnings; `tests` is how many comparisons were made.

    A warning comes where `chance · tests ≤ Policy.false_alarms / 1000` (Bonferroni), so that of the rounds in which
    chance alone decides no more than that give any.
    """

    whole: Group
    groups: tuple[tuple[Grouping, tuple[Group, ...]], ...]
    lags: tuple[Lag, ...]
    tests: int


@dataclass(frozen=True, slots=True)
class _Placed:
    """Who a proposal places where."""

    people: frozenset[str]
    returned: frozenset[str]
    with_target: frozenset[str]
    units: Counter[str]


def fairness(round_: Round, proposal: Proposal, practice: Proposal | None) -> Fairness:
    """How every group fares in a proposal, beside the whole and beside today's practice."""
    claimed = {claim.person for claim in round_.claims}
    people = [person for person in round_.people if person.id not in claimed]
    ours = _placed(round_, proposal.placements)
    theirs = None if practice is None else _placed(round_, practice.placements)
    found = [(way.grouping, tuple(_grouped(round_, way, people, ours, theirs))) for way in ways_of(round_)]
    found.append((Grouping.CORPORATIE, tuple(_by_corporation(round_, proposal, ours, theirs))))
    tests, number = _tests(found, round_.policy.small_count)
    most = Fraction(round_.policy.false_alarms, 1_000)
    lags = (test for test in tests if test.chance * number <= most)
    return Fairness(
        whole=_group(round_, "", people, ours, theirs),
        groups=tuple(found),
        lags=tuple(_explained(round_, proposal, ours, lag) for lag in lags),
        tests=number,
    )


def _placed(round_: Round, placements: Sequence[Placement]) -> _Placed:
    people = {person.id: person for person in round_.people}
    homes = {home.id: home for home in round_.dwellings}
    targets = {each.person: target_municipality(people[each.person]) for each in placements}
    return _Placed(
        people=frozenset(targets),
        returned=frozenset(
            each.person for each in placements if targets[each.person] == homes[each.dwelling].municipality
        ),
        with_target=frozenset(person for person, target in targets.items() if target is not None),
        units=Counter(homes[each.dwelling].corporation or "" for each in placements),
    )


def _grouped(
    round_: Round, way: Way, people: Sequence[Uitstromer], ours: _Placed, theirs: _Placed | None
) -> Iterator[Group]:
    """The groups that have anybody, in the order of the way."""
    members: dict[str, list[Uitstromer]] = {name: [] for name in way.names}
    for person in people:
        members[way.name_of(person)].append(person)
    yield from (_group(round_, str(name), held, ours, theirs) for name, held in members.items() if held)


def _group(round_: Round, name: str, members: Sequence[Uitstromer], ours: _Placed, theirs: _Placed | None) -> Group:
    ids = {person.id for person in members}
    waits = {True: list[int](), False: list[int]()}
    for person in members:
        waits[person.id in ours.people].append(waiting_days(person, round_))
    return Group(
        name=name,
        placed=Share(len(ids & ours.people), len(ids)),
        practice=None if theirs is None else len(ids & theirs.people),
        returned=Share(len(ids & ours.returned), len(ids & ours.with_target)),
        wait_placed=_middle(waits[True]),
        wait_unplaced=_middle(waits[False]),
        longest_unplaced=max(waits[False], default=None),
        enough=len(ids) >= round_.policy.small_count,
    )


def _middle(waits: Sequence[int]) -> int | None:
    return round(median(waits)) if waits else None


def _by_corporation(round_: Round, proposal: Proposal, ours: _Placed, theirs: _Placed | None) -> Iterator[Group]:
    """The units of each corporation; who is placed in them is known, and who waits for them is not."""
    free = Counter(dict.fromkeys((each.id for each in round_.corporations), 0))
    letting = {home.id: home.corporation or "" for home in round_.dwellings}
    for home in round_.dwellings:
        free[letting[home.id]] += home.units
    free.subtract(letting[claim.dwelling] for claim in round_.claims)
    people = {person.id: person for person in round_.people}
    for id_, name in sorted(corporations_of(round_).items(), key=lambda item: item[1]):
        placed = [people[each.person] for each in proposal.placements if letting[each.dwelling] == id_]
        if free[id_] > 0:
            waits = [waiting_days(person, round_) for person in placed]
            yield Group(
                name=name,
                placed=Share(ours.units[id_], free[id_]),
                practice=None if theirs is None else theirs.units[id_],
                returned=_group(round_, name, placed, ours, None).returned,
                wait_placed=_middle(waits),
                wait_unplaced=None,
                longest_unplaced=None,
                enough=free[id_] >= round_.policy.small_count,
            )


def _tests(found: Iterable[tuple[Grouping, tuple[Group, ...]]], small_count: int) -> tuple[list[Lag], int]:
    """Each group that is large enough against all others of its grouping together, and how many comparisons that is.

    How many is known before anybody is placed, so that a group with nobody to compare counts too.
    """
    tests, number = list[Lag](), 0
    for grouping, groups in found:
        for group in groups:
            if group.enough and len(groups) > 1:
                measures = (Measure.PLACED,) if grouping is Grouping.CORPORATIE else tuple(Measure)
                number += len(measures)
                tests += (_test(measure, grouping, group, groups) for measure in measures)
    return [test for test in tests if test.group.whole >= max(1, small_count) and test.others.whole], number


def _test(measure: Measure, grouping: Grouping, group: Group, groups: Sequence[Group]) -> Lag:
    every = [each.placed if measure is Measure.PLACED else each.returned for each in groups]
    own = group.placed if measure is Measure.PLACED else group.returned
    whole, hits = sum(share.whole for share in every), sum(share.part for share in every)
    return Lag(
        measure=measure,
        grouping=grouping,
        name=group.name,
        group=own,
        others=Share(hits - own.part, whole - own.whole),
        chance=lower_tail(whole, hits, own.whole, own.part),
        practice=group.practice if measure is Measure.PLACED else None,
    )


def _explained(round_: Round, proposal: Proposal, ours: _Placed, lag: Lag) -> Lag:
    """With what goes with it; of the dwellings of a corporation no more is known."""
    way = next((way for way in ways_of(round_) if way.grouping is lag.grouping), None)
    if way is None:
        return lag
    people = {person.id: person for person in round_.people}
    if lag.measure is Measure.RETURNED:
        free = Counter({home.id: home.units for home in round_.dwellings})
        free.subtract(claim.dwelling for claim in round_.claims)
        offered = {home.municipality for home in round_.dwellings if free[home.id] > 0}
        elsewhere = [people[name] for name in ours.with_target - ours.returned if way.name_of(people[name]) == lag.name]
        nowhere = sum(target_municipality(person) not in offered for person in elsewhere)
        return replace(lag, without=Share(nowhere, len(elsewhere)))
    group = [each for each in proposal.unplaced if way.name_of(people[each.person]) == lag.name]
    others = [each for each in proposal.unplaced if way.name_of(people[each.person]) != lag.name]
    nothing = sum(each.cause is Cause.NO_DWELLING for each in group)
    closers = _closers(group, others, len(round_.dwellings))
    return replace(lag, without=Share(nothing, len(group)), closers=closers)


def _closers(group: Sequence[Unplaced], others: Sequence[Unplaced], homes: int) -> tuple[Closer, ...]:
    """What closes a larger part of the dwellings for the group than for others without a home, the most first."""
    mine, theirs = _closing(group), _closing(others)
    found = [
        Closer(
            rule=rule,
            id=name,
            group=Share(times, len(group) * homes),
            others=Share(theirs[rule, name], len(others) * homes),
        )
        for (rule, name), times in mine.items()
    ]
    more = [(_part(each.group) - _part(each.others), each) for each in found]
    ordered = sorted(more, key=lambda item: (-item[0], item[1].rule, item[1].id))
    return tuple(each for difference, each in ordered if difference > 0)[:MOST_CLOSERS]


def _closing(people: Sequence[Unplaced]) -> Counter[tuple[Rule | JointRule, str]]:
    closed: Counter[tuple[Rule | JointRule, str]] = Counter()
    for each in people:
        closed.update({(count.rule, ""): count.dwellings for count in each.rules})
        closed.update({(blocked.rule, blocked.id): blocked.dwellings for blocked in each.blocked_by})
        closed[JointRule.UNIT_ONCE, ""] += each.taken
    return closed


def _part(share: Share) -> Fraction:
    return Fraction(share.part, share.whole) if share.whole else Fraction(0)
