"""What happens after a proposal, and what a repair answers: values only, so that the checker knows them too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from optimizer.agreements import BanScope, PinReason
from optimizer.proposal import GoalValue, Proposal
from optimizer.round import Round

# Of pins that hold during one calculation only: the next round lets them go.
FOR_NOW = "blijft staan bij dit herstel"


class Decliner(StrEnum):
    """Who says no."""

    CLIENT = "cliënt"
    CORPORATIE = "corporatie"
    AANBIEDER = "zorgaanbieder"


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """A reason to decline.

    `counts`: whether it is a refused offer; for safety or support it never is. `documented`: it follows from papers,
    so that it may come to light when the corporation has agreed already.
    """

    code: str
    name: str
    by: Decliner
    counts: bool = False
    documented: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declined:
    """A placement is off: the unit is free, and the person waits for another one.

    She may not get what `target` names before `until`: see `Ban`. Without a target it is this dwelling.
    """

    person: str
    refusal: Refusal
    scope: BanScope = BanScope.WONING
    target: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """A placement is sent, accepted or offered, as `reason` says: it stays put."""

    person: str
    reason: PinReason


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A placement is taken back: the unit is free and the person waits; nothing forbids it, nothing holds it."""

    person: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DwellingLost:
    """A dwelling is withdrawn, with all its units."""

    dwelling: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn:
    """A person no longer waits for a dwelling."""

    person: str


Event = Declined | Fixed | Released | DwellingLost | Withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Stay:
    """The best that is possible when somebody who moves would stay, all else as it was.

    `placements` reach the values of `goals`: all of the round's, or the first ones, the last of which differs from
    what is proposed. `goals` is empty and nobody is placed where not all that lies fixed can be kept.
    """

    goals: tuple[GoalValue, ...]
    placements: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """A person who loses the place of the earlier proposal; `to` is None when she gets no other one."""

    person: str
    origin: str
    to: str | None
    stay: Stay


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """A round, its checked proposal, and everybody who loses a place in it, by id."""

    round: Round
    proposal: Proposal
    moves: tuple[Move, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Repair:
    """Two answers to the same events.

    - `round`: what is left of the earlier round: what lies fixed, what is banned, who had which place (`previous`);
    - `staying`: everybody in `previous` is pinned; a conflict where that can't be;
    - `moving`: as few people lose their place as the goals that people may move for allow.
    """

    round: Round
    staying: Variant
    moving: Variant
