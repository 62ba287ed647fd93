"""How the classes of the coordinator's map look: how full, what changes, and what one place more brings."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum

from maps.loads import Load
from maps.style import STYLES, ClassStyle
from optimizer.policy import Goal
from optimizer.room import Room


class Fullness(StrEnum):
    """How much of the cap is taken."""

    RUIM = "vol-0"
    KWART = "vol-25"
    HALF = "vol-50"
    DRUK = "vol-75"
    VOL = "vol-100"
    ERBOVEN = "vol-meer"
    GEEN = "vol-geen"


class Change(StrEnum):
    """How the load differs."""

    VEEL_MEER = "meer-3"
    MEER = "meer-1"
    GELIJK = "gelijk"
    MINDER = "minder-1"
    VEEL_MINDER = "minder-3"
    GEEN = "wijziging-geen"


NO_GOAL, NOT_CALCULATED = "plek-niets", "plek-onbekend"
MUCH = 3
FULLNESS = {
    Fullness.RUIM: ("Minder dan 25%", ClassStyle(fill="#e3f0ed", outline="#9fc0bc")),
    Fullness.KWART: ("25% tot 50%", ClassStyle(fill="#b4d7d2")),
    Fullness.HALF: ("50% tot 75%", ClassStyle(fill="#7db9b4")),
    Fullness.DRUK: ("75% tot 100%", ClassStyle(fill="#418f91", marks=STYLES[Room.KRAP].marks)),
    Fullness.VOL: ("Vol: precies op de grens", ClassStyle(fill="#12555c")),
    Fullness.ERBOVEN: ("Boven de grens", STYLES[Room.VOL]),
    Fullness.GEEN: ("Geen grens afgesproken", STYLES[Room.GEEN_GRENS]),
}
CHANGES = {
    Change.VEEL_MEER: (
        "3 punten of meer erbij",
        ClassStyle(fill="#b35c1e", marks='<path d="M4 1.5V6.5M1.5 4H6.5" stroke="#fbe6d3" stroke-width="1"/>'),
    ),
    Change.MEER: (
        "1 of 2 punten erbij",
        ClassStyle(fill="#efc18d", marks='<path d="M4 2.2V5.8M2.2 4H5.8" stroke="#7a3b00" stroke-width="0.8"/>'),
    ),
    Change.GELIJK: ("Gelijk", ClassStyle(fill="#f1efe9", outline="#b9b2a3")),
    Change.MINDER: (
        "1 of 2 punten eraf",
        ClassStyle(fill="#b9d3ea", marks='<path d="M1.8 4H6.2" stroke="#1f4e79" stroke-width="0.8"/>'),
    ),
    Change.VEEL_MINDER: (
        "3 punten of meer eraf",
        ClassStyle(fill="#3f7cb0", marks='<path d="M1.2 4H6.8" stroke="#e4f0fa" stroke-width="1.1"/>'),
    ),
    Change.GEEN: FULLNESS[Fullness.GEEN],
}
# For the goals of a policy in their order: each differs in lightness and in pattern.
RANKS = (
    ClassStyle(fill="#413a80"),
    ClassStyle(fill="#6259a3", marks='<circle cx="4" cy="4" r="1.1" fill="#ffffff"/>'),
    ClassStyle(fill="#8a82c2", marks='<path d="M0 4H8" stroke="#2f2963" stroke-width="0.9"/>'),
    ClassStyle(fill="#b3addb", marks='<path d="M4 0V8" stroke="#413a80" stroke-width="0.9"/>'),
    ClassStyle(fill="#d2cee9", marks='<path d="M-2 2L2 -2M0 8L8 0M6 10L10 6" stroke="#6259a3" stroke-width="0.7"/>'),
)
WORTHLESS = ClassStyle(fill="#dad4c6", outline="#b0a793")


def fullness_of(load: Load | None) -> Fullness:
    """The class of a load; with a cap of nothing it is full."""
    if load is None:
        return Fullness.GEEN
    if load.free <= 0:
        return Fullness.ERBOVEN if load.free < 0 else Fullness.VOL
    return (Fullness.RUIM, Fullness.KWART, Fullness.HALF, Fullness.DRUK)[max(0, 4 * load.load // load.cap)]


def change_of(difference: int | None) -> Change:
    """The class of a difference in load."""
    if difference is None:
        return Change.GEEN
    if difference == 0:
        return Change.GELIJK
    much = abs(difference) >= MUCH
    if difference > 0:
        return Change.VEEL_MEER if much else Change.MEER
    return Change.VEEL_MINDER if much else Change.MINDER


def goal_class(goal: Goal | None) -> str:
    """The class of what is served first."""
    return NO_GOAL if goal is None else f"plek-{goal.name.lower()}"


def goal_styles(goals: Sequence[Goal]) -> dict[Goal, ClassStyle]:
    """The first goal darkest."""
    return {goal: RANKS[min(rank, len(RANKS) - 1)] for rank, goal in enumerate(goals)}
