"""What the web application shows: one round with its proposal."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.explanations import Explanations
from optimizer.proposal import Proposal
from optimizer.round import Round


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """`explanations`: what was worked out beforehand, None where nothing was; `practice`: the same round as people would do it by hand, None where there is nothing to compare with.

    `map_html` and `loads_html` (the coordinator's map, empty where there is none) are whole documents that need
    nothing from elsewhere.
    """

    round: Round
    proposal: Proposal
    practice: Proposal | None
    map_html: str
    explanations: Explanations | None = None
    loads_html: str = ""
