"""The lottery among people whom no rule, limit or goal tells apart, drawn again."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.model import draw_of
from optimizer.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Draw:
    """Whose turn it is, from 1 on, and what was drawn: 64 hexadecimal digits of which the lowest goes first."""

    turn: int
    person: str
    drawn: str


def replay(round_: Round, seed: int) -> tuple[Draw, ...]:
    """Everybody by turn. Anyone can redo it: the SHA-256 of the text "seed:person"."""
    drawn = sorted((draw_of(seed, person.id).hex(), person.id) for person in round_.people)
    return tuple(Draw(turn=turn, person=name, drawn=draw) for turn, (draw, name) in enumerate(drawn, 1))
