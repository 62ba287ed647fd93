"""Round → engine arrays: the permitted pairs, the lines they keep together, the goals in the policy's order."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256

import numpy as np

from optimizer.assignment import Integers, Problem
from optimizer.eligibility import Eligibility
from optimizer.goals import OBJECTIVES
from optimizer.lines import (
    Line,
    budget_lines,
    capacity_line,
    contact_lines,
    limit_lines,
    link_lines,
    pin_lines,
    quota_lines,
)
from optimizer.pairs import Booleans, Pairs


@dataclass(frozen=True)
class Model:
    """A round as a problem; `lines` name the rows of the problem, in its order."""

    eligibility: Eligibility
    lines: tuple[Line, ...]
    problem: Problem

    @property
    def pairs(self) -> Pairs:
        """The people and dwellings."""
        return self.eligibility.pairs


def build_model(eligibility: Eligibility, seed: int) -> Model:
    """Everything the engine needs to know; a pinned person may only have the pinned dwelling, and must."""
    pairs = eligibility.pairs
    round_ = pairs.round
    lines = (
        *(line for limit in round_.limits for line in limit_lines(pairs, limit)),
        *(capacity_line(pairs, capacity) for capacity in round_.capacities),
        *(line for quota in round_.quotas for line in quota_lines(pairs, quota)),
        *contact_lines(pairs, _with_pins(pairs, eligibility.allowed)),
        *(line for link in round_.links for line in link_lines(pairs, link)),
        *pin_lines(pairs),
        *budget_lines(pairs, eligibility.allowed),
    )
    problem = Problem(
        allowed=_with_pins_only(pairs, eligibility.allowed),
        room=pairs.units_left[0],
        turn=_lottery(pairs, seed),
        rows=tuple(line.row for line in lines),
        objectives=tuple(OBJECTIVES[goal](pairs) for goal in round_.policy.goals),
    )
    return Model(eligibility, lines, problem)


def _lottery(pairs: Pairs, seed: int) -> Integers:
    """Whose turn it is among people whom no rule, limit or goal tells apart; anyone can redo the draw."""
    draws = [draw_of(seed, person.id) for person in pairs.people]
    turn = np.empty(len(draws), dtype=np.int64)
    turn[sorted(range(len(draws)), key=draws.__getitem__)] = np.arange(len(draws))
    return turn


def draw_of(seed: int, person: str) -> bytes:
    """What somebody draws: SHA-256 of the seed, a colon and the pseudonym, in UTF-8; the lowest goes first."""
    return sha256(f"{seed}:{person}".encode()).digest()


def _with_pins(pairs: Pairs, allowed: Booleans) -> Booleans:
    possible = allowed.copy()
    for pin in pairs.round.pins:
        possible[pairs.row[pin.person], pairs.column[pin.dwelling]] = True
    return possible


def _with_pins_only(pairs: Pairs, allowed: Booleans) -> Booleans:
    allowed = allowed.copy()
    for pin in pairs.round.pins:
        row, column = pairs.row[pin.person], pairs.column[pin.dwelling]
        keep = allowed[row, column]
        allowed[row] = False
        allowed[row, column] = keep
    return allowed
