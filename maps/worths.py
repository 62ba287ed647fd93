"""What more room in a wijk would bring, in words: from calculations that were done again, never from an estimate."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from optimizer.explanations import Giving, Worth
from optimizer.policy import Goal
from optimizer.round import Round
from optimizer.why.sentences import effect_words

NOTHING = "niets"
UNSURE = "nog niet bekend"
STOPPED = "nog niet bewezen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """What one place more brings, and what more places bring.

    `goal`: the first goal of the policy that becomes better, None for nothing; `known` is False where one place was
    not calculated to an end that says something. `people` more are placed.
    """

    text: str
    known: bool
    goal: Goal | None
    people: int
    further: tuple[str, ...]


def values_by_limit(round_: Round, worths: Iterable[Worth], placed: int) -> dict[str, Value]:
    """Of every limit that was calculated with more room, what that brings beside a proposal with so many placements."""
    limits = {limit.id for limit in round_.limits}
    found: dict[str, dict[int, Worth]] = {}
    for worth in worths:
        if worth.easing.kind is Giving.AREA and worth.easing.id in limits:
            found.setdefault(worth.easing.id, {})[worth.easing.by] = worth
    return {name: _value(steps, placed) for name, steps in found.items()}


def _value(steps: dict[int, Worth], placed: int) -> Value:
    """Where more places bring nothing, that is proven for fewer too, and only the largest number was kept."""
    one = steps.get(1) or next((worth for worth in steps.values() if _nothing(worth)), None)
    return Value(
        text=UNSURE if one is None else _told(one, placed),
        known=one is not None,
        goal=None if one is None else next((effect.goal for effect in one.effects if effect.by), None),
        people=0 if one is None else len(one.placements) - placed,
        further=tuple(
            f"{by} plekken: {_told(steps[by], placed)}" for by in sorted(steps) if by > 1 and one is not steps[by]
        ),
    )


def _nothing(worth: Worth) -> bool:
    return worth.proven and not any(effect.by for effect in worth.effects)


def _told(worth: Worth, placed: int) -> str:
    more = len(worth.placements) - placed
    people = [f"{abs(more)} {'plaatsing' if abs(more) == 1 else 'plaatsingen'} {'meer' if more > 0 else 'minder'}"]
    words = [*(people if more else []), *effect_words(worth.effects)]
    told = "; ".join(words) if words else NOTHING
    return told if worth.proven else f"{told} ({STOPPED})"
