"""What a wijk can bear, as it was derived from indicators: for people to read.

No rule, limit or goal reads it. A cap is a `Limit`; this says where the proposal for it comes from, and how
sure that is.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Colour(StrEnum):
    """Class of a wijk: how well it can take somebody with support."""

    GROEN = "groen"
    ORANJE = "oranje"
    ROOD = "rood"
    ONBEKEND = "niet te bepalen"


@dataclass(frozen=True, slots=True, kw_only=True)
class Draagkracht:
    """How the cap of an area was proposed.

    - `proposed`: the gross cap, in the policy's care weights; None where nothing could be proposed;
    - `certainty`: percentage of the recomputations, with other weights, indicators and years, in which the
      area keeps its colour; None where it has none or nothing was recomputed;
    - `steps`: the derivation, a Dutch sentence for each step, in order;
    - `turns`: what would give the area another colour, a Dutch sentence each.
    """

    area: str
    colour: Colour
    proposed: int | None
    certainty: int | None
    steps: tuple[str, ...]
    turns: tuple[str, ...] = ()
