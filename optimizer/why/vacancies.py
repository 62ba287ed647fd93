"""Why nobody gets a dwelling: what stands in the way of the people who have none."""

from __future__ import annotations

import numpy as np

from optimizer.assignment import Booleans
from optimizer.explanations import Nearest, Vacancy
from optimizer.proposal import Rule
from optimizer.why.openings import GIVING_RULES, openings_of
from optimizer.why.prepared import Prepared

# So many people are named for whom one rule only stands in the way.
MOST = 5


def vacant(prepared: Prepared) -> list[int]:
    """The dwellings with a unit that nobody gets."""
    homes: list[int] = np.flatnonzero(prepared.units > 0).tolist()
    return homes


def vacancy_of(prepared: Prepared, home: int) -> Vacancy:
    """Over the people without a home; the rule that most of them break first."""
    waiting = prepared.unplaced
    fails = {rule: each[waiting, home] for rule, each in prepared.fails.items()}
    number = np.sum(list(fails.values()), axis=0, dtype=np.int64)
    counts = [(rule, int(each.sum())) for rule, each in fails.items() if each.any()]
    return Vacancy(
        dwelling=prepared.pairs.dwellings[home].id,
        waiting=len(waiting),
        fitting=int((number == 0).sum()),
        broken=tuple(sorted(counts, key=lambda count: -count[1])),
        nearest=_nearest(prepared, fails, number == 1),
        openings=openings_of(prepared, home),
    )


def _nearest(prepared: Prepared, fails: dict[Rule, Booleans], one: Booleans) -> tuple[Nearest, ...]:
    found = [
        Nearest(person=prepared.pairs.people[prepared.unplaced[at]].id, rule=rule)
        for rule, each in fails.items()
        for at in np.flatnonzero(each & one).tolist()
    ]
    return tuple(sorted(found, key=lambda near: near.rule not in GIVING_RULES)[:MOST])
