"""Which single easings are worth calculating: those that somebody without a home, or a full line, runs into.

A screen only: an easing that is not here was not calculated, which is not to say that it brings nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from optimizer.assignment import Term
from optimizer.explanations import Easing, Giving, Worth, better_first
from optimizer.facts import load_of
from optimizer.proposal import JointRule
from optimizer.why.easing import RANK
from optimizer.why.openings import TIES
from optimizer.why.prepared import Prepared


def promising(prepared: Prepared) -> tuple[Easing, ...]:
    """Up to three places more where a limit presses; one more of hours, quota and each kind of dwelling; one quota less."""
    most = {Giving.AREA: 3, Giving.QUOTA: 1, Giving.HOURS: 1}
    heaviest = max((load_of(person, prepared.round.policy) for person in prepared.pairs.people), default=0)
    found = [Easing(kind=kind, id=name, by=most[kind]) for kind, name in sorted(_pressing(prepared, heaviest))]
    found += [Easing(kind=Giving.LESS, id=quota, by=1) for quota in _asked(prepared)]
    return (*found, *(Easing(kind=Giving.UNIT, dwelling=home, by=1) for home in _kinds(prepared)))


def ranked(worths: Iterable[Worth]) -> tuple[Worth, ...]:
    """What brings most for the goals in their order first; of as much, what takes least."""
    return tuple(sorted(worths, key=_place))


def _place(worth: Worth) -> tuple[object, ...]:
    easing = worth.easing
    return better_first(worth.effects), RANK[easing.kind], easing.by, easing.id, easing.dwelling


def _pressing(prepared: Prepared, heaviest: int) -> set[tuple[Giving, str]]:
    """Maxima with less left than one person may bring, of which a dwelling that suits somebody is part."""
    wanted = prepared.model.eligibility.allowed.any(axis=0)
    found = set()
    for at, line in enumerate(prepared.model.lines):
        kind = TIES.get(line.rule)
        left = int(prepared.meters.upper[at] - prepared.activity[at])
        most = heaviest if line.rule is JointRule.AREA_LIMIT else _largest(line.row.terms)
        if kind is not None and left < most and any((term.places * wanted).any() for term in line.row.terms):
            found.add((kind, line.id))
    return found


def _asked(prepared: Prepared) -> list[str]:
    """Quotas of which the minimum is just met or not: only there can a lower one change anything."""
    found = (use for use in prepared.proposal.quotas if use.minimum > 0)
    return [use.quota for use in found if use.already + use.claimed + use.planned <= use.minimum]


def _largest(terms: Iterable[Term]) -> int:
    return max((int(term.items.max(initial=0)) for term in terms), default=0)


def _kinds(prepared: Prepared) -> list[str]:
    """One dwelling of each kind that suits somebody without a home: alike in place, size, rent and whom it suits."""
    pairs, seen = prepared.pairs, dict[object, str]()
    suits = prepared.model.eligibility.allowed[prepared.unplaced]
    for column, home in enumerate(pairs.dwellings):
        if suits[:, column].any():
            alike = (home.wijk, home.corporation, home.woonvorm, suits[:, column].tobytes())
            seen.setdefault(alike, home.id)
    return sorted(seen.values())
