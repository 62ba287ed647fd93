"""Worlds in which one thing stands in somebody's way, and their proposals opened for questions."""

from __future__ import annotations

from typing import Any

from optimizer.explanations import Explanations, Hope
from optimizer.people import Uitstromer
from optimizer.round import Round
from optimizer.solve import solve
from optimizer.supply import Dwelling
from optimizer.why.explaining import done, explanations
from optimizer.why.prepared import Prepared, prepare
from tests.worlds import dwelling, person, world


def opened(round_: Round) -> Prepared:
    """Solved and prepared."""
    return prepare(round_, solve(round_))


def one(who: Uitstromer | None = None, home: Dwelling | None = None, **changes: Any) -> Prepared:
    """One person and one dwelling."""
    return opened(world([who or person("ans")], [home or dwelling("w")], **changes))


def everything(prepared: Prepared) -> Explanations:
    """With every calculation that can be done again."""
    return explanations(prepared, lambda tasks: [row for task in tasks for row in done(prepared, task, None)])


def only_hope(prepared: Prepared) -> Hope:
    """What would help the one person without a home."""
    (hope,) = explanations(prepared).unplaced
    return hope
