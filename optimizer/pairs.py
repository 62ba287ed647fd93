"""The people and dwellings of a round as rows and columns of a table, for rules over all pairs at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from optimizer.people import Uitstromer
from optimizer.round import Round
from optimizer.supply import Dwelling

Booleans = npt.NDArray[np.bool_]
Integers = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Pairs:
    """Rows are `round.people`, columns `round.dwellings`.

    What belongs to people has shape (people, 1), what belongs to dwellings (1, dwellings), so that the two
    combine to (people, dwellings) by plain operators. Dates are ordinals.
    """

    round: Round

    @property
    def people(self) -> tuple[Uitstromer, ...]:
        """The rows."""
        return self.round.people

    @property
    def dwellings(self) -> tuple[Dwelling, ...]:
        """The columns."""
        return self.round.dwellings

    @property
    def shape(self) -> tuple[int, int]:
        """Rows and columns."""
        return len(self.people), len(self.dwellings)

    @cached_property
    def row(self) -> dict[str, int]:
        """Row by person id."""
        return {person.id: index for index, person in enumerate(self.people)}

    @cached_property
    def column(self) -> dict[str, int]:
        """Column by dwelling id."""
        return {dwelling.id: index for index, dwelling in enumerate(self.dwellings)}

    @cached_property
    def claims(self) -> dict[str, Dwelling]:
        """The dwelling of each person with a live claim."""
        return {claim.person: self.dwellings[self.column[claim.dwelling]] for claim in self.round.claims}

    @cached_property
    def units_left(self) -> Integers:
        """(1, dwellings) units without a live claim."""
        taken = Counter(claim.dwelling for claim in self.round.claims)
        return self.of_dwellings(lambda dwelling: dwelling.units - taken[dwelling.id])

    @cached_property
    def free(self) -> Integers:
        """(1, dwellings) day on which it comes free."""
        return self.of_dwellings(lambda dwelling: dwelling.available_from.toordinal())

    @cached_property
    def starts(self) -> Integers:
        """(people, dwellings) first day of a lease; see `Round.lease_start`."""
        ready = self.of_people(lambda person: person.ready_on.toordinal())
        return np.maximum(np.maximum(ready, self.free), self.round.start.toordinal())

    def of_people(self, value: Callable[[Uitstromer], int]) -> Integers:
        """(people, 1) one number per person."""
        return np.array([value(person) for person in self.people], dtype=np.int64).reshape(-1, 1)

    def of_dwellings(self, value: Callable[[Dwelling], int]) -> Integers:
        """(1, dwellings) one number per dwelling."""
        return np.array([value(dwelling) for dwelling in self.dwellings], dtype=np.int64).reshape(1, -1)

    def who(self, test: Callable[[Uitstromer], bool]) -> Booleans:
        """(people, 1) for whom it is true."""
        return np.array([test(person) for person in self.people], dtype=bool).reshape(-1, 1)

    def which(self, test: Callable[[Dwelling], bool]) -> Booleans:
        """(1, dwellings) of which it is true."""
        return np.array([test(dwelling) for dwelling in self.dwellings], dtype=bool).reshape(1, -1)

    def within(self, area: str) -> Booleans:
        """(1, dwellings) which dwellings lie in an area."""
        inside = np.zeros((1, len(self.dwellings)), dtype=bool)
        inside[0, self._columns_in.get(area, [])] = True
        return inside

    @cached_property
    def _columns_in(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for index, dwelling in enumerate(self.dwellings):
            for area in dwelling.areas:
                found.setdefault(area, []).append(index)
        return found

    def overlap(
        self, mine: Callable[[Uitstromer], Iterable[str]], theirs: Callable[[Dwelling], Iterable[str]]
    ) -> Booleans:
        """(people, dwellings) whether the person's set and the dwelling's have something in common."""
        left, right = [set(mine(person)) for person in self.people], [set(theirs(home)) for home in self.dwellings]
        common = np.zeros(self.shape, dtype=bool)
        for name in set().union(*left) & set().union(*right):
            common |= np.array([[name in own] for own in left]) & np.array([[name in own for own in right]])
        return common
