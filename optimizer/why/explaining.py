"""All explanations of one proposal. What takes a new calculation is only done when asked, within the seconds given."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

import numpy as np

from optimizer.explanations import Easing, Explanations, Grounds, Hope, Tie, Vacancy, Worth
from optimizer.round import digest
from optimizer.why.alternatives import alternatives, serves
from optimizer.why.openings import openings_for
from optimizer.why.prepared import Prepared
from optimizer.why.resolving import smallest_resolved, steps_worth
from optimizer.why.rooms import promising, ranked
from optimizer.why.ties import UNKNOWN, at_hand, fixed, tie_of
from optimizer.why.vacancies import vacancy_of, vacant


def grounds_of(prepared: Prepared, row: int, tie: Tie | None = None) -> Grounds:
    """Why this dwelling; without a tie worked out only what lies fixed and what one move shows."""
    found, number = alternatives(prepared, row)
    return Grounds(
        person=prepared.pairs.people[row].id,
        dwelling=prepared.pairs.dwellings[prepared.choice[row]].id,
        serves=serves(prepared, row),
        alternatives=found,
        found=number,
        tie=tie or fixed(prepared, row) or at_hand(prepared, row) or UNKNOWN,
    )


def hope_of(prepared: Prepared, row: int) -> Hope:
    """Why not, and with what this person could be placed."""
    found, number = alternatives(prepared, row)
    return Hope(
        person=prepared.pairs.people[row].id,
        openings=openings_for(prepared, row),
        alternatives=found,
        found=number,
        linked=row in prepared.tied,
    )


@dataclass(frozen=True, slots=True)
class Task:
    """One thing to calculate again: the tie of a placement, what would help somebody, or the worth of an easing."""

    row: int = -1
    easing: Easing | None = None


def tasks_of(prepared: Prepared) -> tuple[Task, ...]:
    """What would help first, then ties, then what room is worth: the most asked for goes first."""
    placed = np.flatnonzero(prepared.choice >= 0)
    rows = [*prepared.unplaced.tolist(), *placed.tolist()]
    return (*map(Task, rows), *(Task(easing=easing) for easing in promising(prepared)))


Done = tuple[Grounds | Hope | Worth, ...]


def done(prepared: Prepared, task: Task, seconds: int | None) -> Done:
    """The task, within about so many seconds for each calculation."""
    round_, proposal = prepared.round, prepared.proposal
    if task.easing is not None:
        return steps_worth(round_, proposal, task.easing, seconds)
    if prepared.choice[task.row] >= 0:
        return (grounds_of(prepared, task.row, tie_of(prepared, task.row, seconds)),)
    hope = hope_of(prepared, task.row)
    return (replace(hope, openings=smallest_resolved(round_, proposal, hope.openings, seconds)),)


Doing = Callable[[Iterable[Task]], Iterable[Grounds | Hope | Worth]]


def explanations(prepared: Prepared, do: Doing | None = None) -> Explanations:
    """Everything; `do` does the tasks that it wants to in any order, and without it nothing is calculated again."""
    rows = range(len(prepared.choice))
    known = list(do(tasks_of(prepared))) if do is not None else []
    placed = {row.person: row for row in known if isinstance(row, Grounds)}
    unplaced = {row.person: row for row in known if isinstance(row, Hope)}
    names = [person.id for person in prepared.pairs.people]
    waiting = set(prepared.unplaced.tolist())
    return Explanations(
        round_digest=digest(prepared.round),
        proposal_digest=digest(prepared.proposal),
        placed=tuple(placed.get(names[row]) or grounds_of(prepared, row) for row in rows if prepared.choice[row] >= 0),
        unplaced=tuple(unplaced.get(names[row]) or hope_of(prepared, row) for row in rows if row in waiting),
        vacancies=tuple(_vacancies(prepared)),
        worths=ranked(row for row in known if isinstance(row, Worth)),
    )


def _vacancies(prepared: Prepared) -> list[Vacancy]:
    return [vacancy_of(prepared, home) for home in vacant(prepared)]
