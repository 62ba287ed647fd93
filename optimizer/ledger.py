"""What is left of every maximum while placements are made one by one."""

from __future__ import annotations

from collections import defaultdict

import numpy as np

from optimizer.assignment import Booleans, Integers
from optimizer.lines import Line
from optimizer.model import Model
from optimizer.proposal import JointRule

# A maximum that one more placement may exceed; the other lines tie placements to each other.
MAXIMA = (JointRule.AREA_LIMIT, JointRule.SUPPORT_HOURS, JointRule.QUOTA_MAXIMUM, JointRule.CONTACT_APART)


class Ledger:
    """Units and maxima left; `put` and `take_back` change it."""

    def __init__(self, model: Model) -> None:
        self.lines = [line for line in model.lines if line.rule in MAXIMA and _reaches_somewhere(line)]
        self.left = [line.row.upper or 0 for line in self.lines]
        self.units = model.problem.room.copy()
        self.lines_of: dict[int, list[int]] = defaultdict(list)
        for index, line in enumerate(self.lines):
            for person in {int(row) for term in line.row.terms for row in np.flatnonzero(term.items)}:
                self.lines_of[person].append(index)

    def added(self, index: int, person: int) -> Integers:
        """(dwellings,) what placing this person adds to a line."""
        added = np.zeros_like(self.units)
        for term in self.lines[index].row.terms:
            added += term.items[person] * term.places
        return added

    def put(self, person: int, dwelling: int, times: int = 1) -> None:
        """Place a person."""
        self.units[dwelling] -= times
        for index in self.lines_of[person]:
            self.left[index] -= times * int(self.added(index, person)[dwelling])

    def take_back(self, person: int, dwelling: int) -> None:
        """Undo a placement."""
        self.put(person, dwelling, times=-1)

    def closed(self, person: int) -> dict[tuple[JointRule, str], Booleans]:
        """(dwellings,) per maximum, which dwellings it closes for this person; only those that close any."""
        closed: dict[tuple[JointRule, str], Booleans] = {}
        for index in self.lines_of[person]:
            added, line = self.added(index, person), self.lines[index]
            over = (added > 0) & (added > self.left[index])
            if over.any():
                closed[line.rule, line.id] = closed.get((line.rule, line.id), np.zeros_like(over)) | over
        return closed

    def open(self, person: int) -> Booleans:
        """(dwellings,) where there is a unit and no maximum is exceeded."""
        free = self.units > 0
        for over in self.closed(person).values():
            free = free & ~over
        return free


def _reaches_somewhere(line: Line) -> bool:
    """Whether there is a dwelling that the line concerns; most areas have none in a round."""
    return any(term.places.any() for term in line.row.terms)
